"""Whose word counts on who wrote a mail."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.agent.core.authenticity import Authenticity, authenticity
from tests.answer_cases import message

TRUSTED = "mx.user.example"


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ("mx.user.example; dmarc=pass header.from=corp.example", Authenticity.VERIFIED),
        ("MX.User.Example 1; DMARC=PASS (p=none) header.from=Corp.Example", Authenticity.VERIFIED),
        ("mx.user.example; dkim=pass header.d=corp.example", Authenticity.VERIFIED),
        ("mx.user.example; dkim=pass header.i=@mail.corp.example", Authenticity.VERIFIED),
        ("mx.user.example; dmarc=bestguesspass header.from=corp.example", Authenticity.VERIFIED),
        ("mx.user.example; dkim=fail; dkim=pass header.d=corp.example", Authenticity.VERIFIED),
        ("mx.user.example; dkim=pass header.d=mailer.example", Authenticity.FORGED),
        ("mx.user.example; dmarc=pass header.from=evil.example", Authenticity.FORGED),
        ("mx.user.example; dmarc=fail; dkim=pass header.d=corp.example", Authenticity.FORGED),
        ("mx.user.example; dmarc=fail header.from=corp.example", Authenticity.FORGED),
        ("mx.user.example; spf=pass smtp.mailfrom=x@evil.example", Authenticity.FORGED),
        ("mx.user.example; none", Authenticity.FORGED),
        ("mx.user.example; spf=pass smtp.mailfrom=iris@corp.example", Authenticity.UNVERIFIED),
        ("mx.user.example; dmarc=temperror header.from=corp.example", Authenticity.UNVERIFIED),
        ("mx.user.example; dmarc=fail; arc=pass (i=1)", Authenticity.SEALED),
        ("evil.example; dmarc=pass header.from=corp.example", Authenticity.UNVERIFIED),
        (
            "mx.user.example.evil.example; dmarc=pass header.from=corp.example",
            Authenticity.UNVERIFIED,
        ),
        ("spf=pass; dmarc=pass header.from=corp.example", Authenticity.UNVERIFIED),
        (["evil.example; x", "mx.user.example; dmarc=pass"], Authenticity.UNVERIFIED),
        (["mx.user.example; dmarc=fail", "mx.user.example; dmarc=pass"], Authenticity.FORGED),
        (None, Authenticity.SILENT),
    ],
)
def test_only_the_owners_server_is_believed(results: object, expected: Authenticity):
    mail = message({"from": "iris@corp.example", "auth": results}, "a")

    assert authenticity(mail, TRUSTED) is expected


def test_without_a_pinned_server_no_result_counts():
    mail = message({"from": "iris@corp.example", "auth": "; dmarc=pass"}, "a")

    assert authenticity(mail, "") is Authenticity.UNVERIFIED


@given(st.text(max_size=200))
def test_no_header_is_too_strange(value: str):
    mail = message({"from": "iris@corp.example", "auth": value or None}, "a")

    assert authenticity(mail, TRUSTED) in Authenticity
