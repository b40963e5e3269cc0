"""Turns an answer case (tests/data/answers) into records, without mail bytes or a renderer."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.answers import STATE_OF
from narrowcast.agent.core.answers import follow, judge
from narrowcast.agent.core.judgement import AnswerContext, AskView, Judgement, identity
from narrowcast.agent.core.model import AddressKey, AskId
from narrowcast.connectors.formats.addresses import canonical, mailboxes
from narrowcast.connectors.formats.folders import role_of
from narrowcast.connectors.records import (
    Attendee,
    Mailbox,
    Meeting,
    Message,
    Participation,
    PartKind,
    RemoteId,
    TextPart,
)

FOLDER = Path(__file__).parent / "data" / "answers"
SENT_AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
TOKEN = "<ask-1.token@user.example>"
SUBJECT = "Intro to Paula at Target?"
LETTER = (
    "Hi Iris,\n\nCould you introduce me to Paula at Target? I am looking for someone who knows\n"
    "their supplier onboarding, and you two worked together at Corp. Two lines would be plenty.\n"
    "And it is up to you: yes or no are both fine.\n\nThanks,\nMax"
)
ROOT = b"\x01\xdc\x4c\x8a\x1b\x2e" + bytes(range(16))
NAMES = {"paula@target.example": "Paula Novak", "quinn@target.example": "Quinn Adler"}

Fields = Mapping[str, Any]


def book() -> Fields:
    """The development cases with their actors and words."""
    found: Fields = json.loads((FOLDER / "answers_dev.json").read_text(encoding="utf-8"))
    return found


def cases() -> list[Fields]:
    more: Fields = json.loads((FOLDER / "more_cases.json").read_text(encoding="utf-8"))
    held = held_book()
    right = [one for one in held["cases"] if one["id"] not in held["missed"]]
    return [*book()["cases"], *more["cases"], *right]


def held_book() -> Fields:
    """Cases whose expectations were written before any was run; `missed` are judged otherwise."""
    found: Fields = json.loads((FOLDER / "held_cases.json").read_text(encoding="utf-8"))
    return found


@dataclass(slots=True)
class Mailroom:
    """Plays messages through the matcher as the daemon does, remembering what was judged."""

    context: AnswerContext
    asks: dict[AskId, AskView]
    last: Judgement | None = None
    log: list[Judgement] = field(default_factory=list[Judgement])

    def receive(
        self, message: Message, invitation: Meeting | None = None, *, prior: bool = False
    ) -> Judgement:
        judgement = judge(message, tuple(self.asks.values()), self.context, invitation)
        for number, ask in self.asks.items():
            after = follow(ask, message, judgement)
            before = replace(after, state=ask.state, unconfirmed=ask.unconfirmed)
            self.asks[number] = before if prior else after
        seen = {message.message_id: message.received_at or self.context.now}
        self.context = replace(
            self.context,
            judged={**self.context.judged, identity(message): judgement},
            seen_ids={**seen, **self.context.seen_ids},
        )
        self.last = judgement
        self.log.append(judgement)
        return judgement


def open_mailroom(case: Fields, actors: Fields) -> Mailroom:
    known = case.get("context", {})
    asks = [_ask(number, one, known, actors) for number, one in enumerate(_asks(known, actors), 1)]
    context = AnswerContext(
        now=SENT_AT + timedelta(days=150),
        owner=_keys(actors["me"], *known.get("owner_addresses", [])),
        trusted_authserv_id=actors["trusted_authserv_id"],
        owner_name="Max Ember",
        meetings=tuple(
            _meeting(event["uid"], event["organizer"], event["attendees"])
            for event in known.get("events", [])
        ),
    )
    return Mailroom(context, {ask.id: ask for ask in asks})


def play(case: Fields, actors: Fields) -> Mailroom:
    """All of a case's messages, twice where the mailbox was rebuilt."""
    room = open_mailroom(case, actors)
    for _ in range(2 if case.get("context", {}).get("resync") else 1):
        for number, (fields, prior) in enumerate(_arriving(case)):
            letter = message(fields, f"{case['id']}-{number}", minutes=number)
            room.receive(letter, invitation(fields), prior=prior)
    return room


def message(fields: Fields, seed: str, minutes: int = 0) -> Message:
    """The record that the reader would make of a case's message."""
    when = SENT_AT + timedelta(days=2, hours=1, minutes=minutes)
    authors = mailboxes([fields["from"]])
    torn = "\r\n" in (fields.get("in_reply_to") or "")
    defects = ("several-authors",) * (len(authors) > 1) + ("id-torn",) * torn
    date = when + timedelta(days=fields.get("date_offset_days", 0))
    own_copy = "copy_of" in fields
    return Message(
        remote_id=RemoteId(seed),
        message_id=fields.get("message_id") or f"<{seed}@mail.example>",
        received_at=when + timedelta(days=fields.get("received_offset_days", 0)),
        sent_at=None if fields.get("date", "") is None else date,
        author=authors[0],
        sender=next(iter(mailboxes([fields.get("sender", "")])), None),
        reply_to=mailboxes([fields.get("reply_to", "")]),
        to=mailboxes([", ".join(fields.get("to", ["me@user.example"]))]),
        cc=mailboxes([", ".join(fields.get("cc", []))]),
        subject=fields.get("subject", f"Re: {SUBJECT}"),
        in_reply_to=_ids(fields.get("in_reply_to") or ""),
        references=tuple(reversed(fields.get("references", []))),
        provider_thread="thread-1" if fields.get("provider_thread") else "",
        headers=_headers(fields),
        parts=(TextPart(kind=PartKind.PLAIN, text=LETTER),) if own_copy else tuple(_parts(fields)),
        size=fields.get("size", 2000),
        roles=(role_of(fields.get("folder", "INBOX")),),
        defects=defects,
    )


def invitation(fields: Fields) -> Meeting | None:
    if fields.get("kind") != "calendar":
        return None
    return _meeting(
        fields.get("uid") or "uid-1",
        fields.get("organizer", "me@user.example"),
        fields.get("attendees", [fields.get("attendee", fields["from"])]),
        method=fields.get("method", "REQUEST"),
        answer=Participation(fields.get("partstat", "NEEDS-ACTION").lower()),
    )


def _meeting(
    uid: str,
    organizer: str,
    attendees: list[str],
    method: str = "",
    answer: Participation = Participation.NEEDS_ACTION,
) -> Meeting:
    return Meeting(
        remote_id=RemoteId(uid),
        uid=uid,
        starts_at=SENT_AT + timedelta(days=10),
        ends_at=SENT_AT + timedelta(days=10, minutes=30),
        organizer=Mailbox("", organizer),
        attendees=tuple(
            Attendee(mailbox=Mailbox("", one), participation=answer) for one in attendees
        ),
        method=method,
        cancelled=method == "CANCEL",
    )


def _arriving(case: Fields) -> Iterator[tuple[Fields, bool]]:
    fields = case["message"]
    for prior in case.get("context", {}).get("prior", []):
        yield prior, True
    copies = [fields["folder"], "Archive"][: fields.get("copies", 1)]
    for body in fields.get("sequence", [fields.get("body")]):
        for folder in copies:
            shared = {"message_id": "<copied@mail.example>"} if len(copies) > 1 else {}
            yield {**shared, **fields, "body": body, "folder": folder}, False


def _asks(known: Fields, actors: Fields) -> list[Fields]:
    first = {
        "message_id": actors["ask_message_id"],
        "known_ids": known.get("known_ids", [actors["ask_message_id"], TOKEN]),
        "subject": SUBJECT,
        "prospect": actors["prospect"],
        "state": known.get("state", "awaiting_reply"),
    }
    return [first, *known.get("asks", [])]


def _ask(number: int, ask: Fields, known: Fields, actors: Fields) -> AskView:
    first = number == 1
    return AskView(
        id=AskId(number),
        state=STATE_OF[ask.get("state", "awaiting_reply")],
        introducer=_keys(actors["introducer"], *known.get("introducer_aliases", [])),
        prospect=_keys(ask["prospect"], *(known.get("prospect_aliases", []) if first else [])),
        sent_at=SENT_AT,
        message_id=ask["message_id"],
        known_ids=frozenset(ask.get("known_ids", [ask["message_id"]])),
        provider_threads=frozenset({f"thread-{number}"}),
        thread_index=base64.b64encode(ROOT).decode() if first else "",
        subject=ask["subject"],
        introducer_name="Iris Klein",
        prospect_name=NAMES.get(ask["prospect"], ""),
        text=LETTER if first else "",
    )


def _headers(fields: Fields) -> dict[str, tuple[str, ...]]:
    headers: dict[str, tuple[str, ...]]
    headers = {name.lower(): (value,) for name, value in fields.get("headers", {}).items()}
    results = fields.get("auth") or []
    if results:
        headers["authentication-results"] = tuple(
            [results] if isinstance(results, str) else results
        )
    if "thread_index" in fields:
        headers["thread-index"] = (base64.b64encode(ROOT + b"\0\1\2\3\4").decode(),)
    if "size" in fields:
        headers["content-type"] = ("multipart/mixed; boundary=x",)
    return headers


def _parts(fields: Fields) -> Iterator[TextPart]:
    if "dsn" in fields:
        yield from _delivery_report(fields)
    elif "original_message_id" in fields:
        text = (
            f"Final-Recipient: rfc822; {fields['from']}\n"
            f"Original-Message-ID: {fields['original_message_id']}\nDisposition: x; displayed\n"
        )
        yield TextPart(kind=PartKind.DISPOSITION, text=text)
    elif "html" in fields:
        yield TextPart(kind=PartKind.HTML, text=fields["html"])
    elif fields.get("body") is not None:
        yield TextPart(kind=PartKind.PLAIN, text=fields["body"])


def _delivery_report(fields: Fields) -> Iterator[TextPart]:
    fates = fields["dsn"] if isinstance(fields["dsn"], list) else [fields["dsn"]]
    groups = (
        f"Final-Recipient: rfc822; {fate['final_recipient']}\nAction: {fate['action']}\n"
        f"Status: {fate['status']}\n"
        for fate in fates
    )
    yield TextPart(
        kind=PartKind.DELIVERY_STATUS, text="\n".join(["Reporting-MTA: dns; mx\n", *groups])
    )
    yield TextPart(kind=PartKind.HEADERS, text=f"Message-ID: {fates[0]['original_message_id']}\n")


def _ids(value: str) -> tuple[str, ...]:
    joined = "".join(value.split())
    start = joined.find("<")
    return (joined[start : joined.find(">", start) + 1],) if start >= 0 else ()


def _keys(*addresses: str) -> frozenset[AddressKey]:
    return frozenset(AddressKey(canonical(address)) for address in addresses)
