"""The whole way at Google: approved, sent by Gmail's API, answered, heard, moved."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrowcast.agent import clock
from narrowcast.connectors.tiers import Tier
from tests.servers.gate import Asked, Forward, Reply
from tests.servers.gate_faults import Fault
from tests.servers.google import GoogleWorld
from tests.servers.google_host import START
from tests.whole.clouds import ME, conversations, google_home
from tests.whole.people import ANA, PROSPECT
from tests.whole.program import Home

SEND, GET = "gmail.users.messages.send", "gmail.users.messages.get"
STAMP = ("Authentication-Results", "mx.google.com; dmarc=pass header.from={}")
UNDO_SECONDS = 12 * 60.0
LATER = -3_600.0
"""An hour from now: every wait is over."""


@pytest.fixture
def world(google_world: GoogleWorld) -> GoogleWorld:
    """A box whose clock is this machine's."""
    google_world.load(conversations(60))
    google_world.gate.stages.insert(0, stamped)
    google_world.advance(seconds=(clock.now() - START).total_seconds())
    return google_world


def stamped(asked: Asked, forward: Forward) -> Reply:
    """Say of arrived mail what Gmail says of each, and myworld does not: that From is proven."""
    reply = forward(asked)
    wanted = [value for key, value in asked.parameters if key == "metadataHeaders"]
    if asked.id != GET or reply.status != 200 or (wanted and STAMP[0] not in wanted):
        return reply
    told = reply.json
    heads = told.get("payload", {}).get("headers", [])
    author = next((one["value"] for one in heads if one["name"] == "From"), "")
    if author and ME not in author:
        domain = author.rpartition("@")[2].rstrip(">")
        heads.insert(0, {"name": STAMP[0], "value": STAMP[1].format(domain)})
    return reply.saying(told)


def approved(folder: Path, world: GoogleWorld, tier: Tier) -> Home:
    """A home with one approved letter that is due."""
    home = google_home(folder, world, tier=tier, send=True)
    home.run(
        *("sync", "//", "prospect", "add", PROSPECT, "//"),
        *("ask", "1", "--via", ANA, "//", "approve", "1", "--anyway", "a test"),
        ago=UNDO_SECONDS,
    )
    return home


def letters(world: GoogleWorld) -> list[bytes]:
    """What the owner's account sent of late."""
    listed = world.api("GET", "/gmail/v1/users/me/messages?labelIds=SENT&q=newer_than:1d")
    return [world.raw(one["id"]) for one in listed.get("messages", [])]


def ask_state(home: Home) -> str:
    return str(home.query("SELECT state FROM ask")[0][0])


@pytest.mark.parametrize(
    ("tier", "state"),
    [
        pytest.param(Tier.SIGNATURES, "agreed", id="texts-are-read"),
        pytest.param(Tier.HEADERS, "sent", id="heads-only"),
    ],
)
def test_an_approved_letter_leaves_and_its_answer_is_heard(
    world: GoogleWorld, tmp_path: Path, tier: Tier, state: str
) -> None:
    home = approved(tmp_path / "home", world, tier)

    said = home.run("sync")

    assert "letter sent" in said
    (letter,) = letters(world)
    ((number, thread),) = home.query(
        "SELECT provider_message_id, provider_thread FROM outbox WHERE state = 'sent'"
    )
    assert str(number).encode() in letter

    world.deliver(
        sender=f"Ana Lum <{ANA}>",
        subject="Re: an introduction?",
        body="Yes, happy to introduce you. I will write to Jonas.",
        headers={"In-Reply-To": str(number), "References": str(number)},
        thread=str(thread),
    )
    heard = home.run("sync")

    # Who may not read what it says leaves it to the owner.
    assert "ask #1: " in heard
    assert ask_state(home) == state
    assert home.query("SELECT state FROM account") == [("ok",)]


@pytest.mark.parametrize("fault", [Fault.FAIL_AFTER, Fault.DROP_AFTER], ids=["504", "reset"])
def test_a_letter_whose_answer_is_lost_is_looked_up_and_not_sent_again(
    world: GoogleWorld, tmp_path: Path, fault: Fault
) -> None:
    home = approved(tmp_path / "home", world, Tier.SIGNATURES)
    world.faults.next(SEND, fault)

    home.run("sync")
    home.run("sync", ago=LATER)

    assert len(letters(world)) == 1
    assert len(world.calls(SEND)) == 1
    assert home.query("SELECT state FROM outbox") == [("sent",)]


def test_a_letter_google_refuses_for_now_leaves_later(world: GoogleWorld, tmp_path: Path) -> None:
    home = approved(tmp_path / "home", world, Tier.SIGNATURES)
    world.faults.next(SEND, Fault.RATE_429, retry_after=600)

    assert "not sent yet" in home.run("sync")
    assert letters(world) == []

    home.run("sync", ago=LATER)
    assert len(letters(world)) == 1
