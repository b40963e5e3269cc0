from __future__ import annotations

import pytest

from narrowcast.nlp.quoting import Span, own_lines, own_text

ATTRIBUTIONS = {
    "en": "On Mon, 3 Nov 2025 at 09:41, Ann Lee <ann@acme.example> wrote:",
    "en-outlook": "On 11/7/2025 11:43 AM, Ann Lee wrote:",
    "de": "Am Mo., 3. Nov. 2025 um 09:41 Uhr schrieb Ann Lee <ann@acme.example>:",
    "fr": "Le lun. 3 nov. 2025 à 09:41, Ann Lee <ann@acme.example> a écrit :",
    "es": "El lun, 3 nov 2025 a las 9:41, Ann Lee (<ann@acme.example>) escribió:",
    "it": "Il giorno lun 3 nov 2025 alle ore 09:41 Ann Lee <ann@acme.example> ha scritto:",
    "nl": "Op ma 3 nov 2025 om 09:41 schreef Ann Lee <ann@acme.example>:",
    "pt": "Em seg., 3 de nov. de 2025 às 09:41, Ann Lee <ann@acme.example> escreveu:",
    "sv": "Den mån 3 nov. 2025 kl 09:41 skrev Ann Lee <ann@acme.example>:",
    "da": "Den man. 3. nov. 2025 kl. 09.41 skrev Ann Lee <ann@acme.example>:",
    "pl": "W dniu 3.11.2025 o 09:41, Ann Lee pisze:",
    "pl-gmail": "pon., 3 lis 2025 o 09:41 Ann Lee <ann@acme.example> napisał(a):",
    "yahoo": "--- On Tue, 3/24/09, Ann Lee <ann@acme.example> wrote:",
    "dated": "2025-11-03 9:41 GMT+01:00 Ann Lee <ann@acme.example>:",
    "dated-without-colon": "2013/11/3 Ann Lee <ann@acme.example>",
    "name-only": "Ann Lee wrote:",
    "open-xchange": "Ann Lee <ann@acme.example> hat am 03.11.2025 09:41 CET geschrieben:",
    "zoho": "---- On Mon, 03 Nov 2025 09:41:00 +0100 Ann Lee <ann@acme.example> wrote ----",
    "outlook-com": "Ann Lee <ann@acme.example> escreveu (segunda, 3/11/2025 à(s) 09:41):",
}
SEPARATORS = {
    "outlook": "-----Original Message-----",
    "outlook-de": "-----Ursprüngliche Nachricht-----",
    "outlook-fr": "-----Message d'origine-----",
    "outlook-es": "-----Mensaje original-----",
    "outlook-it": "-----Messaggio originale-----",
    "outlook-nl": "-----Oorspronkelijk bericht-----",
    "outlook-pt": "-----Mensagem original-----",
    "outlook-sv": "-----Ursprungligt meddelande-----",
    "outlook-da": "-----Oprindelig meddelelse-----",
    "outlook-pl": "-----Wiadomość oryginalna-----",
    "gmail-forward": "---------- Forwarded message ---------",
    "thunderbird-de": "-------- Weitergeleitete Nachricht --------",
    "apple-forward": "Begin forwarded message:",
    "apple-forward-de": "Anfang der weitergeleiteten Nachricht:",
    "lotus-forward": "---------------------- Forwarded by Tom Fox/ACME on 05/30/2001 09:07 AM ----",
    "stars": "***** Original Message *****",
    "equals": "===== Weitergeleitete Nachricht =====",
    "zimbra-fr": "----- Mail original -----\nDe: Ann Lee\nÀ: Tom Fox\nObjet: Plan",
    "groupwise": ">>> Ann Lee <ann@acme.example> 11/22/00 02:07PM >>>",
}
HEADER_BLOCKS = {
    "en": "From: Ann Lee\nSent: Monday, 3 November 2025 09:41\nTo: Tom Fox\nSubject: Plan",
    "de": "Von: Lee, Ann\nGesendet: Montag, 3. November 2025 09:41\nAn: Fox, Tom\nBetreff: Plan",
    "fr": "De : Ann Lee\nEnvoyé : lundi 3 novembre 2025\nÀ : Tom Fox\nObjet : Plan",
    "es": "De: Ann Lee\nEnviado el: lunes\nPara: Tom Fox\nAsunto: Plan",
    "it": "Da: Ann Lee\nInviato: lunedì\nA: Tom Fox\nOggetto: Plan",
    "nl": "Van: Ann Lee\nVerzonden: maandag\nAan: Tom Fox\nOnderwerp: Plan",
    "pt": "De: Ann Lee\nEnviada em: segunda\nPara: Tom Fox\nAssunto: Plan",
    "sv": "Från: Ann Lee\nSkickat: måndag\nTill: Tom Fox\nÄmne: Plan",
    "da": "Fra: Ann Lee\nSendt: mandag\nTil: Tom Fox\nEmne: Plan",
    "pl": "Od: Ann Lee\nWysłano: poniedziałek\nDo: Tom Fox\nTemat: Plan",
    "bold": "*From:* Ann Lee\n*Sent:* Monday\n*To:* Tom Fox\n*Subject:* Plan",
    "lost-accents": "De : Ann Lee\nEnvoy? : lundi\n? : Tom Fox\nObjet : Plan",
    "one-line": "From: Ann Lee Sent: Monday To: Tom Fox Subject: Plan",
    "lotus": "Ann Lee\n12/20/99 04:05 PM\nTo: Tom Fox/HOU/ACME\ncc:\nSubject: Re: Plan",
    "lotus-sent-by": "Ann Lee@ACME\nSent by: Bo Ek\n12/20/99 04:05 PM\n\nTo: Tom Fox\ncc: Bo Ek",
    "gmx": 'Gesendet: Montag, 3. November 2025 um 09:41 Uhr\nVon: "Ann Lee" <ann@acme.example>',
    "lotus-columns": '            "Ann Lee"\n            <ann@acme.example    To: Tom Fox\n'
    "            >                    cc:\n            03/06/02 01:31 PM    Subject: Plan",
    "raw": "Received: from mx.acme.example by mx.fox.example\nMIME-Version: 1.0",
    "folded-recipients": "From: Ann Lee\nTo: Tom Fox; Bo Ek;\n  Eva Ray, Ida Kurz\nSubject: Plan",
}


@pytest.mark.parametrize("attribution", ATTRIBUTIONS.values(), ids=ATTRIBUTIONS.keys())
def test_text_under_an_attribution_is_not_the_senders(attribution: str) -> None:
    text = f"Fine with me.\n\nTom\n\n{attribution}\n\nShall we meet?\n\nAnn"

    assert own_lines(text) == (Span(0, 2),)


@pytest.mark.parametrize("attribution", ATTRIBUTIONS.values(), ids=ATTRIBUTIONS.keys())
def test_an_answer_below_marked_lines_is_the_senders(attribution: str) -> None:
    text = f"{attribution}\n> Shall we meet?\n> Ann\n\nYes, on Monday.\nTom"

    assert own_text(text) == "Yes, on Monday.\nTom"


@pytest.mark.parametrize(
    "attribution",
    [
        "On Wed, Oct 1, 2025 at 12:32 PM, Ann Lee <ann@acme.example>\nwrote:",
        "On Wed, Oct 1, 2025 at 12:32 PM\nAnn Lee <ann@acme.example> wrote:",
        "On Wed, Oct 1, 2025 at 12:32 PM,\nAnn Maria Lee\n<ann@acme.example> wrote:",
        "Am Mi., 1. Okt. 2025 um 12:32 Uhr schrieb Ann Lee\n<ann@acme.example>:",
    ],
    ids=["verb-alone", "date-alone", "three-lines", "address-last"],
)
def test_an_attribution_may_be_wrapped(attribution: str) -> None:
    assert own_text(f"Yes.\n\n{attribution}\n\nShall we meet?") == "Yes."


@pytest.mark.parametrize("separator", SEPARATORS.values(), ids=SEPARATORS.keys())
def test_text_under_a_separator_is_not_the_senders(separator: str) -> None:
    assert own_text(f"See below.\nTom\n\n{separator}\n\nHello Tom,\nAnn") == "See below.\nTom"


@pytest.mark.parametrize("block", HEADER_BLOCKS.values(), ids=HEADER_BLOCKS.keys())
def test_a_run_of_header_lines_opens_a_quotation(block: str) -> None:
    assert own_text(f"Agreed.\n\nTom\n\n{block}\n\nHello Tom,\nAnn") == "Agreed.\n\nTom"


def test_a_rule_above_header_lines_belongs_to_them() -> None:
    text = "Agreed.\n________________________________\nFrom: Ann Lee\nTo: Tom Fox\n\nHello"

    assert own_lines(text) == (Span(0, 0),)


def test_interleaved_answers_are_the_senders() -> None:
    text = "> When?\n\nOn Monday.\n\n> Where?\n\nAt noon, in the hall.\n\nTom"

    assert own_lines(text) == (Span(2, 2), Span(6, 8))


def test_a_tail_wrapped_off_a_marked_line_is_not_the_senders() -> None:
    long = "> " + "somebody else wrote this rather long sentence in another mail program" + " and"
    text = f"Yes.\n\n{long}\nits end\n> more of it"

    assert own_text(text) == "Yes."


def test_a_short_answer_between_marked_questions_is_kept() -> None:
    assert own_text("> Coming?\nYes.\n> Alone?\nNo.") == "Yes.\n\nNo."


def test_a_lists_footer_is_not_the_senders() -> None:
    rule = "_" * 47
    text = f"Yes.\nTom\n{rule}\nPlan mailing list\nhttps://lists.acme.example/listinfo/plan"

    assert own_text(text) == "Yes.\nTom"


def test_under_a_forwarding_subject_one_header_line_is_enough() -> None:
    text = "FYI\n\nFrom: Ann Lee <ann@acme.example>\n\nHello Tom"

    assert own_text(text, "Fwd: Plan") == "FYI"
    assert own_text(text, "Plan") == text


@pytest.mark.parametrize(
    "text",
    [
        "I wrote to her yesterday.\nShe said yes.",
        "From Monday on I am back.\nTo be honest, I am glad.",
        "The date: Monday\nI look forward to it.",
        "a - b\n-- \nTom",
        "As agreed:\n\n- one\n- two",
    ],
    ids=["verb-in-a-sentence", "words-without-colon", "one-label", "delimiter", "list"],
)
def test_plain_writing_is_kept_whole(text: str) -> None:
    assert own_text(text) == text


@pytest.mark.parametrize("text", ["", "\n\n", "> all\n> quoted", "From: a\nTo: b\n\nhello"])
def test_nothing_is_claimed_where_nothing_is_surely_own(text: str) -> None:
    assert own_lines(text) == ()


def test_a_line_with_a_colon_above_marked_text_heads_it_in_any_language() -> None:
    text = "Kyllä.\n\nAnn Lee <ann@acme.example> kirjoitti 3.11.2025 klo 9.41:\n> Milloin?"

    assert own_text(text) == "Kyllä."


def test_what_a_gateway_puts_below_a_quotation_is_not_the_senders() -> None:
    rule = "=" * 40
    text = f"Yes.\n\n> When?\n\n{rule}\nThis message is confidential and for its recipient.\n"

    assert own_text(text) == "Yes."


def test_a_header_below_a_separator_takes_nothing_above_it() -> None:
    forwarded = "----- Forwarded by Tom Fox/ACME on 05/30/2001 09:07 AM -----"
    text = f"Fine.\nTom\n\n{forwarded}\n\nAnn Lee\n05/29/2001 04:05 PM\nTo: Tom Fox\ncc:"

    assert own_text(text) == "Fine.\nTom"


@pytest.mark.parametrize(
    "text",
    [
        "| Item | Price |\n| Desk | 20 |",
        "MIME-Version: 1.0\nContent-Type: text/plain\n\nYes.",
        "My part is done.\n=====\nThis message is confidential.",
    ],
    ids=["table", "broken-head", "own-rule"],
)
def test_what_only_resembles_a_quotation_is_kept(text: str) -> None:
    assert own_text(text) == text


def test_an_unseen_sign_before_a_mark_hides_no_quotation() -> None:
    assert own_text("Yes.\n\n\ufeff> When?") == "Yes."
