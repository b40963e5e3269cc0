"""What the owner may answer a morning mail with: a closed grammar, one order a line.

    1 ok             approve letter 1, which that mail shows whole
    1 edit TEXT      put TEXT into letter 1 as a sentence of the owner's: a new draft, no approval
    2 later 14d      put it off for so many days
    3 never          drop it, and never ask this person again
    3 not-via tom    drop it, and ask somebody else for this prospect
    b                the answer b to the mail's question; `q b` is the same

Only the owner's own words are read, never what they quote. Whatever is no order does nothing. An
edit goes on in the lines below it, for mail programs wrap; an empty line ends it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import blake2b, sha256

from narrowcast.agent.core.model import AddressKey, Letter
from narrowcast.agent.core.wording import full_text, written_text
from narrowcast.agent.core.words import shown
from narrowcast.connectors.formats.addresses import canonical
from narrowcast.connectors.records import FolderRole, Message
from narrowcast.nlp.quoting import own_text

VALID = timedelta(days=7)
"""For how long a morning mail may be answered: as long as an approval stands."""
MOST_DAYS = 365
_MOST_LINES = 12  # a mail shows fewer things than that
_MOST_TEXT = 600  # characters of an edit, as `narrowcast ask --note` allows
_SLACK = timedelta(minutes=10)  # between our clock and the servers'


class Verb(StrEnum):
    """What is to be done with a letter, or that a question is answered."""

    OK = "ok"
    EDIT = "edit"
    LATER = "later"
    NEVER = "never"
    NOT_VIA = "not-via"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Order:
    """One order: to the letter of number *key*, or the answer *key* to the question."""

    key: str
    verb: Verb
    text: str = ""
    """The sentence of an edit, the days of `later`, the name of `not-via`."""


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A line of the owner's as it was read, and the order it is; None: none that is known."""

    number: int
    said: str
    order: Order | None


def hash_of(letter: Letter, hidden: Collection[str] = ()) -> str:
    """SHA-256 (hex) of what an approval covers: to whom (*hidden*: in blind copy), the words."""
    parts = (letter.to_name, letter.to_address, letter.subject, letter.body, *hidden)
    return sha256("\0".join(parts).encode()).hexdigest()


def code(secret: str) -> str:
    """A mail's one-time code, such as `nc-7F2K`, from something random."""
    digest = blake2b(secret.encode(), digest_size=_CODE_SIGNS).digest()
    return "nc-" + "".join(_SIGNS[byte % len(_SIGNS)] for byte in digest)


_CODE_SIGNS = 4
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32 that are not taken for one another
_CODE = re.compile(r"\[(nc-[2-9A-HJ-NP-Z]{4})\]", re.IGNORECASE)


def is_owners(message: Message, owner: frozenset[AddressKey]) -> bool:
    """Whether a mail is the owner's own as sent: in a Sent folder, from and to the owner alone.

    What lies anywhere else was perhaps written by somebody else, whatever its From says.
    """
    roles = set(message.roles)
    if FolderRole.SENT not in roles or roles & _NOWHERE:
        return False
    if message.author is None:
        return False
    sender = () if message.sender is None else (message.sender,)
    people = (message.author, *sender, *message.to, *message.cc, *message.bcc)
    return bool(message.to) and all(canonical(one.address) in owner for one in people)


_NOWHERE = {FolderRole.JUNK, FolderRole.TRASH, FolderRole.DRAFTS}


def answers_directly(message: Message) -> tuple[str, ...]:
    """The Message-IDs a mail answers directly; what lies further up its thread does not count."""
    return message.in_reply_to or message.references[:1]


def codes(message: Message) -> frozenset[str]:
    """The codes that the subject or the owner's own words carry."""
    texts = (message.subject, written_text(message))
    return frozenset(found.lower() for text in texts for found in _CODE.findall(text))


def in_time(sent: datetime, heard: datetime, made: datetime) -> bool:
    """Whether an answer *sent* and *heard* then comes in time to a mail *made* then."""
    return made - _SLACK <= sent <= heard + _SLACK and heard - made <= VALID


def read(message: Message, *, questioned: bool = True) -> tuple[SaidLine, ...]:
    """The owner's own lines, each an order or not understood; codes, greetings and signatures that
    stand below a `--` or say nothing to the program are left out.

    *questioned*: the mail asked something, so that a bare letter answers it.
    """
    # Some programs quote with bars. Elsewhere a line between bars may be a table of the author's;
    # here it is none, or the tail of a mail's wrapped line would be an order.
    barred = _BAR.sub(lambda found: ">" * len(found[0].strip()), full_text(message))
    return tuple(_lines(own_text(barred, message.subject), questioned))[:_MOST_LINES]


_BAR = re.compile(r"^[ \t]*(?:\|[ \t]?)+", re.MULTILINE)


def _lines(text: str, questioned: bool) -> Iterator[SaidLine]:
    number, said = 0, ""
    edit: Order | None = None
    for raw in (*text.split("\n"), ""):
        line = " ".join(_CODE.sub("", shown(raw, _MOST_TEXT)).split())
        order = parse(line, questioned=questioned)
        if edit is not None and line and order is None and raw.strip() != "--":
            said = f"{said} {line}"[:_MOST_TEXT]
            continue
        if edit is not None:
            number += 1
            yield SaidLine(number, f"{edit.key} edit {said}", replace(edit, text=said))
            edit = None
        if raw.strip() == "--":
            return
        if order is not None and order.verb is Verb.EDIT:
            edit, said = order, order.text
        elif line and not _FOOTER.match(line):
            number += 1
            yield SaidLine(number, line, order)


_FOOTER = re.compile(
    r"(?:sent (?:from|with|via)|get outlook|gesendet (?:von|mit)|von meinem|envoy[ée]|enviado)\b",
    re.IGNORECASE,
)
"""What telephones put below a mail."""


def parse(line: str, *, questioned: bool = True) -> Order | None:
    """Read one line; None: it is no order. Case, and a full stop at the end, do not matter."""
    for pattern, verb in _GRAMMAR:
        found = pattern.fullmatch(line)
        if found is None:
            continue
        if verb is Verb.ANSWER and not questioned:
            return None
        text = found.groupdict().get("text") or ""
        if verb is Verb.LATER and not 1 <= int(text) <= MOST_DAYS:
            return None
        return Order(found["key"].lower(), verb, text)
    return None


_N = r"(?P<key>[1-9]\d?)[.):]? "
_GRAMMAR = tuple(
    (re.compile(pattern, re.IGNORECASE | re.ASCII), verb)
    for pattern, verb in (
        (_N + r"ok[.!]?", Verb.OK),
        (_N + r"later (?P<text>\d{1,3}) ?d(?:ays?)?\.?", Verb.LATER),
        (_N + r"never\.?", Verb.NEVER),
    )
) + tuple(
    (re.compile(pattern, re.IGNORECASE), verb)
    for pattern, verb in (
        (_N + r"edit:? (?P<text>\S.*)", Verb.EDIT),
        (_N + r"not[- ]via (?P<text>[^\W\d_][^\d@]{0,80}?)\.?", Verb.NOT_VIA),
        (r"(?:q )?(?P<key>[a-d])[.)]?", Verb.ANSWER),
    )
)


def with_sentence(body: str, sentence: str, divider: str) -> str:
    """A letter's text with one more sentence of the owner's: in its first paragraph after the
    greeting, so that it stands in the part for the introducer.
    """
    if not sentence.endswith((".", "!", "?", "…", "。")):
        sentence += "."
    head, gap, note = body.partition(divider) if divider else (body, "", "")
    greeting, space, rest = head.partition("\n\n")
    if not space:
        return f"{head.rstrip()}\n\n{sentence}\n{gap}{note}"
    first, space, rest = rest.partition("\n\n")
    return f"{greeting}\n\n{first.rstrip()} {sentence}{space}{rest}{gap}{note}"


def is_called(name: str, said: str) -> bool:
    """Whether *said* is a name, or whole words of it, of somebody called *name*."""
    words, wanted = _words(name), _words(said)
    return bool(wanted) and wanted <= words


def _words(name: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", name.casefold()))
