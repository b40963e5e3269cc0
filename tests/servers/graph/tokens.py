"""Who may come in: access tokens with their rights, and a small issuer for refresh tokens.

GET  /tenant/.well-known/openid-configuration      what msal asks first
POST /tenant/token   grant_type=refresh_token      a fresh token, and a fresh refresh token
"""

from __future__ import annotations

import itertools
import json
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from tests.servers.graph.faults import Refusal

Json = dict[str, Any]

CLIENT_INFO = urlsafe_b64encode(b'{"uid":"robin","utid":"tenant"}').decode().rstrip("=")
"""Whose login it is; msal files tokens by it."""
_ADDED = {"openid", "profile", "email", "offline_access"}
_ROOT = "https://graph.microsoft.com/"


@dataclass
class Tokens:
    """Tokens given out."""

    seconds: int = 3600
    """How long an access token says it is good for."""
    rotates: bool = True
    """Whether a refresh token is good for one use."""
    refusal: Json | None = None
    """What every refresh is answered by (400) in place of a token."""
    rights: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    refreshable: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    _ended: set[str] = field(default_factory=set[str])
    _challenged: dict[str, str] = field(default_factory=dict[str, str])
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def access(self, scopes: frozenset[str]) -> str:
        token = f"access-{next(self._numbers)}-ey.secret"
        self.rights[token] = scopes
        return token

    def refresh(self, scopes: frozenset[str]) -> str:
        token = f"refresh-{next(self._numbers)}.secret"
        self.refreshable[token] = scopes
        return token

    def end(self, token: str) -> None:
        """No access by *token* ('' any given out so far) from now on."""
        self._ended |= {token} if token else self.rights.keys()

    def challenge(self, token: str) -> str:
        """Ask for claims where *token* ('' any given out so far) comes; returns the claims."""
        claims = json.dumps({"access_token": {"nbf": {"essential": True, "value": "1793527200"}}})
        self._challenged.update(dict.fromkeys([token] if token else self.rights, claims))
        return claims

    def revoke(self, code: int, error: str) -> None:
        """End every login: neither access nor refresh."""
        self.end("")
        told = {"error_codes": [code], "error_description": f"AADSTS{code}: no more."}
        self.refusal = {"error": error, **told}

    def scopes(self, authorization: str) -> frozenset[str]:
        """The rights of the bearer; raises Refusal 401."""
        token = authorization.removeprefix("Bearer ")
        if not authorization:
            raise Refusal(401, "InvalidAuthenticationToken", "Access token is empty.")
        if token in self._challenged:
            raise _claims_wanted(self._challenged[token])
        if token in self._ended:
            raise Refusal(401, "InvalidAuthenticationToken",
                          "Lifetime validation failed, the token is expired.")  # fmt: skip
        if token not in self.rights:
            raise Refusal(401, "InvalidAuthenticationToken", "Access token validation failure.")
        return self.rights[token]

    def answer(self, method: str, path: str, body: bytes, base: str) -> tuple[int, Json]:
        """What the issuer at *base* (https://host:port) says."""
        tenant = path.split("/")[1]
        if method == "GET" and path.endswith("/.well-known/openid-configuration"):
            return 200, _configuration(f"{base}/{tenant}")
        if method == "POST" and path.endswith("/token"):
            return self._refreshed(dict(parse_qsl(body.decode())))
        return 404, {"error": "not_found"}

    def _refreshed(self, form: Mapping[str, str]) -> tuple[int, Json]:
        if self.refusal is not None:
            return 400, self.refusal
        scopes = self.refreshable.get(form.get("refresh_token", ""))
        if form.get("grant_type") != "refresh_token" or scopes is None:
            return 400, {"error": "invalid_grant", "error_codes": [70000]}
        asked = {one.removeprefix(_ROOT) for one in form.get("scope", "").split()} - _ADDED
        if beyond := {one.lower() for one in asked} - {one.lower() for one in scopes}:
            return 400, {"error": "invalid_grant", "error_codes": [65001],
                         "error_description": f"AADSTS65001: {min(beyond)}"}  # fmt: skip
        fresh = form["refresh_token"]
        if self.rotates:
            del self.refreshable[fresh]
            fresh = self.refresh(scopes)
        named = [f"{_ROOT}{one}" for one in sorted(scopes)]
        told: Json = {"token_type": "Bearer", "access_token": self.access(scopes),
                      "refresh_token": fresh, "expires_in": self.seconds,
                      "scope": " ".join(named)}  # fmt: skip
        if form.get("client_info") == "1":
            told["client_info"] = CLIENT_INFO
        return 200, told


def _configuration(issuer: str) -> Json:
    return {
        "issuer": issuer,
        "authorization_endpoint": f"{issuer}/authorize",
        "token_endpoint": f"{issuer}/token",
        "device_authorization_endpoint": f"{issuer}/devicecode",
        "jwks_uri": f"{issuer}/keys",
        "response_types_supported": ["code"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
    }


def _claims_wanted(claims: str) -> Refusal:
    """Continuous access evaluation (claims challenges and claims requests)."""
    packed = b64encode(claims.encode()).decode()
    why = ("Continuous access evaluation resulted in challenge with result: InteractionRequired"
           " and code: TokenIssuedBeforeRevocationTimestamp")  # fmt: skip
    told = (
        'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/'
        f'authorize", error="insufficient_claims", claims="{packed}"'
    )
    return Refusal(401, "InvalidAuthenticationToken", why, {"WWW-Authenticate": told})
