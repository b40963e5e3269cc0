"""A login lasts over every kind of expiry, and says whom it needs when it does not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from narrowcast.connectors.errors import NeedsLogin, Transient
from narrowcast.connectors.microsoft import login as logins
from narrowcast.connectors.microsoft import settings
from narrowcast.connectors.microsoft.login import Login, Stored
from narrowcast.connectors.net import HostRefused
from tests.connectors.microsoft.accounts import lent, login
from tests.connectors.microsoft.lending import Remembered
from tests.servers.graph import UNAVAILABLE, Fault, Graph

MINUTE = 60.0


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


_OPENED: list[Login] = []


@pytest.fixture(autouse=True)
def _closing() -> Iterator[None]:
    yield
    while _OPENED:
        _OPENED.pop().close()


def opened(graph: Graph, kept: Remembered, clock: Clock | None = None, **options: object) -> Login:
    chosen = settings.read(graph.options(**options))
    made = Login(chosen, lent(graph, kept=kept), clock=clock or Clock())
    _OPENED.append(made)
    return made


def refreshes(graph: Graph) -> int:
    return sum("token" in path and "refresh_token" in form.decode() for path, form in graph.issued)


def test_a_token_that_is_still_good_is_given_out_without_asking(graph: Graph) -> None:
    kept = Remembered(login(graph))
    made = opened(graph, kept)

    assert made.token() == made.token()

    assert refreshes(graph) == kept.writes == 0


def test_an_access_token_that_ran_out_between_runs_is_renewed(graph: Graph) -> None:
    kept = Remembered(login(graph, ended=True))

    token = opened(graph, kept).token()

    assert token in graph.tokens.rights
    assert token in kept.text
    assert refreshes(graph) == 1


def test_a_token_is_renewed_some_minutes_before_its_end(graph: Graph) -> None:
    kept, clock = Remembered(login(graph, ended=True)), Clock()
    graph.tokens.seconds = 3600
    made = opened(graph, kept, clock)
    first = made.token()

    clock.now += 54 * MINUTE
    assert made.token() == first
    clock.now += 2 * MINUTE
    graph.tokens.seconds = 60
    made.token(force=True)

    assert refreshes(graph) == 2


def test_a_token_that_ends_within_minutes_is_not_given_out_again(graph: Graph) -> None:
    graph.tokens.seconds = 240
    made = opened(graph, Remembered(login(graph, ended=True)))

    made.token()
    made.token()

    assert refreshes(graph) == 2


def test_of_two_accounts_in_a_login_the_one_of_the_option_user_is_used(graph: Graph) -> None:
    own = json.loads(login(graph, ended=True))
    text = login(graph, ended=True).replace(graph.owner[1], "jo@firm.example")
    other = json.loads(text.replace("robin", "jo"))
    both = {kind: {**other["cache"][kind], **own["cache"][kind]} for kind in own["cache"]}
    kept = Remembered(json.dumps({**own, "cache": both}))
    (mine,) = (one["secret"] for one in own["cache"]["RefreshToken"].values())

    opened(graph, kept).token()

    assert f"refresh_token={mine}" in graph.issued[-1][1].decode()


def test_the_refresh_token_that_was_renewed_too_is_kept(graph: Graph) -> None:
    kept = Remembered(login(graph, ended=True))
    opened(graph, kept).token()

    assert opened(graph, kept).token(force=True)  # by the next run, with what was kept

    assert refreshes(graph) == 2


def test_a_clock_that_is_wrong_costs_one_renewal_and_no_more(graph: Graph) -> None:
    kept = Remembered(login(graph))
    made = opened(graph, kept)
    old = made.token()
    graph.expire_access(old)  # the server's clock is ahead of ours

    fresh = made.token(force=True)

    assert fresh != old
    assert made.token() == fresh
    assert refreshes(graph) == 1


@pytest.mark.parametrize(
    ("code", "error", "word"),
    [
        (50173, "invalid_grant", "password"),
        (700082, "invalid_grant", "not used for long"),
        (65001, "invalid_grant", "consent"),
        (50076, "interaction_required", "second proof"),
        (7000218, "invalid_client", "public client"),
        (99999, "invalid_grant", "no longer takes"),
    ],
    ids=["withdrawn", "unused", "consent", "second factor", "confidential", "unknown"],
)
def test_a_login_that_ended_says_why(graph: Graph, code: int, error: str, word: str) -> None:
    kept = Remembered(login(graph, ended=True))
    graph.revoke(code, error)

    with pytest.raises(NeedsLogin) as told:
        opened(graph, kept).token()

    assert word in told.value.why
    assert told.value.command == "narrowcast connect work"


def test_nobody_is_asked_for_who_never_signed_in(graph: Graph) -> None:
    with pytest.raises(NeedsLogin):
        opened(graph, Remembered()).token()

    assert graph.issued == []


@pytest.mark.parametrize("text", ["{", "[]", '{"kind": "microsoft/0"}', '{"cache": {}}'])
def test_what_is_no_login_needs_a_new_one(graph: Graph, text: str) -> None:
    with pytest.raises(NeedsLogin):
        opened(graph, Remembered(text)).token()


def test_a_login_made_meanwhile_is_taken_before_giving_up(graph: Graph) -> None:
    kept = Remembered(login(graph))
    made = opened(graph, kept)
    made.token()
    kept.text = login(graph)  # `narrowcast connect` in another terminal
    for one in [*graph.tokens.refreshable][:1]:
        del graph.tokens.refreshable[one]

    assert made.token(force=True) in graph.tokens.rights


def test_a_login_made_meanwhile_is_not_overwritten(graph: Graph) -> None:
    kept = Remembered(login(graph))
    made = opened(graph, kept)
    made.token()
    newer = kept.text = login(graph)

    made.token(force=True)

    assert kept.text == newer


def test_rights_granted_meanwhile_are_used_at_once(graph: Graph) -> None:
    kept = Remembered(login(graph, "Mail.ReadBasic"))
    made = opened(graph, kept)
    before = made.token()
    kept.text = login(graph, "Mail.Read")  # `narrowcast connect` in another terminal

    assert made.granted == {"mail.read"}
    assert made.token() != before
    assert "Mail.Read" in graph.tokens.rights[made.token()]


def test_a_token_that_another_process_renewed_makes_nobody_fetch_another(graph: Graph) -> None:
    kept = Remembered(login(graph))
    made, other = opened(graph, kept), opened(graph, kept)
    token = made.token()
    other.token(force=True)

    assert made.granted == other.granted
    assert made.token() == token
    assert refreshes(graph) == 1


def test_claims_are_passed_on_to_the_issuer(graph: Graph) -> None:
    made = opened(graph, Remembered(login(graph)))
    claims = graph.challenge(made.token())

    fresh = made.token(force=True, claims=claims)

    asked = dict(pair.split("=", 1) for pair in graph.issued[-1][1].decode().split("&"))
    assert "nbf" in asked["claims"]
    assert fresh in graph.tokens.rights


@pytest.mark.parametrize(
    "fault",
    [UNAVAILABLE, Fault(status=500), Fault(truncated=True), Fault(status=429, retry_after="5")],
    ids=["503", "500", "cut", "429"],
)
@pytest.mark.parametrize("where", ["/token", "openid-configuration"])
def test_an_issuer_that_cannot_answer_is_a_passing_fault(
    graph: Graph, fault: Fault, where: str
) -> None:
    kept = Remembered(login(graph, ended=True))
    before = kept.text
    graph.fail_next(fault, path=where, times=5)

    with pytest.raises(Transient):
        opened(graph, kept).token()

    assert kept.text == before


def test_an_issuer_that_is_not_of_the_account_is_never_asked(graph: Graph) -> None:
    kept = Remembered(login(graph, ended=True))

    with pytest.raises(HostRefused):
        opened(graph, kept, authority="https://evil.example/tenant").token()


def test_rights_are_known_without_asking(graph: Graph) -> None:
    kept = Remembered(login(graph, "https://graph.microsoft.com/Mail.ReadBasic", "User.Read"))

    assert opened(graph, kept).granted == {"mail.readbasic", "user.read"}
    assert graph.issued == []


@pytest.mark.parametrize("fault", [None, Fault(truncated=True)], ids=["well", "cut"])
def test_no_secret_is_logged_or_shown(
    graph: Graph, fault: Fault | None, capfd: pytest.CaptureFixture[str]
) -> None:
    if fault:
        graph.fail_next(fault, path="/token")
    with suppress(Transient):
        opened(graph, Remembered(login(graph, ended=True))).token()

    secrets = [*graph.tokens.rights, *graph.tokens.refreshable]
    shown = "".join(capfd.readouterr())
    assert secrets
    assert [one for one in secrets if one in shown] == []


def test_what_is_kept_reads_back() -> None:
    stored = Stored(scopes=("Mail.Read",), cache='{"AccessToken": {}}')

    assert logins.unpacked(stored.packed()) == stored


def test_an_answer_without_scopes_leaves_the_rights_as_they_were(graph: Graph) -> None:
    kept = Remembered(login(graph, "Mail.ReadBasic", ended=True))
    opened(graph, kept).token()
    told: dict[str, Any] = json.loads(kept.text)

    assert [one.removeprefix("https://graph.microsoft.com/") for one in told["scopes"]] == [
        "Mail.ReadBasic"
    ]
