"""Whom absence notes and goodbyes send one to, in ten languages; all invented."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrowcast.nlp.deputies import Contact, alternate_contact


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        (
            (
                "For urgent matters please contact my colleague Anna Weber "
                "(anna.weber@corp.example, +49 30 5550 199)."
            ),
            Contact("Anna Weber", "anna.weber@corp.example", "+49 30 5550 199"),
        ),
        (
            (
                "In dringenden Fällen wenden Sie sich bitte an Herrn Olaf Brandt, Tel. 030 "
                "5550123.\n\nMit freundlichen Grüßen\nIris Klein\niris@corp.example\n040 5550111"
            ),
            Contact("Olaf Brandt", "", "030 5550123"),
        ),
        (
            "Meine Vertretung übernimmt Frau Sommer (sommer@corp.example).",
            Contact("Frau Sommer", "sommer@corp.example", ""),
        ),
        (
            (
                "Ich bin im Urlaub. Ihre E-Mail wird nicht weitergeleitet. Bei dringenden "
                "Anliegen hilft Ihnen gerne:\nPetra Lang\npetra.lang@corp.example\n+49 89 5550155"
            ),
            Contact("Petra Lang", "petra.lang@corp.example", "+49 89 5550155"),
        ),
        (
            "En mon absence, merci de contacter Julie Masson au 01 55 50 12 34.",
            Contact("Julie Masson", "", "01 55 50 12 34"),
        ),
        (
            "Para asuntos urgentes diríjase a soporte@corp.example.",
            Contact("", "soporte@corp.example", ""),
        ),
        (
            "Per urgenze rivolgersi a Marta (marta@corp.example).",
            Contact("Marta", "marta@corp.example", ""),
        ),
        (
            "Bij spoed kunt u contact opnemen met Sanne de Boer via sanne@corp.example.",
            Contact("Sanne de Boer", "sanne@corp.example", ""),
        ),
        (
            "Em caso de urgência contacte o meu colega Rui Matos, 21 555 0199.",
            Contact("Rui Matos", "", "21 555 0199"),
        ),
        (
            "Vid brådskande ärenden kontakta Lena Ström på 08-555 01 99.",
            Contact("Lena Ström", "", "08-555 01 99"),
        ),
        (
            "Hvis det haster, kontakt venligst Bo Krogh på bo.krogh@corp.example",
            Contact("Bo Krogh", "bo.krogh@corp.example", ""),
        ),
        (
            "W pilnych sprawach proszę o kontakt z Anną Zając: anna.zajac@corp.example.",
            Contact("Anną Zając", "anna.zajac@corp.example", ""),
        ),
        (
            (
                "Iris Klein is no longer with Corp. Please direct all inquiries to Ben Okafor at "
                "ben.okafor@corp.example."
            ),
            Contact("Ben Okafor", "ben.okafor@corp.example", ""),
        ),
        (
            (
                "I am away. Questions about Project Atlas go to John Smith "
                "(john.smith@corp.example); contracts to Mary Poe."
            ),
            Contact("John Smith", "john.smith@corp.example", ""),
        ),
        (
            "Out of office.\nUrgent? Call our office: +44 20 7946 0991",
            Contact("", "", "+44 20 7946 0991"),
        ),
        (
            "Ik ben met vakantie tot 3 april. Mijn collega Tim neemt waar: tim@corp.example",
            Contact("Tim", "tim@corp.example", ""),
        ),
        (
            (
                "Hello,"
                "\n"
                "\n"
                "I am out of the office until 30 March. In my absence please contact:"
                "\n"
                "\n"
                "Mary-Ann O'Brien"
                "\n"
                "Sales Manager"
                "\n"
                "mary-ann.obrien@corp.example"
                "\n"
                "+44 20 7946 0958"
                "\n"
                "\n"
                "Kind regards"
                "\n"
                "Iris Klein"
            ),
            Contact("Mary-Ann O'Brien", "mary-ann.obrien@corp.example", "+44 20 7946 0958"),
        ),
        (
            "Thanks for your message. I'm away; Daniel Ortiz (ext. 4431) is covering for me.",
            Contact("Daniel Ortiz", "", ""),
        ),
        (
            "I have left Corp. My successor is Karen Yates, kyates@corp.example.",
            Contact("Karen Yates", "kyates@corp.example", ""),
        ),
        (
            (
                "Meine E-Mails werden nicht weitergeleitet. In dringenden Fällen wenden Sie "
                "sich bitte an mein Sekretariat: sekretariat@corp.example oder +49 30 555 "
                "0100"
            ),
            Contact("", "sekretariat@corp.example", "+49 30 555 0100"),
        ),
        (
            (
                "Frau Iris Klein ist nicht mehr bei uns beschäftigt. Ihr Nachfolger ist Herr "
                "Dr. Tim Vogt (tim.vogt@corp.example)."
            ),
            Contact("Tim Vogt", "tim.vogt@corp.example", ""),
        ),
        (
            "Ich bin vom 9. bis 20.3. im Urlaub. Vertretung: Gerda Holm, Tel. 040/555 01 20",
            Contact("Gerda Holm", "", "040/555 01 20"),
        ),
        (
            "Sollte es eilig sein, hilft dir Jonas (jonas@corp.example) weiter.",
            Contact("Jonas", "jonas@corp.example", ""),
        ),
        (
            (
                "Je suis en congés. Pour toute urgence, vous pouvez joindre ma collègue Inès "
                "Robert : 06 55 50 12 34."
            ),
            Contact("Inès Robert", "", "06 55 50 12 34"),
        ),
        (
            "Iris Klein a quitté la société. Merci d'adresser vos demandes à contact@corp.example.",
            Contact("", "contact@corp.example", ""),
        ),
        (
            (
                "Durante mi ausencia puede contactar con Pilar Soto en "
                "pilar.soto@corp.example o en el 915 55 01 23."
            ),
            Contact("Pilar Soto", "pilar.soto@corp.example", "915 55 01 23"),
        ),
        (
            "Iris ya no trabaja aquí. Por favor, diríjanse a Don Luis Prado (lprado@corp.example).",
            Contact("Luis Prado", "lprado@corp.example", ""),
        ),
        (
            (
                "Sono in ferie. Per questioni urgenti contattare la collega Anna De Santis, "
                "anna.desantis@corp.example."
            ),
            Contact("Anna De Santis", "anna.desantis@corp.example", ""),
        ),
        (
            (
                "Ik ben afwezig. Tijdens mijn afwezigheid kunt u terecht bij Kees Bakker, "
                "k.bakker@corp.example."
            ),
            Contact("Kees Bakker", "k.bakker@corp.example", ""),
        ),
        (
            "Na minha ausência, contacte por favor a Dra. Sofia Lemos (sofia.lemos@corp.example).",
            Contact("Sofia Lemos", "sofia.lemos@corp.example", ""),
        ),
        (
            (
                "Jag är på semester. Vid frågor kontakta gärna Ulla Berg, "
                "ulla.berg@corp.example, 070-555 01 12."
            ),
            Contact("Ulla Berg", "ulla.berg@corp.example", "070-555 01 12"),
        ),
        (
            "Jeg holder ferie. Ved hastesager kontakt Niels Toft, tlf. 55 55 01 23.",
            Contact("Niels Toft", "", "55 55 01 23"),
        ),
        (
            (
                "Iris Klein nie pracuje już w firmie. W sprawach służbowych proszę "
                "kontaktować się z panią Ewą Lis (ewa.lis@corp.example, tel. 22 555 01 99)."
            ),
            Contact("Ewą Lis", "ewa.lis@corp.example", "22 555 01 99"),
        ),
        (
            "Jestem na urlopie. Zastępuje mnie Adam Nowicki, a.nowicki@corp.example.",
            Contact("Adam Nowicki", "a.nowicki@corp.example", ""),
        ),
    ],
)
def test_a_note_names_somebody_else(text: str, contact: Contact):
    assert alternate_contact(text, "Iris Klein") == contact


@pytest.mark.parametrize(
    "text",
    [
        "I am out until Monday. In urgent cases reach me at +49 171 5550199.",
        "I'm travelling and will answer when I return.",
        (
            "Thanks for your email! I am on leave. For anything urgent, email "
            "iris.klein@corp.example again with URGENT in the subject."
        ),
        "Ich bin außer Haus. In dringenden Fällen erreichen Sie mich mobil unter 0171 5550199.",
        "In urgent cases: ik77@corp.example",
        "Contact Iris Klein, iris@corp.example, for anything urgent.",
        "I'm at Web Summit in Lisbon until Friday and slow on mail.",
        "Je suis à Paris avec Jean Dupont jusqu'au 16.",
        "Thank you for contacting Corp Ltd. Your ticket number is 12345.",
        "I am out of office. If urgent, please text me on 07700 900123.",
        "Bei Notfällen bin ich mobil erreichbar: 0171 5550100.",
        "En cas d'urgence, vous pouvez me joindre au 06 55 50 00 00.",
        "In caso di urgenza chiamatemi al 333 5550100",
        "W pilnych sprawach proszę dzwonić na mój telefon: 600 555 010",
        "Em caso de urgência liguem-me para 91 555 01 23",
        "Vid akuta ärenden ring mig på 070-555 01 00",
        "Please contact Corp Support via the Help Center.",
    ],
)
def test_the_writer_is_nobody_else(text: str):
    assert alternate_contact(text, "Iris Klein", ["ik77@corp.example", "iris@corp.example"]) is None


@given(st.text(max_size=200), st.text(max_size=30))
@settings(deadline=None, max_examples=100)
def test_any_text_can_be_read(text: str, sender: str):
    found = alternate_contact(f"urgent: {text} contact Tom Berg {text} a@b.example", sender)

    assert found is None or found.name or found.address or found.phone


@pytest.mark.parametrize("piece", ["urgent ", "Anna ", "contact. ", "a.b-c", "@x.y", "1 ", "Dr. "])
def test_a_long_text_costs_no_more_than_its_beginning(piece: str):
    text = piece * (100_000 // len(piece))

    alternate_contact(text, "Iris Klein")
    start = time.process_time()
    alternate_contact(text, "Iris Klein")

    assert time.process_time() - start < 0.3
