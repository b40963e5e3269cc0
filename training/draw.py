"""Chance for the generator: one seeded source, which words of a split it may use, and slots."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

from training.lexicon import Lexicon, Split, is_held_out, lexicon

T = TypeVar("T")
_SLOT = re.compile(r"\{(\w+)\}")
_MAKES_NEW_WORDS_TRIES = 60
_SHARE_OF_UNSEEN_TITLES = 0.7


@dataclass(frozen=True, slots=True)
class Draw:
    """What one mail is drawn with. Equal seeds draw equal mails."""

    rng: Random
    split: Split
    words: Lexicon
    world: Lexicon = field(default_factory=lambda: lexicon("world"))

    def chance(self, share: float) -> bool:
        """True in *share* of the cases, 0 … 1."""
        return self.rng.random() < share

    def pick(self, options: Sequence[T]) -> T:
        """One of *options*, whichever the split."""
        return self.rng.choice(options)

    def weighted(self, options: Mapping[T, float]) -> T:
        """One key of *options*, as often as its weight says."""
        return self.rng.choices(list(options), weights=list(options.values()))[0]

    def word(self, options: Sequence[str]) -> str:
        """One of *options* that belongs to this split alone (any, where none does)."""
        return self.rng.choice(self.own(options))

    def own(self, options: Sequence[str]) -> Sequence[str]:
        """Those of *options* that belong to this split alone; all, where none does."""
        return [o for o in options if is_held_out(o) == (self.split is Split.HELD_OUT)] or options

    def known_or_new(self, options: Sequence[str]) -> str:
        """As *word*; but a held-out mail also uses, less often, what training has seen."""
        if self.split is Split.HELD_OUT and not self.chance(_SHARE_OF_UNSEEN_TITLES):
            return self.rng.choice(options)
        return self.word(options)

    def made_up(self, make: Callable[[Random], str]) -> str:
        """A word *make* coins that belongs to this split alone."""
        word = make(self.rng)
        for _ in range(_MAKES_NEW_WORDS_TRIES):
            if is_held_out(word) == (self.split is Split.HELD_OUT):
                break
            word = make(self.rng)
        return word

    def listed(self, name: str) -> str:
        """A word of this split from the language's list *name*."""
        return self.word(self.words[name])

    def digits(self, pattern: str) -> str:
        """*pattern* with `#` a digit and `@` a digit but 0."""
        return "".join(
            self.rng.choice("0123456789")
            if c == "#"
            else self.rng.choice("123456789")
            if c == "@"
            else c
            for c in pattern
        )

    def fill(self, pattern: str, slots: Mapping[str, Callable[[], str]]) -> str:
        """*pattern* with each `{slot}` made by *slots*; surplus blanks go."""
        filled = _SLOT.sub(lambda m: slots[m[1]](), pattern)
        return re.sub(r" +([,.])", r"\1", " ".join(filled.split(" "))).replace("  ", " ").strip()

    def gendered(self, forms: str, *, female: bool) -> str:
        """`Leiter/Leiterin` → the form for a man or a woman."""
        he, _, she = forms.partition("/")
        return she if female and she else he
