"""Is the author who From says? Read from the owner's own server, from nobody else.

Only the topmost Authentication-Results counts, and only with the authserv-id pinned for the account
(RFC 8601 §5): a sender can write any other. SPF alone says nothing about From. Exchange's
`bestguesspass` is a pass for a domain without a DMARC record.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from narrowcast.connectors.formats.addresses import domain_of
from narrowcast.connectors.records import Message
from narrowcast.nlp.organisations import registrable_domain


class Authenticity(StrEnum):
    """How far the author's address may be believed."""

    VERIFIED = "verified"  # DMARC passed, or DKIM passed for the author's domain
    SEALED = "sealed"  # failed, but a forwarder's ARC seal vouches for it
    SILENT = "silent"  # no results at all: a server that stamps none
    UNVERIFIED = "unverified"  # results, but none of the owner's server, or none that decides
    FORGED = "forged"


@dataclass(frozen=True, slots=True)
class _Results:
    """One Authentication-Results header."""

    authserv_id: str
    methods: tuple[tuple[str, str, str], ...]
    """(method, result, properties as written)."""

    def of(self, method: str) -> tuple[tuple[str, str], ...]:
        return tuple((result, rest) for name, result, rest in self.methods if name == method)


def authenticity(message: Message, trusted_authserv_id: str) -> Authenticity:
    """Judge the author of *message*; an empty id trusts no header."""
    written = message.headers.get("authentication-results", ())
    if not written:
        return Authenticity.SILENT
    results = _read(written[0])
    if not trusted_authserv_id or results.authserv_id != trusted_authserv_id.lower():
        return Authenticity.UNVERIFIED
    domain = domain_of(message.author.address) if message.author else ""
    return _verdict(results, domain)


def aligned(one: str, other: str) -> bool:
    """Whether two domains (or addresses) are one organisation's: relaxed alignment, RFC 7489 §3.1.

    Where the public suffix is unknown, one must lie below the other.
    """
    one, other = (name.rpartition("@")[2].strip(".").lower() for name in (one, other))
    if not one or not other:
        return False
    if registrable_domain(one) == registrable_domain(other):
        return True
    upper, lower = sorted((one, other), key=len)
    return "." in upper and lower.endswith(f".{upper}")


def stamped_by(message: Message) -> str:
    """The authserv-id of the topmost results, whoever wrote them; '' where there are none."""
    written = message.headers.get("authentication-results", ())
    return _read(written[0]).authserv_id if written else ""


PINNING_MAILS = 20  # fewer tell nothing
_PINNING_SHARE = 2 / 3  # of all mail: a sender who writes the header himself never sends that much


def pinned(stamps: Mapping[str, Mapping[str, int]]) -> str:
    """The authserv-id of the server that stamps this account's mail; '' where none surely does.

    *stamps* counts all arrived mail by year (of the server's clock) and authserv-id, '' for mail
    without results. The newest years with enough mail decide, since people change providers.
    """
    counts: Counter[str] = Counter()
    for year in sorted(stamps, reverse=True):
        counts.update(stamps[year])
        if counts.total() >= PINNING_MAILS:
            break
    best, count = max(counts.items(), key=lambda one: (one[1], one[0]), default=("", 0))
    return best if count >= max(PINNING_MAILS, _PINNING_SHARE * counts.total()) else ""


def _verdict(results: _Results, domain: str) -> Authenticity:
    dmarc = [result for result, rest in results.of("dmarc") if _header_from_is(rest, domain)]
    if domain and (_DMARC_PASS.intersection(dmarc) or _aligned_dkim(results, domain)):
        # A pass for another From than the one we read is no pass.
        return Authenticity.FORGED if "fail" in dmarc else Authenticity.VERIFIED
    if any(result == "pass" for result, _ in results.of("arc")):
        return Authenticity.SEALED
    undecided = any(result in _UNDECIDED for result in dmarc) or _aligned_spf(results, domain)
    return Authenticity.UNVERIFIED if undecided and "fail" not in dmarc else Authenticity.FORGED


_UNDECIDED = frozenset({"temperror", "permerror"})


def _aligned_spf(results: _Results, domain: str) -> bool:
    """The envelope's domain is the author's: no proof of From, but no contradiction either."""
    return any(
        result == "pass" and any(aligned(sender, domain) for sender in _envelope(rest))
        for result, rest in results.of("spf")
    )


def _envelope(properties: str) -> list[str]:
    found: list[str] = re.findall(r"smtp\.(?:mailfrom|helo)=\"?([^\s;\"]{1,255})", properties)
    return found


_DMARC_PASS = frozenset({"pass", "bestguesspass"})


def _header_from_is(properties: str, domain: str) -> bool:
    named = re.search(r"header\.from=\"?([^\s;\"]{1,255})", properties)
    return named is None or aligned(named.group(1), domain)


def _aligned_dkim(results: _Results, domain: str) -> bool:
    return any(
        result == "pass" and any(aligned(signer, domain) for signer in _signers(rest))
        for result, rest in results.of("dkim")
    )


def _signers(properties: str) -> list[str]:
    found: list[str] = re.findall(r"header\.[di]=\"?([^\s;\"]{1,255})", properties)
    return found


_COMMENT = re.compile(r"\([^()]{0,500}\)")
_METHOD = re.compile(r"\s*([\w-]{1,40})(?:/\d+)?\s*=\s*([\w-]{1,40})(.*)", re.DOTALL)


def _read(value: str) -> _Results:
    """Parse RFC 8601 §2.2, comments dropped, methods and results lower case."""
    pieces = _COMMENT.sub(" ", value[:4096]).split(";")
    first = pieces[0].split()
    if not first or "=" in first[0]:  # Exchange Online leaves the id out in some tenants
        return _Results("", ())
    methods = [found for piece in pieces[1:] if (found := _METHOD.match(piece)) is not None]
    return _Results(
        first[0].lower(),
        tuple((m.group(1).lower(), m.group(2).lower(), m.group(3)) for m in methods),
    )
