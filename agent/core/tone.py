"""In which language a letter is written and how formally: as the two write to each other.

Each mail between them counts 2^(-age / HALF_LIFE_DAYS) from the latest one on, and double where the
owner wrote it. Du is said where they say it to the owner, or where the owner does and they never
say Sie; otherwise Sie. Without evidence, or with a tie, the owner's settings stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from narrowcast.agent.core.draft import Language
from narrowcast.agent.core.model import Time
from narrowcast.agent.core.words import shown

HALF_LIFE_DAYS = 60  # people change their language with a firm or a project, and then for good
OWN_WEIGHT = 2.0
LEAST = 2  # mails before past mail outweighs the settings: one may have been misread
_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Worded:
    """One mail between the owner and a person."""

    at: Time
    own: bool
    """The owner wrote it."""
    language: str
    formal: bool | None


@dataclass(frozen=True, slots=True)
class Tone:
    """How a letter speaks, and why in a sentence; '' where the settings say so."""

    language: Language
    formal: bool
    why: str = ""


def choose(past: Iterable[Worded], name: str, default: Tone) -> Tone:
    """The tone of a letter to *name*, from mail with them before the moment."""
    mails = sorted(past, key=lambda one: (-one.at, one.own, one.language))
    told = _language(mails)
    language = told or default.language
    same = [one for one in mails if one.language == language]
    formal = _formal(same)
    reasons = [_in_language(language, same, mails, name)] if told else []
    if formal is not None:
        reasons.append(_addressed(same, formal=formal, name=name))
    return Tone(language, default.formal if formal is None else formal, "; ".join(reasons))


def _language(mails: Sequence[Worded]) -> Language | None:
    """The language that most of their latest mail is in; None: too little, or a tie."""
    weights: dict[str, float] = {}
    for one in mails:
        age = (mails[0].at - one.at) / _DAY
        weight = (OWN_WEIGHT if one.own else 1.0) * 2 ** (-age / HALF_LIFE_DAYS)
        weights[one.language] = weights.get(one.language, 0.0) + weight
    ranked = sorted(weights, key=lambda language: (-weights[language], language))
    if not ranked or sum(one.language == ranked[0] for one in mails) < LEAST:
        return None
    if len(ranked) > 1 and weights[ranked[0]] <= weights[ranked[1]]:
        return None
    return Language(ranked[0])


def _formal(mails: Sequence[Worded]) -> bool | None:
    """Whether they are on formal terms; newest mail first, None: it was never told."""
    theirs = [one.formal for one in mails if not one.own and one.formal is not None]
    ours = [one.formal for one in mails if one.own and one.formal is not None]
    if theirs:
        return theirs[0]
    return ours[0] if ours else None


_FORMS = {
    Language.DE: ("Sie", "du"),
    Language.FR: ("vous", "tu"),
    Language.ES: ("usted", "tú"),
}
_NAMES = {
    Language.EN: "English",
    Language.DE: "German",
    Language.FR: "French",
    Language.ES: "Spanish",
}


def _in_language(
    language: Language, same: Sequence[Worded], mails: Sequence[Worded], name: str
) -> str:
    were = "were" if len(same) > 1 else "was"
    return (
        f"in {_NAMES[language]}: {len(same)} of your last {len(mails)} mails with"
        f" {shown(name)} {were}"
    )


def _addressed(mails: Sequence[Worded], *, formal: bool, name: str) -> str:
    said = [one for one in mails if one.formal is not None]
    language = Language(said[0].language)
    theirs = any(not one.own for one in said)
    who = f"{shown(name)} writes" if theirs else "you write"
    return f"“{_FORMS[language][not formal]}”: so {who}"
