"""What becomes of a page, on the writer's thread: learned, its texts chosen, read, kept whole.

    heads ─► learn ─► choose ──(the connector fetches texts)──► learn those again ─► read ─► keep
    texts in the page ─► learn ─────────────────────────────────────────────────────► read ─► keep

A record on which our own code fails is set aside as unreadable; the others of its page are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from narrowcast.agent import reading
from narrowcast.agent.core import choosing, forgetting
from narrowcast.agent.core.choosing import ReadBefore, Rules, Spent, Tracked
from narrowcast.agent.core.learn import Changes, Seen, learn
from narrowcast.agent.core.model import AddressKey, Time
from narrowcast.agent.reading import Reading
from narrowcast.agent.store import blocks, texts
from narrowcast.agent.store import forgetting as stored_forgetting
from narrowcast.agent.store.store import ScopeState, Store, StoreFault
from narrowcast.agent.store.texts import TextRead
from narrowcast.connectors.base import Cursor, Page
from narrowcast.connectors.records import Message, Record, RemoteId, TextPart, Unreadable
from narrowcast.connectors.tiers import Tier

OnPage = Callable[[str, Page], Callable[[], None]]
"""Judges a page of an account before it is kept; what it returns writes what the page caused."""

Texts = Mapping[RemoteId, tuple[TextPart, ...]]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A page of heads, learned, and the records whose texts it wants."""

    page: Page
    changes: Changes
    wanted: frozenset[RemoteId] = frozenset()


def named(page: Page) -> int:
    """How many records of the source *page* names, told or known."""
    return len(page.upserts) + len(page.still)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a kept page held."""

    messages: int
    """New ones."""
    records: int
    """Told by the page, or known and named by it."""
    unreadable: int


class Pages:
    """Takes the pages of one sync; called by the thread that owns the store."""

    def __init__(
        self,
        store: Store,
        how: Reading,
        now: Time,
        *,
        also: OnPage,
        tracked: Callable[[], Tracked],
    ) -> None:
        self._store, self._reading, self._now = store, how, now
        self._also, self._tracked = also, tracked
        self._owner = store.owner
        self._forgotten = stored_forgetting.forgotten(store)
        self._spent = texts.spent(store)
        self._before: dict[AddressKey, ReadBefore] = {}
        self._looked_up: set[AddressKey] = set()
        """The authors of whom *_before* tells all there is in the store."""

    # ---- a page whose texts are still on the server ----------------------------------------------

    def weigh(self, page: Page, *, anew: bool = False) -> Weighed:
        """Learn a page of heads and choose the texts worth fetching.

        *anew*: also of mail that is known, for it was chosen from under a smaller tier.
        """
        changes = self._learned(page)
        if self._reading.tier is Tier.HEADERS and not self._tracked().is_anything:
            return Weighed(page, changes)
        heads = {one.remote_id: one for one in page.upserts if isinstance(one, Message)}
        seen_before = () if anew else [seen.identity for _, seen in changes.messages]
        known = texts.known(self._store, seen_before)
        fresh: dict[int, tuple[Message, Seen]] = {}
        for remote, seen in changes.messages:
            if seen.identity not in known:
                fresh.setdefault(seen.identity, (heads[remote], seen))
        if not fresh:
            return Weighed(page, changes)
        return Weighed(page, changes, self._chosen(list(fresh.values())))

    def _chosen(self, fresh: Sequence[tuple[Message, Seen]]) -> frozenset[RemoteId]:
        rules = Rules(tier=self._reading.tier, owner=self._owner, tracked=self._tracked())
        authors = {seen.author.key for _, seen in fresh if seen.author}
        found = texts.read_before(self._store, authors - self._looked_up)
        self._before.update(found)
        self._looked_up |= authors
        return choosing.choose(fresh, rules, self._before, self._spent)

    def keep_weighed(
        self,
        state: ScopeState,
        weighed: Weighed,
        found: Texts,
        gone: Collection[RemoteId] = (),
    ) -> Kept:
        """Keep a page of heads with the texts *found* for it.

        What is *gone* from the folder before its text was read is as if never seen here: once kept,
        it would be known where it was moved to, and its text not asked for.
        """
        if gone:
            weighed = self._without(weighed, gone)
        page = weighed.page
        if not found:
            return self._keep(state, page, weighed.changes)
        whole = replace(page, upserts=tuple(_with_text(one, found) for one in page.upserts))
        read = replace(
            page, upserts=tuple(one for one in whole.upserts if one.remote_id in found), deletes=()
        )
        return self._keep(state, whole, _again(weighed.changes, self._learned(read)), set(found))

    def _without(self, weighed: Weighed, gone: Collection[RemoteId]) -> Weighed:
        page = weighed.page
        there = tuple(one for one in page.upserts if one.remote_id not in gone)
        less = replace(page, upserts=there, deletes=(*page.deletes, *sorted(gone)))
        return Weighed(less, self._learned(less))

    # ---- keeping ---------------------------------------------------------------------------------

    def keep(self, state: ScopeState, page: Page) -> Kept:
        """Keep a page that holds its texts, or needs none."""
        return self._keep(state, page, self._learned(page))

    def _keep(
        self, state: ScopeState, page: Page, changes: Changes, fetched: Collection[RemoteId] = ()
    ) -> Kept:
        changes = self._read(page, changes)
        # Judged before, written with the page: killed in between, both come again, or neither.
        along, unheard = self._heard(state.account, page)
        changes = replace(changes, unreadable=(*changes.unreadable, *unheard))
        reads = _reads(changes, fetched) if fetched else ()

        def write() -> None:
            texts.note(self._store, reads)
            for write_one in along:
                write_one()

        messages = self._store.keep(state, changes, page.cursor, page.snapshot, self._now, write)
        self._spent = Spent(
            messages=self._spent.messages + messages, texts=self._spent.texts + len(reads)
        )
        # What was noted is looked up anew.
        self._looked_up -= {read.seen.author.key for read in reads if read.seen.author}
        return Kept(messages, named(page), len(changes.unreadable))

    def _learned(self, page: Page) -> Changes:
        try:
            changes = learn(page)
        except Exception:  # noqa: BLE001 (one record must not keep the others out)
            changes = _joined(page, [_learned_alone(one) for one in page.upserts])
        return forgetting.without(changes, self._forgotten)

    def _read(self, page: Page, changes: Changes) -> Changes:
        try:
            return reading.read(page, changes, self._reading, self._known)
        except StoreFault:
            raise
        except Exception:  # noqa: BLE001 (as above)
            return self._read_alone(page, changes)

    def _read_alone(self, page: Page, changes: Changes) -> Changes:
        """Read record by record; what our code fails on is set aside, head and all."""
        records = {one.remote_id: one for one in page.upserts}
        read: list[Changes] = []
        for remote, seen in changes.messages:
            one = replace(page, upserts=(records[remote],))
            try:
                alone = Changes(messages=((remote, seen),))
                read.append(reading.read(one, alone, self._reading, self._known))
            except StoreFault:
                raise
            except Exception as fault:  # noqa: BLE001 (as above)
                read.append(Changes(unreadable=(_set_aside(remote, fault),)))
        joined = _joined(page, read)
        return replace(
            changes,
            messages=joined.messages,
            signed=joined.signed,
            tidings=joined.tidings,
            unreadable=(*changes.unreadable, *joined.unreadable),
        )

    def _heard(self, account: str, page: Page) -> tuple[list[Callable[[], None]], list[Unreadable]]:
        """What the page causes, and the mails that nobody could make out."""
        audible = forgetting.audible(page, self._forgotten)
        try:
            return [self._also(account, audible)], []
        except StoreFault:
            raise
        except Exception:  # noqa: BLE001 (as above)
            return self._heard_alone(account, audible)

    def _heard_alone(
        self, account: str, page: Page
    ) -> tuple[list[Callable[[], None]], list[Unreadable]]:
        along: list[Callable[[], None]] = []
        unheard: list[Unreadable] = []
        for one in page.upserts:
            try:
                along.append(self._also(account, replace(page, upserts=(one,))))
            except StoreFault:
                raise
            except Exception as fault:  # noqa: BLE001 (as above)
                unheard.append(_set_aside(one.remote_id, fault))
        return along, unheard

    def _known(self, author: AddressKey) -> frozenset[bytes]:
        assert self._reading.reader is not None
        return blocks.known(self._store.conn, author, self._reading.reader.version)


def _learned_alone(record: Record) -> Changes:
    try:
        return learn(Page(upserts=(record,), cursor=Cursor("")))
    except Exception as fault:  # noqa: BLE001 (as above)
        return Changes(unreadable=(_set_aside(record.remote_id, fault),))


def _set_aside(remote: RemoteId, fault: Exception) -> Unreadable:
    """Say of a record that our code fails on it, without a word of what stands in it."""
    return Unreadable(remote_id=remote, reason=f"{type(fault).__name__}, a fault of ours")


def _joined(page: Page, parts: Sequence[Changes]) -> Changes:
    """The changes of single records as those of their page."""
    whole = {
        one.name: tuple(entry for part in parts for entry in getattr(part, one.name))
        for one in fields(Changes)
    }
    return replace(Changes(**whole), deletes=page.deletes, still=page.still)


def _again(whole: Changes, read: Changes) -> Changes:
    """*whole* with what its mails taught once more, with their texts."""
    messages = dict(read.messages)
    return replace(
        whole,
        messages=tuple((remote, messages.get(remote, seen)) for remote, seen in whole.messages),
        notices=(*whole.notices, *read.notices),
        meetings=(*whole.meetings, *read.meetings),
        unreadable=(*whole.unreadable, *read.unreadable),
    )


def _with_text(record: Record, found: Texts) -> Record:
    parts = found.get(record.remote_id)
    return replace(record, parts=parts) if parts and isinstance(record, Message) else record


def _reads(changes: Changes, fetched: Collection[RemoteId]) -> tuple[TextRead, ...]:
    signed = {one.identity for one in changes.signed}
    return tuple(
        TextRead(seen, seen.identity in signed)
        for remote, seen in changes.messages
        if remote in fetched and seen.author is not None and seen.time is not None
    )
