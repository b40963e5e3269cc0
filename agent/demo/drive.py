"""Live five days on the invented sample, by the use cases of the command line and the daemon.

    generate ─► config.toml, accounts ─► sync ─► prospects
    each day:  what arrived ─► sync ─► morning mail ─► approval ─► letters leave ─► what arrived …

Only the clock, the owner's hand and the people outside are played: everything shown is computed
from the mailbox as it would be from a real one. What the invented people answer is told to no part
of the program; it arrives as mail.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from random import Random

from narrowcast.agent import config_text, morning, outbox, sources, sync, wiring
from narrowcast.agent.config import OwnerSettings, PrivacySettings, Settings
from narrowcast.agent.core.asks import AskEvent, AskState
from narrowcast.agent.core.digest import Digest
from narrowcast.agent.core.model import AskId, LetterPurpose, Prospect, Suggestion, Time
from narrowcast.agent.core.prospects import read_csv
from narrowcast.agent.demo import sample as samples
from narrowcast.agent.demo.diary import ZONE
from narrowcast.agent.demo.mails import append_mbox
from narrowcast.agent.demo.owner import Approval, Hand
from narrowcast.agent.demo.sample import Sample
from narrowcast.agent.demo.world import Reaction, World
from narrowcast.agent.places import Places, places, write_private
from narrowcast.agent.store import asks, companions, prospects
from narrowcast.agent.store import outbox as letters
from narrowcast.agent.store.asks import Happened, Origin
from narrowcast.agent.store.outbox import LetterState
from narrowcast.agent.wiring import Workplace
from narrowcast.connectors.tiers import Tier

DAYS = 5
BEGINS = datetime(2026, 11, 2, 6, 30, tzinfo=UTC)
"""A Monday, so that five days are a working week."""
_ROUNDS = (timedelta(hours=4), timedelta(hours=7), timedelta(hours=11))
"""When new mail is read after the morning: at noon, in the afternoon, in the evening."""
_MINUTE = 60
_THINKS = timedelta(minutes=20)  # from the morning mail to the approval
_PITCH = "I help manufacturers bring new suppliers on board in half the time"
_CREDENTIAL = "Three firms of your size have cut their onboarding from ten weeks to five"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """The best way to a prospect, or that there is none."""

    prospect: str
    introducer: str
    because: str
    """What speaks most for this introducer."""
    abstained: str
    """'' or why there is no good path."""
    next_step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What there was before the first day, and what was found in it."""

    seed: int
    owner: str
    began: datetime
    mails: int
    records: int
    prospects: int
    problems: tuple[str, ...]
    ways: tuple[Way, ...]
    """One for each prospect, as on the first morning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One step of an ask, and the message that caused it."""

    ask: AskId
    at: datetime
    event: AskEvent
    state: AskState
    origin: Origin
    message_id: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One simulated day."""

    number: int
    morning: datetime
    subject: str
    """Of the morning mail; '' where there was nothing to say."""
    text: str
    html: str
    """The name of the page it was written as."""
    approvals: tuple[Approval, ...]
    letters: int
    """That left on this day."""
    arrived: int
    moved: tuple[Moved, ...]
    """In order."""
    to_review: tuple[str, ...]
    """What the owner is asked to look at in the evening."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """An ask at the end of the week."""

    ask: AskId
    prospect: str
    introducer: str
    state: AskState
    message_id: str
    """Of the message that moved it last; '' where none that arrived did."""
    needs_review: str
    steps: tuple[Moved, ...]


@dataclass(slots=True)
class Stage:
    """A sample that is being lived: its files, the world outside, and the program at work."""

    sample: Sample
    world: World
    work: Workplace
    places: Places
    hand: Hand
    opening: Opening
    _left: dict[str, bytes] = field(default_factory=dict[str, bytes])
    """What lies in the outbox, by file; b'' where it is no letter."""
    _filed: set[bytes] = field(default_factory=set[bytes])
    _inbox: dict[str, bytes] = field(default_factory=dict[str, bytes])
    """What arrived in the week, by Message-ID."""

    def days(self) -> Iterator[Day]:
        """Live the days one after the other."""
        for number in range(1, DAYS + 1):
            yield self._day(number)

    def outcomes(self) -> tuple[Outcome, ...]:
        """How every ask that was approved stands now."""
        labels = {one.id: one.label for one in prospects.everybody(self.work.store)}
        steps = [step for one in asks.history(self.work.store) if (step := _moved(one))]
        return tuple(
            Outcome(
                ask=ask.id,
                prospect=labels[ask.prospect],
                introducer=ask.letter.to_name,
                state=ask.state,
                message_id=next((s.message_id for s in reversed(mine) if _shows(s)), ""),
                needs_review=ask.needs_review,
                steps=mine,
            )
            for ask in asks.every(self.work.store)
            if (mine := tuple(step for step in steps if step.ask == ask.id))
            and any(step.event is AskEvent.SCHEDULED for step in mine)
        )

    def sent(self) -> tuple[bytes, ...]:
        """The letters that really left so far; the morning mail, in the same outbox, is none."""
        for path in sorted(self.places.outbox.glob("new/*")):
            if path.name not in self._left:
                raw = path.read_bytes()
                self._left[path.name] = raw if _is_letter(raw) else b""
        return tuple(filter(None, self._left.values()))

    # ---- a day -----------------------------------------------------------------------------------

    def _day(self, number: int) -> Day:
        begins = self.sample.end + timedelta(days=number - 1)
        before = len(asks.history(self.work.store))
        left = len(self.sent())
        arrived = self._read(number, begins)
        digest = self._morning(begins)
        html = self._keep_html(number, digest)
        self.hand.settle(self._truth(), begins + _THINKS)
        thought = begins + _THINKS
        approvals = (*self.hand.approve_letters(thought), *self.hand.approve(thought))
        self._thank(thought)
        for pause in _ROUNDS:
            arrived += self._read(number, begins + pause)
        happened = asks.history(self.work.store)[before:]
        return Day(
            number=number,
            morning=begins.astimezone(ZONE),
            subject=digest.subject if digest else "",
            text=digest.text if digest else "",
            html=html,
            approvals=approvals,
            letters=len(self.sent()) - left,
            arrived=arrived,
            moved=tuple(step for one in happened if (step := _moved(one))),
            to_review=tuple(
                f"#{one.id} {one.needs_review}"
                for one in asks.every(self.work.store)
                if one.needs_review
            ),
        )

    def _read(self, day: int, now: datetime) -> int:
        """Let due letters leave, let the world answer, read what arrived; count it."""
        self._let_go(now)
        came = self.world.reactions(self.sent(), day, now)
        append_mbox(self.sample.mail, [(_date(raw), raw) for raw in came])
        self._inbox |= {_message_id(raw): raw for raw in came}
        self.work.sync(now)
        return len(came)

    def _let_go(self, until: datetime) -> None:
        """What the daemon's ticks would have done since the last round."""
        last = 0
        for letter in letters.letters(self.work.store, LetterState.PLANNED):
            due = max(letter.send_after, last + _MINUTE)
            if due > until.timestamp():
                return
            outbox.tick(self.work.store, self.work.sender, Time(due))
            last = due
        self._file_copies()

    def _file_copies(self) -> None:
        """The owner's provider files what left among the sent mail."""
        for raw in self.sent():
            if raw not in self._filed:
                self._filed.add(raw)
                copy = b"X-Gmail-Labels: Sent\n" + raw.replace(b"\r\n", b"\n")
                append_mbox(self.sample.mail, [(_date(raw), copy)])

    def _morning(self, now: datetime) -> Digest | None:
        office = self.work.office()
        return morning.send(replace(office, desk=self.hand.desk), self.work.drawer, "", now)

    def _keep_html(self, number: int, digest: Digest | None) -> str:
        if digest is None:
            return ""
        path = self.sample.mail.parent / f"morning-{number}.html"
        path.write_text(digest.html, "utf-8")
        return path.name

    def _thank(self, now: datetime) -> None:
        """The owner answers by hand the introductions that no letter was drafted for."""
        truth = self._truth()
        answered = {
            one.ask
            for one in companions.every(self.work.store)
            if one.purpose is LetterPurpose.BCC_REPLY
        }
        for ask in asks.every(self.work.store, {AskState.INTRODUCED}):
            if ask.id in answered:
                continue
            steps = asks.history(self.work.store, ask.id)
            made = next(one for one in reversed(steps) if one.event is AskEvent.INTRODUCED)
            reaction = truth.get(made.message_id)
            if reaction is not None and reaction.prospect is not None:
                raw = self._inbox[made.message_id]
                append_mbox(self.sample.mail, [(now, self.hand.thank(ask, raw, reaction, now))])

    def _truth(self) -> dict[str, Reaction]:
        return {one.message_id: one for one in self.world.truth()}


@contextmanager
def stage(seed: int, folder: Path, watch: sync.Watcher = lambda _: None) -> Generator[Stage]:
    """Make the sample of *seed* in *folder*, set the program up there and read everything once.

    All files stay in *folder*: the mailbox, the letters, and `home`, which every command can be
    pointed at afterwards. Raises what the use cases raise.
    """
    sample = samples.generate(seed, folder, end=BEGINS)
    home = folder / "home"
    settings = _settings(sample)
    where = places(home, settings)
    write_private(where.config, config_text.render(settings))
    with wiring.workplace(settings, where) as work:
        first = work.sync(BEGINS, watch)
        wanted = _import(work, sample)
        yield Stage(
            sample=sample,
            world=World(sample),
            work=work,
            places=where,
            hand=Hand(sample, work, replace(work.desk(), mint=_minting(seed))),
            opening=Opening(
                seed=seed,
                owner=sample.owner.display,
                began=BEGINS,
                mails=first.synced.messages,
                records=first.synced.records,
                prospects=len(wanted),
                problems=first.synced.problems,
                ways=tuple(_way(work.suggest(one, BEGINS)) for one in wanted),
            ),
        )


def _settings(sample: Sample) -> Settings:
    files = {"mbox": sample.mail, "ics": sample.calendar, "linkedin": sample.linkedin}
    names = ("mail", "calendar", "linkedin")
    return Settings(
        owner=OwnerSettings(
            name=sample.owner.display,
            addresses=tuple(reversed(sample.owner.addresses)),  # the present one first
            zone=ZONE.key,
            pitch=_PITCH,
            credential=_CREDENTIAL,
        ),
        privacy=PrivacySettings(tier=Tier.MENTIONS),
        accounts=tuple(
            sources.account(name, path, connector)
            for name, (connector, path) in zip(names, files.items(), strict=True)
        ),
    )


def _import(work: Workplace, sample: Sample) -> tuple[Prospect, ...]:
    sheet = read_csv(sample.prospects_csv.read_text("utf-8"))
    return prospects.add(work.store, [row.prospect for row in sheet.rows], wiring.seconds(BEGINS))


def _way(found: Suggestion) -> Way:
    best = None if found.abstained else next(iter(found.introducers), None)
    favours = [reason.text for reason in best.reasons if reason.favours] if best else []
    return Way(
        prospect=found.prospect.label,
        introducer=best.person.name if best else "",
        because=favours[0] if favours else "",
        abstained=found.abstained,
        next_step=found.next_step,
    )


def _minting(seed: int) -> Callable[[], str]:
    """Ids that are the same in every run of a seed; real ones are unguessable."""
    chance = Random(f"{seed}:ids")
    return lambda: f"{chance.getrandbits(128):032x}"


def _shows(step: Moved) -> bool:
    """Whether a mail stands behind *step*, be it judged by the program or by the owner."""
    return bool(step.message_id) and step.origin != Origin.OUTBOX


_UNSHOWN = frozenset({AskEvent.DRAFTED, AskEvent.APPROVED, AskEvent.SENDING_STARTED})
"""Steps between those that a person would name."""


def _moved(happened: Happened) -> Moved | None:
    if happened.undone or happened.event in _UNSHOWN:
        return None
    return Moved(
        ask=happened.ask,
        at=datetime.fromtimestamp(happened.at, ZONE),
        event=happened.event,
        state=happened.after,
        origin=happened.origin,
        message_id=happened.message_id,
        why=happened.why,
    )


def _is_letter(raw: bytes) -> bool:
    return "X-Narrowcast-Id" in message_from_bytes(raw, policy=policy.default)


def _message_id(raw: bytes) -> str:
    return str(message_from_bytes(raw, policy=policy.default)["Message-ID"]).strip()


def _date(raw: bytes) -> datetime:
    moment = message_from_bytes(raw, policy=policy.default)["Date"].datetime
    assert isinstance(moment, datetime), "the world's mails and ours have a Date"
    return moment
