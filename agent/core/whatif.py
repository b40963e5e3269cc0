"""What would change an answer: the ranking done again with evidence that is not there (yet).

Only the evidence about the prospect is added; the same mail would also count as contact with its
author, which can only help them. So the number told is enough, and at times one more than needed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from narrowcast.agent.core import chance, paths
from narrowcast.agent.core.arithmetic import Raw
from narrowcast.agent.core.chance import Form, Habits, Ranked
from narrowcast.agent.core.model import AddressId, Time
from narrowcast.agent.core.paths import LinkEvidence, Sight, Word

MOST = 64
"""More mails than this are not worth saying: nothing of the kind would change it."""

_THEY, _WHOM, _OWNER = AddressId(-1), AddressId(-2), AddressId(-3)


class Mail(StrEnum):
    """A mail that might come tomorrow."""

    WITH = "with"  # from the contact to prospect and owner
    FIRM = "firm"  # from the contact to somebody at the prospect's employer and the owner
    NAMING = "naming"  # of the contact, naming the prospect in its text


def amounts(mail: Mail, as_of: Time) -> dict[str, float]:
    """How much of each kind of evidence one such mail adds to its author."""
    found = paths.terms(_evidence(mail, as_of), as_of)
    return {kind: value for kind, values in found.items() if (value := values.get(_THEY, 0.0)) > 0}


def _evidence(mail: Mail, as_of: Time) -> LinkEvidence:
    sight = Sight(0, as_of, _THEY, (_THEY, _WHOM, _OWNER), 2)
    match mail:
        case Mail.WITH:
            return LinkEvidence(prospect=frozenset({_WHOM}), shared=(sight,))
        case Mail.FIRM:
            return LinkEvidence(staff=frozenset({_WHOM}), employer=(sight,))
        case Mail.NAMING:
            return LinkEvidence(named=(Word(0, as_of, _THEY),))


Good = Callable[[Sequence[Ranked]], bool]


def needed(
    raw: Raw, known: Habits, form: Form, person: AddressId, one: Mapping[str, float], good: Good
) -> int | None:
    """The least number of mails, each adding *one* to *person*, that makes the ranking *good*;
    None: not even `MOST` do.
    """

    def enough(count: int) -> bool:
        more = _more(raw, person, {kind: value * count for kind, value in one.items()})
        return good(chance.rank(more, known, form, paths.OF_PROSPECT))

    most = 1
    while not enough(most):
        most *= 2
        if most > MOST:
            return None
    least = most // 2  # not enough, or 0
    while most - least > 1:
        middle = (least + most) // 2
        least, most = (least, middle) if enough(middle) else (middle, most)
    return most


def _more(raw: Raw, person: AddressId, added: Mapping[str, float]) -> Raw:
    more = {kind: dict(raw.get(kind, {})) for kind in added}
    for kind, amount in added.items():
        more[kind][person] = more[kind].get(person, 0.0) + amount
    return {**raw, **more}
