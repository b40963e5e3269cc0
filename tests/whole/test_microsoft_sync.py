"""A Microsoft account as the program keeps it: news, moves, what Graph forgets and refuses."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from narrowcast.agent import clock
from narrowcast.connectors.tiers import Tier
from tests.servers.graph import (
    GATEWAY_TIMEOUT,
    LOST_ANSWER,
    THROTTLED_WITHOUT_A_WORD,
    UNAVAILABLE,
    Expiry,
    Fault,
    Graph,
)
from tests.servers.mails import mailbox
from tests.whole.clouds import MICROSOFT, microsoft_home, microsoft_login, raise_tier, sign_in
from tests.whole.learned import learned
from tests.whole.people import ANA
from tests.whole.program import Home, differences

MAILS = 40
ASKED_TO_WAIT = Fault(status=429, code="ApplicationThrottled", message="", retry_after="1800")
NEWS = f"From: Ana Lum <{ANA}>\r\nTo: robin@vale.example\r\nSubject: news\r\n\r\nx\r\n".encode()


@pytest.fixture
def world(graph: Graph) -> Graph:
    """A box of mail, a meeting that was and one that is to come, and two contacts."""
    graph.load(mailbox(61, MAILS, folders=1))
    for number, days in enumerate((-3, 20)):
        begins = clock.now().replace(microsecond=0) + timedelta(days=days)
        guests = [("Ana Lum", ANA)]
        graph.add_event(f"m{number}", begins, begins + timedelta(hours=1), attendees=guests)
    for name, address in (("Ana Lum", ANA), ("Bo Kim", "bo@quartz.example")):
        graph.add_contact(displayName=name, emailAddresses=[{"name": name, "address": address}])
    return graph


@pytest.fixture
def home(world: Graph, tmp_path: Path) -> Home:
    """Robin's home after the first sync."""
    made = microsoft_home(tmp_path / "home", world, tier=Tier.HEADERS)
    made.run("sync")
    return made


def counts(home: Home) -> dict[str, object]:
    """What lies in the account, by kind; and how many messages are evidence."""
    ((mails, meetings, cards, evidence),) = home.query(
        "SELECT count(message), count(meeting), count(card), (SELECT count(*) FROM message)"
        " FROM location"
    )
    return {"mails": mails, "meetings": meetings, "cards": cards, "evidence": evidence}


ALL = {"mails": MAILS, "meetings": 2, "cards": 2, "evidence": MAILS}


def generations(home: Home) -> int:
    return int(str(home.query("SELECT sum(generation - 1) FROM scope")[0][0]))


def test_mail_meetings_and_contacts_come_by_one_login(home: Home, world: Graph) -> None:
    assert counts(home) == ALL
    assert world.most_concurrent <= 4


def test_nothing_new_costs_a_request_a_scope_and_no_write(home: Home, world: Graph) -> None:
    home.run("sync")
    before = home.rows()
    world.log.clear()

    home.run("sync")

    scopes = len(home.query("SELECT id FROM scope"))
    assert len(world.requests("delta")) == scopes
    assert len([one for one in world.log if not one.batched]) <= scopes + 6
    assert differences(home.rows(), before) == {}


def test_news_come_in_and_what_is_deleted_goes_and_stays_evidence(home: Home, world: Graph) -> None:
    world.deliver(NEWS)
    for one in world.messages("inbox")[:2]:
        world.delete(one)

    home.run("sync")

    assert counts(home) == {**ALL, "mails": MAILS - 1, "evidence": MAILS + 1}


def test_a_moved_mail_is_in_its_new_folder_and_the_same_mail(home: Home, world: Graph) -> None:
    moved = world.messages("inbox")[0]
    world.move(moved, "archive")

    home.run("sync")

    found = home.query(
        "SELECT s.name FROM location l JOIN scope s ON s.id = l.scope WHERE remote_id = ?", moved
    )
    assert found == [("Archive",)]
    assert counts(home) == ALL


# ---------------------------------------------------------------- what Graph forgets


@pytest.mark.parametrize("how", Expiry, ids=str)
def test_resume_points_that_are_forgotten_cost_a_listing_and_change_nothing(
    home: Home, world: Graph, how: Expiry
) -> None:
    before = learned(home)
    world.delete(world.messages("inbox")[0])
    world.expire_tokens(how)

    home.run("sync")

    assert generations(home) >= 3
    assert counts(home) == {**ALL, "mails": MAILS - 1}
    assert differences(learned(home), before) == {}


@pytest.mark.parametrize("oddity", ["empty_pages", "repeats", "replays"])
def test_a_delta_that_stutters_is_read_alike(
    home: Home, world: Graph, tmp_path: Path, oddity: str
) -> None:
    setattr(world, oddity, True)
    world.page_limit = 7
    other = microsoft_home(tmp_path / "other", world, tier=Tier.HEADERS)

    other.run("sync", "//", "sync")

    assert counts(other) == ALL
    assert differences(learned(other), learned(home)) == {}


# ---------------------------------------------------------------- what Graph refuses


def test_a_consent_taken_back_parks_the_account_and_names_the_command(
    home: Home, world: Graph
) -> None:
    world.revoke()

    said = home.run("sync", fails=True)

    assert "narrowcast connect microsoft" in said
    assert "Traceback" not in said
    assert "narrowcast connect microsoft" in home.run("status")

    world.tokens.refusal = None
    sign_in(home, MICROSOFT, microsoft_login(world, tier=Tier.HEADERS))
    home.run("sync")
    assert home.query("SELECT state FROM account") == [("ok",)]


def test_a_tier_that_needs_more_than_was_granted_is_told_and_then_read(
    home: Home, world: Graph
) -> None:
    raise_tier(home)

    said = home.run("sync", fails=True)
    sign_in(home, MICROSOFT, microsoft_login(world))
    home.run("sync")

    assert "narrowcast connect microsoft" in said
    assert counts(home) == ALL
    assert learned(home)["claims"]


def test_an_access_token_that_ended_is_renewed_unseen(home: Home, world: Graph) -> None:
    world.deliver(NEWS)
    world.expire_access()

    home.run("sync", "//", "sync")

    assert counts(home)["mails"] == MAILS + 1
    assert len([one for one in world.issued if one[0].endswith("/token")]) == 1


def test_a_claims_challenge_is_answered_unseen(home: Home, world: Graph) -> None:
    world.deliver(NEWS)
    world.challenge()

    home.run("sync")

    assert counts(home)["mails"] == MAILS + 1


def test_whoever_is_asked_to_wait_waits_also_over_a_restart(home: Home, world: Graph) -> None:
    world.deliver(NEWS)
    world.fail_next(ASKED_TO_WAIT, path="delta")
    said = home.run("sync")
    world.log.clear()

    again = home.run("sync")

    assert "asks to wait until" in said
    assert "asks to wait until" in again
    assert world.log == []
    home.run("sync", ago=-1_900)
    assert counts(home)["mails"] == MAILS + 1


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(UNAVAILABLE, id="503"),
        pytest.param(GATEWAY_TIMEOUT, id="504"),
        pytest.param(THROTTLED_WITHOUT_A_WORD, id="429"),
        pytest.param(LOST_ANSWER, id="reset"),
    ],
)
def test_a_fault_that_passes_loses_nothing(world: Graph, tmp_path: Path, fault: Fault) -> None:
    home = microsoft_home(tmp_path / "home", world, tier=Tier.HEADERS)
    world.fail_next(fault, path="messages/delta")

    home.run("sync", "//", "sync")

    assert counts(home) == ALL


def test_no_secret_of_the_login_is_in_the_store_or_in_what_is_said(
    home: Home, world: Graph
) -> None:
    world.expire_access()
    world.fail_next(UNAVAILABLE, times=50)

    said = home.run("--debug", "sync", "//", "status")

    for secret in (*world.tokens.rights, *world.tokens.refreshable):
        assert secret not in said
        assert secret.encode() not in home.store.read_bytes()
