"""Somebody who was asked and answered is forgotten: in the store, the outbox and later reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from narrowcast.agent import outbox
from narrowcast.agent.core.model import AddressKey, Person, PersonUid, Prospect, ProspectId, seconds
from narrowcast.agent.errors import InputError
from narrowcast.agent.store import asks, forgetting, mornings, prospects
from narrowcast.agent.store.mornings import Morning
from narrowcast.agent.store.store import Store
from narrowcast.connectors.base import Envelope
from narrowcast.connectors.maildir import MaildirSender
from tests.agent.core.letter_samples import NOW, OWNER, introducer
from tests.agent.listening import ANA, JONAS, LEAVES, YES, Office, mail, planned

GONE = (b"ana@ports", b"ports.example", introducer().person.name.encode().lower())


def traces(folder: Path, store: Store) -> set[bytes]:
    """What is left of Ana in any file."""
    store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = b"".join(one.read_bytes() for one in folder.rglob("*") if one.is_file()).lower()
    return {word for word in GONE if word in whole}


def another_ask(office: Office, sender: MaildirSender) -> str:
    """Send an ask that Ana has no part in; return its Message-ID."""
    wish = Prospect(id=ProspectId(0), name="Mara Diaz", addresses=(AddressKey("mara@far.example"),))
    (wanted,) = prospects.add(office.store, [wish], seconds(NOW))
    person = Person(uid=PersonUid("bo"), name="Bo Lind", addresses=(AddressKey("bo@far.example"),))
    friend = replace(introducer(), person=person)
    ask = office.desk.draft(wanted, friend, NOW)
    letter = office.desk.approve(ask, wanted, friend, NOW, anyway="a test")
    outbox.tick(office.store, sender, seconds(LEAVES))
    return letter.message_id


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with planned(path=tmp_path / "narrowcast.db") as made:
        yield made


def test_nothing_is_left_of_somebody_who_was_asked_and_answered(
    office: Office, tmp_path: Path
) -> None:
    store, sender = office.store, MaildirSender(tmp_path / "outbox")
    outbox.tick(store, sender, seconds(LEAVES))
    thread = another_ask(office, sender)
    office.read(
        mail(1, text=YES, answers=office.letter_id),
        mail(2, text="I heard of this one.", answers=thread),
        mail(3, JONAS, text="?"),
    )
    summary = b"Message-ID: <morning@vale.example>\r\n\r\nAna Ruiz <ana@ports.example> agreed."
    sender.send(summary, Envelope(sender="", recipients=OWNER.addresses))
    mornings.keep(store, Morning(NOW.date(), seconds(NOW), "<morning@vale.example>"))
    assert {b"ana@ports", b"ports.example"} <= traces(tmp_path, store)

    forgetting.forget(store, [ANA], [introducer().person.name], seconds(NOW), sender.erase)
    assert traces(tmp_path, store) == set()

    office.mailbox.expired = True
    office.read()
    assert traces(tmp_path, store) == set()


def test_who_brought_the_prospects_answer_is_not_cited_once_forgotten(
    office: Office, tmp_path: Path
) -> None:
    outbox.tick(office.store, MaildirSender(tmp_path / "outbox"), seconds(LEAVES))
    together = mail(1, to=(OWNER.addresses[0], JONAS), text="Jonas, meet Robin.")
    office.read(together)
    assert office.ask.state != "sent"
    moved = asks.history(office.store)[-1]
    office.store.conn.execute("UPDATE ask SET introducer_address = 'other@far.example'")
    office.store.conn.commit()

    forgetting.forget(office.store, [ANA], [], seconds(NOW))

    kept = asks.history(office.store)[-1]
    assert (moved.message_id, kept.message_id) == ("<1@ports.example>", "")


def test_nobody_is_forgotten_while_a_letter_about_them_is_planned(office: Office) -> None:
    with pytest.raises(InputError, match="narrowcast undo 1"):
        forgetting.forget(office.store, [JONAS], [], seconds(NOW))


def test_a_deputy_who_is_forgotten_stands_in_no_sentence(office: Office, tmp_path: Path) -> None:
    outbox.tick(office.store, MaildirSender(tmp_path / "outbox"), seconds(LEAVES))
    text = "I am away. Please contact Tom Berg, tom@ports.example."
    note = replace(
        mail(1, text=text, answers=office.letter_id),
        headers={"auto-submitted": ("auto-replied",)},
        subject="Automatic reply: introduction",
    )
    office.read(note)
    before = asks.history(office.store)[-1]

    forgetting.forget(
        office.store, [AddressKey("tom@ports.example")], ["Tom Berg"], seconds(LEAVES)
    )

    after = asks.history(office.store)[-1]
    assert ("Tom Berg" in before.why, after.why) == (True, "")
    assert after.event is before.event
