"""Invented firms and people: who they are, where they work and since when."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from enum import StrEnum
from random import Random

from narrowcast.agent.demo import pool
from narrowcast.connectors.records import Mailbox

FREE_MAIL = "freepost.example"
NATIVE_SHARE = 0.5  # of those who have a name in another script: how many write it in From
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i"})


class Program(StrEnum):
    """The mail program somebody uses; it decides how a quotation looks."""

    GMAIL = "gmail"
    OUTLOOK = "outlook"
    APPLE = "apple"


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm:
    """An employer; *label* is its name without the legal form."""

    name: str
    label: str
    domain: str
    country: str
    address_form: str
    """How its addresses are made, with {given}, {family} and {g}."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One employment, from *since* until the person's next one."""

    firm: Firm | None
    """None: no employer, a private address."""
    title: str
    address: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody invented; *jobs* are in order of time, and the last may lie in the future."""

    number: int
    given: str
    family: str
    """'' for people with a single name."""
    display: str
    """The name as it stands in From."""
    latin: str
    """The name in Latin letters, given name first."""
    language: str
    country: str
    offset: timezone
    program: Program
    layout: int
    """Which of the signature layouts this person uses."""
    jobs: tuple[Job, ...]

    def job(self, when: datetime) -> Job:
        """The employment at *when*; the first one for any earlier time."""
        return next((j for j in reversed(self.jobs) if j.since <= when), self.jobs[0])

    def mailbox(self, when: datetime) -> Mailbox:
        """Display name and address at *when*."""
        return Mailbox(self.display, self.job(when).address)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address this person ever has."""
        return tuple(job.address for job in self.jobs)

    @property
    def first(self) -> str:
        """How friends begin a letter to this person."""
        return self.given


@dataclass(slots=True)
class Registry:
    """Makes people and firms, each name and domain only once."""

    rng: Random
    people: list[Person] = field(default_factory=list[Person])
    _used: set[str] = field(default_factory=set[str])

    def firm(self, country: str | None = None, sector: str = "") -> Firm:
        """A firm that does not exist yet."""
        parts = pool.firm_parts()
        label = self._fresh(
            lambda: f"{self.rng.choice(parts.heads)}{self.rng.choice(parts.tails)}", fold
        )
        label = f"{label} {sector or self.rng.choice(parts.sectors)}"
        where = country or self.rng.choice(pool.cultures()).country
        forms = ("{given}.{family}", "{g}.{family}", "{given}", "{family}.{given}")
        return Firm(
            name=f"{label} {parts.legal[where]}",
            label=label,
            domain=f"{fold(label.split()[0])}.example",
            country=where,
            address_form=self.rng.choices(forms, (6, 3, 1, 1))[0],
        )

    def person(
        self, firm: Firm | None, since: datetime, *, title: str = "", culture: str = ""
    ) -> Person:
        """Somebody new who works at *firm*; mostly, but not always, of the firm's own country."""
        home = self._culture(firm, culture)
        given, family, native = self._name(home)
        latin = " ".join(filter(None, (given, family)))
        blank = Person(
            number=len(self.people),
            given=given,
            family=family,
            display=native or _ordered(home, given, family),
            latin=latin,
            language=home.language,
            country=home.country,
            offset=timezone(timedelta(hours=home.offset)),
            program=self.rng.choice(tuple(Program)),
            layout=self.rng.randrange(6),
            jobs=(),
        )
        person = self.hired(blank, firm, since, title=title)
        self.people.append(person)
        return person

    def moved(self, person: Person, firm: Firm, since: datetime, *, title: str = "") -> Person:
        """The same person with one more job; replaces the one in `people`."""
        self.people[person.number] = self.hired(person, firm, since, title=title)
        return self.people[person.number]

    def hired(
        self, person: Person, firm: Firm | None, since: datetime, *, title: str = ""
    ) -> Person:
        """*person* with a job at *firm* added, its address not used by anybody else."""
        form = firm.address_form if firm else "{given}.{family}"
        domain = firm.domain if firm else FREE_MAIL
        words = {"given": fold(person.given), "family": fold(person.family)}
        local = form.format(**words, g=words["given"][:1]).strip(".")
        address = self._fresh_address(local, domain)
        titles = pool.firm_parts().titles
        own = title or (self.rng.choice(titles[person.language]) if firm else "")
        job = Job(firm=firm, title=own, address=address, since=since)
        return replace(person, jobs=(*person.jobs, job))

    def _culture(self, firm: Firm | None, key: str) -> pool.Culture:
        every = pool.cultures()
        if key:
            return next(c for c in every if c.key == key)
        local = [c for c in every if firm and c.country == firm.country]
        return self.rng.choice(local if local and self.rng.random() < 0.6 else every)

    def _name(self, culture: pool.Culture) -> tuple[str, str, str]:
        """Given name, family name, and the name in its own script or ''."""
        count = len(culture.given)
        while True:
            i, j = self.rng.randrange(count), self.rng.randrange(len(culture.family))
            name = f"{culture.given[i]} {culture.family[j]}"
            if name not in self._used:
                break
        self._used.add(name)
        if not culture.native_given or self.rng.random() > NATIVE_SHARE:
            return culture.given[i], culture.family[j], ""
        native = _ordered(culture, culture.native_given[i], culture.native_family[j])
        return culture.given[i], culture.family[j], native

    def _fresh(self, make: Callable[[], str], key: Callable[[str], str]) -> str:
        while True:
            value = make()
            if key(value) not in self._used:
                self._used.add(key(value))
                return value

    def _fresh_address(self, local: str, domain: str) -> str:
        tail = (f"{local}{n}@{domain}" for n in ["", *range(2, 99)])
        address = next(a for a in tail if a not in self._used)
        self._used.add(address)
        return address


def fold(text: str) -> str:
    """Lower-case ASCII letters and digits of *text*, for addresses and domains."""
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return re.sub(r"[^a-z0-9]", "", plain.lower())


def _ordered(culture: pool.Culture, given: str, family: str) -> str:
    if not family:
        return given
    if not culture.family_first:
        return f"{given} {family}"
    joined = "" if culture.key in {"chinese", "korean"} and not family.isascii() else " "
    return f"{family}{joined}{given}"
