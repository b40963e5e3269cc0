"""Google's page of consent, and what the code that it ends in is changed for.

client ─► address of the page, with state and PKCE ─► the owner ─► code ─► tokens
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from narrowcast.connectors import http, landing
from narrowcast.connectors.base import Consent, Kept, Way
from narrowcast.connectors.errors import NeedsLogin, Transient
from narrowcast.connectors.google import login
from narrowcast.connectors.google.settings import Endpoints
from narrowcast.connectors.landing import Landing
from narrowcast.connectors.net import Egress

CONSOLE = "https://console.cloud.google.com/auth/clients"
ANSWER_BYTES = 1 << 16
_SAID = {
    "access_denied": "the consent was refused; a client in testing lets in only the test users that"
    " its page names",
    "admin_policy_enforced": "your organisation's administrator does not allow this client",
    "org_internal": "the client is for its own organisation only; set its audience to External",
    "invalid_client": "Google does not know the client, or its secret was changed; make another at"
    f" {CONSOLE} and name its file: --client client_secret.json",
    "deleted_client": f"the client was deleted; make another at {CONSOLE}",
    "invalid_scope": "the client may not ask for these rights",
    "redirect_uri_mismatch": f"the client is not of the type Desktop app; make one at {CONSOLE}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """What Google gave the owner for a client."""

    id: str
    secret: str = field(repr=False)


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
        case {"installed": {"client_id": str()}}:
            raise ValueError(
                "this file lacks the client's secret, which Google shows only once; make another"
                f" client at {CONSOLE}, and download its JSON file then"
            )
        case _:
            raise ValueError(
                f"this is no client of Google's; make one at {CONSOLE} and download its JSON file"
            )


def consented(
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
    verifier, state = secrets.token_urlsafe(64), secrets.token_urlsafe(32)
    with Landing() as place:
        question = {
            "client_id": client.id,
            "redirect_uri": place.address,
            "response_type": "code",
            "scope": " ".join(asked),
            "state": state,
            "code_challenge": _challenge(verifier),
            "code_challenge_method": "S256",
            "login_hint": user,
            # A lasting login is given to programs that ask for it, and at each consent anew.
            "access_type": "offline",
            "prompt": "consent",
            # No include_granted_scopes: the right to heads would come back beside that to texts.
        }
        answer = _answer(f"{endpoints.auth}?{urlencode(question)}", state, place, consent)
    if "code" not in answer:
        raise NeedsLogin(consent.account, why(answer.get("error", "")))
    form = {
        "grant_type": "authorization_code",
        "code": answer["code"],
        "client_id": client.id,
        "client_secret": client.secret,
        "redirect_uri": question["redirect_uri"],
        "code_verifier": verifier,
    }
    return _tokens(endpoints.token, form, egress, consent.account)


def _challenge(verifier: str) -> str:
    """What shows, later, that the *verifier* was known from the start (RFC 7636 §4.2)."""
    told = hashlib.sha256(verifier.encode("ascii")).digest()
    return base64.urlsafe_b64encode(told).decode("ascii").rstrip("=")


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


def _tokens(
    url: str, form: Mapping[str, str], egress: Egress, account: str
) -> Mapping[str, object]:
    """What a code is changed for (RFC 6749 §4.1.3); raises NeedsLogin and Transient."""
    answer = posted(url, form, egress)
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


def posted(url: str, form: Mapping[str, str], egress: Egress) -> http.Answer:
    """Raises Transient where the server cannot answer now."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    body = urlencode(form).encode("ascii")
    asked = http.Request(method="POST", url=url, headers=headers, body=body)
    with http.session(egress) as session:
        answer = http.exchange(session, egress, asked, limit=ANSWER_BYTES)
    http.raise_for_load(answer)
    return answer


def why(error: str) -> str:
    """A refusal in words; of what the server wrote itself only a short plain code is shown."""
    plain = error if error.replace("_", "").isalnum() and len(error) < 40 else ""
    return _SAID.get(plain, f"Google gave no login ({plain or 'without a reason'})")
