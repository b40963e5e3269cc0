"""The sender's own signature block: where it starts, where it ends, which of its lines count.

The block runs down from the line that names the sender (`anchors`), and up over the title or the
firm right above it; it stops at prose, disclaimers and rules. Register data and device footers
belong to it but say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from narrowcast.nlp import lines as kinds
from narrowcast.nlp import strangers
from narrowcast.nlp.anchors import (
    MAX_BLOCK,
    MAX_LINE,
    Anchor,
    find_anchor,
    heads,
    is_mailing,
    names_a_person,
    short_title,
)
from narrowcast.nlp.columns import own_column
from narrowcast.nlp.departments import is_department
from narrowcast.nlp.domain_labels import domain_label, is_label
from narrowcast.nlp.folding import fold
from narrowcast.nlp.legal_forms import legal_form
from narrowcast.nlp.organisation_words import INSTITUTES, ORGANISATIONS, UNIVERSITIES
from narrowcast.nlp.quoting import Span, own_lines
from narrowcast.nlp.sender import NameMatch, Sender, match_name, person_words
from narrowcast.nlp.titles import headword

_LOOKED_AT = 400  # own lines from the end


@dataclass(frozen=True, slots=True)
class Block:
    """A signature inside a mail; line numbers as `Span`'s."""

    span: Span
    match: NameMatch
    name_line: int | None
    """None: an organisation's block under a delimiter, without a person's name."""
    name: str
    rest: str
    """What follows the name on its line."""
    lines: tuple[tuple[int, str], ...]
    """Filled lines around the name that may hold facts; register and device lines are left out."""
    register: tuple[tuple[int, str], ...] = ()
    """A register line and what stands below it: labelled telephone numbers alone are read there."""


def find_block(text: str, who: Sender, subject: str = "") -> Block | None:
    """The block by which *who* signs *text*; None where nobody or somebody else does."""
    lines = text.split("\n")
    memo = _memo_head(lines, who) or _gateways(lines, who)
    if memo:
        text = "\n".join(["" if n in memo else line for n, line in enumerate(lines)])
    own = own_lines(text, subject)
    return find_in(lines, own, who) or _under_attribution(lines, own, who)


def find_in(lines: Sequence[str], own: Sequence[Span], who: Sender) -> Block | None:
    """As `find_block`, for text that is cut into lines and own lines already."""
    numbers = [number for span in own for number in range(span.start, span.end + 1)]
    return _find(_without_filling(lines, numbers[-_LOOKED_AT:]), numbers[-_LOOKED_AT:], who)


def _find(lines: Sequence[str], numbers: Sequence[int], who: Sender) -> Block | None:
    if who.is_bulk:
        return None
    filled = [number for number in numbers if lines[number].strip() and len(lines[number]) < 400]
    anchor = find_anchor(lines, filled, who)
    if anchor is None and (beside := own_column(lines, filled, who)):
        lines = beside
        filled = [number for number in filled if lines[number].strip()]
        anchor = find_anchor(lines, filled, who)
    if anchor is None:
        return _unnamed(lines, filled, who)
    return _grown(lines, filled, anchor, who)


def _without_filling(lines: Sequence[str], numbers: Sequence[int]) -> Sequence[str]:
    """*lines* without the `???` that gateways made of no-break spaces at the ends of lines."""
    if not any(lines[number].rstrip().endswith("?") for number in numbers):
        return lines
    return [_FILLING.sub("", line) if line.rstrip().endswith("?") else line for line in lines]


_FILLING = re.compile(r"(?:^\s*\?|\?{2,})[?\s]*$")


def _under_attribution(lines: Sequence[str], own: Sequence[Span], who: Sender) -> Block | None:
    """The block under a last `-- ` that names *who*, where an unmarked answer to another ends.

    Such an answer is nobody's for sure; its signature is, by the name and the delimiter.
    """
    first = own[-1].end + 1 if own else 0
    below = [n for n in range(first, len(lines)) if lines[n].strip()]
    if not 2 <= len(below) <= _LOOKED_AT or len(who.words) < 2:
        return None
    for place in range(len(below) - 2, max(-1, len(below) - 14), -1):
        if lines[below[place]].rstrip() != "--":
            continue
        if any(_FOREIGN.match(lines[number]) for number in below[:place]):
            return None
        anchor = find_anchor(lines, below[place : place + 3], who)
        full = anchor is not None and anchor.match is NameMatch.FULL
        return _find(lines, below[place:], who) if full else None
    return None


_FOREIGN = re.compile(
    r"\s*(?:[>|]|-{3,}|_{5,}|[*\s]*(?:from|von|de|da|van|från|fra|od|sent|to|an)\*?\s?:\s)",
    re.IGNORECASE,
)


def _gateways(lines: Sequence[str], who: Sender) -> frozenset[int]:
    """The line at the top by which a list names the sender (`ann@acme.example writes to …:`)."""
    top = [number for number, line in enumerate(lines[:8]) if line.strip()][:1]
    if not top or "@" not in who.address:
        return frozenset()
    line = lines[top[0]].strip().lower()
    return frozenset(top) if line.startswith(who.address) and line.endswith(":") else frozenset()


_MEMO = re.compile(
    r"\s*(?:to|from|date|subject|re|cc|an|von|datum|betreff|de|à|para|asunto|da|oggetto|aan|van"
    r"|till|från|til|fra|do|od)\s?:\s*(?P<value>\S.*)?$",
    re.IGNORECASE,
)
_MEMO_FROM = re.compile(r"\s*(?:from|von|de|da|van|från|fra|od)\s?:\s*", re.IGNORECASE)


def _memo_head(lines: Sequence[str], who: Sender) -> frozenset[int]:
    """The lines of a memo's own head (`TO: … FROM: …`) at the very top, if *who* stands in it."""
    head: list[int] = []
    signed = False
    for number, line in enumerate(lines[:40]):
        if not line.strip():
            continue
        folded = bool(head) and len(head) <= 12 and line[:1].isspace()
        if _MEMO.match(line) is None and not folded:
            break
        sent = _MEMO_FROM.match(line)
        if sent is not None:
            value = line[sent.end() :].strip()
            named = any(match_name(name, who) is NameMatch.FULL for name in heads(value))
            signed = "@" not in value and named
        head.append(number)
    return frozenset(head) if signed and len(head) >= 2 else frozenset()


def _grown(lines: Sequence[str], filled: Sequence[int], anchor: Anchor, who: Sender) -> Block:
    """The block around *anchor*."""
    end, body = _body(lines, filled, anchor.place, who, anchor.match)
    start, head = _head(lines, filled, anchor.place, who)
    return Block(
        span=Span(start, end),
        match=anchor.match,
        name_line=filled[anchor.place],
        name=anchor.name.strip(" ,-–"),
        rest=anchor.rest,
        lines=tuple(
            (line, lines[line]) for line in (*head, *body) if not _is_idle(lines[line], who)
        ),
        register=tuple(
            (line, lines[line])
            for line in filled[anchor.place + 1 :]
            if line <= end and line not in body
        ),
    )


def _is_idle(line: str, who: Sender) -> bool:
    """Whether *line* says the name once more, for whom the sender signs, or who is beside them."""
    if _PROXY.match(line) or strangers.is_of_another(line, who):
        return True
    text = line.strip(" \t*,;|-–—")
    again = bool(who.words) and match_name(text, who) is NameMatch.FULL
    return again and len(person_words(text)) <= len(who.words) + 1 and not _is_firm(text, who)


_PROXY = re.compile(
    r"\s*(?:(?:pour|par) (?:le|la|les|l['’]|ordre|délégation|procuration)"
    r"|p(?:or|ar) (?:orden|deleg|ord)"
    r"|im auftrag|in vertretung|namens|op last|per (?:conto|delega|incarico)"
    r"|(?:på|paa) (?:vegne|uppdrag)"
    r"|enligt (?:uppdrag|fullmakt)|efter bemyndigelse|e\.\s?b\.|z (?:up\.|upoważnienia|polecenia)"
    r"|w zastępstwie|wz\.|em substituição|por (?:delega|procura)|for and on behalf)"
    r"[\w\s'’.]{0,60},?\s*$",
    re.IGNORECASE,
)


def _body(
    lines: Sequence[str],
    filled: Sequence[int],
    place: int,
    who: Sender,
    match: NameMatch = NameMatch.FULL,
) -> tuple[int, list[int]]:
    """The last line of the block under the name at *place*, and its lines that may hold facts."""
    end = last = filled[place]
    body: list[int] = []
    gaps: list[int] = []
    silent = False
    for taken, number in enumerate(filled[place + 1 : place + 1 + MAX_BLOCK]):
        line = lines[number]
        gap = number - last - 1
        if kinds.is_rule(line):
            if taken and not _firm_below(lines, filled, place + taken + 2, who):
                break
            last = number
            continue
        if _ends(line, gap, gaps) and not _opens_address(lines, number, gap):
            break
        if _is_anothers(lines, filled, place, place + taken + 1, who, match):
            break
        gaps.append(gap)
        end = last = number
        silent = silent or kinds.is_register(line)
        if not silent and not kinds.is_device(line):
            body.append(number)
    return end, body


def _is_anothers(
    lines: Sequence[str],
    filled: Sequence[int],
    name: int,
    place: int,
    who: Sender,
    match: NameMatch,
) -> bool:
    """Whether another's details begin at *place*, below the name at place *name*."""
    line = lines[filled[place]]
    below = [lines[number] for number in filled[place + 1 : place + 5]]
    if strangers.begins(line, below):
        return True
    if match is not NameMatch.FULL:
        indent = strangers.indent_of(lines[filled[name]])
        return strangers.begins_under_closing(line, below, indent, who)
    parted = filled[place] - filled[place - 1] > 1
    return parted and strangers.begins_card(line, below, who)


def _firm_below(lines: Sequence[str], filled: Sequence[int], place: int, who: Sender) -> bool:
    """Whether the sender's firm stands right below a rule, as the lower half of a signature."""
    if place >= len(filled) or filled[place] - filled[place - 1] > 2:
        return False
    return _is_firm(lines[filled[place]], who)


def _opens_address(lines: Sequence[str], number: int, gap: int) -> bool:
    """Whether an organisation's line, two blank lines below, stands right above its address."""
    line, below = lines[number].strip(), lines[number + 1 : number + 2]
    named = gap == 2 and len(line) <= 50 and line[:1].isupper() and not kinds.is_prose(line)
    return named and any(kinds.is_contact(one) or kinds.is_address(one) for one in below)


def _ends(line: str, gap: int, gaps: Sequence[int]) -> bool:
    """Whether *line*, *gap* blank lines below the block, is no more of it."""
    if _INSERT.match(line) or (_LISTED.match(line) and headword(line)):
        return True
    if kinds.is_register(line):
        return gap > 2
    if kinds.is_disclaimer(line) or len(line) > MAX_LINE or _POSTSCRIPT.match(line):
        return True
    if kinds.is_device(line):
        return gap > 1
    if kinds.is_contact(line):
        return gap > 3 or (kinds.is_prose(line) and len(line.split()) > 9)
    if kinds.is_prose(line) or _SALUTATION.match(line):
        return True
    if gap == 0 or kinds.is_address(line) or headword(line):
        return gap > 3
    spaced = bool(gaps) and min(gaps) >= 1
    return gap > (2 if spaced or not gaps else 1)


_POSTSCRIPT = re.compile(r"\s*p\.?\s?s\.?\s?[:.]", re.IGNORECASE)
_SALUTATION = re.compile(
    r"\s*(?:hi|hello|dear|hallo|liebe[rs]?|sehr geehrte\w*|guten (?:tag|morgen)|servus|moin|bonjour"
    r"|ch[eè]re?s?|hola|estimad[oa]s?|buenos d[ií]as|ciao|gentile|egregi[oa]|car[oa]|buongiorno"
    r"|geachte|beste|hoi|dag|ol[áa]|bom dia|prezad[oa]s?|car[oa]s|hej|k[æä]ra?e?|dzień dobry|witam"
    r"|szanown[iaey]\w*|drog[ia])\b(?! regards| wishes| groet)",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\s*\(?\d{1,2}[.)]\s+[A-Z]\w+ \w")
_INSERT = re.compile(r"\s*(?:<<.*>>|\(see attached|- .*\.\w{2,4}\s*$|\[image)", re.IGNORECASE)


def _head(
    lines: Sequence[str], filled: Sequence[int], place: int, who: Sender
) -> tuple[int, list[int]]:
    """Lines above the name that belong to the block: a firm or a title that stands first."""
    head: list[int] = []
    for number in reversed(filled[max(0, place - 3) : place]):
        line = lines[number]
        if kinds.DELIMITER.match(line):
            return (head[0] if head else filled[place]), head
        if kinds.is_prose(line) or kinds.is_closing(line) or kinds.is_rule(line) or len(line) > 80:
            break
        head.insert(0, number)
    head = _heading(lines, filled, place, who)
    return (head[0] if head else filled[place]), head


def _heading(lines: Sequence[str], filled: Sequence[int], place: int, who: Sender) -> list[int]:
    """Up to three lines right above the name, opening a paragraph, with firm, part or title."""
    head: list[int] = []
    for above in range(place - 1, max(place - 4, -1), -1):
        number, below = filled[above], filled[above + 1]
        firm = _is_firm(lines[number], who)
        known = firm or _is_bare_title(lines[number]) or _is_part(lines[number])
        if below - number - 1 > (1 if firm else 0) or not known:
            break
        head.insert(0, number)
    if not any(_is_firm(lines[n], who) or _is_bare_title(lines[n]) for n in head):
        return []
    opens = lines[head[0] - 1] if head[0] else ""
    return head if not opens.strip() or kinds.is_rule(opens) or kinds.is_closing(opens) else []


def _is_bare_title(line: str) -> bool:
    text = line.strip()
    if _PROXY.match(text) or _ARTICLE.match(text):
        return False
    return short_title(text) and len(text.split()) <= 6 and text[-1].isalnum() and text[0].isupper()


_ARTICLE = re.compile(
    r"(?:der|die|o|a)\b|il (?:responsabile|funzionario) del proc|l['’]estensore", re.IGNORECASE
)
"""`Il Responsabile del procedimento` tells in what office somebody signs this once."""


def _is_part(line: str) -> bool:
    """Whether *line* names a department."""
    text = line.strip()
    folded = [fold(word).strip(".,") for word in text.split()]
    return len(text) <= 60 and text[0].isupper() and text[-1].isalnum() and is_department(folded)


def _is_firm(line: str, who: Sender) -> bool:
    text = line.strip()
    if len(text) > 60 or not text[:1].isupper() or text[-1] in ":?!," or kinds.is_prose(text):
        return False
    label = domain_label(who.domain)
    if legal_form(text) or (label and is_label(text, label)):
        return True
    folded = {fold(word).strip(".,") for word in text.split()}
    return (
        len(folded) <= 6
        and bool(folded & (ORGANISATIONS | UNIVERSITIES | INSTITUTES))
        and text[-1] != "."
    )


def _unnamed(lines: Sequence[str], filled: Sequence[int], who: Sender) -> Block | None:
    """An organisation's block at the end, for a sender who does not sign by name."""
    if is_mailing(lines):
        return None
    for place in range(len(filled) - 1, max(-1, len(filled) - 12), -1):
        number = filled[place]
        if lines[number].rstrip() == "--" and place + 1 < len(filled):
            return _firms(lines, filled, place + 1, who)
        if _heads_firm(lines, filled, place, who):
            return _firms(lines, filled, place, who)
    return None


def _firms(lines: Sequence[str], filled: Sequence[int], place: int, who: Sender) -> Block | None:
    end, body = _body(lines, filled, place, who)
    first = lines[filled[place]]
    if not any(map(str.isalpha, first)) or kinds.is_rule(first) or kinds.is_register(first):
        return None
    if _ends(first, 0, ()) or names_a_person(first, who):
        return None
    held = tuple((line, lines[line]) for line in (filled[place], *body))
    return Block(Span(filled[place], end), NameMatch.NONE, None, "", "", held)


def _heads_firm(lines: Sequence[str], filled: Sequence[int], place: int, who: Sender) -> bool:
    """Whether the line opens a paragraph by the name of the domain's owner, its details below."""
    number = filled[place]
    text = lines[number].strip()
    label = domain_label(who.domain)
    if not label or (number and lines[number - 1].strip()) or not 3 < len(text) <= 60:
        return False
    below = [lines[other] for other in filled[place + 1 : place + 9]]
    details = sum(map(kinds.is_contact, below))
    reached = any(kinds.PHONE.search(line) or who.address in line.lower() for line in below)
    details *= reached
    return details >= 2 and text[0].isupper() and text[-1] not in ".!?:," and is_label(text, label)
