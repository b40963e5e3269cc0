"""Mail folders, what lies in them, drafts, and letters on their way to Sent Items."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.servers.graph import letters
from tests.servers.graph.faults import Refusal
from tests.servers.graph.store import Item, Store, not_found, stamp

Json = dict[str, Any]

FOLDERS = "mailFolders"
ROOT = "msgfolderroot"
WELL_KNOWN = {
    "inbox": "Inbox",
    "sentitems": "Sent Items",
    "drafts": "Drafts",
    "deleteditems": "Deleted Items",
    "junkemail": "Junk Email",
    "archive": "Archive",
    "outbox": "Outbox",
    "conversationhistory": "Conversation History",
}
_HIDDEN = {"syncissues": "Sync Issues"}
_BELOW_SYNC_ISSUES = {
    "conflicts": "Conflicts",
    "localfailures": "Local Failures",
    "serverfailures": "Server Failures",
}
_DOVECOTS = {"sent": "sentitems", "trash": "deleteditems", "junk": "junkemail"}
"""What the tests' IMAP servers call the same folder."""
_KINDS = ("message", "eventMessage", "eventMessageRequest", "eventMessageResponse")


@dataclass
class Filing:
    """What becomes of a letter that leaves."""

    keeps_message_id: bool = True
    keeps_x_headers: bool = True
    keeps_id: bool = True
    """Whether a draft that leaves is the copy in Sent Items afterwards, as Microsoft's page on
    immutable ids says; seen, too: the copy is another item, and the draft is gone (docs issues
    1533 and 3767).
    """
    lookups: int = 0
    """How often Sent Items must be looked at before the copy shows."""


@dataclass
class Mailbox:
    """The mail of one mailbox."""

    store: Store
    filing: Filing = field(default_factory=Filing)
    sent: list[bytes] = field(default_factory=list)
    _names: dict[str, Item] = field(default_factory=dict[str, Item])
    _threads: dict[str, str] = field(default_factory=dict[str, str])
    _waiting: list[tuple[int, Callable[[], object]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._names[ROOT] = self.store.make("mailFolder", "roots", {"displayName": "Root"})
        for name, shown in WELL_KNOWN.items():
            self._names[name] = self.add_folder(shown)
        for name, shown in _HIDDEN.items():
            self._names[name] = self.add_folder(shown, hidden=True)
        for name, shown in _BELOW_SYNC_ISSUES.items():
            self._names[name] = self.add_folder(shown, "syncissues", hidden=True)

    # Folders

    def add_folder(
        self, name: str, parent: str = ROOT, *, hidden: bool = False, search: bool = False
    ) -> Item:
        told: Json = {"displayName": name, "isHidden": hidden}
        told["parentFolderId"] = self.folder(parent).id
        if search:
            told.update(isSupported=True, includeNestedFolders=True, sourceFolderIds=[])
        kind = "mailSearchFolder" if search else "mailFolder"
        return self.store.make(kind, FOLDERS, told)

    def folder(self, given: str) -> Item:
        """By well-known name, display name or id; raises Refusal 404."""
        name = _DOVECOTS.get(given.lower(), given.lower())
        if name in self._names:
            return self._names[name]
        every = self.store.items(FOLDERS)
        for one in every:
            if given in {one.id, one.properties["displayName"]}:
                return one
        raise not_found()

    def children(self, parent: str, *, hidden: bool) -> list[Item]:
        """The folders in *parent*, hidden ones where asked for."""
        above = self.folder(parent)
        return [one for one in self.store.items(FOLDERS)
                if one.properties["parentFolderId"] == above.id
                and (hidden or not one.properties["isHidden"])]  # fmt: skip

    def remove_folder(self, given: str) -> None:
        folder = self.folder(given)
        for one in self.children(folder.id, hidden=True):
            self.remove_folder(one.id)
        for one in self.store.items(held_in(folder)):
            self.store.remove(one)
        self.store.remove(folder)

    def figures(self, folder: Item) -> Json:
        """The counts of a folder."""
        held = self.store.items(held_in(folder))
        return {
            "childFolderCount": len(self.children(folder.id, hidden=True)),
            "totalItemCount": len(held),
            "unreadItemCount": sum(not one.properties.get("isRead", True) for one in held),
        }

    # Messages

    def message(self, given: str) -> Item:
        """By either id; raises Refusal 404."""
        return self.store.find(given, *_KINDS)

    def messages(self) -> Iterator[Item]:
        """All of the mailbox."""
        for folder in self.store.items(FOLDERS):
            yield from self.store.items(held_in(folder))

    def lay(
        self, raw: bytes, folder: str, *, at: datetime | None = None, **properties: object
    ) -> Item:
        """Lay a mail into *folder*."""
        place = self.folder(folder)
        kind, more = letters.kind(raw)
        told = {**letters.properties(raw, at), **more, "isRead": True, "isDraft": False}
        told.update(properties, parentFolderId=place.id, conversationId=self._thread(raw))
        own = [self._names[name] for name in ("sentitems", "drafts", "outbox")]
        received = place not in own
        return self.store.make(kind, held_in(place), told, raw=raw, received=received)

    def move(self, one: Item, folder: str, reason: str = "") -> None:
        """To the deleted it is gone for `changed`, elsewhere for `deleted`, unless said."""
        place = self.folder(folder)
        why = reason or ("changed" if place is self._names["deleteditems"] else "deleted")
        one.properties["parentFolderId"] = place.id
        self.store.move(one, held_in(place), why)

    def spoil(self, folder: str) -> Item:
        """An item with nothing that makes a mail."""
        place = self.folder(folder)
        told = {"subject": None, "isRead": True, "isDraft": False, "parentFolderId": place.id}
        return self.store.make("message", held_in(place), told)

    # Letters

    def draft(self, raw: bytes) -> Item:
        """A letter that waits in Drafts; it has a Message-ID from now on."""
        whole = self._identified(raw)
        now = self.store.now
        return self.lay(whole, "drafts", at=now, isDraft=True, sentDateTime=stamp(now))

    def send_draft(self, one: Item) -> None:
        """Let a draft leave; its immutable id goes with it, or does not."""
        _refuse_without_recipients(one.raw)
        if not one.properties["isDraft"]:
            raise Refusal(400, "ErrorInvalidRequest", "The message is not a draft.")
        self.sent.append(one.raw)
        one.raw = self._as_filed(one.raw)
        one.properties["isDraft"] = False
        one.properties["internetMessageId"] = letters.properties(one.raw, None)["internetMessageId"]
        if not self.filing.keeps_id:
            told = {name: one.properties[name] for name in one.properties if name == "stored"}
            draft, now = one, self.store.now
            one = self.lay(one.raw, "drafts", at=now, sentDateTime=stamp(now), **told)
            self.store.remove(draft)
        self.move(one, "outbox")
        self._file(lambda: self.move(one, "sentitems"))

    def submit(self, raw: bytes, *, keep: bool = True) -> None:
        """Let a letter leave at once, and lay a copy among the sent where *keep*."""
        _refuse_without_recipients(raw)
        whole, now = self._identified(raw), self.store.now
        self.sent.append(raw)
        if keep:
            filed = self._as_filed(whole)
            self._file(lambda: self.lay(filed, "sentitems", at=now, sentDateTime=stamp(now)))

    def looked(self) -> None:
        """Somebody looks for messages: what had to wait for that shows now, or a look later."""
        waiting, self._waiting = self._waiting, []
        for left, lay in waiting:
            if left <= 0:
                lay()
            else:
                self._waiting.append((left - 1, lay))

    def _file(self, lay: Callable[[], object]) -> None:
        if self.filing.lookups:
            self._waiting.append((self.filing.lookups, lay))
        else:
            lay()

    def _identified(self, raw: bytes) -> bytes:
        if letters.properties(raw, None).get("internetMessageId"):
            return raw
        return letters.with_head(raw, "Message-ID", self._own_id())

    def _as_filed(self, raw: bytes) -> bytes:
        if not self.filing.keeps_x_headers:
            raw = letters.without_heads(raw, "X-")
        if not self.filing.keeps_message_id:
            raw = letters.with_head(raw, "Message-ID", self._own_id())
        return raw

    def _own_id(self) -> str:
        return f"<VALE{self.store.sequence:012}@VALE.PROD.OUTLOOK.EXAMPLE>"

    def _thread(self, raw: bytes) -> str:
        """The conversation of the first ancestor that is known; a new one where none is."""
        line = letters.ancestors(raw)
        new = f"AAQkADNj{len(self._threads):08}="
        thread = next((self._threads[one] for one in line if one in self._threads), new)
        self._threads.update(dict.fromkeys(line or [new], thread))
        return thread


def held_in(folder: Item) -> str:
    """The collection of a folder's messages."""
    return f"messages:{folder.id}"


def _refuse_without_recipients(raw: bytes) -> None:
    if not letters.recipients(raw):
        raise Refusal(400, "ErrorInvalidRecipients", "At least one recipient is not valid.")
