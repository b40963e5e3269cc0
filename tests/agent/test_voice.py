"""Letters speak as the owner's mail with that person did, as of a date."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from narrowcast.agent.core.draft import Language
from narrowcast.agent.core.model import AddressKey, Owner
from narrowcast.agent.core.tone import Tone
from narrowcast.agent.store.store import Store
from narrowcast.agent.voice import Offer, Voice
from narrowcast.connectors.base import Tier
from narrowcast.connectors.records import Message
from tests.agent.mailroom import OWNER, START, message, store_of

ANA = AddressKey("ana@acme.example")
GERMAN = "Hallo Olga,\n\nkannst du mir die Folien für morgen schicken?\n\nViele Grüße, Ana"
FRENCH = "Bonjour,\n\nje vous remercie pour les plans de la réunion.\n\nCordialement"
VOICE = Voice(formal=True)


def past(count: int = 3, text: str = GERMAN) -> list[Message]:
    return [
        message(number, ANA, [OWNER], START + timedelta(days=number), text=text)
        for number in range(count)
    ]


def tone(store: Store, days: int = 30, voice: Voice = VOICE) -> Tone:
    return voice.tone(store, [ANA], "Ana Ruiz", START + timedelta(days=days))


def test_a_letter_is_in_the_language_of_past_mail_and_says_why() -> None:
    with store_of(past(), tier=Tier.SIGNATURES) as store:
        found = tone(store)

    assert (found.language, found.formal) == (Language.DE, False)
    assert found.why.startswith("in German: 3 of your last 3 mails with Ana Ruiz were; “du”")


def test_only_mail_before_the_moment_counts() -> None:
    later = [
        message(9, ANA, [OWNER], START + timedelta(days=20 + n), text=FRENCH) for n in range(9)
    ]
    with store_of([*past(), *later]) as store:
        assert tone(store, days=10).language is Language.DE
        assert tone(store, days=0) == Tone(Language.EN, formal=True)


def test_mail_with_others_and_what_others_wrote_beside_counts_nothing() -> None:
    mails = [
        message(1, "ben@target.example", [OWNER, ANA], START, text=GERMAN),
        message(2, "ben@target.example", [OWNER, ANA], START, text=GERMAN),
        message(3, OWNER, ["ben@target.example"], START, text=GERMAN),
    ]
    with store_of(mails) as store:
        assert tone(store).why == ""


def test_where_only_heads_are_read_the_settings_stand() -> None:
    with store_of(past(), tier=Tier.HEADERS) as store:
        assert tone(store) == Tone(Language.EN, formal=True)


def test_the_owner_may_want_one_language_always() -> None:
    with store_of(past()) as store:
        assert tone(store, voice=replace(VOICE, choose=False)) == Tone(Language.EN, formal=True)


def test_an_offer_in_another_language_is_left_out_rather_than_mixed_in() -> None:
    owner = Owner(name="Olga Owner", addresses=(OWNER,), pitch="I help.", credential="It works.")
    voice = Voice(offers={Language.DE: Offer(pitch="Ich helfe.")})

    assert voice.speaking(owner, Language.EN) == owner
    assert voice.speaking(owner, Language.DE).pitch == "Ich helfe."
    assert voice.speaking(owner, Language.DE).credential == ""
    assert voice.speaking(owner, Language.FR).pitch == ""
