"""Our own connectors keep the contract that a plugin has to keep."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from narrowcast.connectors import eml, ics, linkedin, maildir, mbox, vcf
from narrowcast.connectors.base import Budget, Connector, Cursor, Page, Scope
from narrowcast.connectors.offline import OFFLINE
from narrowcast.connectors.testing import ConnectorContract
from tests.connectors import samples


class TestMbox(ConnectorContract):
    def fill(self, place: Path) -> Connector:
        (place / "box.mbox").write_bytes(samples.mbox(*map(samples.mail, range(5))))
        return mbox.connect({"path": str(place / "box.mbox")}, OFFLINE)

    def grow(self, place: Path) -> None:
        with (place / "box.mbox").open("ab") as file:
            file.write(samples.mbox(samples.mail(50)))

    def rewrite(self, place: Path) -> None:
        (place / "box.mbox").write_bytes(samples.mbox(*map(samples.mail, (0, 2, 3, 4))))

    def spoil(self, place: Path) -> None:
        with (place / "box.mbox").open("ab") as file:
            file.write(b"From MAILER-DAEMON Mon Nov  3 10:00:00 2025\nX-Odd: 1\n\nno mail\n\n")

    def swell(self, place: Path) -> None:
        with (place / "box.mbox").open("ab") as file:
            for number in range(100, 124):
                file.write(samples.mbox(samples.mail(number) + b"word " * 200_000))


class TestFolderOfPackedMboxes(ConnectorContract):
    def fill(self, place: Path) -> Connector:
        packed = gzip.compress(samples.mbox(*map(samples.mail, range(5))), mtime=0)
        (place / "old.mbox.gz").write_bytes(packed)
        (place / "notes.txt").write_text("From here on, no mailbox")
        return mbox.connect({"path": str(place)}, OFFLINE)

    def rewrite(self, place: Path) -> None:
        (place / "old.mbox.gz").write_bytes(gzip.compress(samples.mbox(samples.mail(2)), mtime=0))


class TestMaildir(ConnectorContract):
    def fill(self, place: Path) -> Connector:
        for box in ("cur", "new", "tmp", ".Sent/cur"):
            (place / box).mkdir(parents=True)
        for number in range(4):
            self.deliver(place / "cur" / f"{number}.host:2,S", number)
        self.deliver(place / "new" / "9.host", 9)
        return maildir.connect({"path": str(place)}, OFFLINE)

    def deliver(self, path: Path, number: int) -> None:
        path.write_bytes(samples.mail(number))

    def grow(self, place: Path) -> None:
        self.deliver(place / "new" / "10.host", 10)

    def swell(self, place: Path) -> None:
        for number in range(100, 124):
            path = place / "new" / f"{number}.host"
            path.write_bytes(samples.mail(number) + b"word " * 200_000)

    def spoil(self, place: Path) -> None:
        (place / "new" / "11.host").write_bytes(b"\0\xff" * 10)


class TestEml(ConnectorContract):
    def fill(self, place: Path) -> Connector:
        for number in range(4):
            (place / f"{number}.eml").write_bytes(samples.mail(number))
        apple = samples.mail(8)
        (place / "8.emlx").write_bytes(b"%d\n%s<plist></plist>" % (len(apple), apple))
        return eml.connect({"path": str(place)}, OFFLINE)

    def grow(self, place: Path) -> None:
        (place / "7.eml").write_bytes(samples.mail(7))

    def spoil(self, place: Path) -> None:
        (place / "empty.eml").write_bytes(b"")


class TestIcs(ConnectorContract):
    def fill(self, place: Path) -> Connector:
        recurring = samples.event(9, "RRULE:FREQ=WEEKLY;COUNT=3")
        events = samples.calendar(samples.event(1), samples.event(2), recurring)
        (place / "work.ics").write_bytes(events)
        return ics.connect({"path": place, "since": "2025-01-01", "until": "2026-12-31"}, OFFLINE)

    def rewrite(self, place: Path) -> None:
        (place / "work.ics").write_bytes(samples.calendar(samples.event(2)))

    def spoil(self, place: Path) -> None:
        broken = "BEGIN:VEVENT\r\nUID:bad\r\nDTSTART:x\r\nEND:VEVENT\r\n"
        recurring = samples.event(9, "RRULE:FREQ=WEEKLY;COUNT=3")
        events = (samples.event(1), broken, samples.event(2), recurring)
        (place / "work.ics").write_bytes(samples.calendar(*events))

    def grow(self, place: Path) -> None:
        (place / "home.ics").write_bytes(samples.calendar(samples.event(3)))


class TestVcf(ConnectorContract):
    def fill(self, place: Path) -> Connector:
        (place / "all.vcf").write_bytes(b"".join(map(samples.card, range(4))))
        return vcf.connect({"path": place / "all.vcf"}, OFFLINE)

    def rewrite(self, place: Path) -> None:
        (place / "all.vcf").write_bytes(samples.card(1))

    def spoil(self, place: Path) -> None:
        with (place / "all.vcf").open("ab") as file:
            file.write(b"BEGIN:VCARD\r\nUID:x\r\nTEL:1\r\nEND:VCARD\r\n")


class TestLinkedinFolder(ConnectorContract):
    def fill(self, place: Path) -> Connector:
        (place / "Connections.csv").write_text(samples.CONNECTIONS)
        (place / "Positions.csv").write_text(samples.POSITIONS)
        return linkedin.connect({"path": place}, OFFLINE)

    def rewrite(self, place: Path) -> None:
        (place / "Positions.csv").unlink()

    def spoil(self, place: Path) -> None:
        with (place / "Connections.csv").open("a") as file:
            file.write(",,https://nobody.example,,Acme,,\n")


def test_the_suite_notices_a_connector_that_loses_the_rest(tmp_path: Path) -> None:
    """The suite itself has to be able to fail."""

    class Forgetful(TestEml):
        def fill(self, place: Path) -> Connector:
            source = super().fill(place)
            whole = source.pull

            def pull(scope: Scope, cursor: Cursor | None, budget: Budget) -> Iterator[Page]:
                pages = [*whole(scope, cursor, budget)]
                return iter(pages if cursor is None else pages[1:])

            source.pull = pull  # type: ignore[method-assign]  # a fault on purpose
            return source

    with pytest.raises(AssertionError, match="killed after page"):
        Forgetful().test_a_pull_killed_after_any_page_loses_and_invents_nothing(tmp_path)
