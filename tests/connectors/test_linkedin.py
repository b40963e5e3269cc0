from __future__ import annotations

import io
import os
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from narrowcast.connectors import linkedin
from narrowcast.connectors.base import Budget
from narrowcast.connectors.errors import Skippable
from narrowcast.connectors.formats import linkedin as tables
from narrowcast.connectors.offline import OFFLINE
from narrowcast.connectors.records import Card, Position, Record, Unreadable
from tests.connectors import samples


def read(path: Path) -> list[Record]:
    source = linkedin.connect({"path": path}, OFFLINE)
    (scope,) = source.scopes()
    return [record for page in source.pull(scope, None, Budget()) for record in page.upserts]


def export(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def cards(table: str) -> list[Card]:
    return [one for one in tables.connections(table.encode()) if isinstance(one, Card)]


def test_an_export_as_downloaded(tmp_path: Path) -> None:
    path = export(
        tmp_path / "export.zip",
        {
            "Connections.csv": samples.CONNECTIONS.encode(),
            "Positions.csv": samples.POSITIONS.encode(),
            "Profile.csv": b"First Name,Last Name,Headline\nMe,Myself,Adviser\n",
            "messages.csv": b"FROM,CONTENT\nx,private\n",
        },
    )

    ann, bob, own = read(path)

    assert isinstance(ann, Card)
    assert (ann.name, ann.connected_on) == ("Ann Lee", date(2025, 11, 3))
    assert ann.positions == (Position(organization="Acme", title="Head of Sales"),)
    assert isinstance(bob, Card)
    assert bob.addresses == ("bob@b.example",)
    assert isinstance(own, Card)
    assert (own.own, own.name) == (True, "Me Myself")
    assert [(job.organization, job.started_on, job.ended_on) for job in own.positions] == [
        ("Umbrella", date(2019, 2, 1), None),
        ("Acme", date(2012, 3, 1), date(2019, 1, 1)),
    ]


def test_older_columns_without_preamble_and_url() -> None:
    (card,) = cards(
        "First Name,Last Name,Email Address,Company,Position,Connected On\n"
        'Ann,Lee,ann@a.example,"Acme, Inc.",CEO,"11/3/17, 9:15 AM"\n'
    )

    assert card.addresses == ("ann@a.example",)
    assert card.positions[0].organization == "Acme, Inc."
    assert card.connected_on == date(2017, 11, 3)


DAYS = {
    "03 Nov 2025": date(2025, 11, 3),
    "Nov 2025": date(2025, 11, 1),
    "2025": date(2025, 1, 1),
    "2025-11-03": date(2025, 11, 3),
    "11/3/25": date(2025, 11, 3),
    "11/3/17, 9:15 AM": date(2017, 11, 3),
    "": None,
    "soon": None,
}


@pytest.mark.parametrize(("written", "expected"), DAYS.items(), ids=DAYS)
def test_days_as_linkedin_wrote_them_over_the_years(written: str, expected: date | None) -> None:
    assert tables.day(written) == expected


def test_the_same_person_keeps_the_remote_id_when_the_job_changes() -> None:
    (before,) = cards("First Name,Last Name,URL,Company\nAnn,Lee,https://l.example/in/ann,Acme\n")
    (after,) = cards(
        "First Name,Last Name,URL,Company\nAnn,Lee-Ray,https://l.example/in/ann,Umbrella\n"
    )

    assert before.remote_id == after.remote_id


def test_an_open_quote_costs_its_row_only() -> None:
    rows = "".join(f"Ann,N{number},u{number}\n" for number in range(1_000))

    found = [*tables.connections(f'First Name,Last Name,URL\n"Bob,Ray,x\n{rows}'.encode())]

    assert isinstance(found[0], Unreadable)
    assert sum(isinstance(one, Card) for one in found) == 1_000


def test_a_table_without_the_columns_says_so() -> None:
    (only,) = tables.connections(b"a,b\n1,2\n")

    assert isinstance(only, Unreadable)


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings(codec: str) -> None:
    raw = "First Name,Last Name\nJürgen,Lée\n".encode(codec)

    assert [one.name for one in tables.connections(raw) if isinstance(one, Card)] == ["Jürgen Lée"]


def test_a_bomb_is_refused_by_what_is_read_of_it(tmp_path: Path) -> None:
    path = export(tmp_path / "bomb.zip", {"Connections.csv": bytes(30 << 20)})

    with pytest.raises(Skippable, match="unpacks to more"):
        read(path)


def test_members_are_known_by_name_and_nothing_is_written(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    path = export(
        inside / "x.zip",
        {"../../outside.csv": b"x", "Basic/Connections.csv": samples.CONNECTIONS.encode()},
    )

    assert len(read(path)) == 2
    assert [one.name for one in sorted(tmp_path.rglob("*"))] == ["inside", "x.zip"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04junk", b"no zip"])
def test_what_is_no_archive_is_skipped(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(content)

    with pytest.raises(Skippable):
        read(tmp_path / "x.zip")


def test_a_link_in_an_archive_is_not_followed(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("Connections.csv")
    info.create_system, info.external_attr = 3, 0o120777 << 16
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(info, "../../secret.csv")
    (tmp_path / "x.zip").write_bytes(data.getvalue())

    assert read(tmp_path / "x.zip") == []


def test_every_row_bears_the_day_the_export_was_made(tmp_path: Path) -> None:
    packed, table = tmp_path / "export.zip", tmp_path / "Connections.csv"
    with zipfile.ZipFile(packed, "w") as archive:
        member = zipfile.ZipInfo("Connections.csv", (2025, 11, 20, 8, 30, 0))
        archive.writestr(member, samples.CONNECTIONS)
    table.write_text(samples.CONNECTIONS, encoding="utf-8")
    os.utime(table, (1_763_000_000, 1_763_000_000))

    def days(path: Path) -> set[datetime | None]:
        return {one.listed_at for one in read(path) if isinstance(one, Card)}

    assert days(packed) == {datetime(2025, 11, 20, 8, 30, tzinfo=UTC)}
    assert days(table) == {datetime.fromtimestamp(1_763_000_000, UTC)}
