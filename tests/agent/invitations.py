"""Mails that carry iCalendar messages (RFC 5546), as calendars send them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from narrowcast.connectors.records import Message, PartKind, TextPart
from tests.agent.mailroom import OWNER, START, message

ANA, BEN = "ana@acme.example", "ben@target.example"
HELD = START + timedelta(days=3)


def invitation(
    number: int,
    method: str,
    *people: str,
    author: str = ANA,
    organizer: str = ANA,
    sequence: int = 0,
    minute: int = 0,
    at: datetime = HELD,
    more: tuple[str, ...] = (),
) -> Message:
    """A mail of *author*; *people* are `address` or `address=PARTSTAT`; DTSTAMP is *minute* after
    the beginning.
    """
    stamp = START + timedelta(minutes=minute)
    lines = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", f"METHOD:{method}", "BEGIN:VEVENT", "UID:coffee"),
        f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
        f"DTSTART:{at:%Y%m%dT%H%M%SZ}",
        f"DTEND:{at + timedelta(hours=1):%Y%m%dT%H%M%SZ}",
        f"SEQUENCE:{sequence}",
        f"ORGANIZER:mailto:{organizer}",
        *(_attendee(one) for one in people or (OWNER, ANA)),
        *(*more, "END:VEVENT", "END:VCALENDAR"),
    ]
    part = TextPart(kind=PartKind.CALENDAR, text="\r\n".join(lines), method=method)
    mail = message(number, author, [OWNER if author != OWNER else ANA], stamp)
    return replace(mail, parts=(part,))


def _attendee(told: str) -> str:
    address, _, answer = told.partition("=")
    return f"ATTENDEE;PARTSTAT={answer or 'NEEDS-ACTION'}:mailto:{address}"


def asked(number: int = 1, **change: Any) -> Message:
    """Ana invites the owner and Ben."""
    return invitation(number, "REQUEST", OWNER, BEN, **change)


def accepted(number: int = 2, **change: Any) -> Message:
    """The owner says yes."""
    given: dict[str, Any] = {"author": OWNER, "minute": 5, **change}
    return invitation(number, "REPLY", f"{OWNER}=ACCEPTED", **given)
