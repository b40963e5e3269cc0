"""Whose a card is that shares no address with anybody: by name and firm, or it is asked.

    on the card        whose address it holds                                    joined
    firm               alone of that name at the card's firm                     joined
    name               alone of an uncommon name, the firm unknown or another    a suggestion; asked
    several            more than one might be it, or two rows might be one's     nothing; asked
    nobody             nobody of that name, or a common name elsewhere           nothing

Most rows of a LinkedIn export hold no address. Two people of one name are more likely than it
seems: a firm that agrees tells them apart, and nothing else does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from narrowcast.agent.core.model import AddressId, Time
from narrowcast.nlp.names import SameName, same_person_name

SameFirm = Callable[[str, str], bool]


class Ground(StrEnum):
    """On what a card is held to be somebody's."""

    OWNER = "you said so"
    ADDRESS = "it holds their address"
    FIRM = "the same name at the same firm"
    NAME = "the same uncommon name; nothing shows that the firm is theirs"
    SEVERAL = "more than one person might be meant"
    NOBODY = "nobody is known by that name there"

    @property
    def joins(self) -> bool:
        """Whether the card speaks for the person; on NAME it suggests, otherwise it is nobody's."""
        return self in (Ground.OWNER, Ground.ADDRESS, Ground.FIRM)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFace:
    """What a card shows of whose it is."""

    id: str
    """`source:remote id`, as evidence names it."""
    row: int
    name: str
    firms: tuple[str, ...]
    titles: tuple[str, ...] = ()
    since: Time
    is_common: bool = False
    """Whether the name proves nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A person who might be meant."""

    person: AddressId
    names: tuple[str, ...]
    firms: tuple[str, ...]
    """Every firm they were ever known at."""
    holds: bool = False
    """Whether the card holds an address of theirs."""
    said: bool | None = None
    """What the owner said of card and person."""


@dataclass(frozen=True, slots=True)
class Match:
    """Whose a card is, on what ground, and who else might be meant."""

    person: AddressId | None
    ground: Ground
    asked: tuple[AddressId, ...] = ()
    """Persons that only the owner can decide on."""


NOBODYS = Match(None, Ground.NOBODY)


def match(
    card: CardFace,
    candidates: Iterable[Candidate],
    rivals: Sequence[CardFace],
    same_firm: SameFirm,
) -> Match:
    """Whose *card* is; *rivals* are the other cards of its source with that name."""
    possible = [one for one in candidates if one.said is not False]
    for held, ground in (
        ([c for c in possible if c.said], Ground.OWNER),
        ([c for c in possible if c.holds], Ground.ADDRESS),
    ):
        if held:
            return _of(held, ground)
    named = [c for c in possible if _alike(card, c) is SameName.SAME]
    nearly = [c for c in possible if _alike(card, c) is SameName.LIKELY]
    for group in (named, nearly):
        agreeing = [c for c in group if _agree(card, c, same_firm)]
        if agreeing:
            taken = any(_agree(rival, c, same_firm) for rival in rivals for c in agreeing)
            return _of(agreeing, Ground.SEVERAL if taken else Ground.FIRM)
    return _by_name(card, named)


def _by_name(card: CardFace, named: Sequence[Candidate]) -> Match:
    """Where no firm agrees: one bearer of an uncommon name may have moved; others are asked."""
    if not named or (card.is_common and all(one.firms for one in named)):
        return NOBODYS
    persons = tuple(one.person for one in named)
    if len(named) > 1 or card.is_common:
        return Match(None, Ground.SEVERAL, persons)
    return Match(persons[0], Ground.NAME, persons)


def _of(held: Sequence[Candidate], ground: Ground) -> Match:
    persons = tuple(dict.fromkeys(one.person for one in held))
    if len(persons) > 1 or ground is Ground.SEVERAL:
        return Match(None, Ground.SEVERAL, persons)
    return Match(persons[0], ground)


def _alike(card: CardFace, candidate: Candidate) -> SameName:
    likeness = [same_person_name(card.name, name) for name in candidate.names]
    return max(likeness, default=SameName.DIFFERENT)


def _agree(card: CardFace, candidate: Candidate, same_firm: SameFirm) -> bool:
    return any(same_firm(mine, theirs) for mine in card.firms for theirs in candidate.firms)
