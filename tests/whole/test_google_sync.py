"""A Google account as the program keeps it: news, deletions, what Google forgets and refuses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from narrowcast.connectors.tiers import Tier
from tests.servers.gate_faults import Fault
from tests.servers.google import GoogleWorld
from tests.servers.google_host import START
from tests.whole.clouds import GOOGLE, conversations, google_home, raise_tier, sign_in
from tests.whole.learned import learned
from tests.whole.program import Home, differences

MAILS = 40
LIST, GET = "gmail.users.messages.list", "gmail.users.messages.get"
HISTORY, EVENTS = "gmail.users.history.list", "calendar.events.list"
PEOPLE = "people.people.connections.list"


@pytest.fixture
def world(google_world: GoogleWorld) -> GoogleWorld:
    """A box of mail, a meeting that was and one that is to come, and two contacts."""
    google_world.load(
        conversations(MAILS),
        contacts=[{"name": "Ana Lum", "email": "ana@lumen.example", "organization": "Lumen"}],
    )
    google_world.add_contact("Bo Kim", "bo@quartz.example", organization="Quartz", title="CTO")
    for number, days in enumerate((-3, 20)):
        google_world.add_event(meeting(number, days))
    return google_world


def meeting(number: int, days: float) -> dict[str, object]:
    begins = START + timedelta(days=days)
    return {
        "summary": f"Meeting {number}",
        "start": {"dateTime": begins.isoformat()},
        "end": {"dateTime": (begins + timedelta(hours=1)).isoformat()},
        "attendees": [{"email": "ana@lumen.example"}, {"email": "me@corp.test"}],
    }


@pytest.fixture
def home(world: GoogleWorld, tmp_path: Path) -> Home:
    """Robin's home after the first sync."""
    made = google_home(tmp_path / "home", world, tier=Tier.HEADERS)
    made.run("sync")
    return made


def counts(home: Home) -> dict[str, int]:
    """What lies in the account, by kind; and how many messages are evidence."""
    ((mails, meetings, cards, evidence),) = home.query(
        "SELECT count(message), count(meeting), count(card), (SELECT count(*) FROM message)"
        " FROM location"
    )
    return {"mails": mails, "meetings": meetings, "cards": cards, "evidence": evidence}  # type: ignore[dict-item]  # numbers


def generations(home: Home) -> int:
    return int(str(home.query("SELECT sum(generation - 1) FROM scope")[0][0]))


def test_mail_meetings_and_contacts_come_by_one_login(home: Home) -> None:
    assert counts(home) == {"mails": MAILS, "meetings": 2, "cards": 2, "evidence": MAILS}


def test_nothing_new_costs_one_request_a_scope_and_no_write(home: Home, world: GoogleWorld) -> None:
    home.run("sync")
    before = home.rows()
    world.gate.forget()

    home.run("sync")

    asked = [one.id for one in world.calls()]
    assert (GET in asked, LIST in asked) == (False, False)
    assert len(asked) <= 3 + len(home.query("SELECT id FROM scope"))
    assert differences(home.rows(), before) == {}


def test_news_come_in_and_what_is_deleted_goes_and_stays_evidence(
    home: Home, world: GoogleWorld
) -> None:
    world.deliver(sender="Ana Lum <ana@lumen.example>", subject="News")
    world.delete(*world.ids()[5:8])
    world.gate.forget()

    home.run("sync")

    assert counts(home) == {
        "mails": MAILS - 2, "meetings": 2, "cards": 2, "evidence": MAILS + 1
    }  # fmt: skip
    assert len(world.calls(GET)) == 1


def test_what_is_thrown_away_is_gone_and_what_is_fetched_back_is_there(
    home: Home, world: GoogleWorld
) -> None:
    thrown = world.ids()[3]
    world.label(thrown, add=["TRASH"])
    home.run("sync")
    assert counts(home)["mails"] == MAILS - 1

    world.label(thrown, remove=["TRASH"])
    home.run("sync")

    assert counts(home)["mails"] == MAILS


# ---------------------------------------------------------------- what Google forgets


def test_a_history_that_is_too_old_costs_a_listing_and_reads_no_known_mail_again(
    home: Home, world: GoogleWorld
) -> None:
    world.delete(*world.ids()[5:8])
    world.expire_history()  # one mail comes in meanwhile
    world.gate.forget()

    home.run("sync")

    assert generations(home) == 1
    assert world.calls(LIST)
    assert len(world.calls(GET)) == 1
    assert counts(home)["mails"] == MAILS - 2


def test_a_calendar_that_forgets_is_listed_again_and_nothing_changes(
    home: Home, world: GoogleWorld
) -> None:
    before = learned(home)
    world.faults.next(EVENTS, Fault.GONE)

    home.run("sync")

    assert generations(home) >= 1
    assert counts(home)["meetings"] == 2
    assert differences(learned(home), before) == {}


def _a_week(world: GoogleWorld) -> None:
    world.advance(days=8)


def _at_once(world: GoogleWorld) -> None:
    world.expire_sync_tokens()


@pytest.mark.parametrize("pass_away", [_a_week, _at_once], ids=["seven-days", "forgotten"])
def test_contacts_whose_token_ended_are_listed_again(
    home: Home, world: GoogleWorld, pass_away: Callable[[GoogleWorld], None]
) -> None:
    world.add_contact("Cy Lee", "cy@harbor.example")
    pass_away(world)

    home.run("sync")

    assert counts(home)["cards"] == 3


# ---------------------------------------------------------------- what Google refuses


def test_a_consent_taken_back_parks_the_account_and_names_the_command(
    home: Home, world: GoogleWorld
) -> None:
    world.revoke()

    said = home.run("sync", fails=True)

    assert "narrowcast connect google" in said
    assert "Traceback" not in said
    assert "narrowcast connect google" in home.run("status")

    sign_in(home, GOOGLE, world.grant(tier=Tier.HEADERS).dumps())
    home.run("sync")
    assert home.query("SELECT state FROM account") == [("ok",)]


def test_a_tier_that_needs_more_than_was_granted_is_told_and_then_read(
    home: Home, world: GoogleWorld
) -> None:
    raise_tier(home)

    said = home.run("sync", fails=True)
    sign_in(home, GOOGLE, world.grant(tier=Tier.SIGNATURES).dumps())
    world.gate.forget()
    home.run("sync")

    assert "narrowcast connect google" in said
    assert len(world.calls(GET)) > MAILS  # every head anew, and texts
    assert counts(home) == {"mails": MAILS, "meetings": 2, "cards": 2, "evidence": MAILS}
    assert learned(home)["claims"]


def test_an_access_token_that_ended_is_renewed_unseen(home: Home, world: GoogleWorld) -> None:
    world.deliver(subject="News")
    world.tokens.expire_access()

    home.run("sync")

    assert counts(home)["mails"] == MAILS + 1


def test_whoever_is_asked_to_wait_waits_also_over_a_restart(home: Home, world: GoogleWorld) -> None:
    world.deliver(subject="News")
    world.faults.next("gmail.*", Fault.RATE_429, times=50, retry_after=1_800)
    said = home.run("sync")
    world.gate.forget()

    again = home.run("sync")

    assert "asks to wait until" in said
    assert "asks to wait until" in again
    assert world.calls() == []
    world.faults.clear()
    home.run("sync", ago=-1_900)
    assert counts(home)["mails"] == MAILS + 1


@pytest.mark.parametrize(
    "fault",
    [Fault.UNAVAILABLE, Fault.RATE_403, Fault.DROP_BEFORE, Fault.TRUNCATED, Fault.HTML_502],
    ids=lambda fault: fault.name.lower(),
)
def test_a_fault_that_passes_loses_nothing(
    world: GoogleWorld, tmp_path: Path, fault: Fault
) -> None:
    home = google_home(tmp_path / "home", world, tier=Tier.HEADERS)
    world.faults.next(GET, fault, after=20)

    home.run("sync", "//", "sync")

    assert counts(home) == {"mails": MAILS, "meetings": 2, "cards": 2, "evidence": MAILS}


def test_no_secret_of_the_login_is_in_the_store_or_in_what_is_said(
    home: Home, world: GoogleWorld
) -> None:
    grant = world.grant(tier=Tier.HEADERS)
    sign_in(home, GOOGLE, grant.dumps())
    world.faults.next("gmail.*", Fault.SERVER_ERROR, times=50)

    said = home.run("--debug", "sync", "//", "status")

    for secret in (grant.refresh_token, grant.client_secret, world.bearer):
        assert secret not in said
        assert secret.encode() not in home.store.read_bytes()
