"""An answer worked out step by step, and what would change it: `narrowcast suggest --explain`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from narrowcast.agent.core import chance, whatif
from narrowcast.agent.core.arithmetic import MEANINGS, Arithmetic, Sums, counted
from narrowcast.agent.core.chance import Ranked, Verdict
from narrowcast.agent.core.model import AddressId, AddressKey, Estimate, Suggestion, seconds
from narrowcast.agent.core.question import Question
from narrowcast.agent.core.reasons import employer_of, mails
from narrowcast.agent.core.ways import FAINT_BELOW, FORM, RELIABILITY
from narrowcast.agent.core.whatif import Mail
from narrowcast.agent.explain import Answered
from narrowcast.agent.suggest import Advisor


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What the owner lets narrowcast read: what more of it would show is not known, only that it
    might.
    """

    texts: bool
    """Whether mails' texts are searched for names, by the tier *mentions* or by the server."""
    network: bool
    """Whether a LinkedIn export is among the accounts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """One introducer's place."""

    name: str
    address: AddressKey
    arithmetic: Arithmetic
    chance: Estimate
    fit: float
    score: float
    """chance × fit: what orders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workings:
    """All that made an answer."""

    suggestion: Suggestion
    introducers: tuple[Worked, ...]
    contacts: int
    """How many people the shares are shared among."""
    verdict: Verdict
    best_link: float
    """The largest part of a chance, among those who may be asked, that rests on a link."""
    constants: Mapping[str, object]
    meanings: Mapping[str, str]
    """Of the ways that are open."""
    changes: tuple[str, ...]
    """What would change the answer, each a sentence."""


def workings(advisor: Advisor, found: Suggestion, sources: Sources) -> Workings:
    """Work out again what *found* says, with the steps kept."""
    now = seconds(found.as_of)
    answered = advisor.rank(found.prospect, now)
    evidence, question = advisor.question(found.prospect, now)
    sums = Sums(question.raw, question.habits, FORM)
    worked = []
    for one in found.introducers:
        group = answered.grouping.person(_number(advisor, answered, one.person.addresses))
        worked.append(
            Worked(
                name=one.person.name,
                address=one.person.addresses[0],
                arithmetic=sums.of(group.representative, counted(evidence, group.addresses, now)),
                chance=one.chance,
                fit=one.trust.fit,
                score=one.score,
            )
        )
    ways = dict.fromkeys(step.way for one in worked for step in one.arithmetic.steps)
    links = [r.link for r in answered.ranked if r.link > 0 and answered.is_contact(r)]
    return Workings(
        suggestion=found,
        introducers=tuple(worked),
        contacts=len(question.habits),
        verdict=answered.verdict,
        best_link=max(links, default=0.0),
        constants=_constants(),
        meanings={way: MEANINGS[way] for way in ways},
        changes=tuple(_Changes(advisor, found, answered, question).told(sources)),
    )


def _constants() -> dict[str, object]:
    """The numbers in force, by the names of `chance` (docs/judgement.md)."""
    return {
        "ways": {name: way._asdict() for name, way in FORM.ways.items()},
        "traits": dict(FORM.habits),
        "tilt": FORM.tilt,
        "faint_below": FAINT_BELOW,
        "reliability": [line._asdict() for line in RELIABILITY],
    }


def _number(advisor: Advisor, answered: Answered, addresses: Sequence[AddressKey]) -> AddressId:
    number = advisor.store.addresses.find(addresses[0])
    assert number is not None, "an introducer has an address of the store"
    return answered.grouping.of(number)


class _Changes:
    """What would change one answer."""

    def __init__(
        self, advisor: Advisor, found: Suggestion, answered: Answered, question: Question
    ) -> None:
        self._found, self._answered, self._question = found, answered, question
        self._now = seconds(found.as_of)
        self._people = {
            _number(advisor, answered, one.person.addresses): one for one in found.introducers
        }

    def told(self, sources: Sources) -> Iterator[str]:
        if self._found.abstained:
            yield from self._to_a_path()
            yield from self._unread(sources)
        else:
            yield from self._overtaking()
            yield from self._interval()
        yield from self._behind_walls()

    def _to_a_path(self) -> Iterator[str]:
        """What the best who may be asked would have to write to become a path."""
        if self._answered.verdict is Verdict.PATH or not self._people:
            return
        person, introducer = next(iter(self._people.items()))

        def good(ranked: Sequence[Ranked]) -> bool:
            link = next(r.link for r in ranked if r.person == person)
            return chance.verdict(link, FAINT_BELOW) is Verdict.PATH

        for mail in self._mails():
            count = self._needed(person, mail, good)
            if count is not None:
                who = introducer.person.name
                yield f"{who} would be a path with {mails(count)} more {self._words(mail)}"

    def _overtaking(self) -> Iterator[str]:
        """What would put the second before the first."""
        if len(self._people) < 2:
            return
        person, second = list(self._people.items())[1]
        fits = {number: one.trust.fit for number, one in self._people.items()}

        def good(ranked: Sequence[Ranked]) -> bool:
            scores = {r.person: r.score * fits[r.person] for r in ranked if r.person in fits}
            return all(scores[person] > s for p, s in scores.items() if p != person)

        for mail in self._mails():
            count = self._needed(person, mail, good)
            who, what = second.person.name, self._words(mail)
            if count is None:
                yield f"{who} would not come first even with {whatif.MOST} mails more {what}"
            else:
                yield f"{who} would come first with {mails(count)} more {what}"

    def _needed(self, person: AddressId, mail: Mail, good: whatif.Good) -> int | None:
        one = whatif.amounts(mail, self._now)
        return whatif.needed(self._question.raw, self._question.habits, FORM, person, one, good)

    def _mails(self) -> tuple[Mail, ...]:
        return (Mail.WITH, Mail.NAMING) if self._found.prospect.name else (Mail.FIRM,)

    def _words(self, mail: Mail) -> str:
        prospect = self._found.prospect
        match mail:
            case Mail.WITH:
                return f"to {prospect.name} that you are on"
            case Mail.NAMING:
                return f"that names {prospect.name}"
            case Mail.FIRM:
                return f"to somebody at {employer_of(prospect)} that you are on"

    def _interval(self) -> Iterator[str]:
        first = next(iter(self._people.values()), None)
        if first is None:
            return
        told = first.chance
        yield (
            f"no mail of yours narrows {told.low:.0%} to {told.high:.0%}: so often chances told as"
            f" {told.value:.0%} came true in mailboxes the numbers were not fitted on"
        )

    def _unread(self, sources: Sources) -> Iterator[str]:
        prospect = self._found.prospect
        if prospect.name and not prospect.addresses:
            yield f"{prospect.name}'s address is not known: mail with it may be here unrecognised"
        if not employer_of(prospect):
            yield "their employer is not known: ties to its people are not looked for"
        if not sources.texts:
            yield (
                "names inside mails were not looked for: [search] server = true asks your mail"
                ' server, privacy.tier = "mentions" reads all small mail'
            )
        if not sources.network:
            yield "no export of your LinkedIn connections was read: it lists who works where"

    def _behind_walls(self) -> Iterator[str]:
        for name in self._found.walled:
            yield f"without a wall of yours {name} would be shown: see [walls] in config.toml"
