"""When somebody who cannot help now wants to be asked again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from narrowcast.nlp.clauses import Phrases
from narrowcast.nlp.dates import Dates, Moment, dates
from narrowcast.nlp.later_words import LATER
from narrowcast.nlp.vague_dates import READ

_CLAUSE = re.compile(rf"[!?;\n]|[.,](?=\s)(?!\s{READ})")
_AGAIN = re.compile(
    r"(?<!\w)(?:again|back|remind|ping|nudge|chase|try me|ask me|wieder|nochmal|noch mal"
    r"|noch einmal|meld\w*|frag\w*|erinner\w*"
    r"|relanc\w+|recontact\w+|rappel\w+|redemand\w+|reparl\w+|revien\w+"
    r"|vuelv\w+|recuérd\w+|recuerd\w+|escríb\w+|hablamos|risent\w+|ricontatt\w+|risentiamoci"
    r"|riparl\w+|riscriv\w+|ricord\w+|opnieuw|nog eens|vraag|herinner|volt\w+|lembr\w+|igen|påminn"
    r"|påmind|återkom\w*|hör av|ponownie|jeszcze raz|odezw\w+|przypomn\w+|wróć\w*|wrócimy)(?!\w)"
)


def again_date(own_text: str, written: date) -> date | None:
    """The day from which they may be asked again; None where they name none.

    The latest day named where they speak of asking again, or else of not now, or else at all.
    """
    read = dates(own_text, written)
    for pattern in (_AGAIN, LATER, _ANY):
        days = [moment.day for moment in _near(read, pattern) if moment.day > written]
        if days:
            return max(days)
    return None


_ANY = re.compile("")


def _near(read: Dates, pattern: re.Pattern[str] | Phrases) -> Iterator[Moment]:
    """The days named in clauses where *pattern* is found."""
    start = 0
    ends = [*(end.span() for end in _CLAUSE.finditer(read.text)), (len(read.text), 0)]
    for end, after in ends:
        if pattern.search(read.text, start, end):
            yield from read.within(start, end)
        start = after
