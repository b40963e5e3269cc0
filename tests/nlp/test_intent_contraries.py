"""Negations that agree, yes-words that refuse, wishes put as questions, yeses to other matters."""

from __future__ import annotations

import pytest

from narrowcast.nlp.intent import IntentKind, intent

AGREES_WITH_A_NO = [
    "Of course, I could never say no to you!",
    "I don't think it will be a problem, I'll write to her.",
    "Sure. I don't think that's an issue at all.",
    "Wouldn't dream of refusing. Writing to her today.",
    "Can't say no to that. I'll introduce you.",
    "No reason not to. I'll ping her.",
    "Dir kann ich das nicht abschlagen. Ich schreibe ihr.",
    "Da kann ich nicht nein sagen, ich frage sie.",
    "Da spricht nichts dagegen, ich schreibe ihr heute.",
    "Das ist nicht zu viel verlangt, ich rufe sie an.",
    "Je ne peux pas te refuser ça, je lui écris.",
    "Je ne peux rien te refuser ! Je lui en parle demain.",
    "Je ne vois pas pourquoi je dirais non. Je lui écris.",
    "A ti no te puedo decir que no. Le escribo mañana.",
    "No puedo negarme. Le escribo hoy.",
    "No veo por qué no, le escribo.",
    "Non posso dirti di no, le scrivo domani.",
    "Non vedo problemi, le scrivo io.",
    "Non ci sono problemi, la chiamo io stasera.",
    "Daar kan ik geen nee tegen zeggen, ik mail haar.",
    "Ik zie geen bezwaar, ik mail haar morgen.",
    "Dat kan ik je niet weigeren, ik bel haar.",
    "Não te posso dizer que não. Falo com ela amanhã.",
    "Não vejo mal nenhum, falo com ela.",
    "Não consigo dizer não a você, vou falar com ela.",
    "Det kan jag inte säga nej till, jag mejlar henne.",
    "Jag har inget emot det, jag skriver till henne.",
    "Jag kan inte neka dig det. Jag ringer henne.",
    "Det kan jeg ikke sige nej til, jeg skriver til hende.",
    "Jeg har intet imod det, jeg ringer til hende.",
    "Jeg kan ikke afslå det, jeg skriver til hende.",
    "Nie mogę ci odmówić, napiszę do niej.",
    "Nie mam nic przeciwko, napiszę do niej.",
    "Nie widzę przeciwwskazań, zadzwonię do niej.",
]
REFUSES_WITH_A_YES = [
    "Sure, I would have last year. Not anymore, we had a row. No.",
    "Thanks, yes, I got your mail. I won't be making this introduction.",
    "Happy to help with anything else, just not this one.",
    "No problem if you ask someone else, but I won't.",
    "Let me know if you need anything else - this one I have to pass on.",
    "I'm happy to introduce people normally, but not to Ilka.",
    "I'd love to say yes, but I promised her I wouldn't.",
    "Gerne ein andermal, aber das hier mache ich nicht.",
    "Ja gerne alles andere, aber Ilka bitte nicht.",
    "Kein Problem, wenn du jemand anderen fragst. Ich mach es nicht.",
    "Sag gern Bescheid, wenn du sonst etwas brauchst. Hier muss ich passen.",
    "Avec plaisir pour autre chose, mais pas ça.",
    "Pas de problème si tu demandes à quelqu'un d'autre, moi je ne le ferai pas.",
    "Oui oui, j'ai bien lu. C'est non.",
    "Con gusto en otra cosa, en esto no.",
    "Sin problema si se lo pides a otro; yo no lo haré.",
    "Sí, lo he leído. La respuesta es no.",
    "Volentieri per altro, ma questo no.",
    "Nessun problema se chiedi a qualcun altro, io non lo faccio.",
    "Certo, ho letto. La risposta è no.",
    "Graag een andere keer, maar dit doe ik niet.",
    "Geen probleem als je iemand anders vraagt, ik doe het niet.",
    "Ja, ik heb je mail gelezen. Het antwoord is nee.",
    "Com prazer noutra coisa, mas nisto não.",
    "Sem problema se pedires a outra pessoa, eu não o farei.",
    "Sim, li o email. A resposta é não.",
    "Gärna något annat, men inte det här.",
    "Inga problem om du frågar någon annan, jag gör det inte.",
    "Ja, jag har läst. Svaret är nej.",
    "Gerne noget andet, men ikke det her.",
    "Intet problem hvis du spørger en anden, jeg gør det ikke.",
    "Ja, jeg har læst det. Svaret er nej.",
    "Chętnie w czymś innym, ale nie w tym.",
    "Nie ma problemu, jeśli zapytasz kogoś innego, ja tego nie zrobię.",
    "Tak, czytałem. Odpowiedź brzmi nie.",
]
ASKS_TO_BE_LEFT_ALONE = [
    "Could you take me off your list please?",
    "Können Sie mich bitte aus Ihrem Verteiler nehmen?",
    "Könntest du bitte aufhören, mir solche Mails zu schicken?",
    "Pourriez-vous me retirer de votre liste ?",
    "Pourriez-vous cesser de m'écrire ?",
    "¿Podría borrarme de su lista, por favor?",
    "¿Puede dejar de escribirme?",
    "Potrebbe cancellarmi dalla Sua lista?",
    "Può smettere di scrivermi?",
    "Kunt u mij van uw lijst verwijderen?",
    "Kunt u ophouden mij te mailen?",
    "Pode retirar-me da sua lista?",
    "Pode parar de me escrever?",
    "Kan du ta bort mig från din lista?",
    "Kan du sluta mejla mig?",
    "Kan du fjerne mig fra din liste?",
    "Vil du holde op med at skrive til mig?",
    "Czy może mnie pan usunąć z listy?",
    "Czy mogłaby pani przestać do mnie pisać?",
    "Please delete my address from your records.",
    "Bitte löschen Sie meine Daten.",
    "Merci de supprimer mes coordonnées.",
    "Borre mis datos, por favor.",
    "Cancelli i miei dati.",
    "Verwijder mijn gegevens.",
    "Apague os meus dados, por favor.",
    "Radera mina uppgifter, tack.",
    "Slet mine oplysninger, tak.",
    "Proszę usunąć moje dane.",
]
ABOUT_OTHER_MATTERS = [
    "Sure, go ahead and book the room.",
    "Yes, Tuesday works for lunch!",
    "Let me know how the marathon goes.",
    "Yes please send the invoice to accounting.",
    "Klar, schick die Rechnung an die Buchhaltung.",
    "Ja, Dienstag passt mir gut fürs Essen.",
    "Oui, mardi me va pour le déjeuner.",
    "Sí, el martes me viene bien para comer.",
    "Sì, martedì va bene per il pranzo.",
    "Ja, dinsdag is prima voor de lunch.",
    "Sim, terça está ótimo para o almoço.",
    "Ja, tisdag passar bra för lunchen.",
    "Ja, tirsdag passer fint til frokosten.",
    "Tak, wtorek pasuje mi na obiad.",
    "I'll call my accountant about it.",
    "Ich rufe morgen den Klempner an.",
    "J'appelle le plombier demain.",
    "Le escribo al casero mañana.",
    "Ik bel de loodgieter morgen.",
    "Jeg ringer til tandlægen i morgen.",
    "Jag ringer tandläkaren imorgon.",
    "Zadzwonię jutro do dentysty.",
    "Chiamo l'idraulico domani.",
    "Vou ligar ao canalizador amanhã.",
    "I introduced the new product to the board yesterday.",
    "Ich habe das neue Produkt gestern vorgestellt.",
    "J'ai présenté le projet au comité hier.",
    "He presentado el informe al consejo.",
]
CHANGES = {
    IntentKind.AGREED,
    IntentKind.DECLINED,
    IntentKind.DOES_NOT_KNOW,
    IntentKind.OPT_OUT,
    IntentKind.NAME_DROP,
    IntentKind.INTRODUCED_ELSEWHERE,
}


def _named(text: str) -> str:
    return text[:40]


@pytest.mark.parametrize("text", AGREES_WITH_A_NO, ids=_named)
def test_a_negation_of_a_refusal_is_no_refusal(text: str):
    assert intent(text).kind in {IntentKind.AGREED, IntentKind.UNCLEAR}


def test_most_agreements_that_hold_a_no_are_read():
    read = [text for text in AGREES_WITH_A_NO if intent(text).kind is IntentKind.AGREED]

    assert len(read) >= 0.9 * len(AGREES_WITH_A_NO)


@pytest.mark.parametrize("text", REFUSES_WITH_A_YES, ids=_named)
def test_a_yes_word_beside_a_refusal_agrees_to_nothing(text: str):
    assert intent(text).kind in {IntentKind.DECLINED, IntentKind.UNCLEAR, IntentKind.LATER}


def test_most_refusals_that_hold_a_yes_are_read():
    read = [text for text in REFUSES_WITH_A_YES if intent(text).kind is IntentKind.DECLINED]

    assert len(read) >= 0.8 * len(REFUSES_WITH_A_YES)


@pytest.mark.parametrize("text", ASKS_TO_BE_LEFT_ALONE, ids=_named)
def test_a_wish_to_be_left_alone_may_be_a_question(text: str):
    assert intent(text).kind is IntentKind.OPT_OUT


@pytest.mark.parametrize("text", ABOUT_OTHER_MATTERS, ids=_named)
def test_an_answer_to_another_matter_changes_nothing(text: str):
    assert intent(text).kind not in CHANGES


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Nulla in contrario da parte mia.", IntentKind.UNCLEAR),
        ("Le escribo yo. Dame hasta el jueves.", IntentKind.AGREED),
        ("If it is for a job: yes. If it is for sales: no. Which is it?", IntentKind.QUESTION),
        ("Maybe. I'd rather not introduce you.", IntentKind.UNCLEAR),
        ("Maybe I could, but I'd rather not.", IntentKind.DECLINED),
        ("Ask me again in May. I'll write to her.", IntentKind.UNCLEAR),
        ("I'll write to her today. I'd rather not, that said.", IntentKind.UNCLEAR),
        ("I'd rather not. Sure.", IntentKind.UNCLEAR),
        ("I introduced you two on Monday :D didn't you see?", IntentKind.INTRODUCED_ELSEWHERE),
    ],
)
def test_what_stands_beside_a_word_decides(text: str, kind: IntentKind):
    assert intent(text).kind is kind
