"""What people write under their mails: six layouts, with the employment of the day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from narrowcast.agent.demo import pool
from narrowcast.agent.demo.people import Firm, Job, Person, fold

_REGISTER = {
    "DE": "Sitz der Gesellschaft: {city} | Amtsgericht {city} HRB 00{n}",
    "FR": "Capital 10 000 € - RCS {city} 000 000 0{n}",
    "GB": "Registered in England and Wales, company no. 000000{n}",
}
_FICTION = ("GB", "US")  # whose reserved numbers stand in for countries that reserve none


def signature(person: Person, when: datetime, *, short: bool = False) -> str:
    """The lines that *person* puts under a mail at *when*; *short*: only a name."""
    job = person.job(when)
    if short or job.firm is None:
        return person.first if short else person.display
    return _LAYOUTS[person.layout](person, job, job.firm)


def _dashed(person: Person, job: Job, firm: Firm) -> str:
    lines = (person.display, job.title, firm.name, f"{_phone(person)} | www.{firm.domain}")
    return "-- \n" + "\n".join(lines)


def _comma(person: Person, job: Job, firm: Firm) -> str:
    return f"{person.display}\n{job.title}, {firm.name}\n{_phone(person)}"


def _piped(person: Person, job: Job, firm: Firm) -> str:
    return f"{person.display} | {job.title} | {firm.label}\nT {_phone(person)} | {job.address}"


def _register(person: Person, job: Job, firm: Firm) -> str:
    form = _REGISTER.get(firm.country, "www.{domain}")
    city = pool.firm_parts().city[firm.country]
    below = form.format(city=city, n=_digits(person), domain=firm.domain)
    return f"{person.display}\n{job.title}\n\n{firm.name}\n{city}\n{_phone(person)}\n\n{below}"


def _employer_first(person: Person, job: Job, firm: Firm) -> str:
    city = pool.firm_parts().city[firm.country]
    return f"{person.display}\n\n{firm.name} - {city}\n{job.title}\nMobile: {_phone(person)}"


def _labelled(person: Person, job: Job, firm: Firm) -> str:
    named = person.display if fold(person.display) else f"{person.display} ({person.latin})"
    return f"{named}\n{job.title} at {firm.label}\nE: {job.address}\nP: {_phone(person)}"


_LAYOUTS: tuple[Callable[[Person, Job, Firm], str], ...] = (
    _dashed,
    _comma,
    _piped,
    _register,
    _employer_first,
    _labelled,
)


def _phone(person: Person) -> str:
    forms = pool.firm_parts().phone
    country = person.country if person.country in forms else _FICTION[person.number % 2]
    return forms[country].format(n=_digits(person))


def _digits(person: Person) -> str:
    return f"{person.number * 37 % 100:02d}"
