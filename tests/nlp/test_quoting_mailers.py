"""How mail programs head what they quote in plain text, in ten languages; invented mails."""

from __future__ import annotations

import pytest

from narrowcast.nlp.quoting import own_text

QUOTED = "Hello Tom,\nwhen shall we meet?\n\nAnn Lee\nSales Director\nAcme Ltd"
HEADS = {
    "answer-above-de": "##- Bitte geben Sie Ihre Antwort oberhalb dieser Zeile ein. -##\nAnn Lee",
    "answer-above-en": "##- Please type your reply above this line -##\nAnn Lee, Nov 3, 09:41",
    "answer-above-fr": "--- Répondre au-dessus de cette ligne ---",
    "answer-above-plain": "Please reply above this line.",
    "basecamp": "=== Write ABOVE THIS LINE to post a reply ===",
    "aol": "-----Original Message-----\nFrom: Ann Lee <ann@a.example>\nTo: tom",
    "bb": "From: Ann Lee\nSent: Monday, November 3, 2025 09:41 AM\nTo: Tom",
    "bb-de": "Von: Ann Lee [mailto:ann@a.example]\n"
    "Gesendet: Montag, 3. November 2025 09:41\nAn: Tom\nBetreff: x",
    "exch-es": "De: Ann Lee\nEnviado: lunes\nPara: Tom",
    "exch-it": "Da: Ann Lee <ann@a.example>\nData: lunedì\nA: Tom\nOggetto: x",
    "exch-pt": "De: Ann Lee\nEnviada: segunda\nPara: Tom\nAssunto: x",
    "fwd-ap-br": "Início da mensagem encaminhada:",
    "fwd-ap-da": "Start på videresendt besked:",
    "fwd-ap-es": "Inicio del mensaje reenviado:",
    "fwd-ap-fr": "Début du message réexpédié :",
    "fwd-ap-it": "Inizio messaggio inoltrato:",
    "fwd-ap-nl": "Begin doorgestuurd bericht:",
    "fwd-ap-pl": "Początek przekazywanej wiadomości:",
    "fwd-ap-pt": "Início da mensagem reencaminhada:",
    "fwd-ap-sv": "Vidarebefordrat brev:",
    "fwd-gm-de": "---------- Forwarded message ---------\nVon: Ann",
    "fwd-gm-fr": "---------- Forwarded message ---------\nDe : Ann",
    "fwd-gm-pl": "---------- Forwarded message ---------\nOd: Ann",
    "fwd-tb-da": "-------- Videresendt meddelelse --------",
    "fwd-tb-es": "-------- Mensaje reenviado --------",
    "fwd-tb-fr": "-------- Message transféré --------\nSujet : x\nDate : y\nDe : Ann",
    "fwd-tb-it": "-------- Messaggio inoltrato --------\nOggetto: x",
    "fwd-tb-nl": "-------- Doorgestuurd bericht --------",
    "fwd-tb-pl": "-------- Treść przekazanej wiadomości --------",
    "fwd-tb-pt": "-------- Mensagem encaminhada --------",
    "fwd-tb-sv": "-------- Vidarebefordrat meddelande --------",
    "gmx-fr": 'Envoyé: lundi 3 novembre 2025 à 09:41\nDe: "Ann Lee" <ann@a.example>\nÀ: tom',
    "gw": ">>> Ann Lee 11/3/2025 9:41 AM >>>",
    "gw-de": ">>> Ann Lee <ann@a.example> 03.11.2025 09:41 >>>",
    "inotes": '-----"Ann Lee" <ann@a.example> wrote: -----\nTo: tom@fox.example\n'
    'From: "Ann Lee"\nDate: 11/03/2025\nSubject: Plan',
    "inotes-de": "-----Ann-Marie Lee schrieb: -----\nAn: tom@fox.example\nVon: Ann Lee\n"
    "Datum: 03.11.2025\nBetreff: Plan",
    "fwd-ru": "От кого: Ann Lee <ann@a.example>\nКому: Tom Fox <tom@fox.example>\n"
    "Дата: Понедельник, 3 ноября 2025, 9:41 +03:00\nТема: x",
    "folded": "From: Ann Lee\nTo: Tom Fox <tom@fox.example>,\nBo Ek <bo@fox.example>;\n"
    "Ida Kurz; Eva Ray\nSubject: x",
    "no-sender": "Sent: Monday, November 3, 2025\nTo: Tom Fox\nSubject: x",
    "mac-de": "Von: Ann Lee <ann@a.example>\nDatum: Montag, 3. November 2025 um 09:41\n"
    "An: Tom\nBetreff: x",
    "mac-nl": "Van: Ann Lee\nDatum: maandag\nAan: Tom\nOnderwerp: x",
    "mac-pl": "Od: Ann\nData: pon\nDo: Tom",
    "mac-sv": "Från: Ann\nDatum: måndag\nTill: Tom",
    "notes-cells": "Ann Lee <ann@a.example>\n03.11.2025 09:41\nTo\ttom@fox.example\n"
    "cc\nSubject\tPlan",
    "notes-cells-de": '"Ann Lee" <ann@a.example> \n03.11.2025 09:41\n\nAn\n<tom@fox.example>\n'
    "Kopie\n\nThema\nRe: Plan",
    "notes-de": "Von:\tAnn Lee/ACME\nAn:\tTom Fox/FOX\nKopie:\t\nDatum:\t03.11.2025 09:41\n"
    "Betreff:\tPlan",
    "notes-fr": "De :\tAnn Lee/ACME\nA :\tTom\nDate :\t03/11/2025\nObjet :\tPlan",
    "out-fr": "________________________________\nDe : Ann Lee <ann@a.example>\n"
    "Envoyé : lundi\nÀ : Tom\nObjet : x",
    "out-cs": "Od: Ann Lee <ann@a.example>\nOdesláno: pondělí 3. listopadu 2025 9:41\n"
    "Komu: Tom\nPředmět: x",
    "out-fi": "Lähettäjä: Ann Lee <ann@a.example>\nLähetetty: maanantai 3. marraskuuta 2025 9.41\n"
    "Vastaanottaja: Tom\nAihe: x",
    "out-pl": "Od: Ann Lee <ann@a.example>\nWysłane: poniedziałek, 3 listopada 2025 09:41\n"
    "Do: Tom\nTemat: x",
    "reply-to": "From: Ann Lee\nReply-To: Bo Ek\nDate: Monday\nTo: Tom",
    "out-mob-de": "________________________________\nVon: Ann Lee <ann@a.example>\n"
    "Gesendet: Montag",
    "samsung-da": "-------- Oprindelig meddelelse --------\nFra: Ann",
    "samsung-de": "-------- Ursprüngliche Nachricht --------\nVon: Ann Lee <ann@a.example>\n"
    "Datum: 03.11.25 09:41 (GMT+01:00)\nAn: Tom\nBetreff: x",
    "samsung-fr": "-------- Message d'origine --------\nDe : Ann Lee\nDate : 03/11/2025",
    "samsung-it": "-------- Messaggio originale --------\nDa: Ann",
    "samsung-nl": "-------- Oorspronkelijk bericht --------\nVan: Ann",
    "samsung-pl": "-------- Oryginalna wiadomość --------\nOd: Ann",
    "samsung-pl2": "-------- Wiadomość oryginalna --------\nOd: Ann",
    "samsung-pt": "-------- Mensagem original --------\nDe: Ann",
    "samsung-sv": "-------- Originalmeddelande --------\nFrån: Ann",
    "zimbra-de": '----- Ursprüngliche Mail -----\nVon: "Ann Lee" <ann@a.example>\nAn: tom\n'
    "Gesendet: Montag\nBetreff: x",
    "zimbra-es": "----- Mensaje original -----\nDe: Ann",
    "zimbra-it": "----- Messaggio originale -----\nDa: Ann",
    "zimbra-pl": "----- Oryginalna wiadomość -----\nOd: Ann",
}
ATTRIBUTIONS = {
    "apple-fr-hard-space": "Le 3 nov. 2025 à 09:41, Ann Lee <ann@a.example> a\xa0écrit\xa0:",
    "gmail-fi": "ma 3. marrask. 2025 klo 9.41 Ann Lee\n(ann@a.example) kirjoitti:",
    "gmail-fr-wrapped": "Le lun. 3 nov. 2025 à 09:41, Ann Lee <ann@a.example> a\nécrit :",
    "gmail-it-wrapped": "Il giorno lun 3 nov 2025 alle ore 09:41 Ann Lee "
    "<ann@a.example> ha\nscritto:",
    "gmail-long-name": "On Mon, Nov 3, 2025 at 9:41 AM Ann Lee, Sales Director at Acme Ltd <\n"
    "a-rather-long-address-77@a.example> wrote:",
    "gmail-bidi": "\u200eOn Mon, Nov 3, 2025 at 9:41 AM \u202aAnn Lee\u202c "
    "<ann@a.example> wrote:\u200e",
    "mail-ru": "Monday, November 3, 2025 9:41 AM +01:00 from Ann Lee <ann@a.example>:",
    "mutt": "* Ann Lee <ann@a.example> [2025-11-03 09:41]:",
    "titled": "Am 3. Nov. 2025 um 09:41 schrieb Frau Prof. Ann Lee:",
    "verb-first-nl": "Ann Lee <ann@a.example> schreef op ma 3 nov. 2025 09:41:",
    "tuta": "3. Nov. 2025, 09:41 von ann@a.example:",
    "yandex": '03.11.2025, 09:41, "Ann Lee" <ann@a.example>:',
    "zoho-bare": "On Mon, 03 Nov 2025 09:41:00 +0100 Ann Lee <ann@a.example> wrote",
    "zoho-short": "---- On Mon, 03 Nov 2025 09:41:00 +0100 Ann Lee <ann@a.example> wrote ---",
    "over-three-lines": "On Nov 3, 2025,\nat 09:41,\nAnn Lee <ann@a.example> wrote:",
    "apple-da": "Den 3. nov. 2025 kl. 09.41 skrev Ann Lee <ann@a.example>:",
    "apple-de": "Am 03.11.2025 um 09:41 schrieb Ann Lee <ann@a.example>:",
    "apple-en": "On 3 Nov 2025, at 09:41, Ann Lee <ann@a.example> wrote:",
    "apple-es": "El 3 nov 2025, a las 9:41, Ann Lee <ann@a.example> escribió:",
    "apple-fr": "Le 3 nov. 2025 à 09:41, Ann Lee <ann@a.example> a écrit :",
    "apple-it": "Il giorno 3 nov 2025, alle ore 09:41, Ann Lee <ann@a.example> ha scritto:",
    "apple-pl": "Wiadomość napisana przez Ann Lee <ann@a.example> w dniu 3 lis 2025, o "
    "godz. 09:41:",
    "apple-pt": "No dia 03/11/2025, às 09:41, Ann Lee <ann@a.example> escreveu:",
    "apple-pt2": "Ann Lee <ann@a.example> escreveu no dia 3/11/2025 à(s) 09:41:",
    "apple-sv": "3 nov. 2025 kl. 09:41 skrev Ann Lee <ann@a.example>:",
    "gmail-br": "Em seg., 3 de nov. de 2025 às 09:41, Ann Lee <ann@a.example>\nescreveu:",
    "gmail-pl": "pon., 3 lis 2025 o 09:41 Ann Lee <ann@a.example> napisał(a):",
    "gmail-pl2": "W dniu pon., 3.11.2025 o 09:41 Ann Lee <ann@a.example>\nnapisał(a):",
    "gmail-pt": "Ann Lee <ann@a.example> escreveu (segunda, 3/11/2025 à(s) 09:41):",
    "horde": "Zitat von Ann Lee <ann@a.example>:",
    "horde-en": "Quoting Ann Lee <ann@a.example>:",
    "notes-en": "Ann Lee/ACME wrote on 11/03/2025 09:41:12 AM:",
    "notes-fr2": "Ann Lee/ACME a écrit sur 03/11/2025 09:41:12 :",
    "notes-on": "Ann Lee/ACME schrieb am 03.11.2025 09:41:12:",
    "ox-es": "Ann Lee <ann@a.example> escribió el 03/11/2025 9:41:",
    "ox-fr": "Ann Lee <ann@a.example> a écrit le 03/11/2025 09:41 CET :",
    "ox-it": "Ann Lee <ann@a.example> ha scritto il 03/11/2025:",
    "ox-nl": "Ann Lee <ann@a.example> schreef op 03-11-2025 09:41:",
    "ox-pl": "Ann Lee <ann@a.example> napisał dnia 03.11.2025 09:41:",
    "ox-sv": "Ann Lee <ann@a.example> skrev den 2025-11-03 09:41:",
    "rc-de": "Am 03.11.2025 09:41, schrieb Ann Lee:",
    "rc-de2": "Am 2025-11-03 09:41, schrieb Ann Lee:",
    "rc-pl": "Dnia 2025-11-03 09:41 Ann Lee napisał(a):",
    "tb-da": "Den 03-11-2025 kl. 09:41 skrev Ann Lee:",
    "tb-es": "El 3/11/25 a las 9:41, Ann Lee escribió:",
    "tb-it": "Il 03/11/2025 09:41, Ann Lee ha scritto:",
    "tb-nl": "Op 03-11-2025 om 09:41 schreef Ann Lee:",
    "tb-pl": "W dniu 03.11.2025 o 09:41, Ann Lee pisze:",
    "tb-pt": "Em 03/11/2025 09:41, Ann Lee escreveu:",
    "tb-pt2": "Às 09:41 de 03/11/2025, Ann Lee escreveu:",
    "tb-sv": "Den 2025-11-03 kl. 09:41, skrev Ann Lee:",
    "yahoo-de": "Am Montag, 3. November 2025 um 09:41:12 MEZ hat Ann Lee "
    "<ann@a.example> Folgendes geschrieben:",
    "yahoo-es": "El lunes, 3 de noviembre de 2025, 09:41:12 CET, Ann Lee <ann@a.example> escribió:",
    "yahoo-fr": "Le lundi 3 novembre 2025 à 09:41:12 UTC+1, Ann Lee <ann@a.example> a écrit :",
    "yahoo-it": "Il lunedì 3 novembre 2025 alle ore 09:41:12 CET, Ann Lee "
    "<ann@a.example> ha scritto:",
    "yahoo-nl": "Op maandag 3 november 2025 om 09:41:12 CET schreef Ann Lee <ann@a.example>:",
    "yahoo-pt": "Em segunda-feira, 3 de novembro de 2025 09:41:12 BRT, Ann Lee "
    "<ann@a.example> escreveu:",
    "zoho-de": "---- Am Mo., 03 Nov 2025 09:41:00 +0100 Ann Lee <ann@a.example> schrieb ----",
}
ALL = {**HEADS, **ATTRIBUTIONS}


@pytest.mark.parametrize("head", ALL.values(), ids=ALL.keys())
def test_all_below_it_is_anothers(head: str) -> None:
    assert own_text(f"Yes.\nTom\n\n{head}\n\n{QUOTED}") == "Yes.\nTom"


@pytest.mark.parametrize("attribution", ATTRIBUTIONS.values(), ids=ATTRIBUTIONS.keys())
def test_an_answer_below_marked_lines_is_the_senders(attribution: str) -> None:
    marked = "\n".join(f"> {line}" for line in QUOTED.split("\n"))

    assert own_text(f"{attribution}\n{marked}\n\nYes.\nTom") == "Yes.\nTom"


@pytest.mark.parametrize(
    "marked",
    [
        "> Message du 03/11/25 09:41\n> De : Ann Lee\n> A : tom@fox.example\n> Objet : Plan\n>",
        "> Am 3. November 2025 um 09:41 schrieb Ann Lee <ann@a.example>:\n>",
    ],
    ids=["orange", "apple"],
)
def test_text_below_a_marked_head_alone_has_lost_its_marks(marked: str) -> None:
    assert own_text(f"Yes.\nTom\n\n{marked}\n\n{QUOTED}") == "Yes.\nTom"


def test_what_stands_below_a_marked_question_with_a_head_is_the_senders() -> None:
    question = "> From: Ann Lee\n> Date: Monday\n>\n> When?\n> Ann\n> Sales"

    assert own_text(f"{question}\n\nToday.\nTom") == "Today.\nTom"


def test_a_long_paragraph_that_ends_in_a_colon_is_no_attribution() -> None:
    text = f"On 3/11/2025 Ann wrote {'to Bo ' * 40}\n{'and to Ida ' * 20}\nand asked:\n- when\nTom"

    assert own_text(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Please write before 3.3.2026 to ann@a.example:\nwho comes?",
        "On 3.3.2026 at 10:00 ann@a.example and two more of us meet:\n- in hall 4\n\nTom",
        "The numbers of this line:\n1\n2",
        "To\nbe sure, I asked.\nSubject\nto change.",
        "Contact: Ann Lee <ann@a.example>\nPlace: Bonn, hall 4\nOrder: 4711\n\nTom",
        "Mail: ann@a.example\nOpen: since 2025 9:00\nPlace: Bonn, hall 4\n\nTom",
        "To: everybody\nSubject: lunch is at noon\n\nTom",
        "Two rules:\n-----------\nnobody may opt out\n\nTom",
        "J'ai tout\nécrit :\nvoir ci-joint.\n\nTom",
        "I wrote to her on 12/3/2025.\nThe points are:\n- one\n\nTom",
        "She wrote that she would come on 3/3/2025\nand asked me for:\n- lunch\n\nTom",
    ],
    ids=[
        "deadline",
        "meeting",
        "this-line",
        "words-alone",
        "labels",
        "times",
        "typed",
        "rule",
        "verb-alone",
        "sentences",
        "that",
    ],
)
def test_what_only_resembles_a_head_is_kept(text: str) -> None:
    assert own_text(text) == text


@pytest.mark.parametrize(
    "head",
    [
        (
            "Von: Ines Abel / Da: Ines Abel\nGesendet / Inviato: 2.3.2026 12:00\nAn / A: Ivo Kern\n"
            "Betreff / Oggetto: Karten"
        ),
        "Karin Ulv/VVE/Kolby\n03-03-2026 09:15\n\nTil\nUlf Ravn/VVE/Esby@VVE\ncc\n\nEmne\nEftersyn",
        "Karin Ulv/VVE/Kolby\n2026-03-03 09:15\n\nTill\nUlf Ravn/VVE/Esby@VVE\n\nÄmne\nTillsyn",
    ],
    ids=["labels-in-two-languages", "notes-danish", "notes-swedish"],
)
def test_a_head_in_cells_or_two_languages_opens_a_quotation(head: str) -> None:
    text = f"Ja, gerne.\n\nUlf\n\n{head}\n\nHvornår er den på programmet?\n\nKarin Ulv\nChef"

    assert own_text(text) == "Ja, gerne.\n\nUlf"


@pytest.mark.parametrize(
    "line", ["Do / don't: ask first", "To/from: by train", "An / aus: am Gerät"]
)
def test_a_word_and_another_before_a_colon_are_no_head(line: str) -> None:
    text = f"Two things.\n{line}\nThat is all.\n\nAnn"

    assert own_text(text) == text
