"""What machines say about our letter: delivery reports, read receipts, complaints, plain bounces.

Structured reports (RFC 3464, RFC 8098, RFC 5965) are read from their fields; bounces without
structure (qmail, Exim, gateways) from their words, and then count for less.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from narrowcast.agent.core import report_words
from narrowcast.agent.core.model import AddressKey
from narrowcast.connectors.formats.addresses import canonical
from narrowcast.connectors.records import Message, PartKind

MAX_TEXT = 20_000


class ReportKind(StrEnum):
    """What became of a letter for one recipient, worst first."""

    HARD = "hard"  # the address is dead
    POLICY = "policy"
    SOFT = "soft"  # given up, but the address lives
    DELAYED = "delayed"
    DELIVERED = "delivered"
    DISPLAYED = "displayed"


@dataclass(frozen=True, slots=True)
class Fate:
    """One recipient's line in a report."""

    recipient: AddressKey
    kind: ReportKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report on one letter of somebody's."""

    original_ids: frozenset[str]
    """Message-IDs of the letter it reports on, from its fields and the returned head."""
    fates: tuple[Fate, ...]
    structured: bool
    feedback: str = ""
    """Of a feedback report (RFC 5965): its type in lower case, such as `abuse`; '' of others."""
    complainers: frozenset[AddressKey] = frozenset()
    """Of a feedback report: to whom the letter went, where it says so; many services leave it out.
    """

    @property
    def is_complaint(self) -> bool:
        """Whether somebody reported the letter as unwanted."""
        return self.feedback in _COMPLAINTS


_COMPLAINTS = frozenset({"abuse", "fraud", "opt-out", "opt-out-list"})
"""Feedback types by which a reader complains; `not-spam` and `auth-failure` are none."""


def report(message: Message) -> Report | None:
    """Read *message* as a report; None: it is none."""
    status = _texts(message, PartKind.DELIVERY_STATUS)
    receipts = _texts(message, PartKind.DISPOSITION)
    if feedback := _texts(message, PartKind.FEEDBACK):
        return _feedback(message, feedback)
    if receipts:
        return Report(
            original_ids=_named_ids(receipts, _ORIGINAL_ID) | _returned_ids(message),
            fates=tuple(fate for text in receipts for fate in _displayed(text)),
            structured=True,
        )
    if status:
        return Report(
            original_ids=_named_ids(status, _ORIGINAL_ID) | _returned_ids(message),
            fates=tuple(fate for text in status for fate in _fates(text)),
            structured=True,
        )
    return _worded(message) if _looks_bounced(message) else None


def _feedback(message: Message, texts: tuple[str, ...]) -> Report:
    fields = {name.lower(): value.strip() for name, value in reversed(_FIELD.findall(texts[0]))}
    told = (fields.get("original-rcpt-to", ""), fields.get("removal-recipient", ""))
    found = (canonical(one.rpartition(";")[2].strip(" <>")) for one in told if "@" in one)
    return Report(
        original_ids=_named_ids(texts, _ORIGINAL_ID) | _returned_ids(message),
        fates=(),
        structured=True,
        feedback=fields.get("feedback-type", "other").lower(),
        complainers=frozenset(map(AddressKey, found)),
    )


def _texts(message: Message, kind: PartKind) -> tuple[str, ...]:
    return tuple(part.text[:MAX_TEXT] for part in message.parts if part.kind is kind)


_ID = re.compile(r"<[^<>\s]{1,500}>")
_ORIGINAL_ID = re.compile(
    r"^(?:x-)?original-(?:message-id|envelope-id)\s*:\s*(.{1,600})$", re.IGNORECASE | re.MULTILINE
)
_MESSAGE_ID = re.compile(
    (
        r"^[ \t>]{0,8}(?:message-id|references"
        r"|x-narrowcast-id)\s*:\s*(.{1,600}(?:\n[ \t].{1,600}){0,20})"
    ),
    re.IGNORECASE | re.MULTILINE,
)
_ID_HEADERS = (
    "x-microsoft-original-message-id",
    "x-google-original-message-id",
    "x-original-message-id",
)


def _named_ids(texts: tuple[str, ...], field: re.Pattern[str]) -> frozenset[str]:
    return frozenset(
        one for text in texts for line in field.finditer(text) for one in _ID.findall(line.group(1))
    )


def _returned_ids(message: Message) -> frozenset[str]:
    """Ids in the returned head of the letter, and those the report answers."""
    headers = (*message.in_reply_to, *message.references)
    told = (one for name in _ID_HEADERS for one in message.headers.get(name, ()))
    return enclosed_ids(message) | {*headers, *told}


def enclosed_ids(message: Message) -> frozenset[str]:
    """Ids that the heads of enclosed mails bear: of a returned letter, or of a forwarded one."""
    return _named_ids(_texts(message, PartKind.HEADERS), _MESSAGE_ID)


_FIELD = re.compile(r"^([\w-]{1,40})[ \t]*:[ \t]*(.{0,1000})$", re.MULTILINE)


def _fates(text: str) -> Iterator[Fate]:
    """One per recipient group (RFC 3464 §2.3); groups are parted by empty lines."""
    for group in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n")):
        fields = {name.lower(): value.strip() for name, value in reversed(_FIELD.findall(group))}
        recipient = fields.get("final-recipient") or fields.get("original-recipient") or ""
        action = fields.get("action", "").lower().split(" ")[0]
        if recipient and action:
            address = recipient.rpartition(";")[2].strip(" <>")
            yield Fate(
                AddressKey(canonical(address)),
                _kind(action, fields.get("status", ""), fields.get("diagnostic-code", "")),
            )


def _displayed(text: str) -> Iterator[Fate]:
    """RFC 8098: displayed or, unseen, deleted; an error report is no receipt either way."""
    for value in re.findall(
        r"^(?:final|original)-recipient\s*:\s*(.{1,400})$", text, re.IGNORECASE | re.MULTILINE
    )[:1]:
        yield Fate(
            AddressKey(canonical(value.rpartition(";")[2].strip(" <>"))), ReportKind.DISPLAYED
        )


_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")


def _kind(action: str, status: str, diagnostic: str) -> ReportKind:
    if action == "delayed":
        return ReportKind.DELAYED
    if action != "failed":
        return ReportKind.DELIVERED  # delivered, relayed, expanded
    code = _STATUS.search(status) or _STATUS.search(diagnostic)
    words = _by_words(diagnostic)
    if code is None or code.groups()[1:] == ("0", "0"):
        return words or ReportKind.SOFT
    return _by_code(*code.groups()) if words is not ReportKind.POLICY else ReportKind.POLICY


def _by_code(severity: str, subject: str, detail: str) -> ReportKind:
    """RFC 3463: x.1 addressing, x.2 mailbox, x.4 routing, x.7 policy; 4 passing, 5 lasting."""
    if subject == "7":
        return ReportKind.POLICY
    if severity != "5":
        return ReportKind.SOFT
    dead = subject == "1" and detail not in {"7", "8"}  # 5.1.7 and 5.1.8 are about the sender
    disabled = subject == "2" and detail == "1"
    nowhere = subject == "4" and detail == "4"
    return ReportKind.HARD if dead or disabled or nowhere else ReportKind.SOFT


def _by_words(text: str) -> ReportKind | None:
    lower = " ".join(text.lower().split())[:4000]
    return next((kind for kind, pattern in _WORDS if pattern.search(lower)), None)


_WORDS = (
    (ReportKind.POLICY, report_words.POLICY),
    (ReportKind.SOFT, report_words.FULL_OR_PASSING),
    (ReportKind.HARD, report_words.DEAD),
)


# ---------------------------------------------------------------- bounces in words

_DAEMON = re.compile(
    (
        r"(?:mailer-daemon|postmaster|mail-?daemon|maildelivery"
        r"|microsoftexchange[0-9a-f]{8,})[^@]{0,40}@"
    ),
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_BELOW = re.compile(
    (
        r"^-{2,}.{0,80}(?:below|copy|original|return|unten|header).{0,80}$|^(?:return-path"
        r"|received|from):\s"
    ),
    re.IGNORECASE | re.MULTILINE,
)


def is_daemon(message: Message) -> bool:
    """Whether a mail system speaks: empty Return-Path, or a daemon's address."""
    path = (message.headers.get("return-path") or ("",))[0].strip()
    address = message.author.address if message.author else ""
    return path == "<>" or bool(_DAEMON.match(address))


def _looks_bounced(message: Message) -> bool:
    if "x-failed-recipients" in message.headers:
        return True
    if not is_daemon(message):
        return False
    if report_words.SUBJECT.search(message.subject[:200].strip().lower()):
        return True
    by_name = message.author is not None and _DAEMON.match(message.author.address)
    return bool(by_name) and _STATUS.search(_told(message)) is not None


def _told(message: Message) -> str:
    """The words of the report, above the returned letter."""
    text = _text(message)
    cut = _BELOW.search(text)
    return text[: cut.start()] if cut else text


def _text(message: Message) -> str:
    return next(iter(_texts(message, PartKind.PLAIN) or _texts(message, PartKind.HTML)), "")


def _worded(message: Message) -> Report:
    told = _told(message)
    code = _STATUS.search(told)
    kind = _by_words(told) or (_by_code(*code.groups()) if code else None) or ReportKind.SOFT
    if code is not None and kind is ReportKind.SOFT:
        kind = _by_code(*code.groups())
    if report_words.DELAY.search(f"{message.subject}\n{told}".lower()):
        kind = ReportKind.DELAYED
    listed = " ".join(message.headers.get("x-failed-recipients", ())) or told
    recipients = dict.fromkeys(canonical(one) for one in _ADDRESS.findall(listed)[:20])
    return Report(
        original_ids=_named_ids((_text(message),), _MESSAGE_ID) | _returned_ids(message),
        fates=tuple(Fate(AddressKey(one), kind) for one in recipients),
        structured=False,
    )
