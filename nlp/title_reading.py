"""What a job title says: rank, function, and whether its bearer holds it now.

`Assistant to the CEO` is an assistant, a `Vice President` no president, `ehem. Geschäftsführer` was
one. Rank is read from the words before the first `of`, `der`, `de` … unless a phrase says more:
`Leiterin der Geschäftsstelle` leads, a `Mitglied des Vorstands` is of the board.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from narrowcast.nlp import title_words as table
from narrowcast.nlp.folding import fold
from narrowcast.nlp.words import DEGREES, words

_MAX = 160  # characters of a title that are looked at


class Seniority(StrEnum):
    """Rank, highest first."""

    OWNER = "owner"
    C_LEVEL = "c-level"
    BOARD = "board"
    """Of a supervising board, or a partner of the firm."""
    VICE_PRESIDENT = "vice-president"
    DIRECTOR = "director"
    HEAD = "head"
    MANAGER = "manager"
    SENIOR = "senior"
    PROFESSIONAL = "professional"
    ASSISTANT = "assistant"
    TRAINEE = "trainee"
    """Who learns still: students, interns, apprentices."""


class Function(StrEnum):
    """What part of an organisation's work the title is about."""

    SALES = "sales"
    MARKETING = "marketing"
    COMMUNICATIONS = "communications"
    FINANCE = "finance"
    LEGAL = "legal"
    PEOPLE = "people"
    TECHNOLOGY = "technology"
    OPERATIONS = "operations"
    RESEARCH = "research"
    ACADEMIC = "academic"
    HEALTH = "health"
    PUBLIC = "public"
    """An office of a town or state."""


class Standing(StrEnum):
    """How the bearer holds the title."""

    CURRENT = "current"
    FORMER = "former"
    ACTING = "acting"
    STUDENT = "student"
    TRAINEE = "trainee"
    RETIRED = "retired"
    HONORARY = "honorary"


NOT_HELD = frozenset({Standing.FORMER, Standing.RETIRED})
"""Standings of who no longer does that work."""


@dataclass(frozen=True, slots=True)
class Title:
    """What a title says."""

    text: str
    """The title itself, without degrees, and without the person assisted."""
    seniority: Seniority
    function: Function | None = None
    assistant_to: str = ""
    """Who is assisted, person or office: `Assistant to Ann Lee`; a link, not a rank."""
    standing: Standing = Standing.CURRENT


@lru_cache(maxsize=8192)
def read_title(text: str) -> Title:
    """Read *text*, a whole title; unknown words make a professional without a function."""
    text = _held(_without_degrees(" ".join(text[:_MAX].split())))
    assisted = _assisting(text)
    own = assisted[1] if assisted else text
    found = _tokens(own)
    standing = Standing.RETIRED if _EMERITUS.search(own) else _standing(found)
    learns = standing in (Standing.STUDENT, Standing.TRAINEE)
    return Title(
        text=own,
        seniority=Seniority.TRAINEE if learns else _seniority(found),
        function=_function(found),
        assistant_to=_ARTICLE.sub("", assisted[3]).strip() if assisted else "",
        standing=standing,
    )


def without_former(firm: str) -> tuple[str, bool]:
    """*firm* without a leading "ex-" or "formerly at", and whether one stood there."""
    found = _FORMER_START.match(firm)
    told = found is not None and fold(found[1]) in table.FORMERLY_AT and found.end() < len(firm)
    if found is not None and told and not found[0].startswith(("Ex ", "EX ")):  # as in Ex Libris
        return firm[found.end() :], True
    return firm, False


_FORMER_START = re.compile(
    r"\s*(ex(?=[-\s.])|[^\W\d_]{3,}|f\.\s?d(?!\.? ?[A-ZÄÖÅ]\w+ [A-ZÄÖÅ]))\.?[-\s:,]+"
    r"(?:(?:with|at|of|bei|chez|en|hos|bij)\b\s*)?",
    re.IGNORECASE,
)


# ---------------------------------------------------------------- what belongs to the title

_ARTICLE = re.compile(r"^(?:the|our|dem|der|la|le|el|il|den|de)\s+", re.IGNORECASE)
_ASSISTING = re.compile(
    r"(.{0,60}\b(?:assistant|asst\.?|assistent(?:in)?|assistante|asistente|assistente"
    r"|asystent(?:ka)?|secretary|pa|ea|aide))\s+"
    r"(to|von|van|de|des|der|du|del|della|do|da|till|til|for|für)\s+"
    r"(?!direction\b|recherche\b|investigaci|research\b|state\b|projet)(.{2,80})",
    re.IGNORECASE,
)


def _assisting(text: str) -> re.Match[str] | None:
    """The assistant and who is assisted: a person or an office; `Asistente de Marketing` is none's.

    English `to` always tells.
    """
    found = _ASSISTING.match(text)
    if found is None or found[2].lower() == "to":
        return found
    told = _tokens(found[3])
    if any(_rank_of(word) or word in table.OFFICES for word in told):
        return found
    named = sum(word[:1].isupper() for word in found[3].split()) >= 2
    return found if named and _function(told) is None else None


_CLAUSE = re.compile(r"\s*[,;(]\s*")
_EDGES = " ,;.:-–—|/"


def _without_degrees(text: str) -> str:
    """*text* without degrees before and behind it; itself where it is nothing else."""
    found = text.split()
    start, end = 0, len(found)
    while end > 1 and _is_degree(found[end - 1]) and found[end - 2].endswith(","):
        end -= 1
    while start < end - 1 and _LEADING.match(found[start]):
        start += 1
    return " ".join(found[start:end]).rstrip(" ,") or text


_LEADING = re.compile(
    r"(?:Dr|Dipl|Mag|Ing|Ir|Lic|Eng|Dott|Drs)\.\S*$|(?:Dr|Ing|MMag)$|\((?:FH|TU|Univ)\)$"
)


def _is_degree(word: str) -> bool:
    if word.strip(",.()").isupper() is False and "." not in word and "-" not in word:
        return word.strip(",()") in ("PhD", "DPhil", "MSc", "BSc", "MEng", "Dr", "Ing")
    folded = fold(word).strip(",()")
    return bool({folded, folded.rstrip("."), folded.replace(".", "")} & DEGREES) or (
        folded.startswith(("dipl.", "dr.", "mag."))
    )


def _held(text: str) -> str:
    """*text* without a further title that is called former: `Founder, former CEO of Acme`."""
    parts = _CLAUSE.split(text)
    kept = [p for n, p in enumerate(parts) if n == 0 or not _is_former(_tokens(p)[:3], beside=True)]
    return text if len(kept) == len(parts) else ", ".join(kept).strip(_EDGES)


_EMERITUS = re.compile(r"\bem\.|\bprof(?:essor(?:in)?)?\.? em$", re.IGNORECASE)  # Portuguese: in
_TOKEN = re.compile(r"[^\W_]+(?:\.[^\W_]+)*(?:&[^\W_]+)?")
_SPACED = re.compile(r"\b([^\W\d_])\.\s(?=[^\W\d_]\.)")


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(fold(_SPACED.sub(r"\1.", text)))


# ---------------------------------------------------------------- standing


def _standing(found: Sequence[str]) -> Standing:
    told = set(found)
    phrase = f" {' '.join(found)} "
    if told & table.HONORARY:
        return Standing.HONORARY
    if _stands(table.RETIRED_PHRASES, phrase) or told & table.RETIRED:
        return Standing.RETIRED
    if _is_former(found) or (found[1:] and found[-1] in table.FORMER):
        return Standing.FORMER
    if _stands(table.ACTING_PHRASES, phrase) or told & table.ACTING:
        return Standing.ACTING
    return _learning(found)


def _is_former(found: Sequence[str], *, beside: bool = False) -> bool:
    """Whether a title that begins so is one that was held; *beside* another it has to say which."""
    if not found or (beside and len(found) == 1 and found[0] in table.FORMER):
        return False
    if found[0] in table.FORMER or _stands(table.FORMER_PHRASES, f" {' '.join(found[:3])} "):
        return True
    if found[0] in table.FORMER_BEFORE_RANKS and found[1:]:
        return _rank_of(found[1]) is not None
    return any(found[0].removeprefix(ex) in _RANKS for ex in _EX if found[0].startswith(ex))


_EX = ("ex", "eks", "alt", "oud")
"""`exdirector`, `Altbürgermeister`, `oudburgemeester` are one word."""


def _learning(found: Sequence[str]) -> Standing:
    """Students and interns, unless a later word says that the title is about them."""
    for place, word in enumerate(found):
        student = word in table.STUDENTS
        if student or word in table.TRAINEES or _is_learner(word):
            after = {_rank_of(later) for later in found[place + 1 :]} - {None, "assistant"}
            about = {"services", "affairs", "coordinator", "advisor", "adviser", "counselor"}
            if after or about & set(found[place + 1 :]):
                continue
            trained = word in table.TRAINEES or word.endswith(table.LEARNERS_ENDS[2:])
            return Standing.TRAINEE if trained else Standing.STUDENT
    return Standing.CURRENT


def _is_learner(word: str) -> bool:
    """`Jurastudent`, `studentermedhjælper`: compounds."""
    return word.endswith(table.LEARNERS_ENDS) or word.startswith(("studentermed", "studentmed"))


def _stands(phrases: Sequence[str], text: str) -> bool:
    return any(f" {phrase} " in text for phrase in phrases)


# ---------------------------------------------------------------- rank

_LINKS = words("""
    of for to the der des fur im in beim de du del della dei di da do dos das van voor till til i ds
    dla av af at bei
    """)
_PHRASES = sorted(
    ((f" {phrase} ", rank) for rank, listed in table.RANK_PHRASES.items() for phrase in listed),
    key=lambda one: (-len(one[0]), one),
)
_RANKS = {word: rank for rank, listed in reversed(table.RANK_WORDS.items()) for word in listed}


def _seniority(found: Sequence[str]) -> Seniority:
    """The highest of what phrases and the words beside them say."""
    if _is_officer(found):
        return Seniority.OWNER if _RANKED["owner"] & set(found) else Seniority.C_LEVEL
    text = f" {' '.join(found)} "
    ranks: list[str] = []
    for phrase, rank in _PHRASES:
        if phrase in text:
            ranks.append(rank)
            text = text.replace(phrase, " ", 1)
    ranks += _ranks(text.split(), deputy=bool(ranks))
    return min(map(Seniority, ranks), key=_HIGHEST.index, default=Seniority.PROFESSIONAL)


_HIGHEST = tuple(Seniority)
_RANKED = table.RANK_WORDS


def _is_officer(found: Sequence[str]) -> bool:
    """`Chief … Officer`."""
    if "chief" not in found or "officer" not in found:
        return False
    return 0 < found.index("officer") - found.index("chief") <= 4


def _ranks(found: Sequence[str], *, deputy: bool) -> list[str]:
    """What each word before the first linking word says.

    An assistant is nothing higher, unless *deputy*, or as the first word before a rank.
    """
    end = next((n for n, word in enumerate(found) if n and word in _LINKS), len(found))
    told = [(word, rank) for word in found[:end] if (rank := _rank_of(word))]
    higher = [rank for word, rank in told if word not in table.DEPUTIES and rank != "assistant"]
    lower = [rank for _, rank in told if rank == "assistant"]
    if lower and not deputy and not (higher and found[0] in table.DEPUTIES):
        return lower
    return higher


_BEFORE_RANKS = ("ex", "ehren", "ere", "heders", "aeres")


@lru_cache(maxsize=4096)
def _rank_of(word: str) -> str | None:
    word = word.strip(".")
    for prefix in _BEFORE_RANKS:
        if word.startswith(prefix) and word.removeprefix(prefix) in _RANKS:
            return _RANKS[word.removeprefix(prefix)]
    if word in _RANKS:
        return _RANKS[word]
    ends = ((end, rank) for rank, listed in table.RANK_ENDS.items() for end in listed)
    fitting = [
        (len(end), rank) for end, rank in ends if len(word) > len(end) and word.endswith(end)
    ]
    return max(fitting)[1] if fitting else None


# ---------------------------------------------------------------- function


def _by_word(listed: Mapping[str, frozenset[str]]) -> dict[str, Function]:
    return {word: Function(name) for name, shown in listed.items() for word in shown}


_FUNCTION_WORDS = _by_word(table.FUNCTION_WORDS)
_FUNCTION_STEMS = _by_word(table.FUNCTION_STEMS)
_STEM_LENGTHS = tuple(sorted({len(stem) for stem in _FUNCTION_STEMS}, reverse=True))


def _function(found: Sequence[str]) -> Function | None:
    """What a phrase shows, else the first telling word."""
    text = f" {' '.join(found)} "
    for name, phrases in table.FUNCTION_PHRASES.items():
        if _stands(phrases, text):
            return Function(name)
    return next((shown for word in found if (shown := _function_of(word))), None)


@lru_cache(maxsize=4096)
def _function_of(word: str) -> Function | None:
    if word in _FUNCTION_WORDS:
        return _FUNCTION_WORDS[word]
    for piece in _ends(word):
        for length in _STEM_LENGTHS:
            if piece[:length] in _FUNCTION_STEMS:
                return _FUNCTION_STEMS[piece[:length]]
    return None


def _ends(word: str) -> Iterator[str]:
    """*word* from its beginning and, being long, from each of its letters on (compounds)."""
    yield word
    if len(word) >= 10:
        yield from (word[start:] for start in range(3, min(len(word) - 5, 40)))
