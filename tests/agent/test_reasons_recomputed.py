"""Every reason is counted again from the raw files alone, by the ids it cites."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from narrowcast.agent import sources, sync
from narrowcast.agent.blocks import BlockReader
from narrowcast.agent.core import numbers
from narrowcast.agent.core.model import (
    AddressKey,
    EvidenceKind,
    Introducer,
    Prospect,
    Reason,
    ReasonCode,
    Time,
)
from narrowcast.agent.core.prospects import read_csv
from narrowcast.agent.demo.sample import Sample, generate
from narrowcast.agent.explain import Rules
from narrowcast.agent.store.store import Store
from narrowcast.agent.suggest import Advisor
from narrowcast.connectors.base import Budget, Tier
from tests.agent import raw_sample
from tests.agent.mailroom import KEY
from tests.agent.raw_sample import RawMail, RawMeeting

SEED = 1
INTRODUCERS = 3  # of each prospect
END = datetime(2026, 11, 2, 6, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Case:
    """One reason, whom and what it is about, and the raw files."""

    reason: Reason
    introducer: Introducer
    prospect: Prospect
    them: frozenset[str]
    """The introducer's addresses."""
    whom: frozenset[str]
    """The prospect's."""
    world: World

    @property
    def mails(self) -> list[RawMail]:
        return [self.world.mails[one.id] for one in self.reason.evidence]

    @property
    def meetings(self) -> list[RawMeeting]:
        return [self.world.meetings[one.id] for one in self.reason.evidence]

    def staff(self, address: str) -> bool:
        return address.rpartition("@")[2] in self.world.domains[self.prospect.organization]


@dataclass(frozen=True)
class World:
    """The sample as generated, and what its files say."""

    sample: Sample
    mails: dict[str, RawMail]
    meetings: dict[str, RawMeeting]
    owner: frozenset[str]
    domains: dict[str, frozenset[str]]
    """Of each prospect's employer, by its name."""


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    """All reasons of the three best introducers of all prospects."""
    sample = generate(SEED, tmp_path_factory.mktemp("sample"), end=END)
    world = World(
        sample,
        raw_sample.mails(sample.mail),
        raw_sample.meetings(sample.calendar, END),
        frozenset(sample.owner.addresses),
        {
            one.company: frozenset({one.person.jobs[-1].address.rpartition("@")[2]})
            for one in sample.prospects
        },
    )
    with Store.open(None, mention_key=KEY) as store:
        store.set_owner(map(AddressKey, sample.owner.addresses))
        _sync(store, sample)
        return list(_cases(world, Advisor(store)))


def _sync(store: Store, sample: Sample) -> None:
    places = {"mail": sample.mail, "calendar": sample.calendar, "linkedin": sample.linkedin}
    accounts = []
    for name, path in places.items():
        account = sources.account(name, path)
        accounts.append(sync.Account(name, account.connector, sources.connect(account)))
    now = Time(int(END.timestamp()))
    done = sync.sync(
        store, accounts, now=now, budget=Budget(tier=Tier.MENTIONS), reader=BlockReader()
    )
    assert not done.problems


def _cases(world: World, advisor: Advisor) -> Iterator[Case]:
    rows = read_csv(world.sample.prospects_csv.read_text("utf-8")).rows
    for row, truth in zip(rows, world.sample.prospects, strict=True):
        found = advisor.suggest(
            row.prospect, END, rules=Rules(zone="Europe/Berlin"), limit=INTRODUCERS
        )
        assert len(found.introducers) == INTRODUCERS
        for introducer in found.introducers:
            them = frozenset(introducer.person.addresses)
            for reason in introducer.reasons:
                whom = frozenset(truth.person.addresses)
                yield Case(reason, introducer, row.prospect, them, whom, world)


# ---------------------------------------------------------------- what holds for every reason


def test_a_count_is_the_number_of_different_things_cited(cases: list[Case]) -> None:
    wrong = [c.reason for c in cases if c.reason.count != len(set(c.reason.evidence))]

    assert wrong == []


def test_every_number_in_a_sentence_is_the_count(cases: list[Case]) -> None:
    counted = re.compile(r"(\d+) (?:more )?(?:mails?|meetings?|invoices? or offers?)\b")
    for case in cases:
        found = counted.findall(case.reason.text)
        assert [int(n) for n in found] in ([], [case.reason.count]), case.reason.text


def test_nothing_cited_is_later_than_the_moment(cases: list[Case]) -> None:
    for case in cases:
        for one in case.reason.evidence:
            if one.kind is EvidenceKind.MESSAGE:
                assert case.world.mails[one.id].at < END
            if one.kind is EvidenceKind.MEETING:
                assert case.world.meetings[one.id].at < END


def test_the_month_named_as_the_last_is_the_last(cases: list[Case]) -> None:
    told = [(c, m[1]) for c in cases if (m := re.search(r"the last in (.+)$", c.reason.text))]
    for case, month in told:
        met = case.reason.code is ReasonCode.SHARED_MEETING
        at = max(one.at for one in (case.meetings if met else case.mails))
        assert month == f"{at.astimezone(UTC):%B %Y}", case.reason

    assert len(told) > 20


def test_every_kind_of_reason_was_seen(cases: list[Case]) -> None:
    seen = {case.reason.code for case in cases}

    assert seen >= set(_CHECKS) - {ReasonCode.ONE_WAY, ReasonCode.CAP, ReasonCode.WALL}


_SHOWS_LINK = numbers.LINK - {ReasonCode.SAME_EMPLOYER, ReasonCode.CONNECTION}
"""Where somebody works is another thing than what they wrote, be it shown by the same mail."""


def test_no_mail_is_told_twice_as_a_sign_that_somebody_knows_the_prospect(
    cases: list[Case],
) -> None:
    told: dict[tuple[str, str], list[str]] = {}
    for case in cases:
        if case.reason.code in _SHOWS_LINK:
            pair = case.introducer.person.uid, case.prospect.label
            told.setdefault(pair, []).extend(one.id for one in case.reason.evidence)

    assert sum(map(len, told.values())) > 20
    assert [pair for pair, ids in told.items() if len(ids) != len(set(ids))] == []


def test_more_mails_are_only_told_after_others(cases: list[Case]) -> None:
    told: set[tuple[str, str]] = set()
    for case in cases:
        pair = case.introducer.person.uid, case.prospect.label
        if " more mail" in case.reason.text:
            assert pair in told, case.reason.text
        if case.reason.code in _SHOWS_LINK:
            told.add(pair)

    assert any(" more mail" in case.reason.text for case in cases)


# ---------------------------------------------------------------- what each kind of reason says


def _shared_mail(case: Case) -> bool:
    return all(case.them & m.everybody and case.whom & m.everybody for m in case.mails)


def _direct_mail(case: Case) -> bool:
    return all(_between(m, case.them, case.whom) for m in case.mails)


def _between(mail: RawMail, some: frozenset[str], others: frozenset[str]) -> bool:
    forth = mail.author in some and others & mail.everybody
    back = mail.author in others and some & mail.everybody
    return bool(forth or back)


def _shared_meeting(case: Case) -> bool:
    return all(case.them & set(m.people) and case.whom & set(m.people) for m in case.meetings)


def _quoted(case: Case) -> bool:
    return all(
        m.author in case.them and any(a in m.text.lower() for a in case.whom) for m in case.mails
    )


def _named(case: Case) -> bool:
    words = folded(case.prospect.name)
    ends = (words[0], words[-1])
    return all(
        m.author in case.them and all(word in folded(m.text) for word in ends) for m in case.mails
    )


def _named_together(case: Case) -> bool:
    return all(
        _stands_in(m, case.prospect.name, case.whom)
        and _stands_in(m, case.introducer.person.name, case.them)
        for m in case.mails
    )


def _address_sent(case: Case) -> bool:
    return all(
        m.author in case.world.owner
        and case.them & m.everybody
        and any(a in m.text.lower() for a in case.whom)
        for m in case.mails
    )


def _stands_in(mail: RawMail, name: str, addresses: frozenset[str]) -> bool:
    words = folded(name)
    said = set(folded(mail.text))
    return {words[0], words[-1]} <= said or any(a in mail.text.lower() for a in addresses)


def _employer_named(case: Case) -> bool:
    if case.reason.text.startswith("an address at"):
        domains = case.world.domains[case.prospect.organization]
        said = [any(f"@{d}" in m.text.lower() for d in domains) for m in case.mails]
    else:
        first = folded(case.prospect.organization)[0]
        said = [first in folded(m.text.replace(".", " ").replace("@", " ")) for m in case.mails]
    return all(said) and all(m.author in case.them for m in case.mails)


def _in_subjects(case: Case) -> bool:
    words = set(re.findall("“([^”]+)”", case.reason.text))
    return all(m.author in case.them and words & set(folded(m.subject)) for m in case.mails)


def _employer_mail(case: Case) -> bool:
    domains = case.world.domains[case.prospect.organization]
    for mail in case.mails:
        staff = frozenset(a for a in mail.everybody if a.rpartition("@")[2] in domains)
        if not _between(mail, case.them, staff):
            return False
    return True


def _same_employer(case: Case) -> bool:
    domains = case.world.domains[case.prospect.organization]
    first = folded(case.prospect.organization)[0]
    return all(
        m.author in case.them
        and (m.author.rpartition("@")[2] in domains or first in folded(m.text))
        for m in case.mails
    )


def _connection(case: Case) -> bool:
    rows = [
        row
        for row in raw_sample.connections(case.world.sample.linkedin)
        if folded(row["Company"])[:1] == folded(case.prospect.organization)[:1]
    ]
    name = set(folded(case.introducer.person.name))
    return any(
        row["Email Address"] in case.them
        or name == set(folded(f"{row['First Name']} {row['Last Name']}"))
        for row in rows
    )


def _brought_in(case: Case) -> bool:
    return all(
        m.author in case.them and case.world.owner & m.named and _fresh(case.world, m)
        for m in case.mails
    )


def _fresh(world: World, mail: RawMail) -> bool:
    earlier = (m.everybody for m in world.mails.values() if m.at < mail.at)
    return bool(mail.everybody - frozenset[str]().union(*earlier))


def _contact(case: Case) -> bool:
    """Neither more nor fewer than all that passed between the two and is no list's or machine's."""
    passed = {
        key
        for key, m in case.world.mails.items()
        if m.at < END and _touches(m, case.them, case.world.owner)
    }
    cited = {one.id for one in case.reason.evidence}
    return cited == passed and _age_is_right(case, max(m.at for m in case.mails))


def _touches(mail: RawMail, them: frozenset[str], mine: frozenset[str]) -> bool:
    if mail.automatic or len(mail.everybody - {mail.author}) > 20:
        return False
    return mail.author in them or (mail.author in mine and bool(them & mail.everybody))


def _age_is_right(case: Case, at: datetime) -> bool:
    told = re.search(r"the last (?:mail or meeting of the two of you was )?(.+)$", case.reason.text)
    assert told
    days = (END - at) // timedelta(days=1)
    units = {"days": 1, "weeks": 7, "months": 30, "years": 365}
    number, _, unit = told[1].removesuffix(" ago").partition(" ")
    if not number.isdigit():
        return days == {"today": 0, "yesterday": 1}[number]
    return int(number) == days // units[unit]


def _met(case: Case) -> bool:
    attended = all(
        case.them & {a for a, answer in m.people.items() if answer != "DECLINED"}
        and _is_small(m)
        and not m.whole_day
        and not m.cancelled
        for m in case.meetings
    )
    return attended and _age_is_right(case, max(m.at for m in case.meetings))


def _is_small(meeting: RawMeeting) -> bool:
    return len(meeting.people) <= 9


def _silent(case: Case) -> bool:
    world = case.world
    mails = [m.at for m in world.mails.values() if _touches(m, case.them, world.owner)]
    met = [m.at for m in world.meetings.values() if case.them & set(m.people) and _is_small(m)]
    newest = max(at for at in (*mails, *met) if at < END)
    return END - newest > timedelta(days=365) and _age_is_right(case, newest)


def _replies(case: Case) -> bool:
    told = re.match(r"answered (\d+) of (\d+) mails? ", case.reason.text)
    assert told
    answered = sum(_answered(case, one.id) for one in case.reason.evidence)
    return (answered, len(case.mails)) == (int(told[1]), int(told[2])) and all(
        m.author in case.world.owner and case.them & m.everybody for m in case.mails
    )


def _answered(case: Case, key: str) -> bool:
    asked = case.world.mails[key]
    return any(
        m.author in case.them
        and not m.automatic
        and asked.at < m.at <= asked.at + timedelta(days=7)
        and (m.answers == key or base(m.subject) == base(asked.subject))
        for m in case.world.mails.values()
    )


def _context(case: Case) -> bool:
    """Messages are theirs or the owner's; a firm named stands in them or in the sender's domain."""
    firm = re.search(
        r"(?:somebody at|both (?:work )?at|(?:both|they) write from) (.+?)(?: in \d| from \d|$)",
        case.reason.text,
    )
    people = case.them | case.world.owner
    cited = [
        case.world.mails[one.id] for one in case.reason.evidence if one.kind is EvidenceKind.MESSAGE
    ]
    if not all(m.author in people for m in cited):
        return False
    if firm is None:
        mine = case.reason.text.startswith("you sent")
        return all((m.author in case.world.owner) is mine for m in cited)
    word = folded(firm[1])[0]
    return all(word in m.author or word in folded(m.text) for m in cited)


def _no_link(case: Case) -> bool:
    """No mail and no meeting of theirs shows the prospect at all."""
    mails = [m for m in case.world.mails.values() if m.at < END and case.them & m.everybody]
    known = any(case.whom & m.everybody for m in mails)
    own = [m for m in mails if m.author in case.them]
    told = any(a in m.text.lower() for m in own for a in case.whom)
    return not known and not told


_CHECKS: dict[ReasonCode, Callable[[Case], bool]] = {
    ReasonCode.SHARED_MAIL: _shared_mail,
    ReasonCode.DIRECT_MAIL: _direct_mail,
    ReasonCode.SHARED_MEETING: _shared_meeting,
    ReasonCode.QUOTED_ADDRESS: _quoted,
    ReasonCode.NAMED: _named,
    ReasonCode.NAMED_TOGETHER: _named_together,
    ReasonCode.ADDRESS_SENT: _address_sent,
    ReasonCode.EMPLOYER_NAMED: _employer_named,
    ReasonCode.IN_SUBJECTS: _in_subjects,
    ReasonCode.EMPLOYER_MAIL: _employer_mail,
    ReasonCode.SAME_EMPLOYER: _same_employer,
    ReasonCode.CONNECTION: _connection,
    ReasonCode.BROUGHT_IN: _brought_in,
    ReasonCode.CONTACT: _contact,
    ReasonCode.MET: _met,
    ReasonCode.SILENT: _silent,
    ReasonCode.REPLIES: _replies,
    ReasonCode.CONTEXT: _context,
    ReasonCode.NO_LINK: _no_link,
}


@pytest.mark.parametrize("code", sorted(_CHECKS))
def test_the_raw_files_say_the_same(code: ReasonCode, cases: list[Case]) -> None:
    told = [case for case in cases if case.reason.code is code]

    wrong = [
        (c.introducer.person.name, c.prospect.label, c.reason) for c in told if not _CHECKS[code](c)
    ]

    assert wrong == []


def folded(text: str) -> list[str]:
    """Words in lower case without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d").replace("ł", "l"))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.findall(r"[\w'’-]+", plain.replace("’", "'"))


def base(subject: str) -> str:
    return re.sub(r"^((re|aw|fwd?|wg|sv|odp|tr|r)\s*:\s*)+", "", subject.casefold()).strip()
