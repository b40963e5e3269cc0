"""From a ranking to words: the four numbers of an introducer and the reasons behind each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from narrowcast.agent.core import careers, chance, identity, reasons, responsiveness, ties, trust
from narrowcast.agent.core.chance import Ranked, Verdict
from narrowcast.agent.core.firms import UNKNOWN, Firms
from narrowcast.agent.core.gate import AddressKind
from narrowcast.agent.core.identity import Grouping
from narrowcast.agent.core.lint_context import Wall
from narrowcast.agent.core.model import (
    AddressId,
    AddressKey,
    Direction,
    Employment,
    Estimate,
    Introducer,
    Person,
    Prospect,
    Purpose,
    Reason,
    Suggestion,
    Tie,
    Time,
)
from narrowcast.agent.core.paths import LinkEvidence
from narrowcast.agent.core.ranking import Ranking
from narrowcast.agent.core.reasons import Exchange
from narrowcast.agent.core.relations import Relation
from narrowcast.agent.core.ties import Volume
from narrowcast.agent.core.walls import Walls, work_of
from narrowcast.agent.core.ways import FAINT_BELOW, RELIABILITY
from narrowcast.agent.relating import Relating
from narrowcast.agent.store import people
from narrowcast.agent.store.asof import AsOf, Bringing
from narrowcast.agent.store.card_owners import CardOwners
from narrowcast.agent.store.claims import claims, own_claims
from narrowcast.agent.store.letters import Post
from narrowcast.agent.store.lookup import subjects_of
from narrowcast.agent.store.persons import uid_of
from narrowcast.agent.store.store import Store
from narrowcast.nlp.mentions import subject_words
from narrowcast.nlp.organisations import registrable_domain


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the owner laid down: walls, people never to be asked, the owner's zone."""

    walls: tuple[Wall, ...] = ()
    never: frozenset[AddressKey] = field(default_factory=frozenset[AddressKey])
    zone: str = "UTC"


RULES = Rules()


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquainted:
    """What is known of a person whoever they are to introduce the owner to: most of the work."""

    person: Person
    tie: Tie
    responsiveness: Estimate
    relation: Relation
    reasons: tuple[Reason, ...]


Known = dict[tuple[AddressId, str], Acquainted]
"""By representative and the zone that days are told in."""


@dataclass(frozen=True)
class Answered:
    """One question answered in numbers: everybody ranked, and what it was read from."""

    view: AsOf
    grouping: Grouping
    evidence: LinkEvidence
    ranked: Ranking
    """`person` is the representative address of a person."""
    volumes: dict[AddressId, Volume]
    """By representative, addresses added up."""
    bringings: tuple[Bringing, ...] = ()
    known: Known = field(default_factory=dict[tuple[AddressId, str], "Acquainted"])
    """What was worked out of people for other questions of the moment, and what this one adds."""

    def is_contact(self, ranked: Ranked) -> bool:
        """Whether this person may be proposed: mail both ways or a small meeting, and a person's
        address.
        """
        two_way = self.volumes[ranked.person].two_way
        members = self.grouping.members(ranked.person)
        kinds = {row.kind for row in self.view.addresses(members).values()}
        return two_way and AddressKind.PERSON in kinds

    @cached_property
    def verdict(self) -> Verdict:
        """Whether anybody who may be asked shows a link that says enough."""
        best = next(filter(self.is_contact, self.ranked.linked), None)
        return chance.verdict(best.link if best else 0.0, FAINT_BELOW)

    @property
    def linked(self) -> bool:
        """Whether there is a path worth proposing."""
        return self.verdict is Verdict.PATH


class Explainer:
    """Makes introducers of one answered question."""

    def __init__(
        self,
        store: Store,
        answered: Answered,
        prospect: Prospect,
        *,
        post: Post,
        rules: Rules,
        cards: CardOwners,
        firms: Firms = UNKNOWN,
    ) -> None:
        self._store, self._answered, self._prospect = store, answered, prospect
        self._post, self._rules, self._firms, self._cards = post, rules, firms, cards
        self._view, self._now = answered.view, answered.view.as_of
        self._top_link = max((r.link for r in answered.ranked.linked), default=0.0)

    def chosen(self, limit: int) -> tuple[list[Introducer], tuple[str, ...]]:
        """The best *limit* people who may be asked, by chance × fit; and the names of those with a
        link who would be among them but for a wall.
        """
        found: list[Introducer] = []
        walled: list[str] = []
        for ranked in filter(self._answered.is_contact, self._answered.ranked):
            if len(found) == limit and ranked.score <= found[-1].score:
                break  # no fit is above 1: nobody further down can pass
            one = None if self._is_walled(ranked) else self.introducer(ranked)
            if one is not None and one.trust.fit > 0:
                found = sorted([*found, one], key=lambda one: -one.score)[:limit]
            elif ranked.link > 0:
                walled.append(self._answered.grouping.person(ranked.person).name)
        return found, tuple(walled)

    def _is_walled(self, ranked: Ranked) -> bool:
        """Whether addresses alone show that a wall forbids to ask somebody: a cheap first look."""
        keys = self._answered.grouping.person(ranked.person).keys
        barred = bool(self._walls.around(keys, ()))
        if self._prospect.purpose is Purpose.JOB and not barred:
            work = work_of(self._own_work, self._store.owner)
            barred = bool(self._walls.at_work(keys, (), work))
        return barred

    def introducer(self, ranked: Ranked) -> Introducer:
        """The person at one place of the ranking."""
        group = self._answered.grouping.person(ranked.person)
        known = self._known(ranked.person, group)
        judged = trust.trust(
            known.relation,
            self._prospect.kind,
            self._prospect.purpose,
            self._walls,
            tuple(self.closed),
        )
        return Introducer(
            person=known.person,
            tie=known.tie,
            responsiveness=known.responsiveness,
            link=ranked.link / self._top_link if self._top_link else 0.0,
            trust=judged,
            chance=Estimate(ranked.score, *chance.interval(ranked.score, RELIABILITY)),
            score=ranked.score * judged.fit,
            terms=ranked.terms,
            contact=self._answered.is_contact(ranked),
            reasons=(*self._link(group), *known.reasons, *judged.reasons),
        )

    def _known(self, number: AddressId, group: identity.Group) -> Acquainted:
        """What does not hang on the prospect, worked out once for all questions of a moment."""
        where = number, self._rules.zone
        if where not in self._answered.known:
            self._answered.known[where] = self._acquainted(group)
        return self._answered.known[where]

    def _acquainted(self, group: identity.Group) -> Acquainted:
        person = self._person(group)
        letters = self._view.exchanged(group.addresses)
        met = self._view.met(group.addresses)
        mail = self._post.of(group.addresses)
        wrote_them = [one for one in mail.asked if one.to_them]
        base = self._post.base(self._now, outside=mail.outside)
        tie = ties.tie(self._view.contact(group.addresses), self._now)
        exchange = Exchange(
            received=tuple((x.row, x.time) for x in letters if x.direction is Direction.IN),
            sent=tuple((x.row, x.time) for x in letters if x.direction is Direction.OUT),
            meetings=tuple((row, time) for row, time, _ in met),
        )
        rate, cite = responsiveness.rate(wrote_them, self._now), self._view.cite
        return Acquainted(
            person=person,
            tie=tie,
            responsiveness=responsiveness.chance(mail, base, self._now),
            relation=self._relating.relation(person, letters, met),
            reasons=(
                *reasons.of_tie(tie, exchange, self._now, cite),
                *reasons.of_replies(wrote_them, rate, self._now, cite),
            ),
        )

    def _person(self, group: identity.Group) -> Person:
        cards = self._cards.grounds(group.addresses)
        said = claims(self._store, group.addresses, cards, self._now, firms=self._firms)
        return Person(
            uid=uid_of(self._store, group.keys),
            name=group.name,
            addresses=group.keys,
            employments=careers.history(said, self._now, firms=self._firms),
        )

    def _link(self, group: identity.Group) -> Iterator[Reason]:
        evidence, cite = self._answered.evidence, self._view.cite
        telling = reasons.Telling(cite)
        found = list(reasons.of_link(group.addresses, evidence, self._prospect, cite, telling))
        called = evidence.employers
        listed = people.cards_of(self._cards, group.addresses, called)
        found += reasons.of_employer(self._at_firm(group, bool(listed)), self._prospect, cite)
        found += reasons.of_cards(listed, self._prospect)
        words = self._subject_words(group.addresses)
        found += reasons.of_subjects(group.addresses, evidence, words, telling)
        yield from found or [reasons.no_link(self._prospect)]
        yield from reasons.of_habit(
            self._view.brought_by(group.addresses, self._answered.bringings), cite
        )

    def _at_firm(self, group: identity.Group, listed: bool) -> tuple[tuple[int, Time], ...]:
        """Mails that show the contact at the prospect's employer; a signature alone needs two, or
        another source beside it.
        """
        evidence = self._answered.evidence
        written = self._view.writing_from(group.addresses, evidence.staff)
        called = evidence.employers
        signed = people.signatures_of(self._store, group.addresses, called, self._now)
        if len(signed) >= people.AGREEING or written or listed:
            return (*written, *signed)
        return ()

    def _subject_words(self, addresses: Collection[AddressId]) -> frozenset[str]:
        """Which of the words looked up their subjects hold; all, where subjects are not kept."""
        evidence = self._answered.evidence
        rows = [word.row for word in evidence.subjects if word.author in addresses]
        told = frozenset[str]().union(*map(subject_words, subjects_of(self._store, rows)))
        return evidence.subject_words & told or evidence.subject_words

    @cached_property
    def closed(self) -> list[Reason]:
        """Why nobody may be asked about the prospect at all; empty where one may be."""
        found = self._view.addresses(self._answered.evidence.prospect)
        return self._walls.about(self._prospect, [row.key for row in found.values()])

    @cached_property
    def _walls(self) -> Walls:
        return Walls(walls=self._rules.walls, never=self._rules.never, firms=self._firms)

    @cached_property
    def _relating(self) -> Relating:
        return Relating(self._store, self._view, self._rules.zone, self._own_work)

    @cached_property
    def _own_work(self) -> tuple[Employment, ...]:
        own = own_claims(self._store, self._view.owner, self._now)
        return careers.history(own, self._now, firms=self._firms)


def closed(prospect: Prospect, as_of: datetime, walls: Sequence[Reason]) -> Suggestion:
    """Nobody may be asked about *prospect*: what stands in the way, and how to let it."""
    return Suggestion(
        prospect=prospect,
        as_of=as_of,
        introducers=(),
        abstained=f"{walls[0].text}: nobody is asked about {prospect.label}",
        next_step="if that is no longer so, take it out of [walls] in config.toml",
    )


def walled_in(
    prospect: Prospect, as_of: datetime, others: Sequence[Introducer], walled: tuple[str, ...]
) -> Suggestion:
    """Only people behind walls show a link to *prospect*."""
    return Suggestion(
        prospect=prospect,
        as_of=as_of,
        introducers=tuple(others),
        walled=walled,
        abstained=f"whoever seems to know {prospect.label} stands behind a wall of yours",
        next_step="look for somebody else who knows them, or see [walls] in config.toml",
    )


def no_path(prospect: Prospect, answered: Answered) -> str:
    """Why nobody is proposed, as a sentence."""
    firm = "" if _at_own(prospect, answered) else reasons.employer_of(prospect)
    named = prospect.name or prospect.title or prospect.addresses
    place = f" or anybody at {firm}" if firm and named else ""
    whom = f"{prospect.label}{place}"
    if answered.verdict is Verdict.FAINT:
        return f"no good path: only faint traces of a contact who might know {whom}"
    return f"no good path: nothing in your mail or calendar shows that a contact knows {whom}"


def next_step(prospect: Prospect, answered: Answered) -> str:
    """What would change that."""
    if _at_own(prospect, answered):
        return f"{prospect.label} works where you do: write to them yourself"
    firm = reasons.employer_of(prospect)
    if firm:
        return (
            f"ask your strongest contacts whether they know somebody at {firm},"
            " or add the address if you have it"
        )
    return "add the employer or an address: narrowcast prospect add; or import a LinkedIn export"


def _at_own(prospect: Prospect, answered: Answered) -> bool:
    """Whether they write from the owner's own firm, of which every colleague knows somebody."""
    own = answered.view.addresses(answered.view.owner).values()
    return any(registrable_domain(row.domain) in prospect.domains for row in own)
