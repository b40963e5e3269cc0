"""What an account of the connector `google` says in config.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

from narrowcast.connectors import options as known
from narrowcast.connectors.net import ascii_host, is_this_machine

KIND = "google"


class Quota(StrEnum):
    """How much Google lets one project ask for one user, by when the project was made."""

    SINCE_2026 = "2026"
    OLDER = "older"  # before 2026-05-01, and in use between November 2025 and April 2026


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoints:
    """Where Google's services are: Google's own addresses, or those of tests."""

    gmail: str = "https://gmail.googleapis.com/"
    calendar: str = "https://www.googleapis.com/calendar/v3/"
    people: str = "https://people.googleapis.com/"
    auth: str = "https://accounts.google.com/o/oauth2/v2/auth"
    token: str = "https://oauth2.googleapis.com/token"  # noqa: S105 - an address
    revoke: str = "https://oauth2.googleapis.com/revoke"

    @property
    def hosts(self) -> tuple[str, ...]:
        """Every host of them once, but for the one that only the browser goes to."""
        urls = (self.gmail, self.calendar, self.people, self.token, self.revoke)
        return tuple(dict.fromkeys(urlsplit(one).hostname or "" for one in urls))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What is read of the account *user*, and where; holds no secret."""

    user: str
    calendar: bool = True
    contacts: bool = True
    other_contacts: bool = False
    since: datetime | None = None
    """Mail received before is left to another source."""
    quota: Quota = Quota.SINCE_2026
    endpoints: Endpoints = field(default_factory=Endpoints)


def read(options: Mapping[str, object]) -> Settings:
    """Read *options*; raises ValueError with a sentence for the owner."""
    known.refuse_unknown(
        options, KIND, "calendar", "contacts", "other_contacts", "since", "quota", "endpoints",
        "send",
    )  # fmt: skip
    user = options.get("user")
    if not isinstance(user, str) or "@" not in user or not user.isprintable():
        raise ValueError(f"{KIND}: the option user is missing; add the account's address")
    try:
        quota = Quota(str(options.get("quota", Quota.SINCE_2026)))
    except ValueError:
        raise ValueError(f'{KIND}: the option quota is none of "2026", "older"') from None
    return Settings(
        user=user.strip(),
        calendar=_flag(options, "calendar", True),
        contacts=_flag(options, "contacts", True),
        other_contacts=_flag(options, "other_contacts", False),
        since=known.day(options, "since"),
        quota=quota,
        endpoints=endpoints(options),
    )


def endpoints(options: Mapping[str, object]) -> Endpoints:
    """The table `endpoints` of *options*, completed by Google's own; raises ValueError."""
    given = options.get("endpoints", {})
    if not isinstance(given, Mapping):
        raise ValueError(f"{KIND}: the option endpoints is no table")  # noqa: TRY004 - a value
    names = {one.name for one in fields(Endpoints)}
    for name in given:
        if name not in names:
            raise ValueError(
                f"{KIND}: endpoints.{name} is no endpoint; there are: {', '.join(sorted(names))}"
            )
    return Endpoints(**{str(name): _url(str(name), url) for name, url in given.items()})


def _url(name: str, given: object) -> str:
    try:
        parts = urlsplit(str(given))
        host, _ = ascii_host(parts.hostname or ""), parts.port
    except ValueError:
        raise ValueError(f"{KIND}: endpoints.{name} is no address; write https://…") from None
    if parts.scheme not in {"http", "https"} or parts.username or parts.query:
        raise ValueError(f"{KIND}: endpoints.{name} is no address; write https://…")
    if parts.scheme == "http" and not is_this_machine(host):
        raise ValueError(f"{KIND}: {host} would see your login in the open; use https")
    exact = name in {"auth", "token", "revoke"}
    return str(given) if exact else f"{str(given).rstrip('/')}/"


def _flag(options: Mapping[str, object], key: str, default: bool) -> bool:
    value = options.get(key, default)
    if not isinstance(value, bool):
        raise ValueError(f"{KIND}: the option {key} is neither true nor false")  # noqa: TRY004
    return value
