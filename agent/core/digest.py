"""The morning mail: what to do first, whom to ask, what moved; on one phone screen per matter.

`digest` turns material into the words of a mail, or into None where there is nothing to say. No
number stands without what it rests on. HTML is built from values only, escaped by the template;
nothing of a received mail but its cleaned names and subjects gets in, and no link
(facts/reliability.md §5, threat 1).
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TypeVar

from narrowcast.agent.core import numbers
from narrowcast.agent.core.briefing import AskLine as AskLine
from narrowcast.agent.core.briefing import ComplaintLine as ComplaintLine
from narrowcast.agent.core.briefing import Debt as Debt
from narrowcast.agent.core.briefing import JobMove as JobMove
from narrowcast.agent.core.briefing import MorningMaterial as MorningMaterial
from narrowcast.agent.core.briefing import ProposedAsk as ProposedAsk
from narrowcast.agent.core.briefing import ProposedLetter as ProposedLetter
from narrowcast.agent.core.briefing import Question as Question
from narrowcast.agent.core.briefing import SyncLine as SyncLine
from narrowcast.agent.core.briefing import UnaskedLine as UnaskedLine
from narrowcast.agent.core.draft import divided
from narrowcast.agent.core.model import AskKind, Introducer, Letter, Prospect, Reason
from narrowcast.agent.core.numbers import Row
from narrowcast.agent.core.templating import Renderer, Templates, bundled
from narrowcast.agent.core.words import called, prose, shown

_Thing = TypeVar("_Thing")

MOST_PROPOSED = 3  # asks a person decides on before the day begins (facts/peers.md §5)
MOST_LETTERS = 5
MOST_LINES = 8  # of each list; the rest is a number
MOST_REASONS = 4  # on each side
TEXT_WIDTH = 72  # columns


@dataclass(frozen=True, slots=True)
class Digest:
    """The morning mail's words."""

    subject: str
    text: str
    html: str


def digest(material: MorningMaterial, templates: Templates | None = None) -> Digest | None:
    """Write the morning mail; None when nothing needs the owner and nothing moved.

    Asks that merely wait and accounts that were read well are no news.
    """
    if not has_news(material):
        return None
    page = _Page(material)
    values = {"page": page, "subject": page.subject}
    return Digest(
        subject=page.subject,
        text=rendered(templates, html=False).whole("morning/text.j2", values).strip() + "\n",
        html=rendered(templates, html=True).whole("morning/html.j2", values),
    )


def has_news(material: MorningMaterial) -> bool:
    """Whether there is anything worth a mail."""
    return bool(
        material.complaints
        or material.introduced
        or material.owed
        or material.unasked
        or material.proposed
        or material.letters
        or material.results
        or material.question
        or material.done
        or material.moves
        or any(not line.ok for line in material.sync)
    )


class _Page:
    """The material as cleaned words; what both templates read."""

    def __init__(self, material: MorningMaterial) -> None:
        now = material.now.astimezone(numbers.zone_of(material.owner))
        self.now = now
        self.hello = f"Good morning{_comma(called(material.owner.name))}"
        self.day = numbers.day(now)
        self.subject = shown(_subject(material))
        self.summary = [shown(part) for part in _summary(material)]
        self.code = shown(material.code)
        self.results = [(shown(one.said, 80), shown(one.result, 300)) for one in material.results]
        self.complaints = [_complaint(line) for line in material.complaints]
        self.introduced = [_line(line, now) for line in material.introduced]
        self.unasked = [_unasked(line, now) for line in material.unasked]
        self.owed = [_debt(debt, now) for debt in material.owed]
        numbered = enumerate(material.proposed[:MOST_PROPOSED], 1)
        self.proposed = [_Proposal(number, ask, now) for number, ask in numbered]
        self.more_proposed = max(0, len(material.proposed) - MOST_PROPOSED)
        after = enumerate(material.letters[:MOST_LETTERS], len(self.proposed) + 1)
        self.letters = [_letter(number, one) for number, one in after]
        self.more_letters = max(0, len(material.letters) - MOST_LETTERS)
        self.paused = shown(material.paused, 300)
        self.question = material.question and _question(material.question, bool(material.code))
        self.waiting, self.more_waiting = _some(material.waiting, lambda line: _line(line, now))
        self.done, self.more_done = _some(material.done, lambda line: _line(line, now))
        self.moves, self.more_moves = _some(material.moves, _move)
        self.sync = [_sync(line, now) for line in material.sync]
        self.hosts = ", ".join(shown(host, 80) for host in material.hosts)


class _Proposal:
    """A proposed ask as cleaned words."""

    def __init__(self, number: int, ask: ProposedAsk, now: datetime) -> None:
        introducer = ask.introducer
        self.number = number
        self.id = int(ask.id)
        self.prospect = shown(ask.prospect.name or ask.prospect.label)
        self.role = _role(ask.prospect)
        self.introducer = shown(introducer.person.name)
        self.called = called(introducer.person.name)
        self.via = _via(self.called)
        self.kind = _KINDS[ask.prospect.kind]
        self.news = shown(ask.news, 300)
        self.rows: list[Row] = numbers.rows(introducer, ask.prospect, now)
        self.favour = _reasons(introducer, favours=True)
        self.against = _reasons(introducer, favours=False)
        self.findings = [f"{found.code}: {shown(found.text, 300)}" for found in ask.findings]
        self.to_name = shown(ask.letter.to_name)
        self.to_address = shown(ask.letter.to_address, 254)
        self.subject = shown(ask.letter.subject)
        self.whole = prose(ask.letter.body).strip()
        self.body, self.divider, self.blurb = divided(self.whole)


def _via(name: str) -> str:
    """A name as it is typed on a telephone, where that is short and plain."""
    first = (name.split() or [""])[0].lower()
    return first if first.isalpha() and len(first) <= 20 else "NAME"


_KINDS = {
    AskKind.INTRODUCTION: "introduction",
    AskKind.REFERENCE: "reference",
    AskKind.RECOMMENDATION: "recommendation",
}


def _role(prospect: Prospect) -> str:
    if not prospect.name:
        return ""
    return ", ".join(filter(None, (shown(prospect.title), shown(prospect.organization))))


_IN_ROWS = numbers.CODES_IN_ROWS


def _reasons(introducer: Introducer, *, favours: bool) -> list[str]:
    """Reasons of one side; those that already stand beside a number are not told twice."""
    told: list[Reason] = [
        reason
        for reason in introducer.reasons
        if reason.favours is favours and not (favours and reason.code in _IN_ROWS)
    ]
    return list(dict.fromkeys(shown(reason.text, 300) for reason in told))[:MOST_REASONS]


def _subject(material: MorningMaterial) -> str:
    text = ", ".join(_summary(material))
    code = f" [{material.code}]" if material.code else ""
    return f"{text[:1].upper()}{text[1:] or 'What came of your answer'}{code}"


def _summary(material: MorningMaterial) -> list[str]:
    """The mail in half a line, in parts, the most pressing first."""
    asks = len(material.proposed[:MOST_PROPOSED])
    kinds = {ask.prospect.kind for ask in material.proposed}
    noun = "introduction" if kinds <= {AskKind.INTRODUCTION} else "ask"
    broken = sum(not line.ok for line in material.sync)
    parts = [
        _complained(material.complaints),
        _introduced(material.introduced),
        _count(len(material.unasked), "introduction", "nobody was asked for"),
        _count(asks, noun, "to consider"),
        _count(len(material.letters), "letter", "to approve"),
        _count(len(material.owed), "reply", "needed", plural="replies"),
        _count(int(material.question is not None), "question"),
        _count(len(material.done), "ask", "moved"),
        _count(len(material.moves), "job move"),
        _count(broken, "account", "could not be read"),
    ]
    return [part for part in parts if part][:3]


def _complained(lines: Sequence[ComplaintLine]) -> str:
    if len(lines) == 1:
        return f"{called(lines[0].person)} reported your letter as unwanted"
    return f"{len(lines)} people reported letters of yours as unwanted" if lines else ""


def _introduced(lines: Sequence[AskLine]) -> str:
    if len(lines) == 1:
        return f"{called(lines[0].introducer)} introduced you to {shown(lines[0].prospect, 60)}"
    return f"{len(lines)} people introduced you" if lines else ""


def _count(count: int, noun: str, rest: str = "", plural: str = "") -> str:
    if not count:
        return ""
    return " ".join(filter(None, (str(count), noun if count == 1 else plural or f"{noun}s", rest)))


def _comma(name: str) -> str:
    return f", {name}" if name else ""


def _line(line: AskLine, now: datetime) -> dict[str, str]:
    return {
        "id": str(int(line.id)),
        "prospect": shown(line.prospect),
        "introducer": shown(line.introducer),
        "called": called(line.introducer),
        "prospect_called": called(line.prospect),
        "state": shown(line.state),
        "when": numbers.when(line.since, now),
        "since": numbers.since(line.since, now),
        "message_id": shown(line.message_id, 120),
        "next_step": shown(line.next_step),
    }


def _complaint(line: ComplaintLine) -> dict[str, str]:
    return {
        "ask": str(int(line.ask)),
        "person": shown(line.person, 254),
        "prospect": shown(line.prospect),
        "message_id": shown(line.message_id, 120),
        "undo": shown(line.undo),
    }


def _debt(debt: Debt, now: datetime) -> dict[str, str]:
    return {
        "person": shown(debt.person),
        "what": shown(debt.what, 300),
        "since": numbers.since(debt.since, now),
    }


def _unasked(line: UnaskedLine, now: datetime) -> dict[str, str]:
    return {
        # a letter has one recipient: two newcomers at once are answered in the mail program
        "command": "" if "," in line.introduced else f"narrowcast write u{line.id}",
        "introducer": shown(line.introducer),
        "called": called(line.introducer),
        "introduced": shown(line.introduced),
        "introduced_called": called(line.introduced),
        "when": numbers.when(line.at, now),
    }


def _letter(number: int, one: ProposedLetter) -> dict[str, object]:
    return {
        "number": number,
        "ask": int(one.ask),
        "kind": shown(one.called),
        "why": shown(one.why, 300),
        "command": shown(one.command),
        "also_to": ", ".join(shown(address, 254) for address in one.also_to),
        **_words_of(one.letter),
    }


def _words_of(letter: Letter) -> dict[str, str]:
    return {
        "to_name": shown(letter.to_name),
        "to_address": shown(letter.to_address, 254),
        "subject": shown(letter.subject),
        "whole": prose(letter.body).strip(),
    }


def _question(question: Question, answerable: bool) -> dict[str, object]:
    """Its choices are letters to answer with, where the mail can be answered, else commands."""
    by_letter = [(key, shown(one.words)) for key, one in question.answers.items()]
    by_command = [(shown(one.command), shown(one.words)) for one in question.choices]
    return {
        "text": shown(question.text, 300),
        "why": shown(question.why, 300),
        "choices": by_letter if answerable and by_letter else by_command,
    }


def _move(move: JobMove) -> dict[str, str]:
    return {
        "person": shown(move.person),
        "what": shown(move.what, 300),
        "evidence": shown(move.evidence, 300),
    }


def _sync(line: SyncLine, now: datetime) -> dict[str, object]:
    state = shown(line.text, 300) or ("read" if line.ok else "could not be read")
    at = f", last read {numbers.when(line.at, now)}" if line.at else ""
    return {"account": shown(line.account), "ok": line.ok, "text": f"{state}{at}"}


def _some(
    things: Sequence[_Thing], words: Callable[[_Thing], dict[str, str]]
) -> tuple[list[dict[str, str]], int]:
    return [words(thing) for thing in things[:MOST_LINES]], max(0, len(things) - MOST_LINES)


@lru_cache(maxsize=4)
def _renderer(items: tuple[tuple[str, str], ...], html: bool) -> Renderer:
    return Renderer(dict(items), html=html, filters={"filled": _filled, "opened": _opened})


def rendered(templates: Templates | None, *, html: bool) -> Renderer:
    """A renderer of mails to the owner, with the filters that their templates use."""
    return _renderer(tuple((bundled() if templates is None else templates).items()), html)


def _filled(text: object, indent: int = 0, hang: int | None = None) -> str:
    """*text* in lines of 72 columns, the first indented by *indent*, the others by *hang*."""
    return textwrap.fill(
        str(text),
        TEXT_WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent if hang is None else hang),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _opened(text: object) -> str:
    """With a capital, as a line that stands alone."""
    return str(text)[:1].upper() + str(text)[1:]
