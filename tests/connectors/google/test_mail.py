"""What Gmail's mail is read by, and what is left alone."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any

import pytest

from narrowcast.connectors.base import Budget, Page, Snapshot
from narrowcast.connectors.errors import CursorExpired, NeedsLogin
from narrowcast.connectors.google import heads, place, scopes
from narrowcast.connectors.google import mail as gmail
from narrowcast.connectors.google.connector import GoogleConnector
from narrowcast.connectors.google.settings import Settings
from narrowcast.connectors.promises import last_cursor
from narrowcast.connectors.records import FolderRole, RemoteId
from narrowcast.connectors.tiers import Tier
from tests.connectors.google import spoken
from tests.connectors.google.mailboxes import (
    GET,
    HISTORY,
    LIST,
    PROFILE,
    SCOPE,
    Broken,
    Clock,
    Opener,
    budget,
    mails,
    messages,
    subjects,
)
from tests.servers.gate_faults import Fault
from tests.servers.gate_rules import most_in_a_minute, units
from tests.servers.google import START, GoogleWorld, Mail


def pulled(account: GoogleConnector, **more: object) -> list[Page]:
    return [*account.pull(SCOPE, None, budget(**more))]


def since(account: GoogleConnector, pages: list[Page], **more: object) -> list[Page]:
    """What is new after *pages*."""
    return [*account.pull(SCOPE, last_cursor(pages), budget(**more))]


def test_the_anchor_is_taken_before_anything_is_listed(
    google_world: GoogleWorld, open_account: Opener
) -> None:
    google_world.load(mails(3))

    pulled(open_account())

    order = [call.id for call in google_world.calls(PROFILE, LIST, GET)]
    assert order == [PROFILE, LIST, *[GET] * 3]


def test_a_mail_is_read_newest_first_with_all_that_its_head_says(
    google_world: GoogleWorld, open_account: Opener
) -> None:
    google_world.load(mails(3, cc=("Bo <bo@beta.test>",)))

    found = messages(pulled(open_account()))

    assert [one.subject for one in found] == ["Subject 0", "Subject 1", "Subject 2"]
    first = found[0]
    assert first.author is not None
    assert first.author.address == "ana0@acme.test"
    assert [one.address for one in first.cc] == ["bo@beta.test"]
    assert first.received_at == START - timedelta(days=1)
    assert first.roles == (FolderRole.INBOX,)
    assert "" not in {first.message_id, first.provider_thread}
    assert first.size > 0
    assert first.parts == ()


def test_no_preview_no_text_and_no_search_is_asked_for(
    google_world: GoogleWorld, open_account: Opener
) -> None:
    google_world.load(mails(3))

    pulled(open_account(tier=Tier.HEADERS), tier=Tier.HEADERS)

    for call in google_world.calls(GET):
        assert call.parameter("format") == "metadata"
        assert call.parameter("fields") == heads.MASK
        assert "snippet" not in (call.parameter("fields") or "snippet")
        assert not call.parameter("metadataHeaders")  # Google may take `Message-Id` for another
    assert not any(call.parameter("q") for call in google_world.calls(LIST))


def test_a_tier_with_texts_needs_the_right_to_read_them(
    google_world: GoogleWorld, open_account: Opener
) -> None:
    account = open_account(tier=Tier.HEADERS)

    with pytest.raises(NeedsLogin, match="heads of mail alone"):
        pulled(account, tier=Tier.SIGNATURES)

    assert google_world.calls() == []


def test_without_a_right_to_read_mail_there_is_no_mail(open_account: Opener) -> None:
    account = open_account(
        only=[scopes.CONTACTS, scopes.SEND], options={"calendar": False, "contacts": False}
    )

    assert SCOPE not in account.scopes()


def test_contacts_and_calendars_come_before_the_mail(
    google_world: GoogleWorld, open_account: Opener
) -> None:
    assert [*open_account().scopes()][-1] == SCOPE


@pytest.mark.parametrize("label", ["DRAFT", "SPAM", "TRASH"])
def test_what_is_no_mail_is_left_out(
    google_world: GoogleWorld, open_account: Opener, label: str
) -> None:
    google_world.load([*mails(2), Mail(subject="No mail", labels=(label,))])

    assert subjects(pulled(open_account())) == ["Subject 0", "Subject 1"]


def test_the_owners_labels_are_told_by_their_names(
    google_world: GoogleWorld, open_account: Opener
) -> None:
    label = google_world.make_label("Clients")
    account = open_account()
    pages = pulled(account)
    google_world.deliver(subject="A client's", labels=["INBOX", label])

    assert messages(since(account, pages))[0].labels == ("Clients",)


def test_what_is_thrown_away_is_gone_and_what_is_brought_back_is_there(
    google_world: GoogleWorld, open_account: Opener
) -> None:
    google_world.load(mails(3))
    account = open_account()
    before = pulled(account)
    id_ = google_world.ids()[1]

    google_world.label(id_, add=["TRASH"])
    thrown = since(account, before)
    google_world.label(id_, remove=["TRASH"])
    back = since(account, thrown)

    assert [page.deletes for page in thrown] == [(id_,)]
    assert subjects(back) == ["Subject 1"]


def test_a_mail_that_came_and_went_in_between_is_not_told_of(
    google_world: GoogleWorld, open_account: Opener
) -> None:
    google_world.load(mails(3))
    account = open_account()
    before = pulled(account)
    google_world.delete(google_world.deliver(subject="Short-lived"))

    assert [page.upserts for page in since(account, before)] in ([], [()])


def test_a_mail_that_came_before_the_listing_and_went_after_it_is_gone(clock: Clock) -> None:
    one = {"id": "1", "labelIds": ["INBOX"], "payload": {"headers": [
        {"name": "From", "value": "a@acme.test"}]}}  # fmt: skip
    history = {"messagesAdded": [{"message": one}], "messagesDeleted": [{"message": {"id": "1"}}]}
    said: dict[str, Any] = {"profile": {}, "messages": {"messages": [one]}, "1": one}
    asked = spoken.api(lambda path, _: {"historyId": "7", **said[path.rpartition("/")[2]]}, clock)
    source = gmail.Mail(asked, Settings(user="me@corp.test"))

    before = [*source.pull(SCOPE, None, budget())]
    said["history"] = {"history": [history]}
    after = [*source.pull(SCOPE, last_cursor(before), budget())]

    assert len(messages(before)) == 1
    assert messages([*before, *after]) == []


def test_history_that_google_forgot_is_a_new_generation(
    google_world: GoogleWorld, open_account: Opener
) -> None:
    google_world.load(mails(3))
    account = open_account()
    before = pulled(account)
    google_world.expire_history()

    with pytest.raises(CursorExpired, match="listed again"):
        since(account, before)


def test_long_history_is_read_to_its_end_before_anything_of_it_is_kept(
    google_world: GoogleWorld, open_account: Opener
) -> None:
    google_world.load(mails(1))
    account = open_account()
    before = pulled(account)
    came = [google_world.deliver(subject=f"New {number}") for number in range(30)]

    after = since(account, before)

    assert [one.remote_id for one in messages(after)] == [*reversed(came)]
    assert [len(page.upserts) for page in after] == [20, 10]
    assert len({place.read(page.cursor).anchor for page in after}) == 1


def test_what_is_known_is_named_and_not_read_again(
    google_world: GoogleWorld, open_account: Opener
) -> None:
    google_world.load(mails(5))
    ids = google_world.ids()

    def known(asked: Collection[RemoteId]) -> frozenset[RemoteId]:
        return frozenset(RemoteId(one) for one in ids[1:4]) & frozenset(asked)

    pages = pulled(open_account(), known=known)

    assert [call.path.rpartition("/")[2] for call in google_world.calls(GET)] == [ids[0], ids[4]]
    assert [one for page in pages for one in page.still] == ids[1:4]
    assert pages[-1].snapshot is Snapshot.COMPLETE


@pytest.mark.parametrize(
    ("tier", "size"), [(Tier.HEADERS, 25), (Tier.SIGNATURES, 20), (Tier.MENTIONS, 12)]
)
def test_a_page_and_its_texts_come_within_seconds_of_quota(
    google_world: GoogleWorld, open_account: Opener, tier: Tier, size: int
) -> None:
    google_world.load(mails(60))

    pages = pulled(open_account(tier=tier), tier=tier)

    assert {len(page.upserts) for page in pages[:-1]} == {size}


def test_what_is_no_mail_uses_up_no_budget(google_world: GoogleWorld, open_account: Opener) -> None:
    draft = Mail(subject="A draft", labels=("DRAFT",), date=START)
    google_world.load([draft, *mails(8)])
    account = open_account()

    listed = pulled(account, max_records=3, page_records=2)
    came = [google_world.deliver(subject=f"New {number}") for number in range(6)]
    google_world.gate.stages.insert(0, Broken(came[-1], Fault.NOT_FOUND))
    news = since(account, listed, max_records=3, page_records=2)

    assert len(messages(listed)) == 3
    assert len(messages(news)) == 3


def test_pages_say_how_far_the_listing_is(google_world: GoogleWorld, open_account: Opener) -> None:
    google_world.load(mails(60))

    pages = pulled(open_account())

    told = [page.progress for page in pages]
    assert [(one.done, one.total) for one in told if one] == [(20, 60), (40, 60), (60, 60)]


def test_at_its_end_a_listing_is_done_though_google_counted_what_it_does_not_list(
    google_world: GoogleWorld, open_account: Opener
) -> None:
    google_world.load([*mails(3), Mail(labels=("SPAM",)), Mail(labels=("TRASH",))])

    last = pulled(open_account())[-1].progress

    assert last is not None
    assert last.done == last.total


def test_more_than_a_page_of_the_listing_is_listed_once(
    google_world: GoogleWorld, open_account: Opener
) -> None:
    google_world.load(mails(250))

    pages = pulled(open_account())

    assert len(messages(pages)) == 250
    assert len(google_world.calls(LIST)) == 3
    assert len(google_world.calls(GET)) == 250


def test_google_never_has_to_refuse_for_its_quota(
    google_world: GoogleWorld, open_account: Opener, clock: Clock
) -> None:
    google_world.load(mails(700))
    google_world.quota.units = 6_000
    began = clock()

    pulled(open_account())

    calls = google_world.calls()
    spent = units(calls)
    assert {call.status for call in calls} == {200}
    assert most_in_a_minute(spent) <= 6_000
    assert clock() - began <= 1.1 * sum(cost for _, cost in spent) / 100


def test_a_mail_that_is_gone_before_it_is_read_is_left_out(
    google_world: GoogleWorld, open_account: Opener
) -> None:
    google_world.load(mails(3))
    google_world.gate.stages.insert(0, Broken(google_world.ids()[1], Fault.NOT_FOUND))

    pages = pulled(open_account())

    assert subjects(pages) == ["Subject 0", "Subject 2"]
    assert pages[-1].snapshot is Snapshot.COMPLETE


def test_a_page_token_that_google_no_longer_knows_starts_anew(
    google_world: GoogleWorld, open_account: Opener
) -> None:
    google_world.load(mails(3))
    account = open_account()
    here = place.Place(anchor=place.read(pulled(account)[-1].cursor).anchor, following="nonsense")

    with pytest.raises(CursorExpired):
        [*account.pull(SCOPE, here.cursor(), Budget(tier=Tier.HEADERS))]


def test_news_come_before_the_rest_of_the_listing(
    google_world: GoogleWorld, open_account: Opener
) -> None:
    google_world.load(mails(30))
    account = open_account()
    first = [next(iter(account.pull(SCOPE, None, budget())))]
    google_world.deliver(subject="Just in")

    after = since(account, first)

    assert subjects(after)[0] == "Just in"
    assert [page.snapshot for page in after] == [Snapshot.PARTIAL, Snapshot.COMPLETE]
    assert len(google_world.calls(HISTORY)) == 1
    assert len(messages([*first, *after])) == 31


def test_texts_are_read_of_single_mails(google_world: GoogleWorld, open_account: Opener) -> None:
    google_world.load(mails(3))
    account = open_account()
    wanted = [one.remote_id for one in messages(pulled(account))][1:2]

    found = dict(account.texts(SCOPE, wanted))

    assert [part.text.splitlines()[-1] for part in found[wanted[0]]] == ["Buyer, Acme Ltd"]
    assert google_world.calls(GET)[-1].parameter("fields") == "payload"


def test_where_texts_may_not_be_read_none_is_asked_for(
    google_world: GoogleWorld, open_account: Opener
) -> None:
    google_world.load(mails(3))
    account = open_account(tier=Tier.HEADERS)
    wanted = [one.remote_id for one in messages(pulled(account, tier=Tier.HEADERS))]
    asked = len(google_world.calls())

    assert [*account.texts(SCOPE, wanted)] == []
    assert len(google_world.calls()) == asked
