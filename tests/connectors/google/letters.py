"""A letter of the owner of a Google world, and what the world holds of it."""

from __future__ import annotations

from narrowcast.connectors.base import Envelope, SentKey
from tests.servers.google import START, GoogleWorld

SEND = "gmail.users.messages.send"
ENVELOPE = Envelope(sender="me@corp.test", recipients=("ana@lumen.example",))
LETTER = (
    b"From: Me Person <me@corp.test>\r\nTo: Ana Li <ana@lumen.example>\r\n"
    b"Subject: Jonas Weber\r\nDate: Sun, 15 Nov 2026 09:00:00 +0000\r\n"
    b"Message-ID: <ask-1@corp.test>\r\nReferences: <tok-1@corp.test>\r\n"
    b"X-Narrowcast-Id: tok-1\r\n\r\nDear Ana,\r\n.\r\nRobin\r\n"
)
KEY = SentKey(message_id="<ask-1@corp.test>", token="tok-1", since=START)


def in_sent(world: GoogleWorld) -> list[str]:
    told = world.api("GET", "/gmail/v1/users/me/messages?labelIds=SENT&includeSpamTrash=true")
    return [one["id"] for one in told.get("messages", [])]
