"""What the owner does next, by how far they are: from nothing at all to the day's letters."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from narrowcast.agent.core.asks import AskState


@dataclass(frozen=True, slots=True)
class Step:
    """A command, and what it is for."""

    command: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far a set-up is."""

    configured: bool = False
    address: str = ""
    """One of the owner's; '' while none is known."""
    reads: bool = False
    """Whether an account is there to be read."""
    stuck: Collection[str] = ()
    """The commands that accounts wait for, which cannot be read before."""
    messages: int = 0
    unfinished: int = 0
    """Folders that were not read to the end yet."""
    prospects: int = 0
    asks: Mapping[str, int] = field(default_factory=dict[str, int])
    """How many are in each state."""
    letters: int = 0
    """Letters beside asks that wait for approval."""
    doubts: int = 0
    daemon: bool = False


_HEARD = (AskState.UNCLEAR, AskState.QUESTION)
_OPEN = (AskState.SENT, AskState.AWAY, AskState.AGREED, AskState.SCHEDULED, AskState.APPROVED)


def steps(at: Standing) -> tuple[Step, ...]:
    """What to do, the first first; never empty."""
    beginning = tuple(_beginning(at))
    if beginning:
        return beginning
    daily = tuple(_daily(at))
    return daily or (Step("narrowcast suggest", "whom to ask, for each prospect"),)


def _beginning(at: Standing) -> Iterator[Step]:
    """Until there is something to suggest, one thing comes after the other."""
    if not at.address:
        why = "whose mail it is" if at.configured else "who you are and how you write: a minute"
        force = " --force" if at.configured else ""
        yield Step(f"narrowcast init{force}", why)
    elif not at.reads:
        yield Step(f"narrowcast connect {at.address}", "your mail; shows first what it will read")
    elif at.stuck:
        for command in at.stuck:
            yield Step(command, "this account waits for you")
    elif not at.messages:
        yield Step("narrowcast sync", "reads it, newest first; may be stopped at any time")
    elif not at.prospects:
        yield Step(
            "narrowcast prospect add 'Name, Title, Firm'", "whom you want to be introduced to"
        )


def _daily(at: Standing) -> Iterator[Step]:
    waiting = at.asks.get(AskState.DRAFTED, 0) + at.letters
    if met := at.asks.get(AskState.INTRODUCED, 0):
        yield Step("narrowcast today", f"{_counted(met, 'introduction')} to answer within a day")
    if heard := sum(at.asks.get(state, 0) for state in _HEARD):
        yield Step("narrowcast today", f"{_counted(heard, 'answer')} to look at")
    if lost := at.asks.get(AskState.UNKNOWN, 0):
        yield Step("narrowcast timeline", f"{_counted(lost, 'letter')} may have left: say whether")
    if waiting:
        yield Step("narrowcast review", f"{_counted(waiting, 'letter')} to approve, or not")
    if at.unfinished:
        yield Step("narrowcast sync", f"{_counted(at.unfinished, 'folder')} not read to the end")
    if not sum(at.asks.values()):
        yield Step("narrowcast suggest", "whom to ask, for each prospect")
    if at.doubts:
        yield Step("narrowcast person review", f"{_counted(at.doubts, 'doubt')} about who is who")
    if not at.daemon and any(at.asks.get(state) for state in _OPEN):
        yield Step("narrowcast service install", "hears answers, and sends what you approved")


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
