"""Does a subject say that the mail introduces two people? "Intro: Ana <> Ben", "Ana meet Ben"."""

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
