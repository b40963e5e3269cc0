"""Mail that came before a day is left to another source."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

import pytest

from narrowcast.connectors.base import Page, Snapshot
from narrowcast.connectors.errors import CursorExpired
from narrowcast.connectors.google.connector import GoogleConnector
from narrowcast.connectors.promises import last_cursor
from narrowcast.connectors.records import RemoteId
from tests.connectors.google.mailboxes import (
    GET,
    SCOPE,
    Misplaced,
    Opener,
    budget,
    mails,
    messages,
)
from tests.servers.google import START, GoogleWorld


def day(days: int) -> dict[str, object]:
    """The option: mail is read from so many *days* before the world began."""
    return {"since": (START - timedelta(days=days)).date().isoformat()}


def pulled(account: GoogleConnector, **more: object) -> list[Page]:
    return [*account.pull(SCOPE, None, budget(**more))]


def test_the_listing_ends_where_another_source_takes_over(
    google_world: GoogleWorld, open_account: Opener
) -> None:
    google_world.load(mails(120))
    account = open_account(options={"since": (START - timedelta(days=40)).date().isoformat()})

    pages = pulled(account)

    found = messages(pages)
    assert len(found) == 40
    assert pages[-1].snapshot is Snapshot.COMPLETE
    assert len(google_world.calls(GET)) <= 80
    assert [*account.pull(SCOPE, last_cursor(pages), budget())] == []


@pytest.mark.parametrize(("misplaced", "read"), [(24, 30), (25, 0)])
def test_mails_that_are_older_than_their_neighbours_do_not_end_the_listing(
    google_world: GoogleWorld, open_account: Opener, misplaced: int, read: int
) -> None:
    old = [replace(one, date=one.date - timedelta(days=900)) for one in mails(misplaced)]
    google_world.load([*mails(30), *old])
    google_world.gate.stages.append(Misplaced(misplaced))
    account = open_account(options={"since": (START - timedelta(days=400)).date().isoformat()})

    assert len(messages(pulled(account, page_records=1))) == read


def test_how_much_lies_before_the_day_from_which_mail_is_read_is_not_known(
    google_world: GoogleWorld, open_account: Opener
) -> None:
    google_world.load(mails(60))
    day = (START - timedelta(days=22)).date().isoformat()

    told = [page.progress for page in pulled(open_account(options={"since": day}))]

    assert [(one.done, one.total) for one in told if one] == [(20, None), (40, None), (60, 60)]


@pytest.mark.parametrize("now", [day(40), {}], ids=["earlier", "never"])
def test_where_the_owner_wants_more_than_before_it_is_listed_again(
    google_world: GoogleWorld, open_account: Opener, now: dict[str, object]
) -> None:
    google_world.load(mails(30))
    before = pulled(open_account(options=day(10)))
    there = {one.remote_id for one in messages(before)}
    account = open_account(options=now)

    def known(asked: Collection[RemoteId]) -> frozenset[RemoteId]:
        return frozenset(asked) & there

    with pytest.raises(CursorExpired, match="earlier"):
        [*account.pull(SCOPE, last_cursor(before), budget())]
    after = pulled(account, known=known)

    assert not there & {one.remote_id for one in messages(after)}
    assert len(there) + len(messages(after)) == 30


@pytest.mark.parametrize("then", [day(10), {}], ids=["later", "ever"])
def test_where_the_owner_wants_less_than_before_reading_goes_on(
    google_world: GoogleWorld, open_account: Opener, then: dict[str, object]
) -> None:
    google_world.load(mails(30))
    before = pulled(open_account(options=then))

    assert [*open_account(options=day(5)).pull(SCOPE, last_cursor(before), budget())] == []


def test_a_mail_that_is_read_again_is_left_to_the_other_source_too(
    google_world: GoogleWorld, open_account: Opener
) -> None:
    google_world.load(mails(2))
    wanted = [RemoteId(one) for one in google_world.ids()]

    found = [*open_account(options=day(1)).records(SCOPE, wanted)]

    assert [one.remote_id for one in found] == wanted[:1]


def test_a_listing_that_ended_sooner_than_it_began_to_is_known_to(
    google_world: GoogleWorld, open_account: Opener
) -> None:
    google_world.load(mails(60))
    begun = [next(iter(open_account(options=day(50)).pull(SCOPE, None, budget())))]
    ended = [*open_account(options=day(5)).pull(SCOPE, last_cursor(begun), budget())]

    with pytest.raises(CursorExpired):
        [*open_account(options=day(50)).pull(SCOPE, last_cursor(ended), budget())]
