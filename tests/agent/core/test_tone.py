from __future__ import annotations

import pytest

from narrowcast.agent.core.draft import Language
from narrowcast.agent.core.model import Time
from narrowcast.agent.core.tone import Tone, Worded, choose

DAY = 86_400
USUAL = Tone(Language.EN, formal=True)


def mail(day: int, language: str, formal: bool | None = None, *, own: bool = False) -> Worded:
    return Worded(Time(day * DAY), own, language, formal)


def test_without_mail_the_settings_stand() -> None:
    assert choose([], "Ana Ruiz", USUAL) == USUAL


def test_one_mail_may_be_misread_and_changes_nothing() -> None:
    assert choose([mail(1, "de")], "Ana Ruiz", USUAL) == USUAL


def test_most_of_the_latest_mail_decides_the_language_and_is_told() -> None:
    past = [mail(day, "de") for day in range(14)] + [mail(15, "en")]

    tone = choose(past, "Ana Ruiz", USUAL)

    assert tone.language is Language.DE
    assert tone.why == "in German: 14 of your last 15 mails with Ana Ruiz were"


def test_the_latest_weeks_weigh_more_than_years() -> None:
    past = [mail(day, "de") for day in range(10)] + [mail(900 + day, "fr") for day in range(3)]

    assert choose(past, "Ana Ruiz", USUAL).language is Language.FR


def test_what_the_owner_wrote_weighs_double() -> None:
    past = [mail(1, "de", own=True)] * 2 + [mail(1, "es")] * 3

    assert choose(past, "Ana Ruiz", USUAL).language is Language.DE


def test_a_tie_leaves_the_settings() -> None:
    assert choose([mail(1, "de")] * 2 + [mail(1, "es")] * 2, "Ana", USUAL).language is Language.EN


TERMS = {
    "they-say-du": ([mail(1, "de", False), mail(1, "de")], False),
    "they-say-sie-and-you-du": ([mail(2, "de", False, own=True), mail(1, "de", True)], True),
    "from-sie-to-du": ([mail(1, "de", True), mail(2, "de", False)], False),
    "only-you-say-du": ([mail(1, "de", False, own=True), mail(1, "de")], False),
    "never-told": ([mail(1, "de"), mail(2, "de")], True),
    "told-in-another-language": ([mail(1, "de"), mail(2, "de"), mail(3, "fr", False)], True),
}


@pytest.mark.parametrize(("past", "formal"), TERMS.values(), ids=TERMS)
def test_the_form_of_address_is_theirs_then_the_owners_then_the_settings(
    past: list[Worded], formal: bool
) -> None:
    assert choose(past, "Ana Ruiz", USUAL).formal is formal


def test_the_form_of_address_is_told() -> None:
    past = [mail(1, "de", False), mail(2, "de")]

    assert choose(past, "Ana Ruiz", USUAL).why.endswith("“du”: so Ana Ruiz writes")


def test_the_order_of_mails_does_not_matter() -> None:
    past = [mail(1, "de", True), mail(2, "fr", own=True), mail(3, "de", False, own=True)]

    assert choose(past, "Ana", USUAL) == choose(reversed(past), "Ana", USUAL)
