"""Etiquette rules about what a letter says; each yields sentences for the owner."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from narrowcast.agent.core import hints, phrases
from narrowcast.agent.core.correspondents import is_lookalike
from narrowcast.agent.core.draft import ASK_WORDS, BLURB_WORDS, OWN_WORDS, SHARED_FACT, spoken
from narrowcast.agent.core.lint_context import (
    LintContext,
    appeal,
    has_words,
    key,
    masked,
    names_in,
    plain,
    says,
    who,
)
from narrowcast.agent.core.model import AddressKey, Letter
from narrowcast.agent.core.words import shown, word_count


def one_prospect(letter: Letter, context: LintContext) -> Iterator[str]:
    """E10: exactly one prospect, and why this introducer."""
    prospect = context.prospect
    text = plain(letter.ask_part)
    wanted = [plain(shown(name)) for name in (prospect.name, prospect.organization, prospect.title)]
    named = next((name for name in wanted if name), "")
    if named and named not in text and not _some_word(_family_name(prospect.name), text):
        yield f"the ask does not name {shown(prospect.label)}"
    own = {plain(prospect.name), plain(prospect.organization), ""}
    for other in context.other_prospects:
        if plain(other) not in own and has_words(plain(letter.body), plain(other)):
            yield f"the letter also names {shown(other)}; ask for one person at a time"
    if not any(fact.startswith(SHARED_FACT) or fact == OWN_WORDS for _, fact in letter.sources):
        yield f"the letter does not say why you ask {who(context)} and nobody else"


def perhaps_another(letter: Letter, context: LintContext) -> Iterator[str]:
    """W10: perhaps a second person is asked for, by no name the program knows."""
    if found := hints.ALSO.search(masked(letter.ask_part, context)):
        yield f"“{found[0].replace('§', '…')}” may ask for a second person; ask for one at a time"


def fresh_thread(letter: Letter, context: LintContext) -> Iterator[str]:
    """E11: a thread of its own, whose subject names both sides; nothing quoted."""
    subject = plain(letter.subject)
    prospect = context.prospect
    sides = [plain(shown(name)) for name in (prospect.name, prospect.organization, prospect.title)]
    if phrases.ANSWER_SUBJECT.match(letter.subject):
        yield "the subject looks like that of an answer; an ask starts a thread of its own"
    if not _some_word(context.owner.name, subject):
        yield "the subject does not name you"
    if not any(side and _some_word(side, subject) for side in sides):
        yield f"the subject does not name {shown(prospect.label)}"
    if phrases.QUOTED.search(letter.body):
        yield "the letter quotes another mail"


def blurb(letter: Letter, context: LintContext) -> Iterator[str]:
    """E12: a note that can be forwarded as it is."""
    blurb, body = letter.blurb, plain(letter.body)
    if not blurb.strip() or plain(blurb) not in body or plain(blurb) in plain(letter.ask_part):
        yield "there is no separate note to forward"
        return
    words, count = word_count(blurb), len(spoken(blurb, names_in(context)))
    if words > BLURB_WORDS:
        yield f"the note to forward has {words} words; {BLURB_WORDS} are the limit"
    if not 3 <= count <= 5:
        plural = "s" * (count != 1)
        yield f"the note to forward has {count} sentence{plural}; three to five read well"
    if found := phrases.PLACEHOLDER.search(letter.body) or phrases.PLACEHOLDER.search(
        letter.subject
    ):
        yield f"a placeholder was left in: {shown(found[0])}"
    if not says(phrases.FIRST_PERSON, blurb, context):
        yield "the note to forward does not speak as you: write it in the first person"
    if not has_words(plain(blurb), plain(shown(context.owner.name))):
        yield "the note to forward does not say who you are"
    why = plain(context.prospect.why)
    if len(why.split()) > 1 and why.rstrip(".!") in plain(blurb):
        yield "the note to forward tells the prospect your private reason for choosing them"


def easy_out(letter: Letter, context: LintContext) -> Iterator[str]:
    """E13: a no needs no explanation. In the owner's own words only a no ruled out is sure."""
    if says(phrases.NO_WAY_OUT, letter.ask_part, context):
        yield "the ask rules a no out: say that a no needs no explanation"
    elif not _own_words(letter) and not says(phrases.EASY_OUT, letter.ask_part, context):
        yield "the ask leaves no easy way out: say that a no needs no explanation"


def seen_out(letter: Letter, context: LintContext) -> Iterator[str]:
    """W13: nothing in the owner's own words that even has the build of a way out."""
    if not _own_words(letter) or says(phrases.NO_WAY_OUT, letter.ask_part, context):
        return
    if not _says_any((phrases.EASY_OUT, hints.OUT), letter, context):
        yield "could not see an easy way out; does the ask say that a no is fine?"


def check_first(letter: Letter, context: LintContext) -> Iterator[str]:
    """E14: the prospect is asked first, and no address of theirs is wanted."""
    label = shown(context.prospect.label)
    if asked := _unasked(letter, context):
        yield f"“{asked.replace('§', '…')}”: let {who(context)} check with {label} first"
    elif not _own_words(letter) and not says(phrases.CHECK_FIRST, letter.ask_part, context):
        yield f"the letter does not ask {who(context)} to check with {label} first"
    if phrases.WANTS_ADDRESS.search(masked(letter.ask_part, context)):
        yield f"the letter asks for an address of {label}; let {who(context)} decide"


def seen_check(letter: Letter, context: LintContext) -> Iterator[str]:
    """W14: nothing in the owner's own words that even has the build of asking first."""
    if not _own_words(letter) or _unasked(letter, context):
        return
    if not _says_any((phrases.CHECK_FIRST, hints.CHECKING), letter, context):
        label = shown(context.prospect.label)
        yield f"could not see that {label} is to be asked first; does the ask say so?"


def _unasked(letter: Letter, context: LintContext) -> str:
    """The words that would reach the prospect unasked; '' where the letter asks to check first."""
    if says(phrases.CHECK_FIRST, letter.ask_part, context):
        return ""
    found = phrases.UNASKED.search(masked(letter.ask_part, context))
    return found[0] if found else ""


def _own_words(letter: Letter) -> bool:
    """Whether sentences of the ask are the owner's own: what they mean is then known to nobody."""
    ask = plain(letter.ask_part)
    return any(fact == OWN_WORDS and plain(sentence) in ask for sentence, fact in letter.sources)


def _says_any(patterns: tuple[re.Pattern[str], ...], letter: Letter, context: LintContext) -> bool:
    return any(says(one, letter.ask_part, context) for one in patterns)


def not_to_prospect(letter: Letter, context: LintContext) -> Iterator[str]:
    """E14: an ask never goes to the prospect."""
    if key(letter.to_address) in {key(address) for address in context.prospect.addresses}:
        yield f"the letter would go to {shown(context.prospect.label)}"


def pressure(letter: Letter, context: LintContext) -> Iterator[str]:
    """E15: no pressing words, no deadline unless there truly is one."""
    text = appeal(letter.body, context)
    if found := phrases.PRESSURE.search(text):
        yield f"“{found[0]}” presses"
    if not context.deadline_is_real and (said := _deadline(text)):
        yield f"“{said}” sets a deadline"


def _deadline(text: str, *, of_others: bool = False) -> str:
    """Words of the first sentence that sets a deadline; '' none.

    A sentence about customers or the past tells perhaps what a firm promises, or how long somebody
    was there: only where *of_others* is it looked at.
    """
    for found in phrases.DEADLINE.finditer(text):
        begins = max(text.rfind(sign, 0, found.start()) for sign in _ENDS)
        ends = min((at for sign in _ENDS if (at := text.find(sign, found.end())) > 0), default=None)
        if of_others or not phrases.OTHERS.search(text[begins + 1 : ends]):
            return found[0]
    return ""


_ENDS = (". ", "! ", "? ", "\n")


def perhaps_pressure(letter: Letter, context: LintContext) -> Iterator[str]:
    """W15: words that push at times, and a date of whatever it is."""
    text = appeal(letter.body, context)
    if next(pressure(letter, context), None):
        return
    if found := hints.PUSHING.search(text):
        yield f"“{found[0]}” may sound like pressure"
    elif not context.deadline_is_real and (said := _date(text)):
        yield f"“{said}” may sound like a deadline"


def _date(text: str) -> str:
    found = phrases.DATE.search(text)
    return found[0] if found else _deadline(text, of_others=True)


def plain_text(letter: Letter, _context: LintContext) -> Iterator[str]:
    """E16: plain text; no link that tracks or hides where it leads."""
    if phrases.MARKUP.search(letter.body):
        yield "the letter has HTML in it; plain text only"
    for link in phrases.LINK.findall(letter.body):
        if phrases.TRACKED.search(link):
            yield f"the link {shown(link, 60)} tracks or hides where it leads"


def short(letter: Letter, _context: LintContext) -> Iterator[str]:
    """W16: one phone screen, two links."""
    words, links = word_count(letter.ask_part), len(phrases.LINK.findall(letter.body))
    if words > ASK_WORDS:
        yield f"the ask has {words} words; {ASK_WORDS} fit one phone screen"
    if links > 2:
        yield f"{links} links are a lot; two at most"


def reward(letter: Letter, context: LintContext) -> Iterator[str]:
    """E17: nothing is offered for an introduction (CAN-SPAM: the asker would become a sender)."""
    if found := phrases.INCENTIVE.search(appeal(letter.ask_part, context)):
        yield f"“{found[0]}” offers a reward for an introduction: in law that is advertising"


def perhaps_reward(letter: Letter, context: LintContext) -> Iterator[str]:
    """W17: perhaps thanks, perhaps more."""
    text = appeal(letter.ask_part, context)
    if not phrases.INCENTIVE.search(text) and (found := hints.REWARDING.search(text)):
        yield f"“{found[0]}” may sound like a reward for an introduction"


def sourced(letter: Letter, context: LintContext) -> Iterator[str]:
    """E18: every sentence has a source, and none holds a confidential word."""
    known = plain(" ".join(sentence for sentence, _ in letter.sources))
    names = names_in(context)
    for sentence in (*spoken(letter.ask_part, names), *spoken(letter.blurb, names)):
        if plain(sentence) not in known:
            yield f"no source is known for “{shown(sentence, 80)}”"
    text = plain(f"{letter.subject} {letter.body}")
    for term in context.confidential:
        if plain(term) and has_words(text, plain(term)):
            yield f"“{shown(term)}” is on your list of confidential words"


def true_address(letter: Letter, context: LintContext) -> Iterator[str]:
    """E19: an address that this person has used, in one alphabet."""
    known = {key(address) for address in context.introducer.person.addresses}
    if key(letter.to_address) not in known:
        yield f"{shown(letter.to_address)} is not an address that {who(context)} has used"
    if any(map(_mixed_scripts, _unicode_domain(letter.to_address).split("."))):
        yield f"{shown(letter.to_address)} mixes alphabets, as forged addresses do"


def no_twin(letter: Letter, context: LintContext) -> Iterator[str]:
    """E19: an address that imitates another of the same person; the owner may know better."""
    known = {key(address) for address in context.introducer.person.addresses}
    others = known - {key(letter.to_address)}
    if twin := next((one for one in sorted(others) if _resemble(letter.to_address, one)), None):
        yield f"{shown(letter.to_address)} looks like {twin}: one of them may be forged"


def _resemble(one: str, other: AddressKey) -> bool:
    return is_lookalike(key(one), "", (other,))


def _some_word(name: str, text: str) -> bool:
    return any(has_words(text, word) for word in plain(name).split())


def _family_name(name: str) -> str:
    """The last word of a name of several: "Herr Weber" is named, "Jonas" alone is anybody."""
    words = plain(name).split()
    return words[-1] if len(words) > 1 and len(words[-1]) > 2 else ""


def _unicode_domain(address: str) -> str:
    labels = address.rpartition("@")[2].casefold().split(".")
    return ".".join(map(_unlabel, labels))


def _unlabel(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError):
        return label


def _mixed_scripts(label: str) -> bool:
    """Latin letters beside Cyrillic or Greek ones (Unicode TR 39: no honest label has them)."""
    scripts = {unicodedata.name(char, "").split(" ")[0] for char in label if char.isalpha()}
    return len(scripts & {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"}) > 1
