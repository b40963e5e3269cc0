"""Write `agent/core/known_servers.py`: where the mail servers of providers are, by the database
that Thunderbird is delivered with.

    git clone the repository thunderbird/autoconfig, then:
    python -m training.known_servers FOLDER-OF-THE-CLONE

Only facts are taken: names of providers, their domains, hosts, ports and what the login is. What
`agent/core/providers.py` tells better (logins, advice, calendars) is left out here.
"""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

from narrowcast.agent.core import providers

TARGET = Path(__file__).parents[1] / "agent" / "core" / "known_servers.py"
_LOCAL = "%EMAILLOCALPART%"
_ENCRYPTED = {"SSL": "tls", "STARTTLS": "starttls"}
_HEAD = '''\
"""Mail servers of further providers: facts from the database that Thunderbird is delivered with
(thunderbird/autoconfig on GitHub, commit {commit},
Mozilla Public License 2.0, which is this file's, too).

Written by `python -m training.known_servers`; not to be edited.
"""

# name | domains | IMAP host port security | SMTP host port security | what the login is
TABLE = """\\
{rows}
"""
'''


class Server(NamedTuple):
    """One server, encrypted from its first word or before any secret."""

    host: str
    port: int
    security: str

    def __str__(self) -> str:
        return f"{self.host} {self.port} {self.security}"


def main(clone: Path) -> None:
    """Write the table anew from *clone*."""
    commit = _commit(clone)
    rows = sorted(filter(None, map(_row, sorted((clone / "ispdb").glob("*.xml")))), key=str.lower)
    TARGET.write_text(
        _HEAD.format(commit=commit, rows="\n".join(map(_wrapped, rows))), encoding="utf-8"
    )


def _wrapped(row: str) -> str:
    """*row* on lines of 100 at most; those that go on begin with two spaces."""
    return textwrap.fill(
        row, 100, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )


def _commit(clone: Path) -> str:
    told = subprocess.run(
        ["git", "-C", str(clone), "log", "-1", "--format=%H"],
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout.strip()


def _row(path: Path) -> str:
    """One provider's line, '' where it has no encrypted IMAP and SMTP by password, or is known."""
    provider = ET.parse(path).getroot().find("emailProvider")
    if provider is None:
        return ""
    imap = next(_servers(provider, "incomingServer", "imap"), None)
    smtp = next(_servers(provider, "outgoingServer", "smtp"), None)
    domains = [
        domain
        for one in provider.findall("domain")
        if one.text and "%" not in one.text and not _is_told(domain := one.text.strip().lower())
    ]
    if not imap or not smtp or not domains or "%" in imap[0].host + smtp[0].host:
        return ""
    name = (provider.findtext("displayShortName") or path.stem).strip().replace("|", "/")
    login = "local" if imap[1] == _LOCAL else "address"
    return f"{name}|{' '.join(domains)}|{imap[0]}|{smtp[0]}|{login}"


def _is_told(domain: str) -> bool:
    return any(
        providers.fits(domain, known) for one in providers.PROVIDERS for known in one.domains
    )


def _servers(provider: ET.Element, tag: str, kind: str) -> Iterator[tuple[Server, str | None]]:
    for one in provider.findall(tag):
        security = _ENCRYPTED.get(one.findtext("socketType", ""))
        ways = {each.text for each in one.findall("authentication")}
        if one.get("type") == kind and security and ways - {"OAuth2"}:
            host, port = one.findtext("hostname", "").strip(), int(one.findtext("port", "0"))
            yield Server(host, port, security), one.findtext("username")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
