"""The composition root: settings and files become one workplace, closed where it was opened."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from secrets import SystemRandom, token_bytes

from narrowcast.agent import (
    answering,
    archive,
    clock,
    holding,
    learning,
    lock,
    orders,
    outbox,
    secrets,
    sources,
    sync,
    telling,
    traffic_left,
)
from narrowcast.agent.asking import Desk
from narrowcast.agent.blocks import BlockReader
from narrowcast.agent.config import Settings
from narrowcast.agent.contacts import Acquaintance, Contacts
from narrowcast.agent.core import walls
from narrowcast.agent.core.etiquette import Caps
from narrowcast.agent.core.identity import DecisionKind, Group, Grouping
from narrowcast.agent.core.model import (
    AddressKey,
    Introducer,
    Owner,
    Prospect,
    Suggestion,
    Time,
)
from narrowcast.agent.core.model import seconds as seconds
from narrowcast.agent.core.numbers import zone_of
from narrowcast.agent.errors import ConfigError, InputError
from narrowcast.agent.explain import Rules
from narrowcast.agent.learning import Teacher
from narrowcast.agent.morning import Office
from narrowcast.agent.moving import FoundMove, Moving
from narrowcast.agent.places import Places
from narrowcast.agent.reading import Reading
from narrowcast.agent.store import accounts as standings
from narrowcast.agent.store import persons, prospects
from narrowcast.agent.store.decisions import decide, never
from narrowcast.agent.store.lookup import last_written
from narrowcast.agent.store.reopenings import Reopening
from narrowcast.agent.store.store import Store
from narrowcast.agent.suggest import Advisor
from narrowcast.agent.sync import Account as Source
from narrowcast.agent.sync import Manners, Meter, Watcher
from narrowcast.agent.voice import voice
from narrowcast.connectors import registry
from narrowcast.connectors.base import Budget, Closable, Sender
from narrowcast.connectors.formats.addresses import canonical
from narrowcast.connectors.offline import OFFLINE

PATIENCE_SECONDS = 8.0
"""How long a command waits for another; `sync --watch` holds the store for a second or two."""

chance = SystemRandom().random
"""Between 0 and 1: takes from waits what would have many return together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one round of reading, listening and sending did."""

    synced: sync.Synced
    heard: tuple[answering.Heard, ...]
    sent: tuple[outbox.Delivery, ...]


@dataclass(slots=True)
class Workplace:
    """One store with the settings it is used under."""

    settings: Settings
    store: Store
    advisor: Advisor
    owner: Owner
    sender: Sender
    """Where approved letters leave."""
    carrier: str
    """The account that the sender is of; '' the outbox folder."""
    leaves_from: str
    """The owner's address that the sender is for; '' any."""
    drawer: Sender
    """The outbox folder on this machine; the sender, too, where no account sends."""
    data: Path | None
    taught: tuple[datetime, Teacher] | None = None

    def sync(self, now: datetime, watch: Watcher = lambda _: None, *, again: bool = False) -> Round:
        """Read all enabled accounts, listening for answers; let due letters go.

        *again*: also what was given up. Raises ConfigError where there is no account to read.
        """
        with accounts_of(self.settings, self.data) as accounts:
            manners = Manners(again=again, chance=chance)
            return self.round(now, accounts, manners, watch)

    def round(
        self,
        now: datetime,
        accounts: Iterable[Source],
        manners: Manners,
        watch: Watcher = lambda _: None,
    ) -> Round:
        """Read *accounts*, listening for answers; let due letters go."""
        budget = Budget(tier=self.settings.privacy.tier)
        listener = answering.Listener(self.store, self.advisor, self.owner, now)
        synced = sync.sync(
            self.store,
            accounts,
            now=seconds(now),
            budget=budget,
            reader=BlockReader(),
            subjects=self.settings.privacy.store_subjects,
            watch=watch,
            also=orders.Hearing(self.store, self.owner, now, listener),
            tracked=listener.tracked,
            manners=manners,
        )
        listener.meet()
        passed = answering.pass_time(self.store, now)
        orders.carry_out(self.office(), now)
        sent = outbox.tick(
            self.store,
            self.sender,
            seconds(now),
            holding.hold(self.settings, self.data, zone_of(self.owner)),
            carrier=self.carrier,
            leaves_from=self.leaves_from,
            by_hand=manners.by_hand,
        )
        return Round(synced=synced, heard=(*listener.heard, *passed), sent=sent)

    def sync_archive(self, watch: Watcher = lambda _: None) -> int:
        """Keep the owner's part of archives that many share; return the number of messages."""
        connectors = [sources.connect(one, self.data) for one in self.settings.accounts]
        how = Reading(self.settings.privacy.tier, self.store.mention_key, BlockReader())
        mails = archive.part(archive.read(connectors, how, watch), self.store.owner)
        kept = list(mails)
        archive.keep(self.store, "archive", kept)
        return len(kept)

    def suggest(self, prospect: Prospect, as_of: datetime, *, limit: int = 3) -> Suggestion:
        """Say whom to ask for *prospect* under the owner's rules."""

        def ask(limit: int) -> Suggestion:
            return self.advisor.suggest(prospect, as_of, rules=self._rules(), limit=limit)

        return self._teacher(as_of).suggest(prospect, limit, ask)

    def introducer(self, prospect: Prospect, text: str, as_of: datetime) -> Introducer:
        """Tell all about the person *text* names as an introducer; raises NotFound, Unclear."""
        group = Contacts(self.store, self.advisor, seconds(as_of)).find(text)
        found = self.advisor.introducer(prospect, group.keys[0], as_of, rules=self._rules())
        if found is None:
            raise InputError(
                f"{group.name} never exchanged a mail with you; see: narrowcast contacts"
            )
        return self._teacher(as_of).introducer(found, prospect)

    def _teacher(self, as_of: datetime) -> Teacher:
        """What former asks teach; read once for all questions of one moment."""
        if self.taught is None or self.taught[0] != as_of:
            current = partial(persons.current, self.store, self.grouping(as_of))
            self.taught = as_of, learning.teacher(self.store, as_of, current)
        return self.taught[1]

    def grouping(self, as_of: datetime) -> Grouping:
        """Who is who."""
        return self.advisor.grouping(seconds(as_of))

    def moves(self, since: Time, as_of: datetime) -> tuple[FoundMove, ...]:
        """Who changed jobs since a moment, newest first."""
        return Moving(self.store, self.advisor, seconds(as_of)).found(since)

    def near(self, count: int, as_of: datetime) -> tuple[Acquaintance, ...]:
        """The strongest contacts."""
        return Contacts(self.store, self.advisor, seconds(as_of)).strongest(count)

    def notice_moves(self, as_of: datetime) -> tuple[Reopening, ...]:
        """Bring back the prospects to whose firms a contact moved; return what is new."""
        if not prospects.hoped_for(self.store):
            return ()
        return Moving(self.store, self.advisor, seconds(as_of)).notice()

    def stuck(self) -> tuple[str, ...]:
        """What is wrong with accounts that are not read before the owner mends it, a sentence each;
        of a login it ends with the command.
        """
        return tuple(
            found.problem
            for _, found in self._troubles()
            if found.state is not standings.AccountState.WAITING
        )

    def _troubles(self) -> Iterable[tuple[str, standings.Standing]]:
        enabled = {account.name for account in self.settings.accounts if account.enabled}
        return (one for one in standings.troubles(self.store) if one[0] in enabled)

    def office(self) -> Office:
        """Where the morning mail is made."""
        answerable = self.settings.morning.answer_to_approve
        lines = telling.accounts_and_scopes(self.store, self._troubles())
        held = holding.lines(self.settings, self.data, zone_of(self.owner))
        paused = "; ".join(one.text for one in held)
        return Office(self.desk(), self, tuple(lines), answerable=answerable, paused=paused)

    def _rules(self) -> Rules:
        return Rules(
            walls=walls.named(self.settings.walls.domains, self.settings.walls.names),
            never=frozenset(never(self.store)) | frozenset(self._walled()),
            zone=self.owner.zone,
        )

    def _walled(self) -> Iterable[AddressKey]:
        return (AddressKey(canonical(one)) for one in self.settings.walls.persons)

    def desk(self) -> Desk:
        """Where asks are written and approved."""
        caps = self.settings.caps
        return Desk(
            store=self.store,
            owner=self.owner,
            caps=Caps(
                per_day=caps.per_day,
                per_week=caps.per_week,
                introducer_days=caps.per_introducer_days,
                per_introducer_year=caps.per_introducer_year,
            ),
            walls=walls.named(self.settings.walls.domains, self.settings.walls.names),
            walled=dict.fromkeys(self._walled(), "behind a wall of yours"),
            holidays=self.settings.letters.days_off,
            confidential=self.settings.letters.confidential,
            voice=voice(self.settings),
        )

    def decide(
        self,
        kind: DecisionKind,
        who: Sequence[str],
        now: Time,
        *,
        others: Sequence[str] = (),
        name: str = "",
    ) -> Group:
        """Keep the owner's decision about persons; return the first of *who* as it now stands."""
        people = Contacts(self.store, self.advisor, now)
        groups = [people.find(one) for one in who]
        apart = [AddressKey(canonical(one)) for one in others]
        # A split is about the addresses typed; the others about persons, with all addresses.
        keys = (
            [AddressKey(canonical(one)) for one in who]
            if kind is DecisionKind.SPLIT
            else [key for group in groups for key in group.keys]
        )
        decide(self.store, kind, keys, now, others=apart, name=name)
        return Contacts(self.store, self.advisor, Time(now + 1)).find(keys[0])


@contextmanager
def accounts_of(settings: Settings, data: Path | None) -> Generator[tuple[Source, ...]]:
    """Open all enabled accounts, and close their connections at the end.

    Raises ConfigError where there is none to read.
    """
    enabled = [
        account
        for account in settings.accounts
        if account.enabled and not registry.only_sends(account.connector)
    ]
    if not enabled:
        raise ConfigError(
            "accounts",
            "has none to read; run: narrowcast init --mail PATH, or narrowcast connect imap"
            " ADDRESS",
        )
    with ExitStack() as stack:
        opened = []
        for account in enabled:
            connector, egress = sources.opened(account, data)
            if isinstance(connector, Closable):
                stack.callback(connector.close)
            meter = Meter(egress)
            opened.append(Source(account.name, account.connector, connector, meter))
        yield tuple(opened)


@contextmanager
def workplace(
    settings: Settings, places: Places, *, patience: float = PATIENCE_SECONDS
) -> Generator[Workplace]:
    """Open the owner's store, alone; raises Busy, StoreUnreadable, StoreTooNew, ConfigError.

    Where another narrowcast is at work, it is waited for, *patience* seconds at most.
    """
    with ExitStack() as stack:
        stack.enter_context(lock.alone(places.lock, patience=patience))
        key = secrets.mention_key(places.data, store=places.store)
        store = stack.enter_context(Store.open(places.store, mention_key=key))
        work = _furnished(settings, store, places.outbox, places.data)
        if isinstance(work.sender, Closable):
            stack.callback(work.sender.close)
        yield work
        traffic_left.note(store, places.data, seconds(clock.now()))


@contextmanager
def throwaway(settings: Settings, letters: Path) -> Generator[Workplace]:
    """Open a store in memory that is gone at the end: for `try`; *letters* is its outbox."""
    with Store.open(None, mention_key=token_bytes(secrets.KEY_BYTES)) as store:
        yield _furnished(settings, store, letters)


def _furnished(
    settings: Settings, store: Store, letters: Path, data: Path | None = None
) -> Workplace:
    owner = owner_of(settings)
    store.set_owner(owner.addresses)
    drawer = registry.load_sender("maildir", {"path": str(letters)}, OFFLINE)
    senders = [one for one in settings.accounts if one.send and data is not None]
    sending = next((one for one in senders if one.enabled), None)
    sender: Sender = drawer
    carrier, leaves_from = "", ""
    if sending is not None and data is not None:
        sender = sources.sender(sending, data)
        leaves_from = sources.sends_from(sending, owner)
        carrier = sending.name
    elif senders:
        carrier = senders[0].name
        sender = sources.SwitchedOff(carrier)
    # Letters leave from the sending account's address, else from the one that is in use; an old
    # job's is kept for recognising mail only.
    used = sorted(owner.addresses, key=lambda key: (key != leaves_from, -last_written(store, key)))
    owner = replace(owner, addresses=tuple(used))
    advisor = Advisor(store)
    return Workplace(
        settings=settings,
        store=store,
        advisor=advisor,
        owner=owner,
        sender=sender,
        carrier=carrier,
        leaves_from=leaves_from,
        drawer=drawer,
        data=data,
    )


def owner_of(settings: Settings) -> Owner:
    """Who the program works for; raises ConfigError where no address is known."""
    said = settings.owner
    if not said.addresses:
        raise ConfigError(
            "owner.addresses",
            "is empty; run: narrowcast init --mail PATH, or narrowcast connect imap ADDRESS",
        )
    return Owner(
        name=said.name,
        addresses=tuple(AddressKey(canonical(address)) for address in said.addresses),
        zone=said.zone or clock.machine_zone(),
        pitch=said.pitch,
        credential=said.credential,
    )
