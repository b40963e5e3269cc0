from __future__ import annotations

import gzip
import io
import lzma
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrowcast.connectors.formats import mbox
from tests.connectors import samples

ENVELOPE = b"From ann@a.example Mon Nov  3 10:00:00 2025\n"


def bodies(content: bytes) -> list[bytes]:
    return [piece.raw for piece in mbox.split(io.BytesIO(content))]


ENVELOPES = {
    "asctime": b"From ann@a.example Mon Nov  3 10:00:00 2025\n",
    "takeout": b"From 123@xxx Mon Nov 03 10:00:00 +0000 2025\n",
    "thunderbird": b"From - Mon Nov 03 10:00:00 2025\n",
    "no-date": b"From ann@a.example\n",
    "zone": b"From ann@a.example Mon Nov  3 10:00 CET 2025\n",
    "dos": b"From - Mon Nov 03 10:00:00 2025\r\n",
}


@pytest.mark.parametrize("envelope", ENVELOPES.values(), ids=ENVELOPES)
def test_an_envelope_parts_two_mails(envelope: bytes) -> None:
    end = b"\r\n" if envelope.endswith(b"\r\n") else b"\n"
    one, two = (b"Subject: %d" % number + end + end + b"text" + end for number in (1, 2))

    assert bodies(envelope + one + end + envelope + two) == [one, two]


def test_a_dated_envelope_needs_no_empty_line_before_it() -> None:
    assert len(bodies(ENVELOPE + b"A: 1\n\nx\n" + ENVELOPE + b"A: 2\n\ny\n")) == 2


@pytest.mark.parametrize(
    "sentence", [b"From now on\n", b"From: Ann\n", b"From Ann I heard at 10:00 in 2025 that\n"]
)
def test_a_sentence_is_no_envelope(sentence: bytes) -> None:
    mail = b"Subject: 1\n\nHi.\n\n" + sentence + b"it rained\n"

    assert bodies(ENVELOPE + mail) == [mail]


def test_quoted_from_lines_lose_one_mark() -> None:
    assert bodies(ENVELOPE + b"A: 1\n\n>From Ann\n>>From Bob\n> From Cy\n") == [
        b"A: 1\n\nFrom Ann\n>From Bob\n> From Cy\n"
    ]


@given(st.lists(st.integers(0, 3_000), max_size=12), st.sampled_from([64, 1_000, 1 << 20]))
def test_pieces_cover_the_file_wherever_blocks_end(sizes: list[int], block: int) -> None:
    mails = [samples.mail(number, body="x" * size) for number, size in enumerate(sizes)]
    content = samples.mbox(*mails)

    pieces = [*mbox.split(_Dripping(content, block))]

    assert [piece.raw for piece in pieces] == [one.replace(b"\r\n", b"\n") for one in mails]
    assert [0, *(piece.end for piece in pieces)][: len(pieces)] == [
        piece.offset for piece in pieces
    ]
    assert not pieces or pieces[-1].end == len(content)


def test_splitting_from_any_mails_offset_gives_the_rest() -> None:
    content = samples.mbox(*map(samples.mail, range(5)))
    pieces = [*mbox.split(io.BytesIO(content))]

    for number, piece in enumerate(pieces):
        stream = io.BytesIO(content)
        stream.seek(piece.offset)

        assert [*mbox.split(stream, piece.offset)] == pieces[number:]


def test_an_endless_mail_is_cut_and_the_next_one_found() -> None:
    endless = b"A: 1\n\n" + b"x" * (mbox.MAX_MAIL + (5 << 20)) + b"\n"
    content = ENVELOPE + endless + b"\n" + ENVELOPE + b"A: 2\n\ny\n"

    first, second = mbox.split(_Dripping(content, 1 << 20))

    assert len(first.raw) <= mbox.MAX_MAIL
    assert second.raw == b"A: 2\n\ny\n"
    assert second.end == len(content)


@given(st.binary(max_size=600))
def test_no_bytes_raise(content: bytes) -> None:
    assert sum(piece.end - piece.offset for piece in mbox.split(io.BytesIO(content))) == len(
        content
    )


@pytest.mark.parametrize(("suffix", "pack"), [(".xz", lzma.compress), (".gz", gzip.compress)])
def test_packed_mailboxes_read_like_plain_ones(tmp_path: Path, suffix: str, pack) -> None:
    content = samples.mbox(*map(samples.mail, range(3)))
    (tmp_path / f"a.mbox{suffix}").write_bytes(pack(content))

    with mbox.open_mailbox(tmp_path / f"a.mbox{suffix}") as stream:
        assert [*mbox.split(stream)] == [*mbox.split(io.BytesIO(content))]


def test_a_bomb_stops_at_an_absurd_ratio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mbox, "_FREE_UNPACKED", 1 << 20)
    (tmp_path / "a.mbox.xz").write_bytes(lzma.compress(bytes(20 << 20)))

    with mbox.open_mailbox(tmp_path / "a.mbox.xz") as stream, pytest.raises(mbox.UnpackedTooLarge):
        list(mbox.split(stream))


class _Dripping(io.BytesIO):
    """Gives less than asked for, as pipes and archives do."""

    def __init__(self, content: bytes, block: int) -> None:
        super().__init__(content)
        self._block = block

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(self._block, size or -1) if size and size > 0 else self._block)
