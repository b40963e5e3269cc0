"""Google's consent: the owner's own client, a page in the browser, and the login that is kept.

    client (a JSON file of the owner's) ─► page of consent ─► code + PKCE ─► tokens
                                              │                                 │
                       owner says no, or nobody comes ──► NeedsLogin     whose? what was granted?
                                                                                │
                                     another's, or mail withheld ──► NeedsLogin, nothing is kept
                                     calendar, contacts withheld ──► the account goes on without

The client is of the type "Desktop app" and the owner's own: nobody else's quota, review or list of
users plays a part, and no server of ours stands between the owner and Google.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from google_auth_oauthlib.flow import Flow

from narrowcast.connectors import http, landing
from narrowcast.connectors.base import Consent, Kept, SignedIn, Way
from narrowcast.connectors.errors import NeedsLogin, Transient
from narrowcast.connectors.formats.addresses import canonical
from narrowcast.connectors.google import login, scopes, settings
from narrowcast.connectors.google.login import Grant
from narrowcast.connectors.google.settings import Endpoints
from narrowcast.connectors.landing import Landing
from narrowcast.connectors.net import Egress

CONSOLE = "https://console.cloud.google.com/auth/clients"
_LIBRARY = "https://console.cloud.google.com/apis/library/gmail.googleapis.com"
_OPTIONS = {
    scopes.EVENTS: "calendar",
    scopes.CALENDARS: "calendar",
    scopes.CONTACTS: "contacts",
    scopes.OTHER_CONTACTS: "other_contacts",
}
"""The option that an account goes without where the right is withheld."""
_GETS_A_MINUTE = {settings.Quota.SINCE_2026: 300, settings.Quota.OLDER: 3_000}
_SLOW_MINUTES = 10
_WEEK_SECONDS = 7 * 86_400
_ANSWER_BYTES = 1 << 16
_SAID = {
    "access_denied": "the consent was refused; a client in testing lets in only the test users that"
    " its page names",
    "admin_policy_enforced": "your organisation's administrator does not allow this client",
    "org_internal": "the client is for its own organisation only; set its audience to External",
    "invalid_client": "Google does not know the client, or its secret was changed; download its"
    f" JSON file anew at {CONSOLE}",
    "deleted_client": f"the client was deleted; make another at {CONSOLE}",
    "invalid_scope": "the client may not ask for these rights",
    "redirect_uri_mismatch": f"the client is not of the type Desktop app; make one at {CONSOLE}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """What Google gave the owner for a client."""

    id: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """The owner's Gmail box as it says of itself; '' and None where it could not be asked."""

    address: str = ""
    mails: int | None = None


def sign_in(
    options: Mapping[str, object], egress: Egress, kept: Kept, consent: Consent
) -> SignedIn:
    """Lead the owner through Google's consent, and keep the login (`base.SignInFactory`).

    An account of another connector that takes its tokens from here (IMAP) asks for IMAP's right.
    """
    by_imap = "token_from" in options
    endpoints = settings.endpoints(options)
    user = str(options.get("user", ""))
    client = client_of(consent.client, kept)
    asked = (*scopes.IDENTITY, scopes.IMAP) if by_imap else _asked(options, consent)
    for line in plan(asked):
        consent.talk.say(line)
    told = _consented(client, endpoints, asked, user, egress, consent)
    grant = _granted(client, asked, told, consent.account)
    without = tuple(_without(asked, grant, consent.account))
    box = (
        Box()
        if by_imap
        else _asked_box(str(told["access_token"]), endpoints, egress, consent.account)
    )
    address = box.address or grant.address
    if canonical(address) != canonical(user):
        raise NeedsLogin(
            consent.account,
            f"you signed in as {address or 'somebody whom Google does not name'}, not as {user};"
            f" nothing was kept",
        )
    kept.write(replace(grant, address=address).dumps())
    notes = (*_missing(asked, grant), *_ends(grant), *patience(box, options))
    return SignedIn(
        address=address, notes=notes, without=without, lives_seconds=grant.lives_seconds
    )


def revoke(endpoints: Endpoints, egress: Egress, kept: Kept) -> None:
    """Take back, at Google, all that the owner let this client do; raises Transient."""
    if (grant := login.loads(kept.read())) is None:
        return
    _posted(endpoints.revoke, {"token": grant.refresh_token}, egress)  # 400: it has ended already


def plan(asked: Collection[str]) -> Iterator[str]:
    """What the owner is about to consent to, a line for each right."""
    yield "Google will ask you for these rights, and for no others:"
    if scopes.IMAP in asked:
        yield "  - all of your mail by IMAP: Google knows no smaller right for it. narrowcast only"
        yield "    reads, but this right would let a program write, delete and send, too"
    for right in scopes.rights(asked):
        yield f"  - {right.reads}"
        yield f"    never: {right.never}"
    yield "  - your address, to see whose account it is"


def _asked(options: Mapping[str, object], consent: Consent) -> tuple[str, ...]:
    wanted = settings.read(options)
    return scopes.asked(
        consent.tier,
        calendar=wanted.calendar,
        contacts=wanted.contacts,
        other_contacts=wanted.other_contacts,
        send=consent.send,
    )


def client_of(text: str, kept: Kept) -> Client:
    """The client of the file just given, or of the last login; raises ValueError."""
    if not text:
        if grant := login.loads(kept.read()):
            return Client(id=grant.client_id, secret=grant.client_secret)
        raise ValueError(
            "Google lets in clients only; make one of your own (docs/setup-google.md shows how) and"
            " name its file: --client client_secret.json"
        )
    try:
        told = json.loads(text)
    except ValueError:
        told = None
    match told:
        case {"installed": {"client_id": str(name), "client_secret": str(secret)}}:
            return Client(id=name, secret=secret)
        case {"web": _}:
            raise ValueError(
                f"this client is for a web site; make one of the type Desktop app at {CONSOLE}"
            )
        case _:
            raise ValueError(
                f"this is no client of Google's; download the JSON file of your client at {CONSOLE}"
            )


def _consented(
    client: Client,
    endpoints: Endpoints,
    asked: tuple[str, ...],
    user: str,
    egress: Egress,
    consent: Consent,
) -> Mapping[str, object]:
    """What Google gives once the owner has consented; raises NeedsLogin and Transient."""
    if consent.way is Way.CODE:
        raise ValueError("Google gives no codes for reading mail; use --no-browser")
    flow = _flow(client, endpoints, asked)
    with Landing() as place:
        flow.redirect_uri = place.address
        # Without include_granted_scopes: the right to heads would come back beside that to texts.
        url, state = flow.authorization_url(
            access_type="offline", prompt="consent", login_hint=user
        )
        answer = _answer(str(url), str(state), place, consent)
    if "code" not in answer:
        raise NeedsLogin(consent.account, why(answer.get("error", "")))
    return _exchanged(flow, client, answer["code"], egress, consent.account)


def _flow(client: Client, endpoints: Endpoints, asked: tuple[str, ...]) -> Any:
    """Google's own flow, for its page's address, state and PKCE."""
    installed = {
        "client_id": client.id,
        "client_secret": client.secret,
        "auth_uri": endpoints.auth,
        "token_uri": endpoints.token,
    }
    return Flow.from_client_config(
        {"installed": installed}, list(asked), autogenerate_code_verifier=True
    )


def _answer(url: str, state: str, place: Landing, consent: Consent) -> dict[str, str]:
    """What Google says after its page, by way of this machine's browser or another's."""
    talk = consent.talk
    if consent.way is Way.BROWSER and talk.browse(url):
        talk.say(f"Your browser shows Google's page; if it does not, open there: {url}")
        if answer := place.wait(state, landing.PATIENCE_SECONDS):
            return answer
        minutes = landing.PATIENCE_SECONDS / 60
        raise NeedsLogin(
            consent.account, f"nobody answered on Google's page within {minutes:.0f} minutes"
        )
    place.close()
    talk.say(f"Open this page in a browser: {url}")
    talk.say("At its end the browser shows that it cannot open a page: copy that page's address.")
    answer = landing.answer_in(talk.ask("The address where the browser ended"), state)
    if not answer:
        raise NeedsLogin(consent.account, "that address is no answer of Google's to this request")
    return answer


def _exchanged(
    flow: Any, client: Client, code: str, egress: Egress, account: str
) -> Mapping[str, object]:
    """Change the *code* for tokens (RFC 6749 §4.1.3); raises NeedsLogin and Transient.

    Not by the flow's own way: that takes it for a fault where the owner unticked a right.
    """
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "client_id": client.id,
        "client_secret": client.secret,
        "redirect_uri": flow.redirect_uri,
        "code_verifier": flow.code_verifier,
    }
    answer = _posted(str(flow.client_config["token_uri"]), form, egress)
    try:
        told = json.loads(answer.body)
    except ValueError:
        told = None
    match told:
        case {"access_token": str()} if answer.status == 200:
            return dict(told)
        case {"error": str(error)}:
            raise NeedsLogin(account, why(error))
        case _:
            raise Transient("Google's login does not answer as it should")


def _posted(url: str, form: Mapping[str, str], egress: Egress) -> http.Answer:
    """Raises Transient where the server cannot answer now."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    body = urlencode(form).encode("ascii")
    asked = http.Request(method="POST", url=url, headers=headers, body=body)
    with http.session(egress) as session:
        answer = http.exchange(session, egress, asked, limit=_ANSWER_BYTES)
    http.raise_for_load(answer)
    return answer


def _granted(
    client: Client, asked: tuple[str, ...], told: Mapping[str, object], account: str
) -> Grant:
    """The login to keep; raises NeedsLogin where it would not last."""
    refresh, lives = told.get("refresh_token"), told.get("refresh_token_expires_in")
    if not isinstance(refresh, str) or not refresh:
        raise NeedsLogin(account, "Google gave no lasting login; try once more")
    # The access token is left out: when it ends is for `Login` to know, which makes its own.
    return Grant(
        client_id=client.id,
        client_secret=client.secret,
        refresh_token=refresh,
        scopes=_scopes_of(told.get("scope"), asked),
        address=address_in(str(told.get("id_token", ""))),
        lives_seconds=lives if isinstance(lives, int) and lives > 0 else 0,
    )


def _scopes_of(told: object, asked: tuple[str, ...]) -> tuple[str, ...]:
    """What was granted; a server that does not say has granted all (RFC 6749 §5.1)."""
    if isinstance(told, str):
        return tuple(told.split())
    return tuple(map(str, told)) if isinstance(told, list | tuple) else asked


def address_in(id_token: str) -> str:
    """Whose login it is. Signed or not: it came from Google itself (OpenID Connect §3.1.3.7)."""
    parts = id_token.split(".")
    try:
        body = base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4))
        told = json.loads(body)
    except (IndexError, ValueError, binascii.Error):
        return ""
    address = told.get("email") if isinstance(told, dict) else None
    return address if isinstance(address, str) and address.isprintable() else ""


def _asked_box(token: str, endpoints: Endpoints, egress: Egress, account: str) -> Box:
    """Whose box it is and how large; raises NeedsLogin where the Gmail API is switched off."""
    asked = http.Request(
        method="GET",
        url=f"{endpoints.gmail}gmail/v1/users/me/profile",
        headers={"Authorization": f"Bearer {token}"},
    )
    with http.session(egress) as session:
        answer = http.exchange(session, egress, asked, limit=_ANSWER_BYTES)
    if answer.status == 403 and b"accessNotConfigured" in answer.body:
        raise NeedsLogin(
            account, f"the Gmail API is switched off for your client; switch it on: {_LIBRARY}"
        )
    try:
        told = json.loads(answer.body) if answer.status == 200 else None
    except ValueError:
        told = None
    match told:
        case {"emailAddress": str(address), "messagesTotal": int(mails)}:
            return Box(address=address, mails=mails)
        case _:
            return Box()


def _without(asked: Collection[str], grant: Grant, account: str) -> Iterator[str]:
    """The options to go without; raises NeedsLogin where a right is missing that is needed."""
    named = {right.scope: right.name for right in scopes.withheld(asked, grant.scopes)}
    if scopes.IMAP in asked and scopes.IMAP not in grant.scopes:
        named[scopes.IMAP] = "mail by IMAP"
    if hard := [name for scope, name in named.items() if scopes.needed(scope)]:
        raise NeedsLogin(
            account,
            f"on Google's page the right was not ticked that is needed for {' and '.join(hard)}",
        )
    yield from dict.fromkeys(_OPTIONS[scope] for scope in named)


def _missing(asked: Collection[str], grant: Grant) -> Iterator[str]:
    for right in scopes.withheld(asked, grant.scopes):
        yield f"not ticked on Google's page, and so not read: {right.name} ({right.reads})"


def _ends(grant: Grant) -> Iterator[str]:
    if 0 < grant.lives_seconds <= _WEEK_SECONDS:
        yield (
            f"this login ends in {grant.lives_seconds / 86_400:.0f} days, as your client is in"
            " testing; to have it last, press Publish app at"
            " https://console.cloud.google.com/auth/audience and connect once more"
        )


def patience(box: Box, options: Mapping[str, object]) -> Iterator[str]:
    """How long the mail there takes, where that is long."""
    pace = _GETS_A_MINUTE[settings.read(options).quota] if box.mails else 1
    minutes = (box.mails or 0) / pace
    if minutes < _SLOW_MINUTES or "since" in options:
        return
    long = f"{minutes:.0f} minutes" if minutes < 120 else f"{minutes / 60:.0f} hours"
    yield (
        f"{box.mails:,} mails take about {long}: Google lets {pace} a minute be read; it goes on"
        " where it stopped, newest first. Sooner: connect with --backlog takeout.mbox (what"
        " https://takeout.google.com made) or --backlog imap"
    )


def why(error: str) -> str:
    """A refusal in words; of what the server wrote itself only a short plain code is shown."""
    plain = error if error.replace("_", "").isalnum() and len(error) < 40 else ""
    return _SAID.get(plain, f"Google gave no login ({plain or 'without a reason'})")
