"""The log: what was done and when, in one line each, and nothing that is private.

    2026-11-23T06:30:00Z INFO  narrowcast.daemon  morning sent to=R.V.#1f3a took=1.2

A line holds an event of ours, and values that are cleaned: an address becomes its initials and a
short hash with a salt of this run, so that two lines about one person can be told to be so, and
nothing more. Subjects, texts and secrets are given to no log. What slips in nevertheless, in the
words of a server, is struck out here, in the last place before the disk: all that looks like an
address, a token, or a login. Of a library's line stays only who wrote it and where, for what it
says may be anybody's words; of a traceback the same.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import time
from hashlib import blake2b
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from secrets import token_bytes

from narrowcast.agent.places import make_private

FILE = "narrowcast.log"
LARGEST, OLD_ONES = 2_000_000, 4
"""Octets of one file, and how many full ones are kept beside it: five of 2 MB."""
LONGEST_LINE = 2_000

_SALT = token_bytes(16)
_ADDRESS = re.compile(r"[^\s<>()\[\]\"',;:=]{1,200}@[^\s<>()\[\]\"',;:=@]{1,250}")
_STRUCK = "[struck out]"
_SECRETS = (
    # The scheme's name stays, what follows it goes.
    re.compile(r"(?i)\b(bearer|basic|xoauth2|oauthbearer)\s+[^\s\"',;]+"),
    re.compile(r"\b(AUTH(?:ENTICATE)?|LOGIN|PASS|(?i:auth\s+(?:plain|login|cram-md5)))\b[ =:].*"),
    re.compile(
        r"(?i)\"?\b((?:access|refresh|id)_?token|client_secret|code_verifier|password|passwd|secret"
        r"|authorization|assertion|api_?key|code|token)\b\"?\s*[=:].*"
    ),
)
_LONG = re.compile(r"[A-Za-z0-9+/_=-]{40,}|[A-Za-z0-9+/_=-]{20,}\.[A-Za-z0-9+/_.=-]{20,}")
"""Longer than a word: a token, a key, a letter in base64."""
_UNPRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")

log = logging.getLogger("narrowcast")


def event(what: str, /, **values: object) -> None:
    """Write one line: *what* happened, in words of ours, and its values.

    An address, and what holds one, is told by its initials and hash; names of people, subjects and
    texts are not to be given at all.
    """
    log.info("%s", _line(what, values))


def fault(what: str, problem: BaseException, /, **values: object) -> None:
    """Write one line of what went wrong: the kind of *problem* and where, never its text."""
    log.error("%s", _line(what, {**values, "fault": type(problem).__name__, "at": _at(problem)}))


def to_file(folder: Path) -> logging.Handler:
    """Keep the log in *folder*, for the owner alone, five files of 2 MB at most."""
    make_private(folder)
    return _install(_PrivateFile(folder / FILE))


def to_stderr() -> logging.Handler:
    """Write the log to standard error, which a service manager keeps."""
    return _install(logging.StreamHandler(sys.stderr))


def struck_out(text: str) -> str:
    """*text* in one line without addresses, tokens and logins."""
    text = _UNPRINTED.sub(" ", text[: 4 * LONGEST_LINE])
    for pattern in _SECRETS:
        text = pattern.sub(rf"\1 {_STRUCK}", text)
    text = _ADDRESS.sub(lambda found: initials(found[0]), text)
    return _LONG.sub(_STRUCK, text)[:LONGEST_LINE]


def initials(address: str) -> str:
    """Tell an address in a log: the first letters of its local part, and a hash of this run's.

    >>> initials("robin.vale@firm.example").partition("#")[0]
    'r.v.'
    """
    local = address.partition("@")[0]
    first = ".".join(part[:1] for part in re.split(r"[^0-9a-zA-Z]+", local)[:3] if part)
    found = blake2b(address.casefold().encode(), key=_SALT, digest_size=4).hexdigest()
    return f"{first}.#{found}"


class Discreet(logging.Formatter):
    """Formats a record as one line, struck out; of a traceback only its places."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%SZ"
    default_msec_format = ""

    def format(self, record: logging.LogRecord) -> str:
        ours = record.name.split(".")[0] == log.name
        said = struck_out(record.getMessage()) if ours else f"{record.module}:{record.lineno}"
        if record.exc_info and record.exc_info[1] is not None:
            problem = record.exc_info[1]
            said = f"{said} fault={type(problem).__name__} at={_at(problem)}"
        return f"{self.formatTime(record)} {record.levelname:<7} {record.name} {said}"


class _PrivateFile(RotatingFileHandler):
    """A rotating file that only the owner can read, whatever the umask."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=LARGEST, backupCount=OLD_ONES, encoding="utf-8", delay=True)

    def _open(self) -> TextIOWrapper:
        handle = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        if os.name == "posix":
            os.fchmod(handle, 0o600)
        return os.fdopen(handle, "a", encoding="utf-8", errors="replace")


def _install(handler: logging.Handler) -> logging.Handler:
    """Make *handler* the log's only one; libraries tell it what is wrong, and no more."""
    handler.setFormatter(Discreet())
    root = logging.getLogger()
    for former in [one for one in root.handlers if isinstance(one.formatter, Discreet)]:
        root.removeHandler(former)
        former.close()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    log.setLevel(logging.INFO)
    return handler


def _line(what: str, values: dict[str, object]) -> str:
    return " ".join([what, *(f"{name}={_value(value)}" for name, value in values.items())])


def _value(value: object) -> str:
    text = f"{value:.1f}" if isinstance(value, float) else str(value)
    return f'"{text}"' if " " in text else text


def _at(problem: BaseException) -> str:
    """The innermost places of *problem*'s traceback: files and lines, nothing they held."""
    places, step = [], problem.__traceback__
    while step is not None:
        name = Path(step.tb_frame.f_code.co_filename).name
        places.append(f"{name}:{step.tb_lineno}")
        step = step.tb_next
    return "<".join(reversed(places[-4:])) or "?"
