"""One letter to a server that let us in; every fault is classed by when it happens.

    MAIL ─► RCPT ─► DATA ─► the letter │ . ─► 250            taken
      └───────┴───────┴─────────┴──────┤ └──► 4xx            Refused: try again later
         4xx, hung up: Refused         │ ├──► 5xx            Rejected: the owner looks at it
         5xx: Rejected                 │ └──► anything else  Ambiguous: perhaps taken

The final dot goes out alone, after all the rest: before it no server can have taken the letter. It
is not said to a server that hung up or spoke out of turn: then no answer would be one to the dot.
"""

from __future__ import annotations

import re
from typing import NoReturn

from narrowcast.connectors.base import Envelope
from narrowcast.connectors.errors import Ambiguous, Refused, Rejected
from narrowcast.connectors.smtp import answers
from narrowcast.connectors.smtp.answers import Answer
from narrowcast.connectors.smtp.session import Talk
from narrowcast.connectors.smtp.settings import Patience

_BARE = re.compile(rb"\r(?!\n)|(?<!\r)\n|\0")
_DOT = re.compile(rb"^\.", re.MULTILINE)
_PLAIN = re.compile(r"[!-;=?-~]{1,320}")


def deliver(talk: Talk, letter: bytes, envelope: Envelope, patience: Patience) -> Answer:
    """Hand *letter* over, its bytes as they are; return the answer that took it.

    Raises Refused, Rejected and Ambiguous.
    """
    _check(letter, envelope)
    try:
        _announce(talk, letter, envelope)
        _pour(talk, letter, patience)
    except (OSError, ValueError) as fault:  # smtplib's errors are OSErrors
        talk.close()  # a goodbye would be taken for more of the letter
        raise Refused(f"the server broke off before it had the letter: {fault}") from fault
    return _end(talk, patience)


def _check(letter: bytes, envelope: Envelope) -> None:
    """Line ends other than CRLF are read differently by different servers (SMTP smuggling)."""
    if _BARE.search(letter):
        raise Rejected("the letter has stray line ends; nothing was said of it to the server")
    if not envelope.recipients:
        raise Rejected("the letter has no recipient")
    for address in (envelope.sender, *envelope.recipients):
        if not _PLAIN.fullmatch(address):
            raise Rejected(f"{address!r} is not a plain mail address")


def _announce(talk: Talk, letter: bytes, envelope: Envelope) -> None:
    extras = []
    if talk.has_extn("size"):
        extras.append(f"SIZE={len(letter)}")
    if not letter.isascii():
        if not talk.has_extn("8bitmime"):
            raise Rejected("the server takes letters of seven bits only, and this one has eight")
        extras.append("BODY=8BITMIME")
    said = talk.ask("MAIL", " ".join((f"FROM:<{envelope.sender}>", *extras)))
    if not said.good:
        _refuse(f"the server does not take letters from {envelope.sender}", said)
    for recipient in envelope.recipients:
        said = talk.ask("RCPT", f"TO:<{recipient}>")
        if not said.good:
            _refuse(f"the server does not take letters to {recipient}", said)
    said = talk.ask("DATA")
    if said.code != 354:
        _refuse("the server does not take the letter", said)


def _pour(talk: Talk, letter: bytes, patience: Patience) -> None:
    """All but the final dot, dots at the start of lines doubled (RFC 5321 §4.5.2)."""
    assert talk.sock is not None, "it has just answered"
    talk.sock.settimeout(patience.body)
    ended = letter if letter.endswith(b"\r\n") else letter + b"\r\n"
    talk.sock.sendall(_DOT.sub(b"..", ended))
    if talk.overheard() is not None:
        said = answers.answer(*talk.getreply())
        talk.close()
        _refuse("the server did not wait for the letter", said)


def _end(talk: Talk, patience: Patience) -> Answer:
    assert talk.sock is not None, "it has just taken the letter's text"
    try:
        talk.sock.settimeout(patience.after_dot)
        talk.sock.sendall(b".\r\n")
        said = answers.answer(*talk.getreply())
    except OSError as fault:
        raise Ambiguous(f"the server's answer to the letter was lost: {fault}") from fault
    if said.passing or said.final:
        _refuse("the server did not take the letter", said)
    if not said.good:
        raise Ambiguous(f"the server's answer to the letter cannot be understood: {said}")
    return said


def _refuse(what: str, said: Answer) -> NoReturn:
    raise (Rejected if said.final else Refused)(f"{what}: {said}")
