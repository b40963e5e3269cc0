"""A second client of the same box that appends, moves, flags and deletes all the time."""

from __future__ import annotations

import random
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from imaplib import IMAP4

from tests.servers.dovecot import Dovecot, Mail, quoted

FOLDERS = ("INBOX", "Archive", "Sent")


@dataclass
class Churn:
    """What the other client did so far."""

    appended: int = 0
    moved: int = 0
    deleted: int = 0
    flagged: int = 0
    failed: list[BaseException] = field(default_factory=list)


@contextmanager
def churn(server: Dovecot, user: str, mails: Iterator[Mail], seed: int) -> Generator[Churn]:
    """Disturb the box of *user* with new *mails* and old ones until the block ends."""
    done, stop = Churn(), threading.Event()

    def work() -> None:
        try:
            with server.client(user) as client:
                _disturb(client, mails, random.Random(seed), done, stop)
        except BaseException as fault:  # noqa: BLE001 - told by the test, in its own thread
            done.failed.append(fault)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield done
    finally:
        stop.set()
        thread.join()


def _disturb(
    client: IMAP4, mails: Iterator[Mail], chance: random.Random, done: Churn, stop: threading.Event
) -> None:
    while not stop.wait(chance.uniform(0, 0.02)):
        folder = chance.choice(FOLDERS)
        client.select(quoted(folder))
        uids = client.uid("SEARCH", "ALL")[1][0].split()
        some = ",".join(one.decode() for one in chance.sample(uids, min(len(uids), 3)))
        action = chance.random()
        if action < 0.4 or not some:
            _append(client, next(mails))
            done.appended += 1
        elif action < 0.65:
            others = [one for one in FOLDERS if one != folder]
            client.uid("MOVE", some, quoted(chance.choice(others)))
            done.moved += 1
        elif action < 0.8:
            client.uid("STORE", some, "+FLAGS", "(\\Deleted)")
            client.expunge()
            done.deleted += 1
        else:
            client.uid("STORE", some, "+FLAGS", "(\\Flagged)")
            done.flagged += 1


def _append(client: IMAP4, mail: Mail) -> None:
    status, answer = client.append(quoted(mail.folder), "\\Seen", "", mail.raw)
    assert status == "OK", answer
