"""What accounts with a page of consent become, before and after it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
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


def export(folder: Path, *envelopes: str, made: date = DAY) -> Path:
    """An mbox with a mail below each of *envelopes*, last written on the day *made*."""
    path = folder / "all.mbox"
    mail = "From: a@b.test\n\nhi\n\n"
    path.write_text("".join(f"{one}\n{mail}" for one in envelopes), "ascii")
    at = datetime(made.year, made.month, made.day, 12, tzinfo=UTC).timestamp()
    os.utime(path, (at, at))
    return path


@pytest.mark.parametrize(
    ("envelopes", "since"),
    [
        (("From 17@xxx Mon Nov 02 09:54:13 +0000 2026",), "2026-10-19"),
        (("From a@b.test Mon Nov  2 09:54:13 2026",), "2026-10-19"),
        (
            (
                "From 1@xxx Sun Mar 01 01:00:00 +0000 2026",
                "From 2@xxx Wed Jul 01 01:00:00 +0000 2026",
                "From 3@xxx Thu Jan 01 01:00:00 +0000 2015",
            ),
            "2026-06-17",
        ),
        (
            (
                "From 1@xxx Sun Mar 01 01:00:00 +0000 2026",
                "From 2@xxx Tue Jan 19 03:14:07 +0000 2038",
            ),
            "2026-02-15",
        ),
    ],
    ids=["Takeout's", "without zone", "in any order", "a clock that was wrong"],
)
def test_an_export_reaches_to_its_newest_mail_whenever_it_was_copied(
    tmp_path: Path, envelopes: tuple[str, ...], since: str
) -> None:
    path = export(tmp_path, *envelopes)

    newer, older = consenting.older_by_file(consenting.draft("google", ADDRESS, {}), path)

    assert newer.options["since"] == since
    assert (older.connector, consenting.signs_in(older)) == ("mbox", False)


def test_an_export_is_read_whole_for_its_newest_mail(tmp_path: Path) -> None:
    path = export(tmp_path, "From 1@xxx Sun Mar 01 01:00:00 +0000 2026")
    filler = b"%s\n" % (b"x" * 76)
    with path.open("ab") as file:
        file.write(filler * ((2 << 20) // len(filler)) + b"\n")
        file.write(b"From 2@xxx Wed Jul 01 01:00:00 +0000 2026\nFrom: a@b.test\n\nhi\n")

    newer, _ = consenting.older_by_file(consenting.draft("google", ADDRESS, {}), path)

    assert newer.options["since"] == "2026-06-17"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04Takeout/Mail/All mail.mbox", "is no mbox file; unpack"),
        (b"", "is no mbox file"),
        (b"\x1f\x8b\x08broken", "cannot be read"),
        (b"hello\nFrom 1@xxx Sun Mar 01 01:00:00 +0000 2026\n", "is no mbox file"),
    ],
    ids=["packed by Takeout", "empty", "damaged", "something else"],
)
def test_what_is_no_export_is_refused_before_anybody_signs_in(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "takeout.zip"
    path.write_bytes(content)

    with pytest.raises(InputError, match=said):
        consenting.older_by_file(consenting.draft("google", ADDRESS, {}), path)


@pytest.mark.parametrize("name", ["gone.mbox", "."], ids=["no file", "a folder"])
def test_an_export_that_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"no file|cannot be read"):
        consenting.older_by_file(consenting.draft("google", ADDRESS, {}), tmp_path / name)


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


def test_accounts_written_in_other_letters_live_by_the_same_consent(at: Places) -> None:
    account = consenting.draft("google", ADDRESS.upper(), {})
    _, older = consenting.older_by_imap(consenting.draft("google", ADDRESS, {}), DAY)

    assert consenting.sign_out(older, (account, older), at.data).startswith("google still uses")


@pytest.mark.parametrize("before", ["", "as before"], ids=["a new account", "a login there was"])
def test_where_the_settings_cannot_be_written_every_login_is_as_it_was(
    at: Places, monkeypatch: pytest.MonkeyPatch, before: str
) -> None:
    account = consenting.draft("google", ADDRESS, {})
    _, older = consenting.older_by_imap(account, DAY)
    logins = [credentials.KeptLogin(one.name, at.data) for one in (account, older)]
    for login in logins if before else ():
        login.write(before)
    given = [
        Consented(account=one, signed=SignedIn(address=ADDRESS), login=Memory("new"))
        for one in (account, older)
    ]

    def full(path: Path, text: str) -> None:
        assert [login.read() for login in logins] == ["new", "new"]
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(consenting, "write_private", full)
    with pytest.raises(OSError, match="No space"):
        consenting.add(at, tuple(given))

    assert [login.read() for login in logins] == [before, before]
    assert not at.config.exists()
