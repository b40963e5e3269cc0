"""The files beside the mail: a LinkedIn export and the owner's list of prospects."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

from narrowcast.agent.demo.casting import Cast, Group, Role
from narrowcast.agent.demo.people import Person, fold

_ZIP_TIME = (2020, 1, 1, 0, 0, 0)  # fixed, so that the same seed gives the same bytes
_PREAMBLE = 'Notes:\n"Some addresses are missing: these connections do not share theirs."\n\n'
_WHY = (
    "pilot customer for the supplier audit",
    "wants to cut onboarding time of vendors",
    "looking for a partner in the region",
    "speaks about resilient sourcing, likely client",
    "runs the programme I could help with",
)


def write_linkedin(path: Path, cast: Cast) -> None:
    """Write the export as its newer form has it: Connections.csv with a preamble, Positions.csv."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (
            ("Connections.csv", _PREAMBLE + _csv(_connections(cast))),
            ("Positions.csv", _csv(_positions(cast.people[0]))),
        ):
            archive.writestr(zipfile.ZipInfo(name, _ZIP_TIME), text)


def write_prospects(path: Path, cast: Cast) -> None:
    """Write the list of prospects as an owner would keep it."""
    head = ("name", "email", "company", "title", "why", "kind", "priority")
    rows = [_prospect(cast, role, number) for number, role in enumerate(cast.roles)]
    path.write_text(_csv([head, *rows]), "utf-8")


def why(number: int) -> str:
    """What the owner wants of prospect *number* of the list."""
    return _WHY[number % len(_WHY)]


def _prospect(cast: Cast, role: Role, number: int) -> Sequence[str]:
    person = cast.people[role.person]
    job = person.jobs[-1]
    priority = ("high", "medium", "low")[number % 3]
    rest = (why(number), role.kind, priority)
    if not role.by_name:
        return ("", "", role.firm.name, job.title, *rest)
    address = job.address if role.with_address else ""
    return (person.display, address, role.firm.name, job.title, *rest)


def _connections(cast: Cast) -> Iterable[Sequence[str]]:
    yield (
        "First Name",
        "Last Name",
        "URL",
        "Email Address",
        "Company",
        "Position",
        "Connected On",
    )
    groups = (Group.CONNECTION, Group.LEAD, Group.COLLEAGUE, Group.ADVISER, Group.PARTNER)
    for person in (p for group in groups for p in cast.group(group)):
        job = person.job(cast.end)
        since = cast.start + timedelta(days=person.number * 7 % 1000)
        shared = job.address if person.number % 4 == 0 else ""
        firm = job.firm.label if job.firm else ""
        url = f"https://network.example/in/{fold(person.latin)}-{person.number:03d}"
        yield (person.given, person.family, url, shared, firm, job.title, f"{since:%d %b %Y}")


def _positions(owner: Person) -> Iterable[Sequence[str]]:
    yield ("Company Name", "Title", "Description", "Location", "Started On", "Finished On")
    ends: list[datetime | None] = [*(job.since for job in owner.jobs[1:]), None]
    for job, end in reversed(list(zip(owner.jobs, ends, strict=True))):
        firm = job.firm.name if job.firm else ""
        finished = f"{end:%b %Y}" if end else ""
        yield (firm, job.title, "", "", f"{job.since:%b %Y}", finished)


def _csv(rows: Iterable[Sequence[str]]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
