from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.contexts import QUESTIONS, Mail, auc, judged, mails, report
from narrowcast.agent.core.contexts import Heading
from narrowcast.agent.core.model import AddressKey
from narrowcast.connectors.base import Tier

ROW = {
    "id": "1",
    "headers": {
        "From": "Ana Ruiz <ana@acme.com>",
        "To": "ben@acme.com,\r\n\tcleo@nord.example",
        "Cc": "dan@acme.com",
        "Subject": "Re: the\r\n plan",
        "Date": "Mon, 18 Oct 1999 01:47:00 -0700 (PDT)",
    },
    "body": "I am looking for a new job; my resume is attached.",
    "labels": [{"group": 1, "category": 5}, {"group": 2, "category": 2}],
}


def _file(tmp_path: Path, *rows: object) -> Path:
    path = tmp_path / "mails.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_mail_is_read_as_from_a_server(tmp_path: Path) -> None:
    (mail,) = mails(_file(tmp_path, ROW), Tier.HEADERS)

    assert mail.heading == Heading(
        subject="Re: the plan",
        size=3,
        people=tuple(
            AddressKey(one)
            for one in ("ana@acme.com", "ben@acme.com", "cleo@nord.example", "dan@acme.com")
        ),
    )
    assert mail.text is None
    assert mail.labels == {5}


def test_the_text_is_read_in_the_larger_tiers_only(tmp_path: Path) -> None:
    path = _file(tmp_path, ROW)
    (head,) = mails(path, Tier.HEADERS)
    (whole,) = mails(path, Tier.MENTIONS)

    assert not judged(head)["employment_found"]
    assert judged(whole)["employment_found"]


def test_a_mail_without_recipients_is_judged_too(tmp_path: Path) -> None:
    row = {**ROW, "headers": {"From": "ana@acme.com", "Subject": "Lunch"}}

    (mail,) = mails(_file(tmp_path, row), Tier.HEADERS)

    assert mail.heading.size == 0


@pytest.mark.parametrize(
    ("scores", "expected"),
    [([3.0, 2.0, 1.0, 0.0], 1.0), ([0.0, 1.0, 2.0, 3.0], 0.0), ([1.0, 1.0, 1.0, 1.0], 0.5)],
)
def test_the_area_is_how_often_a_positive_stands_above(
    scores: list[float], expected: float
) -> None:
    assert auc(scores, [True, True, False, False]) == expected


def test_a_mail_of_both_kinds_is_asked_about_by_neither() -> None:
    mixed = Mail("1", Heading(subject="", size=0, people=()), None, frozenset({1, 2}))

    assert [question.asks(mixed) for question in QUESTIONS] == [False, False, True, True]


def test_the_report_counts_what_is_found(tmp_path: Path) -> None:
    read = list(mails(_file(tmp_path, ROW), Tier.MENTIONS))

    assert list(report(read, [judged(one) for one in read])) == [
        "employment: precision 1.00, recall 1.00 (1 found, 1 labelled)"
    ]
