"""Did a human write this, and to the owner? Told by headers before any word is read."""

from __future__ import annotations

from enum import StrEnum

from narrowcast.agent.core import reports
from narrowcast.agent.core.correspondents import people
from narrowcast.agent.core.wording import written_text
from narrowcast.connectors.records import Message, PartKind
from narrowcast.nlp.automatic import subject_is_automatic
from narrowcast.nlp.machine_words import written_by_machine

MAX_PERSONAL_RECIPIENTS = 8  # facts/reliability §3: above it, no introduction is read into a mail


class Origin(StrEnum):
    """Who or what speaks."""

    HUMAN = "human"
    GATEWAY = "gateway"  # a human, perhaps: a gateway marks all its mail as bulk
    AUTOMATIC = "automatic"  # RFC 3834
    REPORT = "report"
    LIST = "list"


def origin(message: Message) -> Origin:
    """Which sort of sender; a report is told before an automatic answer, that before a list."""
    if reports.report(message) is not None or _is_report_type(message):
        return Origin.REPORT
    if is_automatic(message):
        return Origin.AUTOMATIC
    if any(name in message.headers for name in _LIST_HEADERS):
        return Origin.LIST
    return Origin.GATEWAY if _precedence(message) in _BULK else Origin.HUMAN


def is_automatic(message: Message) -> bool:
    """RFC 3834's sign, its older kin, or a subject or text that says so."""
    headers = message.headers
    submitted = (headers.get("auto-submitted") or ("no",))[0].split(";")[0].strip().lower()
    if submitted not in {"no", ""}:
        return True
    if any(name in headers for name in _AUTOMATIC_HEADERS):
        return True
    if _precedence(message) == "auto_reply" or subject_is_automatic(message.subject):
        return True
    return written_by_machine(written_text(message))


def is_group(message: Message) -> bool:
    """So many recipients that being among them means nothing."""
    return len(people(message)) > MAX_PERSONAL_RECIPIENTS


_LIST_HEADERS = frozenset(
    {"list-id", "list-unsubscribe", "list-post", "mailing-list", "x-mailing-list", "feedback-id",
     "x-campaign-id", "x-campaignid"}
)  # fmt: skip
_AUTOMATIC_HEADERS = frozenset(
    {"x-autoreply", "x-autorespond", "x-autoresponder", "x-autoreply-from", "x-mail-autoreply"}
)
_BULK = frozenset({"bulk", "list", "junk"})


def _precedence(message: Message) -> str:
    return (message.headers.get("precedence") or ("",))[0].strip().lower().replace("-", "_")


def _is_report_type(message: Message) -> bool:
    kind = (message.headers.get("content-type") or ("",))[0].lower()
    return kind.startswith("multipart/report") and not any(
        part.kind is PartKind.CALENDAR for part in message.parts
    )
