"""Reading single messages: those that are gone are left out, one that breaks spoils no other."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from threading import local
from typing import Any
from urllib.parse import quote

from googleapiclient.http import HttpRequest

from narrowcast.connectors.errors import Skippable, Transient
from narrowcast.connectors.google import faults, heads
from narrowcast.connectors.google.api import Api
from narrowcast.connectors.google.transport import Lost, TimedOut
from narrowcast.connectors.http import TooLarge
from narrowcast.connectors.records import Record

Told = dict[str, Any]
_PLACE = "0123456789abcdef"  # stands for the id in a request that is used again
_BROKEN = 3  # messages in a row that cannot be had: it is Google's fault and not theirs
_SINGLE = (faults.Faltered, faults.Said, Lost, TooLarge)
"""What may be the fault of one message."""
_ITS_OWN = frozenset({400, 404, 410})
"""Refusals that say something of one message and nothing of the others."""


class Messages:
    """The messages of one mailbox; any thread may ask."""

    def __init__(self, api: Api) -> None:
        self._api, self._own = api, local()
        self._names: dict[str, str] = {}
        """Of the owner's labels, by id; '' what Google does not name."""

    def heads(self, ids: Iterable[str]) -> Iterator[tuple[str, Record | None]]:
        """The record of each of *ids*, in order; None: it is gone, or no mail (a draft, a chat).

        Raises as `Api.execute`.
        """
        for one, told in self._asked(ids):
            if isinstance(told, Exception):
                yield one, heads.unreadable(one, f"Google cannot show it: {told}")
            elif told is None or not heads.is_mail(heads.labels_of(told)):
                yield one, None
            else:
                yield one, heads.record({**told, "id": one}, self._named(heads.labels_of(told)))

    def whole(self, ids: Iterable[str]) -> Iterator[tuple[str, Told]]:
        """Each of *ids* with its texts (format `full`); what is gone or refused is left out, and
        what is too large has none: it would be so the next time, and keep all others back.

        Raises as `Api.execute`, and Transient where one is broken: texts are asked for again.
        """
        for one in ids:
            request = self._api.mails.get(userId="me", id=one, format="full", fields="payload")
            try:
                yield one, self._api.execute(request)
            except TooLarge:
                yield one, {}
            except faults.Said as refusal:
                if refusal.status not in _ITS_OWN:
                    raise

    def attachment(self, message: str, name: str) -> str:
        """The octets of a part that Google does not hand out with its message, in base64url; ''
        where they cannot be had.
        """
        request = self._api.mails.attachments().get(userId="me", messageId=message, id=name)
        try:
            return str(self._api.execute(request).get("data") or "")
        except TooLarge:
            return ""
        except faults.Said as refusal:
            if refusal.status not in _ITS_OWN:
                raise
            return ""

    def _named(self, labels: Iterable[str]) -> Mapping[str, str]:
        """The names of labels, asked for where one is met that is not known."""
        new = {one: "" for one in labels if one not in self._names and not heads.is_system(one)}
        if new:
            request = self._api.gmail.users().labels().list(userId="me", fields="labels(id,name)")
            told = self._api.execute(request).get("labels", ())
            self._names = new | {str(one.get("id")): str(one.get("name", "")) for one in told}
        return self._names

    def _asked(self, ids: Iterable[str]) -> Iterator[tuple[str, Told | Exception | None]]:
        """What Google says of each of *ids*: None where it is gone, its fault where it breaks."""
        broken: list[tuple[str, Exception]] = []
        for one in ids:
            try:
                told = self._again(one)
            except TimedOut:
                raise
            except _SINGLE as fault:
                broken.append((one, fault))
                if len(broken) >= _BROKEN:
                    raise
                continue
            yield from broken
            broken = []
            yield one, told
        if broken:
            self._probe(broken[0][1])
            yield from broken

    def _again(self, one: str) -> Told | None:
        """Ask for *one*, twice where it breaks."""
        try:
            return self._metadata(one)
        except TimedOut:
            raise
        except _SINGLE:
            return self._metadata(one)

    def _metadata(self, one: str) -> Told | None:
        try:
            return self._api.execute(self._request(one))
        except faults.Said as refusal:
            if refusal.status == 404:
                return None
            raise

    def _probe(self, fault: Exception) -> None:
        """Raise *fault* unless Google answers something else: then it is the message's own."""
        try:
            self._api.execute(self._api.gmail.users().getProfile(userId="me", fields="historyId"))
        except (Transient, Skippable):
            raise fault from None

    def _request(self, one: str) -> HttpRequest:
        """A get of *one*'s head: made once, as it takes a third as long as the whole call."""
        made = getattr(self._own, "request", None)
        if made is None:
            made = self._own.request = self._api.mails.get(
                userId="me", id=_PLACE, format="metadata", fields=heads.MASK
            )
        request = copy.copy(made)
        request.uri = made.uri.replace(f"/{_PLACE}?", f"/{quote(one, safe='')}?")
        return request
