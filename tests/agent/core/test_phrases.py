"""How people truly write these things; every line is invented."""

from __future__ import annotations

import pytest

from narrowcast.agent.core import hints, phrases

SAID = {
    "EASY_OUT": [
        "if you are not close enough or would rather not, no explanation needed",
        "totally fine if you'd rather not",
        "no worries at all if this is awkward",
        "please feel free to say no",
        "if not, that's completely fine",
        "a no is perfectly fine",
        "no pressure at all",
        "i'd completely understand if you can't",
        "wenn es nicht passt, ist das kein problem",
        "ein nein ist völlig in ordnung",
        "falls du lieber nicht möchtest, keine erklärung nötig",
        "si vous préférez ne pas le faire, sans explication",
        "aucun souci si ce n'est pas possible",
        "sin compromiso",
        "si prefieres no hacerlo, no hace falta explicación",
        "lo entiendo perfectamente si no puedes",
        "je comprendrais tout à fait un refus",
    ],
    "CHECK_FIRST": [
        "please ask § first",
        "could you check with § first whether an introduction is welcome?",
        "would you check with her beforehand",
        "only if § is open to it",
        "if he is happy to talk, you could introduce us",
        "ask whether § would be willing to talk",
        "please make sure that § is happy to hear from me before you connect us",
        "double opt-in, of course",
        "frag bitte § vorher",
        "würden sie § zuerst fragen?",
        "bitte klär vorher mit §, ob das willkommen ist",
        "demandez d'abord à §",
        "pourriez-vous vérifier d'abord avec § ?",
        "pregúntale primero a §",
        "¿podrías preguntar antes a §?",
    ],
    "HAPPEN_TO_KNOW": [
        "do you happen to know §?",
        "might you know someone at §?",
        "would you by any chance know §?",
        "are you in touch with §?",
        "kennst du §?",
        "kennen sie zufällig §?",
        "connaissez-vous §?",
        "connais-tu §?",
        "¿conoces a §?",
        "¿conoce usted a §?",
    ],
    "PRESSURE": [
        "je te supplie de répondre",
        "je vous en supplie",
        "this is urgent",
        "please reply asap",
        "no later than friday, i need an answer asap",
        "we need this as soon as possible",
        "es ist dringend",
        "bitte so schnell wie möglich",
        "c'est urgent",
        "dès que possible",
        "es urgente",
        "lo antes posible",
    ],
    "DEADLINE": [
        "i need an answer by friday",
        "by tomorrow please",
        "no later than 5 march",
        "bis freitag bitte",
        "spätestens am montag",
        "ich brauche es bis zum 5. märz",
        "répondez avant vendredi",
        "merci de me répondre d'ici vendredi",
        "contéstame antes del viernes",
        "para el viernes a más tardar",
    ],
    "DATE": [
        "could you do it before the end of the week",
        "bis zum 5. märz",
        "avant vendredi",
        "d'ici vendredi",
        "antes del viernes",
    ],
    "UNASKED": [
        "no need to ask §",
        "schick § eine mail mit mir im cc",
        "présente-nous sans le prévenir",
        "ponme en copia",
    ],
    "NO_WAY_OUT": [
        "i won't take no for an answer",
        "ein nein akzeptiere ich nicht",
        "tu ne peux pas me refuser cela",
        "no acepto un no",
    ],
    "INCENTIVE": [
        "i pay a finder's fee",
        "there is a referral bonus",
        "happy to offer you a commission of 10 %",
        "i will send you a gift card",
        "you would get a cut of the deal",
        "i would give you $ 500",
        "we pay 500 € to you for the introduction",
        "dafür gibt es eine vermittlungsprovision",
        "ich zahle dir eine provision",
        "une commission d'apport",
        "je vous verserai une commission",
        "te pago una comisión",
    ],
    "WANTS_ADDRESS": [
        "could you send me his email address?",
        "can i have §'s phone number",
        "could you share her contact details",
        "what is their email?",
        "kannst du mir die mailadresse schicken? gib mir bitte die telefonnummer",
        "pouvez-vous me donner son adresse",
        "¿me das su correo?",
    ],
}

UNSAID = {
    "EASY_OUT": [
        "please introduce us, no matter what",
        "i have no reason to doubt that",
        "it would be fine to meet",
        "i look forward to your answer",
        "ich freue mich auf die antwort",
    ],
    "CHECK_FIRST": [
        "please introduce us soon",
        "i first met § in berlin",
        "we have talked before",
        "i asked you last year",
        "bitte stell mich vor",
    ],
    "PRESSURE": [
        "i help manufacturers bring new suppliers on board in half the time",
        "§ chose a supplier last year, and our supplies came from there",
        "no rush at all",
        "it is important to me",
        "we monitor cranes in real time",
        "ein schneller kran",
        "i have been to your talk",
    ],
    "DEADLINE": [
        "we have been in touch until recently",
        "software written by engineers",
        "we are led by two founders",
        "i was at § until 2019",
        "cranes that stand still by night",
        "bis bald",
        "avant tout, merci",
        "antes de nada, gracias",
    ],
    "INCENTIVE": [
        "we cut the commission that brokers pay",
        "i owe you a coffee",
        "i help you save money",
        "thank you for the introduction to §",
        "we give you better cranes",
        "wir senken gebühren",
    ],
    "WANTS_ADDRESS": [
        "i will send you my contact details",
        "my phone number is below",
        "we address this problem",
        "you have my email address",
    ],
}


PERHAPS = {
    "OUT": [
        "if you see it differently, so be it",
        "solltest du es anders sehen, gern",
        "sinon, n'en parlons plus",
        "si lo ves de otro modo, bien",
    ],
    "CHECKING": [
        "unless he has other plans",
        "bevor er davon erfährt",
        "avant de nous réunir",
        "antes de juntarnos",
    ],
    "PUSHING": [
        "it takes just 5 minutes",
        "sofort",
        "il faut que ça marche",
        "no puede esperar",
        "everything hangs on it",
    ],
    "REWARDING": ["dinner is on me", "une bouteille pour toi", "die flasche wein geht auf mich"],
    "ALSO": ["§ or somebody else on the team", "§ oder jemand anderen", "§ u otras personas"],
}
"""What `hints` takes for possible."""

NOT_EVEN_PERHAPS = {
    "OUT": ["if he agrees, introduce us", "wenn er mag, stell uns vor", "thank you so much"],
    "CHECKING": ["introduce me to §", "stell mich § vor", "s'il te plaît, présente-nous"],
    "PUSHING": ["you must know § well", "du musst nichts erklären", "it saves me time"],
    "REWARDING": ["we had dinner in may", "thank you for lunch"],
    "ALSO": ["you and § built it", "§ and you met"],
}


@pytest.mark.parametrize(
    ("rule", "text"), [(rule, text) for rule, texts in PERHAPS.items() for text in texts]
)
def test_what_people_may_mean_is_taken_for_possible(rule, text):
    assert getattr(hints, rule).search(text)


@pytest.mark.parametrize(
    ("rule", "text"), [(rule, text) for rule, texts in NOT_EVEN_PERHAPS.items() for text in texts]
)
def test_what_they_do_not_mean_is_not_suspected(rule, text):
    assert not getattr(hints, rule).search(text)


@pytest.mark.parametrize(
    ("rule", "text"), [(rule, text) for rule, texts in SAID.items() for text in texts]
)
def test_what_people_say_is_recognised(rule, text):
    assert getattr(phrases, rule).search(text)


@pytest.mark.parametrize(
    ("rule", "text"), [(rule, text) for rule, texts in UNSAID.items() for text in texts]
)
def test_what_they_do_not_say_is_not_heard(rule, text):
    assert not getattr(phrases, rule).search(text)


@pytest.mark.parametrize(
    "subject",
    ["Re: x", "AW: x", "Fwd: x", "RE[2]: x", "WG: x", "TR: x", "Antw: x", "回复: x", "转发：x"],
)
def test_a_subject_of_an_answer_is_seen(subject):
    assert phrases.ANSWER_SUBJECT.match(subject)


@pytest.mark.parametrize("subject", ["Regarding x", "Robin and Ana: x", "Trust: x", "Friends"])
def test_other_subjects_are_fresh(subject):
    assert not phrases.ANSWER_SUBJECT.match(subject)
