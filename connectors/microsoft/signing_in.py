"""Microsoft's consent: the owner's own app registration, a page in the browser or a code, and the
login that is kept.

    msal ─► page of consent (this browser, another's, or a code on any device) ─► tokens
                    │                                                               │
       refused, or nobody comes ──► NeedsLogin                  whose? what was granted?
                                                                    │
                                  another's, or mail withheld ──► NeedsLogin, nothing is kept

The registration is a public client: there is no secret of it. Its redirect address is
`http://localhost` (Microsoft leaves the port to the program).
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from narrowcast.connectors import http, landing
from narrowcast.connectors.base import Consent, Kept, SignedIn, Way
from narrowcast.connectors.errors import NeedsLogin
from narrowcast.connectors.formats.addresses import canonical
from narrowcast.connectors.landing import Landing
from narrowcast.connectors.microsoft import login, refusals, scopes, settings
from narrowcast.connectors.microsoft.login import Stored
from narrowcast.connectors.microsoft.settings import SendBy, Settings
from narrowcast.connectors.net import Egress

if TYPE_CHECKING:
    from msal import PublicClientApplication, SerializableTokenCache

_ANSWER_BYTES = 1 << 16
_OPTIONS = {scopes.CALENDARS: "calendar", scopes.CONTACTS: "contacts"}
"""The option that an account goes without where the right is withheld."""


def sign_in(
    options: Mapping[str, object], egress: Egress, kept: Kept, consent: Consent
) -> SignedIn:
    """Lead the owner through Microsoft's consent, and keep the login (`base.SignInFactory`)."""
    import msal

    wanted = settings.read(options)
    asked = scopes.asked(
        consent.tier,
        calendar=wanted.calendar,
        contacts=wanted.contacts,
        send=consent.send,
        draft=wanted.send_by is SendBy.DRAFT,
    )
    for line in plan(asked):
        consent.talk.say(line)
    cache = msal.SerializableTokenCache()
    with http.session(egress) as session:
        app = _application(wanted, session, cache)
        told = _told(app, asked, wanted, consent)
    if "access_token" not in told:
        raise NeedsLogin(consent.account, refusals.words(told))
    granted = tuple(str(told.get("scope") or " ".join(asked)).split())
    without = goes_without(asked, granted, consent.account)
    address = _whose(told, wanted, egress, consent.account)
    stored = Stored(scopes=_lasting(granted), cache=cache.serialize())
    kept.write(stored.packed())
    return SignedIn(address=address, notes=tuple(_missing(asked, granted)), without=without)


def plan(asked: Collection[str]) -> Iterator[str]:
    """What the owner is about to consent to, a line for each right."""
    yield "Microsoft will ask you for these rights, and for no others:"
    for right in scopes.rights(asked):
        yield f"  - {right.reads} ({right.scope})"
        yield f"    never: {right.never}"
    yield "  - to do so without asking you each time (offline_access)"


def _application(
    wanted: Settings, session: object, cache: SerializableTokenCache
) -> PublicClientApplication:
    try:
        return login.application(wanted, session, cache)
    except ValueError:  # msal's words show what the server wrote
        parts = urlsplit(wanted.authority)
        raise ValueError(
            f"{parts.hostname} gives no logins at {parts.path or '/'}; check --tenant, or authority"
            " in config.toml"
        ) from None


def _told(
    app: PublicClientApplication, asked: tuple[str, ...], wanted: Settings, consent: Consent
) -> Mapping[str, Any]:
    """What Microsoft answers in the end, good or bad; raises NeedsLogin and Transient."""
    from msal.exceptions import MsalServiceError

    try:
        if consent.way is Way.CODE:
            return _by_code(app, asked, consent)
        return _by_page(app, asked, wanted, consent)
    except (MsalServiceError, ValueError) as fault:  # it says nothing, or nothing we can read
        raise login.unwell(wanted) from fault


def _by_page(
    app: PublicClientApplication, asked: tuple[str, ...], wanted: Settings, consent: Consent
) -> Mapping[str, Any]:
    here = consent.way is Way.BROWSER
    with Landing(host="localhost") as place:
        with warnings.catch_warnings():  # msal warns of any other than a form
            warnings.simplefilter("ignore", UserWarning)
            flow = app.initiate_auth_code_flow(
                list(asked),
                redirect_uri=place.address,
                login_hint=wanted.user,
                prompt=_prompt(wanted),
                # A pasted address has to hold the answer; a form leaves it in no history.
                response_mode="form_post" if here else "query",
            )
        if "auth_uri" not in flow:
            return dict(flow)
        answer = _answer(flow["auth_uri"], flow["state"], place, consent)
    return dict(app.acquire_token_by_auth_code_flow(flow, answer))


def _prompt(wanted: Settings) -> str:
    """At Microsoft the owner chooses the account, and consents where that is needed. Others give a
    lasting login only to who consents anew (OpenID Connect §11).
    """
    from msal.authority import WELL_KNOWN_AUTHORITY_HOSTS as MICROSOFT

    return "select_account" if urlsplit(wanted.authority).hostname in MICROSOFT else "consent"


def _answer(url: str, state: str, place: Landing, consent: Consent) -> dict[str, str]:
    """What Microsoft says after its page, by way of this machine's browser or another's."""
    talk = consent.talk
    if consent.way is Way.BROWSER:
        if not talk.browse(url):
            raise NeedsLogin(
                consent.account, "there is no browser here; use --device-code or --no-browser"
            )
        talk.say(f"Your browser shows Microsoft's page; if it does not, open there: {url}")
        if answer := place.wait(state, landing.PATIENCE_SECONDS):
            return answer
        minutes = landing.PATIENCE_SECONDS / 60
        raise NeedsLogin(
            consent.account, f"nobody answered on Microsoft's page within {minutes:.0f} minutes"
        )
    place.close()
    talk.say(f"Open this page in a browser: {url}")
    talk.say("At its end the browser shows that it cannot open a page: copy that page's address.")
    answer = landing.answer_in(talk.ask("The address where the browser ended"), state)
    if not answer:
        raise NeedsLogin(
            consent.account, "that address is no answer of Microsoft's to this request"
        )
    return answer


def _by_code(
    app: PublicClientApplication, asked: tuple[str, ...], consent: Consent
) -> Mapping[str, Any]:
    flow = app.initiate_device_flow(list(asked))
    if "error" in flow or not {"user_code", "verification_uri"} <= flow.keys():
        return dict(flow)
    where, code = flow["verification_uri"], flow["user_code"]
    consent.talk.say(f"On any device, open {where} and type the code {code}")
    consent.talk.say("narrowcast waits until you have consented there.")
    return dict(app.acquire_token_by_device_flow(flow))


def _whose(told: Mapping[str, Any], wanted: Settings, egress: Egress, account: str) -> str:
    """The address signed in; raises NeedsLogin where it is not that of the option `user`.

    Who works at a firm may sign in by a name that is not the address: Graph knows both.
    """
    found = list(_claimed(told))
    if not _is_among(wanted.user, found):
        found += profile(str(told["access_token"]), wanted, egress)
    if not _is_among(wanted.user, found):
        whose = " or ".join(dict.fromkeys(found)) or "somebody whom Microsoft does not name"
        raise NeedsLogin(
            account, f"you signed in as {whose}, not as {wanted.user}; nothing was kept"
        )
    return wanted.user


def _is_among(user: str, found: Collection[str]) -> bool:
    return canonical(user) in map(canonical, found)


def _claimed(told: Mapping[str, Any]) -> Iterator[str]:
    claims = told.get("id_token_claims")
    named = claims if isinstance(claims, dict) else {}
    yield from _plain(named.get("preferred_username"), named.get("email"))


def profile(token: str, wanted: Settings, egress: Egress) -> list[str]:
    """The addresses that Graph knows the owner by; empty where it does not say, or cannot now."""
    asked = http.Request(
        method="GET",
        url=f"{wanted.graph}/me?$select=mail,userPrincipalName",
        headers={"Authorization": f"Bearer {token}"},
    )
    with http.session(egress) as session:
        answer = http.exchange(session, egress, asked, limit=_ANSWER_BYTES)
    try:
        me = json.loads(answer.body) if answer.status == 200 else None
    except ValueError:
        me = None
    if not isinstance(me, dict):
        return []
    return list(_plain(me.get("mail"), me.get("userPrincipalName")))


def _plain(*values: object) -> Iterator[str]:
    yield from (one for one in values if isinstance(one, str) and one and one.isprintable())


def _lasting(granted: Collection[str]) -> tuple[str, ...]:
    """The rights to ask for at each renewal: msal adds the others by itself, and refuses them."""
    added = {"openid", "profile", "email", "offline_access"}
    return tuple(one for one in granted if one not in added)


def goes_without(asked: Collection[str], granted: Collection[str], account: str) -> tuple[str, ...]:
    """The options to go without; raises NeedsLogin where a right is missing that is needed."""
    missing = scopes.withheld(asked, granted)
    if hard := [right.name for right in missing if scopes.needed(right.scope)]:
        raise NeedsLogin(
            account, f"Microsoft withheld the right that is needed for {' and '.join(hard)}"
        )
    return tuple(dict.fromkeys(_OPTIONS[one.scope] for one in missing if one.scope in _OPTIONS))


def _missing(asked: Collection[str], granted: Collection[str]) -> Iterator[str]:
    for right in scopes.withheld(asked, granted):
        yield f"withheld by Microsoft, and so not read: {right.name} ({right.reads})"
