"""Does a mail say that it introduces people? "Intro: Ana <> Ben", "Ana, meet Ben"."""

from __future__ import annotations

import re

_INTRODUCES = re.compile(
    r"\b(?:e-?)?intros?\b|\bintroduction(?:s)?\b|\bintroducing\b|\b(?:e-?)?meet your\b"
    r"|\w\s*(?:<>|<->|<=>|↔|⇄|⟷)\s*\w|^\s*(?!(?:to|we|let|can|please)\b)[\w.'’-]+,? meet \w"
    r"|\bconnecting (?:you|the two)\b"
    r"|\bvorstellung (?:von )?\w+ (?:und|&|/)|\bbekannt ?machen\b|\bkontaktvermittlung\b"
    r"|\bmise en (?:relation|contact)\b|\bpr[ée]sentations?\b\s*:"
    r"|\b(?:te|os|les) present[oa]\b|\bpresentaci[óo]n\b\s*:|\bapresenta[çc][ãa]o\b\s*:"
    r"|\bti presento\b|\bpresentazione\b\s*:|\bintroductie\b|\bkennismaking\b|\bintroduktion\b",
    re.IGNORECASE,
)
_OF_THINGS = re.compile(
    r"\b(?:intro(?:duction)?|introducing) (?:to (?!you\b)|of (?:the|our|a)\b|(?:the|our|new|a)\b)"
    r"|\bnews?letter\b|\b(?:course|training|webinar|workshop|meeting|session|offer|price|product)\b",
    re.IGNORECASE,
)


def subject_introduces(subject: str) -> bool:
    """Whether *subject* reads like an introduction of people, not of a subject or a product."""
    subject = subject[:200]
    return _INTRODUCES.search(subject) is not None and _OF_THINGS.search(subject) is None


_NOBODY = r"(?:me|us|you|at|on|in|up|for|with|the|and|all|them|him|her|next|this|again|a|an)\b"
_TEXT = re.compile(
    r"\b(?:introduce|introducing|intro'?ing) (?:you|(?!to\b|the\b|our\b|a\b|new\b)[a-z]+"
    r" (?:to|and|&))(?!\w)"
    r"|\b(?:like|want|wanted|pleasure|happy|glad|delighted) (?:you )?(?:for you )?to (?:e-?)?meet\b"
    r"(?! (?:on|at|in|up|for|next|this|with|tomorrow|today|again|soon|you)\b)"
    rf"|(?:^|[,:;.!?\n]|\band|\bplease) ?(?:e-?)?meet (?!{_NOBODY})[a-z]+\b"
    r"|\b(?:connect(?:ing)?|put(?:ting)?) (?:you (?:two|both|and|with|in (?:touch|contact) with)"
    r"|the two of you)"
    r"|\byou (?:two|both|guys) (?:should|ought to|need to|have to|must) (?:really )?"
    r"(?:meet|know|talk|connect|speak|chat)"
    r"|\b(?:should|wanted to|to) (?:get|bring) (?:you two|you both|the two of you) together"
    r"|\bvorstellen\b|\bvorstelle\b|\bstelle (?:ich )?(?:dir|ihnen|euch)\b"
    r"|\bdarf (?:ich )?(?:dir|ihnen|euch)\b|\bbekannt ?machen\b|\bmache (?:euch|sie)\b"
    r"|\bzusammenbringen\b|\b(?:bringe|vernetze|verbinde) euch\b"
    r"|\b(?:vous|te) (?:pr[ée]sente|mets|mettre)\b|\bmet[st](?:tre)? en (?:relation|contact)\b"
    r"|\bmise en relation\b|\b(?:te|os|les|le|ti|vi) presento\b"
    r"|\b(?:te|os|les) pongo en contacto\b|\b(?:ti|vi) metto in contatto\b"
    r"|\bapresent(?:o|ar)[ -](?:te|vos|lhe|voc[êe]s)\b|\bte apresento\b"
    r"|\bstel (?:ik )?(?:je|jullie|u) (?:graag )?voor\b|\bbreng (?:ik )?jullie\b"
    r"|\bvill (?:gärna )?(?:presentera|introducera)\b|\bpræsenterer?\b|\bprzedstawi(?:am|ć)\b",
    re.IGNORECASE,
)
_OPENING = 1200  # characters: an introduction says so at its beginning


def text_introduces(text: str) -> bool:
    """Whether *text* (quotations cut) says plainly that it brings people together."""
    return _TEXT.search(text[:_OPENING]) is not None
