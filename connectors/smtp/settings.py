"""What an account's options say of its submission server and of its Sent folder.

[accounts.work]            host, user, auth and the secret are the account's …
[accounts.work.smtp]       … unless this table says otherwise; port and security are its own
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from narrowcast.connectors import options as known
from narrowcast.connectors.imap_session import settings
from narrowcast.connectors.imap_session.settings import Security, Server
from narrowcast.connectors.net import READ_SECONDS

PORTS = {Security.TLS: 465, Security.STARTTLS: 587, Security.NONE: 25}
_INHERITED = ("host", "user", "auth")
_OWN = (*_INHERITED, "port", "security")


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to wait for a reply."""

    command: float = READ_SECONDS
    body: float = 180.0  # RFC 5321 §4.5.3.2.5
    after_dot: float = 600.0  # §4.5.3.2.6: who gives up sooner causes second letters
    goodbye: float = 5.0


class SentCopy(StrEnum):
    """Whether a copy of what left is laid into the Sent folder."""

    AUTO = "auto"  # where the server does not do so itself
    APPEND = "append"  # at once, without waiting whether the server does
    SERVER = "server"  # the server does so with all that it takes: what is not there never left
    NONE = "none"


def server(options: Mapping[str, object]) -> Server:
    """The submission server; raises ValueError with one sentence for the owner."""
    own = options.get("smtp", {})
    if not isinstance(own, Mapping):
        raise ValueError("smtp must be a table; write [accounts.NAME.smtp] above its keys")  # noqa: TRY004 - for the owner
    known.refuse_unknown(own, "smtp")
    if elsewhere := sorted(own.keys() - set(_OWN)):
        # Ignored, it would have another server shown the secret that is for reading.
        raise ValueError(
            f"smtp: {elsewhere[0]} stands in the account's own table, for reading and sending"
            " alike; where they differ, send by an account of its own: narrowcast connect smtp"
        )
    inherited = {key: options[key] for key in _INHERITED if key in options}
    return settings.server({**inherited, **own}, "smtp", PORTS)


def alone(options: Mapping[str, object]) -> Server:
    """The server of an account that only sends; raises as `server` does."""
    known.refuse_unknown(options, "smtp")
    return settings.server(options, "smtp", PORTS)


def sent_copy(options: Mapping[str, object]) -> SentCopy:
    """The option `sent_copy`; raises ValueError."""
    value = options.get("sent_copy", SentCopy.AUTO)
    try:
        return SentCopy(str(value))
    except ValueError:
        raise ValueError(f"sent_copy must be one of {', '.join(SentCopy)}, not {value!r}") from None
