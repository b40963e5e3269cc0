"""Words of business that look like pressing, paying or prying in one language or another.

A pattern that blocks a letter is about sure things alone: French « je vous supplie » stopped every
English letter that named a supplier. Every word here is what somebody may lead or sell.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from narrowcast.agent.core import lint_words, phrases
from tests.agent.core.letter_samples import letter, lint_context

WORDS = {
    "en": (
        "supplier supply supplies supplement supplementary support supplies-chain urgent-care "
        "urology emergency priority pressing pressed pressure-vessel impress express compress "
        "cornerstone deadline-free remuneration compensation commission commissions "
        "commissioner commissioning bonus-scheme reward rewards loyalty-rewards "
        "referral-network referrals gift-cards giftware cash-flow fee-schedule finder fees "
        "percentage shares shareholder share-of-wallet money-transfer incentive incentives "
        "payments payroll prize price primer premium provision provisions provisioning bond "
        "bonds gel gelder return returns exchange exchanges trade counterpart desperado expert "
        "expertise exit exits exigence executive contest contestant respondents response "
        "responsible debts debtors owed depth depots fallout fallback hope hopes chance chances "
        "hurricane hurdle hurdles begin beginning beggar-free bagging counting accounting "
        "computation computer-vision contactless numbers number mobile-network extension "
        "telephone address addresses e-mail-marketing calendar line-management "
    ),
    "de": (
        "lieferant lieferung zulieferer eilzustellung eilbrief teilung abteilung "
        "abteilungsleitung fristen befristung drängend gedränge bedarf bedrängnis dringlichkeit "
        "provision provisionen vermittlung versicherungsvermittlung vermittlungsausschuss "
        "vergütung vergütungssysteme prämien prämienmodelle gutscheine gutscheinportal "
        "geldanlage geldwäscheprävention gebühren empfehlungsmarketing erfolg "
        "erfolgsbeteiligung umsatz gewinn belohnung honorar honorarordnung anteil anteile "
        "prozent prozente prozesse nummer nummern artikelnummer telefonnummern adresse adressen "
        "lieferadresse kontaktdaten durchwahl handyversicherung schulden schuldnerberatung "
        "schuldverschreibung brand brandschutz verzweiflung enttäuschung gefallen hoffnung "
        "erwartung rechnung rechnungswesen rechnungsprüfung presse pressestelle apparate gift "
        "giftstoffe gabe handel mitarbeiter morgenpost enden endlager heutige "
    ),
    "fr": (
        "fournisseur fournisseurs supplément suppléments suppléant suppléance "
        "urgences-hospitalières médecine-d'urgence presse pressage impression pressing expresse "
        "exigences exigence commission commissions commissaire prime primes prime-time argent "
        "argenterie bonus cadeau cadeaux chèque chèques récompense récompenses rémunération "
        "rémunérations pourcentage part parts quote-part échange échanges contrepartie "
        "contreparties compte comptes comptable comptabilité réponse réponses délai délais dos "
        "mur murs espoir demande demandes numéro numéros adresse adresses coordonnées ligne "
        "lignes portable portables téléphone téléphonie virement virements tantième dette "
        "dettes pitié aide aides avant-garde fin finance jour journal "
    ),
    "es": (
        "proveedor proveedores suplemento suplementos suplente suplencia suplicio urgencias "
        "urgencia-médica prisa prensa imprenta presión presiones exigencia exigencias apuro "
        "apuesta apuestas comisión comisiones comisario prima primas premio premios bono bonos "
        "dinero recompensa recompensas remuneración remuneraciones porcentaje parte partes "
        "partida cambio cambios intercambio contraparte cuenta cuentas contable contabilidad "
        "respuesta respuestas plazo plazos pared esperanza oportunidad número números dirección "
        "direcciones correo correos teléfono telefonía móvil móviles transferencia "
        "transferencias deuda deudas favor favores hoy mañana fin finanzas tarde tardes tiempo "
    ),
}
FRAMES = {
    "en": ("Sam Fox leads {} at Target.", "We sell software for {}."),
    "de": ("Sam Fox leitet bei Target den Bereich {}.", "Wir verkaufen Software für {}."),
    "fr": ("Sam Fox dirige {} chez Target.", "Nous vendons un logiciel pour {}."),
    "es": ("Sam Fox dirige {} en Target.", "Vendemos software para {}."),
}
SENTENCES = (
    "Sam Fox heads supplier relations at Target.",
    "Sam Fox looks after urgent care at Target.",
    "Sam Fox runs the urgent care centres of Target.",
    "Sam Fox is responsible for remuneration at Target.",
    "I sell software for remuneration reports.",
    "We built a payroll tool for Sam Fox and its fee schedule.",
    "Sam Fox knows the commission model of insurance brokers.",
    "We help banks answer their customers within a day.",
    "The tool replies to customers in two hours.",
    "We help clinics write reports in minutes.",
    "Sam Fox decides on returns and exchanges.",
    "We cut reply times by 30 percent for hotels.",
    "We give 20 percent of our profit to schools.",
    "Sam Fox manages 40 percent of the market.",
    "Our customers get 20 percent more leads.",
    "We offer small firms a cash flow forecast.",
    "I write about loyalty rewards for retailers.",
    "Sam Fox leads gift cards at Target.",
    "We know each other from the deadline day at Sam Fox.",
    "I met Sam Fox before May at the fair.",
    "I have known Sam Fox since before March 2019.",
    "I need to know more about hospitals before I decide anything.",
    "We give companies a phone number in each country.",
    "Sam Fox introduced the gift card at Target.",
    "Sam Fox verantwortet die Vergütung bei Target.",
    "Sam Fox leitet die Provisionsabrechnung bei Target.",
    "Wir helfen Kliniken, die Vergütung zu berechnen.",
    "Sam Fox leitet die Abteilung Eilzustellung.",
    "Sam Fox betreut die Brandschutzprüfung.",
    "Wir antworten Kunden binnen zwei Stunden.",
    "Die Software beantwortet Anfragen innerhalb von zwei Tagen.",
    "Wir senken die Kosten um 20 Prozent.",
    "Kunden bekommen 20 Prozent mehr Anfragen.",
    "Sam Fox kennt die Vermittlung von Geldanlagen.",
    "Wir kennen uns von der Messe bis heute.",
    "Ich war bis Ende 2020 bei Sam Fox.",
    "Ich habe bis März mit Sam Fox gearbeitet, er schreibt gern darüber.",
    "Er leitet die Rechnungsprüfung und rechnet mit Partnern ab.",
    "Sam Fox dirige les urgences de la clinique.",
    "Sam Fox est médecin au service des urgences.",
    "Nous aidons les services d'urgence.",
    "Sam Fox s'occupe de la rémunération chez Target.",
    "Nous vendons un outil de rémunération variable.",
    "Nous répondons aux clients en deux heures.",
    "J'ai travaillé avec Sam Fox avant la fin 2019.",
    "Nous faisons gagner 20 pour cent de temps.",
    "Sam Fox vend des jus pressés.",
    "Nous donnons aux magasins une prime énergie.",
    "Sam Fox connaît bien les commissions des courtiers.",
    "Sam Fox gère la relation fournisseurs et les suppléments.",
    "Sam Fox dirige las urgencias de la clínica.",
    "Sam Fox lleva la remuneración en Target.",
    "Vendemos una herramienta de remuneración variable.",
    "Ayudamos a los servicios de urgencia.",
    "Respondemos a los clientes en dos horas.",
    "Trabajé con Sam Fox antes del fin de 2019.",
    "Sam Fox conoce el mercado de cambio de divisas, a cambio fijo.",
    "Nuestros clientes pagan un 20 por ciento menos.",
    "Damos a las tiendas un bono de energía.",
    "Sam Fox gestiona los proveedores y los suplementos.",
    "Ahorramos un 20 por ciento a los clientes.",
)
PUSHING = (
    "It is urgent.",
    "Please answer within two days.",
    "Bitte antworte binnen zwei Tagen.",
    "Merci de répondre avant la fin de la semaine.",
    "Contéstame en dos horas, por favor.",
    "I am in a hurry: please reply by the 5th.",
)
PAYING = (
    "You get 20 percent of it.",
    "There is a gift card in it for you.",
    "Du bekommst 20 Prozent.",
    "Als kleine Belohnung lade ich dich ein.",
    "Je vous offre une récompense.",
    "Te pago un 20 por ciento.",
)


def _blocked(text: str) -> list[str]:
    """What stops a letter that says *text*."""
    sample = replace(letter(), body=text, ask_part=text, blurb="")
    plain = text.casefold()
    prying = (phrases.NO_WAY_OUT, phrases.UNASKED, phrases.WANTS_ADDRESS)
    return [
        *lint_words.pressure(sample, lint_context()),
        *lint_words.reward(sample, lint_context()),
        *(found[0] for one in prying if (found := one.search(plain))),
    ]


@pytest.mark.parametrize("language", WORDS)
def test_no_word_of_business_stops_a_letter(language: str) -> None:
    texts = (frame.format(word) for word in WORDS[language].split() for frame in FRAMES[language])

    assert [(text, found) for text in texts if (found := _blocked(text))] == []


@pytest.mark.parametrize("sentence", SENTENCES)
def test_no_sentence_about_business_stops_a_letter(sentence: str) -> None:
    assert _blocked(sentence) == []


@pytest.mark.parametrize("sentence", [*PUSHING, *PAYING])
def test_what_truly_pushes_or_pays_still_does(sentence: str) -> None:
    assert _blocked(sentence)
