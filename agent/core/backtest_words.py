"""What a backtest found, as one would say it to a friend."""

from __future__ import annotations

from collections.abc import Sequence

from narrowcast.agent.core.replay import FEW, Method, Replayed, duel, score

HONEST = (
    "Each was asked with only the mail older than a week before it. This measures who did bring"
    " you together, favours and work handed on alike, not who would if asked: refusals leave no"
    " trace, and others could have done it too."
)


def verdict(found: Sequence[Replayed]) -> str:
    """The one sentence: how often the real introducer was among the first three, and of others."""
    if not found:
        return "No past introduction could be replayed yet; there is too little mail."
    ours, volume, lately = (score(found, method) for method in Method)
    people = "your past introduction" if len(found) == 1 else "past introductions"
    return (
        f"For {ours.third} of {len(found)} {people} your real introducer was among our first"
        f" three (among the three people you mail most: {volume.third}; the three you mailed"
        f" most lately: {lately.third})."
    )


def certainty(found: Sequence[Replayed]) -> str:
    """How far those numbers can be trusted, held against the better of the two others."""
    if len(found) < FEW:
        return f"That is too few to tell whether it is any good: {FEW} at least say something."
    other = max((Method.VOLUME, Method.INTERACTIONS), key=lambda method: score(found, method).third)
    held = duel(found, other)
    named = _NAMES[other]
    if not held.ours and not held.theirs:
        return f"It was right exactly where going by {named} was."
    told = (
        f"In {held.ours} it was right where going by {named} was wrong;"
        f" in {held.theirs or 'none'} the other way round: "
    )
    if not held.is_clear:
        return f"{told}chance alone could do that."
    return told + ("a clear gain." if held.ours > held.theirs else f"{named} serves you better.")


def silent(found: Sequence[Replayed]) -> str:
    """How often it would have kept silent; '' where never."""
    quiet = sum(one.abstained for one in found)
    if not quiet:
        return ""
    times = "Once" if quiet == 1 else f"{quiet} times"
    return f"{times} it would have said that it sees no path (they are counted all the same)."


_NAMES = {
    Method.NARROWCAST: "narrowcast",
    Method.VOLUME: "most mail",
    Method.INTERACTIONS: "most mail lately",
}
