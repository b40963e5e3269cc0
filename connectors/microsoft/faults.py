"""What Graph's refusals mean (learn.microsoft.com/graph/errors)."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from narrowcast.connectors.errors import ConnectorError, CursorExpired, Skippable, Transient
from narrowcast.connectors.http import Answer

# Their case varies in the wild.
_RESYNC = frozenset(
    ("syncstatenotfound", "syncstateinvalid", "resyncrequired", "fullsyncrequired",
     "errorinvalidsyncstatedata", "resyncchangesapplydifferences",
     "resyncchangesuploaddifferences")
)  # fmt: skip
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_.]{0,79}").fullmatch
_CLAIMS = re.compile(r'\bclaims="([A-Za-z0-9+/=_-]{1,16384})"')
_MAX_CLAIMS = 16_384
_NO_MAILBOX = frozenset({"mailboxnotenabledforrestapi", "mailboxnotsupportedforrestapi"})
_RIGHTS = (
    ("/sendmail", "mail.send", "send mail"),
    ("/calendar", "calendars.", "read the calendar"),
    ("/events", "calendars.", "read the calendar"),
    ("/contact", "contacts.", "read contacts"),
    ("/mailfolders", "mail.read", "read mail"),
    ("/messages", "mail.read", "read mail"),
)
"""Words in a path, how the names of the rights for it begin, and what they allow."""


class Gone(Skippable):
    """There is no such thing, or no longer."""


class Forbidden(Skippable):
    """The login is good, and not for this."""


class Misunderstood(Skippable):
    """Graph cannot make sense of what was asked."""


@dataclass(frozen=True, slots=True)
class Said:
    """How Graph answered: the HTTP status, and the code of its error in lower case ('' none)."""

    status: int
    code: str = ""

    @property
    def fine(self) -> bool:
        return self.status < 300

    @property
    def is_hidden(self) -> bool:
        """Whether there is something, which is not shown."""
        return not self.fine and self.status != 404


def said(answer: Answer) -> Said:
    """What *answer* says."""
    if answer.status < 300:
        return Said(answer.status)
    try:
        body = json.loads(answer.body)
    except (ValueError, RecursionError):
        body = None
    return told(answer.status, body)


def told(status: int, body: object) -> Said:
    """What the answer to one request of a $batch says."""
    match body:
        case {"error": {"code": str(code)}} if status >= 300 and _CODE(code):
            return Said(status, code.casefold())
        case _:
            return Said(status)


def fault(what: Said) -> ConnectorError:
    """The error that a refusal is; never with Graph's own words, which may quote mail."""
    why = f"HTTP {what.status}{f', {what.code}' if what.code else ''}"
    if what.status == 410 or what.code in _RESYNC:
        return CursorExpired("Microsoft no longer knows where we were; it is listed again")
    if what.code in _NO_MAILBOX:
        return Skippable("Microsoft keeps no mailbox for this account that can be read by Graph")
    if what.status >= 500:
        return Transient(f"Microsoft cannot answer now ({why})")
    if what.status == 404:
        return Gone(f"Microsoft no longer has it ({why})")
    if what.status == 403:
        return Forbidden(f"Microsoft does not let us read it ({why})")
    if what.status == 400:
        return Misunderstood(f"Microsoft refuses to show it ({why})")
    return Skippable(f"Microsoft refuses to show it ({why})")


def lacking(path: str, granted: frozenset[str]) -> str:
    """What a login with the rights *granted* may not do, where *path* needs it; '' it may."""
    plain = path.casefold()
    for word, right, what in _RIGHTS:
        if word in plain:
            return "" if any(one.startswith(right) for one in granted) else what
    return ""


def claims(headers: Mapping[str, str]) -> str:
    """The claims that a challenge (continuous access evaluation) asks for, in JSON; '' none."""
    found = _CLAIMS.search(headers.get("WWW-Authenticate", "")[: 2 * _MAX_CLAIMS])
    if found is None:
        return ""
    packed = found[1].replace("-", "+").replace("_", "/")
    try:
        asked = base64.b64decode(packed + "=" * (-len(packed) % 4)).decode("utf-8")
        parsed: Any = json.loads(asked)
    except (binascii.Error, ValueError, RecursionError):
        return ""
    return asked if isinstance(parsed, dict) else ""
