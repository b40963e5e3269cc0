"""A sample's files as anybody can read them: mailbox, email, csv and icalendar, nothing of ours."""

from __future__ import annotations

import csv
import io
import mailbox
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from functools import cached_property
from pathlib import Path

import icalendar
import recurring_ical_events


@dataclass(frozen=True, kw_only=True)
class RawMail:
    """One mail's headers and text."""

    source: Message

    at: datetime
    """When the owner's server took it."""
    author: str
    named: frozenset[str]
    """To and Cc."""
    everybody: frozenset[str]
    answers: str
    subject: str
    automatic: bool

    @cached_property
    def text(self) -> str:
        """The plain part, else the HTML one without its tags."""
        parts = {part.get_content_type(): part for part in reversed(list(self.source.walk()))}
        if (plain := parts.get("text/plain")) is not None:
            return _decoded(plain)
        html = parts.get("text/html")
        return re.sub(r"<[^>]+>", " ", _decoded(html)) if html is not None else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawMeeting:
    """One instance of an event."""

    at: datetime
    whole_day: bool
    cancelled: bool
    people: Mapping[str, str]
    """PARTSTAT by address."""


def mails(path: Path) -> dict[str, RawMail]:
    """Every mail by Message-ID; the first copy where several are there."""
    found: dict[str, RawMail] = {}
    box = mailbox.mbox(path, create=False)
    for one in box:
        found.setdefault(str(one["Message-ID"]).strip(), _mail(one))
    box.close()
    return found


def meetings(path: Path, until: datetime) -> dict[str, RawMeeting]:
    """Every instance before *until*, by UID, of a series by UID and UTC start."""
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    found = {}
    for event in recurring_ical_events.of(calendar).between(
        datetime(2015, 1, 1, tzinfo=UTC), until
    ):
        uid, start = str(event["UID"]), event["DTSTART"].dt
        at = start if isinstance(start, datetime) else datetime.combine(start, time(), UTC)
        one = RawMeeting(
            at=at,
            whole_day=not isinstance(start, datetime),
            cancelled=str(event.get("STATUS", "")) == "CANCELLED",
            people=_people(event),
        )
        found[uid] = found[f"{uid} {at.astimezone(UTC):%Y%m%dT%H%M%SZ}"] = one
    return found


def connections(path: Path) -> list[dict[str, str]]:
    """The rows of Connections.csv."""
    with zipfile.ZipFile(path) as archive:
        text = archive.read("Connections.csv").decode()
    return list(csv.DictReader(io.StringIO(text[text.index("First Name") :])))


def _mail(mail: Message) -> RawMail:
    addressed = _addresses(mail, "To", "Cc")
    author = next(iter(_addresses(mail, "From")), "")
    return RawMail(
        source=mail,
        at=_taken(mail),
        author=author,
        named=addressed,
        everybody=addressed | _addresses(mail, "Bcc") | {author},
        answers=str(mail.get("In-Reply-To", "")).strip(),
        subject=str(make_header(decode_header(mail.get("Subject", "")))),
        automatic=str(mail.get("Auto-Submitted", "no")) != "no"
        or mail.get("List-Unsubscribe") is not None,
    )


def _taken(mail: Message) -> datetime:
    value = mail.get("Received", mail["Date"])
    return parsedate_to_datetime(str(value).rpartition(";")[2].strip())


def _addresses(mail: Message, *names: str) -> frozenset[str]:
    values = [str(value) for name in names for value in mail.get_all(name, [])]
    return frozenset(address.lower() for _, address in getaddresses(values) if address)


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode(part.get_content_charset("utf-8"), "replace")


def _people(event: icalendar.cal.Component) -> dict[str, str]:
    attendees = event.get("ATTENDEE", [])
    found = {}
    for one in attendees if isinstance(attendees, list) else [attendees]:
        found[_bare(one)] = str(one.params.get("PARTSTAT", ""))
    if "ORGANIZER" in event:
        found.setdefault(_bare(event["ORGANIZER"]), "ACCEPTED")
    return found


def _bare(value: object) -> str:
    return str(value).lower().removeprefix("mailto:")
