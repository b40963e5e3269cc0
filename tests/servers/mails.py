"""A seeded mailbox of invented people: mail both ways, signatures, quotes, lists, odd heads.

The same seed and count give the same octets, so two servers can hold the same mail.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from tests.servers.dovecot import Mail

OWNER = "Robin Vale <robin@vale.example>"
END = datetime(2026, 11, 1, 9, tzinfo=UTC)

_NAMES = "Ana Bo Carla Dmitri Eva Farid Grace Hiro Inés Jonas Käthe Luis Mona Nils Olga Pablo"
_SURNAMES = "Adler Brown Castro Duval Eriksen Fischer Garcia Hughes Ivanov Jensen Kim Larsen"
_FIRMS = "Lumen Harbor Quartz Meadow Cobalt Juniper Orchid Summit Tundra Willow"
_TITLES = "Head of Data|CTO|Product Manager|Partner|Counsel|VP Sales|Recruiter|Founder"
_WORDS = (
    "the project next week and a plan for our meeting with draft budget review of quarter design"
    " customer agreement pilot call launch team proposal invoice please thanks question update"
)
_FIRST, _LAST, _FIRM = _NAMES.split(), _SURNAMES.split(), _FIRMS.split()
_TITLE, _WORD = _TITLES.split("|"), _WORDS.split()


@dataclass(frozen=True, slots=True)
class _Person:
    name: str
    address: str
    firm: str
    title: str


def mailbox(seed: int, count: int, *, people: int = 0, folders: int = 0) -> Iterator[Mail]:
    """Yield *count* mails, oldest first, of *people* (one in fifteen mails where 0).

    They lie in INBOX, Sent and Archive; some of them in so many more *folders*.
    """
    chance = random.Random(seed)
    known = [_person(chance, number) for number in range(people or max(3, count // 15))]
    step = timedelta(days=900) / count
    threads: list[str] = []
    for number in range(count):
        at = (END - timedelta(days=900) + step * number).replace(microsecond=0)
        mail = _mail(chance, number, at, chance.choice(known), threads)
        place = number % (folders + 3)
        yield replace(mail, folder=f"Team {place}") if place < folders else mail


def _person(chance: random.Random, number: int) -> _Person:
    first, last, firm = chance.choice(_FIRST), chance.choice(_LAST), chance.choice(_FIRM)
    address = f"p{number}.{last.lower()}@{firm.lower()}.example"
    return _Person(f"{first} {last}", address, firm, chance.choice(_TITLE))


def _mail(
    chance: random.Random, number: int, at: datetime, other: _Person, threads: list[str]
) -> Mail:
    mine, them = chance.random() < 0.3, f"{_encoded(other.name)} <{other.address}>"
    author, to = (OWNER, them) if mine else (them, OWNER)
    parent = chance.choice(threads[-50:]) if threads and chance.random() < 0.4 else ""
    message_id = f"<{number}.{chance.getrandbits(40):x}@mail.example>"
    threads.append(message_id)
    heads = [
        f"Received: from mx.example by mail.vale.example; {format_datetime(at)}",
        *(f"From: {author}", f"To: {to}", f"Date: {format_datetime(at)}"),
        f"Subject: {'Re: ' if parent else ''}{_words(chance, 4)}",
    ]
    if chance.random() < 0.995:  # some programs write none
        heads.append(f"Message-ID: {message_id}")
    if parent:
        heads += [f"In-Reply-To: {parent}", f"References: {parent}"]
    if not mine and chance.random() < 0.08:
        heads += ["List-Id: <news.lists.example>", "Precedence: bulk"]
    heads.append("MIME-Version: 1.0")
    text = _text(chance, mine, other, bool(parent))
    folder = "Sent" if mine else "Archive" if number % 7 == 0 else "INBOX"
    raw = "\n".join((*heads, *_body(chance, text))).replace("\n", "\r\n")
    return Mail(raw.encode(), folder, at, seen=chance.random() < 0.9)


def _text(chance: random.Random, mine: bool, other: _Person, answers: bool) -> str:
    name = "Robin Vale" if mine else other.name
    sign = f"{name}\nFounder, Vale" if mine else f"{name}\n{other.title}, {other.firm}"
    quote = f"\n\nOn Monday, somebody wrote:\n> {_words(chance, 12)}\n" if answers else "\n"
    return f"Hello,\n\n{_words(chance, 40)}.\n\nBest regards\n\n-- \n{sign}\n+1 555 0100{quote}"


def _body(chance: random.Random, text: str) -> tuple[str, ...]:
    if chance.random() < 0.6:
        plain = "Content-Type: text/plain; charset=utf-8"
        return (plain, "Content-Transfer-Encoding: 8bit", "", text)
    html = "<p>" + text.replace("\n", "<br>") + "</p>"
    kind = 'Content-Type: multipart/alternative; boundary="part"'
    plain = f"--part\nContent-Type: text/plain; charset=utf-8\n\n{text}"
    return (
        kind,
        "",
        plain,
        f"--part\nContent-Type: text/html; charset=utf-8\n\n{html}\n--part--\n",
    )


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choice(_WORD) for _ in range(count))


def _encoded(name: str) -> str:
    """A display name as a header takes it (RFC 2047)."""
    return name if name.isascii() else f"=?utf-8?q?{_q(name)}?="


def _q(name: str) -> str:
    octets = name.encode()
    return "".join(chr(one) if 65 <= one <= 122 else f"={one:02X}" for one in octets)
