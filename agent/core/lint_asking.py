"""Etiquette rules about whom one asks, how often and when; each yields sentences for the owner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import time, timedelta, timezone

from narrowcast.agent.core import phrases, wishes
from narrowcast.agent.core.draft import linked
from narrowcast.agent.core.lint_context import (
    BOUNCED,
    LintContext,
    PastAsk,
    key,
    moment,
    says,
    who,
)
from narrowcast.agent.core.model import AddressKey, Letter, Purpose, ReasonCode, Time
from narrowcast.agent.core.numbers import zone_of
from narrowcast.agent.core.walls import Walls, Work
from narrowcast.agent.core.words import shown


def one_open(_letter: Letter, context: LintContext) -> Iterator[str]:
    """E02: one open ask per introducer, one open route per prospect, each way once."""
    open_asks = [past for past in context.past if past.open]
    if any(past.introducer == context.introducer.person.uid for past in open_asks):
        yield f"an ask to {who(context)} is still open"
    if any(past.prospect == context.prospect.id for past in context.past if past.holds_prospect):
        yield f"somebody is already asked about {shown(context.prospect.label)}"
    for past in context.past:
        same = (past.introducer, past.prospect) == (
            context.introducer.person.uid,
            context.prospect.id,
        )
        if same and not past.open and past.declined_at is None and not past.returned:
            date = past.sent_at.date().isoformat()
            label = shown(context.prospect.label)
            yield f"you asked {who(context)} about {label} on {date} already"


def caps(_letter: Letter, context: LintContext) -> Iterator[str]:
    """E03: the caps of the day, the week and the introducer."""
    limit, name = context.caps, who(context)
    uid = context.introducer.person.uid
    to_them = [past for past in context.past if past.introducer == uid and not past.returned]
    limits = (
        (_of_day(context), limit.per_day, "letters a day is your limit"),
        (_within(context.past, context, 7), limit.per_week, "letters in seven days is your limit"),
        (
            _within(to_them, context, limit.introducer_days),
            limit.per_introducer,
            f"ask to {name} in {limit.introducer_days} days is the limit",
        ),
        (
            _within(to_them, context, 365),
            limit.per_introducer_year,
            f"asks to {name} in a year is the limit",
        ),
    )
    for count, most, words in limits:
        if count >= most:
            yield f"{most} {words}, and {count} went out already"


def _within(asks: Sequence[PastAsk], context: LintContext, days: int) -> int:
    """Asks of the last *days*; one dated later than now (the clock was set back) counts too."""
    return sum(moment(context) - past.sent_at < timedelta(days=days) for past in asks)


def _of_day(context: LintContext) -> int:
    zone = zone_of(context.owner)
    today = moment(context).astimezone(zone).date()
    return sum(past.sent_at.astimezone(zone).date() >= today for past in context.past)


def declined(_letter: Letter, context: LintContext) -> Iterator[str]:
    """E04: never again this way, and a rest for who declined."""
    rest = timedelta(days=context.caps.rest_after_decline_days)
    for past in context.past:
        if past.introducer != context.introducer.person.uid or past.declined_at is None:
            continue
        if past.prospect == context.prospect.id:
            yield f"{who(context)} has declined to introduce you to {shown(context.prospect.label)}"
        elif moment(context) - past.declined_at < rest:
            free = (past.declined_at + rest).date().isoformat()
            yield f"{who(context)} declined an ask lately; leave them in peace until {free}"


def wished(_letter: Letter, context: LintContext) -> Iterator[str]:
    """E04: what they asked to be spared is as good as a no."""
    at = Time(int(moment(context).timestamp()))
    for words in wishes.against(context.wishes, context.prospect, at):
        yield f"{who(context)} {words}"


def suppressed(letter: Letter, context: LintContext) -> Iterator[str]:
    """E05: people never to be written to; without the list nobody is."""
    if context.suppressed is None:
        yield "the list of people never to contact could not be read, so nobody is written to"
        return
    people = {key(letter.to_address), *context.introducer.person.addresses}
    for address in sorted(people & context.suppressed.keys()):
        why = shown(context.suppressed[AddressKey(address)])
        if why == BOUNCED and address != key(letter.to_address):
            continue  # a dead address is no wish of the person's
        yield f"{shown(address)} is not to be written to: {why}"
    for address in sorted(set(context.prospect.addresses) & context.suppressed.keys()):
        why = shown(context.suppressed[address])
        yield f"{shown(context.prospect.label)} is not to be contacted: {why}"


def reconnect(_letter: Letter, context: LintContext) -> Iterator[str]:
    """W06: silence, one-way mail, or a last contact that was an ask too."""
    tie, name = context.introducer.tie, who(context)
    limit = timedelta(days=context.caps.reconnect_after_days)
    if not tie.two_way or not context.introducer.contact or tie.last is None:
        yield f"you and {name} have not written to each other; get in touch before you ask"
    elif context.now.timestamp() - tie.last > limit.total_seconds():
        yield f"you and {name} have been silent for over two years; get in touch before you ask"
    if context.last_was_ask:
        yield f"your last contact with {name} was an ask too; write without one first"


def owe_first(_letter: Letter, context: LintContext) -> Iterator[str]:
    """E07: what the owner owes comes first."""
    for debt in context.owed:
        yield f"you owe {who(context)} {shown(debt)}"


def supposes(letter: Letter, context: LintContext) -> Iterator[str]:
    """E08: without evidence only the form that supposes nothing."""
    prospect = context.prospect
    named = prospect.name or prospect.organization
    if not named or linked(context.introducer, prospect):
        return
    if not says(phrases.HAPPEN_TO_KNOW, letter.ask_part, context):
        yield (
            f"nothing shows that {who(context)} knows {shown(prospect.label)}: "
            "ask whether they happen to, before you ask for more"
        )


def walls(_letter: Letter, context: LintContext) -> Iterator[str]:
    """E09: the owner's walls, and a job search at the owner's own employer."""
    person = context.introducer.person
    standing = Walls(walls=context.walls)
    found = [
        *standing.about(context.prospect),
        *standing.around(person.addresses, person.employments),
    ]
    # What the mailbox knows of organisations was asked where trust was worked out.
    known = [one for one in context.introducer.trust.reasons if one.code is ReasonCode.WALL]
    yield from dict.fromkeys(shown(one.text) for one in (*found, *known))
    work = Work(domains=tuple(sorted(context.employer_domains)))
    if context.prospect.purpose is Purpose.JOB and standing.at_work(person.addresses, (), work):
        yield f"{who(context)} works where you work: the letter would show that you look for a job"


WORKDAY = (time(8, 30), time(17, 30))  # E20
WEEKEND = frozenset({5, 6})  # days off, Monday being 0


def hours(_letter: Letter, context: LintContext) -> Iterator[str]:
    """E20: the introducer's working day, at the time the letter would leave."""
    at = moment(context)
    zone = zone_of(context.owner) if context.utc_offset is None else timezone(context.utc_offset)
    local, name = at.astimezone(zone), who(context)
    if local.weekday() in WEEKEND or local.date() in context.holidays:
        yield f"{local:%A} {local.date().isoformat()} is no working day for {name}"
    elif not WORKDAY[0] <= local.time() <= WORKDAY[1]:
        yield f"it would be {local:%H:%M} for {name}; write between 08:30 and 17:30"
    if context.away_until and at < context.away_until:
        yield f"{name} is away until {context.away_until.astimezone(zone).date().isoformat()}"
