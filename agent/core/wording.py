"""Words as the matcher needs them: base subject, own text, quotations of our letter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from narrowcast.connectors.records import Message, PartKind
from narrowcast.nlp.clauses import normalised
from narrowcast.nlp.html import html_text
from narrowcast.nlp.intent import Intent, IntentKind, intent
from narrowcast.nlp.quoting import own_text

MAX_TEXT = 60_000
SHORT_NAME = 4
RUN_WORDS = 7  # as many words in a row are nobody else's by chance
ATTACHMENT_SIZE = 40_000  # octets beyond which an empty mail must hold something else

_PREFIX = re.compile(
    r"\s*(?:(?:re|aw|sv|vs|antw|odp|res|r|rif|ynt|ref|vl|fw|fwd|wg|tr|rv|enc|i|doorst|vb|pd|回复"
    r"|答复|回覆|转发|轉寄|转寄|返信"
    r"|automatic reply|automatische antwort|réponse automatique|respuesta automática"
    r"|risposta automatica"
    r"|automatisch antwoord|resposta automática|automatiskt svar|autosvar|automatisk svar"
    r"|out of office(?: reply)?"
    r"|auto(?:matic)?[- ]?(?:reply|response)|abwesenheitsnotiz|abwesend|read|gelesen|lu|leído"
    r"|letto|gelezen|accepted"
    r"|declined|tentative|undeliverable|unzustellbar|delivered)\s*(?:\[\d{1,3}\]|\(\d{1,3}\)"
    r"|\^\d{1,3})?\s*[:：]\s*"
    r"|\[[^\[\]]{1,60}\]\s*)",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def base_subject(subject: str) -> str:
    """RFC 5256 §2.1's base subject: prefixes of many languages, list tags and "(fwd)" cut."""
    rest = " ".join(subject[:500].split())
    for _ in range(12):
        shorter = _SUFFIX.sub("", _PREFIX.sub("", rest, count=1) if _PREFIX.match(rest) else rest)
        if shorter == rest:
            break
        rest = shorter
    return rest.casefold().strip()


_SUFFIX = re.compile(r"\s*\((?:fwd?|was:[^()]{0,200})\)\s*$", re.IGNORECASE)


def full_text(message: Message) -> str:
    """The whole body as text, quotations included."""
    return _body(message)[:MAX_TEXT]


def written_text(message: Message) -> str:
    """What the author wrote: the body without quotations."""
    return own_text(_body(message)[:MAX_TEXT], message.subject)


def _body(message: Message) -> str:
    plain = [part.text for part in message.parts if part.kind is PartKind.PLAIN]
    if any(text.strip() for text in plain):
        return next(text for text in plain if text.strip())
    pages = [part.text for part in message.parts if part.kind is PartKind.HTML]
    return html_text(pages[0]) if pages else ""


_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|%)?\s*[;\"']"
    r"|opacity\s*:\s*0\s*[;\"']"
    r"|mso-hide\s*:\s*all|<[a-z]+[^<>]{0,200}\shidden[\s>]|max-height\s*:\s*0",
    re.IGNORECASE,
)


def hides_text(message: Message) -> bool:
    """Whether an HTML part holds text made invisible: what the eye reads and we read may differ."""
    return any(part.kind is PartKind.HTML and _HIDDEN.search(part.text) for part in message.parts)


def meaning(message: Message) -> Intent:
    """The intent of the author's words; UNCLEAR where plain and HTML text contradict."""
    if _is_encrypted(message):
        return Intent(IntentKind.OPAQUE)
    read = intent(written_text(message), message.subject)
    if read.kind is IntentKind.EMPTY:
        return Intent(IntentKind.UNCLEAR) if holds_more(message) else read
    pages = [part.text for part in message.parts if part.kind is PartKind.HTML]
    plain = any(part.kind is PartKind.PLAIN and part.text.strip() for part in message.parts)
    if pages and plain:
        shown = intent(own_text(html_text(pages[0])[:MAX_TEXT], message.subject))
        if shown.kind not in {read.kind, IntentKind.UNCLEAR, IntentKind.EMPTY}:
            return Intent(IntentKind.UNCLEAR, shown.cue)
    return read


def is_about(message: Message, read: Intent, name: str) -> bool:
    """Whether words under any subject answer an ask about *name*: "yes, noon works" does not."""
    return read.explicit or names_person(message.subject, name) or names_in(message, name)


def holds_more(message: Message) -> bool:
    """Whether an empty text comes with something we did not read: an attachment, a cut part."""
    text = sum(len(part.text) for part in message.parts)
    kind = (message.headers.get("content-type") or ("",))[0].strip().lower()
    cut = any(part.truncated for part in message.parts)
    return cut or kind.startswith("multipart/mixed") or message.size > ATTACHMENT_SIZE + 4 * text


def _is_encrypted(message: Message) -> bool:
    kind = (message.headers.get("content-type") or ("",))[0].lower()
    return kind.startswith("multipart/encrypted") or (
        "pkcs7-mime" in kind and "signed-data" not in kind
    )


# ---------------------------------------------------------------- names


def names_in(message: Message, name: str) -> bool:
    """Whether the author's own words name somebody; a namesake of author or reader only in full."""
    boxes = (message.author, *message.to, *message.cc)
    return names_person(written_text(message), name, but=[box.name for box in boxes if box])


def names_person(text: str, name: str, but: Iterable[str] = ()) -> bool:
    """Whether *text* holds the full name, or the given name where none of *but* has it too.

    A given name of up to four letters counts only as it is written: "Can" and "Will" are words too.
    """
    words = [word for word in re.findall(r"[\w'-]+", name) if len(word) > 1]
    if not words:
        return False
    text = text[:MAX_TEXT]
    if _holds(text.casefold(), " ".join(words).casefold()) and len(words) > 1:
        return True
    if any(_holds(one.casefold(), words[0].casefold()) for one in but):
        return False
    short = len(words[0]) <= SHORT_NAME
    return _holds(text, words[0]) if short else _holds(text.casefold(), words[0].casefold())


def _holds(text: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


_ON_BEHALF = (
    r"on behalf of {0}|{0} (?:is|will be) (?:away|out|travel\w+|on leave)|{0} (?:says|said"
    r"|agreed|confirms|agrees)|{0} (?:has |just )?(?:asked|told|wanted"
    r"|requested)(?: that)? (?:me|i"
    r"|us)|{0}'?s (?:assistant|office|ea|pa|secretary|calendar)"
    r"|(?:assistant|secretary|office|chief of staff)(?: of| to| for)? {0}|(?:answering|writing"
    r"|replying|responding|reply) (?:for|instead of|in place of) {0}"
    r"|(?:im auftrag|im namen|in vertretung) von {0}|{0} (?:hat|bat) mich|assistenz von {0}"
    r"|de la part d[e'] ?{0}|{0} m'a (?:demandé|chargé)|(?:en nombre|de parte) de {0}"
    r"|{0} me (?:ha pedido|pidió|pediu)|per conto di {0}|{0} mi ha (?:chiesto|incaricat)"
    r"|namens {0}|{0} (?:vroeg|heeft) mij?|em nome d[ea] {0}"
    r"|på uppdrag av {0}|{0} (?:bad|har bett) mig|på vegne af {0}|{0} (?:bad|har bedt) mig"
    r"|w imieniu {0}|{0} (?:prosił|poprosił)"
)


def speaks_for(text: str, name: str) -> bool:
    """Whether the author says to write on behalf of *name* ("Iris asked me to set this up")."""
    given = next((word for word in re.findall(r"[\w'-]+", name) if len(word) > 1), "")
    if not given:
        return False
    one = rf"(?:{re.escape(given.casefold())}\w{{0,2}}(?: \w+)?)"
    return re.search(_ON_BEHALF.replace("{0}", one), normalised(text)) is not None


_INTRODUCING = re.compile(
    r"(?<!\w)(?:introduc\w+|intro|intros|meet(?! (?:on|at|in|up|for|next|this|tomorrow|today"
    r"|again|me|us|all))|connect(?:ing|ed)?|(?:two"
    r"|both) (?:of you )?(?:should|could|would|will|need|ought|might)"
    r"|put(?:ting)? you (?:both |two )?in touch|make your acquaintance|over to you"
    r"|take it from here|leave (?:it to you|you to)|you both|you two|\+ ?[^\W\d_]{2,30}|adding"
    r"|looping|cc'?(?:ed|ing)"
    r"|vorstell\w*|vorgestellt|bekannt ?mach\w*|kennenlern\w*|verbind\w*|vernetz\w*"
    r"|ihr (?:zwei|beide\w?)|euch (?:zwei|beide\w?)|darf ich"
    r"|présent\w+|mets en (?:relation|contact)|mise en (?:relation|contact)|tous les deux"
    r"|toutes les deux|vous deux|rencontr\w+"
    r"|present(?:o|arte|aros|ar|ación|azione|ação)|os presento|te presento|vi presento"
    r"|ti presento|apresent\w+|poneros? en contacto|pongo en contacto|metto in contatto"
    r"|conoc\w+|conosc\w+|conhec\w+|vosotros dos|ustedes dos|voi due|vocês dois"
    r"|voorstellen|stel (?:ik )?(?:jullie|je)|introduce\w+|jullie (?:twee|beiden?)|in contact"
    r"|kennismak\w+"
    r"|introducera\w*|presentera\w*|ni två|ni båda|koppla\w* ihop|introducere\w*|præsentere\w*"
    r"|i to|jer to|begge to"
    r"|przedstawi\w+|poznaj\w*|zapozna\w*|oboje|obaj)(?!\w)",
    re.IGNORECASE,
)


def introduces(message: Message) -> bool:
    """Whether words or subject speak of bringing people together."""
    text = f"{base_subject(message.subject)}\n{written_text(message)[:2000]}"
    return _INTRODUCING.search(text) is not None


# ---------------------------------------------------------------- quotations

_QUOTE_MARK = re.compile(r"^[ \t>|]{1,20}", re.MULTILINE)
_WORD = re.compile(r"[\w'’-]+")


def quotes(text: str, ours: str) -> bool:
    """Whether *text* holds seven words in a row of *ours*, however wrapped, marked or cased."""
    return not _runs(ours).isdisjoint(_words_in_row(text[:MAX_TEXT]))


@lru_cache(maxsize=256)
def _runs(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(_words_in_row(text[:MAX_TEXT]))


def _words_in_row(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(_QUOTE_MARK.sub("", text).casefold())
    return {tuple(words[i : i + RUN_WORDS]) for i in range(len(words) - RUN_WORDS + 1)}
