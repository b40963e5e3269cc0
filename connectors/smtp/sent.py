"""The Sent folder beside a submission server: looking letters up, and filing what is missing.

Some servers file a copy of what they take, most do not; so it is looked for first, for as long as
servers need to file it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from narrowcast.connectors.base import Means, Receipt, SentKey
from narrowcast.connectors.errors import Skippable
from narrowcast.connectors.formats import headers
from narrowcast.connectors.imap_session.settings import Server
from narrowcast.connectors.smtp.settings import SentCopy

if TYPE_CHECKING:  # loaded with the first look
    from narrowcast.connectors.imap_session.folders import Folder
    from narrowcast.connectors.imap_session.session import Session

LOOKS = (0.0, 1.0, 1.0, 2.0)
"""Seconds before each look for the server's own copy: what Mailspring found enough (its
TaskProcessor.cpp)."""
_FILE_THEMSELVES = ("gmail.com", "googlemail.com", "outlook.com", "office365.com", "hotmail.com")


@dataclass(frozen=True, slots=True, kw_only=True)
class SentBox:
    """The Sent folder of an account that is read by IMAP."""

    server: Server
    means: Means
    copy: SentCopy = SentCopy.AUTO
    pause: Callable[[float], None] = time.sleep

    @property
    def is_filed_by_server(self) -> bool:
        """Whether the server files all that it takes, by itself."""
        known = self.copy is SentCopy.AUTO and _files_itself(self.server.host)
        return known or self.copy is SentCopy.SERVER

    def find(self, key: SentKey) -> Receipt | None:
        """The letter among the sent, by Message-ID or by token; raises as a connector's `pull`."""
        with self._open() as session:
            folder = session.sent_folder()
            return _find(session, folder, key.message_id, key.token) if folder else None

    def file(self, letter: bytes, receipt: Receipt, *, settled: bool = False) -> None:
        """Lay *letter* into the folder unless it, or what *receipt* says it became, is there.

        Not *settled*: the server's own copy is waited for, four seconds at most.
        Raises Skippable where there is no such folder, and as a connector's `pull`.
        """
        if self.copy is SentCopy.NONE or self.is_filed_by_server:
            return
        head = headers.split(letter)
        message_id, token = (head.first(name).strip() for name in ("message-id", "x-narrowcast-id"))
        with self._open() as session:
            folder = session.sent_folder()
            if folder is None:
                raise Skippable(
                    f"{self.server.host} has no folder for sent mail, so no copy was filed; make"
                    ' one there, or write sent_copy = "none"'
                )
            for seconds in LOOKS[:1] if settled or self.copy is SentCopy.APPEND else LOOKS:
                if seconds:
                    self.pause(seconds)
                if _find(session, folder, receipt.message_id or message_id, token):
                    return
            session.append(folder.key, letter, when=_date(head.first("date")))

    def _open(self) -> Session:
        from narrowcast.connectors.imap_session.session import open_session

        return open_session(self.server, self.means)


def _find(session: Session, folder: Folder, message_id: str, token: str) -> Receipt | None:
    if (uid := session.search_message_id(folder.key, message_id)) is not None:
        return Receipt(provider_id=str(uid), message_id=message_id)
    found = session.search_token(folder.key, token) if token else None
    return Receipt(provider_id=str(found[0]), message_id=found[1]) if found else None


def _files_itself(host: str) -> bool:
    return any(host == one or host.endswith(f".{one}") for one in _FILE_THEMSELVES)


def _date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    return found if found.tzinfo else None
