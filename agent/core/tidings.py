"""What a mail says of somebody's job outside a signature.

    their own words ─────── "I have joined Acme", "my last day at Acme"      of the author
    an automatic answer ─── "Ana Ruiz is no longer with Acme"                of the author
    a delivery report ───── the address is dead (RFC 3464, 5.1.1 and kin)    of whom we wrote to

Anybody can send a report: it counts only where it names a mail that the owner did send, which the
store knows (`store.tidings`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from narrowcast.agent.core import reports
from narrowcast.agent.core.choosing import can_teach
from narrowcast.agent.core.firms import Firms
from narrowcast.agent.core.gate import AddressKind, Flag
from narrowcast.agent.core.learn import JOINED, Seen, Tiding
from narrowcast.agent.core.model import ClaimKind, DatedClaim, Departure
from narrowcast.agent.core.reports import ReportKind
from narrowcast.agent.core.stints import organization
from narrowcast.connectors.records import Message
from narrowcast.nlp.automatic import subject_is_automatic
from narrowcast.nlp.job_news import JobNewsKind, job_news, may_hold_job_news
from narrowcast.nlp.left_notes import author_left
from narrowcast.nlp.quoting import own_text

MAX_REPORTED = 10  # mails that one report may name


def tidings(message: Message, seen: Seen, text: str) -> Iterator[Tiding]:
    """Yield what *message*, with its *text*, says of jobs."""
    if seen.author is None or seen.flags & Flag.BULK:
        return
    if seen.flags & Flag.AUTO or subject_is_automatic(seen.subject):
        yield from _bounced(message, seen)
        yield from _answered(seen, text)
    elif seen.flags & Flag.LIST or not can_teach(seen):
        return  # nobody tells a mailing list alone
    elif may_hold_job_news(text, seen.subject):
        for news in job_news(own_text(text, seen.subject), seen.subject):
            kind = JOINED if news.kind is JobNewsKind.JOINED else Departure.ANNOUNCED
            yield Tiding(
                identity=seen.identity,
                about=seen.author.key,
                kind=kind,
                value=news.organisation,
            )


def _bounced(message: Message, seen: Seen) -> Iterator[Tiding]:
    told = reports.report(message)
    if told is None:
        return
    dead = [fate.recipient for fate in told.fates if fate.kind is ReportKind.HARD]
    for about in dict.fromkeys(dead):
        for original in sorted(told.original_ids)[:MAX_REPORTED]:
            yield Tiding(
                identity=seen.identity, about=about, kind=Departure.BOUNCED, value=original
            )


def _answered(seen: Seen, text: str) -> Iterator[Tiding]:
    author = seen.author
    if author is None or author.kind is not AddressKind.PERSON or not text:
        return
    if author_left(own_text(text, seen.subject), author.name, author.address):
        yield Tiding(identity=seen.identity, about=author.key, kind=Departure.ANSWERED)


def believable(
    claims: Iterable[DatedClaim], left: Iterable[tuple[DatedClaim, str]], firms: Firms
) -> tuple[DatedClaim, ...]:
    """Of departures, each with the firm it names, those that name none or one they worked for.

    One leaves cities and meetings, too; who leaves a firm nobody saw them at ends no job.
    """
    employers = {
        organization(claim, firms)[0] for claim in claims if claim.kind is ClaimKind.EMPLOYER
    }
    return tuple(
        claim
        for claim, firm in left
        if not firm or any(firms.same(firm, employer) for employer in employers)
    )
