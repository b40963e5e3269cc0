"""The account's login: a token for each request, and what is kept of it between runs.

    kept text ─► msal's cache ─► token, given out until shortly before its end
                     │   └─ ended ──► refreshed ──► written back, unless `connect` wrote meanwhile
                     └─ refused ──► what `connect` wrote meanwhile? else NeedsLogin, with the reason

Rights are asked for as they were granted: a wider wish would be refused as a whole.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from narrowcast.connectors import http
from narrowcast.connectors.base import Means
from narrowcast.connectors.errors import ConnectorError, NeedsLogin, Transient
from narrowcast.connectors.microsoft import aadsts
from narrowcast.connectors.microsoft.settings import Settings

if TYPE_CHECKING:
    from msal import PublicClientApplication, SerializableTokenCache

_KIND = "microsoft/1"
_EARLY_SECONDS = 300.0  # before its end a token is given out no more; msal's own margin
_RESOURCE = "https://graph.microsoft.com/"
_TRIES = 2
_ENDED = frozenset(
    ("invalid_grant", "interaction_required", "login_required", "consent_required",
     "account_selection_required", "invalid_client", "unauthorized_client", "invalid_scope",
     "access_denied", "invalid_request", "unsupported_grant_type")
)  # fmt: skip
"""What an authority says where asking again is no use (RFC 6749 §5.2, OpenID Connect §3.1.2.6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What is kept of a login."""

    scopes: tuple[str, ...]
    """The rights that were granted, but for those msal adds (`openid`, `offline_access` …)."""
    cache: str
    """msal's token cache, serialised: a secret."""

    def packed(self) -> str:
        """One JSON text, for `Kept.write`."""
        told = {"kind": _KIND, "scopes": self.scopes, "cache": json.loads(self.cache)}
        return json.dumps(told, separators=(",", ":"))


def unpacked(text: str) -> Stored | None:
    """Read what `Stored.packed` made; None where *text* is anything else."""
    try:
        told = json.loads(text)
    except ValueError:
        return None
    match told:
        case {"kind": str(kind), "scopes": list(scopes), "cache": dict(cache)} if kind == _KIND:
            return Stored(scopes=tuple(map(str, scopes)), cache=json.dumps(cache))
        case _:
            return None


def application(
    settings: Settings, session: object, cache: SerializableTokenCache
) -> PublicClientApplication:
    """The client of the owner's own app registration, talking through *session*.

    Asks the authority at once where its doors are; raises Transient and ValueError (it is none).
    """
    import msal
    from msal.authority import WELL_KNOWN_AUTHORITY_HOSTS as MICROSOFT
    from msal.exceptions import MsalServiceError

    # It would show an answer that it cannot read, tokens and all.
    logging.getLogger("msal").addHandler(logging.NullHandler())
    logging.getLogger("msal").propagate = False
    # Whoever is not Microsoft is asked as OpenID says. Nobody else is asked who Microsoft is.
    own = urlsplit(settings.authority).hostname in MICROSOFT
    where = {"authority" if own else "oidc_authority": settings.authority}
    try:
        return msal.PublicClientApplication(
            settings.client_id,
            **where,
            instance_discovery=False,
            token_cache=cache,
            http_client=session,
            client_capabilities=["CP1"],  # we understand claims challenges
        )
    except MsalServiceError as fault:
        raise unwell(settings) from fault


def plain(scope: str) -> str:
    """A right as it is compared: without its resource, in lower case."""
    return scope.removeprefix(_RESOURCE).casefold()


def unwell(settings: Settings) -> Transient:
    """The error that says that the authority of logins cannot be understood now."""
    host = urlsplit(settings.authority).hostname
    return Transient(f"{host} does not answer as an authority of logins does")


class Login:
    """Tokens for one account; may be asked from several threads."""

    def __init__(
        self, settings: Settings, means: Means, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._settings, self._means, self._clock = settings, means, clock
        self._session = http.session(means.egress)
        self._lock = Lock()
        self._text = ""
        self._stored: Stored | None = None
        self._cache: SerializableTokenCache | None = None
        self._application: PublicClientApplication | None = None
        self._token, self._until = "", 0.0

    def token(self, *, force: bool = False, claims: str = "") -> str:
        """A token that is good for some minutes. *force*: another than the last, which the server
        no longer takes; *claims*: what a claims challenge asks for, in JSON.

        Raises NeedsLogin and Transient, and what reaching the authority raises.
        """
        with self._lock:
            if not self._token or force or claims or self._clock() >= self._until:
                self._token = ""
                self._fetch(force=force, claims=claims)
            return self._token

    @property
    def granted(self) -> frozenset[str]:
        """The rights granted, in lower case and without their resource, as they are kept now;
        raises NeedsLogin.
        """
        with self._lock:
            if self._stored is None or self._is_consented_anew(self._stored):
                self._token = ""
                self._stored = self._read()
            return _rights(self._stored)

    def refused(self, why: str = "") -> NeedsLogin:
        """The error that says that only the owner can help."""
        return NeedsLogin(self._means.account, why)

    def close(self) -> None:
        self._session.close()

    def _is_consented_anew(self, stored: Stored) -> bool:
        """Whether the owner signed in for other rights meanwhile; tokens come and go."""
        text = self._means.kept.read()
        if text == self._text:
            return False
        now = unpacked(text)
        return now is None or _rights(now) != _rights(stored)

    def _fetch(self, *, force: bool, claims: str) -> None:
        why = ""
        for _ in range(_TRIES):
            stored = self._stored or self._read()
            told = self._asked(stored, force=force, claims=claims)
            token = told.get("access_token")
            if isinstance(token, str) and token.isascii() and token.isprintable():
                self._token = token
                self._until = self._clock() + _seconds(told) - _EARLY_SECONDS
                self._keep(stored, told)
                return
            why = _reason(told)
            if self._means.kept.read() == self._text:
                break
            self._stored = None  # the owner has signed in meanwhile
        raise self.refused(why)

    def _asked(self, stored: Stored, *, force: bool, claims: str) -> Mapping[str, Any]:
        """What msal answers; raises Transient where the authority cannot answer now."""
        from msal.exceptions import MsalServiceError

        try:
            app = self._opened()
            told: Mapping[str, Any] | None = app.acquire_token_silent_with_error(
                list(stored.scopes),
                self._account(app),
                force_refresh=force,
                claims_challenge=claims or None,
                http_exceptions=(ConnectorError,),  # then a token that is still good will do
            )
        except http.Lost as fault:  # of what the token was wanted for, nothing went out
            raise Transient(str(fault)) from None
        except (MsalServiceError, ValueError) as fault:  # it says nothing, or nothing we can read
            raise unwell(self._settings) from fault
        if told and "access_token" not in told and str(told.get("error")) not in _ENDED:
            raise unwell(self._settings)
        return told or {}

    def _opened(self) -> PublicClientApplication:
        if self._application is None:
            assert self._cache is not None  # `_read` came before
            self._application = application(self._settings, self._session, self._cache)
        return self._application

    def _account(self, app: PublicClientApplication) -> Any:
        """The account signed in; one named like the option `user` before any other."""
        every = app.get_accounts()
        own = [
            a for a in every if str(a.get("username")).casefold() == self._settings.user.casefold()
        ]
        return next(iter((*own, *every)), None)

    def _read(self) -> Stored:
        """What is kept now; raises NeedsLogin where nothing is."""
        from msal import SerializableTokenCache

        self._text = self._means.kept.read()
        stored = unpacked(self._text)
        if stored is None:
            raise self.refused("nobody has signed in" if not self._text else "")
        self._stored, self._cache, self._application = stored, SerializableTokenCache(), None
        self._cache.deserialize(stored.cache)
        return stored

    def _keep(self, stored: Stored, told: Mapping[str, Any]) -> None:
        """Write back what msal changed, unless somebody wrote anew meanwhile: theirs is newer."""
        assert self._cache is not None  # msal has just used it
        if not self._cache.has_state_changed:
            return
        scopes = _scopes(told) or stored.scopes
        self._stored = Stored(scopes=scopes, cache=self._cache.serialize())
        if self._means.kept.read() == self._text:
            self._text = self._stored.packed()
            self._means.kept.write(self._text)


def _rights(stored: Stored) -> frozenset[str]:
    return frozenset(map(plain, stored.scopes))


def _seconds(told: Mapping[str, Any]) -> float:
    try:
        return float(told.get("expires_in", 0))
    except (TypeError, ValueError):
        return 0.0


def _scopes(told: Mapping[str, Any]) -> tuple[str, ...]:
    """The rights that a fresh answer names, but for those msal adds; () where it names none."""
    named = told.get("scope")
    if not isinstance(named, str):
        return ()
    added = {"openid", "profile", "email", "offline_access"}
    return tuple(one for one in named.split() if one not in added)


def _reason(told: Mapping[str, Any]) -> str:
    """Why there is no token, in words; never what the authority wrote: it may hold anything."""
    return aadsts.words(aadsts.codes(told), str(told.get("error", "")))
