"""Which mails' texts are worth fetching, told by their heads alone (design §4, three tiers).

    tracked (answers, reports, what a sent letter may cause) ── always, in every tier
    invitations ─────────────────────────────────────────────── from the signatures tier on
    a sender's first ────────────────────────────────────────── from the signatures tier on
    an automatic answer or a report, which may say that somebody left ─── while texts are few
    a sender again: a hint at a change, no block so far, a new quarter ── while texts are few
    every small mail between people ─────────────────────────── in the mentions tier

"Few" is `SHARE` of all messages: what is read again yields to senders who were never read, so that
the texts of a mailbox end below 15 % of its messages or at one for each correspondent, whichever is
more. A text without a signature does not use up its sender: he is tried again, up to `TRIES` times.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from narrowcast.agent.core.gate import AddressKind, Flag
from narrowcast.agent.core.keys import is_new_subject
from narrowcast.agent.core.learn import Seen
from narrowcast.agent.core.model import AddressKey, Time
from narrowcast.connectors.records import Message, RemoteId
from narrowcast.connectors.tiers import Tier
from narrowcast.nlp.automatic import subject_is_automatic
from narrowcast.nlp.moves import hints_at_change

SHARE = 0.12
"""Of all messages: the texts beyond which nobody is read again; below 15 % for those who turn up
for the first time later."""
TRIES = 3  # texts without a block, after which a sender is taken to sign with none
SLACK_SECONDS = 86_400  # between our clock and the servers'

Mail = tuple[Message, Seen]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """What a mail may have to do with that the owner waits for; *since* None: nothing."""

    since: Time | None = None
    ids: frozenset[str] = frozenset()
    """Message-IDs and tokens of letters and of what answered them."""
    threads: frozenset[str] = frozenset()
    """Threads as the providers call them."""
    subjects: frozenset[int] = frozenset()
    """`subject_key` of letters."""
    people: frozenset[AddressKey] = frozenset()
    """Those asked, and the prospects."""
    own_ids: frozenset[str] = frozenset()
    """Message-IDs of morning mails, which the owner may answer."""

    @property
    def is_anything(self) -> bool:
        """Whether the owner waits for anything at all."""
        return self.since is not None or bool(self.own_ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBefore:
    """What was read of one sender."""

    quarters: frozenset[int] = frozenset()
    texts: int = 0
    signed: bool = False
    """Whether one of the texts bore a block."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What a store holds: all its messages, and how many of their texts were fetched."""

    messages: int = 0
    texts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Under which choices are made."""

    tier: Tier
    owner: frozenset[AddressKey]
    tracked: Tracked = field(default_factory=Tracked)


def choose(
    mails: Sequence[Mail], rules: Rules, before: Mapping[AddressKey, ReadBefore], spent: Spent
) -> frozenset[RemoteId]:
    """Of new *mails*, those whose texts to fetch; *before* tells what was read of their authors.

    A mail known to the store is none of them: its text was read, or passed over, when it came.
    """
    wanted: set[RemoteId] = set()
    if rules.tracked.is_anything:
        wanted.update(
            message.remote_id for message, seen in mails if is_tracked(message, seen, rules)
        )
    if rules.tier is Tier.HEADERS:
        return frozenset(wanted)
    wanted.update(message.remote_id for message, _ in mails if announces_calendar(message))
    if rules.tier is Tier.MENTIONS:
        wanted.update(message.remote_id for message, seen in mails if seen.flags.counts)
    senders = _by_sender(mails, rules.owner, wanted)
    wanted.update(_best(group) for author, group in senders.items() if author not in before)
    most = int(SHARE * (spent.messages + len(mails)) - spent.texts - len(wanted))
    if most > 0:
        machines = [m.remote_id for m, seen in mails if may_tell_who_left(m, seen)]
        wanted.update([*machines, *_again(senders, before, rules.owner)][:most])
    return frozenset(wanted)


def can_teach(seen: Seen) -> bool:
    """Whether a sender's own block may be learned from it: a person's mail, not bulk."""
    return (
        seen.author is not None
        and seen.author.kind is AddressKind.PERSON
        and seen.flags in _TEACHING
    )


# Looked up, not worked out: arithmetic with flags is slow, and every mail is asked.
_TEACHING = frozenset(
    flag for flag in map(Flag, range(256)) if not flag & (Flag.BULK | Flag.AUTO | Flag.DATELESS)
)
_ANSWERING = frozenset(
    flag for flag in map(Flag, range(256)) if flag & (Flag.AUTO | Flag.BULK) == Flag.AUTO
)
_LISTED = frozenset(flag for flag in map(Flag, range(256)) if flag & Flag.LIST)


def quarter(time: Time) -> int:
    """The quarter of a year, UTC, counted through."""
    moment = datetime.fromtimestamp(time, UTC)
    return moment.year * 4 + (moment.month - 1) // 3


# ---------------------------------------------------------------- what is always read


def is_tracked(message: Message, seen: Seen, rules: Rules) -> bool:
    """Whether a mail may move an ask or answer a morning mail."""
    tracked = rules.tracked
    if tracked.own_ids.intersection(message.references):
        return True
    if tracked.since is None or seen.time is None or seen.time < tracked.since - SLACK_SECONDS:
        return False
    if tracked.ids.intersection(message.references):
        return True
    author = seen.author.key if seen.author else None
    if author in rules.owner:
        return False
    return (
        is_report(message)
        or author in tracked.people
        or message.provider_thread in tracked.threads
        or (seen.subject_key != 0 and seen.subject_key in tracked.subjects)
        or any(party.key in tracked.people for _, party in seen.recipients)
    )


def is_report(message: Message) -> bool:
    """Whether the head says that it holds a delivery or read report (RFC 6522)."""
    return _first(message, "content-type").startswith("multipart/report")


def may_tell_who_left(message: Message, seen: Seen) -> bool:
    """Whether a mail system or a machine at a person's address may say that somebody is gone."""
    if is_report(message):
        return True
    if seen.author is None or seen.author.kind is not AddressKind.PERSON:
        return False
    return seen.flags in _ANSWERING and subject_is_automatic(seen.subject)


def announces_calendar(message: Message) -> bool:
    """Whether the head says that it holds an invitation, an answer to one or a cancellation."""
    return (
        _first(message, "content-type").startswith(("text/calendar", "application/ics"))
        or "calendarmessage" in _first(message, "content-class")
        or any(name in message.headers for name in _CALENDAR_HEADERS)
        or _is_dated_invitation(message.subject)
    )


def _is_dated_invitation(subject: str) -> bool:
    """As Google's calendar writes them: "Invitation: Lunch @ Tue 3 Mar 2026 12:00 (Olga)".

    Looks for one mark after the other; an expression for all would take days on a hostile one.
    """
    named = _MARK.match(subject)
    _, at, dated = subject[named.end() :].partition(" @ ") if named else ("", "", "")
    digit = _DIGIT.search(dated)
    return bool(at and digit and _IN_BRACKETS.search(dated, digit.end()))


_CALENDAR_HEADERS = ("x-ms-exchange-calendar-originator-id", "x-ms-exchange-calendar-series-id")
_MARK = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,2}: ")  # at most three words, any language
_DIGIT, _IN_BRACKETS = re.compile(r"\d"), re.compile(r"\([^()]+\)")


def _first(message: Message, name: str) -> str:
    values = message.headers.get(name)
    return values[0].strip().lower() if values else ""


# ---------------------------------------------------------------- whose signature is read


def _by_sender(
    mails: Iterable[Mail], owner: Collection[AddressKey], wanted: Collection[RemoteId]
) -> dict[AddressKey, list[Mail]]:
    """Mails that may show a block, by their authors; but for authors who are read in any case."""
    groups: dict[AddressKey, list[Mail]] = {}
    for mail in mails:
        seen = mail[1]
        if seen.author is not None and can_teach(seen) and seen.author.key not in owner:
            groups.setdefault(seen.author.key, []).append(mail)
    if not wanted:
        return groups
    return {
        author: group
        for author, group in groups.items()
        if not any(message.remote_id in wanted for message, _ in group)
    }


def _again(
    senders: Mapping[AddressKey, Sequence[Mail]],
    before: Mapping[AddressKey, ReadBefore],
    owner: Collection[AddressKey],
) -> list[RemoteId]:
    """At most one mail of each sender who was read before, those worth it most first."""
    ranked: list[tuple[int, RemoteId]] = []
    for author, mails in senders.items():
        if (history := before.get(author)) is not None:
            # Of a list's mail only what also names the owner: its writers are strangers otherwise.
            group = [one for one in mails if one[1].flags not in _LISTED or _names(one[1], owner)]
            ranked.extend(_worth(group, history))
    return [remote for _, remote in sorted(ranked, key=lambda one: one[0])]


def _worth(group: Sequence[Mail], history: ReadBefore) -> Iterator[tuple[int, RemoteId]]:
    """The mail to read of a sender who was read before, if any, with its rank (0 is best)."""
    hinting = [mail for mail in group if hints_at_change(mail[1].subject)]
    later = [mail for mail in group if _quarter_of(mail) not in history.quarters]
    if hinting:
        yield 0, _best(hinting)
    elif group and not history.signed and history.texts < TRIES:
        yield 1, _best(group)
    elif later:
        yield 2, _best(later)


def _names(seen: Seen, owner: Collection[AddressKey]) -> bool:
    return any(party.key in owner for _, party in seen.recipients)


def _quarter_of(mail: Mail) -> int:
    time = mail[1].time
    assert time is not None, "a mail without a time teaches nothing"
    return quarter(time)


def _best(group: Sequence[Mail]) -> RemoteId:
    """The mail most likely to be signed in full: the opening of a talk, to few."""
    if len(group) == 1:
        return group[0][0].remote_id
    return max(group, key=_promise)[0].remote_id


def _promise(mail: Mail) -> tuple[bool, bool, bool, int]:
    seen = mail[1]
    opens = is_new_subject(seen.subject) and not seen.parent
    return hints_at_change(seen.subject), opens, bool(seen.flags & Flag.SMALL), seen.time or 0
