from __future__ import annotations

import csv
import mailbox
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default
from email.utils import getaddresses, parsedate_to_datetime
from io import StringIO
from pathlib import Path

import icalendar
import pytest

from narrowcast.agent.demo.casting import TieKind
from narrowcast.agent.demo.people import Person
from narrowcast.agent.demo.sample import Sample, generate
from tests.agent.demo.conftest import END

FILES = ("mail.mbox", "calendar.ics", "linkedin.zip", "prospects.csv")


@pytest.fixture(scope="session")
def mails(sample: Sample) -> list[Message]:
    box = mailbox.mbox(sample.mail, create=False)
    found: list[Message] = [box[key] for key in box.keys()]  # noqa: SIM118 - a mailbox iterates mails
    box.close()
    return found


@pytest.fixture(scope="session")
def texts(mails: list[Message]) -> list[str]:
    return [text(mail) for mail in mails]


def test_the_same_seed_gives_the_same_bytes(sample: Sample, tmp_path: Path) -> None:
    generate(sample.seed, tmp_path, end=END)

    first, second = ([(d / n).read_bytes() for n in FILES] for d in (sample.mail.parent, tmp_path))
    assert first == second


def test_another_seed_gives_other_people_and_another_order(sample: Sample, other: Sample) -> None:
    assert not {p.latin for p in sample.people} >= {p.latin for p in other.people[:40]}
    assert [p.name for p in sample.prospects] != [p.name for p in other.prospects]
    kinds = [[[tie.kind for tie in p.ties] for p in s.prospects] for s in (sample, other)]
    assert kinds[0] != kinds[1]
    assert sorted(map(str, kinds[0])) == sorted(map(str, kinds[1]))


def test_a_life_has_three_years_of_mail_and_some_150_people(
    sample: Sample, mails: list[Message]
) -> None:
    dates = [parsedate_to_datetime(mail["Date"]) for mail in mails]

    assert len(mails) == sample.mails >= 2500
    assert 140 <= len(sample.people) <= 160
    assert min(dates) < END - timedelta(days=1000)
    assert max(dates) < END
    assert dates == sorted(dates)
    assert sample.mail.stat().st_size < 10_000_000


def test_every_mail_parses_without_a_defect(sample: Sample) -> None:
    box = mailbox.mbox(sample.mail, create=False)
    for key in list(box.keys())[::7]:
        mail = message_from_bytes(box.get_bytes(key), policy=default)
        assert not [defect for part in mail.walk() for defect in part.defects], key
        assert not [d for value in mail.values() for d in getattr(value, "defects", ())], key
    box.close()


def test_threads_name_only_earlier_mails_and_end_in_the_one_answered(mails: list[Message]) -> None:
    seen: set[str] = set()
    for mail in mails:
        references = (mail["References"] or "").split()
        assert seen.issuperset(references)
        assert references[-1:] == (mail["In-Reply-To"] or "").split()
        assert mail["Message-ID"] not in seen
        seen.add(mail["Message-ID"])


@pytest.mark.parametrize(
    ("header", "least"),
    [
        ("List-Id", 150),
        ("List-Unsubscribe", 250),
        ("Auto-Submitted", 100),
        ("In-Reply-To", 1000),
        ("Authentication-Results", 1500),
    ],
)
def test_kinds_of_mail_are_all_there(mails: list[Message], header: str, least: int) -> None:
    assert sum(header in mail for mail in mails) >= least


def test_mail_is_sent_and_received_plain_alternative_and_inviting(mails: list[Message]) -> None:
    types = Counter(part.get_content_type() for mail in mails for part in mail.walk())
    sent = sum(mail["X-Gmail-Labels"] == "Sent" for mail in mails)

    assert types["multipart/alternative"] >= 500
    assert types["text/calendar"] >= 10
    assert len(mails) / 5 < sent < len(mails) / 2


def test_only_invented_domains_occur(sample: Sample, texts: list[str]) -> None:
    addresses = [a for person in sample.people for a in person.addresses]

    assert all(address.endswith(".example") for address in addresses)
    assert not [text for text in texts if "://" in text and ".example" not in text]


def test_the_most_frequent_correspondent_knows_nobody(sample: Sample, mails: list[Message]) -> None:
    authors = Counter(a for mail in mails for _, a in getaddresses([str(mail["From"])]))
    top = next(a for a, _ in authors.most_common() if a not in sample.owner.addresses)
    person = sample.at(top)

    assert person is not None
    assert (person.number,) == sample.decoys
    assert not [p for p in sample.prospects if person.number in p.introducers]


def test_twelve_prospects_of_whom_two_are_posts_and_some_are_known_by_nobody(
    sample: Sample,
) -> None:
    rows = list(csv.DictReader(StringIO(sample.prospects_csv.read_text("utf-8"))))

    assert [row["name"] for row in rows] == [p.name for p in sample.prospects]
    assert len(rows) == 12
    assert [row["title"] for row in rows if not row["name"]] == ["Head of Operations"] * 2
    assert {row["kind"] for row in rows} == {"introduction", "reference", "recommendation"}
    assert 3 <= sum(bool(row["email"]) for row in rows) <= 7
    assert sum(not p.introducers for p in sample.prospects) == 3


def test_nothing_in_the_mail_tells_of_a_prospect_nobody_knows(
    sample: Sample, texts: list[str], mails: list[Message]
) -> None:
    heads = [f"{m['From']} {m['To']} {m['Cc']}" for m in mails]
    for prospect in (p for p in sample.prospects if not p.ties):
        domain = prospect.person.addresses[-1].partition("@")[2]
        assert not [text for text in (*texts, *heads) if domain in text]
        assert not [text for text in texts if prospect.company.rpartition(" ")[0] in text]


def test_shared_threads_hold_contact_prospect_and_owner(
    sample: Sample, mails: list[Message]
) -> None:
    circles = [{a.lower() for a in addresses(mail)} for mail in mails]
    for contact, prospect in tied(sample, TieKind.THREADS):
        small = [
            circle
            for circle in circles
            if len(circle) == 3
            if circle & {*contact.addresses} and circle & {*prospect.addresses}
        ]
        assert len(small) >= 6


def test_mentions_name_the_prospect_in_the_contacts_own_mail(
    sample: Sample, mails: list[Message], texts: list[str]
) -> None:
    for contact, prospect in tied(sample, TieKind.MENTIONS):
        own = [
            text
            for mail, text in zip(mails, texts, strict=True)
            if any(a in str(mail["From"]) for a in contact.addresses)
        ]
        assert sum(prospect.display in text for text in own) >= 3


def test_who_moved_signs_with_the_new_employer_and_address(
    sample: Sample, mails: list[Message], texts: list[str]
) -> None:
    for contact, prospect in tied(sample, TieKind.WORKS_THERE):
        firm = prospect.jobs[-1].firm
        assert firm
        signed = [
            text
            for mail, text in zip(mails, texts, strict=True)
            if contact.addresses[-1] in str(mail["From"])
        ]
        assert len(signed) >= 2
        assert any(firm.label in text for text in signed)
        assert any(contact.addresses[0] in str(mail["From"]) for mail in mails)


def test_introductions_happened_before(sample: Sample, mails: list[Message]) -> None:
    made = [m for m in mails if str(m["Subject"]).startswith("Introduction")]
    made = [m for m in made if len(addresses(m)) == 3]

    assert len(made) >= 6
    assert len({m["From"] for m in made}) < len(made)


def test_the_calendar_reads_and_holds_every_sort_of_meeting(sample: Sample) -> None:
    calendar = icalendar.Calendar.from_ical(sample.calendar.read_bytes())
    events = list(calendar.walk("VEVENT"))
    sizes = Counter(len(guests(event)) for event in events)
    raw = sample.calendar.read_text("utf-8")

    assert len(events) >= 100
    assert max(sizes) > 30
    assert sizes[2] + sizes[3] > 60
    assert sum(event["STATUS"] == "CANCELLED" for event in events) >= 5
    assert sum("RRULE" in event for event in events) == 1
    assert raw.count("PARTSTAT=DECLINED") >= 5
    assert raw.count("VALUE=DATE:") >= 5


def test_meetings_bring_contact_and_prospect_together(sample: Sample) -> None:
    calendar = icalendar.Calendar.from_ical(sample.calendar.read_bytes())
    circles = [set(guests(event)) for event in calendar.walk("VEVENT")]
    for contact, prospect in tied(sample, TieKind.MEETINGS):
        both = [c for c in circles if c & {*contact.addresses} and c & {*prospect.addresses}]
        assert len([c for c in both if len(c) == 3]) == 2


def test_the_linkedin_export_has_its_preamble_and_the_owners_positions(sample: Sample) -> None:
    with zipfile.ZipFile(sample.linkedin) as archive:
        connections = archive.read("Connections.csv").decode()
        positions = list(csv.DictReader(StringIO(archive.read("Positions.csv").decode())))

    assert connections.startswith("Notes:\n")
    rows = list(csv.DictReader(StringIO(connections.partition("\n\n")[2])))
    assert len(rows) > 40
    assert {"First Name", "Company", "Connected On"} <= set(rows[0])
    assert [row["Finished On"] == "" for row in positions] == [True, False]


def text(mail: Message) -> str:
    part = next(part for part in mail.walk() if part.get_content_type() == "text/plain")
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode("utf-8")


def addresses(mail: Message) -> set[str]:
    heads = [str(mail[name]) for name in ("From", "To", "Cc") if mail[name]]
    return {address for _, address in getaddresses(heads)}


def guests(event: icalendar.Component) -> list[str]:
    found = event.get("ATTENDEE", [])
    found = found if isinstance(found, list) else [found]
    return [str(guest).removeprefix("mailto:") for guest in found]


def tied(sample: Sample, kind: TieKind) -> Iterator[tuple[Person, Person]]:
    pairs = [
        (sample.people[tie.contact], prospect.person)
        for prospect in sample.prospects
        for tie in prospect.ties
        if tie.kind is kind
    ]
    assert pairs
    yield from pairs


def test_names_come_in_many_scripts_and_orders(sample: Sample) -> None:
    native = [p for p in sample.people if not any(c.isascii() and c.isalpha() for c in p.display)]
    reversed_order = [p for p in sample.people if p.display == f"{p.family} {p.given}"]
    single = [p for p in sample.people if not p.family]

    assert len(native) >= 5
    assert len(reversed_order) >= 5
    assert single


def test_a_name_outside_ascii_is_an_encoded_word(sample: Sample) -> None:
    raw = sample.mail.read_bytes()
    mail = next(m for m in raw.split(b"\nFrom MAILER-DAEMON")[1:] if b"From: =?utf-8?" in m)

    head = message_from_bytes(mail.partition(b"\n")[2], policy=default)

    assert isinstance(head, EmailMessage)
    assert not str(head["From"]).isascii()
