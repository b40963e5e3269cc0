"""What the owner's own letter named is no evidence when it comes back in the answer."""

from __future__ import annotations

from datetime import timedelta

from narrowcast.agent.core.model import Time
from narrowcast.agent.suggest import Advisor, prospect_of
from tests.agent.mailroom import OWNER, START, message, store_of

JONAS = prospect_of(name="Jonas Weber", address="jonas@target.example")
LETTER = "<letter@user.example>"


def named_in(*, ours: bool) -> int:
    """How many mails of others name Jonas, after Ana answered a letter that asked about him."""
    mail = [
        message(1, "ana@acme.example", [OWNER], START, text="Hello."),
        message(
            2,
            "ana@acme.example",
            [OWNER],
            START + timedelta(days=2),
            text="Sure.\n\n> Would you introduce me to Jonas Weber?",
            answers=LETTER,
        ),
    ]
    with store_of(mail) as store:
        if ours:
            store.conn.execute(
                "INSERT INTO outbox (ask, purpose, message_id, token, raw, sha256, sender,"
                " recipient, send_after, state)"
                " VALUES (1, 'ask', ?, 't', x'', '', ?, '', 0, 'sent')",
                (LETTER, OWNER),
            )
        moment = Time(int((START + timedelta(days=9)).timestamp()))
        return len(Advisor(store).rank(JONAS, moment).evidence.named)


def test_a_quoted_letter_of_ours_shows_no_link() -> None:
    assert named_in(ours=True) == 0


def test_a_mail_that_names_the_prospect_by_itself_does() -> None:
    assert named_in(ours=False) == 1
