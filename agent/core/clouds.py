"""The providers whose accounts are signed in to on their own page, and the hosts they are at.

What is written here goes into config.toml, where the owner sees it: no other host is spoken to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloud:
    """One provider."""

    label: str
    """What its account is called."""
    endpoints: Mapping[str, str]
    """Where each of its services is, by the name that config.toml knows it by."""
    imap: str = ""
    """Where its mail is read by IMAP with the same login; '' nowhere."""
    consents: str
    """Where the owner sees, and takes back, what programs may do."""
    options: Mapping[str, object] = field(default_factory=dict[str, object])
    """Keys of an account that are written out, with their defaults."""

    def hosts(self, given: Mapping[str, object]) -> tuple[str, ...]:
        """Every host that an account needs, once; *given* are services that are elsewhere."""
        return tuple(dict.fromkeys(self._hosts(given)))

    def _hosts(self, given: Mapping[str, object]) -> Iterator[str]:
        for name, url in self.endpoints.items():
            if host := host_of(str(given.get(name) or url)):
                yield host


def host_of(url: str) -> str:
    """The host of an address; '' where it names none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


CLOUDS = {
    "google": Cloud(
        label="google",
        endpoints={
            "gmail": "https://gmail.googleapis.com/",
            "calendar": "https://www.googleapis.com/calendar/v3/",
            "people": "https://people.googleapis.com/",
            "token": "https://oauth2.googleapis.com/token",
            "revoke": "https://oauth2.googleapis.com/revoke",
        },
        imap="imaps://imap.gmail.com:993",
        consents="https://myaccount.google.com/connections",
        options={"calendar": True, "contacts": True, "other_contacts": False},
    ),
    "microsoft": Cloud(
        label="microsoft",
        endpoints={
            "graph": "https://graph.microsoft.com/v1.0",
            "authority": "https://login.microsoftonline.com/common",
        },
        consents="https://myapplications.microsoft.com (work) or"
        " https://account.live.com/consent/Manage (personal)",
        options={"calendar": True, "contacts": True},
    ),
}
