"""What asking the mail server brings back of what a smaller tier does not read.

    python bench/searching.py --mail DIR --events FILE --out FILE [--tier headers]

Each mailbox is kept at *tier*, and its file stands for the owner's server: for each event the
product searches it as of the cutoff, in a copy of the store, and is asked. With `--without` it is
asked at once, for comparison. Predictions are in the scorer's format (`score.py introductions`). No
rule stands here: what is searched for, read and kept is the product's.
"""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bench.events import Event, OwnerOf, by_owner, read_jsonl, write_jsonl
from bench.introductions import answer
from bench.stores import KEY
from narrowcast.agent import archive, searching
from narrowcast.agent.core.learn import learn
from narrowcast.agent.core.model import ProspectId, Time
from narrowcast.agent.reading import Reading
from narrowcast.agent.searching import Searched
from narrowcast.agent.store.store import Store
from narrowcast.agent.suggest import Advisor, prospect_of
from narrowcast.agent.sync import Account
from narrowcast.connectors import registry
from narrowcast.connectors.base import Budget, Connector, Cursor, Page, Scope, ScopeId, Tier
from narrowcast.connectors.offline import OFFLINE
from narrowcast.connectors.records import Message, Record, RemoteId, TextPart
from narrowcast.connectors.searching import SearchFor


@dataclass(slots=True)
class Shelf:
    """A mailbox as a server that searches the decoded texts of its mail, as IMAP's BODY does.

    It knows only mail from before *until*.
    """

    name: str
    mails: dict[RemoteId, tuple[Time, Message, str]]
    """When each came, the mail, and its texts in lower case; the newest first."""
    until: int = 0

    @classmethod
    def of(cls, name: str, source: Connector) -> Shelf:
        found: list[tuple[Time, Message, str]] = []
        for scope in source.scopes():
            for page in source.pull(scope, None, Budget(tier=Tier.MENTIONS)):
                times = {remote: seen.time for remote, seen in learn(page).messages}
                for one in page.upserts:
                    if isinstance(one, Message) and (time := times.get(one.remote_id)):
                        text = "\n".join(part.text for part in one.parts).casefold()
                        found.append((time, one, text))
        found.sort(key=lambda mail: -mail[0])
        return cls(name, {mail[1].remote_id: mail for mail in found})

    def scopes(self) -> tuple[Scope, ...]:
        return (Scope(id=ScopeId(self.name), name=self.name),)

    def pull(self, _scope: Scope, _cursor: Cursor | None, _budget: Budget) -> Iterator[Page]:
        return iter(())

    def search(
        self, _scope: Scope, _cursor: Cursor, wanted: SearchFor, limit: int
    ) -> Iterator[RemoteId]:
        words = [word.casefold() for word in wanted.words]
        for remote, (time, _, text) in self.mails.items():
            if limit > 0 and time < self.until and any(word in text for word in words):
                limit -= 1
                yield remote

    def records(self, _scope: Scope, wanted: Collection[RemoteId]) -> Iterator[Record]:
        for one in wanted:
            yield replace(self.mails[one][1], parts=())

    def texts(
        self, _scope: Scope, wanted: Collection[RemoteId]
    ) -> Iterator[tuple[RemoteId, tuple[TextPart, ...]]]:
        for one in wanted:
            yield one, self.mails[one][1].parts


def asked(store: Store, shelf: Shelf, event: Event) -> tuple[dict[str, object], Searched]:
    """The answer to *event* once the server was asked for its prospect, in a copy of *store*."""
    given, cutoff = event["prospect"], Time(event["cutoff"])
    prospect = prospect_of(name=given["name"], address=given["address"])
    shelf.until = cutoff
    with Store.open(None, mention_key=KEY) as copy:
        store.conn.backup(copy.conn)
        copy.addresses.forget_cache()
        done = searching.search(
            copy,
            [Account(shelf.name, "archive", shelf)],
            [replace(prospect, id=ProspectId(1))],
            Reading(Tier.MENTIONS, KEY),
            cutoff,
            anew=True,
        )
        return answer(Advisor(copy), event), done


def _of_owner(
    mail: Path, owner: OwnerOf, events: Collection[Event], tier: Tier, *, without: bool
) -> Iterator[tuple[dict[str, object], Searched]]:
    (name,) = owner.mailboxes
    source = registry.load("mbox", {"path": str(mail / name)}, OFFLINE)
    with Store.open(None, mention_key=KEY) as store:
        store.set_owner(owner.addresses)
        archive.keep(store, owner.name, [*archive.read([source], Reading(tier, KEY))])
        if without:
            advisor = Advisor(store)
            yield from ((answer(advisor, event), Searched()) for event in events)
            return
        shelf = Shelf.of(owner.name, source)
        yield from (asked(store, shelf, event) for event in events)


def main() -> None:
    """Answer all events of mailboxes with one owner, and say how much was read for it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mail", type=Path, required=True)
    parser.add_argument("--events", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--tier", type=Tier, choices=list(Tier), default=Tier.HEADERS)
    parser.add_argument("--mailboxes", type=int, default=0, help="the first so many; 0: all")
    parser.add_argument("--without", action="store_true", help="ask no server")
    options = parser.parse_args()
    owners = by_owner(read_jsonl(options.events))
    alone = [one for one in owners if len(one.mailboxes) == 1 and _holds_one(one, owners)]
    rows, read = list[dict[str, object]](), list[int]()
    for owner in alone[: options.mailboxes or None]:
        answers = _of_owner(
            options.mail, owner, owners[owner], options.tier, without=options.without
        )
        for row, done in answers:
            rows.append(row)
            read.append(done.read)
    write_jsonl(options.out, rows)
    print(f"{len(rows)} events; mails read for one: {sum(read) / max(1, len(read)):.1f} on average")


def _holds_one(owner: OwnerOf, owners: Collection[OwnerOf]) -> bool:
    """Whether the mailbox is this owner's alone: an archive of many has no server of one."""
    return sum(set(owner.mailboxes) <= set(other.mailboxes) for other in owners) == 1


if __name__ == "__main__":
    main()
