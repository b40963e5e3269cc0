"""Which mails hold some words, by Gmail's own index (`messages.list` with `q`)."""

from __future__ import annotations

from collections.abc import Iterator

from narrowcast.connectors import searching
from narrowcast.connectors.errors import NeedsLogin, Skippable
from narrowcast.connectors.google import scopes
from narrowcast.connectors.google.api import Api
from narrowcast.connectors.searching import SearchFor

_HEADS_ONLY = 'it may read heads only, and so not search; set privacy.tier = "signatures"'
_LISTED = 500  # the most that a page of the listing may hold


def found(api: Api, wanted: SearchFor, limit: int) -> Iterator[str]:
    """Ids, newest first; spam and trash are not searched. Raises as `Api.execute`, and Skippable
    where the login may read heads only.
    """
    if not api.login.may(scopes.READONLY):
        raise Skippable(str(NeedsLogin(api.account, _HEADS_ONLY)))
    query, token, told_before = searching.gmail(wanted), "", set[str]()
    while query and limit > 0:
        told = api.execute(
            api.mails.list(
                userId="me", q=query, maxResults=min(limit, _LISTED), pageToken=token or None,
                fields="messages/id,nextPageToken",
            )
        )  # fmt: skip
        ids = [str(one["id"]) for one in told.get("messages", ())][:limit]
        yield from ids
        limit -= len(ids)
        token = str(told.get("nextPageToken") or "")
        if not token or token in told_before:
            return
        told_before.add(token)
