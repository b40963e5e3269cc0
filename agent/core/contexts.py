"""What one mail tells of the relation of those on it: whether it is personal, or about a job.

An additive model over facts the owner can see: who is on it, from which domains, what its subject
speaks of (`nlp.themes`) and how it is written; where the tier reads texts, also what the text
speaks of. The weights (`context_weights`) were fitted on real labelled mail by
`python -m training.contexts`, with people and threads kept together; the words are general ones.
How often it is right: docs/judgement.md.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from narrowcast.agent.core import context_weights as fitted
from narrowcast.agent.core.keys import base_subject
from narrowcast.agent.core.learn import Seen
from narrowcast.agent.core.model import AddressKey
from narrowcast.nlp.folding import fold
from narrowcast.nlp.organisations import is_free_mail, registrable_domain
from narrowcast.nlp.themes import Spoken, Theme, themes

FEW = 5  # recipients up to which a mail is written to each of them
_SHORTEST_LABEL = 3  # letters of a firm's domain; shorter ones are words of many languages
_SHORTEST_NAME = 4  # letters by which two addresses are taken for one family's


class Verdict(StrEnum):
    """What a mail is taken for."""

    PRIVATE = "private"
    """It speaks of private life, and nothing outweighs that."""
    PLAIN = "plain"
    """Anything else; most mail is neither clearly private nor clearly business."""
    JOBS = "jobs"
    """About somebody's job: seeking, hiring, recommending, pay; beside one of the other two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The head of one mail, as far as it tells of a relation."""

    subject: str
    size: int
    """Recipients."""
    people: tuple[AddressKey, ...]
    """Who wrote, then to whom."""


def heading_of(seen: Seen) -> Heading:
    """The head of a message as it came."""
    to = (party.key for _, party in seen.recipients)
    people = (*((seen.author.key,) if seen.author else ()), *to)
    return Heading(subject=seen.subject, size=seen.size, people=people)


def private(heading: Heading, text: Spoken | None = None) -> float:
    """How likely the mail is personal rather than business, 0 … 1."""
    weights = fitted.PRIVATE if text is None else fitted.PRIVATE_TEXT
    return _chance(weights, private_features(heading, text))


def of_jobs(heading: Heading, text: Spoken | None = None) -> float:
    """How likely the mail is about somebody's job, 0 … 1."""
    weights = fitted.JOBS if text is None else fitted.JOBS_TEXT
    return _chance(weights, job_features(heading, text))


def verdicts(heading: Heading, text: Spoken | None = None) -> frozenset[Verdict]:
    """What the mail is taken for: PRIVATE or PLAIN, and JOBS where it is about one.

    Short mail to one outsider looks personal to the model even where it says nothing of private
    life, so a verdict asks for words of it, too: a contact who is told of a reason would not
    recognise it otherwise.
    """
    known = text is not None
    personal = private(heading, text) >= (
        fitted.PRIVATE_TEXT_FROM if known else fitted.PRIVATE_FROM
    )
    jobs = of_jobs(heading, text) >= (fitted.JOBS_TEXT_FROM if known else fitted.JOBS_FROM)
    kind = Verdict.PRIVATE if personal and _tells_of_life(heading, text) else Verdict.PLAIN
    return frozenset({kind, Verdict.JOBS} if jobs else {kind})


LIFE_SHARE = 0.015  # of a text's words, from which it speaks of private life


def _tells_of_life(heading: Heading, text: Spoken | None) -> bool:
    """Whether words of private life stand in the subject, or often enough in the text."""
    said = _of_subject(heading.subject)
    if said[Theme.PRIVATE] or said[Theme.FUN]:
        return True
    if text is None:
        return False
    return text.counted[Theme.PRIVATE] + text.counted[Theme.FUN] >= LIFE_SHARE * max(20, text.words)


def private_features(heading: Heading, text: Spoken | None = None) -> Mapping[str, float]:
    """The facts by which personal mail is told from business mail, by name."""
    people, counts = _people(heading), _of_subject(heading.subject)
    told = (Theme.PRIVATE, Theme.FUN, Theme.WARM, Theme.WORK, Theme.LEGAL)
    return {**people, **_form(heading), **_words(counts, told), **_spoken(text, told)}


def job_features(heading: Heading, text: Spoken | None = None) -> Mapping[str, float]:
    """The facts by which mail about jobs is found, by name."""
    told = (Theme.HIRING, Theme.JOBS, Theme.STAFF, Theme.WORK, Theme.LEGAL)
    found = {
        "one": 1.0,
        "to many": heading.size > FEW,
        **_words(_of_subject(heading.subject), told),
    }
    if text is None:
        return found
    return {
        **found,
        **_spoken(text, told[:3]),
        "answer": bool(_ANSWER.match(heading.subject)),
        "job talk": math.log1p(text.job_talk),
    }


@lru_cache(maxsize=1024)  # of a conversation, and of one mail's two models
def _of_subject(subject: str) -> Mapping[Theme, int]:
    return themes(base_subject(subject))


def _chance(weights: Mapping[str, float], seen: Mapping[str, float]) -> float:
    score = math.fsum(weight * seen[name] for name, weight in weights.items())
    return 1 / (1 + math.exp(-score))


def _people(heading: Heading) -> dict[str, float]:
    domains = [address.rpartition("@")[2] for address in heading.people]
    registered = {registrable_domain(domain) for domain in domains}
    free = [is_free_mail(domain) for domain in domains]
    near = heading.size <= FEW
    return {
        "one": 1.0,
        "to nobody": heading.size == 0,
        "to one": heading.size == 1,
        "to many": not near,
        "recipients": math.log1p(heading.size),
        "free mail": near and any(free),
        "academic": near and any(map(_is_academic, domains)),
        "same firm": len(registered) == 1 and not any(free),
        "namesakes": near and _share_a_name(heading.people),
        "names the firm": any(_is_named(domain, heading.subject) for domain in registered),
    }


def _words(counts: Mapping[Theme, int], told: tuple[Theme, ...]) -> dict[str, float]:
    return {f"{theme} words": math.log1p(counts[theme]) for theme in told}


def _spoken(text: Spoken | None, told: tuple[Theme, ...]) -> dict[str, float]:
    """The share of each theme's words in a text; 1: every twentieth, or more."""
    if text is None:
        return {}
    size = max(20, text.words)
    return {f"{theme} share": min(1.0, 20 * text.counted[theme] / size) for theme in told}


_ANSWER = re.compile(r"\s*(?:re|aw|sv|vs|antw|rif|ynt|r|res|odp)\s*(?:\[\d+\]\s*)?:", re.IGNORECASE)
_FORWARD = re.compile(r"\s*(?:fwd?|wg|tr|rv|i|doorst|vb|pd|enc|vl)\s*:", re.IGNORECASE)


def _form(heading: Heading) -> dict[str, float]:
    subject = " ".join(heading.subject.split())
    base = base_subject(subject)
    bare = subject[-len(base) :] if base else ""
    count = len(re.findall(r"\w+", bare))
    return {
        "answer": bool(_ANSWER.match(subject)),
        "forward": bool(_FORWARD.match(subject)),
        "no words": count == 0,
        "two words": 1 <= count <= 2,
        "eight words": count >= 8,
        "small letters": bare == bare.lower() and any(map(str.isalpha, bare)),
        "exclaims": "!" in bare or "..." in bare or "…" in bare,
        "asks": "?" in bare,
    }


def _is_academic(domain: str) -> bool:
    return domain.endswith(".edu") or ".ac." in domain or ".edu." in domain


def _is_named(registered: str, subject: str) -> bool:
    """Whether the label of a firm's domain stands in *subject* as a word."""
    label = registered.partition(".")[0]
    if len(label) < _SHORTEST_LABEL or is_free_mail(registered):
        return False
    return label in re.findall(r"\w+", fold(subject))


def _share_a_name(people: tuple[AddressKey, ...]) -> bool:
    """Whether the author's address and another one hold a name of the same spelling."""
    first, *others = (fold(address.rpartition("@")[0]) for address in people or ("",))
    return any(_name_within(first, other) or _name_within(other, first) for other in others)


def _name_within(one: str, other: str) -> bool:
    return any(len(part) >= _SHORTEST_NAME and part in other for part in re.split(r"[^a-z]+", one))
