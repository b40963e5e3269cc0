"""Contact cards: one .vcf file, or a folder of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from narrowcast.connectors import options, trees, whole
from narrowcast.connectors.base import Budget, Cursor, Means, Page, Scope
from narrowcast.connectors.formats import contentlines, vcard
from narrowcast.connectors.records import Record


def connect(given: Mapping[str, object], _: Means) -> VcfConnector:
    """Open the card file, or the folder of card files, at the option `path`."""
    return VcfConnector(options.path(given, "vcf"))


class VcfConnector:
    """Remote ids are UIDs; a card without one is known by a digest of what it says."""

    def __init__(self, path: Path) -> None:
        self._tree = trees.Tree(path, frozenset({".vcf", ".vcard"}))

    def scopes(self) -> Iterable[Scope]:
        """The file, or each folder with cards."""
        return self._tree.scopes()

    def pull(self, scope: Scope, cursor: Cursor | None, budget: Budget) -> Iterator[Page]:
        """All cards whenever a file has changed."""
        files = self._tree.files(scope)
        yield from whole.pull(self._records(files), whole.stamp(files), cursor, budget)

    def _records(self, files: list[Path]) -> Iterator[Record]:
        for file in files:
            yield from vcard.read(trees.content(file, contentlines.MAX_BYTES))
