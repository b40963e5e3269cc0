"""The bench over real mailboxes shows what the Listener does, its mistakes too."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bench.events import OwnerOf
from bench.planting import unrelated
from narrowcast.agent.core.model import AddressKey
from narrowcast.connectors.records import Mailbox, Message
from tests.agent.core.letter_samples import NOW, OWNER
from tests.agent.listening import mail

ME = OWNER.addresses[0]
OWNERS = OwnerOf(OWNER.name, frozenset(map(AddressKey, OWNER.addresses)), ("invented",))
FIRMS = ("ports.example", "docks.example")
OUTSIDERS = ("zoe@far.example", "yan@away.example")


def history() -> list[Message]:
    """Two contacts who write often, and two outsiders who once stood in copy."""
    mails = [
        mail(n, f"ana@{FIRMS[n % 2]}", text="Numbers as promised.", at=NOW + timedelta(hours=n))
        for n in range(60)
    ]
    copied = tuple(Mailbox("", one) for one in OUTSIDERS)
    return [replace(mails[0], cc=copied), *mails[1:]]


def test_work_mail_after_the_asks_moves_none(capsys: pytest.CaptureFixture[str]) -> None:
    rows = unrelated([(OWNERS, history())], 2)

    assert rows == []
    assert "36 mails after 2 asks" in capsys.readouterr().out


def test_a_real_introduction_of_an_outsider_is_counted_as_a_move() -> None:
    made = [
        mail(
            100 + n,
            f"ana@{firm}",
            (ME, outsider),
            text=f"Robin, I would like you to meet {outsider.partition('@')[0].title()}.",
            at=NOW + timedelta(days=4),
        )
        for n, (firm, outsider) in enumerate(
            (firm, outsider) for firm in FIRMS for outsider in OUTSIDERS
        )
    ]

    rows = unrelated([(OWNERS, [*history(), *made])], 2)

    assert [(row["what"], row["about"], row["event"]) for row in rows] == [
        ("moved", "outsider", "introduced")
    ]
