"""What each tier takes from a text: nothing, a sender's own block, keyed hashes; never the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from narrowcast.agent import reading
from narrowcast.agent.core.learn import Changes, MentionKind, learn
from narrowcast.agent.reading import Reading, mention_key
from narrowcast.agent.store import blocks
from narrowcast.agent.store.store import Store
from narrowcast.connectors.base import Cursor, Page, Scope, ScopeId, Snapshot, Tier
from narrowcast.connectors.records import Message, PartKind, TextPart
from tests.agent.mailroom import KEY, OWNER, START, message
from tests.agent.scripted import LastLines

ANA = "ana@acme.example"
TEXT = "Dear Olga,\nZebedee Quixote (zeb@xylophone.example) of Umbrella asked.\nHead of Plumbing"
NEWS = {"list-unsubscribe": ("<x>",)}


def read(messages: Sequence[Message], tier: Tier, reader: LastLines | None = None) -> Changes:
    page = Page(upserts=tuple(messages), cursor=Cursor("1"))
    return reading.read(page, learn(page), Reading(tier, KEY, reader), lambda _: frozenset())


def hashes(mails: Message, tier: Tier) -> frozenset[int]:
    ((_, seen),) = read([mails], tier).messages
    return seen.mentions


def named(kind: MentionKind, word: str) -> int:
    return mention_key(KEY, kind, word)


ABOUT = {
    "subject": named(MentionKind.SUBJECT, "plans"),
    "address": named(MentionKind.ADDRESS, "zeb@xylophone.example"),
    "domain": named(MentionKind.ADDRESS, "@xylophone.example"),
    "name": named(MentionKind.NAME, "quixote zebedee"),
    "organisation": named(MentionKind.WORD, "umbrella"),
}


@pytest.mark.parametrize(
    ("tier", "told"),
    [(Tier.HEADERS, {"subject"}), (Tier.SIGNATURES, {"subject"}), (Tier.MENTIONS, set(ABOUT))],
    ids=["headers", "signatures", "mentions"],
)
def test_a_tier_hashes_no_more_than_it_says(tier: Tier, told: set[str]) -> None:
    found = hashes(message(1, ANA, [OWNER], START, text=TEXT), tier)

    assert {what for what, key in ABOUT.items() if key in found} == told


@pytest.mark.parametrize(
    ("tier", "blocks"), [(Tier.HEADERS, 0), (Tier.SIGNATURES, 1), (Tier.MENTIONS, 1)], ids=str
)
def test_signatures_are_read_above_the_headers_tier(tier: Tier, blocks: int) -> None:
    changes = read([message(1, ANA, [OWNER], START, text=TEXT)], tier, LastLines())

    assert len(changes.signed) == blocks


@pytest.mark.parametrize(
    "mail",
    [
        message(1, ANA, [OWNER], START, text=TEXT, headers=NEWS),
        message(1, "no-reply@acme.example", [OWNER], START, text=TEXT),
        message(1, ANA, [f"{n}@crowd.example" for n in range(21)], START, text=TEXT),
    ],
    ids=["newsletter", "robot", "crowd"],
)
def test_bulk_mail_mentions_nobody(mail: Message) -> None:
    assert not hashes(mail, Tier.MENTIONS) & {ABOUT["name"], ABOUT["address"]}


def test_who_is_on_a_mail_is_not_mentioned_by_it() -> None:
    text = f"I am {ANA}, you are {OWNER}."

    found = hashes(message(1, ANA, [OWNER], START, text=text), Tier.MENTIONS)

    assert not found & {named(MentionKind.ADDRESS, ANA), named(MentionKind.ADDRESS, OWNER)}


def test_without_the_key_a_guessed_name_cannot_be_tested() -> None:
    other = mention_key(b"x" * 32, MentionKind.NAME, "quixote zebedee")

    assert other != ABOUT["name"]
    assert mention_key(KEY, MentionKind.WORD, "quixote zebedee") != ABOUT["name"]


def test_the_plain_part_is_read_before_the_html_one() -> None:
    parts = (
        TextPart(kind=PartKind.HTML, text="<p>rich</p>"),
        TextPart(kind=PartKind.PLAIN, text="plain"),
    )
    plain = message(1, ANA, [OWNER], START)
    both, rich = replace(plain, parts=parts), replace(plain, parts=parts[:1])

    assert reading.text_of(both) == "plain"
    assert reading.text_of(rich).strip() == "rich"


# ---------------------------------------------------------------- blocks


def test_a_block_is_read_once_and_dated_by_every_mail() -> None:
    reader = LastLines()
    mails = [message(n, ANA, [OWNER], START, text=TEXT) for n in range(3)]

    changes = read(mails, Tier.SIGNATURES, reader)

    assert reader.read == ["Head of Plumbing"]
    assert len(changes.signed) == 3


def kept(store: Store, reader: LastLines, number: int) -> None:
    page = Page(
        upserts=(message(number, ANA, [OWNER], START, text=TEXT),), cursor=Cursor(str(number))
    )
    how = Reading(Tier.SIGNATURES, KEY, reader)
    changes = reading.read(
        page, learn(page), how, lambda key: blocks.known(store.conn, key, reader.version)
    )
    scope = store.scope("test", "fake", Scope(id=ScopeId("inbox"), name="INBOX"))
    store.keep(scope, changes, page.cursor, Snapshot.NONE, 0)


def test_a_newer_extractor_reads_a_known_block_once_more() -> None:
    with Store.open(None, mention_key=KEY) as store:
        old, new = LastLines(1), LastLines(2)
        for number, reader in enumerate((old, old, new, new)):
            kept(store, reader, number)
        values = [value for (value,) in store.conn.execute("SELECT value FROM claim")]

    assert (len(old.read), len(new.read)) == (1, 1)
    assert values == ["Head of Plumbing v2"]


# ---------------------------------------------------------------- what reaches the disk


@pytest.mark.parametrize("tier", list(Tier), ids=str)
def test_no_word_of_a_text_reaches_the_disk(tier: Tier, tmp_path: Path) -> None:
    with Store.open(tmp_path / "store.db", mention_key=KEY) as store:
        page = Page(upserts=(message(1, ANA, [OWNER], START, text=TEXT),), cursor=Cursor("1"))
        changes = reading.read(page, learn(page), Reading(tier, KEY), lambda _: frozenset())
        scope = store.scope("test", "fake", Scope(id=ScopeId("inbox"), name="INBOX"))
        store.keep(scope, changes, page.cursor, Snapshot.NONE, 0)
        written = b"".join(path.read_bytes() for path in tmp_path.iterdir()).lower()

    assert b"ana@acme.example" in written
    for word in (b"zebedee", b"quixote", b"xylophone", b"umbrella", b"plumbing", b"dear"):
        assert word not in written
    assert KEY not in written


def test_a_subject_that_is_not_kept_is_still_found_by_its_words() -> None:
    page = Page(
        upserts=(message(1, "ana@acme.example", [OWNER], START, subject="Rollout at Umbra"),),
        cursor=Cursor("1"),
    )
    kept, dropped = (
        reading.read(
            page, learn(page), Reading(Tier.HEADERS, KEY, subjects=keep), lambda _: frozenset()
        ).messages[0][1]
        for keep in (True, False)
    )

    assert (kept.subject, dropped.subject) == ("Rollout at Umbra", "")
    assert dropped.mentions == kept.mentions
    assert dropped.subject_key == kept.subject_key
