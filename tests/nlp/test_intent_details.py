"""Days, deputies, names and words of the invented answers of a stranger (data/answers)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from narrowcast.nlp.automatic import alternate_contact, return_date
from narrowcast.nlp.intent import intent
from narrowcast.nlp.later_dates import again_date
from narrowcast.nlp.quoting import own_text

DATA = Path(__file__).parents[1] / "data" / "answers" / "languages.jsonl"
CASES: list[dict[str, Any]] = list(map(json.loads, DATA.read_text(encoding="utf-8").splitlines()))


def _with(key: str) -> pytest.MarkDecorator:
    found = [case for case in CASES if key in case]
    return pytest.mark.parametrize("case", found, ids=[case["id"] for case in found])


@_with("return_date")
def test_the_day_is_read(case: dict[str, Any]):
    read = again_date if "deferred" in case["kind"] else return_date

    day = read(own_text(case["text"], case["subject"]), date.fromisoformat(case["now"]))

    right = [case["return_date"], *case.get("return_date_also", ())]
    assert day in [date.fromisoformat(one) for one in right]


@_with("alternate_contact")
def test_the_deputy_is_read(case: dict[str, Any]):
    found = alternate_contact(own_text(case["text"], case["subject"]), case["ask"]["introducer"])

    assert found is not None
    assert {key: getattr(found, key) for key in case["alternate_contact"]} == case[
        "alternate_contact"
    ]


@_with("other_person")
def test_whom_to_ask_instead_is_read(case: dict[str, Any]):
    assert intent(own_text(case["text"], case["subject"])).person == case["other_person"]


@_with("said")
def test_what_may_be_said_is_read(case: dict[str, Any]):
    said = intent(own_text(case["text"], case["subject"])).said

    assert f"{said},".startswith(f"{case['said']},")  # an aside behind a comma may stay
