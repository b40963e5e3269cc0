"""Mail of Graph: which folders, whose heads, which texts, and what becomes of faults."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from narrowcast.connectors import wire
from narrowcast.connectors.base import Budget, Connector, Cursor, Page, Scope
from narrowcast.connectors.errors import (
    ConnectorError,
    CursorExpired,
    NeedsLogin,
    RateLimited,
    Transient,
)
from narrowcast.connectors.formats import mime
from narrowcast.connectors.microsoft import heads
from narrowcast.connectors.microsoft.connector import MicrosoftConnector
from narrowcast.connectors.microsoft.rest import Graph as Rest
from narrowcast.connectors.microsoft.settings import Settings
from narrowcast.connectors.net import HostRefused
from narrowcast.connectors.promises import kept_after
from narrowcast.connectors.records import (
    FolderRole,
    Message,
    PartKind,
    Record,
    RemoteId,
    TextPart,
    Unreadable,
)
from narrowcast.connectors.tiers import Tier
from tests.connectors.microsoft import accounts
from tests.connectors.microsoft.lending import Known, means
from tests.connectors.microsoft.test_contract_mail import mail
from tests.servers.graph import (
    GATEWAY_TIMEOUT,
    LOST_ANSWER,
    THROTTLED,
    THROTTLED_WITHOUT_A_WORD,
    UNAVAILABLE,
    UNAVAILABLE_FOR_A_WHILE,
    Expiry,
    Fault,
    Graph,
)
from tests.servers.mails import mailbox

HEADS_ONLY = ("Mail.ReadBasic", "User.Read")


class Box:
    """A mailbox at the fake Graph, as the connector shows it."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.opened: list[MicrosoftConnector] = []
        self.source = self.connect()

    def connect(self, *scopes: str, **options: Any) -> MicrosoftConnector:
        chosen = {"calendar": False, "contacts": False, **options}
        made = accounts.connector(self.graph, *scopes, **chosen)
        self.opened.append(made)
        return made

    def scope(self, name: str = "Inbox", source: Connector | None = None) -> Scope:
        return next(one for one in (source or self.source).scopes() if one.name == name)

    def pull(self, name: str = "Inbox", cursor: Cursor | None = None, **budget: Any) -> list[Page]:
        return [*self.source.pull(self.scope(name), cursor, Budget(**budget))]

    def text(self, raw: bytes, folder: str = "Inbox") -> tuple[TextPart, ...]:
        """The texts of *raw*, laid into *folder*."""
        key = RemoteId(self.graph.deliver(raw, folder))
        return dict(self.source.texts(self.scope(), [key]))[key]


@pytest.fixture
def box(graph: Graph) -> Iterator[Box]:
    made = Box(graph)
    yield made
    for one in made.opened:
        one.close()


def subjects(pages: Sequence[Page]) -> list[str]:
    return [one.subject for page in pages for one in page.upserts if isinstance(one, Message)]


def numbers(*wanted: int) -> list[str]:
    return [f"Number {one}" for one in wanted]


# ---------------------------------------------------------------- folders


def test_folders_are_read_but_for_drafts_junk_trash_and_what_is_no_mail(box: Box) -> None:
    scopes = [*box.source.scopes()]

    assert [(one.name, one.role) for one in scopes[:3]] == [
        ("Inbox", FolderRole.INBOX),
        ("Sent Items", FolderRole.SENT),
        ("Archive", FolderRole.ARCHIVE),
    ]
    left_out = {"Drafts", "Junk Email", "Deleted Items", "Outbox", "Conversation History"}
    assert left_out.isdisjoint(one.name for one in scopes)
    assert all(one.id.startswith("mail:") for one in scopes)


def test_folders_in_folders_are_named_with_their_way(box: Box) -> None:
    clients = box.graph.add_folder("Clients")
    box.graph.add_folder("Lumen/West", parent=clients)

    assert {"Clients", "Clients/Lumen∕West"} <= {one.name for one in box.source.scopes()}


def test_what_lies_below_the_trash_is_left_out_with_it(box: Box) -> None:
    box.graph.add_folder("Old clients", parent="deleteditems")

    assert not [one for one in box.source.scopes() if "Old" in one.name]


def test_folders_that_are_not_shown_are_not_taken_for_gone(box: Box) -> None:
    box.graph.add_folder("Lumen", parent=box.graph.add_folder("Clients"))
    box.graph.fail_next(Fault(status=403, code="ErrorAccessDenied"), path="childFolders")

    with pytest.raises(ConnectorError):
        [*box.source.scopes()]

    assert "Clients/Lumen" in {one.name for one in box.source.scopes()}


def test_hidden_folders_searches_and_feeds_are_left_out(box: Box) -> None:
    box.graph.add_folder("Secret", hidden=True)
    box.graph.add_folder("All of Ana", search=True)
    box.graph.add_folder("RSS Feeds")

    assert not {"Secret", "All of Ana", "RSS Feeds"} & {one.name for one in box.source.scopes()}


def test_the_owner_chooses_folders_by_name(box: Box) -> None:
    box.graph.add_folder("Clients")
    box.graph.add_folder("Private")

    some = box.connect(include=["inbox", "Junk*"])
    most = box.connect(exclude=["private"])

    assert [one.name for one in some.scopes()] == ["Inbox", "Junk Email"]
    assert "Private" not in [one.name for one in most.scopes()]


def test_more_folders_than_an_answer_holds_are_all_listed(box: Box) -> None:
    box.graph.page_limit = 3
    for number in range(12):
        box.graph.add_folder(f"Team {number}")

    assert sum(one.name.startswith("Team") for one in box.source.scopes()) == 12


def test_a_folder_whose_kind_graph_cannot_tell_now_is_not_taken_for_another(box: Box) -> None:
    broken = Fault(status=500, code="ErrorInternalServerError", retry_after="0")
    box.graph.fail_next(broken, path="mailFolders/junkemail", times=9)

    with pytest.raises(Transient):
        box.source.scopes()


def test_folders_are_listed_anew_by_one_request(box: Box) -> None:
    box.source.scopes()
    before = len(box.graph.log)

    box.source.scopes()

    assert len(box.graph.log) - before == 1


# ---------------------------------------------------------------- heads


def test_mail_comes_newest_first(box: Box) -> None:
    for number in (2, 3, 1):
        box.graph.deliver(mail(number))

    assert subjects(box.pull()) == numbers(3, 2, 1)


def test_heads_are_those_of_the_mails_themselves(box: Box) -> None:
    raws = {box.graph.deliver(one.raw): one.raw for one in mailbox(7, 40)}

    found = kept_after(box.pull())

    assert {key: _said(one) for key, one in found.items()} == {
        key: _said(mime.read(raw, remote_id=key, parts=False)) for key, raw in raws.items()
    }


def test_sent_mail_says_the_same_without_headers_of_its_own(box: Box) -> None:
    raws = {box.graph.deliver(one.raw, "sentitems"): one.raw for one in mailbox(7, 40)}

    found = kept_after(box.pull("Sent Items"))

    assert {key: _sent(one) for key, one in found.items()} == {
        key: _sent(mime.read(raw, remote_id=key, parts=False)) for key, raw in raws.items()
    }


def _said(record: Record) -> tuple[Any, ...]:
    assert isinstance(record, Message)
    return (*_sent(record), record.sent_at, record.headers.get("list-id"))


def _sent(record: Record) -> tuple[Any, ...]:
    assert isinstance(record, Message)
    return (
        record.message_id, record.author, record.to, record.cc, record.subject.strip(),
        record.sent_at, record.references, record.in_reply_to,
    )  # fmt: skip


def test_headers_that_graph_leaves_out_are_told_by_properties(box: Box) -> None:
    box.graph.headers_left_out = frozenset({"from", "to", "cc"})
    raw = mail(1)
    key = box.graph.deliver(raw)

    assert _said(kept_after(box.pull())[RemoteId(key)]) == _said(mime.read(raw, remote_id=key))


def test_a_conversation_and_a_role_are_kept(box: Box) -> None:
    box.graph.deliver(mail(1))

    (found,) = kept_after(box.pull()).values()

    assert isinstance(found, Message)
    assert found.provider_thread
    assert found.roles == (FolderRole.INBOX,)
    assert found.received_at is not None


def test_a_mail_that_left_and_came_back_is_there(box: Box) -> None:
    moved, gone = box.graph.deliver(mail(1)), box.graph.deliver(mail(2))
    before = box.pull()
    box.graph.move(moved, "archive")
    box.graph.move(moved, "inbox")
    box.graph.move(gone, "archive")

    after = box.pull(cursor=before[-1].cursor)

    assert [one.remote_id for page in after for one in page.upserts] == [moved]
    assert [one for page in after for one in page.deletes] == [gone]


def test_drafts_in_any_folder_are_passed_over(box: Box) -> None:
    key = box.graph.deliver(mail(1))
    box.graph.change(key, isDraft=True)

    assert kept_after(box.pull()) == {}


def test_a_change_that_is_told_in_part_is_read_whole(box: Box) -> None:
    key = box.graph.deliver(mail(1))
    first = box.pull()
    box.graph.partial_changes = True
    box.graph.change(key, subject="Number 1, corrected")

    again = box.pull(cursor=first[-1].cursor)

    assert kept_after([*first, *again]).keys() == {key}
    assert all(isinstance(one, Message) for page in again for one in page.upserts)


def test_a_change_that_is_told_in_part_and_not_shown_makes_nobody_forget_the_mail(box: Box) -> None:
    key = box.graph.deliver(mail(1))
    first = box.pull()
    box.graph.partial_changes = True
    box.graph.change(key, subject="Number 1, corrected")
    box.graph.fail_next(Fault(status=403, code="ErrorAccessDenied"), path=f"/messages/{key}")

    (again,) = box.pull(cursor=first[-1].cursor)

    assert again.deletes == ()
    assert [(one.remote_id, type(one)) for one in again.upserts] == [(key, Unreadable)]


@pytest.mark.parametrize("switch", ["repeats", "replays", "empty_pages"])
def test_what_comes_twice_changes_nothing(box: Box, switch: str) -> None:
    ids = [box.graph.deliver(mail(number)) for number in range(7)]
    setattr(box.graph, switch, True)

    pages = box.pull(page_records=3)
    box.graph.delete(ids[2])
    box.graph.deliver(mail(9))
    pages += box.pull(cursor=pages[-1].cursor, page_records=3)
    pages += box.pull(cursor=pages[-1].cursor, page_records=3)

    assert len(kept_after(pages)) == 7
    assert ids[2] not in kept_after(pages)


def test_a_mail_that_moves_goes_there_and_comes_here_by_the_same_id(box: Box) -> None:
    key = box.graph.deliver(mail(1))
    inbox, archive = box.pull(), box.pull("Archive")
    box.graph.move(key, "archive")

    (left,) = box.pull(cursor=inbox[-1].cursor)
    (came,) = box.pull("Archive", archive[-1].cursor)

    assert left.deletes == (key,)
    assert [one.remote_id for one in came.upserts] == [key]


def test_heads_need_no_more_than_the_right_to_heads(box: Box) -> None:
    for place in ("inbox", "sentitems"):
        box.graph.deliver(mail(1), place)
    source = box.connect(*HEADS_ONLY)

    pulled = [
        kept_after(source.pull(scope, None, Budget(tier=Tier.HEADERS)))
        for scope in source.scopes()[:2]
    ]
    key = next(iter(pulled[0]))
    texts = [*source.texts(box.scope("Inbox", source), [key])]

    assert [len(one) for one in pulled] == [1, 1]
    assert texts == []  # nobody is bothered for what an ask waits for
    asked = [one.query.get("$select", "") for one in box.graph.requests("messages")]
    assert not any("body" in one for one in asked)
    assert not any("$expand" in one.query for one in box.graph.log)


def test_texts_that_were_not_allowed_need_the_owner(box: Box) -> None:
    source = box.connect(*HEADS_ONLY)

    with pytest.raises(NeedsLogin) as told:
        kept_after(source.pull(box.scope("Inbox", source), None, Budget(tier=Tier.SIGNATURES)))

    assert "heads only" in told.value.why


def test_nothing_is_asked_for_that_is_not_used(box: Box) -> None:
    box.graph.deliver(mail(1))
    box.pull()

    (asked,) = box.graph.requests("/delta$")
    assert asked.query["$select"] == heads.SELECT
    assert asked.query["$orderby"] == "receivedDateTime desc"
    assert 'IdType="ImmutableId"' in asked.prefer


# ---------------------------------------------------------------- single mails


def test_a_mail_that_lies_elsewhere_by_now_is_gone(box: Box) -> None:
    here, moved, deleted = (RemoteId(box.graph.deliver(mail(number))) for number in range(3))
    box.graph.move(moved, "archive")
    box.graph.delete(deleted)

    found = [*box.source.records(box.scope(), [here, moved, deleted])]

    assert [one.remote_id for one in found] == [here]


def test_a_mail_that_breaks_graph_holds_up_no_other(box: Box) -> None:
    keys = [RemoteId(box.graph.deliver(mail(number), "sentitems")) for number in range(3)]
    broken = Fault(status=500, code="ErrorInternalServerError", retry_after="0")
    scope = box.scope("Sent Items")
    box.graph.fail_next(broken, path=f"/messages/{keys[1]}", times=20)

    pulled = kept_after(box.source.pull(scope, None, Budget()))
    again = [*box.source.records(scope, keys)]
    texts = dict(box.source.texts(scope, keys))

    assert pulled.keys() == {*keys}
    assert [one.remote_id for one in again if isinstance(one, Unreadable)] == [keys[1]]
    assert texts.keys() == {keys[0], keys[2]}


def test_a_mail_that_is_refused_is_unreadable_and_the_others_are_read(box: Box) -> None:
    first, second = (RemoteId(box.graph.deliver(mail(number))) for number in range(2))
    box.graph.fail_next(Fault(status=400, code="ErrorCorruptData"), path="/messages/")

    found = [*box.source.records(box.scope(), [first, second])]

    assert sorted(isinstance(one, Unreadable) for one in found) == [False, True]


# ---------------------------------------------------------------- texts

PLAIN = (
    b"From: ana@acme.example\r\nTo: robin@vale.example\r\nMessage-ID: <p@x>\r\n"
    b"Date: Mon, 2 Nov 2026 10:00:00 +0000\r\nSubject: s\r\nContent-Type: text/plain\r\n\r\n"
    b"Hello,\r\n-- \r\nAna Lum\r\nHead of Data\r\n"
)
REPORT = (
    b"From: mailer@acme.example\r\nTo: robin@vale.example\r\nMessage-ID: <r@x>\r\n"
    b"Date: Mon, 2 Nov 2026 10:00:00 +0000\r\nSubject: Undeliverable\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
    b"--b\r\nContent-Type: text/plain\r\n\r\nIt bounced.\r\n"
    b"--b\r\nContent-Type: message/delivery-status\r\n\r\n"
    b"Final-Recipient: rfc822; jo@firm.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
    b"--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <letter@vale.example>\r\n\r\nHi\r\n"
    b"--b--\r\n"
)
INVITATION = (
    b"From: ana@acme.example\r\nTo: robin@vale.example\r\nMessage-ID: <i@x>\r\n"
    b"Date: Mon, 2 Nov 2026 10:00:00 +0000\r\nSubject: Plans\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/alternative; boundary="b"\r\n\r\n'
    b"--b\r\nContent-Type: text/plain\r\n\r\nCome.\r\n"
    b"--b\r\nContent-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\n"
    b"END:VCALENDAR\r\n--b--\r\n"
)


def test_a_plain_text_is_read_as_it_is_stored(box: Box) -> None:
    (part,) = box.text(PLAIN)

    assert part.kind in {PartKind.PLAIN, PartKind.HTML}
    assert "Head of Data" in part.text


def test_an_html_text_says_that_it_is_one(box: Box) -> None:
    html = PLAIN.replace(b"text/plain", b"text/html").replace(b"Hello,", b"<p>Hello</p>")

    (part,) = box.text(html)

    assert part.kind is PartKind.HTML
    assert "<p>Hello</p>" in part.text


def test_of_a_report_all_is_read_that_machines_are_told(box: Box) -> None:
    kinds = {part.kind: part.text for part in box.text(REPORT)}

    assert "5.1.1" in kinds[PartKind.DELIVERY_STATUS]
    assert "<letter@vale.example>" in kinds[PartKind.HEADERS]


def test_an_invitation_is_read_with_its_calendar_part(box: Box) -> None:
    parts = box.text(INVITATION)

    assert [one.method for one in parts if one.kind is PartKind.CALENDAR] == ["REQUEST"]


def test_texts_come_twenty_in_a_request_and_none_of_what_is_gone(box: Box) -> None:
    ids = [RemoteId(box.graph.deliver(mail(number))) for number in range(45)]
    box.graph.delete(ids[3])

    found = dict(box.source.texts(box.scope(), ids))

    assert found.keys() == {*ids} - {ids[3]}
    assert len(box.graph.requests(r"\$batch")) == 1 + 3  # one asked what the folders are


def test_a_report_too_large_to_read_whole_is_read_as_graph_shows_it(
    box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mime, "MAX_MAIL", 100)

    (part,) = box.text(REPORT)

    assert "It bounced." in part.text


def test_a_text_that_is_throttled_is_asked_for_again(box: Box) -> None:
    ids = [RemoteId(box.graph.deliver(mail(number))) for number in range(4)]
    scope = box.scope()
    box.graph.fail_next(
        Fault(status=429, code="ApplicationThrottled", retry_after="0"), path="/messages/", times=2
    )

    assert dict(box.source.texts(scope, ids)).keys() == {*ids}


def test_texts_too_large_together_are_read_one_by_one(
    box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = PLAIN.replace(b"Hello,", b"Hello, hello. " * 2_000)
    ids = [RemoteId(box.graph.deliver(long)) for _ in range(3)]
    huge = RemoteId(box.graph.deliver(PLAIN.replace(b"Hello,", b"x" * 200_000)))
    scope = box.scope()
    monkeypatch.setattr(wire, "MAX_BYTES", 60_000)

    found = dict(box.source.texts(scope, [*ids, huge]))

    assert [bool(found[one]) for one in (*ids, huge)] == [True, True, True, False]


def test_a_long_text_is_cut(box: Box) -> None:
    (part,) = box.text(PLAIN.replace(b"Hello,", b"Hello, hello. " * 30_000))

    assert part.truncated
    assert len(part.text) <= 256 << 10


# ---------------------------------------------------------------- faults


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (THROTTLED, RateLimited),
        (THROTTLED_WITHOUT_A_WORD, Transient),
        (UNAVAILABLE, Transient),
        (UNAVAILABLE_FOR_A_WHILE, RateLimited),
        (GATEWAY_TIMEOUT, Transient),
        (LOST_ANSWER, Transient),
        (Fault(truncated=True), Transient),
    ],
    ids=["429 wait", "429", "503", "503 wait", "504", "lost", "cut"],
)
def test_a_fault_on_the_way_loses_nothing(
    box: Box, fault: Fault, error: type[ConnectorError]
) -> None:
    for number in range(6):
        box.graph.deliver(mail(number))
    scope = box.scope()
    pages: list[Page] = []
    times = 2 if fault is LOST_ANSWER else 1  # a question is asked anew where a connection rested
    box.graph.fail_next(fault, path=r"skiptoken", times=times)

    with pytest.raises(error):
        pages.extend(box.source.pull(scope, None, Budget(page_records=2)))
    rest = [*box.source.pull(scope, pages[-1].cursor, Budget(page_records=2))]

    assert subjects([*pages, *rest]) == numbers(5, 4, 3, 2, 1, 0)


@pytest.mark.parametrize("how", [*Expiry])
def test_a_forgotten_token_starts_a_new_generation(box: Box, how: Expiry) -> None:
    box.graph.deliver(mail(1))
    pages = box.pull()
    box.graph.expire_tokens(how)

    with pytest.raises(CursorExpired):
        box.pull(cursor=pages[-1].cursor)

    assert subjects(box.pull()) == numbers(1)


def test_a_token_that_runs_out_on_the_way_is_renewed(box: Box) -> None:
    for number in range(6):
        box.graph.deliver(mail(number))
    pages = box.source.pull(box.scope(), None, Budget(page_records=2))

    first = next(iter(pages))
    box.graph.expire_access()
    rest = [*pages]

    assert subjects([first, *rest]) == numbers(5, 4, 3, 2, 1, 0)


def test_a_claims_challenge_on_the_way_is_met(box: Box) -> None:
    box.graph.deliver(mail(1))
    scope = box.scope()
    box.graph.challenge()

    assert len(kept_after(box.source.pull(scope, None, Budget()))) == 1
    assert any(b"claims=" in form for _, form in box.graph.issued)


def test_a_login_that_was_withdrawn_needs_the_owner(box: Box) -> None:
    scope = box.scope()
    box.graph.revoke()

    with pytest.raises(NeedsLogin) as told:
        kept_after(box.source.pull(scope, None, Budget()))

    assert "withdrawn" in told.value.why


def test_a_link_to_another_host_is_never_followed(box: Box) -> None:
    for number in range(4):
        box.graph.deliver(mail(number))
    scope = box.scope()
    box.graph.foreign_links = "https://evil.example/v1.0"

    with pytest.raises(HostRefused):
        kept_after(box.source.pull(scope, None, Budget(page_records=2)))


def test_a_folder_that_is_gone_is_skipped(box: Box) -> None:
    key = box.graph.add_folder("Clients")
    scope = box.scope("Clients")
    box.graph.remove_folder(key)

    with pytest.raises(ConnectorError) as told:
        kept_after(box.source.pull(scope, None, Budget()))

    assert not isinstance(told.value, Transient | NeedsLogin)


def test_never_more_than_one_request_is_under_way(box: Box) -> None:
    for number in range(6):
        box.graph.deliver(mail(number))
    box.pull(page_records=2)

    assert box.graph.most_concurrent == 1


def test_however_many_ask_at_once_four_requests_are_under_way(graph: Graph) -> None:
    graph.seconds = 0.02
    chosen = Settings(user="robin@vale.example", client_id="1", graph=graph.url)
    rest = Rest(chosen, Known(tokens=[graph.token()]), means())

    with ThreadPoolExecutor(8) as pool:
        told = [*pool.map(lambda _: rest.get("/me"), range(16))]
    rest.close()

    assert len(told) == 16
    assert graph.most_concurrent <= 4
