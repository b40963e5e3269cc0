"""How the owner's letters speak: language, form of address, templates, and the offer in each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from narrowcast.agent import own_templates
from narrowcast.agent.config import Settings
from narrowcast.agent.core import tone
from narrowcast.agent.core.draft import Language
from narrowcast.agent.core.model import AddressKey, Owner, seconds
from narrowcast.agent.core.templating import Templates
from narrowcast.agent.core.tone import Tone
from narrowcast.agent.reading import wording_keys
from narrowcast.agent.store import wordings
from narrowcast.agent.store.store import Store


@dataclass(frozen=True, slots=True)
class Offer:
    """The owner's pitch and credential in one language; '' leaves a sentence out."""

    pitch: str = ""
    credential: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What is the same for all letters of the owner."""

    language: Language = Language.EN
    """Where past mail does not tell; the owner's pitch and credential are in it."""
    formal: bool = False
    """Where past mail does not tell."""
    choose: bool = True
    """Whether past mail is looked at."""
    offers: Mapping[Language, Offer] = field(default_factory=dict[Language, Offer])
    templates: Templates | None = None
    """None: those that come with the program."""

    def tone(
        self, store: Store, addresses: Iterable[AddressKey], name: str, before: datetime
    ) -> Tone:
        """How to write to somebody, from mail with them before a moment."""
        usual = Tone(self.language, self.formal)
        if not self.choose:
            return usual
        keys = wording_keys(store.mention_key)
        past = wordings.wording_with(store, addresses, seconds(before), keys)
        return tone.choose(past, name, usual)

    @property
    def offered(self) -> tuple[str, ...]:
        """Everything the owner says of the own offer, in whatever language."""
        return tuple(said for one in self.offers.values() for said in (one.pitch, one.credential))

    def speaking(self, owner: Owner, language: Language) -> Owner:
        """The owner with pitch and credential in *language*; without one rather than in another."""
        said = self.offers.get(language, Offer())
        if language is self.language:
            said = Offer(said.pitch or owner.pitch, said.credential or owner.credential)
        return replace(owner, pitch=said.pitch, credential=said.credential)


def voice(settings: Settings) -> Voice:
    """How letters speak by config.toml; raises ConfigError where its templates cannot be read."""
    letters = settings.letters
    folder = letters.templates
    return Voice(
        language=Language(settings.owner.language),
        formal=letters.formal,
        choose=letters.as_you_write,
        offers={one: Offer(*letters.offer(one)) for one in Language},
        templates=own_templates.read(Path(folder).expanduser()) if folder else None,
    )
