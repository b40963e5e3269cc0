"""The peer of our IMAP reading: the same fields by `imapclient.fetch`, paged for the same engine.

Its factory is put beside ours as a plugin (`plugin`), so that one program, one configuration and
one store run both: all that differs is who fetches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from imapclient import IMAPClient

from narrowcast.connectors.base import (
    Budget,
    Cursor,
    Means,
    Page,
    Progress,
    Scope,
    ScopeId,
    Snapshot,
)
from narrowcast.connectors.formats import mime
from narrowcast.connectors.records import FolderRole, Message

NAME = "imapclient-fetch"
FOLDER = "INBOX"
BATCH = 500

Answer = Mapping[bytes, object]


def items(fields: Iterable[str]) -> tuple[str, str, str]:
    """What is asked of every mail: its time, its size and these header *fields*."""
    return ("INTERNALDATE", "RFC822.SIZE", f"BODY.PEEK[HEADER.FIELDS ({' '.join(fields)})]")


def fetch(
    client: IMAPClient, fields: Iterable[str], batch: int = BATCH
) -> Iterator[dict[int, Answer]]:
    """Fetch the heads of the selected folder, *batch* at a time, the newest first."""
    wanted, uids = items(fields), sorted(client.search("ALL"), reverse=True)
    for start in range(0, len(uids), batch):
        yield client.fetch(uids[start : start + batch], wanted)


class Connector:
    """One folder, read once: newer mail is not asked for."""

    def __init__(self, client: IMAPClient, fields: Sequence[str]) -> None:
        self._client, self._fields = client, fields

    def scopes(self) -> Iterable[Scope]:
        return (Scope(id=ScopeId(FOLDER), name=FOLDER, role=FolderRole.INBOX),)

    def pull(self, scope: Scope, cursor: Cursor | None, budget: Budget) -> Iterator[Page]:
        if cursor is not None:
            return
        total = self._client.select_folder(scope.id, readonly=True)[b"EXISTS"]
        done = 0
        for answers in fetch(self._client, self._fields, budget.page_records):
            done += len(answers)
            yield Page(
                upserts=tuple(_message(uid, answers[uid]) for uid in sorted(answers, reverse=True)),
                cursor=Cursor(str(done)),
                snapshot=Snapshot.COMPLETE if done == total else Snapshot.PARTIAL,
                progress=Progress(done=done, total=total),
            )

    def close(self) -> None:
        self._client.logout()


def connect(options: Mapping[str, object], means: Means) -> Connector:
    """The factory; `fields` are the header fields to ask for, the other options as for `imap`."""
    client = IMAPClient(str(options["host"]), port=int(str(options["port"])), ssl=False)
    client.normalise_times = False  # times with their zones
    client.login(str(options["user"]), means.secrets.password())
    return Connector(client, str(options["fields"]).split())


def plugin(folder: Path) -> Path:
    """Write what makes `connect` an installed connector for whoever has *folder* in PYTHONPATH."""
    told = folder / "narrowcast_bench-1.dist-info"
    told.mkdir(parents=True, exist_ok=True)
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: narrowcast-bench\nVersion: 1\n")
    (told / "entry_points.txt").write_text(
        f"[narrowcast.connectors]\n{NAME} = bench.imapclient_peer:connect\n"
    )
    return folder


def _message(uid: int, answer: Answer) -> Message:
    (head,) = (value for key, value in answer.items() if key.startswith(b"BODY"))
    received, size = answer[b"INTERNALDATE"], answer[b"RFC822.SIZE"]
    assert isinstance(head, bytes)
    assert isinstance(received, datetime)
    assert isinstance(size, int)
    return mime.read(
        head,
        remote_id=str(uid),
        received_at=received.astimezone(UTC),
        parts=False,
        size=size,
    )
