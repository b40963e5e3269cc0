"""Why Microsoft gives no token, in words for the owner (AADSTS codes of its error reference)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

_WORDS = {
    50057: "the account is switched off",
    50058: "you are signed out there",
    50076: "a second proof of who you are is asked for",
    50079: "a second proof of who you are has to be set up",
    50126: "the password is wrong",
    50132: "the password was changed, or the login was withdrawn",
    50133: "the password was changed, or has run out",
    50173: "the password was changed, or the login was withdrawn",
    53000: "this machine does not satisfy your organisation's rules",
    53003: "your organisation's rules do not allow it",
    65001: "the consent is missing, or was withdrawn",
    70008: "the login has run out; it was not used for long",
    70043: "your organisation's rules ended the login",
    90094: "an administrator has to consent",
    700016: "the app registration is not known there; check client_id and authority",
    700082: "the login has run out; it was not used for long",
    7000218: "the app registration has to allow public client flows",
}  # fmt: skip
_CODE = re.compile(r"AADSTS(\d{4,8})\b")
_PLAIN = re.compile(r"[a-z_]{1,40}").fullmatch


def words(codes: Iterable[int], error: str) -> str:
    """What the first known of *codes* means; without any, the OAuth *error* as it is called."""
    for code in codes:
        if code in _WORDS:
            return f"{_WORDS[code]}, AADSTS{code}"
    if error in {"invalid_grant", "interaction_required"}:
        return "Microsoft no longer takes the one that was kept"
    return error if _PLAIN(error) else ""


def codes(told: Mapping[str, object]) -> Iterator[int]:
    """The numbers in an answer without a token: a list, and what its sentence begins with."""
    listed = told.get("error_codes")
    yield from (one for one in (listed if isinstance(listed, list) else ()) if isinstance(one, int))
    yield from map(int, _CODE.findall(str(told.get("error_description", ""))[:2_000]))
