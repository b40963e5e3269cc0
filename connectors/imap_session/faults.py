"""What goes wrong on an IMAP connection, named by reaction.

Servers tell it in a response code (RFC 3501 §7.1, RFC 5530, RFC 9051) or, the older and the bigger
ones, in words.
"""

from __future__ import annotations

import imaplib
import re
from collections.abc import Iterator
from contextlib import contextmanager

from narrowcast.connectors.errors import (
    ConnectorError,
    NeedsLogin,
    RateLimited,
    Skippable,
    Transient,
)

THROTTLED_SECONDS = 300.0  # where the server says to slow down but not for how long
QUOTA_SECONDS = 3_600.0  # Gmail's limits of traffic are by the day

_CODE = re.compile(r"\[([A-Z-]{3,30})[^\]]{0,200}\]", re.IGNORECASE)
_TRANSIENT = {"UNAVAILABLE", "INUSE", "SERVERBUG", "EXPUNGEISSUED", "CLIENTBUG", "TEMPFAIL"}
_LIMITED = {"LIMIT", "THROTTLED"}
_LOGIN = {
    "AUTHENTICATIONFAILED",
    "AUTHORIZATIONFAILED",
    "EXPIRED",
    "PRIVACYREQUIRED",
    "CONTACTADMIN",
    "WEBALERT",  # Gmail wants the owner in a browser
}
_THROTTLED = re.compile(
    r"throttl|too many (?:simultaneous |concurrent )?(?:connections|requests|commands|logins)"
    r"|rate limit|bandwidth|exceeded.{0,40}limit|connection limit|maximum number of connections",
    re.IGNORECASE,
)
_BACKOFF = re.compile(r"backoff time:?\s*(\d{1,9})\s*(milliseconds|ms|seconds|s)?", re.IGNORECASE)
_PASSING = re.compile(
    r"temporar|try again|unavailable|time[d ]*out|internal (?:server )?error|server busy|shutting"
    r" down|restart",
    re.IGNORECASE,
)
_SAYS_CHARS = 200


class Denied(Exception):
    """The server answered NO or BAD, or said BYE; *says* is its sentence, cleaned."""

    def __init__(self, command: str, says: str) -> None:
        super().__init__(f"{command}: {says}")
        self.command = command
        self.says = says


def login_needed(account: str, why: str = "") -> NeedsLogin:
    """The account's password or token is not taken any more; *why* is what the server says."""
    return NeedsLogin(account, why)


@contextmanager
def told(account: str, host: str, *, login: bool = False) -> Iterator[None]:
    """Raise what the library and the socket raise inside as our own errors; *login*: a refusal
    without reason means the password.
    """
    try:
        yield
    except ConnectorError:
        raise
    except Denied as denied:
        raise reaction(account, host, denied.says, login=login) from None
    except imaplib.IMAP4.abort as fault:
        says = clean(str(fault))
        if _CODE.search(says) or _THROTTLED.search(says):
            raise reaction(account, host, says, login=login) from None
        # Its text may hold octets of a mail: it goes no further.
        raise Transient(f"{host} broke off the connection") from None
    except imaplib.IMAP4.error as fault:
        raise reaction(account, host, clean(str(fault)), login=login) from None
    except TimeoutError:
        raise Transient(f"{host} does not answer") from None
    except (OSError, EOFError) as fault:
        reason = getattr(fault, "strerror", None) or type(fault).__name__
        raise Transient(f"the connection to {host} broke: {reason}") from None


def reaction(account: str, host: str, says: str, *, login: bool = False) -> ConnectorError:
    """The error for what the server said."""
    codes = {one.upper() for one in _CODE.findall(says)}
    if codes & _LOGIN and (login or "EXPIRED" in codes or "WEBALERT" in codes):
        return login_needed(account, f"{host} says: {says}")
    waited = _BACKOFF.search(says)
    if waited:
        unit = (waited[2] or "ms").lower()
        return RateLimited(int(waited[1]) / (1000 if unit.startswith("m") else 1))
    if "OVERQUOTA" in codes:
        return RateLimited(QUOTA_SECONDS)
    if codes & _LIMITED or _THROTTLED.search(says):
        return RateLimited(THROTTLED_SECONDS)
    if codes & _TRANSIENT or _PASSING.search(says):
        return Transient(f"{host} says: {says}")
    if login:
        # Without a code it may be our own line that the server repeats, password and all.
        return login_needed(account, f"{host} says: {says}" if "ALERT" in codes else "")
    return Skippable(f"{host} refuses: {says}")


def spares_others(says: str) -> bool:
    """Whether this refusal is about some of the mails asked for alone."""
    codes = {one.upper() for one in _CODE.findall(says)}
    fault = reaction("", "", says)
    return isinstance(fault, Skippable) or bool(codes & {"SERVERBUG", "EXPUNGEISSUED"})


def clean(says: str | bytes) -> str:
    """A server's sentence fit to be shown: printable and short."""
    plain = says.decode("utf-8", "replace") if isinstance(says, bytes) else says
    printable = "".join(one if one.isprintable() else " " for one in plain[: 4 * _SAYS_CHARS])
    return " ".join(printable.split())[:_SAYS_CHARS]
