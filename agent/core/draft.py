"""The words of an ask: a part for the introducer, a divider, and a note to forward.

Nothing of anybody's mail gets into a letter: its sentences come from a template, the owner's own
words and at most one shared fact, told neutrally ("you have worked at Acme", never how often people
mailed). A claim that is only a suggestion is not used. `Letter.sources` names the fact behind every
sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from narrowcast.agent.core.model import (
    AddressKey,
    AskKind,
    Confidence,
    Context,
    Employment,
    Introducer,
    Letter,
    Owner,
    Prospect,
    Reason,
    ReasonCode,
)
from narrowcast.agent.core.passages import Passage, first_fitting
from narrowcast.agent.core.templating import Renderer, Templates, renderer_of
from narrowcast.agent.core.words import called, prose, sentences, shown, word_count
from narrowcast.nlp.employers import names_somebody, same_employer

ASK_WORDS = 90  # one phone screen (facts/peers.md §4, W16)
BLURB_WORDS = 120  # facts/peers.md §4, E12
BLURB_SENTENCES = 5
OWN_WORDS = "your own words"
"""The fact behind a sentence that the owner wrote or changed."""
SHARED_FACT = "shared with them: "
"""How the fact begins that says why this introducer is asked."""


class Language(StrEnum):
    """A language that letters are written in: a folder of templates."""

    EN = "en"
    DE = "de"
    FR = "fr"
    ES = "es"


class Shared(StrEnum):
    """What owner, introducer and prospect share, in forms that may be said to the introducer."""

    WORKS_THERE = "works-there"
    WORKED_THERE = "worked-there"
    KNOWS_INSIDE = "knows-inside"
    SAME_MEETINGS = "same-meetings"
    KNOW_EACH_OTHER = "know-each-other"
    MENTIONED = "mentioned"
    KNOWS_PEOPLE = "knows-people"
    KNOWS_EMPLOYER = "knows-employer"
    BROUGHT_IN = "brought-in"
    WORKED_TOGETHER = "worked-together"
    FIRMS_WORKED_TOGETHER = "firms-worked-together"
    KNOWN_SINCE = "known-since"


class NoAddress(Exception):
    """The introducer has no address to write to; the text is a sentence for the owner."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no mail address of {name} is known; add one with `person set`")


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRequest:
    """Everything a draft may know."""

    owner: Owner
    prospect: Prospect
    introducer: Introducer
    kind: AskKind
    note: str = ""
    """The owner's own sentence for this one letter."""
    language: Language = Language.EN
    formal: bool = False
    """Sie instead of du; without effect in English."""
    in_tone: str = ""
    """Why it is in this language and form; '' as the settings say."""
    to_address: AddressKey | None = None
    """Which of the introducer's addresses; None: the first."""


def draft(request: DraftRequest, templates: Templates | None = None) -> Letter:
    """Write the letter; the same request gives the same letter.

    What the owner offers is left out of a part that would grow too long with it, least needed
    first. Raises `NoAddress`.
    """
    renderer = renderer_of(templates)
    name = f"letters/{request.language}/{request.kind}.j2"
    values = _values(request, renderer)

    def part(block: str, detail: int) -> Passage:
        return Passage.read(renderer.block(name, block, {**values, "detail": detail}))

    names = tuple(str(values[key]) for key in ("owner", "name", "organization"))
    ask = first_fitting((part("ask", detail) for detail in (2, 1, 0)), _fits_ask)
    blurb = first_fitting(
        (part("blurb", detail) for detail in (2, 1, 0)), lambda text: _fits_blurb(text, names)
    )
    divider = values["divider"]
    return Letter(
        to_name=shown(request.introducer.person.name),
        to_address=_address(request),
        subject=shown(renderer.block(name, "subject", values)),
        body=f"{ask.text}\n\n{divider}\n\n{blurb.text}\n",
        ask_part=ask.text,
        blurb=blurb.text,
        sources=_greeting(ask.text, request.in_tone) + ask.sources + blurb.sources,
    )


def _greeting(ask: str, in_tone: str) -> tuple[tuple[str, str], ...]:
    """The greeting, which rests on how the two write to each other."""
    return ((ask.partition("\n")[0], in_tone),) if in_tone else ()


def edited(letter: Letter, subject: str, body: str) -> Letter:
    """The letter with the owner's own changes; every sentence that is new rests on their own words.

    The divider is a line that starts with three asterisks; without one the whole is the ask part.
    """
    body = prose(body).strip()
    ask, _, blurb = divided(body)
    known = " ".join(_squeezed(sentence) for sentence, _ in letter.sources)
    own = tuple(
        (sentence, OWN_WORDS)
        for sentence in (*spoken(ask), *spoken(blurb))
        if _squeezed(sentence) not in known
    )
    new = _squeezed(body)
    kept = tuple(source for source in letter.sources if _squeezed(source[0]) in new)
    return replace(
        letter,
        subject=shown(subject),
        body=f"{body}\n",
        ask_part=ask,
        blurb=blurb,
        sources=kept + own,
    )


_DIVIDER = re.compile(r"^\* ?\* ?\*[^\n]*$", re.MULTILINE)


def divided(body: str) -> tuple[str, str, str]:
    """The ask part, the divider's line and the note to forward; the last two may be ''."""
    found = _DIVIDER.search(body)
    if found is None:
        return body.strip(), "", ""
    return body[: found.start()].strip(), found[0], body[found.end() :].strip()


def spoken(part: str, names: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The sentences of a part of a letter, without its greeting and its signature.

    A greeting is a first line that ends with a comma (in Spanish a colon); a signature is a last
    paragraph of short lines of which none ends as a sentence does.
    """
    paragraphs = [block.strip() for block in part.split("\n\n") if block.strip()]
    if paragraphs and "\n" not in paragraphs[0] and paragraphs[0].endswith((",", ":", "،", "，")):
        paragraphs = paragraphs[1:]
    if paragraphs and all(_closing(line, names) for line in paragraphs[-1].splitlines()):
        paragraphs = paragraphs[:-1]
    return tuple(sentence for block in paragraphs for sentence in sentences(block, names))


def _closing(line: str, names: tuple[str, ...]) -> bool:
    line = line.strip()
    return line in names or (len(line) <= 80 and not line.endswith((".", "?", "!", "…", "。")))


def _squeezed(text: str) -> str:
    return " ".join(text.split()).casefold()


def _fits_ask(text: str) -> bool:
    return word_count(text) <= ASK_WORDS


def _fits_blurb(text: str, names: tuple[str, ...]) -> bool:
    return word_count(text) <= BLURB_WORDS and len(spoken(text, names)) <= BLURB_SENTENCES


def _address(request: DraftRequest) -> str:
    person = request.introducer.person
    if request.to_address is not None:
        return request.to_address
    if not person.addresses:
        raise NoAddress(shown(person.name))
    return person.addresses[0]


def _values(request: DraftRequest, renderer: Renderer) -> dict[str, object]:
    owner, prospect = request.owner, request.prospect
    shared = shared_fact(request.introducer, prospect)
    values: dict[str, object] = {
        "owner": shown(owner.name),
        "owner_called": called(owner.name),
        "owner_address": shown(owner.addresses[0]) if owner.addresses else "",
        "pitch": shown(owner.pitch, 400),
        "credential": shown(owner.credential, 400),
        "introducer": called(request.introducer.person.name),
        "introducer_full": shown(request.introducer.person.name),
        "name": shown(prospect.name),
        "called": called(prospect.name),
        "title": shown(prospect.title),
        "organization": shown(prospect.organization),
        "why": shown(prospect.why, 400),
        "purpose": prospect.purpose.value,
        "note": shown(request.note, 600),
        "formal": request.formal,
        "linked": linked(request.introducer, prospect),
        "shared": shared.kind.value if shared else "",
        "shared_fact": SHARED_FACT + shown(shared.fact, 400) if shared else "",
        "since": shared.since if shared else "",
        "detail": 2,
    }
    phrases = f"letters/{request.language}/phrases.j2"
    for block in ("whom", "they", "because", "divider"):
        values[block] = " ".join(renderer.block(phrases, block, values).split())
    return values


@dataclass(frozen=True, slots=True)
class SharedFact:
    """Why this introducer: the form to say it in, and what we know it from (for the owner only)."""

    kind: Shared
    fact: str
    since: str = ""


_KNOWS_PROSPECT: Mapping[ReasonCode, Shared] = {
    ReasonCode.SHARED_MEETING: Shared.SAME_MEETINGS,
    ReasonCode.DIRECT_MAIL: Shared.KNOW_EACH_OTHER,
    ReasonCode.SHARED_MAIL: Shared.KNOW_EACH_OTHER,
    ReasonCode.NAMED: Shared.MENTIONED,
    ReasonCode.QUOTED_ADDRESS: Shared.KNOW_EACH_OTHER,
}
"""Evidence that the introducer knows the prospect, most telling first."""

_KNOWS_EMPLOYER: Mapping[ReasonCode, Shared] = {
    ReasonCode.EMPLOYER_MAIL: Shared.KNOWS_PEOPLE,
    ReasonCode.EMPLOYER_NAMED: Shared.KNOWS_EMPLOYER,
    ReasonCode.BROUGHT_IN: Shared.BROUGHT_IN,
}
"""What else may be said when nothing shows that they know the prospect in person."""

_CONTEXTS: Mapping[Context, Shared] = {
    Context.COLLEAGUE: Shared.WORKED_TOGETHER,
    Context.FORMER_COLLEAGUE: Shared.WORKED_TOGETHER,
    Context.CLIENT: Shared.FIRMS_WORKED_TOGETHER,
    Context.SUPPLIER: Shared.FIRMS_WORKED_TOGETHER,
}


def linked(introducer: Introducer, prospect: Prospect) -> bool:
    """Whether anything shows that they know each other; if not, letters suppose nothing (E08)."""
    codes = {reason.code for reason in introducer.reasons if reason.favours}
    if not prospect.name:
        codes -= {ReasonCode.SAME_EMPLOYER}
        return bool(
            codes & (set(_KNOWS_PROSPECT) | set(_KNOWS_EMPLOYER) - {ReasonCode.BROUGHT_IN})
        ) or (_at_employer(introducer, prospect) is not None)
    return bool(codes & set(_KNOWS_PROSPECT)) or _at_employer(introducer, prospect) is not None


def shared_fact(introducer: Introducer, prospect: Prospect) -> SharedFact | None:
    """The one fact that says why this introducer is asked, most neutral first; None: nothing."""
    return (
        _at_employer(introducer, prospect)
        or _from_reasons(introducer.reasons, _KNOWS_PROSPECT if prospect.name else {})
        or _from_reasons(introducer.reasons, _KNOWS_EMPLOYER if prospect.organization else {})
        or _from_reasons(introducer.reasons, {ReasonCode.BROUGHT_IN: Shared.BROUGHT_IN})
        or _from_context(introducer)
        or _from_tie(introducer)
    )


def _at_employer(introducer: Introducer, prospect: Prospect) -> SharedFact | None:
    """Same employer, told only from what the introducer has shown and never from a guess."""
    name = shown(introducer.person.name)
    for job in introducer.person.employments:
        sure = job.confidence is not Confidence.SUGGESTION and not job.seen_once
        if sure and _same_employer(job, prospect):
            kind = Shared.WORKS_THERE if job.current else Shared.WORKED_THERE
            source = ", ".join(job.sources) or "employment history"
            return SharedFact(kind, f"{name} at {prospect.organization} ({source})")
    for address in introducer.person.addresses:
        if any(_within(address.rpartition("@")[2], domain) for domain in prospect.domains):
            return SharedFact(Shared.KNOWS_INSIDE, f"{name} has the address {address}")
    return None


def _same_employer(job: Employment, prospect: Prospect) -> bool:
    if job.domain and any(_within(job.domain, domain) for domain in prospect.domains):
        return bool(prospect.organization)
    named = names_somebody(job.organization) and names_somebody(prospect.organization)
    return named and same_employer(job.organization, prospect.organization)


def _within(domain: str, employer: str) -> bool:
    return bool(employer) and (domain == employer or domain.endswith(f".{employer}"))


def _from_reasons(
    reasons: tuple[Reason, ...], forms: Mapping[ReasonCode, Shared]
) -> SharedFact | None:
    for code, kind in forms.items():
        for reason in reasons:
            if reason.code is code and reason.favours:
                return SharedFact(kind, reason.text)
    return None


def _from_context(introducer: Introducer) -> SharedFact | None:
    for context in introducer.trust.contexts:
        if kind := _CONTEXTS.get(context):
            return SharedFact(kind, f"context: {context}")
    return None


def _from_tie(introducer: Introducer) -> SharedFact | None:
    if introducer.tie.first is None or not introducer.tie.two_way:
        return None
    year = str(datetime.fromtimestamp(introducer.tie.first, UTC).year)
    return SharedFact(Shared.KNOWN_SINCE, f"first contact in {year}", year)
