"""Splitting an mbox into its mails: mboxo, mboxrd, mboxcl; any line end; forgiving of a missing
blank line.

Read by blocks, not through a memory map: a mail program that compacts the file while we read would
end a mapped reader with SIGBUS. The same code so reads packed archives. Memory is bounded by one
mail plus one block.
"""

from __future__ import annotations

import gzip
import io
import lzma
import re
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol, cast

MAX_MAIL = 25 << 20
_BLOCK = 1 << 20
_MAX_RATIO = 500
_MAX_UNPACKED = 64 << 30
_FREE_UNPACKED = 64 << 20  # small archives may have any ratio

# An envelope line is `From SENDER DATE`; only the date tells it from a sentence that begins with
# "From".
_ENVELOPE = re.compile(
    rb"From [^\n]{0,300}?\d\d?:\d\d(?::\d\d)?[^\n]{0,40}\b\d{4}\b[^\n]{0,40}\r?\n"
)
_BARE_ENVELOPE = re.compile(rb"From \S{1,250}[ \t]*\r?\n")
_ENVELOPE_DAY = re.compile(
    rb"\nFrom [^\n]{0,300}? ([A-Z][a-z]{2}) +(\d\d?) \d\d:\d\d(?::\d\d)?[^\n]{0,10} (\d{4})\b"
)
_MONTHS = b"JanFebMarAprMayJunJulAugSepOctNovDec"
_FIELD = re.compile(rb"(?:>?From [^\n]{0,300}\r?\n)?[!-9;-~]{1,100}[ \t]*:")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_LOOKAHEAD = 1_024
_NEWLINE, _QUOTE = b"\n>"


class UnpackedTooLarge(ValueError):
    """A packed mailbox unpacks to more than its size can honestly explain."""


DAMAGE = (OSError, EOFError, lzma.LZMAError, zlib.error, UnpackedTooLarge)
"""What reading a file may raise."""


class Piece(NamedTuple):
    """One mail of an mbox: *raw* without its envelope, unquoted, cut to `MAX_MAIL`; octets count
    from the file's (unpacked) start, envelope included.
    """

    offset: int
    end: int
    raw: bytes


def open_mailbox(path: Path) -> BinaryIO:
    """Open *path* for reading from its start, unpacking .xz and .gz by their magic bytes.

    Reading raises `UnpackedTooLarge` for a bomb, OSError, EOFError or lzma.LZMAError for a damaged
    archive.
    """
    plain = path.open("rb", buffering=0)
    magic = plain.read(6)
    plain.seek(0)
    if magic.startswith(b"\xfd7zXZ"):
        unpacked: _Unpacking = lzma.LZMAFile(plain)  # noqa: SIM115 - closed by _Capped
    elif magic.startswith(b"\x1f\x8b"):
        unpacked = gzip.GzipFile(fileobj=plain)
    else:
        return plain
    # Like a file, it never gives None: that is for streams that do not wait. A BufferedReader
    # between would lose a block where damage is met.
    return cast("BinaryIO", _Capped(unpacked, path.stat().st_size, plain))


class _Unpacking(Protocol):
    def read1(self, size: int, /) -> bytes: ...

    def close(self) -> None: ...


class _Capped(io.RawIOBase):
    """An unpacking stream that stops at an absurd ratio, and closes the packed file below it."""

    def __init__(self, source: _Unpacking, packed: int, below: BinaryIO) -> None:
        self._source, self._below, self._done = source, below, 0
        self._limit = min(_MAX_UNPACKED, max(_FREE_UNPACKED, packed * _MAX_RATIO))
        self._damage: Exception | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, view: memoryview, /) -> int:  # type: ignore[override]  # BufferedReader's own
        """Fill *view*; damage is told when all that stands before it was given out."""
        if self._damage is not None:
            raise self._damage
        filled = 0
        try:
            while filled < len(view) and (data := self._source.read1(len(view) - filled)):
                view[filled : filled + len(data)] = data
                filled += len(data)
        except (OSError, EOFError, lzma.LZMAError, zlib.error) as damage:
            self._damage = damage
            if not filled:
                raise
        self._done += filled
        if self._done > self._limit:
            raise UnpackedTooLarge(f"unpacks to more than {self._limit} bytes")
        return filled

    def close(self) -> None:
        self._source.close()
        self._below.close()
        super().close()


def split(stream: BinaryIO, offset: int = 0) -> Iterator[Piece]:
    """Yield the mails of *stream*, which stands at *offset* of its file, at the start of an
    envelope line.
    """
    window = _Window(stream, offset)
    while window.fill():
        start = window.position
        kept, quoted = window.seek_envelope()
        yield Piece(start, window.position, _unwrapped(kept, quoted=quoted))


def newest(stream: BinaryIO, until: date) -> date | None:
    """The newest day that an envelope line of *stream*, which stands at its start, tells; those
    after *until* are wrong. None: no mailbox, or one that tells no day.
    """
    found, rest = date.min, b"\n"
    while block := stream.read(_BLOCK):
        window = rest + block
        if rest == b"\n" and not window.startswith(b"\nFrom "):
            return None
        days = (_day(*one.groups()) for one in _ENVELOPE_DAY.finditer(window))
        found = max((found, *(day for day in days if day <= until)))
        rest = window[-_LOOKAHEAD:]
    return found if found > date.min else None


def _day(month: bytes, day: bytes, year: bytes) -> date:
    try:
        return date(int(year), _MONTHS.index(month) // 3 + 1, int(day))
    except ValueError:
        return date.min


class _Window:
    """The part of the file in memory: from the mail being read to the end of the last block."""

    def __init__(self, stream: BinaryIO, offset: int) -> None:
        self._stream, self._buffer, self._at, self._base = stream, b"", 0, offset
        self._ended = False

    @property
    def position(self) -> int:
        """Where in the file the next unread octet is."""
        return self._base + self._at

    def fill(self) -> bool:
        """Whether anything is left."""
        return self._at < len(self._buffer) or self._more()

    def seek_envelope(self) -> tuple[bytes, bool]:
        """Go to the next envelope line or the end; returns what lies before, cut to `MAX_MAIL`, and
        whether `>From ` stands in it.
        """
        kept, searched, quoted = b"", self._at + 1, False
        while True:
            found, quotes = _next_envelope(self._buffer, searched, self._ended)
            quoted = quoted or quotes
            if found >= 0 or self._ended:
                stop = found if found >= 0 else len(self._buffer)
                kept += self._buffer[self._at : stop] if len(kept) < MAX_MAIL else b""
                self._at = stop
                return kept[:MAX_MAIL], quoted
            searched = max(searched, len(self._buffer) - _LOOKAHEAD)
            if (
                len(self._buffer) - self._at > MAX_MAIL
            ):  # an endless mail: keep its start, skim the rest
                kept = kept or self._buffer[self._at : self._at + MAX_MAIL]
                self._at = searched - 1
            searched -= self._at
            self._more()
            searched += self._at

    def _more(self) -> bool:
        """Read a block behind what is unread; what was read before is let go."""
        block = self._stream.read(_BLOCK)
        self._ended = not block
        self._buffer, self._base, self._at = (
            self._buffer[self._at :] + block,
            self._base + self._at,
            0,
        )
        return bool(block)


def _next_envelope(buffer: bytes, start: int, ended: bool) -> tuple[int, bool]:
    """Where the next mail starts at or after *start*, -1 if it cannot be told from this buffer; and
    whether `>From ` was met on the way.

    All octets are looked at once only: for reading an archive that counts.
    """
    quoted = False
    line = buffer.find(b"From ", start)
    while line >= 0 and (ended or len(buffer) - line >= _LOOKAHEAD):
        before = buffer[line - 1]
        if before == _NEWLINE and _is_envelope(buffer, line):
            return line, quoted
        quoted = quoted or before == _QUOTE
        line = buffer.find(b"From ", line + 1)
    return -1, quoted


def _is_envelope(buffer: bytes, line: int) -> bool:
    """A line without a date counts only after an empty line; either has to be followed by a header
    field.
    """
    match = _ENVELOPE.match(buffer, line)
    if match is None and buffer[max(0, line - 3) : line - 1].replace(b"\r", b"").endswith(b"\n"):
        match = _BARE_ENVELOPE.match(buffer, line)
    return match is not None and (
        match.end() == len(buffer) or _FIELD.match(buffer, match.end()) is not None
    )


def _unwrapped(mail: bytes, *, quoted: bool) -> bytes:
    """Drop the envelope line and the empty line that ends a mail, and undo the quoting of From
    lines.
    """
    start, end = 0, len(mail)
    if mail.startswith(b"From "):
        start = mail.find(b"\n", 0, _LOOKAHEAD) + 1
    if mail.endswith(b"\n\n", start):
        end -= 1
    elif mail.endswith(b"\n\r\n", start):
        end -= 2
    mail = mail[start:end]
    quoted = quoted and (b"\n>From " in mail or b"\n>>" in mail)
    return _QUOTED.sub(rb"\1", mail) if quoted else mail
