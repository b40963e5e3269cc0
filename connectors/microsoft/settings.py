"""What an account's options say of Microsoft Graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

from narrowcast.connectors import options as known
from narrowcast.connectors.net import ascii_host, is_this_machine

GRAPH = "https://graph.microsoft.com/v1.0"
AUTHORITY = "https://login.microsoftonline.com/common"
HOSTS = ("graph.microsoft.com", "login.microsoftonline.com")
"""What an account of Microsoft's own cloud has to reach."""

_OWN = ("client_id", "authority", "calendar", "contacts", "send_by", "endpoints", "since", "until")


class SendBy(StrEnum):
    """How a letter is handed over."""

    SUBMIT = "submit"  # in one request; needs Mail.Send alone
    DRAFT = "draft"  # written as a draft first, which has an id to look up; needs Mail.ReadWrite


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Whose account, where, and what of it is read; holds no secret."""

    user: str
    client_id: str
    authority: str = AUTHORITY
    """Who gives tokens: Microsoft's, or any OpenID issuer's address."""
    graph: str = GRAPH
    """Without a slash at its end."""
    calendar: bool = True
    contacts: bool = True
    send_by: SendBy = SendBy.SUBMIT
    include: tuple[str, ...] = ()
    """Patterns of mail folders, in lower case; empty: all but drafts, junk and trash."""
    exclude: tuple[str, ...] = ()
    since: datetime | None = None
    """First day of the calendar that is read; None: the connector decides."""
    until: datetime | None = None


def read(options: Mapping[str, object]) -> Settings:
    """Read *options*; raises ValueError with a sentence for the owner."""
    known.refuse_unknown(options, "microsoft", *_OWN)
    user, client = _text(options, "user"), _text(options, "client_id")
    if "@" not in user or not user.isprintable():
        raise ValueError("microsoft: the option user is missing; write the account's address")
    if not client or not client.isascii() or not client.isprintable():
        raise ValueError(
            "microsoft: the option client_id is missing; write the application (client) ID of"
            " your app registration"
        )
    send_by = _text(options, "send_by", SendBy.SUBMIT.value)
    if send_by not in set(SendBy):
        raise ValueError('microsoft: the option send_by is none of "submit", "draft"')
    endpoints = options.get("endpoints", {})
    if not isinstance(endpoints, Mapping) or set(endpoints) - {"graph"}:
        raise ValueError("microsoft: the table endpoints holds nothing but graph")
    return Settings(
        user=user,
        client_id=client,
        authority=_address(_text(options, "authority", AUTHORITY), "authority"),
        graph=_address(_text(endpoints, "graph", GRAPH), "endpoints.graph"),
        calendar=_yes(options, "calendar"),
        contacts=_yes(options, "contacts"),
        send_by=SendBy(send_by),
        include=_patterns(options, "include"),
        exclude=_patterns(options, "exclude"),
        since=known.day(options, "since"),
        until=known.day(options, "until"),
    )


def _text(options: Mapping[str, object], key: str, default: str = "") -> str:
    value = options.get(key, default)
    if not isinstance(value, str):
        raise ValueError(f"microsoft: the option {key} is not a text")  # noqa: TRY004 - the owner's
    return value


def _yes(options: Mapping[str, object], key: str) -> bool:
    """Whether *key* is switched on, as it is where nothing is said."""
    value = options.get(key, True)
    if not isinstance(value, bool):
        raise ValueError(f"microsoft: the option {key} is not true or false")  # noqa: TRY004
    return value


def _address(url: str, key: str) -> str:
    """*url* without a slash at its end; raises ValueError where it is none, or not encrypted."""
    wrong = ValueError(f"microsoft: the option {key} is no address; write https://…")
    try:
        parts = urlsplit(url)
        host, _ = ascii_host(parts.hostname or ""), parts.port
    except ValueError:
        raise wrong from None
    if parts.scheme not in {"http", "https"} or parts.username or parts.query or parts.fragment:
        raise wrong
    if parts.scheme == "http" and not is_this_machine(host):
        raise ValueError(f"microsoft: {host} would see your mail's key in the open; use https")
    return url.rstrip("/")


def _patterns(options: Mapping[str, object], key: str) -> tuple[str, ...]:
    given = options.get(key, ())
    if not isinstance(given, list | tuple) or not all(isinstance(one, str) for one in given):
        raise ValueError(f'microsoft: the option {key} is no list; write it like {key} = ["Inbox"]')
    return tuple(str(one).casefold() for one in given)
