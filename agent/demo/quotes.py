"""How Gmail, Outlook and Apple Mail show what is answered or passed on."""

from __future__ import annotations

import html
from dataclasses import dataclass
from datetime import datetime

from narrowcast.agent.demo.people import Program
from narrowcast.connectors.records import Mailbox

_NARROW_SPACE = "\u202f"  # Gmail writes it before AM and PM


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The mail that is quoted."""

    author: Mailbox
    to: tuple[Mailbox, ...]
    sent_at: datetime
    subject: str
    text: str


def quote(original: Original, program: Program) -> str:
    """The quotation under an answer, as plain text."""
    match program:
        case Program.GMAIL:
            return f"{_attribution(original, program)}\n\n{_marked(original.text)}"
        case Program.APPLE:
            return _marked(f"{_attribution(original, program)}\n\n{original.text}")
        case Program.OUTLOOK:
            head = _block(original, ("From", "Sent", "To", "Subject"))
            return f"{'_' * 32}\n{head}\n\n{original.text}"


def forward(original: Original, program: Program) -> str:
    """The mail as it is passed on, as plain text."""
    match program:
        case Program.GMAIL:
            head = _block(original, ("From", "Date", "Subject", "To"))
            return f"---------- Forwarded message ---------\n{head}\n\n\n{original.text}"
        case Program.APPLE:
            head = _block(original, ("From", "Subject", "Date", "To"))
            return "Begin forwarded message:\n\n" + _marked(f"{head}\n\n{original.text}")
        case Program.OUTLOOK:
            return quote(original, program)


def page(own: str, below: str, program: Program) -> str:
    """The mail as HTML: *own* text, and *below* it the quotation, marked as *program* does."""
    if not below:
        return f'<html><body><div dir="ltr">{_lines(own)}</div></body></html>'
    if program is Program.OUTLOOK:
        quoted = f'<div id="appendonsend"></div><hr><div id="divRplyFwdMsg">{_lines(below)}</div>'
    elif program is Program.GMAIL:
        inner = f'<blockquote class="gmail_quote">{_lines(_unmarked(below))}</blockquote>'
        quoted = f'<br><div class="gmail_quote gmail_quote_container">{inner}</div>'
    else:
        quoted = f'<br><blockquote type="cite">{_lines(_unmarked(below))}</blockquote>'
    return f'<html><body><div dir="ltr">{_lines(own)}</div>{quoted}</body></html>'


def _attribution(original: Original, program: Program) -> str:
    sent, author = original.sent_at, original.author
    who = f"{author.name} <{author.address}>"
    if program is Program.APPLE:
        return f"On {sent.day} {sent:%b %Y, at %H:%M}, {who} wrote:"
    day = f"{sent:%a, %b} {sent.day}, {sent:%Y}"
    return f"On {day} at {_clock(sent, _NARROW_SPACE)} {who}\nwrote:"


def _block(original: Original, names: tuple[str, ...]) -> str:
    sent = original.sent_at
    values = {
        "From": f"{original.author.name} <{original.author.address}>",
        "Date": f"{sent:%a, %b} {sent.day}, {sent:%Y} at {_clock(sent, ' ')}",
        "Sent": f"{sent:%A, %B} {sent.day}, {sent:%Y} {_clock(sent, ' ')}",
        "To": ", ".join(f"{m.name} <{m.address}>" if m.name else m.address for m in original.to),
        "Subject": original.subject,
    }
    return "\n".join(f"{name}: {values[name]}" for name in names)


def _clock(when: datetime, space: str) -> str:
    return f"{when.hour % 12 or 12}:{when:%M}{space}{'AM' if when.hour < 12 else 'PM'}"


def _marked(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _unmarked(text: str) -> str:
    return "\n".join(line.removeprefix("> ").removeprefix(">") for line in text.split("\n"))


def _lines(text: str) -> str:
    return "".join(f"<div>{html.escape(line) or '<br>'}</div>" for line in text.split("\n"))
