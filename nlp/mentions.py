"""What the *mentions* tier reads in a mail, once, in memory: addresses, names, organisations.

The result is meant to be hashed by the agent (keyed, cut): no text leaves this module. Keys are
made by the same functions for a mail and for what is looked up: `names.name_key`, `label_key`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from narrowcast.nlp.folding import fold, pair_key
from narrowcast.nlp.words import PARTICLES, STOP_LABELS

MAX_TEXT = 20_000  # characters; a person named below stands in a quotation of a quotation

MAX_NAMES_TEXT = 6_000  # ... names and labels: further down stand quotations, disclaimers, tables

_MAX_RUN = 80  # characters; longer runs are headlines
_UPPER = "".join(sign for sign in map(chr, range(0x41, 0x590)) if sign.isupper())
_WORD = rf"[{_UPPER}][\w'’-]*"
_RUN = re.compile(rf"(?<![\w@.]){_WORD}(?: {_WORD}){{0,7}}")
_HOST = re.compile(r"(?:@|://(?:www\.)?|www\.)([\w\-]{1,63}(?:\.[\w\-]{1,63}){1,5})")
_LOCAL = re.compile(r"[\w.+\-]{1,64}\Z")
_HAN = re.compile(r"(?<![\u3400-\u9fff])[\u3400-\u9fff]{2,4}(?![\u3400-\u9fff])")
_LABEL_WORD = re.compile(r"\w[\w'’\-]*")
_LONG_WORD = re.compile(r"[^\W\d_][\w'’\-]{2,}")
_REPLY_MARKS = re.compile(
    r"(?:\s*+(?:re|aw|sv|vs|antw|odp|r|res|rv|fwd?|wg|tr|doorst|enc|pd|i)(?:\[\d+\])?\s?:"
    r"|\s*+\[[^\]]{1,60}\])+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class MentionWords:
    """Canonical strings that stand in a text."""

    addresses: frozenset[str]
    """`local@domain`, casefolded."""
    names: frozenset[str]
    """Of two words each, as `names.name_key` gives them."""
    labels: frozenset[str]
    """As `label_key` gives them: capitalised words and runs of them, labels of domains."""


def mention_keys(text: str) -> MentionWords:
    """Read the first `MAX_TEXT` characters of *text*, quotations included; linear."""
    addresses, labels = _net(text[:MAX_TEXT])
    text = text[:MAX_NAMES_TEXT]
    names: set[str] = set()
    for run in _runs(text):
        _read_run(run, names, labels)
    for sequence in () if text.isascii() else _HAN.findall(text):
        names.add(pair_key(sequence[:1], sequence[1:]))
        labels.add(sequence)
    kept = frozenset(label for label in labels - STOP_LABELS if len(label) > 1)
    return MentionWords(frozenset(addresses), frozenset(names), kept)


def label_key(organisation: str) -> str:
    """The form under which an organisation's bare name (or a domain's label) is looked up."""
    return " ".join(fold(word) for word in _LABEL_WORD.findall(organisation[:160]))


def subject_words(subject: str) -> frozenset[str]:
    """Folded words of three and more letters, marks of answers, forwards and lists taken off."""
    subject = subject[:400]
    marks = _REPLY_MARKS.match(subject)
    bare = subject[marks.end() :] if marks else subject
    if bare.isascii():  # folding is lower case then, for all words at once
        return frozenset(_LONG_WORD.findall(bare.lower())) - STOP_LABELS
    return frozenset(fold(word) for word in _LONG_WORD.findall(bare)) - STOP_LABELS


def _net(text: str) -> tuple[set[str], set[str]]:
    """Addresses, and the labels of all domains, in *text*."""
    addresses: set[str] = set()
    labels: set[str] = set()
    for found in _HOST.finditer(text):
        host = found[1].casefold()
        start = found.start()
        local = _LOCAL.search(text[max(0, start - 64) : start]) if text[start] == "@" else None
        if local is not None:
            addresses.add(f"{local[0].casefold()}@{host}")
        labels.update(label for label in host.split(".")[:-1] if len(label) > 2)
    return addresses, labels


def _runs(text: str) -> set[str]:
    """Runs of capitalised words, also over what `_joins` bridges."""
    runs: set[str] = set()
    run = ""
    end = -99
    for found in _RUN.finditer(text):
        start, stop = found.span()
        if 1 < start - end <= 14 and len(run) < _MAX_RUN and _joins(text[end:start], run):
            run = f"{run}, {found[0]}" if text[end] == "," else f"{run} {found[0]}"
        else:
            runs.add(run)
            run = found[0]
        end = stop
    runs.add(run)
    return runs


def _joins(gap: str, run: str) -> bool:
    """Whether words parted by *gap* still are one name: an initial's dot, a particle, one comma."""
    if gap == ". ":
        return len(run) < 2 or run[-2] == " "
    if gap == ", ":
        return "," not in run
    return gap == " & " or (gap[0] == " " and PARTICLES.issuperset(gap.split()))


def _read_run(run: str, names: set[str], labels: set[str]) -> None:
    """Neighbours in *run* may be a person's name; each word and the whole an organisation's."""
    folded = fold(run)
    if " " not in folded:
        labels.add(folded)
        return
    words = [w for w in folded.replace(",", " ,").split(" ") if len(w) > 1 or w == ","]
    labels.update(words)
    if "," in folded:
        comma = words.index(",")
        if 0 < comma < len(words) - 1:
            names.add(" ".join(sorted((words[comma - 1], words[comma + 1]))))
        _read_words(words[:comma], names, labels)
        words = words[comma + 1 :]
    _read_words(words, names, labels)


def _read_words(words: list[str], names: set[str], labels: set[str]) -> None:
    if len(words) < 2:
        return
    for one, other in pairwise(words):
        names.add(f"{one} {other}" if one < other else f"{other} {one}")
    if len(words) == 2:
        labels.add(f"{words[0]} {words[1]}")
        return
    names.add(" ".join(sorted((words[0], words[-1]))))
    labels.update((" ".join(words), " ".join(words[:2]), " ".join(words[-2:])))
