"""The login of a Google account: what the owner's consent left us, and tokens made from it.

    consent (signing_in) ──► Grant, kept as one JSON text ──► refresh ──► access token, an hour long
                                       ▲                        │
                                       └── read again ── refused ──► NeedsLogin

The program never reads the clock here: when a token ends is left to google-auth, and a token that
Google refuses is renewed whatever the clock says.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import datetime
from typing import NoReturn

import google.auth.transport.requests
from google.auth.exceptions import GoogleAuthError, RefreshError
from google.oauth2.credentials import Credentials

from narrowcast.connectors import http
from narrowcast.connectors.base import Kept
from narrowcast.connectors.errors import NeedsLogin, Transient
from narrowcast.connectors.google import settings
from narrowcast.connectors.net import Egress

_WHY = {
    "invalid_grant": "Google no longer takes the login: it was revoked, the password was changed,"
    " it lay unused for half a year, or the client is still in testing, where logins end after"
    " seven days",
    "invalid_rapt": "the organisation has its people sign in anew after some hours",
    "invalid_client": "Google no longer knows the client, or its secret was changed",
    "deleted_client": "the client was deleted in the Google console",
    "disabled_client": "the client was disabled by Google",
    "org_internal": "the client is for its own organisation only",
    "admin_policy_enforced": "the organisation's administrator does not allow this client",
    "unauthorized_client": "Google does not let this client renew logins",
    "invalid_scope": "a right that was granted no longer exists",
}
_PASSING = frozenset({"rate_limit_exceeded", "slow_down"})
_ANEW = "Reauthentication is needed"  # google-auth's own words instead of Google's code


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What is kept between runs; all of it is a secret but the address and the scopes."""

    client_id: str
    client_secret: str = field(repr=False)
    refresh_token: str = field(repr=False)
    scopes: tuple[str, ...]
    """What was granted, which may be less than was asked for."""
    address: str = ""
    """Whose account it is, as Google says."""
    access_token: str = field(default="", repr=False)
    expires_at: str = ""
    """When the access token ends: UTC in ISO form, as google-auth reckons it."""
    lives_seconds: int = 0
    """How long the refresh token was to live when it was given (a client in testing: seven days);
    0: Google does not say.
    """

    def dumps(self) -> str:
        """The text to keep."""
        return json.dumps(asdict(self), separators=(",", ":"))


def loads(text: str) -> Grant | None:
    """Read what `Grant.dumps` wrote; None where that is no login of ours."""
    try:
        told = json.loads(text)
    except ValueError:
        return None
    if not isinstance(told, dict):
        return None
    given = {one.name: told[one.name] for one in fields(Grant) if one.name in told}
    scopes = given.get("scopes")
    if not isinstance(scopes, list) or not given.get("refresh_token"):
        return None
    lives = given.pop("lives_seconds", 0)
    texts = {name: str(value) for name, value in given.items() if name != "scopes"}
    try:
        return Grant(
            **texts,
            scopes=tuple(map(str, scopes)),
            lives_seconds=lives if isinstance(lives, int) else 0,
        )
    except TypeError:  # a field without default is missing
        return None


class Login:
    """Hands out access tokens; any thread may ask."""

    def __init__(self, account: str, token_uri: str, egress: Egress, kept: Kept) -> None:
        self._account, self._uri, self._egress, self._kept = account, token_uri, egress, kept
        self._grant: Grant | None = None
        self._made: Credentials | None = None
        """The access token of the grant, and when it ends."""
        self._lock = threading.Lock()

    @property
    def granted(self) -> frozenset[str]:
        """The rights of the login as it is kept now; raises NeedsLogin where there is none."""
        with self._lock:
            before, now = self._grant, self._kept_now()
            if before is None or _consent(before) != _consent(now):  # the owner signed in anew
                self._take(now)
            return frozenset(now.scopes)

    def may(self, right: str) -> bool:
        """Whether the login has *right*; looked up anew only where it had it not."""
        before = self._grant
        return (before is not None and right in before.scopes) or right in self.granted

    def token(self, *, refused: str = "") -> str:
        """An access token; another than *refused*, which Google did not take.

        Raises NeedsLogin (Google no longer takes the login) and Transient.
        """
        with self._lock:
            if not self._serves(refused):
                # Another process may have renewed it, or signed in anew.
                grant = self._take(self._kept_now())
                if not self._serves(refused):
                    self._renew(grant)
            assert self._made is not None
            return str(self._made.token)

    def fail(self, why: str) -> NoReturn:
        """Raises NeedsLogin."""
        raise NeedsLogin(self._account, why)

    def _serves(self, refused: str) -> bool:
        made = self._made
        return bool(made and made.token and made.token != refused and not made.expired)

    def _kept_now(self) -> Grant:
        return loads(self._kept.read()) or self.fail("it was not signed in yet")

    def _take(self, grant: Grant) -> Grant:
        self._grant, self._made = grant, _credentials(grant, self._uri)
        return grant

    def _renew(self, grant: Grant) -> None:
        """Fetch a fresh access token for *grant*, and keep it."""
        made = _credentials(grant, self._uri)
        with http.session(self._egress) as session:
            try:
                made.refresh(google.auth.transport.requests.Request(session))  # type: ignore[no-untyped-call]
            except http.Lost as fault:  # of what was to be done by the token, nothing went out
                raise Transient(str(fault)) from None
            except RefreshError as fault:
                self._refused(fault)
            except GoogleAuthError as fault:
                raise Transient(f"Google's login fails ({type(fault).__name__})") from None
        renewed = replace(
            grant,
            access_token=str(made.token),
            refresh_token=str(made.refresh_token),
            expires_at=made.expiry.isoformat() if made.expiry else "",
        )
        self._grant, self._made = renewed, made
        now = loads(self._kept.read())
        if now and now.refresh_token == grant.refresh_token:  # else signed in anew, or erased
            self._kept.write(renewed.dumps())

    def _refused(self, fault: RefreshError) -> NoReturn:
        error = _error_of(fault)
        if fault.retryable or not error or error in _PASSING:
            raise Transient("Google's login does not answer now") from None
        self.fail(_WHY.get(error, f"Google refuses to renew it: {error}"))


def supplier(options: Mapping[str, object], egress: Egress, kept: Kept) -> Callable[[], str]:
    """Access tokens for IMAP and SMTP at Google by XOAUTH2 (`base.TokenFactory`)."""
    name = str(options.get("address") or options.get("user") or settings.KIND)
    return Login(name, settings.endpoints(options).token, egress, kept).token


def _credentials(grant: Grant, token_uri: str) -> Credentials:
    try:
        expiry = datetime.fromisoformat(grant.expires_at).replace(tzinfo=None)
    except ValueError:
        expiry = None  # Google will tell
    return Credentials(  # type: ignore[no-untyped-call]
        token=grant.access_token or None,
        refresh_token=grant.refresh_token,
        token_uri=token_uri,
        client_id=grant.client_id,
        client_secret=grant.client_secret,
        expiry=expiry,
    )


def _consent(grant: Grant) -> tuple[str, tuple[str, ...]]:
    """What tells one consent from another; access tokens come and go."""
    return grant.refresh_token, grant.scopes


def _error_of(fault: RefreshError) -> str:
    """The short code of RFC 6749 §5.2; the rest of the answer is never shown."""
    if str(fault).startswith(_ANEW):
        return "invalid_rapt"
    told = next((one for one in fault.args if isinstance(one, Mapping)), {})
    error = told.get("error", "")
    code = error if isinstance(error, str) else ""
    return code if len(code) < 40 and code.replace("_", "").isalnum() else ""
