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
from dataclasses import dataclass, replace

from narrowcast.connectors import http
from narrowcast.connectors.base import Consent, Kept, SignedIn
from narrowcast.connectors.errors import NeedsLogin, Transient
from narrowcast.connectors.formats.addresses import canonical
from narrowcast.connectors.google import login, page, scopes, settings
from narrowcast.connectors.google.login import Grant
from narrowcast.connectors.google.settings import Endpoints
from narrowcast.connectors.net import Egress

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
_EVER_SECONDS = 10 * 365 * 86_400


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
    client = page.client_of(consent.client, kept)
    asked = (*scopes.IDENTITY, scopes.IMAP) if by_imap else _asked(options, consent)
    for line in plan(asked):
        consent.talk.say(line)
    told = page.consented(client, endpoints, asked, user, egress, consent)
    grant = _granted(client, asked, told, consent.account)
    without = goes_without(asked, grant, consent.account)
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
    is_new = login.loads(kept.read()) is None
    kept.write(replace(grant, address=address).dumps())
    notes = (*_missing(asked, grant), *_ends(grant), *(patience(box, options) if is_new else ()))
    return SignedIn(
        address=address, notes=notes, without=without, lives_seconds=grant.lives_seconds
    )


def revoke(endpoints: Endpoints, egress: Egress, kept: Kept) -> None:
    """Take back, at Google, all that the owner let this client do; raises Transient."""
    if (grant := login.loads(kept.read())) is None:
        raise Transient("no login is kept that could be ended")
    answer = page.posted(endpoints.revoke, {"token": grant.refresh_token}, egress)
    if answer.status != 200 and b"invalid_token" not in answer.body:  # it had ended already
        raise Transient(f"Google did not end the login (HTTP {answer.status})")


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


def _granted(
    client: page.Client, asked: tuple[str, ...], told: Mapping[str, object], account: str
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
        lives_seconds=lives if isinstance(lives, int) and 0 < lives < _EVER_SECONDS else 0,
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
        answer = http.exchange(session, egress, asked, limit=page.ANSWER_BYTES)
    if answer.status == 403 and b"accessNotConfigured" in answer.body:
        raise NeedsLogin(
            account, f"the Gmail API is switched off for your client; switch it on: {_LIBRARY}"
        )
    try:
        told = json.loads(answer.body) if answer.status == 200 else None
    except ValueError:
        told = None
    match told:
        case {"emailAddress": str(address), "messagesTotal": int(mails)} if address.isprintable():
            return Box(address=address, mails=mails)
        case _:
            return Box()


def goes_without(asked: Collection[str], grant: Grant, account: str) -> tuple[str, ...]:
    """The options to go without; raises NeedsLogin where a right is missing that is needed."""
    named = {right.scope: right.name for right in scopes.withheld(asked, grant.scopes)}
    if scopes.IMAP in asked and scopes.IMAP not in grant.scopes:
        named[scopes.IMAP] = "mail by IMAP"
    if {scopes.METADATA, scopes.READONLY} <= {*grant.scopes}:
        raise NeedsLogin(
            account,
            "Google gave the right to heads beside that to texts, and would refuse texts; take the"
            " former consent back at https://myaccount.google.com/connections, and connect again",
        )
    if hard := [name for scope, name in named.items() if scopes.needed(scope)]:
        raise NeedsLogin(
            account,
            f"on Google's page the right was not ticked that is needed for {' and '.join(hard)}",
        )
    return tuple(dict.fromkeys(_OPTIONS[scope] for scope in named))


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
