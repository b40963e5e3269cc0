"""The grammar of answers to the morning mail is closed: what is not in it does nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.agent.core import orders
from narrowcast.agent.core.orders import Order, Verb
from narrowcast.connectors.records import Message, PartKind, RemoteId, TextPart

SAID = {
    "1 ok": Order("1", Verb.OK),
    "1. Ok.": Order("1", Verb.OK),
    "12) OK!": Order("12", Verb.OK),
    "2 later 14d": Order("2", Verb.LATER, "14"),
    "2 later 3 days": Order("2", Verb.LATER, "3"),
    "3 Never.": Order("3", Verb.NEVER),
    "3 not-via tom": Order("3", Verb.NOT_VIA, "tom"),
    "3 not via Ana-Maria O'Neil.": Order("3", Verb.NOT_VIA, "Ana-Maria O'Neil"),
    "1 edit We met in Oslo.": Order("1", Verb.EDIT, "We met in Oslo."),
    "b": Order("b", Verb.ANSWER),
    "Q C.": Order("c", Verb.ANSWER),
}


@pytest.mark.parametrize(("line", "order"), SAID.items(), ids=SAID)
def test_what_is_in_the_grammar_is_read(line: str, order: Order) -> None:
    assert orders.parse(line) == order


@pytest.mark.parametrize(
    "line",
    [
        "ok",
        "1",
        "1 okay",
        "1ok",
        "0 ok",
        "01 ok",
        "100 ok",
        "-1 ok",
        "\u0661 ok",  # an Arabic one
        "\uff11 ok",  # a full-width one
        "1 ok 2 ok",
        "1, 2 ok",
        "please 1 ok",
        "> 1 ok",
        "1 edit",
        "2 later",
        "2 later 0d",
        "2 later 366d",
        "2 later 2 weeks",
        "3 not-via 42",
        "3 not-via eve@evil.example",
        "e",
        "a b",
        "",
    ],
)
def test_what_is_not_is_no_order(line: str) -> None:
    assert orders.parse(line) is None


def test_a_bare_letter_answers_only_a_question_that_was_asked() -> None:
    assert orders.parse("a", questioned=False) is None


@given(st.text(max_size=200))
def test_no_text_is_approval_but_a_number_and_ok(text: str) -> None:
    order = orders.parse(text)

    if order is not None and order.verb is Verb.OK:
        assert text.isascii()
        assert text.lower().rstrip(".!").endswith(" ok")
        assert text[: len(order.key)] == order.key


@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    lines = list(orders._lines(text, questioned=True))

    assert [one.number for one in lines] == list(range(1, len(lines) + 1))
    assert all(one.said and "\n" not in one.said for one in lines)


def test_a_code_is_short_and_is_told_from_others() -> None:
    made = {orders.code(str(number)) for number in range(200)}

    assert len(made) > 190
    assert all(len(one) == 7 and one.startswith("nc-") for one in made)


BODY = "Hi Ana,\n\nWould you introduce me?\n\nThank you\n\n* * *\n\nHello Jonas,\n\nI am Robin."


def test_a_sentence_stands_in_the_part_for_the_introducer_alone() -> None:
    changed = orders.with_sentence(BODY, "We met in Oslo", "* * *")

    assert changed == BODY.replace("introduce me?", "introduce me? We met in Oslo.")


@pytest.mark.parametrize(
    ("name", "said", "same"),
    [
        ("Tom Hall", "tom", True),
        ("Tom Hall", "Hall", True),
        ("Tom Hall", "hall tom", True),
        ("Tom Hall", "to", False),
        ("Tom Hall", "tom hill", False),
        ("Tom Hall", "...", False),
        ("Åsa Öberg", "åsa", True),
    ],
)
def test_a_person_is_named_by_whole_words(name: str, said: str, *, same: bool) -> None:
    assert orders.is_called(name, said) is same


QUOTED = (
    "1  #7  Jonas Weber via Ana Ruiz",
    "    Answer:  1 ok | 1 edit A SENTENCE | 1 later 14d | 1 never |",
    "    1 ok",
    "2 never",
)


@pytest.mark.parametrize("mark", ["> ", "| ", "|", "|| ", "  | "], ids=repr)
def test_an_order_that_is_quoted_is_none(mark: str) -> None:
    body = "1 ok\n\nRobin wrote:\n" + "\n".join(f"{mark}{line}" for line in QUOTED)

    assert [line.order for line in orders.read(_mail(body)) if line.order] == [Order("1", Verb.OK)]


def test_the_tail_of_a_line_that_was_wrapped_under_bars_is_none() -> None:
    wrapped = (
        "|     Answer:  1 ok | 1 edit A SENTENCE AND MORE WORDS THAN FIT | 1 later 14d |\n"
        "1 never\n"
        "|     Send it:        narrowcast approve 7"
    )

    assert orders.read(_mail(f"2 later 3d\n\n{wrapped}"))[0].order is not None
    assert not [one for one in orders.read(_mail(wrapped)) if one.order]


def _mail(body: str) -> Message:
    return Message(
        remote_id=RemoteId("1"),
        message_id="<1@vale.example>",
        received_at=None,
        sent_at=None,
        author=None,
        parts=(TextPart(kind=PartKind.PLAIN, text=body),),
    )
