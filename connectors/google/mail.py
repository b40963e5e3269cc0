"""Gmail as one scope of mail.

    no cursor ──profile: anchor──► listing, newest first ──last page: COMPLETE──► live
    live      ──history since the anchor──► what is gone, what is new: pages of snapshot NONE
    listing, resumed: first what changed since, then on with the listing

To list a hundred messages costs as much of Google's quota as a quarter of a message, so a new
generation reads only what is not known (`Budget.known`). Pages are small: five messages a second
are all that the quota allows, and a page is kept while nobody else may write.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from narrowcast.connectors.base import Budget, Cursor, Page, Progress, Scope, ScopeId, Snapshot
from narrowcast.connectors.errors import CursorExpired, Transient
from narrowcast.connectors.google import bodies, changes, faults, heads, place, scopes
from narrowcast.connectors.google.api import Api
from narrowcast.connectors.google.messages import Messages
from narrowcast.connectors.google.place import Place
from narrowcast.connectors.google.settings import Quota, Settings
from narrowcast.connectors.records import Record, RemoteId, TextPart
from narrowcast.connectors.tiers import Tier

SCOPE = Scope(id=ScopeId("mail"), name="Gmail")
_LISTED = 100  # messages on a page of the listing
_PAGE = {Tier.HEADERS: 25, Tier.SIGNATURES: 20, Tier.MENTIONS: 12}
"""Messages on a page of ours, so that it and its texts come within five seconds of quota."""
_OLDER_PROJECTS = 4  # times as much quota
_DELETES = 5_000  # in one page
_LONG_BEFORE = 25  # in a row, before the day from which mail is read: the listing has passed it


class Mail:
    """The mail of one account."""

    def __init__(self, api: Api, settings: Settings) -> None:
        self._api, self._since = api, settings.since
        self._messages = Messages(api)
        self._times = _OLDER_PROJECTS if settings.quota is Quota.OLDER else 1

    def scopes(self) -> Iterable[Scope]:
        """The one scope, where the login may read mail; raises NeedsLogin."""
        if not {scopes.METADATA, scopes.READONLY}.isdisjoint(self._api.login.granted):
            yield SCOPE

    def pull(self, _: Scope, cursor: Cursor | None, budget: Budget) -> Iterator[Page]:
        """Pages, newest first; raises as `Api.execute`, and CursorExpired (history has ended)."""
        self._check(budget.tier)
        given = 0
        if cursor is None:
            here = self._begin()
        else:
            former = self._former(cursor)
            here = _with(former, changes.since(self._api, former.anchor))
            told = False
            for page, after in self._changed(here, budget):
                yield page
                told, given, here = True, given + _named(page), after
            if not told and not here.listing and here.anchor != former.anchor:
                yield Page(upserts=(), cursor=here.cursor())
        if here.listing:
            yield from self._listing(here, budget, given)

    def texts(
        self, wanted: Collection[RemoteId]
    ) -> Iterator[tuple[RemoteId, tuple[TextPart, ...]]]:
        """The texts of *wanted*; none where the login may not read them. Raises as
        `Api.execute`.
        """
        if not self._api.login.may(scopes.READONLY):
            return
        for one, told in self._messages.whole(wanted):
            piece = partial(self._messages.attachment, one)
            yield RemoteId(one), bodies.texts(told.get("payload"), piece)

    def records(self, _: Scope, wanted: Collection[RemoteId]) -> Iterator[Record]:
        """Read single messages again."""
        yield from self._wanted(found for _, found in self._messages.heads(wanted))

    def _check(self, tier: Tier) -> None:
        """Raises NeedsLogin where *tier* reads texts and the login may not."""
        if tier is not Tier.HEADERS and not self._api.login.may(scopes.READONLY):
            self._api.login.fail(
                f'privacy.tier is "{tier}", and Google was asked for the heads of mail alone'
            )

    def _begin(self) -> Place:
        profile = self._api.execute(
            self._api.gmail.users().getProfile(userId="me", fields="historyId,messagesTotal")
        )
        total = profile.get("messagesTotal", 0)
        return Place(
            anchor=str(profile.get("historyId", "")),
            total=total if isinstance(total, int) else 0,
            since=self._day(),
        )

    def _former(self, cursor: Cursor) -> Place:
        """Raises CursorExpired where mail is wanted that was left to another source until now."""
        former = place.read(cursor)
        if former.since and self._day() < former.since:
            raise CursorExpired("mail from an earlier day on is to be read; it is listed again")
        return replace(former, since=max(former.since, self._day())) if former.listing else former

    def _day(self) -> str:
        return self._since.date().isoformat() if self._since else ""

    def _changed(self, here: Place, budget: Budget) -> Iterator[tuple[Page, Place]]:
        """Pages of what is gone and of what is new, with the place behind each."""
        while here.gone:
            gone, left = here.gone[:_DELETES], here.gone[_DELETES:]
            here = replace(here, gone=left)
            yield self._page(here, deletes=gone), here
        given = 0
        while here.news and (room := self._room(budget, given)):
            asked, left = here.news[:room], here.news[room:]
            here = replace(here, news=left)
            found = [*self._messages.heads(asked)]
            gone = tuple(name for name, one in found if one is None)
            page = self._page(here, (one for _, one in found), gone)
            given += _named(page)
            yield page, here

    def _page(
        self, here: Place, found: Iterable[Record | None] = (), deletes: Iterable[str] = ()
    ) -> Page:
        return Page(
            upserts=self._wanted(found),
            deletes=tuple(map(RemoteId, deletes)),
            cursor=here.cursor(),
            snapshot=_partial(here),
        )

    def _listing(self, here: Place, budget: Budget, given: int) -> Iterator[Page]:
        """What is left of the listing; a page for each part of what Google lists at a time."""
        known: frozenset[RemoteId] | None = None
        while room := self._room(budget, given):
            if not here.rest and here.following:
                here, known = self._listed(here), None
            if known is None:
                known = self._known(here, budget)
            asked = here.rest[:room]
            still = tuple(RemoteId(one) for one in asked if one in known)
            found = dict(self._messages.heads(one for one in asked if one not in known))
            here = self._onward(here, asked, found)
            page = Page(
                upserts=self._wanted(found.values()),
                still=still,
                cursor=here.cursor(),
                snapshot=_partial(here) if here.listing else Snapshot.COMPLETE,
                progress=self._progress(here),
            )
            given += _named(page)
            yield page
            if not here.listing:
                return

    def _listed(self, here: Place) -> Place:
        """*here* with the next page of Google's listing that names anything."""
        token = here.following
        while token:
            request = self._api.mails.list(
                userId="me", maxResults=_LISTED, pageToken=None if token == place.FIRST else token,
                fields="messages/id,nextPageToken",
            )  # fmt: skip
            try:
                told = self._api.execute(request)
            except faults.Said as refusal:
                if refusal.status == 400 and token != place.FIRST:
                    raise CursorExpired("Google no longer knows how far it had listed") from None
                raise
            former, token = token, str(told.get("nextPageToken") or "")
            if token == former:
                raise Transient("Google lists in circles")
            if ids := tuple(str(one["id"]) for one in told.get("messages", ())):
                return replace(here, rest=ids, following=token)
        return replace(here, rest=(), following="")

    def _known(self, here: Place, budget: Budget) -> frozenset[RemoteId]:
        if budget.known is None or not here.rest:
            return frozenset()
        return budget.known([RemoteId(one) for one in here.rest])

    def _onward(
        self, here: Place, asked: tuple[str, ...], found: Mapping[str, Record | None]
    ) -> Place:
        """Behind *asked*, of which *found* were read and the others known; the end of the listing,
        if it is.
        """
        rest, older = here.rest[len(asked) :], here.older
        for one in asked:
            record = found.get(one)
            if self._since and record and heads.is_before(record, self._since):
                older += 1
            elif record or one not in found:
                older = 0
        ended = older >= _LONG_BEFORE or not (rest or here.following)
        return replace(
            here,
            rest=() if ended else rest,
            following="" if ended else here.following,
            listing=not ended,
            older=0 if ended else older,
            done=here.done + len(asked),
        )

    def _progress(self, here: Place) -> Progress:
        """Google counts also what it does not list, and what is older than what we read."""
        if not here.listing:
            return Progress(done=here.done, total=here.done)
        return Progress(done=here.done, total=None if self._since else max(here.total, here.done))

    def _wanted(self, found: Iterable[Record | None]) -> tuple[Record, ...]:
        """What is mail of ours: what came before `since` is left to another source."""
        since = self._since
        return tuple(one for one in found if one and not (since and heads.is_before(one, since)))

    def _room(self, budget: Budget, given: int) -> int:
        return min(budget.room(given), _PAGE[budget.tier] * self._times)


def _with(here: Place, changed: changes.Changes) -> Place:
    """*here* with what *changed* to be read, and without what is gone."""
    gone = frozenset(changed.gone)
    told = dict.fromkeys((*changed.news, *here.news))
    return replace(
        here,
        anchor=changed.anchor,
        news=tuple(one for one in told if one not in gone),
        gone=tuple(dict.fromkeys((*here.gone, *changed.gone))),
        rest=tuple(one for one in here.rest if one not in gone),
    )


def _named(page: Page) -> int:
    """How much of a budget *page* uses up; what turned out to be no mail costs nothing."""
    return len(page.upserts) + len(page.still)


def _partial(here: Place) -> Snapshot:
    return Snapshot.PARTIAL if here.listing else Snapshot.NONE
