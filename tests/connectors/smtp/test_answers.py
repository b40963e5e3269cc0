from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.connectors.smtp.answers import answer, learned_id, to_a_login

OWN = "<ask-1@vale.example>"
PEOPLE = ("robin@vale.example", "ana@lumen.example")
SES = "010f01860d3c52b2-3e1f2a6b-7d3c-4d5e-9f00-0123456789ab-000000"


@pytest.mark.parametrize(
    ("text", "host", "learned"),
    [
        (
            "2.0.0 OK <AM0PR01MB@AM0PR01MB.eurprd01.prod.outlook.com> [Hostname=x]",
            "smtp.office365.com",
            "<AM0PR01MB@AM0PR01MB.eurprd01.prod.outlook.com>",
        ),
        (
            "2.6.0 <9f@mail.firm.example> [InternalId=1] Queued mail for delivery",
            "mail.firm.example",
            "<9f@mail.firm.example>",
        ),
        (f"2.6.0 {OWN} [InternalId=1] Queued mail for delivery", "mail.firm.example", ""),
        ("2.1.5 <ana@lumen.example> queued as 4A5B", "mx.lumen.example", ""),
        ("2.0.0 Ok: queued as 9C2E41A0", "smtp.fastmail.com", ""),
        ("2.0.0 OK  1762160000 a640c23a62f3a-b70 - gsmtp", "smtp.gmail.com", ""),
        (
            f"Ok {SES}",
            "email-smtp.eu-west-1.amazonaws.com",
            f"<{SES}@eu-west-1.amazonses.com>",
        ),
        (f"Ok {SES}", "email-smtp.us-east-1.amazonaws.com", f"<{SES}@email.amazonses.com>"),
        (f"Ok {SES}", "smtp.vale.example", ""),
    ],
    ids=["outlook", "exchange", "kept", "address", "queue", "gmail", "ses", "ses-east", "not-ses"],
)
def test_what_the_answer_tells_of_the_id(text: str, host: str, learned: str) -> None:
    said = answer(250, text.encode())

    assert learned_id(said, own=OWN, addresses=PEOPLE, host=host) == learned


@given(st.integers(-1, 999), st.binary(max_size=3000))
def test_any_answer_is_one_line_that_may_be_shown(code: int, text: bytes) -> None:
    for said in (answer(code, text), to_a_login(code, text, ())):
        assert len(said.text) <= 200
        assert said.text.isprintable() or not said.text
        learned_id(said, own=OWN, addresses=PEOPLE, host="email-smtp.eu-west-1.amazonaws.com")
