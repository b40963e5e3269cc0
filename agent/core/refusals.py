"""What a server's refusal means and what to do about it, in half a sentence.

Servers say it in words of their own; these are the ones of the large providers and of the usual
servers, told apart by what the owner does next.
"""

from __future__ import annotations

import re
from enum import StrEnum

from narrowcast.agent.core.providers import Login, Provider


class Cause(StrEnum):
    """Why a login or a connection was refused."""

    APP_PASSWORD = "app password"  # noqa: S105 - a cause, no secret
    OAUTH = "oauth"
    SWITCHED_OFF = "switched off"
    BLOCKED = "blocked"
    UNCLEAR = "unclear"


_SIGNS = {
    Cause.OAUTH: re.compile(
        r"basic ?auth(?:entication)? ?(?:is )?(?:blocked|disabled)|BasicAuthBlocked|oauth"
        r"|modern auth|web login required|less secure",
        re.IGNORECASE,
    ),
    Cause.APP_PASSWORD: re.compile(
        r"application[- ]specific|app[- ]?password|2-?step|two[- ]factor|InvalidSecondFactor"
        r"|device password|authori[sz]ation code",
        re.IGNORECASE,
    ),
    Cause.SWITCHED_OFF: re.compile(
        r"\b(?:imap|smtp|service|access)\b.{0,40}\b(?:not enabled|disabled|deactivated"
        r"|switched off|turned off|not allowed)"
        r"|not enabled for imap|enable imap|SmtpClientAuthentication is disabled",
        re.IGNORECASE,
    ),
    Cause.BLOCKED: re.compile(
        r"too many (?:failed|login)|\block(?:ed)? (?:out|for)|account (?:is |has been )?locked"
        r"|temporarily (?:blocked|disabled)|suspicious|captcha",
        re.IGNORECASE,
    ),
}


def cause(says: str) -> Cause:
    """What lies behind a refusal, by the server's own words."""
    return next((one for one, signs in _SIGNS.items() if signs.search(says)), Cause.UNCLEAR)


def after_login(says: str, provider: Provider | None, *, kept: bool) -> str:
    """What to do after a login was refused with the words *says*; *kept*: the account stands in
    config.toml.
    """
    match cause(says):
        case Cause.BLOCKED:
            return "wait a quarter of an hour, and look into the web mail for a warning"
        case Cause.OAUTH:
            return _oauth(provider)
        case Cause.APP_PASSWORD if not (provider and provider.advice):
            return "make an app password in the provider's security settings, and type that"
        case Cause.SWITCHED_OFF if not (provider and provider.advice):
            return "switch IMAP (or SMTP) on in the settings of the web mail"
        case _ if provider and provider.advice:
            return f"{provider.name}: {provider.advice}"
    user = "user in config.toml" if kept else "--user"
    return (
        f"check {user} and the password (some servers want an app password, or IMAP switched on"
        " in their settings)"
    )


def _oauth(provider: Provider | None) -> str:
    """A server that takes no passwords is signed in to on its provider's page."""
    if provider and provider.login is Login.OAUTH:
        return f"{provider.name}: {provider.advice}"
    return (
        "it takes no passwords from programs; at Microsoft run narrowcast connect microsoft, at"
        " Google narrowcast connect google, elsewhere name a --token-command"
    )


_CONNECTING = (
    (r"cannot be found", "check {server}, and whether you are online"),
    (r"unreachable|no route", "you seem to be offline"),
    (r"refused", "nothing listens there: check {server}"),
    (r"timed? ?out", "check {server}; a firewall may be in between"),
    (
        r"breaks off the encryption|WRONG_VERSION|hangs up at once",
        "that port may want the other way of encrypting: try --security {other}",
    ),
)


def after_connecting(says: str, *, kept: bool, security: str) -> str:
    """What to do where no connection came about; *security* is what was tried."""
    server = "the server in config.toml" if kept else "--host, --port and --security"
    other = "starttls" if security == "tls" else "tls"
    for sign, remedy in _CONNECTING:
        if re.search(sign, says, re.IGNORECASE):
            return remedy.format(server=server, other=other)
    return f"check {server}, and whether you are online"


def of_certificate(host: str, why: str, authority: str) -> str:
    """What is wrong with a certificate and what to do; *authority* is how to name one's own."""
    if re.search(r"hostname mismatch|not valid for|doesn't match", why, re.IGNORECASE):
        return (
            f"the certificate of {host} is for another name ({why}); name the server as your"
            " provider does"
        )
    if re.search(r"expired|not yet valid", why, re.IGNORECASE):
        return (
            f"the certificate of {host} is out of date ({why}); check this machine's clock, else"
            " tell whoever runs that server"
        )
    return (
        f"{host} cannot prove that it is {host} ({why}); for a server of your own, name its"
        f" authority: {authority}"
    )
