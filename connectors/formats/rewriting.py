"""What forwarders and lists did to an address or a name: SRS, VERP, DMARC rewriting, "via"."""

from __future__ import annotations

import re

_SRS0 = re.compile(r"srs0[=+-][^=]{1,16}=[^=]{1,8}=([^=]{1,255})=(.{1,64})\Z", re.IGNORECASE)
_SRS1 = re.compile(
    r"srs1[=+-][^=]{1,16}=[^=]{1,255}={1,2}[^=]{1,16}=[^=]{1,8}=([^=]{1,255})=(.{1,64})\Z",
    re.IGNORECASE,
)
_PRVS = re.compile(r"(?:btv1|prvs)=[^=]{4,16}={1,2}(.{1,64})\Z", re.IGNORECASE)
# user=domain@list or user=40domain@list (IETF, Mailman "dmarc munging"), bounce+user=domain@list
# (VERP)
_VERP = re.compile(
    r"(?:.*[-+])?([^=]{1,64})=(?:40)?((?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24})\Z", re.IGNORECASE
)
# Exchange wraps what is no SMTP address: IMCEASMTP-ann+40a+2Eexample@host
_IMCEA = re.compile(r"imcea[a-z]{2,10}-(.+)\Z", re.IGNORECASE)
_HEX = re.compile(r"\+([0-9a-f]{2})", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.-]{1,64}@(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}", re.IGNORECASE)
_BOUNCE = re.compile(
    r"(?:.*[-+._])?(?:bounces?|return|owner)(?:[-+_=].*)?\Z|owner-.*\Z", re.IGNORECASE
)

# How Google Groups and Mailman word it; the name before it is the author's.
_VIA = re.compile(
    r"['\"“‘]?(?P<name>[^\s'\"“”‘’(][^\"“”]{0,120}?)['\"”’]?\s+\(?"
    r"(?:via|über|durch|par le biais de|mediante|a través de|por meio de|tramite|przez|через)"
    r"\s+\S.{0,120}\Z",
    re.IGNORECASE,
)
_CHARS = 320


def original(address: str) -> str | None:
    """The address that *address* was rewritten from; None if it is no rewriting or tells nobody."""
    local, _, domain = address[:_CHARS].rpartition("@")
    if match := _SRS0.match(local) or _SRS1.match(local):
        return f"{match[2]}@{match[1]}"
    if match := _PRVS.match(local):
        return f"{match[1]}@{domain}"
    if match := _IMCEA.match(local):
        inside = _ADDRESS.search(_HEX.sub(lambda code: chr(int(code[1], 16)), match[1]))
        return inside[0] if inside else None
    if match := _VERP.match(local):
        return f"{match[1]}@{match[2]}"
    return None


def is_rewritten(address: str) -> bool:
    """Whether *address* belongs to a relay or a bounce handler, not to whom it seems to name."""
    return original(address) is not None or bool(_BOUNCE.match(address[:_CHARS].rpartition("@")[0]))


def author_behind(name: str) -> str | None:
    """`Ann Lee` out of `'Ann Lee' via Sales`; None where *name* was not rewritten by a list."""
    match = _VIA.match(name[:_CHARS])
    return match["name"].strip(" '\"") if match else None
