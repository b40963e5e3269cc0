"""What changed in a mailbox since a historyId (`users.history.list`).

History is read to its end before anything of it is used: the historyId that is good for the next
time is the one of its last page. It names messages; what they say now is read afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from narrowcast.connectors.errors import CursorExpired, Transient
from narrowcast.connectors.google import faults, heads
from narrowcast.connectors.google.api import Api

_TYPES = ["messageAdded", "messageDeleted", "labelAdded", "labelRemoved"]
_PAGE = 500  # the most that Google gives
_MASK = (
    "historyId,nextPageToken,history(messagesAdded/message(id,labelIds),messagesDeleted/message/id,"
    "labelsAdded(labelIds,message(id,labelIds)),labelsRemoved(labelIds,message(id,labelIds)))"
)
_TELLING = heads.LEFT_OUT | {"SENT"}
"""Labels that change whether a message is read, or whose it is. To be read, archived, starred or
filed changes nothing that a mail says, and happens to most of them.
"""
_OUTDATED = frozenset({400, 404})
_PAGES = 10_000
_MOST = 10_000
"""Messages that changed; every cursor holds those still to be read, and to list them is cheaper."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What to read anew, what is gone, and from where to ask the next time."""

    news: tuple[str, ...]
    """Newest first, as the listing goes."""
    gone: tuple[str, ...]
    """Also what came since: a listing that began meanwhile may have named it."""
    anchor: str


def since(api: Api, anchor: str) -> Changes:
    """All changes after *anchor*; raises CursorExpired where Google no longer knows it, or there
    are more than we hold.
    """
    state: dict[str, bool] = {}  # of each message named, in the order of its last change: it stays
    at = anchor
    for told in _sheets(api, anchor):
        history = told.get("history")
        for entry in history if isinstance(history, list) else ():
            for one, stays in _named(entry):
                state.pop(one, None)
                state[one] = stays
        if len(state) > _MOST:
            raise CursorExpired("too much changed since; the mail is listed again")
        at = str(told.get("historyId") or at)
    return Changes(
        news=tuple(one for one in reversed(state) if state[one]),
        gone=tuple(one for one, stays in state.items() if not stays),
        anchor=at,
    )


def _sheets(api: Api, anchor: str) -> Iterator[dict[str, Any]]:
    token, seen = "", set[str]()
    for _ in range(_PAGES):
        request = api.gmail.users().history().list(
            userId="me", startHistoryId=anchor, historyTypes=_TYPES, maxResults=_PAGE,
            pageToken=token or None, fields=_MASK,
        )  # fmt: skip
        try:
            told = api.execute(request)
        except faults.Said as refusal:
            if refusal.status in _OUTDATED:
                raise CursorExpired(
                    "Google no longer knows what changed since; the mail is listed again"
                ) from None
            raise
        yield told
        token = str(told.get("nextPageToken") or "")
        if not token:
            return
        if token in seen:
            break
        seen.add(token)
    raise Transient("Google's history has no end")


def _named(entry: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """The messages that an entry of history names, and whether each is mail after it."""
    for one in entry.get("messagesAdded", ()):
        yield _id(one), _stays(one)
    for key in ("labelsAdded", "labelsRemoved"):
        for one in entry.get(key, ()):
            if _tells(one, taken=key == "labelsRemoved"):
                yield _id(one), _stays(one)
    for one in entry.get("messagesDeleted", ()):
        yield _id(one), False


def _tells(change: Mapping[str, Any], *, taken: bool) -> bool:
    """Whether labels that were given or *taken* matter; also where it is not said which were: what
    was taken cannot be there still (myworld names what is left).
    """
    changed = frozenset(change.get("labelIds", ()))
    return not _TELLING.isdisjoint(changed) or (
        taken and changed <= frozenset(heads.labels_of(change["message"]))
    )


def _id(change: Mapping[str, Any]) -> str:
    return str(change["message"]["id"])


def _stays(change: Mapping[str, Any]) -> bool:
    return heads.is_mail(heads.labels_of(change["message"]))
