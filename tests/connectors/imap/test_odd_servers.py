"""Habits of servers that we cannot run here (facts of other programs' bug lists)."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

import pytest

from narrowcast.connectors.base import Budget, Page, Scope
from narrowcast.connectors.errors import (
    ConnectorError,
    CursorExpired,
    NeedsLogin,
    RateLimited,
    Skippable,
    Transient,
)
from narrowcast.connectors.imap.connector import ImapConnector
from narrowcast.connectors.records import FolderRole, Message, RemoteId, Unreadable
from tests.connectors.imap.accounts import mail
from tests.connectors.imap.odd import Odd, mails, serving


def _scope(source: ImapConnector) -> Scope:
    (scope,) = source.scopes()
    return scope


def _all(source: ImapConnector, budget: Budget = Budget()) -> list[Page]:  # noqa: B008 - frozen
    return [*source.pull(_scope(source), None, budget)]


def _uids(pages: Iterable[Page]) -> list[str]:
    return [one.remote_id for page in pages for one in page.upserts]


def test_a_server_that_tells_no_next_uid_is_read_and_followed() -> None:
    odd = Odd(mails=mails(1, 2, 5), tells_uidnext=False)
    with serving(odd) as source:
        pages = _all(source)
        odd.mails |= mails(6)
        del odd.mails[1]
        more = [*source.pull(_scope(source), pages[-1].cursor, Budget())]
        assert [*source.pull(_scope(source), more[-1].cursor, Budget())] == []

    assert (_uids(pages), _uids(more)) == (["5", "2", "1"], ["6"])
    assert [one for page in more for one in page.deletes] == ["1"]


def test_mails_left_out_of_a_long_answer_are_asked_for_singly() -> None:
    odd = Odd(mails=mails(*range(1, 8)), withholds=frozenset({3, 5}))
    with serving(odd) as source:
        pages = _all(source)

    assert _uids(pages) == [str(uid) for uid in range(7, 0, -1)]
    assert all(isinstance(one, Message) for page in pages for one in page.upserts)


def test_a_mail_the_server_never_hands_out_is_unreadable_not_lost() -> None:
    odd = Odd(mails=mails(1, 2, 3), withholds_always=frozenset({2}))
    with serving(odd) as source:
        (page,) = _all(source)

    (unreadable,) = (one for one in page.upserts if isinstance(one, Unreadable))
    assert unreadable.remote_id == "2"
    assert len(page.upserts) == 3


@pytest.mark.parametrize(
    "vanished",
    [b"", b"* VANISHED (EARLIER) \r\n", b"* VANISHED (EARLIER) 1:*\r\n", b"* VANISHED 77:99\r\n",
     b"* VANISHED (EARLIER) 3\r\n"],
    ids=["nothing", "empty", "star", "others", "too many"],
)  # fmt: skip
def test_vanished_that_does_not_add_up_is_never_trusted_again(vanished: bytes) -> None:
    odd = Odd("IMAP4rev1 CONDSTORE ENABLE QRESYNC", mails=mails(1, 2, 3, 4), vanished=vanished)
    with serving(odd) as source:
        pages = _all(source)
        del odd.mails[2], odd.mails[4]
        odd.uidnext = 5
        more = [*source.pull(_scope(source), pages[-1].cursor, Budget())]
        asked = len([one for one in odd.heard if "CHANGEDSINCE" in one])
        del odd.mails[1]
        last = [*source.pull(_scope(source), more[-1].cursor, Budget())]
        asked_again = len([one for one in odd.heard if "CHANGEDSINCE" in one])

    assert {one for page in more for one in page.deletes} == {"2", "4"}
    assert [one for page in last for one in page.deletes] == ["1"]
    assert (asked, asked_again) == (1, 1)


def test_vanished_that_adds_up_saves_the_list() -> None:
    odd = Odd("IMAP4rev1 CONDSTORE ENABLE QRESYNC", mails=mails(1, 2, 3))
    with serving(odd) as source:
        pages = _all(source)
        odd.vanished = b"* VANISHED (EARLIER) 2,900\r\n"
        del odd.mails[2]
        searched = len([one for one in odd.heard if "SEARCH" in one])
        (more,) = source.pull(_scope(source), pages[-1].cursor, Budget())

    assert more.deletes == ("2",)
    assert len([one for one in odd.heard if "SEARCH" in one]) == searched


def test_uids_that_go_backwards_are_a_new_generation() -> None:
    odd = Odd(mails=mails(5, 6))
    with serving(odd) as source:
        cursor = _all(source)[-1].cursor
        odd.mails = mails(1, 2)

        with pytest.raises(CursorExpired):
            [*source.pull(_scope(source), cursor, Budget())]


@pytest.mark.parametrize(
    ("refusal", "error"),
    [
        (b"TAG BAD Request is throttled. Suggested Backoff Time: 299961 milliseconds\r\n",
         RateLimited),
        (b"TAG NO [LIMIT] slow down\r\n", RateLimited),
        (b"* BYE [OVERQUOTA] Account exceeded command or bandwidth limits\r\n", RateLimited),
        (b"* BYE Connection closed\r\n", Transient),
        (b"TAG NO [UNAVAILABLE] backend\r\n", Transient),
        (b"* 1 FETCH (UID 3 BODY[HEADER.FIELDS (FROM)] {100}\r\ncut off\r\n* BYE x\r\n", Transient),
    ],
    ids=["exchange", "limit", "gmail", "bye", "unavailable", "cut"],
)  # fmt: skip
def test_a_refusal_half_way_keeps_what_was_read(
    refusal: bytes, error: type[ConnectorError]
) -> None:
    odd = Odd(mails=mails(*range(1, 751)), refusal=refusal, refuses_after=1)
    with serving(odd) as source:
        pages: list[Page] = []
        with pytest.raises(error) as raised:
            pages.extend(source.pull(_scope(source), None, Budget(page_records=50)))
        odd.refusal = b""
        rest = [*source.pull(_scope(source), pages[-1].cursor, Budget(page_records=50))]

    assert _uids([*pages, *rest]) == [str(uid) for uid in range(750, 0, -1)]
    if error is RateLimited and isinstance(raised.value, RateLimited):
        assert raised.value.after >= 299


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (b"TAG NO [AUTHENTICATIONFAILED] no\r\n", NeedsLogin),
        (b"TAG NO Invalid credentials\r\n", NeedsLogin),
        (b"TAG NO [ALERT] Please log in via your web browser\r\n", NeedsLogin),
        (b"TAG NO [UNAVAILABLE] Temporary authentication failure\r\n", Transient),
        (b"TAG NO [INUSE] mailbox in use\r\n", Transient),
        (b"TAG NO [ALERT] Too many simultaneous connections. (Failure)\r\n", RateLimited),
        (b"* BYE Server shutting down\r\nTAG NO x\r\n", Transient),
    ],
)
def test_what_a_login_is_answered_tells_what_to_do(
    answer: bytes, error: type[ConnectorError]
) -> None:
    with serving(Odd(login=answer)) as source, pytest.raises(error):
        source.scopes()


def test_labels_are_roles_and_threads_are_kept() -> None:
    odd = Odd(
        "IMAP4rev1 X-GM-EXT-1",
        mails=mails(1),
        items=" X-GM-THRID 1278455344230334865"
        ' X-GM-LABELS ("\\\\Inbox" "\\\\Sent" "Caf&AOk-" Work)',
        listing=(b'* LIST (\\All) "/" "[Gmail]/All Mail"\r\n', b'* LIST () "/" INBOX\r\n'),
    )
    with serving(odd) as source:
        (page,) = _all(source)
        odd.items = ' X-GM-LABELS ("\\\\Draft")'
        odd.mails |= mails(2)
        (more,) = source.pull(_scope(source), page.cursor, Budget())
        assert [*source.pull(_scope(source), more.cursor, Budget())] == []

    (message,) = page.upserts
    assert isinstance(message, Message)
    assert message.roles == (FolderRole.INBOX, FolderRole.SENT)
    assert message.labels == ("Café", "Work")
    assert message.provider_thread == "1278455344230334865"
    assert [one.roles for one in more.upserts if isinstance(one, Message)] == [(FolderRole.DRAFTS,)]


def test_threads_of_a_server_with_object_ids_are_kept() -> None:
    odd = Odd("IMAP4rev1 OBJECTID", mails=mails(1), items=" THREADID (T64b478a75b7ea9)")
    with serving(odd) as source:
        ((message,),) = (page.upserts for page in _all(source))

    assert isinstance(message, Message)
    assert message.provider_thread == "T64b478a75b7ea9"


def test_what_is_said_in_between_disturbs_nothing() -> None:
    odd = Odd(
        mails=mails(1, 2, 3),
        between=b"* 9 EXISTS\r\n* OK [ALERT] UID 7 {3}.\r\n* 2 FETCH (FLAGS (\\Seen))\r\n"
        b"* STATUS {5}\r\nOther (MESSAGES 3)\r\n",
        items=' FLAGS (\\Seen) INTERNALDATE " 1-Mar-2024 10:00:00 +0530"',
    )
    with serving(odd) as source:
        (page,) = _all(source)

    assert [one.remote_id for one in page.upserts] == ["3", "2", "1"]
    (first, *_) = page.upserts
    assert isinstance(first, Message)
    assert str(first.received_at) == "2024-03-01 10:00:00+05:30"


def test_flags_that_change_by_uid_meanwhile_hide_no_head() -> None:
    odd = Odd(mails=mails(1, 2, 3), between=b"* 1 FETCH (UID 1 MODSEQ (9) FLAGS (\\Seen))\r\n")
    with serving(odd) as source:
        (page,) = _all(source)

    assert all(isinstance(one, Message) for one in page.upserts)


def test_numbers_that_are_none_are_passed_over() -> None:
    class Boasting(Odd):
        def _search(self, criteria: str) -> bytes:
            return b"* SEARCH 0 " + b"9" * 5_000 + super()._search(criteria)[8:]

    with serving(Boasting(mails=mails(1, 2))) as source:
        assert _uids(_all(source)) == ["2", "1"]


@dataclass
class Restless(Odd):
    """Tells of each mail's new flags behind what was asked."""

    def _message(self, uid: int) -> bytes:
        asked = self.heard[-1]
        if "HEADER.FIELDS" in asked:
            return super()._message(uid)
        told = b"BODY[1]<0> {5}\r\nhello"
        if "BODYSTRUCTURE" in asked:
            told = b'BODYSTRUCTURE ("TEXT" "PLAIN" NIL NIL NIL "7BIT" 50 1 NIL NIL NIL NIL)'
        response = b"* %d FETCH (UID %d " % (uid, uid)
        return response + told + b")\r\n" + response + b"FLAGS (\\Seen))\r\n"


def test_flags_that_change_by_uid_meanwhile_hide_no_text() -> None:
    with serving(Restless(mails=mails(1, 2))) as source:
        found = [*source.texts(_scope(source), [RemoteId("1"), RemoteId("2")])]

    assert [(uid, [one.text for one in texts]) for uid, texts in found] == [
        (uid, ["hello"]) for uid in ("1", "2")
    ]


def test_a_head_of_noise_is_unreadable_and_the_rest_is_read() -> None:
    odd = Odd(mails=mails(1, 3) | {2: b"\xff\x00\r\nno: head"})
    with serving(odd) as source:
        (page,) = _all(source)

    assert [type(one) for one in page.upserts] == [Message, Unreadable, Message]


def test_status_and_examine_that_disagree_do_not_wake_for_ever() -> None:
    odd = Odd("IMAP4rev1 IDLE", mails=mails(1, 2, 3), status_lags=1)
    stop = threading.Event()
    with serving(odd) as source:
        scope = _scope(source)
        cursor = _all(source)[-1].cursor
        woken = 0
        for _ in range(4):
            if not source.wait([scope], 0.1, stop):
                break
            woken += 1
            for page in source.pull(scope, cursor, Budget()):
                cursor = page.cursor

    assert woken <= 1


def test_a_server_without_folders_has_no_scopes() -> None:
    with serving(Odd(listing=())) as source:
        assert [*source.scopes()] == []


def test_a_folder_that_may_not_be_opened_is_skipped() -> None:
    class Closed(Odd):
        def _examine(self, _: str) -> bytes:
            return b"TAG NO [NOPERM] not yours\r\n"

    with serving(Closed(mails=mails(1))) as source, pytest.raises(Skippable, match="not yours"):
        _all(source)


def test_one_head_of_megabytes_makes_a_page_of_its_own() -> None:
    long = mail(2).replace(
        b"Subject:", b"References: " + b"<x@example.org> " * 150_000 + b"\r\nSubject:"
    )
    odd = Odd(mails=mails(1, 3) | {2: long})
    with serving(odd) as source:
        pages = _all(source)

    assert [_uids([page]) for page in pages] == [["3", "2"], ["1"]]


def test_a_mail_whose_structure_breaks_the_server_spoils_no_other_text() -> None:
    class Fragile(Odd):
        def _fetch(self, rest: str) -> bytes:
            written, items = rest.split(" ", 1)
            uids = self._chosen(written)
            if 2 in uids:
                return b"TAG NO [SERVERBUG] Internal error occurred\r\n"
            if "BODYSTRUCTURE" in items:
                told = 'BODYSTRUCTURE ("TEXT" "PLAIN" NIL NIL NIL "7BIT" 5 1)'
            else:
                told = "BODY[1]<0> {5}\r\nhello"
            return "".join(f"* {n} FETCH (UID {n} {told})\r\n" for n in uids).encode()

    with serving(Fragile(mails=mails(1, 2, 3))) as source:
        scope = _scope(source)
        found = dict(source.texts(scope, [RemoteId(str(one)) for one in (1, 2, 3)]))

    assert {uid: part.text for uid, (part,) in found.items()} == {"1": "hello", "3": "hello"}


def test_a_mail_that_breaks_every_command_that_names_it_is_found_by_halves() -> None:
    class Fragile(Odd):
        def _fetch(self, rest: str) -> bytes:
            broken = {30, 151} & set(self._chosen(rest.split(" ", 1)[0]))
            return b"TAG NO [SERVERBUG] oops\r\n" if broken else super()._fetch(rest)

    with serving(Fragile(mails=mails(*range(1, 161)))) as source:
        pages = _all(source)

    assert _uids(pages) == [str(uid) for uid in range(160, 0, -1)]
    unread = [one for page in pages for one in page.upserts if isinstance(one, Unreadable)]
    assert [one.remote_id for one in unread] == ["151", "30"]


def test_a_server_that_counts_mails_and_lists_none_deletes_nothing() -> None:
    class Silent(Odd):
        def _search(self, criteria: str) -> bytes:
            return b"" if self.items else super()._search(criteria)

    odd = Silent(mails=mails(1, 2, 3))
    with serving(odd) as source:
        cursor = _all(source)[-1].cursor
        odd.items = " FLAGS ()"
        del odd.mails[3]
        odd.uidnext = 4

        with pytest.raises(Transient):
            [*source.pull(_scope(source), cursor, Budget())]


def test_a_pull_broken_off_leaves_no_answer_for_others_to_read() -> None:
    odd = Odd(mails=mails(*range(1, 1_201)))
    with serving(odd) as source:
        (first,) = islice(source.pull(_scope(source), None, Budget()), 1)
        rest = [*source.pull(_scope(source), first.cursor, Budget())]

    # What was asked for ahead went down with its connection.
    assert len([one for one in odd.heard if one.startswith("LOGIN")]) == 2
    assert _uids([first, *rest]) == [str(uid) for uid in range(1_200, 0, -1)]


def test_a_status_that_lags_behind_voids_no_cursor() -> None:
    class Lagging(Odd):
        def _status(self, _: str) -> bytes:
            return b"* STATUS INBOX (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 7)\r\n"

    with serving(Lagging(mails=mails(1, 2, 3))) as source:
        cursor = _all(source)[-1].cursor

        assert [*source.pull(_scope(source), cursor, Budget())] == []


@dataclass
class Crossing(Odd):
    """A mail arrives while another folder is asked for: it is told of then, and never again."""

    arrives: bool = False

    def _status(self, command: str) -> bytes:
        told = super()._status(command).replace(b"INBOX", b"Other")
        if not self.arrives or 4 in self.mails:
            return told
        self.mails |= mails(4)
        return b"* 4 EXISTS\r\n" + told


def test_a_mail_told_of_in_the_midst_of_another_answer_is_news() -> None:
    listing = (b'* LIST () "/" INBOX\r\n', b'* LIST () "/" Other\r\n')
    odd = Crossing("IMAP4rev1 IDLE", mails=mails(1, 2, 3), listing=listing)
    with serving(odd) as source:
        inbox, other = source.scopes()
        for scope in (inbox, other):
            [*source.pull(scope, None, Budget())]
        odd.arrives = True

        assert source.wait([inbox, other], 0.5, threading.Event()) == {inbox.id}
