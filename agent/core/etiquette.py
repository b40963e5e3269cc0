"""The etiquette linter: what a considerate person would not send (facts/peers.md §4).

Each rule is a function from a letter and its context to sentences for the owner (`lint_asking`:
whom, how often, when; `lint_words`: what it says). Codes that begin with E block approval (the
owner may override most, with a reason that is logged); codes with W warn. What is only probable
(free prose says one thing in many ways, see `hints`) has the W of its rule's number, so that what
stops a letter is sure. Nothing here knows how
the facts were found, and everything counts as of the context's times.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from narrowcast.agent.core import lint_asking, lint_words
from narrowcast.agent.core.lint_context import Caps, LintContext, PastAsk, Wall
from narrowcast.agent.core.model import Letter

__all__ = [
    "Caps",
    "Code",
    "Finding",
    "LintContext",
    "PastAsk",
    "Severity",
    "Wall",
    "blocks",
    "lint",
]


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


class Code(StrEnum):
    """The rules of facts/peers.md §4 that a single letter can keep or break."""

    E02 = "E02"  # one open ask per introducer, one open route per prospect
    E03 = "E03"  # caps
    E04 = "E04"  # declined: never again this way, and a rest for that person
    E05 = "E05"  # never-contact, unsubscribed, bounced; fails closed
    W06 = "W06"  # reconnect first
    E07 = "E07"  # the owner owes them something
    E08 = "E08"  # no evidence: only "do you happen to know …?"
    E09 = "E09"  # walls
    E10 = "E10"  # one prospect, and why this introducer
    W10 = "W10"  # perhaps a second person
    E11 = "E11"  # fresh thread, subject names both sides
    E12 = "E12"  # the forwardable note
    E13 = "E13"  # easy out
    W13 = "W13"  # perhaps no easy out
    E14 = "E14"  # the prospect is asked first
    W14 = "W14"  # perhaps not asked first
    E15 = "E15"  # no pressure
    W15 = "W15"  # perhaps pressure
    E16 = "E16"  # plain text without tracking
    W16 = "W16"  # short
    E17 = "E17"  # no reward
    W17 = "W17"  # perhaps a reward
    E18 = "E18"  # every sentence has a source; nobody else's text
    E19 = "E19"  # to an address that is truly theirs
    E20 = "E20"  # in their working hours


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a letter breaks, and how, in a sentence for the owner."""

    code: Code
    text: str
    firm: bool = False
    """No reason of the owner's lets the letter out: see `FIRM`."""

    @property
    def severity(self) -> Severity:
        return Severity.ERROR if self.code.startswith("E") else Severity.WARNING


def lint(letter: Letter, context: LintContext) -> tuple[Finding, ...]:
    """Every rule that *letter* breaks in *context*, in the order of the codes."""
    return tuple(
        Finding(code, text, firm=rule in FIRM)
        for code, rule in RULES
        for text in rule(letter, context)
    )


def blocks(findings: Sequence[Finding]) -> bool:
    """Whether approval needs an override."""
    return any(finding.severity is Severity.ERROR for finding in findings)


Rule = Callable[[Letter, LintContext], Iterator[str]]

RULES: tuple[tuple[Code, Rule], ...] = (
    (Code.E02, lint_asking.one_open),
    (Code.E03, lint_asking.caps),
    (Code.E04, lint_asking.declined),
    (Code.E04, lint_asking.wished),
    (Code.E05, lint_asking.suppressed),
    (Code.W06, lint_asking.reconnect),
    (Code.E07, lint_asking.owe_first),
    (Code.E08, lint_asking.supposes),
    (Code.E09, lint_asking.walls),
    (Code.E10, lint_words.one_prospect),
    (Code.W10, lint_words.perhaps_another),
    (Code.E11, lint_words.fresh_thread),
    (Code.E12, lint_words.blurb),
    (Code.E13, lint_words.easy_out),
    (Code.W13, lint_words.seen_out),
    (Code.E14, lint_words.check_first),
    (Code.W14, lint_words.seen_check),
    (Code.E14, lint_words.not_to_prospect),
    (Code.E15, lint_words.pressure),
    (Code.W15, lint_words.perhaps_pressure),
    (Code.E16, lint_words.plain_text),
    (Code.W16, lint_words.short),
    (Code.E17, lint_words.reward),
    (Code.W17, lint_words.perhaps_reward),
    (Code.E18, lint_words.sourced),
    (Code.E19, lint_words.true_address),
    (Code.E19, lint_words.no_twin),
    (Code.E20, lint_asking.hours),
)

FIRM: frozenset[Rule] = frozenset(
    {lint_asking.suppressed, lint_words.not_to_prospect, lint_words.true_address}
)
"""Rules that cannot be overridden. They do not weigh manners against a good reason: a letter to
somebody who must not be written to, to the prospect over the introducer's head, or to an address
that is not theirs reaches the wrong person, and nothing takes it back. What stands behind them the
owner can change: lift a wish, take back a never, mend the address.
"""
