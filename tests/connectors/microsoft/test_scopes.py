"""The rights asked of Microsoft against the permissions that its pages name for each call.

A page lists the least privileged permission of a call and the higher ones; any of them will do.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from narrowcast.connectors import microsoft
from narrowcast.connectors.base import Budget, Checkable, Closable, Envelope, Means, SentKey
from narrowcast.connectors.microsoft import scopes, settings, signing_in
from narrowcast.connectors.rights import Right
from narrowcast.connectors.tiers import Tier
from tests.connectors.microsoft.accounts import lent
from tests.servers.graph import OWNER, Graph

LETTER = (
    f"From: {OWNER[1]}\r\nTo: ana@acme.test\r\nSubject: Hello\r\nMessage-ID: <1@acme.test>\r\n"
    "X-Narrowcast-Id: t\r\nDate: Mon, 02 Nov 2026 12:00:00 +0000\r\n\r\nhello\r\n"
).encode()
PAGES = "https://learn.microsoft.com/graph/api/"
_MAIL = ("Mail.ReadBasic", "Mail.Read", "Mail.ReadWrite")
_CONTACTS = ("Contacts.Read", "Contacts.ReadWrite")

PERMITS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "GET /me": ("user-get", ("User.Read", "User.ReadWrite")),
    "GET /me/mailFolders": ("user-list-mailfolders", _MAIL),
    "GET /me/mailFolders/{id}": ("mailfolder-get", _MAIL),
    "GET /me/mailFolders/{id}/childFolders": ("mailfolder-list-childfolders", _MAIL),
    "GET /me/mailFolders/{id}/messages": ("mailfolder-list-messages", _MAIL),
    "GET /me/mailFolders/{id}/messages/delta": ("message-delta", _MAIL),
    "GET /me/messages": ("user-list-messages", _MAIL),
    "GET /me/messages/{id}": ("message-get", _MAIL),
    # Mail.ReadBasic shows no body, and the MIME form is one (permissions-reference).
    "GET /me/messages/{id}/$value": ("message-get", ("Mail.Read", "Mail.ReadWrite")),
    "POST /me/messages": ("user-post-messages", ("Mail.ReadWrite",)),
    "DELETE /me/messages/{id}": ("message-delete", ("Mail.ReadWrite",)),
    "PATCH /me/messages/{id}": ("message-update", ("Mail.ReadWrite",)),
    "POST /me/messages/{id}/send": ("message-send", ("Mail.Send",)),
    "POST /me/sendMail": ("user-sendmail", ("Mail.Send",)),
    "GET /me/calendarView/delta": (
        "event-delta",
        ("Calendars.ReadBasic", "Calendars.Read", "Calendars.ReadWrite"),
    ),
    "GET /me/events/{id}": (
        "event-get",
        ("Calendars.ReadBasic", "Calendars.Read", "Calendars.ReadWrite"),
    ),
    "GET /me/events/{id}/instances": (
        "event-list-instances",
        ("Calendars.ReadBasic", "Calendars.Read", "Calendars.ReadWrite"),
    ),
    "GET /me/contactFolders": ("user-list-contactfolders", _CONTACTS),
    "GET /me/contactFolders/{id}": ("contactfolder-get", _CONTACTS),
    "GET /me/contactFolders/{id}/childFolders": ("contactfolder-list-childfolders", _CONTACTS),
    "GET /me/contactFolders/{id}/contacts/delta": ("contact-delta", _CONTACTS),
    "GET /me/contacts/{id}": ("contact-get", _CONTACTS),
}
"""Per call its page below `PAGES` and the delegated permissions that each let it be made."""

FLAGS = [
    dict(zip(("calendar", "contacts", "send", "draft"), on, strict=True))
    for on in itertools.product((False, True), repeat=4)
]
_COLLECTIONS = {"mailFolders", "childFolders", "messages", "events", "contactFolders", "contacts"}


def used(tier: Tier, flags: Mapping[str, bool]) -> set[str]:
    """The calls that an account of these features makes."""
    rights = scopes.rights(scopes.asked(tier, **flags))
    calls = {call for right in rights for call in right.calls}
    by_draft = {"POST /me/messages/{id}/send"}
    return calls - (set() if flags.get("draft") else by_draft)


@pytest.mark.parametrize("right", scopes.RIGHTS, ids=lambda right: right.scope)
def test_a_right_lets_call_what_it_is_said_to_be_for(right: Right) -> None:
    assert all(right.scope in PERMITS[call][1] for call in right.calls)


@pytest.mark.parametrize("tier", Tier)
@pytest.mark.parametrize("flags", FLAGS, ids=lambda on: "+".join(k for k in on if on[k]) or "mail")
def test_every_call_is_covered_and_no_right_is_asked_in_vain(
    tier: Tier, flags: Mapping[str, bool]
) -> None:
    asked = set(scopes.asked(tier, **flags))

    uncovered = {call for call in used(tier, flags) if not set(PERMITS[call][1]) & asked}
    in_vain = {
        scope
        for scope in asked
        if all(set(PERMITS[call][1]) & (asked - {scope}) for call in used(tier, flags))
    }
    assert (uncovered, in_vain) == (set(), set())


@pytest.mark.parametrize(
    ("granted", "missing"),
    [
        (("mail.readbasic", "User.Read", "Calendars.ReadBasic", "Contacts.Read"), []),
        (
            (
                "https://graph.microsoft.com/Mail.ReadBasic",
                "https://graph.microsoft.com/User.Read",
                "openid",
            ),
            ["the calendar", "contacts"],
        ),
    ],
    ids=["in any case", "with their resource"],
)
def test_what_is_withheld_is_told_in_words(granted: tuple[str, ...], missing: list[str]) -> None:
    found = scopes.withheld(scopes.asked(Tier.HEADERS), granted)

    assert [right.name for right in found] == missing


@pytest.mark.parametrize("tier", [Tier.HEADERS, Tier.SIGNATURES])
@pytest.mark.parametrize("send_by", ["submit", "draft"])
def test_the_account_lives_by_the_rights_it_asks_for_and_calls_nothing_else(
    graph: Graph, tier: Tier, send_by: str
) -> None:
    asked = scopes.asked(tier, send=True, draft=send_by == "draft")
    options, means = graph.options(send_by=send_by), lent(graph, *asked)

    live(graph, options, means, tier)

    calls = {_call(one.method, one.path) for one in graph.log} - {"POST /$batch"}
    rights = scopes.rights(asked)
    assert calls <= {call for right in rights for call in right.calls}
    assert [right.scope for right in rights if not calls & set(right.calls)] == []
    assert not [one for one in graph.log if one.status == 403]


def live(graph: Graph, options: Mapping[str, object], means: Means, tier: Tier) -> None:
    """All that narrowcast does with an account."""
    graph.deliver(LETTER.replace(b"<1@", b"<2@").replace(b"Id: t", b"Id: u"))
    noon = datetime(2026, 11, 2, 12, tzinfo=UTC)
    graph.repeat(graph.add_event("Lunch", noon, noon + timedelta(hours=1)))
    graph.add_contact(displayName="Ana Li")
    signing_in.profile(graph.token(scopes.USER), settings.read(options), means.egress)
    with closing(microsoft.connect(options, means)) as connector:
        for scope in connector.scopes():
            pages = connector.pull(scope, None, Budget(tier=tier))
            ids = [record.remote_id for page in pages for record in page.upserts]
            list(connector.records(scope, ids))
            if tier is not Tier.HEADERS and scope.id.startswith("mail:"):
                list(connector.texts(scope, ids))
    sender = microsoft.connect_sender(options, means)
    assert isinstance(sender, Closable)
    assert isinstance(sender, Checkable)
    sender.check()
    sender.send(LETTER, Envelope(sender=OWNER[1], recipients=("ana@acme.test",)))
    sender.find_sent(
        SentKey(message_id="<1@acme.test>", token="t", since=datetime(2026, 1, 1, tzinfo=UTC))
    )
    sender.close()


def _call(method: str, path: str) -> str:
    """A request without the ids in its path."""
    plain = [""]
    for word in path.split("/")[1:]:
        is_id = plain[-1] in _COLLECTIONS and word != "delta" and not word.startswith("$")
        plain.append("{id}" if is_id else word)
    return f"{method} {'/'.join(plain)}"
