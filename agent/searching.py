"""Ask the owner's own mail servers for a prospect: search → choose → read in memory → keep.

    words of the prospect ─► each folder ─► ids ─► mails the store knows ─► the newest of each
                                       author ─► texts, read as in the tier mentions ─► kept

What is found becomes the same keyed hashes in the same mail as if it had been read when it came, so
that reasons cite it and a past date sees only what was older. A search that ends half-way is begun
again: keeping twice changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from narrowcast.agent.core import seeking
from narrowcast.agent.core.choosing import Tracked
from narrowcast.agent.core.model import Prospect, ProspectId, Time
from narrowcast.agent.core.seeking import Done, Hit, Words
from narrowcast.agent.guarded import Guarded
from narrowcast.agent.pages import Pages
from narrowcast.agent.reading import Reading
from narrowcast.agent.sittings import Account
from narrowcast.agent.store import accounts as standings
from narrowcast.agent.store import searches
from narrowcast.agent.store.accounts import AccountState, Standing
from narrowcast.agent.store.store import ScopeState, Store
from narrowcast.connectors.base import Cursor, Page, Scope
from narrowcast.connectors.errors import (
    ConnectorError,
    CursorExpired,
    Emptied,
    RateLimited,
    Skippable,
)
from narrowcast.connectors.records import Message
from narrowcast.connectors.searching import SearchFor


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What one round of asking did."""

    servers: int = 0
    """Accounts that can be searched."""
    prospects: int = 0
    """How many were asked for on any of them."""
    left: int = 0
    """How many are due and were not begun on some."""
    read: int = 0
    """Mails whose texts were read."""
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Folder:
    scope: Scope
    state: ScopeState
    cursor: Cursor


_Found = dict[int, tuple[_Folder, Hit]]


def search(
    store: Store,
    accounts: Iterable[Account],
    prospects: Sequence[Prospect],
    how: Reading,
    now: Time,
    *,
    anew: bool = False,
    over: Callable[[], bool] = lambda: False,
) -> Searched:
    """Ask every account that can be searched for those of *prospects* that are due on it.

    *how*: with which key and what else texts are read. *anew*: all are due, and all mail is. Once
    it is *over* no further prospect is begun: the next round goes on with it.
    """
    pages = Pages(store, how, now, also=lambda *_: lambda: None, tracked=Tracked)
    done = [
        found.run(prospects, anew=anew, over=over)
        for account in accounts
        if (found := _Search(store, account, pages, now)).source.searches
    ]
    return Searched(
        servers=len(done),
        prospects=len({one for each in done for one in each.asked}),
        left=len({one for each in done for one in each.left}),
        read=sum(each.read for each in done),
        problems=tuple(problem for each in done for problem in each.problems),
    )


class _Search:
    """The search of one account."""

    def __init__(self, store: Store, account: Account, pages: Pages, now: Time) -> None:
        self._store, self._account, self._pages, self._now = store, account, pages, now
        self.source = Guarded(account)
        self.asked: list[ProspectId] = []
        self.left: list[ProspectId] = []
        self.read = 0
        self.problems: list[str] = []

    def run(
        self, prospects: Sequence[Prospect], *, anew: bool, over: Callable[[], bool]
    ) -> _Search:
        """Search for those that are due; what goes wrong is told, and tried again the next time."""
        name = self._account.name
        standing = standings.standing(self._store, name)
        if not standing.open_at(self._now, by_hand=True):
            self.problems.append(standing.problem)
            return self
        due = [*self._due(prospects, {} if anew else searches.done(self._store, name))]
        try:
            folders = self._folders() if due else []
            for place, (prospect, words, begin) in enumerate(due):
                if over():
                    self.left += [one.id for one, _, _ in due[place:]]
                    break
                if self._ask(folders, words, begin):
                    self.asked.append(prospect.id)
                    told = Done(self._said(searches.hashed(self._store, words)), self._now)
                    searches.note(self._store, prospect.id, name, told)
        except RateLimited as fault:
            self._wait(fault)
        except ConnectorError as fault:
            self.problems.append(_told(name, fault))
        if self._account.meter:
            standings.checked(self._store, (), self._account.meter.moved(), self._now)
        return self

    def _due(
        self, prospects: Iterable[Prospect], before: Mapping[ProspectId, Done]
    ) -> Iterator[tuple[Prospect, Words, Time]]:
        """Whom to search for, by which words, and from when on."""
        for prospect in prospects:
            words = seeking.words_for(prospect, self._store.owner)
            hashed, told = searches.hashed(self._store, words), before.get(prospect.id)
            said = told.words if told and told.words == hashed else self._said(hashed)
            begin = seeking.since(told, said, self._now)
            if words and begin is not None:
                yield prospect, words, begin

    def _said(self, hashed: str) -> str:
        """The words searched by, and whether the store knew all mail that a server could name: what
        is listed later was dated before, and would not be searched for what came since.
        """
        return hashed if searches.is_listed(self._store, self._account.name) else f"part {hashed}"

    def _folders(self) -> list[_Folder]:
        """What was read at least in part, so that the store knows the mails a server names."""
        found = []
        for scope in self.source.scopes():
            state = self._store.scope(self._account.name, self._account.connector_name, scope)
            if state.cursor is not None:
                found.append(_Folder(scope, state, state.cursor))
        return found

    def _ask(self, folders: Iterable[_Folder], words: Words, begin: Time) -> bool:
        """Search all folders; False where not one could be searched."""
        day = datetime.fromtimestamp(begin, UTC) if begin else None
        person: _Found = {}
        firm: _Found = {}
        failed: list[ConnectorError] = []
        worked = False
        for folder in folders:
            try:
                for one, found in ((words.person, person), (words.firm, firm)):
                    self._find(folder, SearchFor(words=one, since=day), found)
                worked = True
            except (Skippable, CursorExpired, Emptied) as fault:
                failed.append(fault)
        if failed and not worked:
            self.problems.append(_told(self._account.name, failed[0]))
        chosen = seeking.choose((hit for _, hit in person.values()), (h for _, h in firm.values()))
        self._keep(chosen, firm | person)
        return worked

    def _find(self, folder: _Folder, wanted: SearchFor, found: _Found) -> None:
        if not wanted.words:
            return
        named = self.source.search(folder.scope, folder.cursor, wanted, seeking.MOST_NAMED)
        for hit in searches.located(self._store, folder.state.row, named):
            found.setdefault(hit.message, (folder, hit))

    def _keep(self, chosen: Iterable[Hit], found: Mapping[int, tuple[_Folder, Hit]]) -> None:
        """Read the mails chosen, folder by folder, and keep what they name."""
        by_folder: dict[_Folder, list[Hit]] = defaultdict(list)
        for hit in chosen:
            by_folder[found[hit.message][0]].append(hit)
        for folder, hits in by_folder.items():
            wanted = [hit.remote for hit in hits]
            heads = self.source.records(folder.scope, wanted)
            texts = self.source.texts(folder.scope, wanted)
            read = tuple(
                replace(head, parts=texts[head.remote_id])
                for head in heads
                if isinstance(head, Message) and head.remote_id in texts
            )
            self.read += len(read)
            self._pages.keep(folder.state, Page(upserts=read, cursor=folder.cursor))

    def _wait(self, fault: RateLimited) -> None:
        """Come no earlier than the server says, whatever comes: reading waits, too."""
        name, after = self._account.name, min(standings.DAY, max(1.0, fault.after))
        self.problems.append(_told(name, fault))
        waiting = Standing(
            state=AccountState.WAITING,
            problem=_told(name, fault),
            retry_at=Time(self._now + round(after)),
            asked=True,
        )
        standings.set_standing(self._store, name, self._account.connector_name, waiting)


def _told(account: str, fault: ConnectorError) -> str:
    text = str(fault)
    return text if text.startswith(f"{account} ") else f"{account}: {text}"
