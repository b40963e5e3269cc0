"""Gmail, Google Calendar and Google contacts on 127.0.0.1: myworld behind our gate.

    def test_x(google_world):                      # a world of its own for each test, in 40 ms
        google_world.load([Mail(sender="Ana <ana@acme.test>", subject="hi", date=...), ...])
        connector = connect(google_world.options(), google_world.means(tier=Tier.HEADERS))
        id_ = google_world.deliver(sender="Ana <ana@acme.test>", subject="news")
        google_world.delete(id_)
        google_world.faults.next("gmail.users.messages.get", Fault.RATE_403, times=2)
        google_world.expire_history(); google_world.advance(days=8); google_world.revoke()
        google_world.calls("gmail.users.messages.get")

At the test's end every answer, body and parameter was held against Google's discovery documents.
What the gate adds to the emulator is in `gate_shims` and `gate_rules`: tokens with rights, quotas,
deletions in Gmail's history, sync tokens of contacts. The rest is myworld's own.
"""

from __future__ import annotations

import base64
import json
import ssl
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.servers import gate, gate_rules, gate_shims, google_host
from tests.servers import google_discovery as discovery
from tests.servers.emulate import Consent, Emulate
from tests.servers.gate import Asked, Gate
from tests.servers.gate_faults import Faults, by_api
from tests.servers.google_account import CLIENT_ID, CLIENT_SECRET, GoogleAccount
from tests.servers.google_account import KeptHere as KeptHere
from tests.servers.google_host import START as START
from tests.servers.google_host import USER as USER
from tests.servers.google_host import Mail as Mail
from tests.servers.google_host import Myworld


@dataclass(kw_only=True)
class GoogleWorld(GoogleAccount):
    """One person's Google account."""

    host: Myworld
    id: str
    bearer: str
    """The token that myworld itself knows."""
    quota: gate_rules.Quota
    history: gate_shims.History
    contacts: gate_shims.Contacts
    consent: Consent | None = None
    """Where people sign in, if they do."""

    def direct_endpoints(self) -> dict[str, str]:
        """The same past the gate, for measurements: `bearer` is the only token there."""
        root = f"http://127.0.0.1:{self.host.port}/gw"
        return {
            "gmail": f"{root}/gmail.googleapis.com/",
            "calendar": f"{root}/www.googleapis.com/calendar/v3/",
            "people": f"{root}/people.googleapis.com/",
            "token": f"{root}/oauth2.googleapis.com/token",
        }

    # What happens in the account

    def load(self, mails: Iterable[Mail], *, contacts: Iterable[Mapping[str, str]] = ()) -> None:
        """Begin anew with these mails and contacts: ten thousand take a second."""
        self.host.request("DELETE", f"/envs/{self.id}")
        self.id, self.bearer = google_host.begin(self.host, mails, contacts)
        self.tokens.bearer = self.bearer
        self.history.forget()
        self.contacts.forget()
        self.contacts.now = self.gate.now = START

    def ids(self) -> list[str]:
        """Every message there is, newest first."""
        found, page = list[str](), ""
        while True:
            at = f"&pageToken={page}" if page else ""
            path = f"/gmail/v1/users/me/messages?maxResults=500&includeSpamTrash=true{at}"
            told = self.api("GET", path)
            found += [one["id"] for one in told.get("messages", [])]
            if not (page := told.get("nextPageToken", "")):
                return found

    def raw(self, id_: str) -> bytes:
        """The octets of message *id_*, as myworld puts them together."""
        told = self.api("GET", f"/gmail/v1/users/me/messages/{id_}?format=raw")
        return base64.urlsafe_b64decode(told["raw"])

    def deliver(
        self,
        letter: bytes = b"",
        *,
        labels: Sequence[str] = ("INBOX",),
        thread: str = "",
        sender: str = "Ana Li <ana@acme.test>",
        subject: str = "News",
        body: str = "Hi",
        headers: Mapping[str, str] | None = None,
    ) -> str:
        """Let *letter* come in, or one of these fields; returns its id.

        myworld keeps From, To, Cc, Subject, In-Reply-To, References, texts and attachments, gives
        it a Message-ID of its own and dates it by the world's clock.
        """
        self.advance(seconds=1)
        named = {"From": sender, "To": self.user, "Subject": subject, **(headers or {})}
        lines = "".join(f"{name}: {value}\r\n" for name, value in named.items())
        octets = letter or f"{lines}\r\n{body}\r\n".encode()
        said: dict[str, Any] = {"raw": gate_rules.raw(octets), "labelIds": list(labels)}
        if thread:
            said["threadId"] = thread
        return str(self.api("POST", "/gmail/v1/users/me/messages", said)["id"])

    def reply(self, to_message_id: str, *, sender: str, subject: str, body: str = "Yes") -> str:
        """Let an answer to the mail of that Message-ID come in; returns its id."""
        self.advance(seconds=1)
        params = {
            "to": self.user, "sender": sender, "subject": subject, "body": body,
            "in_reply_to": to_message_id,
        }  # fmt: skip
        event = {"server": "gmail", "action": "deliver_reply", "params": params}
        return str(self.host.request("POST", f"/envs/{self.id}/events", event)["result"])

    def delete(self, *ids: str) -> None:
        """Delete messages for good."""
        for one in ids:
            self.api("DELETE", f"/gmail/v1/users/me/messages/{one}")

    def label(self, id_: str, *, add: Sequence[str] = (), remove: Sequence[str] = ()) -> None:
        """Change the labels of a message; TRASH and SPAM are labels, too."""
        change = {"addLabelIds": list(add), "removeLabelIds": list(remove)}
        self.api("POST", f"/gmail/v1/users/me/messages/{id_}/modify", change)

    def make_label(self, name: str) -> str:
        """Make a label of the owner's; returns its id."""
        return str(self.api("POST", "/gmail/v1/users/me/labels", {"name": name})["id"])

    def add_event(self, event: Mapping[str, object], *, calendar: str = "primary") -> str:
        """Put an event (as the Calendar API takes it) into a calendar; returns its id."""
        self.advance(seconds=1)
        path = f"/calendar/v3/calendars/{quote(calendar, safe='')}/events"
        return str(self.api("POST", path, event)["id"])

    def change_event(
        self, id_: str, change: Mapping[str, object], *, calendar: str = "primary"
    ) -> None:
        """Change properties of an event, or of an instance of a series."""
        self.advance(seconds=1)
        path = f"/calendar/v3/calendars/{quote(calendar, safe='')}/events/{quote(id_)}"
        self.api("PATCH", path, change)

    def delete_event(self, id_: str, *, calendar: str = "primary") -> None:
        """Cancel an event, or an instance of a series."""
        self.advance(seconds=1)
        self.api("DELETE", f"/calendar/v3/calendars/{quote(calendar, safe='')}/events/{quote(id_)}")

    def add_contact(
        self, name: str, *addresses: str, organization: str = "", title: str = ""
    ) -> str:
        """Save a contact; returns its resource name (`people/c…`)."""
        person: dict[str, Any] = {
            "names": [{"givenName": name.partition(" ")[0], "familyName": name.partition(" ")[2]}],
            "emailAddresses": [{"value": one} for one in addresses],
        }
        if organization:
            person["organizations"] = [{"name": organization, "title": title}]
        return str(self.api("POST", "/v1/people:createContact", person)["resourceName"])

    def change_contact(self, resource: str, **fields_: object) -> None:
        """Replace fields (`names=[…]`, `emailAddresses=[…]` …) of a contact."""
        mask = ",".join(fields_)
        known = self.api("GET", f"/v1/{resource}?personFields={mask}")
        body = {"etag": known["etag"], **fields_}
        self.api("PATCH", f"/v1/{resource}:updateContact?updatePersonFields={mask}", body)

    def delete_contact(self, resource: str) -> None:
        self.api("DELETE", f"/v1/{resource}:deleteContact")

    # What ends

    def advance(self, **span: float) -> None:
        """Let the world's time pass (as `timedelta` takes it): what is late comes, tokens age."""
        seconds = timedelta(**span).total_seconds()
        while seconds > 0:  # myworld takes a week at most
            step = min(seconds, 6 * 86_400.0)
            told = self.host.request("POST", f"/envs/{self.id}/advance", {"seconds": step})
            seconds -= step
            self.contacts.now = self.gate.now = datetime.fromisoformat(told["now"])

    def expire_history(self) -> None:
        """Let Gmail forget all that happened until now."""
        now = int(self.api("GET", "/gmail/v1/users/me/profile")["historyId"])
        self.history.floor = now + 1
        self.label(self.deliver(subject="after the gap"), add=["STARRED"])

    def expire_sync_tokens(self) -> None:
        """Let every sync token of contacts end, as seven days do; for calendars use Fault.GONE."""
        self.contacts.expire()

    def api(self, verb: str, path: str, body: object = None) -> Any:
        """Call Google's API as the owner does elsewhere: past tokens, faults, quota and log."""
        method = _find(verb, path.partition("?")[0])
        asked = Asked(
            verb=verb, path=path.partition("?")[0], query=path.partition("?")[2], method=method,
            headers={
                "authorization": f"Bearer {self.bearer}", "content-type": "application/json",
            },
            body=b"" if body is None else json.dumps(body).encode(),
        )  # fmt: skip
        reply = self.history(asked, gate.to(self.host.port, _place))
        assert reply.status < 300, f"{verb} {path}: {reply.status} {reply.body[:300]!r}"
        return json.loads(reply.body) if reply.body else None


def _place(asked: Asked) -> str:
    """Where myworld serves what Google serves at that path."""
    query = f"?{asked.query}" if asked.query else ""
    if asked.path.startswith("/calendar/"):
        return f"/gw/www.googleapis.com{asked.path}{query}"
    if asked.path.startswith("/gmail/"):
        return f"/gw/gmail.googleapis.com{asked.path}{query}"
    if asked.path.startswith(("/v1/people", "/v1/otherContacts", "/v1/contactGroups")):
        return f"/gw/people.googleapis.com{asked.path}{query}"
    return f"/gw/oauth2.googleapis.com{asked.path}{query}"


def _find(verb: str, path: str) -> discovery.Method | None:
    found = discovery.find(verb, path)
    return found[0] if found else None


@contextmanager
def world(
    host: Myworld,
    *,
    context: ssl.SSLContext | None = None,
    ca_file: Path | None = None,
    sign_in: Emulate | None = None,
) -> Generator[GoogleWorld]:
    """A new account in *host*, empty; fails at its end where an answer was none of Google's.

    With *context* its gate speaks TLS as localhost, proved by the authority in *ca_file*. With
    *sign_in* its page of consent and its tokens come from there.
    """
    id_, bearer = google_host.begin(host, (), ())
    tokens = gate_rules.Tokens(CLIENT_ID, CLIENT_SECRET, bearer)
    faults, history = Faults(), gate_shims.History()
    people, judge = gate_shims.Contacts(now=START), gate_rules.Judge([])
    quota = gate_rules.Quota(clock=lambda: 0.0)
    stages: list[gate.Stage] = [by_api, quota, faults, tokens, judge, history, people]
    consent = Consent(sign_in, tokens) if sign_in else None
    if consent:
        stages.insert(stages.index(tokens), consent)
    upstream = gate.to(host.port, _place)
    with gate.opened(stages, upstream, find=_find, context=context) as open_:
        open_.now, open_.problems = START, judge.problems
        quota.clock = partial(_at, open_)
        made = GoogleWorld(
            host=host, id=id_, bearer=bearer, gate=open_, tokens=tokens, quota=quota, faults=faults,
            history=history, contacts=people, judge=judge, ca_file=ca_file, consent=consent,
        )  # fmt: skip
        try:
            yield made
            open_.check()
        finally:
            gate.hang_up()
            host.request("DELETE", f"/envs/{made.id}")


def _at(open_: Gate) -> float:
    return open_.clock()
