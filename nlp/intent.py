"""What an answer to an ask means: its words to one kind, by rules in ten languages.

Precision comes first: a kind is given only where the words leave no other reading; whatever is
hedged, mixed or off the subject is `UNCLEAR` and goes to the owner. The text is read clause by
clause, so that a "no" in "no problem" and a "yes" in "yes and no" decide nothing; a clause after
"but" outweighs the one before it. `explicit` tells an act ("will write her") from a bare assent
("sure"), which means something only where it certainly answers the ask.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from narrowcast.nlp import (
    acquaintance_words,
    agreement_words,
    appointment_words,
    assent_words,
    empty_noes,
    introduced_words,
    later_words,
    name_drop_words,
    opt_out_words,
    referral_words,
    refusal_words,
    request_words,
    small_talk_words,
)
from narrowcast.nlp.clause_cuts import Clause, clauses_of
from narrowcast.nlp.clauses import normalised, without_title_dots
from narrowcast.nlp.closings import postscript, without_sign_off
from narrowcast.nlp.reactions import is_reaction
from narrowcast.nlp.referral_names import allowed_words, referred_person

BARE_ASSENT_WORDS = 5  # beside more words than these a lone "ok" no longer answers the ask
DENIED_WITHIN = 16  # characters on either side of an act within which a "not" belongs to it


class IntentKind(StrEnum):
    """Kinds of answers that words alone can tell (those of data/answers)."""

    AGREED = "agreed"
    DECLINED = "declined"
    DOES_NOT_KNOW = "does-not-know"  # declines because they do not know the prospect (well)
    LATER = "later"
    REFERRAL = "referral"  # names a better introducer
    NAME_DROP = "name-drop"
    QUESTION = "question"  # asks the owner for something
    OPT_OUT = "opt-out"
    INTRODUCED_ELSEWHERE = "introduced-elsewhere"
    REACTION = "reaction"  # nothing but an emoji
    OPAQUE = "opaque"  # cannot be read: encrypted
    EMPTY = "empty"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Intent:
    """A kind and the words it rests on, as normalised for reading."""

    kind: IntentKind
    cue: str = ""
    explicit: bool = False
    """The words name the act (introduce, write, ask her), so they are about the ask."""
    person: str = ""
    """Of a referral: whom to ask instead, as written; '' where no name is sure."""
    said: str = ""
    """Of a name-drop: what may be said, in their words."""


def intent(own_text: str, subject: str = "") -> Intent:
    """What the sender's own words (quotations already cut) say; never raises.

    *subject* is read only where the text is empty ("Re: … - yes, will do (eom)").
    """
    written = f"{without_sign_off(own_text)}\n{postscript(own_text)}"
    text = normalised(written)
    if not text:
        from_subject = _eom(subject)
        return _of_text(from_subject) if from_subject else Intent(IntentKind.EMPTY)
    if _ARMOUR.search(own_text):
        return Intent(IntentKind.OPAQUE)
    if is_reaction(text):
        return Intent(IntentKind.REACTION, text[:40])
    read = _of_text(text)
    if read.kind is IntentKind.REFERRAL:
        return replace(read, person=referred_person(written))
    return replace(read, said=allowed_words(written)) if read.kind is IntentKind.NAME_DROP else read


def _of_text(text: str) -> Intent:
    return _decide(_cues(clauses_of(without_title_dots(text))))


# ---------------------------------------------------------------- reading


_ARMOUR = re.compile(r"-----BEGIN PGP MESSAGE-----|^MIAGCSqGSIb3", re.MULTILINE)


def _eom(subject: str) -> str:
    """Words put into the subject of an empty mail, where it says so: "Re: Intro - yes! (eom)"."""
    found = re.search(
        r"[-:|] ?([^-:|]{2,80}?) ?[<(\[]?(?:eom|nt|eot|/eom)[>)\]]?\s*$", normalised(subject[:300])
    )
    return found.group(1) if found else ""


# ---------------------------------------------------------------- cues


@dataclass(frozen=True, slots=True)
class _Cue:
    kind: IntentKind
    at: int
    """Number of its clause."""
    words: str
    explicit: bool = True


@dataclass(frozen=True, slots=True)
class _Cues:
    found: tuple[_Cue, ...]
    hesitates_at: frozenset[int]
    """Numbers of the clauses that hedge."""
    hypothetical: bool
    contrast_at: int | None
    word_count: int
    """Words besides bare assents."""
    acknowledges: bool
    appointed_at: frozenset[int]
    """Numbers of the clauses that name a time to meet."""
    off_topic_question: bool

    def of(self, kind: IntentKind) -> _Cue | None:
        """The last clause that says so: people correct themselves forwards."""
        return next((cue for cue in reversed(self.found) if cue.kind is kind), None)


def _cues(clauses: list[Clause]) -> _Cues:
    found: list[_Cue] = []
    contrast = None
    off_topic = False
    for number, clause in enumerate(clauses):
        here = list(_clause_cues(clause, number))
        found += here
        off_topic = off_topic or (
            clause.asks and not here and not small_talk_words.SMALL_TALK.search(clause.text)
        )
        if contrast is None and request_words.CONTRAST.search(clause.text):
            contrast = number
    texts = [clause.text for clause in clauses]
    return _Cues(
        found=tuple(found),
        hesitates_at=frozenset(
            number for number, text in enumerate(texts) if request_words.HESITATION.search(text)
        ),
        hypothetical=any(request_words.HYPOTHETICAL.search(text) for text in texts),
        contrast_at=contrast,
        word_count=sum(len(t.split()) for t in texts if not assent_words.ASSENT.fullmatch(t)),
        acknowledges=any(assent_words.ACKNOWLEDGEMENT.search(text) for text in texts),
        appointed_at=frozenset(
            number
            for number, text in enumerate(texts)
            if appointment_words.APPOINTMENT.search(text)
        ),
        off_topic_question=off_topic,
    )


_BY_PATTERN = (
    (IntentKind.OPT_OUT, opt_out_words.OPT_OUT),
    (IntentKind.NAME_DROP, name_drop_words.NAME_DROP),
    (IntentKind.REFERRAL, referral_words.REFERRAL),
    (IntentKind.INTRODUCED_ELSEWHERE, introduced_words.INTRODUCED_ELSEWHERE),
    (IntentKind.LATER, later_words.LATER),
)


def _clause_cues(clause: Clause, number: int) -> list[_Cue]:
    text = clause.text
    said = name_drop_words.CONCESSION.sub("", text)
    cues = [
        _Cue(kind, number, hit.group())
        for kind, pattern in _BY_PATTERN
        if (hit := pattern.search(said)) is not None and not _is_only_asked(clause, kind)
    ]
    if referral_words.NOBODY_NAMED.search(text):
        cues = [cue for cue in cues if cue.kind is not IntentKind.REFERRAL]
    act = _act(text)
    if act is not None or _is_of_things(
        text
    ):  # "I will write to her and put you in touch" is still to come
        cues = [cue for cue in cues if cue.kind is not IntentKind.INTRODUCED_ELSEWHERE]
    plain = _without_empty_noes(text)
    if not acquaintance_words.KNOWS_OTHERWISE.search(plain) and (
        hit := acquaintance_words.DOES_NOT_KNOW.search(plain)
    ):
        cues.append(_Cue(IntentKind.DOES_NOT_KNOW, number, hit.group()))
    if not clause.asks and (hit := _refusal(plain)):
        cues.append(_Cue(IntentKind.DECLINED, number, hit.group()))
    if hit := _request(text):
        cues.append(_Cue(IntentKind.QUESTION, number, hit.group()))
    elif clause.asks and _is_about_ask(text):
        cues.append(_Cue(IntentKind.QUESTION, number, text))
    kinds = {cue.kind for cue in cues}
    if not clause.asks and not kinds & _AGAINST:
        cues += _agreement(text, number)
    return cues


def _is_of_things(text: str) -> bool:
    """Whether what was presented is no person: "have presented the project"."""
    things = introduced_words.OF_THINGS.search(text) is not None
    return things and introduced_words.TO_OWNER.search(text) is None


def _is_only_asked(clause: Clause, kind: IntentKind) -> bool:
    """A question says none of these, but "could you take me off your list?" is a wish."""
    if not clause.asks or kind not in _NOT_ASKED or clause.text.endswith(" toch"):
        return False
    return kind is not IntentKind.OPT_OUT or not request_words.POLITE_REQUEST.match(clause.text)


_NOT_ASKED = frozenset({IntentKind.INTRODUCED_ELSEWHERE, IntentKind.NAME_DROP, IntentKind.OPT_OUT})


def _without_empty_noes(text: str) -> str:
    """*text* with "no problem" and its like blanked: they refuse nothing."""
    return empty_noes.NOT_A_NO.sub(lambda found: " " * len(found.group()), text)


def _is_about_ask(text: str) -> bool:
    """Whether a question can be about the ask rather than about the owner's life."""
    if not request_words.QUESTION_WORD.match(text) or small_talk_words.SMALL_TALK.search(text):
        return False
    return (
        small_talk_words.OPEN_QUESTION.match(text) is None
        or small_talk_words.TOPIC.search(text) is not None
    )


def _refusal(text: str) -> re.Match[str] | None:
    return refusal_words.BARE_NO.fullmatch(text) or refusal_words.DECLINE.search(text)


def _request(text: str) -> re.Match[str] | None:
    """Words that want something of the owner; "I will send a note" wants nothing."""
    hit = request_words.REQUEST.search(request_words.NO_REQUEST.sub("", text))
    act = _act(text)
    if hit is None or act is None or hit.start() < act.start():
        return hit
    return hit if " you " in text[act.start() : hit.start()] else None


_AGAINST = {
    IntentKind.DECLINED, IntentKind.DOES_NOT_KNOW, IntentKind.OPT_OUT,
    IntentKind.INTRODUCED_ELSEWHERE,
}  # fmt: skip


def _act(text: str) -> re.Match[str] | None:
    """Words by which the writer will act towards the prospect, not towards the owner."""
    hit = agreement_words.BRINGS_TOGETHER.search(text)
    if small_talk_words.ERRANDS.search(text):
        return None
    if hit is None:
        hit = agreement_words.CONTACTS.search(text)
        if hit is None or agreement_words.TO_OWNER.match(text, hit.end()):
            return None
    return None if agreement_words.OF_OWNER.match(text) or _is_denied(text, hit) else hit


def _is_denied(text: str, act: re.Match[str]) -> bool:
    """Whether a "not" or "never" stands with *act*: "já não falo com ela", "schreibe ihr nicht"."""
    plain = _without_empty_noes(text)
    before = plain[max(0, act.start() - DENIED_WITHIN) : act.start()]
    rest = _PORTUGUESE_NO.sub("", plain[act.start() : act.end() + DENIED_WITHIN])
    return agreement_words.NEGATION.search(before + rest) is not None


_PORTUGUESE_NO = re.compile(r"(?<=\w )no(?= \w)")  # "in the": no other "no" follows its verb


def _agreement(text: str, number: int) -> list[_Cue]:
    if hit := _act(text):
        return [_Cue(IntentKind.AGREED, number, hit.group())]
    if hit := assent_words.ASSENT.fullmatch(text):
        return [_Cue(IntentKind.AGREED, number, hit.group(), explicit=False)]
    return []


# ---------------------------------------------------------------- decision


def _decide(cues: _Cues) -> Intent:
    kinds = {cue.kind for cue in cues.found}
    if IntentKind.OPT_OUT in kinds:
        return _intent(cues, IntentKind.OPT_OUT)
    against = [kind for kind in _NEGATIVE if kind in kinds]
    agreed = cues.of(IntentKind.AGREED)
    for kind in (IntentKind.NAME_DROP, IntentKind.REFERRAL):
        if kind in kinds:
            contradicts = agreed is not None and agreed.explicit
            return (
                _unclear(cues)
                if contradicts or len(kinds & {*_DIRECT}) > 1
                else _intent(cues, kind)
            )
    if IntentKind.LATER in kinds:
        return _later(cues)
    if against:
        return _against(cues, against[0])
    if IntentKind.INTRODUCED_ELSEWHERE in kinds:
        return _unclear(cues) if _asks(cues) else _intent(cues, IntentKind.INTRODUCED_ELSEWHERE)
    if _asks(cues, but=cues.hesitates_at):
        return _intent(cues, IntentKind.QUESTION)
    return _unclear(cues) if cues.hesitates_at else _agreed(cues)


_NEGATIVE = (IntentKind.DOES_NOT_KNOW, IntentKind.DECLINED)
_DIRECT = (IntentKind.NAME_DROP, IntentKind.REFERRAL)


def _asks(cues: _Cues, but: frozenset[int] = frozenset()) -> bool:
    return any(cue.kind is IntentKind.QUESTION and cue.at not in but for cue in cues.found)


def _later(cues: _Cues) -> Intent:
    """A wish to be asked again; "will write her later" is still a yes."""
    later, agreed = cues.of(IntentKind.LATER), cues.of(IntentKind.AGREED)
    if agreed is not None and later is not None and agreed.explicit:
        if agreed.at == later.at:
            return _agreed(cues)
        promised = cues.hypothetical and later.at < agreed.at  # "write me in May, if … I'll do it"
        return _intent(cues, IntentKind.LATER) if promised else _unclear(cues)
    if cues.of(IntentKind.DOES_NOT_KNOW) is not None:
        return _unclear(cues)
    return _intent(cues, IntentKind.LATER)


def _against(cues: _Cues, kind: IntentKind) -> Intent:
    """A refusal, if no agreement stands behind it ("I don't know her well, but happy to try")."""
    agreed, refused = cues.of(IntentKind.AGREED), cues.of(kind)
    if refused is None or (agreed is not None and not _overruled(cues, agreed, refused)):
        either = cues.hypothetical and _asks(cues)  # "if it is a job: yes, else no. Which is it?"
        return _intent(cues, IntentKind.QUESTION) if either else _unclear(cues)
    hedged = any(not _contrasted(cues, at, refused) for at in cues.hesitates_at)
    return _unclear(cues) if hedged and kind is IntentKind.DECLINED else _intent(cues, kind)


def _overruled(cues: _Cues, agreed: _Cue, refused: _Cue) -> bool:
    """Whether *refused* outweighs it; a bare "sure" may answer another matter of the mail."""
    if _contrasted(cues, agreed.at, refused):
        return True
    bare = all(cue.explicit is False for cue in cues.found if cue.kind is IntentKind.AGREED)
    plainly = refused.kind is IntentKind.DECLINED and not cues.hypothetical
    return bare and plainly and agreed.at < refused.at


def _contrasted(cues: _Cues, before: int, refused: _Cue) -> bool:
    return cues.contrast_at is not None and before < cues.contrast_at <= refused.at


def _agreed(cues: _Cues) -> Intent:
    agreed = cues.of(IntentKind.AGREED)
    if agreed is None or cues.hesitates_at or cues.off_topic_question:
        return _unclear(cues)
    if cues.contrast_at is not None and cues.contrast_at > min(
        cue.at for cue in cues.found if cue.kind is IntentKind.AGREED
    ):
        return _unclear(cues)
    explicit = [cue for cue in cues.found if _is_of_ask(cue, cues)]
    vague = cues.word_count > BARE_ASSENT_WORDS or cues.hypothetical or cues.acknowledges
    if not explicit and (vague or cues.appointed_at):
        return _unclear(cues)
    best = explicit[-1] if explicit else agreed
    return Intent(IntentKind.AGREED, best.words, explicit=best.explicit)


def _is_of_ask(cue: _Cue, cues: _Cues) -> bool:
    """Whether an agreement names the act: beside a time to meet "I can do that" is said of it."""
    if cue.kind is not IntentKind.AGREED or not cue.explicit:
        return False
    nameless = appointment_words.PRONOUN_ACT.search(cue.words) is not None
    return not nameless or cues.appointed_at <= {cue.at}


def _intent(cues: _Cues, kind: IntentKind) -> Intent:
    cue = cues.of(kind)
    return Intent(kind, cue.words if cue else "", explicit=True)


def _unclear(cues: _Cues) -> Intent:
    return Intent(IntentKind.UNCLEAR, cues.found[0].words if cues.found else "")
