"""Why Microsoft lets nobody sign in, and what to do about it (codes of its AADSTS reference)."""

from __future__ import annotations

from collections.abc import Mapping

from narrowcast.connectors.microsoft import aadsts

_PORTAL = "https://entra.microsoft.com"
_ADMIN = (
    "your organisation lets only an administrator consent; ask for it, naming the app registration"
    " and the rights above"
)
_OTHER_TENANT = (
    "this account is not of the organisation that the app registration is for; say --tenant, or"
    " let the registration take accounts of any organisation and personal ones"
)
_REMEDIES = {
    50011: "the app registration lacks the redirect address http://localhost; add it there, below"
    f" Authentication, platform Mobile and desktop applications ({_PORTAL})",
    50020: _OTHER_TENANT,
    50194: "the app registration is for one organisation only; name that: --tenant firm.example",
    65001: _ADMIN,
    65004: "the consent was refused",
    70011: "the app registration may not ask for these rights",
    70016: "nobody typed the code in time",
    90072: _OTHER_TENANT,
    90094: _ADMIN,
    90095: _ADMIN,
    500113: "the app registration has no redirect address; add http://localhost there, below"
    f" Authentication, platform Mobile and desktop applications ({_PORTAL})",
    650052: "your organisation has no mailbox service that this right is for",
    650057: "the app registration does not list these rights; add them below API permissions"
    f" ({_PORTAL})",
    700016: "the app registration is not known there; check --client-id and --tenant",
    7000218: "the app registration does not allow public client flows; switch that on there, below"
    f" Authentication, Advanced settings ({_PORTAL})",
    9002331: "the app registration is for personal accounts only; say --tenant consumers",
    9002346: "the app registration is for personal accounts only; say --tenant consumers",
}
_ERRORS = {
    "access_denied": "the consent was refused",
    "authorization_declined": "the consent was refused",
    "code_expired": "nobody typed the code in time",
    "consent_required": _ADMIN,
    "expired_token": "nobody typed the code in time",
}


def words(told: Mapping[str, object]) -> str:
    """One sentence on an answer without a token; never what the authority wrote itself."""
    error = str(told.get("error", ""))
    codes = list(aadsts.codes(told))
    for code in codes:
        if code in _REMEDIES:
            return f"{_REMEDIES[code]} (AADSTS{code})"
    if error in _ERRORS:
        return _ERRORS[error]
    return aadsts.words(codes, error) or "Microsoft gave no login"
