"""The week: what became of the asks, what was learned, whom the owner could bring together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from narrowcast.agent import learning, to_owner
from narrowcast.agent.contacts import Acquaintance
from narrowcast.agent.core import compose, numbers, outcomes
from narrowcast.agent.core import week as words
from narrowcast.agent.core.digest import Digest
from narrowcast.agent.core.model import Band, Prospect, Suggestion, Time, seconds
from narrowcast.agent.core.week import Cooling, HostBytes, Overridden, Pair, Stuck, WeekMaterial
from narrowcast.agent.morning import Office
from narrowcast.agent.moving import FoundMove
from narrowcast.agent.outbox import Hold
from narrowcast.agent.store import asks, companions, exchange, prospects, spoken, unasked
from narrowcast.agent.store.mornings import Kind, Morning
from narrowcast.agent.store.store import Store
from narrowcast.agent.to_owner import OwnerMail, Post
from narrowcast.connectors.base import Sender
from narrowcast.nlp.employers import same_employer

WEEK = timedelta(days=7)
NEW_AT_A_FIRM = timedelta(days=90)
"""For how long somebody who moved gains from knowing people there."""
SILENT = timedelta(days=183)
NEAR = 60
"""Of how many contacts, the strongest first, it is asked whether they work where somebody went."""


def material(office: Office, now: datetime) -> WeekMaterial:
    """Put together what the week held."""
    store, since, zone = office.store, seconds(now - WEEK), numbers.zone_of(office.owner)
    found = [(one, office.advice.suggest(one, now, limit=3)) for one in prospects.wanted(store)]
    every, happened = asks.every(store), asks.history(store)
    return WeekMaterial(
        owner=office.owner,
        now=now,
        funnel=outcomes.funnel(every, happened, since, seconds(now)),
        letters=len(companions.pending(store)),
        learned=learning.sentences(store, seconds(now)),
        overridden=tuple(_overridden(store, since)),
        pairs=tuple(_pairs(office, now)),
        cooling=tuple(_cooling(found, now.astimezone(zone))),
        stuck=tuple(_stuck(found)),
        unasked=len(unasked.every(store, since)),
        moves=sum(1 for one in office.advice.moves(since, now) if not one.with_the_firm),
        hosts=tuple(_hosts(store, now.astimezone(zone))),
    )


def write(office: Office, now: datetime) -> Digest | None:
    """Write the week's mail; None where the week held nothing that the owner can use."""
    return words.digest(material(office, now))


def send(
    office: Office,
    sender: Sender,
    to: str,
    now: datetime,
    *,
    carrier: str = "",
    dry_run: bool = False,
) -> Digest | None:
    """Send the week's mail to the owner, once a day; as `morning.send`."""
    local = now.astimezone(numbers.zone_of(office.owner))
    post = Post(sender, carrier, Hold(dry_run=dry_run))
    to_owner.settle(office.store, post, seconds(now))
    to_owner.check_free(office.store, Kind.WEEKLY, local)
    digest = write(office, now)
    if digest is None:
        return None
    author = office.owner.addresses[0]
    message_id = f"<{office.desk.mint()}@{author.rpartition('@')[2]}>"
    raw = compose.compose_digest(
        digest, office.owner, message_id=message_id, date=local, sender=author, to=to
    )
    mail = Morning(local.date(), seconds(now), message_id)
    to_owner.send(
        office.store,
        post,
        OwnerMail(kind=Kind.WEEKLY, mail=mail, raw=raw, sender=author, to=to or author),
    )
    return digest


def _overridden(store: Store, since: Time) -> Iterator[Overridden]:
    for one in learning.overrides(store, since):
        yield Overridden(ask=one.ask, why=f"{', '.join(one.codes)}: {one.reason}")


def _cooling(found: list[tuple[Prospect, Suggestion]], now: datetime) -> Iterator[Cooling]:
    """Strong ties among the introducers of wanted prospects, each once, longest silent first."""
    silent: dict[str, tuple[Time, Cooling]] = {}
    for prospect, suggestion in found:
        for one in () if suggestion.abstained else suggestion.introducers:
            last = one.tie.last
            if one.tie.band is Band.STRONG and last and last < seconds(now - SILENT):
                told = Cooling(
                    person=one.person.name, last=_day(last, now), prospect=prospect.label
                )
                silent.setdefault(one.person.uid, (last, told))
    for _, told in sorted(silent.values(), key=lambda pair: pair[0]):
        yield told


def _stuck(found: list[tuple[Prospect, Suggestion]]) -> Iterator[Stuck]:
    for prospect, suggestion in found:
        if suggestion.abstained:
            yield Stuck(
                prospect=prospect.label,
                why=f"{suggestion.abstained.rstrip('.')}.",
                next_step=suggestion.next_step,
            )


def _pairs(office: Office, now: datetime) -> Iterator[Pair]:
    """A contact who is new at a firm, and another who works there and was never seen with them.

    Only what evidence shows: the move and the job are established, and no mail or meeting of the
    owner's has both. That they do not know each other is not shown by that, and is not said.
    """
    moved = [one for one in office.advice.moves(seconds(now - NEW_AT_A_FIRM), now) if _counts(one)]
    if not moved:
        return
    near, local = office.advice.near(NEAR, now), now.astimezone(numbers.zone_of(office.owner))
    insiders = [(one, where) for one in near for where in _works_at(one)]
    paired: set[str] = set()
    for move in moved:
        firm = move.move.after.organization
        for one, where in insiders:
            if one.person.uid in {move.uid, *paired} or move.uid in paired:
                continue
            if not same_employer(where, firm) or not one.tie.two_way:
                continue
            if exchange.together(office.store, move.addresses, one.person.addresses):
                continue
            paired |= {move.uid, one.person.uid}
            yield Pair(
                newcomer=move.name,
                insider=one.person.name,
                organization=firm,
                moved=_day(move.move.at, local),
                evidence=move.move.evidence[0].id if move.move.evidence else "",
            )


def _counts(move: FoundMove) -> bool:
    """Whether it is one person's new job, of somebody the owner may bother."""
    return move.contact and not move.never and not move.with_the_firm


def _works_at(one: Acquaintance) -> Iterator[str]:
    return (job.organization for job in one.person.employments if job.current)


def _hosts(store: Store, now: datetime) -> Iterator[HostBytes]:
    """From the beginning of the owner's day seven days ago; *now* is in the owner's zone."""
    began = datetime.combine((now - WEEK).date(), time.min, now.tzinfo)
    for one in spoken.since_moment(store, seconds(began)):
        yield HostBytes(host=one.host, sent=one.sent, received=one.received)


def _day(moment: Time, now: datetime) -> date:
    """The day of the owner, in whose zone *now* is."""
    return datetime.fromtimestamp(moment, now.tzinfo).date()
