"""Small invented mails, calendars and tables for the connector tests."""

from __future__ import annotations


def mail(
    number: int, *, subject: str = "hello", body: str = "Shall we meet?", extra: str = ""
) -> bytes:
    return (
        f"Message-ID: <{number}@a.example>\r\n"
        f"Date: Mon, 03 Nov 2025 10:{number % 60:02d}:00 +0100\r\n"
        f"From: Ann Lee <ann@a.example>\r\nTo: me@user.example\r\nSubject: {subject}\r\n{extra}"
        f"\r\n{body}\r\n"
    ).encode()


def mbox(*mails: bytes) -> bytes:
    """An mboxrd with Unix line ends."""
    return b"".join(
        b"From MAILER-DAEMON Mon Nov  3 10:00:00 2025\n" + one.replace(b"\r\n", b"\n") + b"\n"
        for one in mails
    )


def event(number: int, *lines: str) -> str:
    return "\r\n".join(
        (
            "BEGIN:VEVENT",
            f"UID:{number}@a.example",
            f"DTSTART:202511{number % 28 + 1:02d}T100000Z",
            f"SUMMARY:Meeting {number}",
            *lines,
            "END:VEVENT",
            "",
        )
    )


def calendar(*events: str, head: str = "") -> bytes:
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{head}{''.join(events)}END:VCALENDAR\r\n".encode()


def card(number: int, *lines: str) -> bytes:
    parts = (
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"UID:{number}",
        f"FN:Ann {number}",
        *lines,
        "END:VCARD",
        "",
    )
    return "\r\n".join(parts).encode()


CONNECTIONS = (
    'Notes:\n"When exporting your connection data, you may notice missing addresses."\n\n'
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Ann,Lee,https://www.linkedin.example/in/ann,,Acme,Head of Sales,03 Nov 2025\n"
    "Bob,Ray,https://www.linkedin.example/in/bob,bob@b.example,Initech,CTO,12 Jan 2020\n"
)
POSITIONS = (
    "Company Name,Title,Description,Location,Started On,Finished On\n"
    'Umbrella,Adviser,"Two\nlines",Berlin,Feb 2019,\nAcme,Engineer,,,Mar 2012,Jan 2019\n'
)
