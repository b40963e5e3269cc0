"""Serves a mailbox as Google or Microsoft do, in a process of its own, for `bench.cloud`.

    python -m bench.cloud_servers google|graph|graph-bare --messages N

Says on one line, once it serves, what an account there needs; ends with its standard input. The
servers are those of the tests: nothing they do is in the client's CPU time.
"""

from __future__ import annotations

import argparse
import email
import email.policy
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator, Iterable
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from bench import mailbox, running
from bench.stamps import stamped
from narrowcast.connectors.tiers import Tier
from tests.servers import certificates, google_host
from tests.servers.dovecot import Mail
from tests.servers.google import world
from tests.servers.graph import HEADERS_ONLY, fake_graph
from tests.whole import clouds


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """An account at a server that runs."""

    connector: str
    options: dict[str, Any]
    """Its keys of config.toml."""
    login: str
    """What the product keeps of a login."""
    endpoint: str
    """Where mail is asked for, for who goes there by himself, with *token*."""
    token: str


@contextmanager
def served(kind: str, messages: int) -> Generator[Served]:
    """Have *messages* served by another process for the length of the block."""
    command = [*map(str, running.python("bench.cloud_servers", kind, "--messages", str(messages)))]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdin, "asked for above"
        assert server.stdout, "asked for above"
        line = server.stdout.readline()
        if not line.startswith("{"):
            raise SystemExit(f"the {kind} server does not start")
        try:
            yield Served(**json.loads(line))
        finally:
            server.stdin.close()


@contextmanager
def google(messages: int) -> Generator[Served]:
    """Gmail by myworld, past the gate of the tests."""
    with (
        tempfile.TemporaryDirectory(prefix="nc-bench-") as folder,
        google_host.myworld(Path(folder)) as host,
        world(host) as account,
    ):
        account.load(map(_fields, mailbox.mails(messages)))
        grant = replace(
            account.grant(tier=Tier.HEADERS), access_token=account.bearer, expires_at=_NEVER
        )
        yield Served(
            connector="google",
            options=account.options(
                endpoints=account.direct_endpoints(),
                hosts=["127.0.0.1"],
                contacts=False,
                calendar=False,
            ),
            login=grant.dumps(),
            endpoint=account.direct_endpoints()["gmail"],
            token=account.bearer,
        )


_NEVER = "2099-01-01T00:00:00"


def _fields(one: mailbox.Mail) -> google_host.Mail:
    """A mail as myworld takes it."""
    mail = email.message_from_bytes(one.raw, policy=email.policy.default)
    references = str(mail.get("References", "")).split()
    return google_host.Mail(
        sender=str(mail["From"]),
        to=tuple(filter(None, str(mail.get("To", "")).split(", "))),
        cc=tuple(filter(None, str(mail.get("Cc", "")).split(", "))),
        subject=str(mail.get("Subject", "")),
        body="Nobody reads this here.",
        date=one.received_at,
        thread=references[0] if references else str(mail["Message-ID"]),
    )


@contextmanager
def graph(messages: int) -> Generator[Served]:
    """Graph by the fake of the tests, mail with the headers that Exchange Online adds."""
    with _graph(_stamped(number, one) for number, one in enumerate(mailbox.mails(messages))) as it:
        yield it


@contextmanager
def graph_bare(messages: int) -> Generator[Served]:
    """The same without them."""
    with _graph(map(_octets, mailbox.mails(messages))) as it:
        yield it


@contextmanager
def _graph(mails: Iterable[Mail]) -> Generator[Served]:
    """It does not judge its answers here."""
    with (
        tempfile.TemporaryDirectory(prefix="nc-bench-") as folder,
        fake_graph(certificates.make(Path(folder))) as server,
    ):
        server.checks = False
        server.load(mails)
        yield Served(
            connector="microsoft",
            options=server.options(calendar=False, contacts=False),
            login=clouds.microsoft_login(server, tier=Tier.HEADERS),
            endpoint=server.url,
            token=server.token(*HEADERS_ONLY),
        )


def _octets(one: mailbox.Mail) -> Mail:
    return Mail(one.raw.replace(b"\n", b"\r\n"), at=one.received_at, seen=one.seen)


def _stamped(number: int, one: mailbox.Mail) -> Mail:
    mail = _octets(one)
    return replace(mail, raw=stamped(mail.raw, number))


SERVERS: dict[str, Callable[[int], AbstractContextManager[Served]]] = {
    "google": google,
    "graph": graph,
    "graph-bare": graph_bare,
}


def main() -> None:
    """Serve until standard input ends."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kind", choices=sorted(SERVERS))
    parser.add_argument("--messages", type=int, required=True)
    options = parser.parse_args()
    with SERVERS[options.kind](options.messages) as serving:
        print(json.dumps(asdict(serving)), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
