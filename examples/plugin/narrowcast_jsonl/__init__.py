"""A narrowcast connector for mailboxes in JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from narrowcast.connectors.base import Budget, Cursor, Means, Page, Scope, ScopeId, Snapshot
from narrowcast.connectors.errors import CursorExpired, Skippable
from narrowcast.connectors.formats.addresses import mailboxes
from narrowcast.connectors.records import (
    Message,
    PartKind,
    Record,
    RemoteId,
    TextPart,
    Unreadable,
)


def connect(options: Mapping[str, object], _: Means) -> JsonLines:
    """Open the file at the option `path`."""
    path = options.get("path")
    if not isinstance(path, str | Path):
        raise ValueError("jsonl: the option path is missing; name the file to read")  # noqa: TRY004
    return JsonLines(Path(path))


class JsonLines:
    """The cursor is the number of lines read; the file may only grow."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def scopes(self) -> Iterable[Scope]:
        """The one file."""
        return [Scope(id=ScopeId("lines"), name=self._path.name)]

    def pull(self, scope: Scope, cursor: Cursor | None, budget: Budget) -> Iterator[Page]:
        """Pages in the order of the file; a first reading ends COMPLETE."""
        try:
            lines = self._path.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError as error:
            raise Skippable(f"{scope.name} cannot be read: {error.strerror}") from error
        first, done = _resumed(cursor, len(lines))
        stop = (
            len(lines) if budget.max_records is None else min(len(lines), done + budget.max_records)
        )
        while done < stop or (first and done == len(lines)):
            page = lines[done : min(stop, done + budget.page_records)]
            records = tuple(_record(done + number, line) for number, line in enumerate(page))
            done += len(page)
            ended = done == len(lines)
            snapshot = (
                Snapshot.NONE if not first else Snapshot.COMPLETE if ended else Snapshot.PARTIAL
            )
            first = first and not ended
            yield Page(
                upserts=records,
                cursor=Cursor(f"{'first' if first else 'later'} {done}"),
                snapshot=snapshot,
            )


def _resumed(cursor: Cursor | None, lines: int) -> tuple[bool, int]:
    """Whether this generation is still in its first reading, and how many lines of it are done."""
    phase, _, done = (cursor or "first 0").partition(" ")
    if phase not in ("first", "later") or not done.isdecimal() or int(done) > lines:
        raise CursorExpired("the file was rewritten")
    return phase == "first", int(done)


def _record(number: int, line: str) -> Record:
    remote_id = RemoteId(str(number))
    try:
        mail = json.loads(line)
        sent_at = datetime.fromisoformat(mail["date"])
        author, to, text = str(mail["from"]), str(mail["to"]), str(mail["text"])
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        return Unreadable(
            remote_id=remote_id, reason=f"no mail in this line ({type(error).__name__})"
        )
    sent_at = sent_at if sent_at.tzinfo else sent_at.replace(tzinfo=UTC)
    return Message(
        remote_id=remote_id,
        message_id=f"<{mail.get('id', number)}@jsonl.invalid>",
        received_at=sent_at,
        sent_at=sent_at,
        author=next(iter(mailboxes([author])), None),
        to=mailboxes([to]),
        subject=str(mail.get("subject", "")),
        parts=(TextPart(kind=PartKind.PLAIN, text=text),),
        size=len(line),
    )
