"""A letter that the owner wrote elsewhere, a text or a mail file, for etiquette to look through."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from narrowcast.agent.core.draft import edited
from narrowcast.agent.core.model import Letter
from narrowcast.agent.errors import InputError
from narrowcast.agent.reading import text_of
from narrowcast.connectors.formats import mime

LARGEST = 1_000_000  # bytes
_HEADS = ("subject:", "to:", "from:", "date:", "message-id:", "mime-version:", "content-type:")


@dataclass(frozen=True, slots=True)
class GivenLetter:
    """What stands in the file."""

    to_name: str
    to_address: str
    subject: str
    body: str

    def as_letter(self) -> Letter:
        """The letter as one that the owner wrote, whose every sentence is the owner's own."""
        empty = Letter(
            to_name=self.to_name,
            to_address=self.to_address,
            subject="",
            body="",
            ask_part="",
            blurb="",
        )
        return edited(empty, self.subject, self.body)


def read(path: Path) -> GivenLetter:
    """Read a mail, or a text that begins with `Subject:` and `To:` lines; raises InputError."""
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(f"{path} is too large for a letter")
        raw = path.read_bytes()
    except OSError as fault:
        raise InputError(f"{path} cannot be read: {fault.strerror}") from fault
    if not raw.lstrip().lower().startswith(tuple(map(str.encode, _HEADS))):
        raise InputError(
            f"{path} does not begin as a letter does; write `Subject: …` and `To: …` above it, then"
            " an empty line"
        )
    if b"content-type:" not in raw.partition(b"\n\n")[0].lower():
        raw = b"Content-Type: text/plain; charset=utf-8\n" + raw.lstrip()
    mail = mime.read(raw, remote_id=str(path))
    to = mail.to[0] if mail.to else None
    return GivenLetter(to.name if to else "", to.address if to else "", mail.subject, text_of(mail))
