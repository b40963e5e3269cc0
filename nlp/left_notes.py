"""Whether a machine's answer says that the very person whose address it came from has left.

"Ana Ruiz is no longer with Acme" from Ana's address does. The same words in Ben's absence note,
who reads her mail now, are of another; "I have left the office until Monday" is no farewell. Ten
languages; unsure is no.
"""

from __future__ import annotations

import re

from narrowcast.nlp.folding import fold

MAX_CHARS = 2_500
_SUBJECT = 8  # words before the phrase in which its subject is looked for


def author_left(own_text: str, name: str, address: str) -> bool:
    """Whether *own_text* says that who bears *name* and *address* works there no longer."""
    known = _folded(name) | _folded(address.partition("@")[0])
    text = " ".join(own_text[:MAX_CHARS].split())
    return any(
        _is_of(sentence[: found.start()], found[0], known)
        for sentence in _SENTENCE.split(text)
        for found in _LEFT.finditer(sentence)
    )


_SENTENCE = re.compile(r"(?<![0-9])[.!?;:]\s+")
_FIRM = (
    r"(?:company|organi[sz]ation|firm|business|bank|university|unternehmen|firma|société|entreprise"
    r"|groupe|empresa|compañía|azienda|società|ditta|bedrijf|organisatie|företaget|virksomheden)\b"
)
_LEFT = re.compile(
    rf"\b(?:no longer (?:with|at|works?|working|employed|an employee|part of)\b|left (?:the |our )?"
    rf"{_FIRM}|has left (?-i:(?=[A-Z]))"
    rf"|nicht mehr (?:bei|für|im unternehmen|in unserem|tätig|beschäftigt|angestellt)\b"
    rf"|(?:unser |das |die )?{_FIRM} verlassen|ausgeschieden"
    rf"|ne (?:travaille|fai[ts]) plus\b|n'est plus (?:chez|employée?)|a quitté (?-i:(?=[A-Z]))"
    rf"|(?:a|ai) quitté (?:la |l'|notre |le )?{_FIRM}"
    rf"|ya no (?:trabaj[oa]|form[oa] parte)\b|h[ae] dejado (?:(?:la )?{_FIRM}|de trabajar)"
    rf"|dej[óé] (?:la )?{_FIRM}"
    rf"|non (?:lavor[oa]|fa|faccio) più\b|h[ao] lasciato (?:la |l')?{_FIRM}"
    rf"|niet (?:langer|meer) (?:werkzaam|in dienst|bij)\b|{_FIRM} verlaten"
    rf"|já não (?:trabalh[oa]|faz|faço)\b|não trabalh[oa] mais\b|deix(?:ou|ei) (?:a )?{_FIRM}"
    rf"|slutat\b|(?:arbetar|jobbar) inte längre\b"
    rf"|arbejder ikke længere\b|er (?:fratrådt|stoppet)\b|ikke længere ansat\b"
    rf"|nie pracuj[eę]\b|zakończył\w* (?:pracę|współpracę))",
    re.IGNORECASE,
)
_OWN_VERB = re.compile(
    r"\b(?:trabajo|formo|he dejado|dejé|lavoro|faccio|ho lasciato|trabalho|faço|deixei|pracuję"
    r"|zakończył[ae]m)\b",
    re.IGNORECASE,
)
"""Says "I" where the language leaves the pronoun out."""
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_WHO = re.compile(
    r"(?:i|ich|je|ik|eu|jag|jeg|yo|(?:i|j|ik)[’'](?:ve|m|ai|d|ll)|person\w*|recipient|employee"
    r"|addressee|empfänger\w*|mitarbeiter\w*|adressat\w*|destinataire|destinatari[oa]|destinatário"
    r"|emplead[oa]|dipendente|ontvanger|medewerker|persoon|pessoa|colaborador\w*|mottagar\w*"
    r"|modtager\w*|medarbejder\w*|odbiorca|adresat|osoba|pracownik)",
    re.IGNORECASE,
)
"""Whom the answer may mean: who writes, or who was written to."""
_NOBODY = re.compile(r"(?:the|this|please|der|die|das|diese\w*|leider|le|la|el|il|de|het|o|a)")


def _is_of(before: str, phrase: str, known: frozenset[str]) -> bool:
    """Whether the nearest word before *phrase* that can be its subject means one with *known*
    names.
    """
    for word in reversed(_WORD.findall(before)[-_SUBJECT:]):
        if _folded(word) & known or _WHO.fullmatch(word):
            return True
        if word[0].isupper() and not _NOBODY.fullmatch(word.casefold()):
            return False  # somebody else, or something
    return _OWN_VERB.search(phrase) is not None


def _folded(name: str) -> frozenset[str]:
    """The words of a name, folded; single letters name nobody."""
    return frozenset(word for word in _WORD.findall(fold(name)) if len(word) > 1)
