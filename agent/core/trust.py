"""How well a relation fits a request: the best of the contexts it is known in, or a wall.

The fit only orders people who are equally strong: it stays within [`LEAST_FIT`, 1], is 1 where no
purpose was named, and 0 behind a wall. Its numbers are set by hand: no data says how introductions
fare by context, so they are few and mild (facts: peers §2b, M4).
"""

from __future__ import annotations

from collections.abc import Mapping

from narrowcast.agent.core.model import AskKind, Context, Purpose, Reason, Trust
from narrowcast.agent.core.relations import Relation, contexts_of
from narrowcast.agent.core.walls import Walls, work_of

LEAST_FIT = 0.6
GOOD_FIT = 0.85  # from here a context speaks for asking


def trust(
    relation: Relation,
    kind: AskKind,
    purpose: Purpose,
    walls: Walls | None = None,
    about: tuple[Reason, ...] = (),
) -> Trust:
    """The best fit among the contexts found; 0 where a wall, or the owner, forbids to ask.

    *about*: why nobody may be asked about this prospect (`Walls.about`).
    """
    found = tuple(contexts_of(relation)) or ((Context.UNKNOWN, None),)
    contexts = tuple(dict.fromkeys(context for context, _ in found))
    reasons = tuple(
        _turned(reason, fit(context, kind, purpose)) for context, reason in found if reason
    )
    barred = (*about, *_barred(relation, purpose, walls or Walls()))
    if barred:
        return Trust(fit=0.0, contexts=contexts, reasons=(*barred, *reasons))
    best = max(fit(context, kind, purpose) for context in contexts)
    return Trust(fit=best, contexts=contexts, reasons=reasons)


def _barred(relation: Relation, purpose: Purpose, walls: Walls) -> list[Reason]:
    """Why this contact must not be asked for this at all."""
    found = walls.around(relation.addresses, relation.employments)
    if purpose is Purpose.JOB:
        work = work_of(relation.owner_employments, relation.owner_addresses)
        found += walls.at_work(relation.addresses, relation.employments, work)
    return found


_ORDER = (
    Context.COLLEAGUE,
    Context.FORMER_COLLEAGUE,
    Context.CLIENT,
    Context.SUPPLIER,
    Context.INVESTOR,
    Context.ADVISER,
    Context.RECRUITER,
    Context.FRIEND,
    Context.COMMUNITY,
    Context.BUSINESS,
    Context.UNKNOWN,
)
# Hundredths, in the order above: colleague, former, client, supplier, investor, adviser, recruiter,
# friend, community, business, unknown.
_PURPOSES: Mapping[Purpose, tuple[int, ...]] = {
    Purpose.SALES: (80, 95, 100, 85, 95, 90, 65, 80, 75, 85, 75),
    Purpose.HIRING: (95, 100, 80, 80, 85, 85, 90, 85, 90, 80, 75),
    Purpose.JOB: (60, 100, 85, 75, 85, 85, 95, 95, 80, 80, 75),
    Purpose.FUNDING: (80, 90, 85, 75, 100, 95, 65, 85, 75, 80, 75),
    Purpose.ADVICE: (95, 100, 85, 80, 90, 95, 75, 100, 95, 80, 75),
    Purpose.PROVIDER: (95, 100, 90, 85, 85, 95, 70, 95, 90, 85, 75),
    Purpose.PARTNERSHIP: (90, 100, 95, 95, 95, 90, 65, 85, 85, 95, 75),
}
_KINDS: Mapping[AskKind, tuple[int, ...]] = {
    # Who worked with the owner can speak of them and of those they worked with.
    AskKind.REFERENCE: (100, 100, 95, 85, 85, 90, 85, 80, 75, 80, 60),
    AskKind.RECOMMENDATION: (95, 100, 95, 90, 85, 95, 75, 95, 90, 85, 70),
}


def fit(context: Context, kind: AskKind, purpose: Purpose) -> float:
    """How well one context suits a request, `LEAST_FIT` … 1; 1 where the purpose is not said."""
    if purpose is Purpose.OTHER:
        return 1.0
    place = _ORDER.index(context)
    value = _PURPOSES[purpose][place]
    if kind in _KINDS:
        value = (value + _KINDS[kind][place]) // 2
    return max(LEAST_FIT, value / 100)


def _turned(reason: Reason, value: float) -> Reason:
    """*reason* as it speaks for or against this request."""
    return Reason(
        code=reason.code,
        text=reason.text,
        favours=value >= GOOD_FIT,
        count=reason.count,
        evidence=reason.evidence,
    )
