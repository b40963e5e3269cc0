"""Read mails' contexts with the product's own code: personal or business, about a job or not.

    python -m bench.contexts --mails FILE --out FILE [--tier headers|signatures|mentions]

One row a mail: how likely it is personal (`personal`), about a job (`employment`), and what the
product takes it for (`personal_found`, `employment_found`). The headers tier sees the head alone;
the others also the text, as a sync does. Where the file is labelled, what that is worth is printed.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from email.message import EmailMessage
from pathlib import Path
from typing import Any, NamedTuple

from bench.events import read_jsonl, write_jsonl
from narrowcast.agent.core import contexts
from narrowcast.agent.core.contexts import Heading, Verdict
from narrowcast.agent.core.learn import see
from narrowcast.agent.reading import text_of
from narrowcast.connectors.base import Tier
from narrowcast.connectors.formats import mime
from narrowcast.nlp.themes import Spoken, spoken

BUSINESS, PERSONAL, PROFESSIONAL, EMPLOYMENT = 1, 2, 3, 5
"""Categories of the labels' first group (the data's README)."""


class Mail(NamedTuple):
    """One mail of the file as the product sees it, and its labels of group 1."""

    id: str
    heading: Heading
    text: Spoken | None
    labels: frozenset[int]


def mails(path: Path, tier: Tier) -> Iterator[Mail]:
    """The mails of *path*, read as from a server."""
    for row in read_jsonl(path):
        message = mime.read(_raw(row["headers"], row.get("body", "")), remote_id=row["id"])
        seen = see(message)
        heading = contexts.heading_of(seen) if seen else Heading(subject="", size=0, people=())
        text = None if tier is Tier.HEADERS else spoken(text_of(message))
        labels = (label["category"] for label in row.get("labels", ()) if label["group"] == 1)
        yield Mail(row["id"], heading, text, frozenset(labels))


def _raw(headers: Mapping[str, str], body: str) -> bytes:
    message = EmailMessage()
    message.set_content(body or "\n", charset="utf-8", cte="8bit")
    for name, value in headers.items():
        message[name] = " ".join(value.split())
    return message.as_bytes()


def judged(mail: Mail) -> dict[str, Any]:
    """What the product says of one mail."""
    taken = contexts.verdicts(mail.heading, mail.text)
    return {
        "id": mail.id,
        "personal": contexts.private(mail.heading, mail.text),
        "employment": contexts.of_jobs(mail.heading, mail.text),
        "personal_found": Verdict.PRIVATE in taken,
        "employment_found": Verdict.JOBS in taken,
    }


def auc(scores: Sequence[float], positive: Sequence[bool]) -> float:
    """Area under the ROC curve: how often a positive stands above a negative, ties half."""
    ranked = sorted(zip(scores, positive, strict=True))
    total, below, start = 0.0, 0, 0
    while start < len(ranked):
        end = start
        while end < len(ranked) and ranked[end][0] == ranked[start][0]:
            end += 1
        hits = sum(good for _, good in ranked[start:end])
        total += hits * (below + (end - start - hits) / 2)
        below += end - start - hits
        start = end
    return total / (below * (len(ranked) - below))


class Question(NamedTuple):
    """Which mails are to be told from which others."""

    name: str
    positive: frozenset[int]
    negative: frozenset[int] | None
    """None: all others."""

    def asks(self, mail: Mail) -> bool:
        """Whether *mail* is one of the two kinds; a mail labelled as both is neither."""
        good = bool(mail.labels & self.positive)
        return self.negative is None or good is not bool(mail.labels & self.negative)


QUESTIONS = (
    Question(
        "purely personal (1.2) / business (1.1)", frozenset({PERSONAL}), frozenset({BUSINESS})
    ),
    Question(
        "personal (1.2, 1.3) / business (1.1)",
        frozenset({PERSONAL, PROFESSIONAL}),
        frozenset({BUSINESS}),
    ),
    Question("purely personal / all others", frozenset({PERSONAL}), None),
    Question("personal (1.2, 1.3) / all others", frozenset({PERSONAL, PROFESSIONAL}), None),
)


def report(read: Sequence[Mail], rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What the rows are worth against the labels, a line a question."""
    for question in QUESTIONS:
        pairs = [(row["personal"], mail) for row, mail in zip(rows, read, strict=True)]
        asked = [(score, mail) for score, mail in pairs if question.asks(mail)]
        hits = [bool(mail.labels & question.positive) for _, mail in asked]
        if 0 < sum(hits) < len(hits):
            value = auc([score for score, _ in asked], hits)
            yield f"{question.name}: AUC {value:.3f} ({sum(hits)} of {len(hits)})"
    right = [EMPLOYMENT in mail.labels for mail in read]
    found = [bool(row["employment_found"]) for row in rows]
    both = sum(a and b for a, b in zip(right, found, strict=True))
    if sum(right):
        precision = both / sum(found) if any(found) else 0.0
        yield (
            f"employment: precision {precision:.2f}, recall {both / sum(right):.2f}"
            f" ({sum(found)} found, {sum(right)} labelled)"
        )


def main() -> None:
    """Judge every mail and say what it is worth."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mails", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--tier", type=Tier, choices=list(Tier), default=Tier.HEADERS)
    options = parser.parse_args()
    read = list(mails(options.mails, options.tier))
    rows = [judged(mail) for mail in read]
    write_jsonl(options.out, rows)
    print(*report(read, rows), f"{len(rows)} mails", sep="\n")


if __name__ == "__main__":
    main()
