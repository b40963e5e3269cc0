"""Maildir folders: read as a source, and written to as the transport that needs no server.

A letter's name is made from its Message-ID. Power may fail after any step, and what is there tells
whether the letter went out, also where somebody takes letters away at once:

    tmp/NAME written ─► taken/NAME made ─► tmp/NAME renamed to new/NAME
    not out             not out            out: taken/NAME is there, tmp/NAME is not
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from narrowcast.connectors import listing, mails, options
from narrowcast.connectors.base import (
    Budget,
    Cursor,
    Envelope,
    Means,
    Page,
    Receipt,
    Scope,
    ScopeId,
    SentKey,
)
from narrowcast.connectors.errors import Ambiguous, Refused, Skippable
from narrowcast.connectors.formats import blind, folders, headers, mime
from narrowcast.connectors.records import Record

_BOXES = ("new", "cur")  # what is in tmp is not delivered yet
_TAKEN = "taken"  # empty files named as the letters that ever went out
_INFO = (":", ";", "!")  # what parts a unique name from its flags; the latter two on Windows
_INBOX = "INBOX"
_READ_BYTES = mime.MAX_MAIL + 1


def connect(given: Mapping[str, object], _: Means) -> MaildirConnector:
    """Open the Maildir, or the folder of Maildirs, at the option `path`."""
    return MaildirConnector(options.path(given, "maildir"))


def connect_sender(given: Mapping[str, object], _: Means) -> MaildirSender:
    """Open the Maildir at the option `path` for letters; it is made if it is not there."""
    value = given.get("path")
    if not isinstance(value, str | Path) or not str(value):
        raise ValueError("maildir: the option path is missing; name the folder that letters go to")
    return MaildirSender(Path(value).expanduser())


class MaildirConnector:
    """Each Maildir below the path is a scope; remote ids are the unique names, without flags."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def scopes(self) -> Iterable[Scope]:
        """The path itself and every Maildir below it, Maildir++ (`.Sent`) or nested."""
        found = {one.parent for box in _BOXES for one in self._path.rglob(box) if one.is_dir()}
        return [self._scope(one) for one in sorted(found)]

    def _scope(self, folder: Path) -> Scope:
        inside = folder.relative_to(self._path).as_posix()
        name = _INBOX if inside == "." else folders.from_imap(inside.removeprefix("."))
        return Scope(id=ScopeId(inside), name=name, role=folders.role_of(name))

    def pull(self, scope: Scope, cursor: Cursor | None, budget: Budget) -> Iterator[Page]:
        """Pages in no useful order; flags and moves between new and cur change nothing."""
        folder = self._path / scope.id
        if not any((folder / box).is_dir() for box in _BOXES):
            raise Skippable(f"{scope.name} is no Maildir any more: it has neither new nor cur")
        paths = _listed(folder)

        def read(key: str) -> tuple[Record, int] | None:
            raw = _content(folder, key, paths[key])
            if raw is None:
                return None
            record = mails.record(raw, remote_id=key, tier=budget.tier, role=scope.role)
            return record, len(raw)

        yield from listing.pull(dict.fromkeys(paths, ""), read, cursor, budget)


def _listed(folder: Path) -> dict[str, Path]:
    """Every delivered file by its unique name."""
    found: dict[str, Path] = {}
    for box in _BOXES:
        with contextlib.suppress(FileNotFoundError):
            for name in os.listdir(folder / box):  # noqa: PTH208 - names, not Path objects: ten times as fast
                if not name.startswith("."):
                    found[_unique(name)] = folder / box / name
    return found


def _unique(name: str) -> str:
    for mark in _INFO:
        before, _, flags = name.partition(mark)
        if flags.startswith("2,"):
            return before
    return name


def _content(folder: Path, key: str, path: Path) -> bytes | None:
    """The file's start; looked for once more where flags were changed since the listing."""
    for _ in range(2):
        try:
            with path.open("rb") as file:
                return file.read(_READ_BYTES)
        except IsADirectoryError:
            return None
        except FileNotFoundError:
            path = _listed(folder).get(key, path)
        except OSError as error:
            raise Skippable(f"{folder.name} cannot be read: {error.strerror}") from error
    return None


class MaildirSender:
    """Puts letters into a Maildir; no server, no network."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def send(self, letter: bytes, envelope: Envelope) -> Receipt:
        """File *letter* durably; a letter with the same Message-ID is there at most once.

        Raises `Refused` while nothing can have been filed, `Ambiguous` after that.
        """
        message_id = mime.header_only(letter, remote_id="").message_id
        if not message_id or not envelope.recipients:
            raise Refused("a letter needs a Message-ID and a recipient")
        name = _name_for(message_id)
        try:
            for box in ("tmp", *_BOXES, _TAKEN):
                (self._path / box).mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self._went_out(name):
                # Whatever takes letters on from here (`sendmail -t`, the owner) goes by the head.
                self._file(blind.carrying(letter, envelope.hidden), name)
        except OSError as error:
            raise Refused(f"the letter could not be filed: {error.strerror}") from error
        return Receipt(provider_id=name, message_id=message_id)

    def _went_out(self, name: str) -> bool:
        begun = (self._path / _TAKEN / name).exists() and not (self._path / "tmp" / name).exists()
        return begun or name in _listed(self._path)

    def _file(self, letter: bytes, name: str) -> None:
        written, target = self._path / "tmp" / name, self._path / "new" / name
        _write(written, letter)
        _write(self._path / _TAKEN / name, b"")
        written.replace(target)
        try:
            _sync_folder(target.parent)
        except OSError as error:
            raise Ambiguous(f"the letter may not be on disk yet: {error.strerror}") from error

    def find_sent(self, key: SentKey) -> Receipt | None:
        """Look for the name made from the Message-ID, then for id or token in every letter.

        Raises Refused where the letter surely never went out.
        """
        name = _name_for(key.message_id)
        if self._went_out(name):
            return Receipt(provider_id=name, message_id=key.message_id)
        paths = _listed(self._path)
        recent = (
            unique for unique, path in paths.items() if _touched(path) >= key.since.timestamp()
        )
        for one in recent:
            if found := _matching(paths[one], one, key):
                return found
        raise Refused("the letter was never filed")

    def erase(self, message_ids: Collection[str]) -> None:
        """Remove these letters wherever they lie in the Maildir, and the note that they left."""
        paths = _listed(self._path)
        for name in map(_name_for, message_ids):
            kept = (self._path / "tmp" / name, self._path / _TAKEN / name, paths.get(name))
            for path in filter(None, kept):
                path.unlink(missing_ok=True)


def _name_for(message_id: str) -> str:
    return f"narrowcast-{hashlib.sha256(message_id.encode('utf-8', 'replace')).hexdigest()[:40]}"


def _touched(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _matching(path: Path, name: str, key: SentKey) -> Receipt | None:
    try:
        with path.open("rb") as file:
            head = headers.split(file.read(headers.MAX_HEAD))
    except OSError:
        return None
    message_id = head.first("message-id").strip()
    traces = (*head.fields.get("references", ()), *head.fields.get("x-narrowcast-id", ()))
    if message_id == key.message_id or (key.token and any(key.token in one for one in traces)):
        return Receipt(provider_id=name, message_id=message_id)
    return None


def _write(path: Path, content: bytes) -> None:
    """Make *path* hold *content*, name and all, also after a power cut."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut; where folders cannot be synced, the system does
    so.
    """
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
