"""Whom a referral names and what a name-drop allows, in ten languages; all invented."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrowcast.nlp.intent import IntentKind, intent
from narrowcast.nlp.referral_names import allowed_words, referred_person


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Better ask Tom Berg.", "Tom Berg"),
        ("Uderz do Marty Zielińskiej, ona z nim pracuje.", "Marty Zielińskiej"),
        ("Wende dich an meinen Nachfolger Arne Feddersen.", "Arne Feddersen"),
        ("Contacte plutôt mon associé, Bertrand Huet.", "Bertrand Huet"),
        ("Prova con la Dott.ssa Elena Riva, lei lo sente.", "Elena Riva"),
        ("frag am besten Frau Krüger", "Frau Krüger"),
        ("I barely know him. Tom knows him much better.", "Tom"),
        ("You should talk to Priya instead, she ran that team.", "Priya"),
        ("My colleague Jan de Vries would be a better person to ask.", "Jan de Vries"),
        ("Tobias Lark? Try Maria O'Neill instead.", "Maria O'Neill"),
        ("Frag lieber den Kollegen Uwe Harms, der kennt sie viel besser.", "Uwe Harms"),
        ("Sprich besser mit Jutta, die sitzt im selben Büro.", "Jutta"),
        ("Wende dich am besten an Dr. Stefan Ohlig.", "Stefan Ohlig"),
        ("Da wäre Herr Lindner der richtige Ansprechpartner.", "Herr Lindner"),
        ("Demande plutôt à Claire Dubreuil, elle la connaît mieux.", "Claire Dubreuil"),
        ("Vois ça avec Hugo, c'est lui qui suit ce client.", "Hugo"),
        ("La bonne personne serait Mme Vasseur.", "Mme Vasseur"),
        ("Mejor pregúntale a Lucía Ferrer.", "Lucía Ferrer"),
        ("Te conviene hablar con Ramón, es su cuñado.", "Ramón"),
        ("Meglio chiedere a Fabio Gentilini.", "Fabio Gentilini"),
        ("Prova a sentire Chiara, lo conosce molto meglio.", "Chiara"),
        ("Vraag het liever aan Joost van der Meer.", "Joost van der Meer"),
        ("Je kunt beter bij Anouk zijn.", "Anouk"),
        ("Melhor falar com a Teresa Pinho.", "Teresa Pinho"),
        ("Pergunta antes ao Duarte, ele conhece-a bem.", "Duarte"),
        ("Fråga hellre Åsa Lindqvist.", "Åsa Lindqvist"),
        ("Hör med Göran istället, han sitter bredvid henne.", "Göran"),
        ("Spørg hellere Mads Kjær.", "Mads Kjær"),
        ("Prøv i stedet Henriette.", "Henriette"),
        ("Lepiej zapytaj Pawła Wronę.", "Pawła Wronę"),
        ("Yes, happy to introduce you to Anna Weber.", ""),
        ("You'd better ask somebody else.", ""),
        ("Frag lieber jemanden aus dem Vertrieb.", ""),
        ("I would try HR instead.", ""),
        ("Better ask her directly.", ""),
        ("Hi Max,\nbetter ask Nina Falk instead, she knows him well.\nBest, Ines", "Nina Falk"),
        ("Honestly not my area. Sarah Kim runs that account now, ask her instead.", "Sarah Kim"),
        ("I'm not close to him. Rosa in accounts is. Ask her instead.", "Rosa"),
        ("You'd be much better off asking Dana Whitlock directly", "Dana Whitlock"),
        ("Hmm, not me - Kit Barlow owns that relationship.", "Kit Barlow"),
        ("Have you tried Ellen? She used to work with him", "Ellen"),
        ("I'd go through Prof. Adele Finch.", "Adele Finch"),
        ("Da fragst du besser die Frau Dr. Seidel.", "Frau Dr. Seidel"),
        ("An deiner Stelle würde ich über Henning gehen.", "Henning"),
        ("Mein Kollege Bernd Maier kann dir da eher helfen, frag lieber ihn.", "Bernd Maier"),
        ("Adresse-toi plutôt à Mathilde Renaud", "Mathilde Renaud"),
        ("À ta place je passerais par Yann Le Goff.", "Yann Le Goff"),
        ("Monsieur Perrin est mieux placé que moi.", "Monsieur Perrin"),
        ("Yo que tú hablaría con Nuria Campos", "Nuria Campos"),
        ("Quien mejor la conoce es Álvaro.", "Álvaro"),
        ("La persona indicada es la señora Marta Ríos.", "Marta Ríos"),
        ("Ti conviene sentire Giorgia Bassi, lavora con lui.", "Giorgia Bassi"),
        ("La persona giusta è il dott. Carlo Neri.", "Carlo Neri"),
        ("Fossi in te passerei da Matteo.", "Matteo"),
        ("Daarvoor moet je bij Femke de Wit zijn.", "Femke de Wit"),
        ("Bart kent haar veel beter dan ik, vraag het hem.", "Bart"),
        ("De juiste persoon is mevrouw Jansen.", "mevrouw Jansen"),
        ("No teu lugar falava com o Henrique Salgado.", "Henrique Salgado"),
        ("A pessoa certa é a Dra. Joana Reis.", "Joana Reis"),
        ("Quem a conhece bem é o Miguel.", "Miguel"),
        ("Rätt person är Kerstin Ahlgren.", "Kerstin Ahlgren"),
        ("Du borde prata med Oskar.", "Oskar"),
        ("Det er bedre at spørge Lone Frandsen.", "Lone Frandsen"),
        ("Du skulle hellere tale med Rasmus.", "Rasmus"),
        ("Lepiej pogadaj z Krzysztofem Dudą.", "Krzysztofem Dudą"),
        ("Właściwą osobą jest pani Halina Sowa.", "Halina Sowa"),
        ("Ask Legal. They handle that.", ""),
        ("Talk to somebody in Sales instead.", ""),
        ("Versuch es lieber über LinkedIn.", ""),
        ("Frag besser direkt beim Vertrieb nach.", ""),
        ("Better go through their website.", ""),
    ],
)
def test_a_referral_tells_whom_to_ask(text: str, person: str):
    assert referred_person(text) == person


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Feel free to say we met in Porto.", "we met in Porto"),
        ("Sure, tell her I said hi.", "I said hi"),
        ("You can use my name.", "You can use my name"),
        ("Sag ihm, dass ich dich schicke.", "dass ich dich schicke"),
        ("Du kannst gerne schreiben, dass wir uns aus Ulm kennen.", "dass wir uns aus Ulm kennen"),
        ("Berufe dich gern auf mich.", "Berufe dich gern auf mich"),
        ("Dile que vas de mi parte.", "que vas de mi parte"),
        ("Puedes decirle que trabajamos juntos en Sevilla", "que trabajamos juntos en Sevilla"),
        ("Dille che ti mando io.", "che ti mando io"),
        ("Puoi usare il mio nome.", "Puoi usare il mio nome"),
        ("Zeg maar dat je mij kent", "dat je mij kent"),
        ("Je mag mijn naam noemen.", "Je mag mijn naam noemen"),
        ("Diz-lhe que fui eu que te dei o contacto.", "que fui eu que te dei o contacto"),
        ("Säg att du känner mig.", "att du känner mig"),
        ("Sig bare at jeg har anbefalet dig.", "at jeg har anbefalet dig"),
        ("Powiedz, że znasz mnie z Gdańska.", "że znasz mnie z Gdańska"),
        ("You can tell him that I recommended you. Not more please.", "that I recommended you"),
        ("Dis-lui que c'est moi qui t'envoie", "que c'est moi qui t'envoie"),
        (
            "I won't introduce you myself, but mention that we worked together at Veltro.",
            "that we worked together at Veltro",
        ),
        ("No.", ""),
        ("Du darfst ihm ausrichten, ich hätte dich geschickt.", "ich hätte dich geschickt"),
        ("Sag einfach liebe Grüße von mir.", "Sag einfach liebe Grüße von mir"),
        ("Pode dizer que trabalhou comigo na Veltro.", "que trabalhou comigo na Veltro"),
    ],
)
def test_a_name_drop_tells_what_may_be_said(text: str, said: str):
    assert allowed_words(text) == said


def test_the_prospect_is_nobody_to_ask_instead():
    text = "Better ask the team of Tobias Lark, Nina Falk for one."

    assert referred_person(text, ["Tobias Lark"]) == "Nina Falk"


def test_a_boss_is_not_the_one_they_lead():
    assert referred_person("You'd better ask Anna Weber's boss, I forgot the name.") == ""


def test_an_intent_carries_the_name_without_the_closing():
    read = intent("I don't really know her, better ask Tom Berg.\n\nBest,\nInes Copperfield")

    assert (read.kind, read.person) == (IntentKind.REFERRAL, "Tom Berg")


def test_nobody_is_named_by_a_closing():
    read = intent("Sorry, you should ask somebody closer to her instead.\n\nBest,\nInes Falk")

    assert read.person == ""


def test_an_intent_carries_what_may_be_said():
    read = intent("I can't do it myself, but you can tell him that we met in Porto.")

    assert (read.kind, read.said) == (IntentKind.NAME_DROP, "that we met in Porto")


@given(st.text(max_size=200))
@settings(deadline=None, max_examples=100)
def test_any_text_can_be_read(text: str):
    told = f"better ask {text} Tom {text}. Tell him that {text}"

    assert all(word in told for word in referred_person(told).split())
    assert len(allowed_words(told)) <= 200


@pytest.mark.parametrize("piece", ["ask ", "Ask Tom ", "tell him ", "A. ", "Anna ", "say that, "])
def test_a_long_text_costs_no_more_than_its_beginning(piece: str):
    text = piece * (100_000 // len(piece))

    referred_person(text)
    start = time.process_time()
    referred_person(text)
    allowed_words(text)

    assert time.process_time() - start < 0.3
