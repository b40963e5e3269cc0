"""Whatever happens to a mailbox, also while it is read, what is kept of it is what is there."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from itertools import count, islice
from typing import Any

import pytest

from narrowcast.connectors.base import Budget, Cursor, Page, Snapshot
from narrowcast.connectors.errors import CursorExpired, RateLimited, Transient
from narrowcast.connectors.google import heads, mail
from narrowcast.connectors.google.mail import Mail
from narrowcast.connectors.google.settings import Settings
from narrowcast.connectors.records import RemoteId
from narrowcast.connectors.tiers import Tier
from tests.connectors.google import spoken
from tests.connectors.google.mailboxes import SCOPE, Clock

STEPS = 60
LISTED, TOLD = 7, 3  # messages on a page of the listing, records on one of history
START = 1_795_000_000


class Gmail:
    """A mailbox that answers as Google documents, and to which things happen in between.

    Its page tokens name the message they begin behind. What history says of a message's labels is
    how they were then, how they are now, or nothing: Google promises no more than the id.
    """

    def __init__(self, chance: random.Random, says: str = "then") -> None:
        self.chance, self.busy, self.says = chance, 0.0, says
        self.labels: dict[str, set[str]] = {}
        self.history: list[tuple[int, str, dict[str, Any]]] = []
        self.now, self.oldest = 100, 0
        self._numbers = count(1)
        for _ in range(30):
            self.arrive()
        self.oldest = self.now

    # ---- what happens

    def step(self) -> None:
        acts: list[Callable[[], object]] = [
            self.arrive, self.arrive, self.send, self.throw, self.restore, self.suspect,
            self.delete, self.read, self.come_and_go,
        ]  # fmt: skip
        self.chance.choice(acts)()

    def arrive(self, *labels: str) -> str:
        made = f"{next(self._numbers):016x}"
        self.labels[made] = set(labels or ("INBOX", "UNREAD"))
        self._note("messagesAdded", made)
        return made

    def send(self) -> None:
        """A draft becomes a message of another id."""
        self._remove(self.arrive("DRAFT"))
        self.arrive("SENT")

    def throw(self) -> None:
        self._label(self._any(), "TRASH")

    def restore(self) -> None:
        thrown = [one for one, labels in self.labels.items() if labels & {"TRASH", "SPAM"}]
        if thrown:
            one = self.chance.choice(thrown)
            for label in self.labels[one] & {"TRASH", "SPAM"}:
                self._label(one, label, taken=True)

    def suspect(self) -> None:
        self._label(self._any(), "SPAM")

    def delete(self) -> None:
        self._remove(self._any())

    def read(self) -> None:
        self._label(self._any(), "UNREAD", taken=True)

    def come_and_go(self) -> None:
        self._remove(self.arrive())

    def forget(self) -> None:
        self.oldest = self.now

    def holds(self) -> set[str]:
        return {one for one, labels in self.labels.items() if heads.is_mail(labels)}

    def _any(self) -> str:
        return self.chance.choice(list(self.labels))

    def _label(self, one: str, label: str, *, taken: bool = False) -> None:
        (self.labels[one].discard if taken else self.labels[one].add)(label)
        self._note("labelsRemoved" if taken else "labelsAdded", one, labelIds=[label])

    def _remove(self, one: str) -> None:
        self._note("messagesDeleted", one)
        del self.labels[one]

    def _note(self, kind: str, one: str, **more: object) -> None:
        self.now += self.chance.choice([1, 7])
        message = {"id": one, "labelIds": sorted(self.labels[one])}
        self.history.append((self.now, kind, {"message": message, **more}))

    # ---- what is answered

    def __call__(self, path: str, asked: Mapping[str, str]) -> object:
        if self.chance.random() < self.busy:
            self.step()
        if self.chance.random() < self.busy / 6:
            return spoken.answer(self.chance.choice([429, 503]), {"error": {}})
        name = path.rpartition("/")[2]
        match name:
            case "profile":
                return {"historyId": str(self.now), "messagesTotal": len(self.labels)}
            case "messages":
                return self._listed(asked.get("pageToken", "~"))
            case "history":
                return self._told(int(asked["startHistoryId"]), asked.get("pageToken", ""))
            case _:
                return self._shown(name)

    def _listed(self, behind: str) -> object:
        there = {"SPAM", "TRASH"}
        ids = sorted((one for one, has in self.labels.items() if not has & there), reverse=True)
        page = [one for one in ids if one < behind]
        more = {"nextPageToken": page[LISTED - 1]} if len(page) > LISTED else {}
        return {"messages": [{"id": one} for one in page[:LISTED]], **more}

    def _told(self, since: int, behind: str) -> object:
        if since < self.oldest:
            return spoken.answer(404, {"error": {"code": 404}})
        begin = int(behind or since)
        page = [entry for entry in self.history if entry[0] > begin]
        more = {"nextPageToken": str(page[TOLD - 1][0])} if len(page) > TOLD else {}
        return {
            "history": [self._entry(*one) for one in page[:TOLD]],
            "historyId": str(self.now),
            **more,
        }

    def _entry(self, number: int, kind: str, change: dict[str, Any]) -> object:
        one, then = change["message"]["id"], change["message"]["labelIds"]
        labels = {"then": then, "now": sorted(self.labels.get(one, ())), "nothing": None}[self.says]
        message = {"id": one} | ({} if labels is None else {"labelIds": labels})
        return {"id": str(number), kind: [{**change, "message": message}]}

    def _shown(self, one: str) -> object:
        if one not in self.labels:
            return spoken.answer(404, {"error": {"code": 404}})
        headers = {"From": "a@acme.test", "Message-ID": f"<{one}@acme.test>"}
        return {
            "threadId": one,
            "labelIds": sorted(self.labels[one]),
            "internalDate": str((START + int(one, 16)) * 1_000),
            "payload": {"headers": [{"name": k, "value": v} for k, v in headers.items()]},
        }


@dataclass
class Kept:
    """What an engine keeps: which messages lie there, by the generation that named them."""

    source: Mail
    there: dict[RemoteId, int] = field(default_factory=dict[RemoteId, int])
    cursor: Cursor | None = None
    generation: int = 0
    read: int = 0

    def pull(self, size: int = 50, pages: int | None = None) -> None:
        known = self._known if self.generation else None
        budget = Budget(tier=Tier.HEADERS, page_records=size, known=known)
        try:
            for page in islice(self.source.pull(SCOPE, self.cursor, budget), pages):
                self._keep(page)
        except CursorExpired:
            self.cursor, self.generation = None, self.generation + 1
        except (Transient, RateLimited):
            pass

    def _known(self, asked: Collection[RemoteId]) -> frozenset[RemoteId]:
        return frozenset(asked) & self.there.keys()

    def _keep(self, page: Page) -> None:
        for name in page.still:
            if name in self.there:
                self.there[name] = self.generation
        for one in page.upserts:
            self.there[one.remote_id] = self.generation
        self.read += len(page.upserts)
        for gone in page.deletes:
            self.there.pop(gone, None)
        if page.snapshot is Snapshot.COMPLETE:
            self.there = {k: v for k, v in self.there.items() if v == self.generation}
        self.cursor = page.cursor


@pytest.mark.parametrize("says", ["then", "now", "nothing"])
@pytest.mark.parametrize("seed", range(10))
def test_what_is_kept_of_a_mailbox_is_what_is_there(
    monkeypatch: pytest.MonkeyPatch, seed: int, says: str
) -> None:
    monkeypatch.setattr(mail, "_DELETES", 1)  # so that it breaks off between them, too
    chance = random.Random(seed)
    gmail = Gmail(chance, says)
    kept = Kept(Mail(spoken.api(gmail, Clock()), Settings(user="me@corp.test")))

    for _ in range(STEPS):
        gmail.busy = chance.choice([0.0, 0.1, 0.5])
        for _ in range(chance.choice([0, 1, 5])):
            gmail.step()
        if chance.random() < 0.05:
            gmail.forget()
        kept.pull(chance.choice([1, 4, 50]), chance.choice([1, 2, None]))
    gmail.busy = 0.0
    for _ in range(3):
        kept.pull()

    assert kept.there.keys() == gmail.holds()


def test_a_listing_made_again_reads_what_is_new_and_nothing_else() -> None:
    gmail = Gmail(random.Random(1))
    kept = Kept(Mail(spoken.api(gmail, Clock()), Settings(user="me@corp.test")))
    kept.pull()
    gmail.arrive()
    gmail.forget()

    kept.pull()
    kept.read = 0
    kept.pull()

    assert kept.read == 1
    assert kept.there.keys() == gmail.holds()
