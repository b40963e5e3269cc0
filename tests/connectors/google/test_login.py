"""The login: kept as one text, renewed when it has to be, and never shown."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from narrowcast.connectors.errors import NeedsLogin, Transient
from narrowcast.connectors.google import login, scopes, tokens
from narrowcast.connectors.google.login import Grant, Login
from narrowcast.connectors.http import Lost
from narrowcast.connectors.net import Egress
from narrowcast.connectors.tiers import Tier
from tests.servers.gate import Asked, Forward, Reply, Torn
from tests.servers.google import GoogleWorld, KeptHere

GRANT = Grant(
    client_id="1234.apps",
    client_secret="the-secret",
    refresh_token="1//refresh",
    scopes=("openid", "email"),
    address="me@corp.test",
    access_token="ya29.access",
    expires_at="2999-01-01T00:00:00",
    lives_seconds=604_799,
)


@pytest.fixture
def kept() -> KeptHere:
    return KeptHere()


@pytest.fixture
def opened(google_world: GoogleWorld, kept: KeptHere) -> Callable[[], Login]:
    """Opens the account's login; it is signed in."""
    kept.text = google_world.grant().dumps()
    uri = google_world.endpoints()["token"]
    return lambda: Login("work", uri, google_world.egress(), kept)


def refreshes(world: GoogleWorld) -> int:
    return sum(call.path == "/token" for call in world.calls())


def test_what_is_kept_is_read_again() -> None:
    assert login.loads(GRANT.dumps()) == GRANT


@pytest.mark.parametrize(
    "text",
    ["", "no json", "[]", "{}", '{"scopes": "all", "refresh_token": "r"}',
     '{"scopes": [], "refresh_token": ""}', '{"scopes": [], "refresh_token": "r"}'],
)  # fmt: skip
def test_what_is_no_login_is_none(text: str) -> None:
    assert login.loads(text) is None


def test_a_login_of_a_later_version_is_read_as_far_as_it_is_known() -> None:
    text = json.dumps({**json.loads(GRANT.dumps()), "new": 1, "lives_seconds": "soon"})

    assert login.loads(text) == replace(GRANT, lives_seconds=0)


def test_no_secret_is_shown() -> None:
    shown = repr(GRANT)

    assert "the-secret" not in shown
    assert "1//refresh" not in shown
    assert "ya29" not in shown


def test_a_token_is_fetched_once_and_kept_for_the_next_run(
    google_world: GoogleWorld, opened: Callable[[], Login]
) -> None:
    first = opened().token()

    again = opened()

    assert (again.token(), again.token()) == (first, first)
    assert refreshes(google_world) == 1


def test_a_token_about_to_end_is_renewed_before(
    google_world: GoogleWorld, opened: Callable[[], Login]
) -> None:
    google_world.tokens.seconds = 60
    account = opened()

    assert account.token() != account.token()


def test_a_refused_token_is_renewed_though_it_has_time(
    google_world: GoogleWorld, opened: Callable[[], Login]
) -> None:
    account = opened()
    first = account.token()

    second = account.token(refused=first)

    assert second != first
    assert account.token(refused=first) == second  # another thread's request, refused as well
    assert refreshes(google_world) == 2


def test_a_login_made_anew_meanwhile_is_taken_up_and_not_overwritten(
    google_world: GoogleWorld, opened: Callable[[], Login], kept: KeptHere
) -> None:
    account = opened()
    first = account.token()
    google_world.revoke()
    anew = kept.text = google_world.grant().dumps()

    assert account.token(refused=first) != first
    assert login.loads(kept.text) != login.loads(anew)  # with its token now
    assert json.loads(kept.text)["refresh_token"] == json.loads(anew)["refresh_token"]


def test_a_login_that_was_erased_meanwhile_stays_erased(
    google_world: GoogleWorld, opened: Callable[[], Login], kept: KeptHere
) -> None:
    account = opened()
    first = account.token()
    kept.text = ""

    with pytest.raises(NeedsLogin):
        account.token(refused=first)

    assert kept.text == ""


@pytest.mark.parametrize("erased", [False, True], ids=["signed in anew", "erased"])
def test_what_becomes_of_the_login_while_it_is_renewed_stays(
    google_world: GoogleWorld, opened: Callable[[], Login], kept: KeptHere, erased: bool
) -> None:
    account = opened()
    anew = "" if erased else google_world.grant().dumps()

    def meanwhile(asked: Asked, forward: Forward) -> Reply:
        if asked.path == "/token":
            kept.text = anew
        return forward(asked)

    google_world.gate.stages.insert(0, meanwhile)
    account.token()

    assert kept.text == anew


def test_without_a_login_the_owner_is_told_the_command() -> None:
    account = Login("my work", "https://oauth2.googleapis.com/token", Egress([]), KeptHere())

    with pytest.raises(NeedsLogin, match="narrowcast connect 'my work'"):
        account.token()


def test_a_revoked_login_says_what_may_have_ended_it(
    google_world: GoogleWorld, opened: Callable[[], Login]
) -> None:
    google_world.revoke()

    with pytest.raises(NeedsLogin, match=r"revoked.*password was changed.*testing.*seven days"):
        opened().token()

    assert refreshes(google_world) == 1  # never in a loop


@pytest.mark.parametrize("subtype", ["invalid_rapt", "rapt_required"])
def test_a_firm_whose_logins_end_after_some_hours_needs_a_new_one(
    google_world: GoogleWorld, opened: Callable[[], Login], subtype: str
) -> None:
    told = {"error": "invalid_grant", "error_description": "reauth", "error_subtype": subtype}
    google_world.gate.stages.insert(0, lambda *_: Reply(status=400, body=json.dumps(told).encode()))

    with pytest.raises(NeedsLogin, match=r"after some hours.*narrowcast connect work"):
        opened().token()


def test_rights_granted_meanwhile_are_seen_and_the_token_without_them_is_dropped(
    google_world: GoogleWorld, opened: Callable[[], Login], kept: KeptHere
) -> None:
    account = opened()
    kept.text = google_world.grant(tier=Tier.HEADERS).dumps()
    before = account.token()
    kept.text = google_world.grant(tier=Tier.SIGNATURES).dumps()

    assert account.may(scopes.READONLY)
    assert scopes.READONLY in account.granted
    assert account.token() != before


def test_a_right_that_is_known_is_not_looked_up_again(
    opened: Callable[[], Login], kept: KeptHere
) -> None:
    account = opened()
    account.token()
    kept.text = ""  # a keyring that was locked meanwhile

    assert account.may(scopes.READONLY)


def test_a_client_that_google_does_not_know_is_told_of(
    google_world: GoogleWorld, opened: Callable[[], Login]
) -> None:
    google_world.tokens.client_secret = "another"

    with pytest.raises(NeedsLogin, match="no longer knows the client"):
        opened().token()


def test_who_cannot_be_reached_is_a_passing_fault() -> None:
    account = Login(
        "work",
        "http://127.0.0.1:9/token",
        Egress(["127.0.0.1"]),
        KeptHere(replace(GRANT, access_token="").dumps()),
    )

    with pytest.raises(Transient):
        account.token()


def test_tokens_for_imap_come_from_the_same_login(google_world: GoogleWorld) -> None:
    kept = KeptHere(google_world.grant().dumps())
    options = {"user": "me@corp.test", "endpoints": {"token": google_world.endpoints()["token"]}}

    supply = tokens(options, google_world.egress(), kept)

    assert supply() == supply()


def _drops(_: Asked) -> Reply:
    raise Torn


def _shows_a_page(_: Asked) -> Reply:
    return Reply(status=502, body=b"<title>Error 502</title>")


def _says_nothing(_: Asked) -> Reply:
    return Reply(status=200, body=b"{}")


@pytest.mark.parametrize("fails", [_drops, _shows_a_page, _says_nothing])
def test_a_token_server_that_fails_says_nothing_of_the_login(
    google_world: GoogleWorld, opened: Callable[[], Login], fails: Callable[[Asked], Reply]
) -> None:
    google_world.gate.stages.insert(0, lambda asked, _: fails(asked))

    with pytest.raises(Transient) as fault:
        opened().token()

    assert not isinstance(fault.value, Lost)  # of what the token was for, nothing went out
