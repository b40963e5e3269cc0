"""Introductions that nobody was asked for: "Robin, meet Paula", from somebody the owner knows.

A small fresh mail to the owner and one or two people the owner never saw on any mail, whose words
bring them together. Work handed on ("adding Tom, who books the room") says so less plainly, and is
left out: where the words are not an introduction's, nothing is told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from narrowcast.agent.core.authenticity import Authenticity, aligned, authenticity
from narrowcast.agent.core.correspondents import among, key, people
from narrowcast.agent.core.gate import AddressKind
from narrowcast.agent.core.judgement import AnswerContext
from narrowcast.agent.core.machines import Origin, origin
from narrowcast.agent.core.model import AddressKey
from narrowcast.agent.core.parties import party_of
from narrowcast.agent.core.wording import names_person, written_text
from narrowcast.agent.core.words import shown
from narrowcast.connectors.records import FolderRole, Mailbox, Message
from narrowcast.nlp.introducing import subject_introduces, text_introduces

MAX_READERS = 4  # the owner, the newcomers, and one more; a round introduces nobody
MAX_NEWCOMERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """Who brought whom to the owner, and the sentence that says so."""

    introducer: AddressKey
    introduced: tuple[AddressKey, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """Who the owner knew before a mail; each question may cost a look-up, so it is asked last."""

    is_contact: Callable[[AddressKey], bool]
    """Whether the two have written to each other."""
    met: Callable[[Mailbox], bool]
    """Whether this address or name was ever seen before."""


def unasked(message: Message, context: AnswerContext, known: Acquaintance) -> Brought | None:
    """The introduction that *message*, which belongs to no ask, makes; None: it makes none."""
    if not _personal(message, context):
        return None
    others = _others(message, context)
    if not 0 < len(others) <= MAX_READERS - 1 or not _says_so(message, others):
        return None
    author = key(message.author)
    if not known.is_contact(author):
        return None
    new = [box for box in others if not known.met(box)]
    if not 0 < len(new) <= MAX_NEWCOMERS or all(_housemate(box, context) for box in new):
        return None
    who = " and ".join(_called(box) for box in new)
    by = shown((message.author.name if message.author else "") or author)
    return Brought(
        introducer=author,
        introduced=tuple(key(box) for box in new),
        why=f"{by} introduced you to {who}, unasked.",
    )


def _personal(message: Message, context: AnswerContext) -> bool:
    """A human's letter to the owner and few others, not contradicted by the owner's server."""
    readers = people(message)
    return (
        message.author is not None
        and not {FolderRole.SENT, FolderRole.DRAFTS, FolderRole.JUNK} & set(message.roles)
        and not among(key(message.author), context.owner)
        and 2 <= len(readers) <= MAX_READERS
        and any(among(one, context.owner) for one in readers)
        and origin(message) is Origin.HUMAN
        and authenticity(message, context.trusted_authserv_id) in _BELIEVED
    )


_BELIEVED = frozenset({Authenticity.VERIFIED, Authenticity.SILENT})


def _others(message: Message, context: AnswerContext) -> list[Mailbox]:
    """The people who read it beside the owner, each once; lists and machines are nobody."""
    author = key(message.author)
    found: dict[AddressKey, Mailbox] = {}
    for box in (*message.to, *message.cc):
        party = party_of(box)
        if party is None or party.kind is not AddressKind.PERSON:
            continue
        if party.key != author and not among(party.key, context.owner):
            found.setdefault(party.key, box)
    return list(found.values())


def _says_so(message: Message, others: Sequence[Mailbox]) -> bool:
    """Whether the subject of a fresh mail introduces, or a text that names one of the others."""
    text = written_text(message)
    fresh = not message.in_reply_to and not message.references
    if fresh and subject_introduces(message.subject):
        return True
    named = any(names_person(text[:600], box.name or _local(box)) for box in others)
    return named and text_introduces(text)


def _housemate(box: Mailbox, context: AnswerContext) -> bool:
    """A colleague of the owner's own firm."""
    return any(aligned(key(box), own) for own in context.owner)


def _called(box: Mailbox) -> str:
    return shown(box.name) or key(box)


def _local(box: Mailbox) -> str:
    return box.address.partition("@")[0].replace(".", " ").replace("_", " ")
