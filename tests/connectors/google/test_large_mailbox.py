"""Ten thousand mails, by a clock that goes only while we wait."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from narrowcast.connectors.base import Page, Snapshot
from narrowcast.connectors.google.mail import Mail
from narrowcast.connectors.google.settings import Settings
from tests.connectors.google import spoken
from tests.connectors.google.mailboxes import SCOPE, Clock, budget, messages

COUNT = 10_000
_UNITS = {"messages": 5, "profile": 1, "history": 2, "labels": 1}


class Mailbox:
    """A mailbox that notes when what was spent of the quota."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.spent: list[tuple[float, int]] = []

    def __call__(self, path: str, asked: Mapping[str, str]) -> object:
        name = path.rpartition("/")[2]
        self.spent.append((self.clock(), _UNITS.get(name, 20)))
        if name == "messages":
            return _listed(int(asked.get("pageToken", "0")), int(asked["maxResults"]))
        if name in {"profile", "history"}:
            return {"historyId": "7", "messagesTotal": COUNT}
        return _message(int(name, 16))

    def most_in_a_minute(self) -> int:
        most, first, now = 0, 0, 0
        for moment, cost in self.spent:
            now += cost
            while self.spent[first][0] <= moment - 60:
                now -= self.spent[first][1]
                first += 1
            most = max(most, now)
        return most

    def seconds(self) -> float:
        return self.spent[-1][0] - self.spent[0][0]

    def ideal(self) -> float:
        """The seconds that the quota asks for what was spent."""
        return sum(cost for _, cost in self.spent) / 6_000 * 60


def _listed(first: int, count: int) -> object:
    last = min(first + count, COUNT)
    more = {"nextPageToken": str(last)} if last < COUNT else {}
    return {"messages": [{"id": f"{one:016x}"} for one in range(first, last)], **more}


def _message(number: int) -> object:
    headers = {
        "From": f"Ana <ana{number % 300}@acme.test>",
        "To": "me@corp.test",
        "Message-ID": f"<{number}@acme.test>",
        "Date": "Fri, 20 Nov 2026 10:00:00 +0100",
    }
    return {
        "threadId": f"{number:016x}",
        "labelIds": ["INBOX"],
        "internalDate": str(1_795_165_202_000 - number * 60_000),
        "payload": {"headers": [{"name": k, "value": v} for k, v in headers.items()]},
    }


def pulled(clock: Clock) -> tuple[Mailbox, list[Page]]:
    mailbox = Mailbox(clock)
    mail = Mail(spoken.api(mailbox, clock), Settings(user="me@corp.test"))
    return mailbox, [*mail.pull(SCOPE, None, budget())]


def test_a_first_sync_keeps_the_quota_and_uses_nine_tenths_of_it(clock: Clock) -> None:
    mailbox, pages = pulled(clock)

    assert len(messages(pages)) == COUNT
    assert pages[-1].snapshot is Snapshot.COMPLETE
    assert mailbox.most_in_a_minute() <= 6_000
    assert mailbox.seconds() <= 1.1 * mailbox.ideal()


def test_a_first_sync_that_is_broken_off_again_and_again_reads_no_mail_twice(clock: Clock) -> None:
    mailbox = Mailbox(clock)
    mail = Mail(spoken.api(mailbox, clock), Settings(user="me@corp.test"))
    pages, cursor = list[Page](), None

    while not pages or pages[-1].snapshot is not Snapshot.COMPLETE:
        pages += islice(mail.pull(SCOPE, cursor, budget()), 37)
        cursor = pages[-1].cursor

    assert len(messages(pages)) == COUNT
    assert sum(cost == 20 for _, cost in mailbox.spent) == COUNT
    assert mailbox.most_in_a_minute() <= 6_000
