"""The settings of letters: what they may say, how they speak, and when they may leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from narrowcast.agent.config_key import key


class Language(StrEnum):
    """What the letters are written in."""

    ENGLISH = "en"
    GERMAN = "de"
    FRENCH = "fr"
    SPANISH = "es"


_OTHER = "in {0}, for letters in {0}. Empty: they leave it out, but for those in owner.language."


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSettings:
    """What your letters may say, how they speak, and when they may leave."""

    confidential: tuple[str, ...] = key((), "Words and names that may stand in no letter.")
    holidays: tuple[str, ...] = key(
        (), 'Days on which no letter leaves, beside weekends, such as "2026-12-24".'
    )
    as_you_write: bool = key(
        True,
        "Letters are in the language, and as formal, as your mail with that person was lately."
        " false: always in owner.language.",
    )
    formal: bool = key(
        True, "Where your mail does not tell: Sie, vous, usted. false: du, tu, tú. English: either."
    )
    templates: str = key(
        "",
        "A folder with templates of your own; `narrowcast letters export FOLDER` writes ours there"
        " for you to change. Empty: ours.",
    )
    pitch_en: str = key("", f"What you offer, {_OTHER.format('English')}")
    pitch_de: str = key("", f"What you offer, {_OTHER.format('German')}")
    pitch_fr: str = key("", f"What you offer, {_OTHER.format('French')}")
    pitch_es: str = key("", f"What you offer, {_OTHER.format('Spanish')}")
    credential_en: str = key("", f"Why that is credible, {_OTHER.format('English')}")
    credential_de: str = key("", f"Why that is credible, {_OTHER.format('German')}")
    credential_fr: str = key("", f"Why that is credible, {_OTHER.format('French')}")
    credential_es: str = key("", f"Why that is credible, {_OTHER.format('Spanish')}")

    @property
    def days_off(self) -> frozenset[date]:
        """`holidays` as dates."""
        return frozenset(map(date.fromisoformat, self.holidays))

    def offer(self, language: str) -> tuple[str, str]:
        """Pitch and credential in one language; '' where none is set."""
        return getattr(self, f"pitch_{language}"), getattr(self, f"credential_{language}")
