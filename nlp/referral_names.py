"""Whom a referral names ("better ask Tom Berg"), and what a name-drop allows one to say."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

from narrowcast.nlp.clauses import MAX_CHARACTERS, Phrases, normalised
from narrowcast.nlp.folding import fold
from narrowcast.nlp.name_drop_words import NAME_DROP
from narrowcast.nlp.named import is_no_name, is_one_of, people_named
from narrowcast.nlp.referral_words import REFERRAL
from narrowcast.nlp.words import HONORIFICS, STOP_LABELS, words

MAX_SAID = 200  # characters


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    hit: bool
    """The words of its kind are found in it."""


def referred_person(own_text: str, but: Collection[str] = ()) -> str:
    """The name of the person to ask instead, as written; '' where none is told for sure.

    *but* are names that are not meant: the prospect's, the writer's. A name in the clause of the
    referral goes before one in the next clauses, and a full one before a given name.
    """
    pieces = _pieces(own_text, REFERRAL)
    if not any(piece.hit for piece in pieces):
        return ""
    hit = [piece.text for piece in pieces if piece.hit]
    first = next(number for number, piece in enumerate(pieces) if piece.hit)
    rest = [piece.text for piece in (*pieces[first:], *reversed(pieces[:first]))]
    candidates = (*_full(hit, but), *_given(hit, but), *_full(rest, but), *_given(rest[:3], but))
    return next(iter(candidates), "")


def _pieces(text: str, pattern: Phrases) -> list[_Piece]:
    """The clauses of *text* as written."""
    text = text[:MAX_CHARACTERS]
    cuts = [0, *(end.end() for end in _CLAUSE_END.finditer(text)), len(text)]
    parts = (text[a:b].strip(" \t\r\n,;:()") for a, b in pairwise(cuts))
    plain = ((part, " ".join(normalised(part).strip(" .!?\"'").split())) for part in parts if part)
    return [_Piece(part, pattern.search(plainly) is not None) for part, plainly in plain]


_CLAUSE_END = re.compile(
    r"(?<!\b\w)(?<!\b[DMS]r)(?<!\bMs)(?<!\bMrs)(?<!\b[DS]ra)(?<!\bProf)(?<!\b[Dd]ott)"
    r"[.](?=\s|$)|[!?;:,](?=\s|$)|\n[ \t]*\n| [-–—] "
)


def _full(texts: list[str], but: Collection[str]) -> Iterator[str]:
    return (found.name for text in texts for found in people_named(text, but))


_NAME = r"([^\W\d_a-z][^\W\d_]{1,20}(?:[-'’][^\W\d_]{2,})?)(?!\w|['’]s| [^\W\d_a-z][\w-]*['’]s)"
_ASKED = re.compile(
    r"(?<!\w)(?:(?:ask|asking|asked|try|trying|tried|considered|contact"
    r"|contacting|to|with|through|via|by|over to)"
    r"|(?:frag|frage|fragen|kontaktiere|kontaktieren|versuch|versuche|nimm|sprich)"
    r"(?: (?:am besten|besser|lieber|eher|mal|doch|sie|es|bitte|dazu|da|hierzu|direkt|den|die"
    r"|statt mir)){0,3}|(?:an|bei|mit|über) (?:den |die )?"
    r"|par|avec|auprès de|chez|à|vers|con|a|da|di|al|alla|do|ao|bij|aan|met|tot|naar|com|antes com"
    r"|(?:med|till|til|hos|fråga|prata med|hör med|spørg|prøv|kontakta|kontakt)"
    r"(?: (?:hellre|hellere|istället|i stedet|heller|med)){0,2}|vraag(?: het)?(?: beter| liever)?"
    r"|demande(?:z)?(?: plutôt)? à|u|z|ze|przez|zapytaj|spytaj|sentire|contattare"
    r"|istället|i stället|i stedet|hellre|hellere) ?(?<=[ ])" + _NAME
)
_KNOWS = re.compile(
    _NAME + r"(?: (?:in|from|at|aus|im|vom|de|van|från|fra|z) [\w-]+)?"
    r" (?:is|knows|would|might|could|will|can|'s|does|owns|looks|runs|leads|kennt|ist|wäre|connaît"
    r"|est|serait|conoce|es|sería|conosce|è|sarebbe|kent|zou|conhece|é|seria|känner|är|vore|kender"
    r"|er|ville|zna|jest|będzie)(?!\w)"
)


_IS = re.compile(r"(?<!\w)(?:is|es|é o|é a|é|è|est|är|er|jest) " + _NAME + r"[.!]?$")


def _given(texts: list[str], but: Collection[str]) -> Iterator[str]:
    """Given names alone, where the words before or behind tell that one stands there."""
    for text in texts:
        for pattern in (_ASKED, _KNOWS, _IS):
            for hit in pattern.finditer(text):
                if not _is_other(hit[1]) and not is_one_of(hit[1], but):
                    yield hit[1]


def _is_other(word: str) -> bool:
    folded = fold(word)
    return folded in _NOT_GIVEN or folded in HONORIFICS or is_no_name(word)


_NOT_GIVEN = STOP_LABELS | words(
    """
    i he she it they we you who that this there what her him them me us linkedin xing
    marketing vertrieb personal hr team er sie es das wer dies die der den dem beide
    il elle on ce cela qui lui el ella ello eso quien usted lei egli lui chi esso hij zij ze het
    dat wie ele ela isso quem han hon hun det den vem hvem ono ona on to kto nobody somebody
    leuten leute kontakte kontakten kunden vorgesetzten firma zentrale personalabteilung einkauf
    assistenz sekretariat freunden bekannten geschaftsfuhrung deine ihre seine unsere
    someone maybe then so if and but perhaps one
    """
)

# ---------------------------------------------------------------- what may be said


def allowed_words(own_text: str) -> str:
    """What a name-drop allows one to say: their clause ("that we met in Porto"), or sentence.

    '' where nothing allows it.
    """
    text = " ".join(own_text[:MAX_CHARACTERS].split())
    for sentence in _SENTENCE_END.split(text):
        told = _SAY_THAT.search(sentence)
        if told is not None:
            return told[1].strip(" ,;\"'")[:MAX_SAID]
    pieces = _pieces(own_text, NAME_DROP)
    said = next((piece.text for piece in pieces if piece.hit), "")
    return " ".join(said.split()).rstrip(".!")[:MAX_SAID]


_SENTENCE_END = re.compile(r"[.!?;](?=\s|$)|\n| [-–—] ")
_SAY_THAT = re.compile(
    r"(?<!\w)(?:say|saying|tell|telling|mention|mentioning|write|sag|sagen?|sage|schreib\w*|erwähn\w*"
    r"|ausrichten|dis|dites|dire|écri\w*|préciser?|mentionn\w+|di|dile|dígale|decir\w*|diga|cuénta\w*"
    r"|coménta\w*|menciona\w*|dille|digli|dica|dirle|dirgli|dì|scrivi\w*|zeg|zeggen|vertel\w*"
    r"|vermeld\w*|diz|dizer|fala|falar|fale|mencion\w+|säg|säga|nämn\w*|skriv\w*|berätta|sig|sige"
    r"|nævn\w*|fortæl\w*|powiedz\w*|napisz\w*|wspomn\w*|powiedzieć)(?:-\w+)?,?"
    r"(?: (?!that|dass|daß|que|qu|che|dat|att|at|że|iż)[\w'’]+){0,3},? "
    r"((?:that|dass|daß|que|qu['’]\w+|che|dat|att|at|że|iż|i|we|you|ich|wir)"
    r"(?=[ '’]).{2,})",
    re.IGNORECASE,
)
