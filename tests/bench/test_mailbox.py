"""The synthetic mailbox is the same for the same seed, and such mail as offices get."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from bench import mailbox
from narrowcast.connectors.formats import mime
from narrowcast.connectors.records import Message, PartKind

COUNT = 400


@pytest.fixture(scope="module")
def messages() -> list[Message]:
    return [
        mime.read(one.raw, remote_id=str(place)) for place, one in enumerate(mailbox.mails(COUNT))
    ]


def test_the_same_seed_writes_the_same_mails() -> None:
    assert list(mailbox.mails(50, seed=3)) == list(mailbox.mails(50, seed=3))
    assert list(mailbox.mails(50, seed=3)) != list(mailbox.mails(50, seed=4))


def test_a_mail_does_not_depend_on_how_many_follow_but_for_its_date() -> None:
    def undated(count: int) -> list[str]:
        heads = (mime.header_only(one.raw, remote_id="") for one in mailbox.mails(count))
        return [one.message_id for one in islice(heads, 20)]

    assert undated(20) == undated(200)


def test_every_mail_reads_without_a_defect(messages: list[Message]) -> None:
    assert Counter(code for one in messages for code in one.defects) == Counter()
    assert len({one.message_id for one in messages}) == COUNT


def test_the_mix_is_that_of_an_office(messages: list[Message]) -> None:
    own = sum(one.author is not None and one.author.address == mailbox.OWNER for one in messages)
    answers = sum(bool(one.references) for one in messages)
    plain = sum(not any(part.kind is PartKind.HTML for part in one.parts) for one in messages)
    lists = sum("list-id" in one.headers for one in messages)

    assert 0.22 < own / COUNT < 0.38
    assert 0.45 < answers / COUNT < 0.65
    assert 0.22 < plain / COUNT < 0.38
    assert 0.01 < lists / COUNT < 0.10


def test_a_person_signs_every_mail_alike(messages: list[Message]) -> None:
    blocks: dict[str, set[str]] = {}
    for one in messages:
        assert one.author is not None
        text = next(part.text for part in one.parts if part.kind is PartKind.PLAIN)
        signed = text.partition("\n-- \n")[2].partition("\n\n")[0]
        blocks.setdefault(one.author.address, set()).add(signed.strip())

    assert all(len(those) == 1 for those in blocks.values())


def test_it_is_written_as_maildir(tmp_path: Path) -> None:
    octets = mailbox.fill(tmp_path, 20)

    written = list((tmp_path / "cur").iterdir())
    assert len(written) == 20
    assert sum(one.stat().st_size for one in written) == octets
