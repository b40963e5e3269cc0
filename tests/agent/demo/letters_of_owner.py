"""Letters as the agent sends them, for tests of the simulated week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr

from narrowcast.agent.demo.people import Person
from narrowcast.agent.demo.sample import Prospect, Sample


def ask(
    sample: Sample,
    reader: Person,
    prospect: Prospect,
    when: datetime,
    *,
    address: str = "",
    references: Sequence[str] = (),
) -> bytes:
    """An ask to *reader* about *prospect*, as it leaves at *when*."""
    whom = prospect.name or f"{prospect.title} at {prospect.company}"
    text = (
        f"Hi {reader.first},\n\ncould you introduce me to {whom} ({prospect.company})?\n"
        "Yes or no are both fine.\n\n---\nI work on supplier onboarding.\n---\n"
    )
    return letter(
        sample,
        (reader.display, address or reader.job(when).address),
        f"Introduction to {whom}?",
        text,
        when,
        references=references,
    )


def letter(
    sample: Sample,
    to: tuple[str, str],
    subject: str,
    text: str,
    when: datetime,
    *,
    references: Sequence[str] = (),
) -> bytes:
    """Any letter of the owner's, with the headers that ours carry."""
    owner = sample.owner.mailbox(when)
    key = f"{when:%Y%m%d%H%M%S}.{to[1].partition('@')[0]}"
    message = EmailMessage()
    message["From"] = formataddr((owner.name, owner.address))
    message["To"] = formataddr(to)
    message["Subject"] = subject
    message["Date"] = format_datetime(when)
    message["Message-ID"] = f"<{key}@{owner.address.partition('@')[2]}>"
    message["References"] = " ".join((*references, f"<{key}.token@narrowcast.invalid>"))
    message["X-Narrowcast-Id"] = key
    message.set_content(text)
    return message.as_bytes()
