"""In which contexts a contact knows the owner, each with the facts it is read from (design §6).

A context is read from facts the owner can check: jobs at one firm at one time, titles, bills,
lists, personal mail, mail about jobs. The facts are counted by `agent.explain`; what one mail is
about, `core.contexts` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from narrowcast.agent.core.keys import is_new_subject
from narrowcast.agent.core.model import (
    AddressKey,
    ClaimSource,
    Context,
    Employment,
    Evidence,
    Reason,
    ReasonCode,
)
from narrowcast.nlp.employers import may_be_one_employer, same_employer
from narrowcast.nlp.folding import fold
from narrowcast.nlp.organisations import is_free_mail, registrable_domain
from narrowcast.nlp.themes import is_search_firm

SEVERAL = 2  # mails about a bill: one may be about somebody else's
MANY = 3  # pieces of evidence from which a habit is called one
PERSONALLY = 0.2  # part of the mail of two that is surely private: business mail hardly ever is
MOSTLY = 0.6  # part of the mail of two from which it is said of their relation
GAP = timedelta(days=90)  # between two sightings of people who still were colleagues
_FROM_HOUR, _TO_HOUR = 8, 19  # office hours, the owner's zone


@dataclass(frozen=True, slots=True)
class Share:
    """*count* of *of* mails (or meetings) have a property; *evidence* names some of them."""

    count: int = 0
    of: int = 0
    evidence: tuple[Evidence, ...] = ()

    @property
    def part(self) -> float:
        return self.count / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Facts about owner and contact that contexts are read from; as of the question's moment."""

    addresses: tuple[AddressKey, ...] = ()
    """The contact's."""
    employments: tuple[Employment, ...] = ()
    """The contact's, current first."""
    owner_employments: tuple[Employment, ...] = ()
    owner_addresses: tuple[AddressKey, ...] = ()
    personal: Share = Share()
    """Mail of the two that is personal (`contexts.Verdict.PRIVATE`), of the latest."""
    about_jobs: Share = Share()
    """Mail of the two about somebody's job (`contexts.Verdict.JOBS`), of the latest."""
    private_mail: Share = Share()
    """Mail of the two from or to a free-mail address of the contact."""
    off_hours: Share = Share()
    """Mail of the two in evenings and at weekends (`is_off_hours`)."""
    alone: Share = Share()
    """Mail with nobody else on it."""
    list_mail: Share = Share()
    """Mail of the two that went through a mailing list."""
    met_alone: Share = Share()
    """Meetings with nobody else at them, of all of the two."""
    bills_sent: Share = Share()
    """Mail of the owner to the contact that `bills`."""
    bills_received: Share = Share()
    declared: tuple[tuple[Context, Evidence], ...] = ()
    """What the owner said; goes before everything read."""


def is_off_hours(local: datetime) -> bool:
    """Whether a moment in the owner's zone is an evening, a night or a weekend."""
    return local.weekday() >= 5 or not _FROM_HOUR <= local.hour < _TO_HOUR


_BILLS = re.compile(
    r"\b(invoice|quotation|quote|proforma|purchase order|rechnung\w*|angebot\w*|"
    r"kostenvoranschlag|auftragsbestatigung|factures?|devis|facturas?|presupuestos?|fattur[ae]|preventiv[oi]|factuur|"
    r"facturen|offerte|faturas?|orcamentos?|fakturor?|offert|faktury?|tilbud|oferta|wycena)\b"
)


def bills(subject: str) -> bool:
    """Whether a mail is opened with an invoice or an offer (ten languages); what answers one or
    forwards it may be anybody's.
    """
    return is_new_subject(subject) and bool(_BILLS.search(fold(subject[:200])))


_Found = tuple[Context, Reason]
_BY_DOMAIN = (ClaimSource.DOMAIN,)


def contexts_of(relation: Relation) -> Iterator[_Found]:
    """Every context with the fact it is read from, surest first."""
    for context, evidence in relation.declared:
        yield context, _reason(f"you said so: {context.value}", (evidence,))
    colleagues = tuple(_colleagues(relation))
    yield from colleagues
    together = any(context is Context.COLLEAGUE for context, _ in colleagues)
    if not together:  # colleagues write of invoices, they send none
        yield from _billing(relation)
    yield from _roles(relation.employments)
    yield from _recruiting(relation)
    yield from _private(relation)
    if not together:  # said already
        yield from _business(relation)


def _colleagues(relation: Relation) -> Iterator[_Found]:
    for theirs in relation.employments:
        for mine in relation.owner_employments:
            if theirs.seen_once or not _one_firm(theirs, mine) or not _overlap(theirs, mine):
                continue
            evidence, firm = theirs.evidence + mine.evidence, _shared_name(theirs, mine)
            if theirs.current and mine.current:
                does = "write from" if firm == _domain_of(theirs) else "work at"
                yield Context.COLLEAGUE, _reason(f"you both {does} {firm}", evidence)
            else:
                text = f"you were both at {firm}{_years(theirs, mine)}"
                yield Context.FORMER_COLLEAGUE, _reason(text, evidence)


def _one_firm(one: Employment, other: Employment) -> bool:
    if one.domain and registrable_domain(one.domain) == registrable_domain(other.domain):
        return not is_free_mail(one.domain)
    return same_employer(one.organization, other.organization)


def _shared_name(theirs: Employment, mine: Employment) -> str:
    """What both work at: a firm; or a domain, where that is all that is known of one of them, or
    people of two firms write from it.
    """
    guessed = _BY_DOMAIN in (theirs.sources, mine.sources) and _domain_of(theirs)
    if not guessed and may_be_one_employer(theirs.organization, mine.organization):
        return theirs.organization
    return _domain_of(theirs) or theirs.organization


def _domain_of(job: Employment) -> str:
    return registrable_domain(job.domain) if job.domain else ""


def _span(job: Employment) -> tuple[date, date]:
    """The days known; a present job is open-ended."""
    first = datetime.fromtimestamp(job.first_seen, UTC).date()
    last = datetime.fromtimestamp(job.last_seen, UTC).date()
    return job.started_on or first, job.ended_on or (date.max - GAP if job.current else last)


def _overlap(one: Employment, other: Employment) -> bool:
    (start, end), (begin, stop) = _span(one), _span(other)
    return start <= stop + GAP and begin <= end + GAP


def _years(one: Employment, other: Employment) -> str:
    (start, end), (begin, stop) = _span(one), _span(other)
    first, last = max(start, begin).year, min(end, stop).year
    return "" if first > last else f" in {first}" if first == last else f" from {first} to {last}"


def _billing(relation: Relation) -> Iterator[_Found]:
    sent, received = relation.bills_sent, relation.bills_received
    if sent.count > received.count and sent.count >= SEVERAL:
        text = f"{sent.count} mails you sent them have an invoice or offer for their subject"
        yield Context.CLIENT, _reason(text, sent.evidence, sent.count)
    elif received.count >= SEVERAL:
        text = f"{received.count} mails they sent you have an invoice or offer for their subject"
        yield Context.SUPPLIER, _reason(text, received.evidence, received.count)


_ROLES: tuple[tuple[Context, re.Pattern[str], re.Pattern[str] | None], ...] = (
    (
        Context.RECRUITER,
        re.compile(
            r"\b(recruit\w*|recrut\w*|reclut\w*|rekrut\w*|head\s?hunt\w*|talent (acquisition|scout|"
            r"sourc\w+)|personalberat\w*|personalvermittl\w*|executive search|staffing|"
            r"chasseur de tetes|selezion\w* del personale)\b"
        ),
        re.compile(r"\b(recruit\w*|executive search|personalberat\w*|staffing|head\s?hunt\w*)\b"),
    ),
    (
        Context.INVESTOR,
        re.compile(
            r"\b(investors?|business angel|venture partner|general partner|limited partner|"
            r"investment (manager|director|partner|associate|principal)|beteiligungsmanager\w*|"
            r"investisseu\w+|inversor\w*|investitor\w*|investidor\w*|inwestor\w*)\b"
        ),
        re.compile(
            r"\b(ventures?|venture capital|capital (partners|management)|vc|private equity|"
            r"beteiligungs\w*|(seed|growth|venture) ?(fund|fonds)|angels)\b"
        ),
    ),
    (
        Context.ADVISER,
        re.compile(
            r"\b(advis[eo]r|attorney|lawyer|solicitor|barrister|notar\w*|(rechts|patent)anw\w+|"
            r"steuerberat\w+|wirtschaftspruf\w+|avocat\w*|abogad[oa]|avvocat\w*|advoca\w+|advokat\w*|"
            r"adwokat|radca prawny|expert.comptable|commercialista|coach|mentor\w*|beirat\w*|"
            r"aufsichtsrat\w*|non.executive director|board member)\b"
        ),
        re.compile(r"\b(rechtsanwalt\w*|steuerberat\w*|law (firm|office)|solicitors|attorneys)\b"),
    ),
)


def _roles(employments: Iterable[Employment]) -> Iterator[_Found]:
    """What the contact's present titles, or firm, make them to anybody."""
    for job in employments:
        if not job.current:
            continue
        titles = [title for title in job.titles[:2] if title]
        for context, in_title, in_firm in _ROLES:
            said = next((title for title in titles if in_title.search(fold(title))), "")
            if said or (in_firm and in_firm.search(fold(job.organization))):
                what = f"{said} at {job.organization}" if said else f"works at {job.organization}"
                text = f"{_by_trade(context)} by {'title' if said else 'firm'}: {what}"
                yield context, _reason(text, job.evidence)


def _by_trade(context: Context) -> str:
    """A context as what somebody is to the world, not to the owner."""
    return f"an {context.value}" if context.value[0] in "aeiou" else f"a {context.value}"


def _recruiting(relation: Relation) -> Iterator[_Found]:
    """Whose mail is about jobs for the most part, and who writes from a search firm."""
    domains = [registrable_domain(address) for address in relation.addresses]
    firm = next((domain for domain in domains if is_search_firm(domain)), "")
    jobs = relation.about_jobs
    if jobs.count >= MANY and (firm or jobs.part >= MOSTLY):
        text = f"{jobs.count} of {jobs.of} recent mails between you speak of jobs"
        yield Context.RECRUITER, _reason(text, jobs.evidence, jobs.count)


def _private(relation: Relation) -> Iterator[_Found]:
    private, late, lists = relation.private_mail, relation.off_hours, relation.list_mail
    privately = private.count >= MANY and private.part >= 0.5
    freely = late.count >= MANY and late.part >= 0.35 and relation.alone.part >= 0.5
    if privately and (freely or not relation.employments):
        text = (
            f"{private.count} of {private.of} mails between you went to or from a private address"
        )
        yield Context.FRIEND, _reason(text, private.evidence, private.count)
    elif relation.personal.count >= MANY and relation.personal.part >= PERSONALLY:
        some = relation.personal
        text = f"{some.count} of {some.of} recent mails between you speak of private life"
        yield Context.FRIEND, _reason(text, some.evidence, some.count)
    elif freely and late.part >= 0.6:
        text = f"{late.count} of {late.of} mails between you were written out of office hours"
        yield Context.FRIEND, _reason(text, late.evidence, late.count)
    if lists.count >= MANY and lists.part >= 0.5:
        text = f"{lists.count} of {lists.of} mails between you went through a mailing list"
        yield Context.COMMUNITY, _reason(text, lists.evidence, lists.count)


def _business(relation: Relation) -> Iterator[_Found]:
    """Other dealings at work: a firm's address, or a meeting of two."""
    at_work = next((job for job in relation.employments if job.current), None)
    if at_work:
        if at_work.sources == _BY_DOMAIN and at_work.domain:
            text = f"they write from {_domain_of(at_work)}"  # what is there, nobody told
        else:
            text = f"you know them from their work at {at_work.organization}"
        yield Context.BUSINESS, _reason(text, at_work.evidence)
    elif relation.met_alone.count:
        met = _counted(relation.met_alone.count, "time", "times")
        text = f"you met {met} with nobody else"
        yield Context.BUSINESS, _reason(text, relation.met_alone.evidence, relation.met_alone.count)


def _reason(text: str, evidence: tuple[Evidence, ...], count: int | None = None) -> Reason:
    return Reason(
        code=ReasonCode.CONTEXT,
        text=text,
        favours=True,
        count=len(evidence) if count is None else count,
        evidence=evidence,
    )


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
