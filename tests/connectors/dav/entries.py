"""Events and cards as clients write them."""

from __future__ import annotations


def event(number: int, *lines: str, uid: str = "", start: str = "") -> str:
    """An hour's meeting with Ana; *lines* are added to it."""
    return calendar(
        f"UID:{uid or f'event-{number}@example.org'}",
        "DTSTAMP:20260101T000000Z",
        f"DTSTART:{start or f'202601{1 + number % 28:02}T090000Z'}",
        "DURATION:PT1H",
        f"SUMMARY:Coffee {number}",
        "ORGANIZER;CN=Robin:mailto:robin@example.org",
        "ATTENDEE;CN=Ana Lum;PARTSTAT=ACCEPTED:mailto:ana@example.com",
        *lines,
    )


def calendar(*lines: str) -> str:
    inside = ["BEGIN:VEVENT", *lines, "END:VEVENT"]
    return "\r\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN", *inside, "END:VCALENDAR", ""]
    )


def card(number: int, *lines: str) -> str:
    return "\r\n".join(
        [
            *("BEGIN:VCARD", "VERSION:3.0", f"UID:card-{number}", f"FN:Ana {number}"),
            *("N:Lum;Ana;;;", f"EMAIL:ana{number}@example.com", *lines, "END:VCARD", ""),
        ]
    )


NOBODY = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:nobody\r\nFN:\r\nN:;;;;\r\nEND:VCARD\r\n"
"""A card that names nobody."""
