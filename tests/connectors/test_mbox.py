from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from narrowcast.connectors import mbox
from narrowcast.connectors.base import Budget, Cursor, Page, Tier
from narrowcast.connectors.errors import CursorExpired, Emptied, Skippable
from narrowcast.connectors.offline import OFFLINE
from narrowcast.connectors.records import FolderRole, Message
from tests.connectors import samples

ENVELOPE = b"From MAILER-DAEMON Mon Nov  3 10:00:00 2025\n"


def pull(path: Path, cursor: Cursor | None = None, budget: Budget | None = None) -> list[Page]:
    source = mbox.connect({"path": str(path)}, OFFLINE)
    (scope,) = source.scopes()
    return [*source.pull(scope, cursor, budget or Budget())]


def ids(pages: list[Page]) -> list[str]:
    return [one.message_id for page in pages for one in page.upserts if isinstance(one, Message)]


def first(path: Path) -> Message:
    (record,) = pull(path)[0].upserts
    assert isinstance(record, Message)
    return record


def test_only_what_was_appended_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    path.write_bytes(samples.mbox(samples.mail(1), samples.mail(2)))
    cursor = pull(path)[-1].cursor
    with path.open("ab") as file:
        file.write(samples.mbox(samples.mail(3)))

    assert ids(pull(path, cursor)) == ["<3@a.example>"]


def test_a_mail_that_was_half_written_is_replaced_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    whole = samples.mbox(samples.mail(1), samples.mail(2, body="line\nline\nline"))
    path.write_bytes(whole[:-12])
    before = pull(path)
    path.write_bytes(whole)

    (after,) = pull(path, before[-1].cursor)

    assert ids([after]) == ["<2@a.example>"]
    assert after.deletes == (before[-1].upserts[-1].remote_id,)
    assert [one.remote_id for one in after.upserts] == [pull(path)[0].upserts[-1].remote_id]


def test_a_compacted_mailbox_keeps_the_remote_ids(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    path.write_bytes(samples.mbox(*map(samples.mail, range(4))))
    before = pull(path)
    path.write_bytes(samples.mbox(*(samples.mail(n, extra="Status: RO\r\n") for n in (1, 3))))

    with pytest.raises(CursorExpired):
        pull(path, before[-1].cursor)

    assert [one.remote_id for one in pull(path)[0].upserts] == [
        before[0].upserts[1].remote_id,
        before[0].upserts[3].remote_id,
    ]


def test_an_emptied_mailbox_pauses_and_a_missing_one_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    path.write_bytes(samples.mbox(samples.mail(1)))
    source = mbox.connect({"path": path}, OFFLINE)
    (scope,) = source.scopes()
    cursor = pull(path)[-1].cursor
    path.write_bytes(b"")

    with pytest.raises(Emptied):
        list(source.pull(scope, cursor, Budget()))
    path.unlink()
    with pytest.raises(Skippable):
        list(source.pull(scope, None, Budget()))


def test_an_empty_mailbox_is_one_complete_page(tmp_path: Path) -> None:
    (tmp_path / "a.mbox").write_bytes(b"")

    (page,) = pull(tmp_path / "a.mbox")

    assert page.upserts == ()
    assert pull(tmp_path / "a.mbox", page.cursor) == []


def test_a_damaged_archive_gives_what_can_be_read_then_skips(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox.xz"
    path.write_bytes(b"\xfd7zXZ\x00" + os.urandom(100))

    with pytest.raises(Skippable):
        pull(path)


def test_what_stands_before_the_damage_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox.gz"
    noise = [samples.mail(n, extra=f"X-Noise: {os.urandom(600).hex()}\r\n") for n in range(40)]
    path.write_bytes(gzip.compress(samples.mbox(*noise))[:-4_000])
    source, kept = mbox.connect({"path": str(path)}, OFFLINE), list[Page]()
    (scope,) = source.scopes()

    with pytest.raises(Skippable, match="to its end"):
        kept.extend(source.pull(scope, None, Budget()))

    assert ids(kept) == [f"<{n}@a.example>" for n in range(len(ids(kept)))]
    assert len(ids(kept)) > 30


FOLDERS = {
    "x-folder": ("X-Folder: \\Ann_Lee\\Notes Folders\\'sent mail\r\n", FolderRole.SENT),
    "takeout": ("X-Gmail-Labels: Sent,Important\r\n", FolderRole.SENT),
    "takeout-german": (
        "X-Gmail-Labels: =?utf-8?q?Papierkorb,Ge=C3=B6ffnet?=\r\n",
        FolderRole.TRASH,
    ),
}


@pytest.mark.parametrize(("header", "role"), FOLDERS.values(), ids=FOLDERS)
def test_an_exported_mail_tells_its_folder(tmp_path: Path, header: str, role: FolderRole) -> None:
    (tmp_path / "Inbox.mbox").write_bytes(samples.mbox(samples.mail(1, extra=header)))

    assert first(tmp_path / "Inbox.mbox").roles == (role,)


@pytest.mark.parametrize("header", ["X-Gmail-Labels: Sent", "X-Folder: Sent", "X-GM-THRID: 7"])
def test_a_sender_cannot_file_his_own_mail(tmp_path: Path, header: str) -> None:
    mail = b"Received: by mx.user.example\r\n" + samples.mail(1, extra=f"{header}\r\n")
    (tmp_path / "Inbox.mbox").write_bytes(samples.mbox(mail))

    message = first(tmp_path / "Inbox.mbox")

    assert message.roles == (FolderRole.INBOX,)
    assert (message.labels, message.provider_thread) == ((), "")


def test_takeout_threads_and_labels(tmp_path: Path) -> None:
    extra = "X-GM-THRID: 123\r\nX-Gmail-Labels: Inbox,My project\r\n"
    (tmp_path / "a.mbox").write_bytes(samples.mbox(samples.mail(1, extra=extra)))

    message = first(tmp_path / "a.mbox")

    assert (message.provider_thread, message.labels) == ("123", ("Inbox", "My project"))


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Sent", FolderRole.SENT),
        ("Gesendete Objekte.mbox", FolderRole.SENT),
        ("Éléments envoyés", FolderRole.SENT),
        ("Отправленные", FolderRole.SENT),
        ("已发送", FolderRole.SENT),
        ("Drafts", FolderRole.DRAFTS),
        ("Deleted Items", FolderRole.TRASH),
        ("Acme", FolderRole.OTHER),
    ],
)
def test_a_files_name_tells_its_role(tmp_path: Path, name: str, role: FolderRole) -> None:
    (tmp_path / name).write_bytes(samples.mbox(samples.mail(1)))

    (scope,) = mbox.connect({"path": tmp_path}, OFFLINE).scopes()

    assert scope.role is role


def test_the_headers_tier_reads_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.mbox").write_bytes(samples.mbox(samples.mail(1)))

    (page,) = pull(tmp_path / "a.mbox", budget=Budget(tier=Tier.HEADERS))

    assert all(isinstance(one, Message) and one.parts == () for one in page.upserts)


@pytest.mark.parametrize("options", [{}, {"path": ""}, {"path": "/no/such/place"}])
def test_a_wrong_option_is_one_sentence(options: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="path"):
        mbox.connect(options, OFFLINE)
