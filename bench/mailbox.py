"""A synthetic mailbox, the same for the same seed: who is in it, what they write, as Maildir.

    python -m bench.mailbox --messages N --out DIR

The mix is that of an office's mail of ten years: a third is the owner's own; a few correspondents
write most; replies quote and carry References; 30 % plain text, 55 % text and HTML, 15 % with an
attachment; 5 % from lists; names in several scripts, encoded as mail programs do. Everybody and
every word is invented; all domains end in `.example`.
"""

from __future__ import annotations

import argparse
import base64
import os
import quopri
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.header import Header
from email.utils import format_datetime
from itertools import accumulate
from pathlib import Path

OWNER = "me@home.example"
BEGIN = datetime(2016, 1, 1, tzinfo=UTC)
SPAN = timedelta(days=3_650)
PEOPLE = 4_000


def _several(text: str) -> tuple[str, ...]:
    return tuple(text.split("|") if "|" in text else text.split())


_FIRST = _several(
    "Ann Bob Carol David Eva Farid Grace Hiro Ines Jan Käthe Luis Mona Nils Olga Pablo Quinn Rosa"
    " Sven Tara Uma Viktor Wendy Xu Yara Zoë"
)
_LAST = _several(
    "Adler Brown Castro Duval Eriksen Fischer Garcia Hughes Ivanov Jensen Kim Larsen Müller Nguyen"
    " Okafor Patel Quist Rossi Santos Tanaka Ueda Vogel Weiss Xiong Young Zhang"
)
_TRADES = _several("Works Labs Bank Health Grid Foods Motors Media Cloud Soft")
_BRANDS = _several("Acme Blue Core Delta Echo Flux Giga Hyper Iron Jade")
_TITLES = _several(
    "Engineer|Senior Engineer|Product Manager|VP Sales|CTO|CEO|Account Executive|Head of Data"
    "|Partner|Recruiter|Counsel|Director of Operations"
)
_WORDS = _several(
    "the of and to in that we is for it with on as you this be are have will can our from or by at"
    " not meeting project team contract invoice design review budget schedule launch customer"
    " quarter data system proposal next week please thanks call discuss question update draft send"
    " attached agreement pilot"
)
_STYLE = "p{margin:0;font-family:Arial,sans-serif;font-size:11pt}\n" * 6


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who writes, with the block under their mails."""

    name: str
    address: str
    company: str
    title: str
    phone: str

    @property
    def mailbox(self) -> str:
        return f"{_encoded(self.name)} <{self.address}>"

    @property
    def domain(self) -> str:
        return self.address.partition("@")[2]


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as the server holds it; lines end in LF, as Maildir files do."""

    raw: bytes
    received_at: datetime
    seen: bool


def mails(count: int, seed: int = 7, people: int = PEOPLE) -> Iterator[Mail]:
    """Yield *count* mails, oldest first, evenly over ten years, of *people* correspondents."""
    writer = _Writer(random.Random(seed), people)
    for number in range(count):
        yield writer.mail(number, BEGIN + SPAN * (number / count))


def fill(maildir: Path, count: int, seed: int = 7) -> int:
    """Write *count* mails into the Maildir, made where it is not there; return their octets."""
    for name in ("cur", "new", "tmp"):
        (maildir / name).mkdir(parents=True, exist_ok=True)
    octets = 0
    for number, mail in enumerate(mails(count, seed)):
        stamp = int(mail.received_at.timestamp())
        flags = "S" if mail.seen else ""
        path = maildir / "cur" / f"{stamp}.M{number}P1.bench,S={len(mail.raw)}:2,{flags}"
        path.write_bytes(mail.raw)
        os.utime(path, (stamp, stamp))
        octets += len(mail.raw)
    return octets


class _Writer:
    def __init__(self, chance: random.Random, people: int) -> None:
        self._chance = chance
        self._owner = Person("Me Myself", OWNER, "HomeCo", "Founder", "+1 555 0100")
        self._people = [self._person(number) for number in range(people)]
        self._weights = list(accumulate(1 / (rank + 1) ** 0.8 for rank in range(people)))
        self._threads: list[tuple[str, ...]] = []
        """References of a reply to each former mail, oldest first."""

    def _person(self, number: int) -> Person:
        first, last = self._chance.choice(_FIRST), self._chance.choice(_LAST)
        company = self._chance.choice(_BRANDS) + self._chance.choice(_TRADES)
        local = f"{first}.{last}{number}".lower().encode("ascii", "ignore").decode()
        address = f"{local}@{company.lower()}.example"
        phone = f"+1 555 {self._chance.randrange(100, 999)} {self._chance.randrange(1000, 9999)}"
        return Person(f"{first} {last}", address, company, self._chance.choice(_TITLES), phone)

    def _somebody(self, count: int = 1) -> list[Person]:
        return self._chance.choices(self._people, cum_weights=self._weights, k=count)

    def mail(self, number: int, when: datetime) -> Mail:
        chance = self._chance
        author = self._owner if chance.random() < 0.3 else self._somebody()[0]
        to = self._somebody()[0] if author is self._owner else self._owner
        references = self._references()
        text = self._text(author, to, when, quoting=bool(references))
        head = [*self._trace(author, when), *self._head(number, author, to, when, references)]
        lines = [*head, *self._content(number, text)]
        raw = "\n".join(lines).encode()
        return Mail(raw, when.replace(microsecond=0), seen=chance.random() < 0.9)

    def _references(self) -> tuple[str, ...]:
        if not self._threads or self._chance.random() >= 0.55:
            return ()
        recent = self._threads[-2_000:]
        return self._chance.choice(recent)[-6:]

    def _trace(self, author: Person, when: datetime) -> list[str]:
        """What servers add on the way."""
        chance, date = self._chance, format_datetime(when.replace(microsecond=0))
        signature = base64.b64encode(chance.randbytes(256)).decode()
        folded = "\n\t ".join(signature[k : k + 70] for k in range(0, len(signature), 70))
        body_hash = base64.b64encode(chance.randbytes(32)).decode()
        received = (
            f"Received: from mx{chance.randrange(9)}.{author.domain}"
            f" (mx.{author.domain} [192.0.2.{chance.randrange(255)}])\n\tby mail.home.example"
            f" (Postfix) with ESMTPS id {chance.getrandbits(40):X}\n\tfor <{OWNER}>; {date}"
        )
        submitted = (
            f"Received: from [10.0.0.{chance.randrange(255)}] by smtp.{author.domain} with ESMTPSA"
            f" id {chance.getrandbits(48):x};\n\t{date}"
        )
        signed = (
            f"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d={author.domain}; s=s1;"
            f"\n\tt={int(when.timestamp())}; bh={body_hash};\n\th=From:To:Subject:Date;"
            f"\n\tb={folded}"
        )
        return [f"Return-Path: <{author.address}>", received, submitted, signed]

    def _head(
        self, number: int, author: Person, to: Person, when: datetime, references: tuple[str, ...]
    ) -> list[str]:
        chance = self._chance
        message_id = f"<{number}.{chance.getrandbits(64):x}@{author.domain}>"
        self._threads.append((*references, message_id))
        copied = self._somebody(chance.choice((0, 0, 0, 1, 2, 5)))
        subject = self._paragraph(chance.randrange(2, 8)).rstrip(".")
        head = [f"From: {author.mailbox}", f"To: {to.mailbox}"]
        if copied:
            head.append("Cc: " + ",\n\t".join(person.mailbox for person in copied))
        head += [
            f"Subject: {'Re: ' if references else ''}{subject}",
            f"Date: {format_datetime(when.replace(microsecond=0))}",
            f"Message-ID: {message_id}",
        ]
        if references:
            head += [f"In-Reply-To: {references[-1]}", "References: " + "\n\t".join(references)]
        if chance.random() < 0.05:
            head += [
                f"List-Id: <news{chance.randrange(50)}.lists.example>",
                "List-Unsubscribe: <mailto:unsub@lists.example>",
                "Precedence: bulk",
            ]
        return [*head, "MIME-Version: 1.0"]

    def _text(self, author: Person, to: Person, when: datetime, *, quoting: bool) -> str:
        chance = self._chance
        body = self._paragraphs(chance.randrange(1, 5), 76)
        text = (
            f"Hi {to.name.split()[0]},\n\n{body}\n\nBest regards,\n{author.name}\n\n-- \n"
            f"{author.name}\n{author.title}, {author.company}\n{author.phone}\n"
            f"www.{author.company.lower()}.example\n"
        )
        if not quoting:
            return text
        quoted = self._paragraphs(chance.randrange(1, 4), 72).replace("\n", "\n> ")
        wrote = f"On {when:%a, %d %b %Y at %H:%M}, {to.name} <{to.address}> wrote:"
        return f"{text}\n{wrote}\n> {quoted}\n"

    def _paragraphs(self, count: int, width: int) -> str:
        lengths = (self._chance.randrange(20, 70) for _ in range(count))
        return "\n\n".join(_wrapped(self._paragraph(length), width) for length in lengths)

    def _paragraph(self, words: int) -> str:
        return " ".join(self._chance.choices(_WORDS, k=words)).capitalize() + "."

    def _content(self, number: int, text: str) -> list[str]:
        """Content headers and body."""
        kind = self._chance.random()
        if kind < 0.3:
            return _part("text/plain", text, "8bit")
        encoding = self._chance.choice(("quoted-printable", "quoted-printable", "base64"))
        both = self._multipart(
            "alternative",
            [_part("text/plain", text, encoding), _part("text/html", _html(text), encoding)],
        )
        return both if kind < 0.85 else self._multipart("mixed", [both, self._attachment(number)])

    def _multipart(self, kind: str, parts: Sequence[Sequence[str]]) -> list[str]:
        boundary = f"=_{self._chance.getrandbits(64):x}"
        lines = [f'Content-Type: multipart/{kind}; boundary="{boundary}"', ""]
        for part in parts:
            lines += [f"--{boundary}", *part]
        return [*lines, f"--{boundary}--", ""]

    def _attachment(self, number: int) -> list[str]:
        data = self._chance.randbytes(self._chance.randrange(2_000, 14_000))
        return [
            f'Content-Type: application/pdf; name="doc{number}.pdf"',
            f'Content-Disposition: attachment; filename="doc{number}.pdf"',
            "Content-Transfer-Encoding: base64",
            "",
            base64.encodebytes(data).decode(),
        ]


def _part(kind: str, text: str, encoding: str) -> list[str]:
    if encoding == "quoted-printable":
        text = quopri.encodestring(text.encode()).decode()
    elif encoding == "base64":
        text = base64.encodebytes(text.encode()).decode()
    return [
        f"Content-Type: {kind}; charset=utf-8",
        f"Content-Transfer-Encoding: {encoding}",
        "",
        text,
        "",
    ]


def _html(text: str) -> str:
    lines = "".join(f'<p class="MsoNormal">{line}</p>\n' for line in text.split("\n"))
    return f"<html><head><style>{_STYLE}</style></head><body>{lines}</body></html>"


def _wrapped(text: str, width: int) -> str:
    lines, line = list[str](), ""
    for word in text.split():
        if len(line) + len(word) + 1 > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return "\n".join([*lines, line])


def _encoded(name: str) -> str:
    return name if name.isascii() else Header(name, "utf-8").encode()


def main() -> None:
    """Write the mailbox and tell its size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--messages", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True, help="the Maildir")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    octets = fill(options.out, options.messages, options.seed)
    print(f"{options.messages} messages, {octets} octets, {octets // options.messages} each")


if __name__ == "__main__":
    main()
