from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import SMTP, compat32
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from narrowcast.agent.core import compose as compose_module
from narrowcast.agent.core.compose import (
    UnsafeLetter,
    approved_hash,
    check_envelope,
    compose,
    compose_digest,
    redated,
)
from narrowcast.agent.core.digest import digest
from narrowcast.agent.core.model import AddressKey, Letter, Owner
from tests.agent.core.letter_samples import HOSTILE, NOW, OWNER, full_material, golden, letter

ID, TOKEN = "<0a1b2c@vale.example>", "nc-0a1b2c"
INJECTION = "=?utf-8?q?a=0D=0ABcc:_eve@evil.example=0D=0A?="
HEADERS = {
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "References",
    "X-Narrowcast-Id",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
}


def composed(sample: Letter | None = None, owner: Owner = OWNER, **changes: Any) -> bytes:
    values: dict[str, Any] = {"message_id": ID, "token": TOKEN, "date": NOW} | changes
    return compose(sample or letter(), owner, **values)


def test_the_bytes_read_as_their_golden_file():
    text = composed().decode("ascii").replace("\r\n", "\n")

    assert text == golden("letters/introduction.eml", text)


def test_a_letter_says_what_it_should_to_one_person():
    mail = message_from_bytes(composed(), policy=SMTP)

    assert set(mail.keys()) == HEADERS
    assert mail["To"].addresses[0].addr_spec == "ana@ports.example"
    assert mail["References"] == "<nc-0a1b2c@vale.example>"
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().splitlines() == letter().body.splitlines()


def test_a_long_token_stands_in_references_as_others_read_it():
    token = "0a1b2c3d" * 8

    raw = composed(token=token)

    assert f"<{token}@vale.example>".encode() in raw


def test_the_same_arguments_give_the_same_bytes():
    assert composed() == composed()
    assert composed(message_id="<other@vale.example>") != composed()


def test_lines_end_as_the_net_wants_them():
    raw = composed()

    assert raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r")


def test_only_the_date_may_change_after_approval():
    raw = composed()

    later = redated(raw, NOW + timedelta(hours=3))

    assert later != raw
    assert approved_hash(later) == approved_hash(raw)
    assert approved_hash(raw.replace(b"Jonas", b"Lena_")) != approved_hash(raw)


def test_a_date_in_the_text_counts():
    body = letter().body + "Date: today\n"

    changed = composed(replace(letter(), body=body.replace("today", "later")))

    assert approved_hash(composed(replace(letter(), body=body))) != approved_hash(changed)


hostile_text = st.one_of(
    st.sampled_from((*HOSTILE, INJECTION, "a,b@c.example", "<x@y.example>", "x (c) <", '"a\\')),
    st.text(max_size=60),
    st.text(alphabet='=?utf-8QqBb0DA_\r\n:<>@,;"\\() é王', max_size=80),
)


@settings(max_examples=60, deadline=None)
@given(name=hostile_text, subject=hostile_text, body=hostile_text, owner=hostile_text)
@example(name=INJECTION, subject=INJECTION, body=".\r\n.\r\n\r\r.", owner=INJECTION)
@example(name="a\r\nBcc: e@evil.example", subject="x\r\n\r\nbody", body="\n.\n", owner="\nTo: e")
def test_no_name_and_no_subject_adds_a_header_or_a_recipient(name, subject, body, owner):
    sample = replace(letter(), to_name=name, subject=subject, body=body)

    raw = composed(sample, replace(OWNER, name=owner))

    for policy in (SMTP, compat32):
        mail = message_from_bytes(raw, policy=policy)
        assert sorted(mail.keys()) == sorted(HEADERS)
    mail = message_from_bytes(raw, policy=SMTP)
    assert [a.addr_spec for a in mail["To"].addresses] == ["ana@ports.example"]
    assert [a.addr_spec for a in mail["From"].addresses] == ["robin@vale.example"]
    assert raw.replace(b"\r\n", b"").count(b"\n") == 0


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ana",
        "ana@",
        "@ports.example",
        "ana@ports.example, eve@evil.example",
        "ana@ports.example\r\nBcc: eve@evil.example",
        "alice@evil.example)<iris@corp.example",
        '"ana eve"@ports.example',
        "aná@ports.example",
        "ana@pörts.example",
        "ana@ports.example>",
        "ana..b@ports.example",
        f"{'a' * 250}@ports.example",
    ],
)
def test_an_address_that_is_not_plain_is_refused(address):
    with pytest.raises(UnsafeLetter, match="plain mail address"):
        composed(replace(letter(), to_address=address))


@pytest.mark.parametrize(
    "changes",
    [
        {"message_id": "no brackets"},
        {"message_id": "<a@b>\r\nBcc: <e@evil.example>"},
        {"token": "a b"},
        {"token": "a\r\nBcc: e@evil.example"},
        {"date": datetime(2026, 11, 3)},  # noqa: DTZ001  a naive time is the case
        {"sender": "eve@evil.example"},
    ],
    ids=["id", "id-injection", "token", "token-injection", "naive-date", "foreign-sender"],
)
def test_a_bad_argument_is_refused(changes):
    with pytest.raises(UnsafeLetter):
        composed(**changes)


def test_the_owner_may_write_from_a_second_address():
    owner = replace(OWNER, addresses=(*OWNER.addresses, AddressKey("rv@other.example")))

    mail = message_from_bytes(composed(owner=owner, sender="rv@other.example"), policy=SMTP)

    assert mail["From"].addresses[0].addr_spec == "rv@other.example"
    assert mail["References"].endswith("@other.example>")


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_the_morning_mail_goes_from_the_owner_to_the_owner(name):
    words = digest(full_material(name))
    assert words is not None

    raw = compose_digest(words, OWNER, message_id=ID, date=NOW)

    mail = message_from_bytes(raw, policy=SMTP)
    assert mail["To"].addresses[0].addr_spec == "robin@vale.example"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert raw == compose_digest(words, OWNER, message_id=ID, date=NOW.astimezone(UTC))


def test_what_was_composed_may_go_where_it_was_meant_to():
    check_envelope(composed(), sender="robin@vale.example", recipients=("ana@ports.example",))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"To: ", b"Bcc: eve@evil.example\r\nTo: "),
        (b"To: ", b"Cc: eve@evil.example\r\nTo: "),
        (b"To: ", b"To: eve@evil.example\r\nTo: "),
        (b"To: Ana Ruiz <ana@", b"To: eve@evil.example, Ana Ruiz <ana@"),
        (b"robin@vale", b"eve@vale"),
        (b"\r\nTo: Ana Ruiz <ana@ports.example>", b""),
        (b"Hi Ana", b"Hi\nAna"),
    ],
    ids=["bcc", "cc", "second-to", "two-people", "other-sender", "nobody", "bare-line-end"],
)
def test_bytes_that_were_changed_do_not_leave(old, new):
    raw = composed()
    assert old in raw

    with pytest.raises(UnsafeLetter):
        check_envelope(
            raw.replace(old, new), sender="robin@vale.example", recipients=("ana@ports.example",)
        )


@pytest.mark.parametrize(
    "sample",
    [replace(letter(), subject=INJECTION), replace(letter(), to_name=INJECTION)],
    ids=["subject", "name"],
)
def test_the_second_guard_holds_where_the_first_would_fail(sample, monkeypatch):
    monkeypatch.setattr(compose_module, "shown", lambda text: text)

    with pytest.raises(UnsafeLetter):
        composed(sample)


@pytest.mark.parametrize(
    "name",
    ["A" * 150, "王小明" * 30, "محمد بن عبد الله " * 8, "Wolfgang-Amadeus-Theophilus-" * 5],
    ids=["no-space", "han", "arabic", "hyphens"],
)
def test_a_long_name_is_no_reason_to_refuse(name):
    assert composed(replace(letter(), to_name=name), replace(OWNER, name=name))
