"""Real mailboxes with planted asks: are introductions recognised, and does other mail stay apart?

    python -m bench.answering introductions --mail DIR --events FILE [--missed FILE]
    python -m bench.answering unrelated --mail DIR --events FILE [--asks 4] [--missed FILE]

`introductions`: for each event an ask is planted before it (to the event's introducer, about its
prospect); the mail from then until sixty days after goes through the product's matcher one by one,
once as it is and once as if the owner's server vouched for every author. `unrelated`: invented asks
about an invented prospect and about real outsiders go to frequent contacts at moments of the past;
all mail after goes through the Listener that the daemon uses. There is no rule here. Old mail bears
no Authentication-Results, so as it is an introduction is proposed at most.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time

from bench import planting
from bench.events import Event, OwnerOf, by_owner, read_jsonl, write_jsonl
from narrowcast.agent.core.answers import follow, judge
from narrowcast.agent.core.asks import AskEvent, AskState
from narrowcast.agent.core.correspondents import among, key, people
from narrowcast.agent.core.judgement import AnswerContext, AskView, Judgement, MessageKind, identity
from narrowcast.agent.core.model import AddressKey, AskId
from narrowcast.connectors import registry
from narrowcast.connectors.base import Budget, Tier
from narrowcast.connectors.formats.addresses import canonical
from narrowcast.connectors.offline import OFFLINE
from narrowcast.connectors.records import Message

BEFORE, AFTER = timedelta(days=2), timedelta(days=60)
"""The ask is sent so long before its event; mail is judged until so long after it."""


@dataclass(slots=True)
class Tally:
    """What became of the events of one group, and of all other messages."""

    events: int = 0
    seen: Counter[str] = field(default_factory=Counter[str])
    others: int = 0
    false: int = 0
    asked: int = 0
    """Other messages that raised a question, where the ask had none yet."""

    def line(self, name: str) -> str:
        share = 1 - self.seen["missed"] / max(self.events, 1)
        return (
            f"{name:<22} {self.events:>5} {share:>7.1%} {self.seen['applied']:>8}"
            f" {self.seen['proposed']:>9} {self.seen['shown']:>6} {self.seen['missed']:>7}"
            f" {self.others:>9} {self.false:>6} {self.asked:>6}"
        )


HEAD = (
    f"{'':<22} {'n':>5} {'found':>7} {'applied':>8} {'proposed':>9} {'shown':>6} {'missed':>7}"
    f" {'others':>9} {'false':>6} {'asked':>6}"
)


def main() -> None:
    """Play the mailboxes and print what was made of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("introductions", "unrelated"))
    parser.add_argument("--mail", type=Path, required=True)
    parser.add_argument("--events", type=Path, required=True)
    parser.add_argument("--asks", type=int, default=4, help="planted in each mailbox")
    parser.add_argument("--missed", type=Path, help="where to list what was missed or false")
    parser.add_argument("--only", default="", help="mailboxes whose name holds this")
    options = parser.parse_args()
    owners = by_owner(one for one in read_jsonl(options.events))
    owners = {o: e for o, e in owners.items() if any(options.only in m for m in o.mailboxes)}
    began = process_time()
    if options.what == "unrelated":
        rows = planting.unrelated(mailboxes(options.mail, owners), options.asks)
    else:
        rows = introductions(options.mail, owners)
    print(f"{process_time() - began:.0f} CPU seconds")
    if options.missed:
        write_jsonl(options.missed, rows)


def mailboxes(
    mail: Path, owners: Mapping[OwnerOf, Sequence[Event]]
) -> Iterator[tuple[OwnerOf, list[Message]]]:
    """Every owner's mail in order of time; an archive that several share is read once."""
    sharing: dict[tuple[str, ...], list[OwnerOf]] = {}
    for owner in owners:
        sharing.setdefault(owner.mailboxes, []).append(owner)
    for names, those in sharing.items():
        parts: dict[OwnerOf, list[Message]] = {owner: [] for owner in those}
        for message in _read([mail / name for name in names]):
            there = {key(message.author), *people(message)}
            for owner in those:
                if len(those) == 1 or owner.addresses & there:
                    parts[owner].append(message)
        for owner in those:
            yield owner, sorted(parts.pop(owner), key=_moment)


def _read(paths: Sequence[Path]) -> Iterator[Message]:
    known: set[str] = set()
    for path in paths:
        connector = registry.load("mbox", {"path": str(path)}, OFFLINE)
        for scope in connector.scopes():
            for page in connector.pull(scope, None, Budget(tier=Tier.MENTIONS)):
                for one in page.upserts:
                    if isinstance(one, Message) and one.sent_at and one.message_id not in known:
                        known.add(one.message_id)
                        # An archive's own time is when it was packed; a server's was Date's.
                        yield replace(one, received_at=one.sent_at)


def _moment(message: Message) -> datetime:
    return message.received_at or datetime.max.replace(tzinfo=UTC)


# ---------------------------------------------------------------- introductions


def introductions(mail: Path, owners: Mapping[OwnerOf, Sequence[Event]]) -> list[dict[str, object]]:
    """Play every event; print the figures, return what was missed or false."""
    tallies: dict[tuple[bool, str], Tally] = {}
    rows: list[dict[str, object]] = []
    for owner, messages in mailboxes(mail, owners):
        seen = {one.message_id: _moment(one) for one in messages}
        for event in owners[owner]:
            for vouched in (False, True):
                for group in _groups(event):
                    tallies.setdefault((vouched, group), Tally())
                told = _play(event, owner, messages, seen, vouched=vouched)
                for group in _groups(event):
                    _count(tallies[vouched, group], told)
                if not vouched:
                    rows.extend({"event": event["event"], **row} for row in told.rows)
    for vouched in (False, True):
        print("\nthe owner's server vouches" if vouched else "\nas it is", HEAD, sep="\n")
        for (one, group), tally in sorted(tallies.items()):
            if one is vouched:
                print(tally.line(group))
    figures = {
        f"{'vouched' if vouched else 'as it is'}: {group}": {
            "events": one.events,
            **one.seen,
            "others": one.others,
            "false": one.false,
            "asked": one.asked,
        }
        for (vouched, group), one in tallies.items()
    }
    print(json.dumps(figures))
    return rows


def _groups(event: Event) -> list[str]:
    place = event["corpus"]
    if place == "enron":
        place = "external" if event["flags"]["external"] else "company"
    return [f"{event['how']}, {place}", f"{event['how']}, all"]


@dataclass(slots=True)
class _Played:
    """What was made of one event's mails."""

    seen: str = "missed"
    others: int = 0
    false: int = 0
    asked: int = 0
    rows: list[dict[str, object]] = field(default_factory=list[dict[str, object]])


def _count(tally: Tally, played: _Played) -> None:
    tally.events += 1
    tally.seen[played.seen] += 1
    tally.others += played.others
    tally.false += played.false
    tally.asked += played.asked


def _play(
    event: Event,
    owner: OwnerOf,
    messages: Sequence[Message],
    seen: Mapping[str, datetime],
    *,
    vouched: bool,
) -> _Played:
    at = datetime.fromtimestamp(event["time"], UTC)
    ask = _planted(event, at - BEFORE)
    context = AnswerContext(
        now=at + AFTER,
        owner=owner.addresses,
        owner_name=owner.name,
        trusted_authserv_id=planting.SERVER if vouched else "",
        seen_ids=seen,
    )
    told, flagged = _Played(), False
    for message in messages:
        if not at - BEFORE <= _moment(message) <= at + AFTER:
            continue
        right = message.message_id == event["message_id"]
        judged = judge(planting.vouched(message) if vouched else message, [ask], context)
        ask = follow(ask, message, judged)
        context = replace(context, judged={**context.judged, identity(message): judged})
        made = _made(judged)
        open_ = judged.needs_review or (judged.event is not None and not judged.auto_apply)
        asked = open_ and not flagged  # an ask asks its owner one thing at a time
        flagged |= open_
        if right:
            told.seen = made or "missed"
            if made in {"", "shown"}:
                told.rows.append(_row(message, judged, "missed" if not made else "shown"))
            continue
        told.others += 1
        told.asked += asked
        if made and not _brings(message, ask):
            told.false += 1
            told.rows.append(_row(message, judged, "false"))
    return told


def _planted(event: Event, sent: datetime) -> AskView:
    name = event["prospect"]["name"]
    return AskView(
        id=AskId(1),
        state=AskState.SENT,
        introducer=_keys(event["introducer"]),
        prospect=_keys([event["prospect"]["address"]]),
        sent_at=sent,
        message_id="<planted-ask@owner.example>",
        subject=f"An introduction to {name or event['prospect']['address']}?",
        prospect_name=name,
    )


def _keys(addresses: Sequence[str]) -> frozenset[AddressKey]:
    return frozenset(AddressKey(canonical(one)) for one in addresses)


def _made(judged: Judgement) -> str:
    """How far the message was taken for an introduction; '': it was not."""
    if judged.event is AskEvent.INTRODUCED:
        return "applied" if judged.auto_apply else "proposed"
    shown = judged.kind is MessageKind.INTRODUCTION and judged.needs_review
    return "shown" if shown else ""


def _brings(message: Message, ask: AskView) -> bool:
    """A later mail of the same people, recognised where the first one was not."""
    author = key(message.author)
    there = people(message)
    return among(author, ask.prospect) or (
        among(author, ask.introducer) and any(among(one, ask.prospect) for one in there)
    )


def _row(message: Message, judged: Judgement, what: str) -> dict[str, object]:
    return {
        "what": what,
        "message_id": message.message_id,
        "subject": message.subject,
        "readers": len(people(message)),
        "kind": judged.kind.value,
        "evidence": [one.value for one in judged.evidence],
        "why": judged.why,
    }


if __name__ == "__main__":
    main()
