"""What happens to a folder between two pulls, and during one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

import pytest

from narrowcast.connectors.base import Budget, Cursor, Page, Scope, ScopeId, Snapshot
from narrowcast.connectors.errors import CursorExpired, Emptied, Skippable
from narrowcast.connectors.imap.connector import ImapConnector
from narrowcast.connectors.records import Message
from tests.connectors.imap.accounts import Account, mail
from tests.servers.dovecot import QRESYNC, SDBOX, WITHOUT_CONDSTORE, Setup

_SERVERS = pytest.mark.parametrize(
    "setup", [QRESYNC, WITHOUT_CONDSTORE, SDBOX], ids=["qresync", "without condstore", "sdbox"]
)
_RAWLOG = Setup(rawlog=True)
Accounts = Callable[..., Account]


def _inbox(source: ImapConnector) -> Scope:
    return next(one for one in source.scopes() if one.name == "INBOX")


def _fill(account: Account, count: int) -> tuple[ImapConnector, Scope, Cursor]:
    for number in range(1, count + 1):
        account.append(mail(number))
    source = account.connector()
    inbox = _inbox(source)
    return source, inbox, [*source.pull(inbox, None, Budget())][-1].cursor


def _expunge(account: Account, uids: str, folder: str = "INBOX") -> None:
    with account.server.client(account.user) as client:
        client.select(folder)
        client.uid("STORE", uids, "+FLAGS.SILENT", "(\\Deleted)")
        client.expunge()


def _named(pages: Iterable[Page]) -> set[str]:
    return {str(one.remote_id) for page in pages for one in page.upserts}


def _gone(pages: Iterable[Page]) -> set[str]:
    return {str(one) for page in pages for one in page.deletes}


@_SERVERS
def test_what_is_expunged_is_named_as_deleted(accounts: Accounts, setup: Setup) -> None:
    account = accounts(setup)
    source, inbox, cursor = _fill(account, 6)
    _expunge(account, "2,4:5")

    pages = [*source.pull(inbox, cursor, Budget())]

    assert _gone(pages) == {"2", "4", "5"}
    assert not _named(pages)
    assert [*source.pull(inbox, pages[-1].cursor, Budget())] == []


@_SERVERS
def test_what_comes_and_goes_between_two_pulls_is_told_once(
    accounts: Accounts, setup: Setup
) -> None:
    account = accounts(setup)
    source, inbox, cursor = _fill(account, 4)
    account.append(mail(5))
    account.append(mail(6))
    _expunge(account, "1,6")

    pages = [*source.pull(inbox, cursor, Budget())]

    assert (_named(pages), _gone(pages)) == ({"5"}, {"1"})
    assert [*source.pull(inbox, pages[-1].cursor, Budget())] == []


@_SERVERS
def test_flags_are_no_news(accounts: Accounts, setup: Setup) -> None:
    account = accounts(setup)
    source, inbox, cursor = _fill(account, 3)
    with account.server.client(account.user) as client:
        client.select()
        client.uid("STORE", "1:*", "+FLAGS", "(\\Flagged)")

    assert [*source.pull(inbox, cursor, Budget())] == []


def test_what_arrived_and_vanished_unseen_moves_the_cursor_once(account: Account) -> None:
    source, inbox, cursor = _fill(account, 2)
    account.append(mail(3))
    _expunge(account, "3")

    (page,) = source.pull(inbox, cursor, Budget())

    assert not page.upserts
    assert not page.deletes
    assert [*source.pull(inbox, page.cursor, Budget())] == []


def test_a_deep_pull_compares_the_whole_list(account: Account) -> None:
    source, inbox, cursor = _fill(account, 5)
    # As a server would that lost a mail without counting it.
    lying = Cursor(cursor.replace('"known":"1,5"', '"known":"1,3,1,2"'))
    assert lying != cursor
    assert [*source.pull(inbox, lying, Budget())] == []

    pages = [*source.pull(inbox, lying, Budget(deep=True))]

    assert (_named(pages), _gone(pages)) == ({"4"}, {"6"})
    assert [*source.pull(inbox, pages[-1].cursor, Budget(deep=True))] == []


def test_a_listing_broken_off_goes_on_after_what_is_new_and_gone(account: Account) -> None:
    for number in range(1, 10):
        account.append(mail(number))
    source = account.connector()
    inbox = _inbox(source)
    (first,) = islice(source.pull(inbox, None, Budget(page_records=3)), 1)
    account.append(mail(10))
    _expunge(account, "8,2")

    rest = [*source.pull(inbox, first.cursor, Budget(page_records=3))]

    assert _named([first]) == {"9", "8", "7"}
    assert [*_order(rest)] == [10, 6, 5, 4, 3, 1]
    assert {"8"} <= _gone(rest) <= {"8", "2"}
    assert [one.snapshot for one in rest[:-1]] == [Snapshot.PARTIAL] * (len(rest) - 1)
    assert rest[-1].snapshot is Snapshot.COMPLETE


def _order(pages: Iterable[Page]) -> Iterator[int]:
    return (int(one.remote_id) for page in pages for one in page.upserts)


def test_new_mail_comes_before_the_rest_of_a_listing_whatever_the_budget(account: Account) -> None:
    for number in range(1, 7):
        account.append(mail(number))
    source = account.connector()
    inbox = _inbox(source)
    pages = [*source.pull(inbox, None, Budget(max_records=2))]
    for number in (7, 8, 9):
        account.append(mail(number))

    for _ in range(10):
        more = [*source.pull(inbox, pages[-1].cursor, Budget(max_records=2))]
        if not more:
            break
        pages += more

    assert [*_order(pages)] == [6, 5, 9, 8, 7, 4, 3, 2, 1]
    assert [one.snapshot for one in pages].count(Snapshot.COMPLETE) == 1


def test_another_client_moves_and_adds_while_a_folder_is_read(account: Account) -> None:
    for number in range(1, 30):
        account.append(mail(number))
    source = account.connector()
    inbox = _inbox(source)
    kept: dict[str, str] = {}
    cursor = None

    for page in source.pull(inbox, None, Budget(page_records=4)):
        _keep(kept, page)
        cursor = page.cursor
        _expunge(account, str(2 + len(kept) // 4 * 3))
        account.append(mail(100 + len(kept)))
    for _ in range(3):
        for page in source.pull(inbox, cursor, Budget(page_records=4)):
            _keep(kept, page)
            cursor = page.cursor

    there = account.server.message_ids(account.user)
    assert kept == {str(uid): message_id for uid, message_id in there.items()}


def _keep(kept: dict[str, str], page: Page) -> None:
    for one in page.upserts:
        assert isinstance(one, Message)
        kept[one.remote_id] = one.message_id
    for gone in page.deletes:
        kept.pop(gone, None)


def test_another_uidvalidity_is_a_new_generation_and_texts_are_refused(account: Account) -> None:
    source, inbox, cursor = _fill(account, 3)
    account.server.reset_uidvalidity(account.user)

    with pytest.raises(CursorExpired):
        [*source.pull(inbox, cursor, Budget())]

    again = [*source.pull(inbox, None, Budget())]
    assert len(_named(again)) == 3


def test_a_folder_made_anew_and_empty_is_a_fault_not_a_deletion(account: Account) -> None:
    with account.server.client(account.user) as client:
        client.create("Work")
    for number in (1, 2):
        account.append(mail(number), "Work")
    source = account.connector()
    work = next(one for one in source.scopes() if one.name == "Work")
    cursor = [*source.pull(work, None, Budget())][-1].cursor
    with account.server.client(account.user) as client:
        client.delete("Work")
        client.create("Work")

    with pytest.raises(Emptied):
        [*source.pull(work, cursor, Budget())]


def test_a_folder_that_is_gone_is_skipped(account: Account) -> None:
    source = account.connector()
    gone = Scope(id=ScopeId("Gone"), name="Gone")

    with pytest.raises(Skippable):
        [*source.pull(gone, None, Budget())]


def test_an_emptied_inbox_is_told_mail_by_mail(account: Account) -> None:
    source, inbox, cursor = _fill(account, 3)
    _expunge(account, "1:*")

    assert _gone(source.pull(inbox, cursor, Budget())) == {"1", "2", "3"}


def test_holes_and_huge_gaps_between_uids_cost_nothing(account: Account) -> None:
    source, inbox, cursor = _fill(account, 8)
    _expunge(account, "2,3,5,7")

    pages = [*source.pull(inbox, None, Budget(page_records=2))]

    assert [*_order(pages)] == [8, 6, 4, 1]
    assert cursor


def test_a_tick_without_news_is_one_command_after_login(accounts: Accounts) -> None:
    account = accounts(_RAWLOG)
    source, inbox, cursor = _fill(account, 3)
    source.close()
    account.server.forget_commands(account.user)

    assert [*source.pull(inbox, cursor, Budget())] == []

    assert [one.split()[0] for one in _said(account)] == ["STATUS"]


def test_a_tick_is_one_question_a_folder_after_login(accounts: Accounts) -> None:
    account = accounts(_RAWLOG)
    source, _, _ = _fill(account, 3)
    scopes = [*source.scopes()]
    cursors = {one.id: [*source.pull(one, None, Budget())][-1].cursor for one in scopes}
    source.close()
    account.server.forget_commands(account.user)

    for scope in source.scopes():
        assert [*source.pull(scope, cursors[scope.id], Budget())] == []

    assert len(scopes) >= 3
    said = [one.split()[0] for one in _said(account)]
    assert sorted(said) == ["LIST", *["STATUS"] * len(scopes)]


def test_folders_are_only_examined(accounts: Accounts) -> None:
    account = accounts(_RAWLOG)
    source, inbox, _ = _fill(account, 3)
    account.server.forget_commands(account.user)

    for scope in source.scopes():
        [*source.pull(scope, None, Budget())]
    [*source.texts(inbox, [one.remote_id for one in _upserts(source, inbox)])]

    said = _said(account)
    assert not [one for one in said if one.split()[0] in {"SELECT", "STORE", "EXPUNGE", "APPEND"}]
    assert not [one for one in said if "BODY[" in one]


def _upserts(source: ImapConnector, scope: Scope) -> list[Message]:
    pages = source.pull(scope, None, Budget())
    return [one for page in pages for one in page.upserts if isinstance(one, Message)]


def _said(account: Account) -> list[str]:
    """Commands after login, without their tags."""
    lines = (one.split(" ", 1)[-1] for one in account.server.commands(account.user))
    return [one.removeprefix("UID ") for one in lines if one.split()[0] not in {"LOGOUT", "ENABLE"}]


def test_a_broken_connection_is_replaced(account: Account) -> None:
    source, inbox, cursor = _fill(account, 3)
    account.server.stop()
    account.server.start()
    account.append(mail(4))

    assert _named(source.pull(inbox, cursor, Budget())) == {"4"}
