from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from narrowcast.connectors import maildir
from narrowcast.connectors.base import (
    Budget,
    Connector,
    Envelope,
    LetterFiles,
    Receipt,
    Scope,
    Sender,
    SentKey,
)
from narrowcast.connectors.errors import Emptied, Refused
from narrowcast.connectors.offline import OFFLINE
from narrowcast.connectors.records import FolderRole, RemoteId
from tests.connectors import samples

ENVELOPE = Envelope(sender="me@user.example", recipients=("ann@a.example",))
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def box(place: Path, *folders: str) -> Connector:
    for folder in ("", *folders):
        for inner in ("cur", "new", "tmp"):
            (place / folder / inner).mkdir(parents=True)
    return maildir.connect({"path": place}, OFFLINE)


def inbox(source: Connector) -> Scope:
    return next(scope for scope in source.scopes() if scope.name == "INBOX")


def files(place: Path) -> list[str]:
    found = [one for one in place.rglob("*") if one.is_file() and one.parent.name != "taken"]
    return sorted(one.relative_to(place).as_posix() for one in found)


def test_subfolders_of_both_layouts_are_scopes_with_roles(tmp_path: Path) -> None:
    source = box(tmp_path, ".Sent", ".&AMk-l&AOk-ments envoy&AOk-s", "Work/Drafts")

    assert {scope.name: scope.role for scope in source.scopes()} == {
        "INBOX": FolderRole.INBOX,
        "Sent": FolderRole.SENT,
        "Éléments envoyés": FolderRole.SENT,
        "Work/Drafts": FolderRole.DRAFTS,
    }


def test_flags_and_the_move_out_of_new_change_nothing(tmp_path: Path) -> None:
    source = box(tmp_path)
    (tmp_path / "new" / "1.host").write_bytes(samples.mail(1))
    pages = [*source.pull(inbox(source), None, Budget())]
    (tmp_path / "new" / "1.host").rename(tmp_path / "cur" / "1.host:2,RS")

    assert [*source.pull(inbox(source), pages[-1].cursor, Budget())] == []
    assert pages[0].upserts[0].remote_id == RemoteId("1.host")


def test_a_new_mail_with_an_old_name_is_found(tmp_path: Path) -> None:
    source = box(tmp_path)
    for number in range(5, 60):
        (tmp_path / "cur" / f"{number:03}.host:2,").write_bytes(samples.mail(number))
    cursor = [*source.pull(inbox(source), None, Budget())][-1].cursor
    (tmp_path / "cur" / "001.host:2,").write_bytes(samples.mail(1))

    pages = [*source.pull(inbox(source), cursor, Budget())]

    named = {record.remote_id for page in pages for record in page.upserts}
    assert "001.host" in named
    assert len(named) < 30


def test_an_emptied_folder_pauses(tmp_path: Path) -> None:
    source = box(tmp_path)
    (tmp_path / "cur" / "1.host:2,").write_bytes(samples.mail(1))
    cursor = [*source.pull(inbox(source), None, Budget())][-1].cursor
    (tmp_path / "cur" / "1.host:2,").unlink()

    with pytest.raises(Emptied):
        list(source.pull(inbox(source), cursor, Budget()))


def test_a_sent_letter_lies_in_new_with_its_exact_bytes(tmp_path: Path) -> None:
    sender = maildir.MaildirSender(tmp_path / "out")

    receipt = sender.send(samples.mail(1), ENVELOPE)

    assert isinstance(sender, Sender)
    assert files(tmp_path) == [f"out/new/{receipt.provider_id}"]
    assert (tmp_path / "out" / "new" / receipt.provider_id).read_bytes() == samples.mail(1)
    assert (tmp_path / "out" / "new" / receipt.provider_id).stat().st_mode & 0o077 == 0


def test_a_filed_letter_names_who_gets_a_blind_copy(tmp_path: Path) -> None:
    hidden = replace(
        ENVELOPE, recipients=(*ENVELOPE.recipients, "bo@b.example"), hidden=("bo@b.example",)
    )

    receipt = maildir.MaildirSender(tmp_path / "out").send(samples.mail(1), hidden)

    filed = (tmp_path / "out" / "new" / receipt.provider_id).read_bytes()
    assert filed == b"Bcc: bo@b.example\r\n" + samples.mail(1)


def test_sending_twice_files_one_letter_also_after_it_was_seen(tmp_path: Path) -> None:
    sender = maildir.MaildirSender(tmp_path)
    receipt = sender.send(samples.mail(1), ENVELOPE)
    again = sender.send(samples.mail(1), ENVELOPE)
    name = receipt.provider_id
    (tmp_path / "new" / name).rename(tmp_path / "cur" / f"{name}:2,S")
    later = sender.send(samples.mail(1), ENVELOPE)

    assert receipt == again == later
    assert files(tmp_path) == [f"cur/{name}:2,S"]


def test_a_half_written_letter_of_a_crash_does_not_hinder_the_next_try(tmp_path: Path) -> None:
    sender = maildir.MaildirSender(tmp_path)
    name = sender.send(samples.mail(1), ENVELOPE).provider_id
    (tmp_path / "new" / name).rename(tmp_path / "tmp" / name)
    (tmp_path / "tmp" / name).write_bytes(b"half")

    sender.send(samples.mail(1), ENVELOPE)

    assert files(tmp_path) == [f"new/{name}"]
    assert (tmp_path / "new" / name).read_bytes() == samples.mail(1)


@pytest.mark.parametrize("letter", [b"Subject: no id\r\n\r\n", b""])
def test_a_letter_without_a_message_id_is_refused(tmp_path: Path, letter: bytes) -> None:
    with pytest.raises(Refused):
        maildir.MaildirSender(tmp_path).send(letter, ENVELOPE)


def test_a_folder_that_cannot_be_written_refuses(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(Refused):
        maildir.MaildirSender(tmp_path / "file").send(samples.mail(1), ENVELOPE)


def test_a_letter_is_found_by_id_and_by_token(tmp_path: Path) -> None:
    sender = maildir.MaildirSender(tmp_path)
    sent = sender.send(samples.mail(1), ENVELOPE)
    rewritten = samples.mail(2, extra="References: <token-77@user.example>\r\n")
    (tmp_path / "cur" / "relabelled.host:2,S").write_bytes(rewritten)

    by_id = sender.find_sent(SentKey(message_id="<1@a.example>", token="", since=LONG_AGO))
    by_header = sender.find_sent(SentKey(message_id="<2@a.example>", token="", since=LONG_AGO))
    by_token = sender.find_sent(SentKey(message_id="<x@y>", token="token-77", since=LONG_AGO))

    found = Receipt(provider_id="relabelled.host", message_id="<2@a.example>")
    assert by_id == sent
    assert (by_header, by_token) == (found, found)


def test_a_letter_that_was_never_filed_is_known_not_to_have_left(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        maildir.MaildirSender(tmp_path).find_sent(
            SentKey(message_id="<1@a.example>", token="", since=LONG_AGO)
        )


def test_a_letter_that_somebody_took_away_is_not_filed_again(tmp_path: Path) -> None:
    sender = maildir.MaildirSender(tmp_path)
    sent = sender.send(samples.mail(1), ENVELOPE)
    (tmp_path / "new" / sent.provider_id).unlink()

    again = sender.send(samples.mail(1), ENVELOPE)
    found = sender.find_sent(SentKey(message_id="<1@a.example>", token="", since=LONG_AGO))

    assert again == found == sent
    assert files(tmp_path) == []


def test_letters_sent_are_a_source_like_any_other(tmp_path: Path) -> None:
    maildir.MaildirSender(tmp_path).send(samples.mail(1), ENVELOPE)
    source = maildir.connect({"path": tmp_path}, OFFLINE)

    (page,) = source.pull(inbox(source), None, Budget())

    assert [record.message_id for record in page.upserts] == ["<1@a.example>"]  # type: ignore[union-attr]  # a mail


def test_an_erased_letter_leaves_no_trace_and_others_stay(tmp_path: Path) -> None:
    sender = maildir.MaildirSender(tmp_path)
    sender.send(samples.mail(1), ENVELOPE)
    stays = sender.send(samples.mail(2), ENVELOPE).provider_id

    sender.erase(["<1@a.example>", "<unknown@a.example>"])

    assert isinstance(sender, LetterFiles)
    assert files(tmp_path) == [f"new/{stays}"]
    assert [one.name for one in (tmp_path / "taken").iterdir()] == [stays]
