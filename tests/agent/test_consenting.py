"""What accounts with a page of consent become, before and after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from narrowcast.agent import config, consenting, credentials
from narrowcast.agent.config import Account
from narrowcast.agent.consenting import Consented, Memory, Page
from narrowcast.agent.core import clouds
from narrowcast.agent.errors import InputError
from narrowcast.agent.places import Places, places
from narrowcast.connectors import registry
from narrowcast.connectors.base import Consent, Kept, SignedIn, Tier
from narrowcast.connectors.google import settings as google
from narrowcast.connectors.microsoft import settings as microsoft
from narrowcast.connectors.net import Egress

ADDRESS = "me@corp.test"
DAY = date(2026, 11, 23)


class Silent:
    def say(self, line: str) -> None:
        """Hear nothing."""

    def ask(self, question: str) -> str:
        raise ValueError(question)

    def browse(self, url: str) -> bool:
        return False


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    return places(tmp_path, config.Settings())


Signing = Callable[[Mapping[str, object], Egress, Kept, Consent], SignedIn]


def signing(monkeypatch: pytest.MonkeyPatch, sign_in: Signing) -> None:
    monkeypatch.setattr(registry, "load_sign_in", lambda _: sign_in)


@pytest.mark.parametrize("kind", consenting.KINDS)
def test_a_draft_names_every_host_that_the_connector_goes_to(kind: str) -> None:
    account = consenting.draft(kind, ADDRESS, {"client_id": "x"} if kind == "microsoft" else {})

    known = google.Endpoints().hosts if kind == "google" else microsoft.HOSTS
    assert set(account.options["hosts"]) == set(known)  # type: ignore[call-overload] # a list


def test_the_addresses_told_are_the_connectors_own() -> None:
    ours = google.Endpoints()

    assert clouds.CLOUDS["google"].endpoints == {
        name: getattr(ours, name) for name in clouds.CLOUDS["google"].endpoints
    }
    assert clouds.CLOUDS["microsoft"].endpoints == {
        "graph": microsoft.GRAPH,
        "authority": microsoft.AUTHORITY,
    }


def test_services_elsewhere_take_the_place_of_the_providers_hosts() -> None:
    ends = {"graph": "https://graph.corp.test/v1.0"}

    account = consenting.draft("microsoft", ADDRESS, {"client_id": "x", "endpoints": ends})

    assert account.options["hosts"] == ["graph.corp.test", "login.microsoftonline.com"]


def test_older_mail_by_imap_leaves_a_day_to_both() -> None:
    newer, older = consenting.older_by_imap(consenting.draft("google", ADDRESS, {}), DAY)

    assert newer.options["since"] == "2026-11-22"
    assert (older.connector, older.options["token_from"]) == ("imap", "google")
    assert older.options["hosts"] == ["oauth2.googleapis.com"]
    assert consenting.signs_in(older)


def test_older_mail_in_an_export_reaches_to_when_it_was_made(tmp_path: Path) -> None:
    export = tmp_path / "all.mbox"
    export.touch()

    newer, older = consenting.older_by_file(consenting.draft("google", ADDRESS, {}), export, DAY)

    assert newer.options["since"] == "2026-11-09"
    assert (older.connector, consenting.signs_in(older)) == ("mbox", False)


def test_a_day_that_was_said_is_taken() -> None:
    account = consenting.draft("google", ADDRESS, {"since": "2020-01-01"})

    assert consenting.older_by_imap(account, DAY)[0].options["since"] == "2020-01-01"


def test_a_consent_is_kept_with_what_was_withheld_and_nothing_before(
    at: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sign_in(_o: object, _e: object, kept: Kept, consent: Consent) -> SignedIn:
        kept.write(f"login of {consent.account} after {kept.read()!r}")
        return SignedIn(address=ADDRESS, without=("calendar",))

    signing(monkeypatch, sign_in)
    account = consenting.draft("google", ADDRESS, {})

    given = consenting.consent(account, at.data, Page(tier=Tier.HEADERS, talk=Silent()))
    assert credentials.KeptLogin("google", at.data).read() == ""
    consenting.add(at, (given,))

    assert credentials.KeptLogin("google", at.data).read() == "login of google after ''"
    (kept,) = config.load(at.config).accounts
    assert (kept.options["calendar"], kept.options["contacts"]) == (False, True)
    assert config.load(at.config).owner.addresses == (ADDRESS,)


def test_a_wrong_option_is_one_sentence(at: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    def sign_in(*_: object) -> SignedIn:
        raise ValueError("this is no client of Google's")

    signing(monkeypatch, sign_in)

    with pytest.raises(InputError, match="no client of Google's; nothing was changed"):
        consenting.consent(
            consenting.draft("google", ADDRESS, {}), at.data, Page(tier=Tier.HEADERS, talk=Silent())
        )


def test_a_new_login_writes_what_changed_and_nothing_else(at: Places) -> None:
    before = consenting.draft("microsoft", ADDRESS, {"client_id": "x"})
    consenting.add(at, (before,))
    off = Account(name="microsoft", connector="microsoft", enabled=False, options=before.options)
    now = Account(
        name="microsoft",
        connector="microsoft",
        send=True,
        options={**before.options, "send_by": "draft"},
    )

    given = Consented(account=now, signed=SignedIn(address=ADDRESS), login=Memory("new"))
    consenting.renew(at, off, given)

    (kept,) = config.load(at.config).accounts
    assert (kept.send, kept.enabled, kept.options["send_by"]) == (True, True, "draft")
    assert credentials.KeptLogin("microsoft", at.data).read() == "new"


def test_a_login_is_not_shown() -> None:
    assert "0xC0FFEE" not in repr(
        Consented(
            account=Account(name="g", connector="google"),
            signed=SignedIn(address=""),
            login=Memory("0xC0FFEE"),
        )
    )


def test_no_consent_is_taken_back_that_another_account_lives_by(at: Places) -> None:
    account = consenting.draft("google", ADDRESS, {})
    _, older = consenting.older_by_imap(account, DAY)

    told = consenting.sign_out(older, (account, older), at.data)

    assert told == "google still uses what you consented to there"
