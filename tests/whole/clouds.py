"""Accounts in the cloud as their owner has them: configured, signed in, and copied to IMAP.

home = google_home(folder, google_world)
home.run("sync")
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from narrowcast.agent.config import Account, OwnerSettings
from narrowcast.agent.credentials import KeptLogin
from narrowcast.connectors.microsoft import scopes
from narrowcast.connectors.tiers import Tier
from tests.connectors.microsoft.accounts import login
from tests.servers.dovecot import Dovecot
from tests.servers.dovecot import Mail as Octets
from tests.servers.google import GoogleWorld
from tests.servers.google_host import START, USER, Mail
from tests.servers.graph import Graph
from tests.whole.people import ANA, JONAS
from tests.whole.program import Home

ME = USER
GOOGLE, MICROSOFT = "google", "microsoft"
OWNER = OwnerSettings(name="Me Person", addresses=(ME,), pitch="I help.")
_FOLDERS = {"SENT": "Sent", "INBOX": "INBOX"}


def conversations(count: int, *, people: int = 7, until: datetime = START) -> list[Mail]:
    """*count* mails both ways between the owner and a few people, Ana and Jonas among them, and
    some to several, in threads; the last an hour before *until*.
    """
    chance = random.Random(count)
    others = [f"Ana Lum <{ANA}>", *map(_person, range(people))]
    found = []
    for number in range(count):
        other = others[0] if number % 3 == 0 else chance.choice(others)
        mine = chance.random() < 0.4
        found.append(
            Mail(
                sender=f"Me Person <{ME}>" if mine else other,
                to=(other if mine else f"Me Person <{ME}>",),
                cc=(f"Jonas Weber <{JONAS}>",) if other is others[0] and not mine else (),
                subject=f"Plans {number // 5}",
                body=f"Hello,\n\nhere is number {number}.\n\nBest regards\n-- \n{_block(other)}\n",
                date=until - timedelta(hours=1 + 5 * number),
                labels=("SENT",) if mine else ("INBOX",),
                thread=f"t{number // 5}",
            )
        )
    return found


def _person(number: int) -> str:
    return f"Per{number} Son{number} <per{number}@firm{number % 3}.example>"


def _block(person: str) -> str:
    return f"{person.partition(' <')[0]}\nHead of Data, Lumen\n+1 555 0100"


def google_account(world: GoogleWorld, name: str = GOOGLE, /, **options: object) -> Account:
    """An account at *world*, with the quota of an older project: one need not wait as long."""
    hosts = ["127.0.0.1", "localhost"]
    given = world.options(**{"quota": "older", "hosts": hosts, **options})
    return Account(name=name, connector="google", options=given)


def google_home(
    folder: Path,
    world: GoogleWorld,
    *others: Account,
    tier: Tier = Tier.SIGNATURES,
    send: bool = False,
    **options: object,
) -> Home:
    """A home that reads *world* and *others*, signed in at *world* for *tier*."""
    account = replace(google_account(world, **options), send=send)
    home = Home.make(folder, (account, *others), tier=tier, owner=OWNER)
    sign_in(home, GOOGLE, world.grant(tier=tier, send=send).dumps())
    return home


def microsoft_account(graph: Graph, name: str = MICROSOFT, /, **options: object) -> Account:
    """An account at *graph*."""
    return Account(name=name, connector="microsoft", options=graph.options(**options))


def microsoft_home(
    folder: Path,
    graph: Graph,
    *others: Account,
    tier: Tier = Tier.SIGNATURES,
    send: bool = False,
    **options: object,
) -> Home:
    """A home that reads *graph* and *others*, signed in for *tier*."""
    account = replace(microsoft_account(graph, **options), send=send)
    home = Home.make(folder, (account, *others), tier=tier)
    draft = options.get("send_by") == "draft"
    sign_in(home, MICROSOFT, microsoft_login(graph, tier=tier, send=send, draft=draft))
    return home


def microsoft_login(
    graph: Graph, *, tier: Tier = Tier.SIGNATURES, send: bool = False, draft: bool = False
) -> str:
    """What is kept of a consent to what *tier* and the features need."""
    return login(graph, *scopes.asked(tier, send=send, draft=draft))


def sign_in(home: Home, account: str, login: str) -> None:
    """Keep *login* as `narrowcast connect` does when the owner has consented."""
    KeptLogin(account, home.folder).write(login)


def raise_tier(home: Home) -> None:
    """Have the owner allow more of each mail to be read than heads."""
    config = home.folder / "config.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace('tier = "headers"', 'tier = "signatures"'), encoding="utf-8")


def copied(world: GoogleWorld, box: Dovecot) -> str:
    """Lay the octets of every mail of *world* into a new user's folders; returns the user."""
    user = box.fresh_user()
    box.append_all(user, octets(world))
    return user


def octets(world: GoogleWorld) -> Iterator[Octets]:
    """Every mail of *world* as it is read back, oldest first."""
    for id_ in reversed(world.ids()):
        told = world.api("GET", f"/gmail/v1/users/me/messages/{id_}?format=minimal")
        at = datetime.fromtimestamp(int(told["internalDate"]) / 1000, UTC)
        folder = next(_FOLDERS[one] for one in told["labelIds"] if one in _FOLDERS)
        yield Octets(world.raw(id_), folder, at)
