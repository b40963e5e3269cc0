"""Small mailboxes for tests: invented people, messages as records, stores kept from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from narrowcast.agent import reading
from narrowcast.agent.core.learn import learn
from narrowcast.agent.core.model import AddressKey
from narrowcast.agent.reading import Reading
from narrowcast.agent.store.store import Store
from narrowcast.connectors.base import Cursor, Page, Scope, ScopeId, Snapshot, Tier
from narrowcast.connectors.records import Mailbox, Message, PartKind, RemoteId, TextPart

KEY = b"k" * 32
OWNER = AddressKey("olga@user.example")
START = datetime(2024, 1, 10, 12, tzinfo=UTC)
NAMES = {
    "olga@user.example": "Olga Owner",
    "ana@acme.example": "Ana Ruiz",
    "ana.ruiz@home.example": "Ana Ruiz",
    "ben@target.example": "Ben Okafor",
    "carla@firm.example": "Carla Neri",
    "jonas@target.example": "Jonas Weber",
    "dev@lists.club.example": "",
    "news@shop.example": "Shop News",
}


def mailbox(address: str) -> Mailbox:
    return Mailbox(NAMES.get(address, ""), address)


def message(
    number: int,
    author: str,
    to: Sequence[str],
    at: datetime,
    *,
    cc: Sequence[str] = (),
    subject: str = "Plans",
    text: str = "",
    headers: Mapping[str, tuple[str, ...]] | None = None,
    answers: str = "",
) -> Message:
    return Message(
        remote_id=RemoteId(str(number)),
        message_id=f"<{number}@test.example>",
        received_at=at,
        sent_at=at,
        author=mailbox(author),
        to=tuple(map(mailbox, to)),
        cc=tuple(map(mailbox, cc)),
        subject=subject,
        references=(answers,) if answers else (),
        headers=headers or {},
        parts=(TextPart(kind=PartKind.PLAIN, text=text),) if text else (),
        size=1000,
    )


def store_of(
    messages: Iterable[Message], *, page: int = 7, tier: Tier = Tier.MENTIONS, owner: str = OWNER
) -> Store:
    store = Store.open(None, mention_key=KEY)
    store.set_owner([AddressKey(owner)])
    keep(store, messages, page=page, tier=tier)
    return store


def keep(
    store: Store, messages: Iterable[Message], *, page: int = 7, tier: Tier = Tier.MENTIONS
) -> None:
    """Sync *messages* into *store*, *page* of them a transaction."""
    scope = Scope(id=ScopeId("inbox"), name="INBOX")
    held = list(messages)
    for start in range(0, len(held), page):
        one = Page(upserts=tuple(held[start : start + page]), cursor=Cursor(str(start)))
        changes = reading.read(one, learn(one), Reading(tier, KEY), lambda _: frozenset())
        store.keep(store.scope("test", "fake", scope), changes, one.cursor, Snapshot.NONE, 0)


@st.composite
def mailboxes(draw: st.DrawFn, *, size: int = 30) -> list[Message]:
    """A few months of mail among the invented people, in any order of time."""
    people = sorted(NAMES)
    found = []
    for number in range(draw(st.integers(3, size))):
        author = draw(st.sampled_from(people))
        to = draw(st.lists(st.sampled_from(people), min_size=1, max_size=4, unique=True))
        cc = draw(st.lists(st.sampled_from(people), max_size=2, unique=True))
        at = START + timedelta(minutes=draw(st.integers(0, 200 * 24 * 60)))
        text = draw(
            st.sampled_from(
                [
                    "",
                    "Jonas Weber asked.",
                    "Write to jonas@target.example at Target.",
                    "Ana Ruiz and Ben Okafor met Jonas Weber.",
                ]
            )
        )
        subject = draw(st.sampled_from(["Plans", "Re: Plans", "Target rollout", "Weber"]))
        listed = {"list-id": ("<dev.lists.club.example>",)} if draw(st.booleans()) else {}
        found.append(
            message(number, author, to, at, cc=cc, subject=subject, text=text, headers=listed)
        )
    return found
