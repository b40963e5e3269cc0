"""Run the product's answer matcher over rendered answer cases and write its judgements.

    python -m bench.answers --rendered DIR --out predictions.jsonl

DIR holds DIALECT/CASE/ with context.json and mails. The same reader and matcher as in the daemon
judge every delivery in order; what is written is the judgement on the last one. The words of the
bench stand for ours one to one: two tables, no rule.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from narrowcast.agent.core.answers import follow, judge
from narrowcast.agent.core.asks import AskState
from narrowcast.agent.core.judgement import AnswerContext, AskView, Judgement, MessageKind, identity
from narrowcast.agent.core.model import AddressKey, AskId
from narrowcast.connectors.formats import folders, ics, mime
from narrowcast.connectors.formats.addresses import canonical
from narrowcast.connectors.records import Attendee, Mailbox, Meeting, Message, PartKind, RemoteId

Fields = Mapping[str, Any]

KINDS = {
    MessageKind.AGREED: "reply_yes",
    MessageKind.DECLINED: "reply_no",
    MessageKind.DOES_NOT_KNOW: "reply_no_edge",
    MessageKind.REPLY: "reply",
    MessageKind.REPLY_OF_OTHER: "reply_other",
    MessageKind.OPAQUE: "reply_opaque",
    MessageKind.EMPTY: "empty",
    MessageKind.REACTION: "reaction",
    MessageKind.QUESTION: "asks_back",
    MessageKind.LATER: "deferred",
    MessageKind.REFERRAL: "referral_elsewhere",
    MessageKind.NAME_DROP: "name_drop",
    MessageKind.OPT_OUT: "opt_out",
    MessageKind.COMPLAINED: "opt_out",  # the cases have no complaints
    MessageKind.INTRODUCTION: "intro_made",
    MessageKind.PROSPECT_ASKED: "intro_asked",
    MessageKind.INTRODUCED_ELSEWHERE: "intro_elsewhere",
    MessageKind.OTHER_PERSON_INTRODUCED: "intro_other_person",
    MessageKind.PROSPECT_REPLIED: "prospect_replied",
    MessageKind.PROSPECT_CONTACT: "prospect_contact",
    MessageKind.MEETING_SET: "meeting_set",
    MessageKind.MEETING_ACCEPTED: "meeting_accepted",
    MessageKind.MEETING_ACCEPTED_BY_MACHINE: "meeting_accepted_auto",
    MessageKind.MEETING_DECLINED: "meeting_declined",
    MessageKind.MEETING_COUNTERED: "meeting_counter",
    MessageKind.MEETING_CANCELLED: "meeting_cancelled",
    MessageKind.OUT_OF_OFFICE: "ooo",
    MessageKind.LEFT_COMPANY: "left_company",
    MessageKind.ACKNOWLEDGED: "auto_ack",
    MessageKind.CHALLENGE: "challenge",
    MessageKind.READ_RECEIPT: "read_receipt",
    MessageKind.BOUNCED_HARD: "bounce_hard",
    MessageKind.BOUNCED_SOFT: "bounce_soft",
    MessageKind.DELAYED: "bounce_delay",
    MessageKind.BOUNCED_PARTLY: "bounce_partial",
    MessageKind.REFUSED_BY_POLICY: "bounce_policy",
    MessageKind.DELIVERED: "delivered",
    MessageKind.BACKSCATTER: "backscatter",
    MessageKind.OWN_COPY: "own_copy",
    MessageKind.OWN_FOLLOW_UP: "own_followup",
    MessageKind.FORGED: "forged",
    MessageKind.UNVERIFIED: "unverified",
    MessageKind.LOOKALIKE: "lookalike",
    MessageKind.UNRELATED: "unrelated",
    MessageKind.BULK: "bulk",
}

STATES = {
    AskState.SENT: "awaiting_reply",
    AskState.AWAY: "awaiting_reply",
    AskState.UNKNOWN: "unknown",
    AskState.AGREED: "replied_yes",
    AskState.DECLINED: "replied_no",
    AskState.NAME_DROP: "waiting_on_me",
    AskState.QUESTION: "waiting_on_me",
    AskState.WAITING_ON_OWNER: "waiting_on_me",
    AskState.LATER: "snoozed",
    AskState.INTRODUCED: "introduced",
    AskState.OWNER_REPLIED: "introduced",
    AskState.MEETING_SET: "met_or_meeting",
    AskState.MET: "met_or_meeting",
    AskState.BOUNCED: "bounced",
    AskState.UNCLEAR: "needs_review",
    AskState.OTHER_PERSON: "needs_review",
    AskState.EXPIRED: "expired",
    AskState.WITHDRAWN: "withdrawn",
}
# Several of our states share a word; the first of them stands for it.
STATE_OF = {word: state for state, word in reversed(STATES.items())}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rendered", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    started = time.perf_counter()
    rows = list(_predictions(args.rendered))
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    args.out.write_text("".join(lines), encoding="utf-8")
    print(f"{len(rows)} cases judged in {time.perf_counter() - started:.1f} s")
    return 0


def _predictions(rendered: Path) -> Iterator[Fields]:
    for path in sorted(rendered.glob("*/*/context.json")):
        known = json.loads(path.read_text(encoding="utf-8"))
        judgement, state = play(known, path.parent)
        yield {
            "id": known["id"],
            "dialect": known["dialect"],
            "linked": judgement.linked,
            "kind": KINDS[judgement.kind],
            "request_state": state,
            "auto_apply": judgement.auto_apply,
        }


def play(known: Fields, folder: Path) -> tuple[Judgement, str]:
    """Judge all deliveries in order; the last judgement and the word for its ask's state."""
    asks = {ask.id: ask for ask in _asks(known, folder)}
    context = _context(known)
    deliveries = [*known["deliveries"]] * (2 if known["resync"] else 1)
    judgement: Judgement | None = None
    for number, delivery in enumerate(deliveries):
        message = _message(delivery, folder, number)
        judgement = judge(message, tuple(asks.values()), context, _invitation(message))
        for number_of_ask, ask in asks.items():
            after = follow(ask, message, judgement)
            prior = replace(after, state=ask.state, unconfirmed=ask.unconfirmed)
            asks[number_of_ask] = prior if delivery["prior"] else after
        context = _remember(context, message, judgement)
    assert judgement is not None, f"{known['id']}: no deliveries"
    return judgement, _word(judgement, asks, known)


def _word(judgement: Judgement, asks: Mapping[AskId, AskView], known: Fields) -> str:
    if judgement.needs_review:
        return "needs_review"
    if judgement.ask is None:
        return "unchanged"
    moved = judgement.state if judgement.event is not None else None
    word = STATES[moved or asks[judgement.ask].unconfirmed or asks[judgement.ask].state]
    return "unchanged" if word == known["asks"][judgement.ask - 1]["state"] else word


def _remember(context: AnswerContext, message: Message, judgement: Judgement) -> AnswerContext:
    seen = {message.message_id: message.received_at or context.now} if message.message_id else {}
    return replace(
        context,
        judged={**context.judged, identity(message): judgement},
        seen_ids={**seen, **context.seen_ids},
    )


def _asks(known: Fields, folder: Path) -> Iterator[AskView]:
    people = known["people"]
    for number, ask in enumerate(known["asks"], 1):
        letter = mime.read((folder / ask["file"]).read_bytes(), remote_id=ask["file"])
        usual = ask["prospect"] in people["prospect"]["addresses"]
        yield AskView(
            id=AskId(number),
            state=STATE_OF[ask["state"]],
            introducer=_keys(ask["introducer"], *people["introducer"]["addresses"]),
            prospect=_keys(ask["prospect"], *(people["prospect"]["addresses"] if usual else ())),
            sent_at=datetime.fromisoformat(ask["sent_at"]),
            message_id=ask["message_id"],
            known_ids=frozenset(ask["known_ids"]),
            provider_threads=frozenset({ask["provider_thread"]}),
            thread_index=ask["thread_index"],
            subject=ask["subject"],
            introducer_name=people["introducer"]["name"],
            prospect_name=people["prospect"]["name"] if usual else "",
            text="\n".join(part.text for part in letter.parts),
        )


def _context(known: Fields) -> AnswerContext:
    now = datetime.fromisoformat(known["now"])
    return AnswerContext(
        now=now,
        owner=_keys(*known["owner"]["addresses"]),
        owner_name=known["owner"]["name"],
        trusted_authserv_id=known["trusted_authserv_id"] or "",
        meetings=tuple(_meeting(event, now) for event in known["events"]),
    )


def _meeting(event: Fields, now: datetime) -> Meeting:
    return Meeting(
        remote_id=RemoteId(event["uid"]),
        uid=event["uid"],
        starts_at=now,
        ends_at=now,
        organizer=Mailbox("", event["organizer"]),
        attendees=tuple(Attendee(mailbox=Mailbox("", one)) for one in event["attendees"]),
    )


def _message(delivery: Fields, folder: Path, number: int) -> Message:
    message = mime.read(
        (folder / delivery["file"]).read_bytes(),
        remote_id=str(number),
        received_at=datetime.fromisoformat(delivery["received_at"]),
        roles=(folders.role_of(delivery["folder"]),),
    )
    return replace(
        message, size=delivery["size"], provider_thread=delivery["provider_thread"] or ""
    )


def _invitation(message: Message) -> Meeting | None:
    texts = (part.text for part in message.parts if part.kind is PartKind.CALENDAR)
    found = (one for text in texts for one in ics.read_text(text))
    return next((one for one in found if isinstance(one, Meeting)), None)


def _keys(*addresses: str) -> frozenset[AddressKey]:
    return frozenset(AddressKey(canonical(address)) for address in addresses)


if __name__ == "__main__":
    sys.exit(main())
