"""Whom to ask for a prospect: look up → rank (pure) → explain.

One question costs a handful of indexed reads, whatever the size of the mailbox: the newest messages
of the prospect and of the prospect's employer, mentions by key, and the folded tallies.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import NamedTuple

from narrowcast.agent import explain
from narrowcast.agent.core import chance, identity, paths, question, responsiveness
from narrowcast.agent.core.acquaintances import Acquaintances
from narrowcast.agent.core.chance import Manners
from narrowcast.agent.core.firms import Firms
from narrowcast.agent.core.identity import Grouping
from narrowcast.agent.core.learn import MentionKind
from narrowcast.agent.core.model import (
    AddressId,
    AddressKey,
    Estimate,
    Introducer,
    Prospect,
    ProspectId,
    Suggestion,
    Time,
    seconds,
)
from narrowcast.agent.core.paths import LinkEvidence
from narrowcast.agent.core.question import Question
from narrowcast.agent.core.ranking import Ranking
from narrowcast.agent.core.responsiveness import ASK, Correspondence, Outgoing
from narrowcast.agent.core.ways import FORM
from narrowcast.agent.explain import RULES, Answered, Explainer, Known, Rules
from narrowcast.agent.naming import Naming
from narrowcast.agent.reading import mention_key
from narrowcast.agent.store import firms, manners, people
from narrowcast.agent.store.asof import AsOf, Bringing, bringings
from narrowcast.agent.store.card_owners import CardOwners
from narrowcast.agent.store.echoes import echoes
from narrowcast.agent.store.letters import Post
from narrowcast.agent.store.lookup import at_host
from narrowcast.agent.store.own_mail import OwnMail
from narrowcast.agent.store.store import Store
from narrowcast.connectors.formats.addresses import canonical
from narrowcast.nlp import names
from narrowcast.nlp.employers import names_somebody
from narrowcast.nlp.mentions import subject_words
from narrowcast.nlp.organisations import (
    employer_of_domain,
    is_free_mail,
    registrable_domain,
)
from narrowcast.nlp.organisations import mention_labels as labels_of

SHOWN = 3  # introducers of one suggestion


def prospect_of(
    *, name: str = "", address: str = "", organization: str = "", title: str = ""
) -> Prospect:
    """A prospect as typed, not kept."""
    key = AddressKey(canonical(address)) if address else AddressKey("")
    domain = registrable_domain(key.rpartition("@")[2]) if key else ""
    return Prospect(
        id=ProspectId(0),
        name=name,
        addresses=(key,) if key else (),
        organization=organization,
        domains=(domain,) if domain and not is_free_mail(domain) else (),
        title=title,
    )


class Moment(NamedTuple):
    """Who is who, and everybody in touch with the owner, as of one moment."""

    view: AsOf
    grouping: Grouping
    known: Acquaintances


class Advisor:
    """Answers questions over one store; keeps what depends on the store's version only."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._version = -1
        self._edges = identity.edges(())
        self._decisions: tuple[identity.PersonDecision, ...] = ()
        self._post: Post | None = None
        self._moment: Moment | None = None
        self._known: Known = {}
        self._firms: tuple[Time, Firms] | None = None
        self._cards: tuple[Time, CardOwners] | None = None
        self._bringings: tuple[Bringing, ...] = ()
        self._echoes: frozenset[int] = frozenset()
        self._hosts: dict[str, frozenset[AddressId]] = {}
        self._own_mail = OwnMail(store)
        self._naming = Naming(store, self._edges, self._echoes)

    @property
    def store(self) -> Store:
        """The store that questions are put to."""
        return self._store

    def rank(self, prospect: Prospect, as_of: Time) -> Answered:
        """Rank all acquaintances, contacts or not, by who could introduce *prospect*."""
        view, grouping, _ = self.moment(as_of)
        evidence, asked = self.question(prospect, as_of)
        weighed = chance.weigh(asked.raw, asked.who.tendencies, FORM)
        # The store's numbers hang on the order of reading; equals stand in the order of their keys.
        keys = self._edges.keys
        ranked = Ranking(weighed, paths.OF_PROSPECT, lambda person: keys.get(person, ""))
        return Answered(
            view, grouping, evidence, ranked, asked.volumes, self._bringings, self._known
        )

    def question(self, prospect: Prospect, as_of: Time) -> tuple[LinkEvidence, Question]:
        """Everybody's evidence and what is known of them, before any weighing."""
        view, grouping, known = self.moment(as_of)
        evidence = self._evidence(view, grouping, prospect)
        housed = self._housed(view, evidence.prospect, prospect)
        return evidence, question.put(evidence, known, housed)

    def _housed(
        self, view: AsOf, them: frozenset[AddressId], prospect: Prospect
    ) -> frozenset[AddressId]:
        """Everybody with an address where the prospect has one; providers' customers left out."""
        keys = {*prospect.addresses, *(row.key for row in view.addresses(them).values())}
        hosts = {key.rpartition("@")[2] for key in keys}
        found: set[AddressId] = set()
        for host in hosts:
            if host not in self._hosts:
                free = is_free_mail(registrable_domain(host))
                self._hosts[host] = frozenset() if free else at_host(self._store, host)
            found |= self._hosts[host]
        return frozenset(found)

    def responsiveness(
        self, addresses: Iterable[str], now: Time, letter: Outgoing = ASK
    ) -> Estimate:
        """The chance that the person of *addresses* answers a mail sent at *now* within a week."""
        mail, base = self._mail(addresses, now, letter)
        return responsiveness.chance(mail, base, now, letter)

    def response_features(
        self, addresses: Iterable[str], now: Time, letter: Outgoing = ASK
    ) -> tuple[list[float], float]:
        """What the chance is worked out from, in the order of `responsiveness.FEATURES`, and from
        how many asks the person's own share of answers is known.
        """
        mail, base = self._mail(addresses, now, letter)
        known = responsiveness.known(mail, now)
        return responsiveness.features(mail, base, now, letter), known

    def _mail(
        self, addresses: Iterable[str], now: Time, letter: Outgoing
    ) -> tuple[Correspondence, float]:
        grouping = self.grouping(now)
        numbers: set[AddressId] = set()
        for address in addresses:
            number = self._store.addresses.find(AddressKey(canonical(address)))
            if number is not None:
                numbers.update(grouping.members(number))
        post = self._letters(grouping)
        mail = post.of(sorted(numbers))
        return mail, post.base(now, new_subject=letter.new_subject, outside=mail.outside)

    def _letters(self, grouping: Grouping) -> Post:
        """All correspondence, of the owner as known by *grouping*."""
        self._refresh()
        owner = self._owner(grouping)
        if self._post is None or self._post.owner != owner:
            self._post = Post(self._store, owner)
        return self._post

    def suggest(
        self, prospect: Prospect, as_of: datetime, *, rules: Rules = RULES, limit: int = SHOWN
    ) -> Suggestion:
        """Choose the best *limit* contacts to ask, with numbers and reasons, or say why nobody.

        People with one-way mail only, role addresses and people behind a wall are never proposed;
        `rank` has them too.
        """
        now = seconds(as_of)
        answered = self.rank(prospect, now)
        desk = self._desk(answered, prospect, rules)
        if desk.closed:
            return explain.closed(prospect, as_of, desk.closed)
        found, walled = desk.chosen(limit)
        if walled and not any(one.link for one in found):
            return explain.walled_in(prospect, as_of, found, walled)
        return Suggestion(
            prospect=prospect,
            as_of=as_of,
            introducers=tuple(found),
            walled=walled,
            abstained="" if answered.linked else explain.no_path(prospect, answered),
            next_step="" if answered.linked else explain.next_step(prospect, answered),
        )

    def introducer(
        self, prospect: Prospect, address: AddressKey, as_of: datetime, *, rules: Rules = RULES
    ) -> Introducer | None:
        """One person's four numbers and reasons for *prospect*; None: never in touch with the
        owner.
        """
        answered = self.rank(prospect, seconds(as_of))
        number = self._store.addresses.find(address)
        if number is None:
            return None
        person = answered.grouping.of(number)
        desk = self._desk(answered, prospect, rules)
        ranked = answered.ranked.of(person)
        return None if ranked is None else desk.introducer(ranked)

    def _desk(self, answered: Answered, prospect: Prospect, rules: Rules) -> Explainer:
        return Explainer(
            self._store,
            answered,
            prospect,
            post=self._letters(answered.grouping),
            rules=rules,
            cards=self.card_owners(answered.view.as_of),
            firms=self.firms(answered.view.as_of),
        )

    def grouping(self, as_of: Time) -> Grouping:
        """Who is who as of a moment."""
        self._refresh()
        if self._moment is not None and self._moment.view.as_of == as_of:
            return self._moment.grouping
        return identity.group(self._edges, self._decisions, as_of)

    def edges(self) -> identity.Edges:
        """Which names were seen beside which addresses."""
        self._refresh()
        return self._edges

    def firms(self, as_of: Time) -> Firms:
        """How the mailbox calls organisations as of a moment."""
        self._refresh()
        if self._firms is None or self._firms[0] != as_of:
            self._firms = as_of, firms.known(self._store, as_of)
        return self._firms[1]

    def card_owners(self, as_of: Time) -> CardOwners:
        """Whose the cards are as of a moment."""
        self._refresh()
        if self._cards is None or self._cards[0] != as_of:
            grouping = self.grouping(as_of)
            firms = partial(self.firms, as_of)  # read only where a card's firm is compared
            owners = CardOwners(self._store, self._edges, grouping, firms)
            self._cards = as_of, owners
        return self._cards[1]

    def addresses_of(self, prospect: Prospect, as_of: Time) -> frozenset[AddressKey]:
        """Every address the prospect was known by at a moment, given or found by name."""
        self._refresh()
        grouping = self.grouping(as_of)
        view = AsOf(self._store, as_of, self._owner(grouping))
        found = view.addresses(self._addresses_of(view, grouping, prospect))
        return frozenset(prospect.addresses) | {row.key for row in found.values()}

    def _owner(self, grouping: Grouping) -> frozenset[AddressId]:
        """The owner's addresses, with those that identity holds to be the same person's."""
        known = (self._store.addresses.find(key) for key in self._store.owner)
        return frozenset(
            member for number in known if number is not None for member in grouping.members(number)
        )

    def prepare(self) -> None:
        """Read what all questions share, word lists included; done at need anyway."""
        self._refresh()
        self._called(prospect_of(organization="Any Ltd"), ())

    def moment(self, as_of: Time) -> Moment:
        """What all questions of one moment share, kept for the next one: a morning asks many."""
        self._refresh()
        if self._moment is None or self._moment.view.as_of != as_of:
            grouping = identity.group(self._edges, self._decisions, as_of)
            view = AsOf(
                self._store, as_of, self._owner(grouping), self._echoes, own_mail=self._own_mail
            )
            self._moment = Moment(view, grouping, self._acquaintances(view, grouping))
            self._known = {}
        return self._moment

    def _acquaintances(self, view: AsOf, grouping: Grouping) -> Acquaintances:
        habits = Manners(
            view.brought(self._bringings),
            manners.copied(self._store, view.owner, view.as_of),
            manners.past(self._store, view.owner, view.as_of),
        )
        return Acquaintances(view.volumes(), habits, grouping.of, view.as_of, FORM)

    def _refresh(self) -> None:
        if self._version != self._store.version:
            self._edges = people.edges(self._store)
            self._decisions = people.decisions(self._store)
            self._bringings = bringings(self._store)
            self._echoes = echoes(self._store)
            self._own_mail = OwnMail(self._store)
            self._naming = Naming(self._store, self._edges, self._echoes)
            self._hosts = {}
            self._post = self._moment = None
            self._firms = self._cards = None
            self._version = self._store.version

    def _evidence(self, view: AsOf, grouping: Grouping, prospect: Prospect) -> LinkEvidence:
        key = self._store.mention_key
        them = self._addresses_of(view, grouping, prospect)
        keys = {AddressKey(k) for k in prospect.addresses} | {
            row.key for row in view.addresses(them).values()
        }
        domains = self._employer_domains(prospect, view.as_of)
        staff = view.at_domains(domains) - view.owner - them
        called = self._called(prospect, domains)
        quoting = [mention_key(key, MentionKind.ADDRESS, k) for k in keys]
        labels = dict.fromkeys(label for name in called for label in labels_of(name))
        parsed = names.full_name(prospect.name) if prospect.name else None
        naming = (
            [mention_key(key, MentionKind.NAME, names.name_key(parsed))]
            if parsed and parsed.family
            else []
        )
        quoted_domain = view.mentions(
            mention_key(key, MentionKind.ADDRESS, "@" + d) for d in domains
        )
        subject = {word for label in labels for word in subject_words(label)}
        if parsed and parsed.family:
            subject |= subject_words(parsed.family)
        return LinkEvidence(
            prospect=them,
            employers=called,
            subject_words=frozenset(subject),
            shared=view.sights(them),
            meetings=view.meetings(them),
            quoted=view.mentions(quoting),
            named=view.mentions(naming),
            together=self._naming.together([*quoting, *naming], them, view.owner, grouping),
            sent=self._naming.sent(quoting, view),
            staff=staff,
            colleagues=people.employed_at(
                self._store, self.card_owners(view.as_of), called, view.as_of
            )
            - view.owner
            - them,
            employer=view.sights(
                staff | (them if domains else frozenset()), crowd=paths.EMPLOYER_CROWD
            ),
            employer_quoted=view.sights_of(quoted_domain, crowd=paths.EMPLOYER_CROWD),
            employer_named=view.mentions(
                mention_key(key, MentionKind.WORD, label) for label in labels
            ),
            subjects=view.mentions(mention_key(key, MentionKind.SUBJECT, word) for word in subject),
        )

    def _called(self, prospect: Prospect, domains: Iterable[str]) -> tuple[str, ...]:
        """The names of the prospect's employer; none for the owner's own, or self-employment."""
        own = {
            label
            for domain in self._own_domains()
            for label in labels_of(employer_of_domain(domain))
        }
        called = (prospect.organization, *map(employer_of_domain, domains))
        found = dict.fromkeys(name for name in called if names_somebody(name))
        return () if any(own.intersection(labels_of(name)) for name in found) else tuple(found)

    def _own_domains(self) -> frozenset[str]:
        own = {registrable_domain(key.rpartition("@")[2]) for key in self._store.owner}
        return frozenset(domain for domain in own if not is_free_mail(domain))

    def _addresses_of(
        self, view: AsOf, grouping: Grouping, prospect: Prospect
    ) -> frozenset[AddressId]:
        """The prospect's addresses as known then: those given, and all of the same person."""
        found: set[AddressId] = set()
        for key in prospect.addresses:
            number = self._store.addresses.find(key)
            if number is not None:
                found.update(grouping.members(number))
        if not prospect.addresses and prospect.name:
            found.update(people.bearing(self._edges, prospect.name, view.as_of))
        return frozenset(found - view.owner)

    def _employer_domains(self, prospect: Prospect, as_of: Time) -> tuple[str, ...]:
        """As given; where only the firm's name is, the domains whose people sign for it."""
        own = self._own_domains()
        given = prospect.domains or tuple(
            registrable_domain(a.rpartition("@")[2]) for a in prospect.addresses
        )
        if not given and prospect.organization:
            given = self.firms(as_of).domains(prospect.organization)
        return tuple(d for d in dict.fromkeys(given) if d not in own and not is_free_mail(d))
