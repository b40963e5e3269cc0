"""Words around telephone numbers, and what tells the country of a signature; folded."""

from __future__ import annotations

from narrowcast.nlp.words import words

FAX = words("fax telefax facsimile telecopie telecopieur telec faks fx f telefaks")
MOBILE = words("""
    mobile mobil mob cell cellular cellphone handy gsm portable movil celular cellulare cel cell
    mobiel telemovel telm tlm mobiltelefon mobilnr kom komorka komorkowy komorkowa m c mobilni movel
    mov natel
    """)
FIXED = words("""
    tel telefon telefono telefone telefoon telephone phone ph fon fone tlf tfn t p l o d w h office
    direct direkt direkte dir durchwahl zentrale vaxel buro standard fixe fixo ligne lijn central
    centralino switchboard voice work desk main call ring tfno tfo telf telef tlfno tlfn fijo
    centralita fixa rufnummer ruf telnr telno tlfnr
    """)
SIGNS = str.maketrans({"☎": " tel ", "☏": " tel ", "✆": " tel ", "📞": " tel ", "📱": " mobil ",
                       "📠": " fax ", "🖷": " fax "})  # fmt: skip
NO_PHONE = words("""
    org orgnr organisationsnummer organisationsnr cvr cvrnr hrb hra hr ust ustid ust-id ust-idnr vat
    mwst tva iva iban bic swift nif nipc cif nip regon krs siret siren rcs kvk btw abn acn ein
    konto kontonr account rek bank blz lic license licence zip plz postcode postfach box po bp
    steuernummer steuernr st-nr nr.rej cnpj crc cnae cpf rut dni registration reg register room
    order invoice case ticket ref az aktenzeichen ico dic id isbn issn doi matricula
    matriculada capital meeting pin passcode acct albo aktienkapital bankgiro barno bce bg
    capitale ccp cf codfisc cp crm dea dre duns eori finanzamt fingerprint fisc fiscal fiscale fn
    giro gln gpg grundkapital iscrizione kapital kbo kto kundennummer matr member
    mitgliedsnummer nmls npi ondernemingsnummer pg pgp plusgiro pob postgiro rpr stammkapital
    steuer stnr tin webex zoom
    """)
"""Before a number they say that it is another sort of number."""

COUNTRIES = {
    word: country
    for country, listed in {
        "DE": "deutschland germany allemagne alemania germania duitsland tyskland niemcy",
        "AT": "osterreich austria autriche oostenrijk osterrike",
        "CH": "schweiz suisse svizzera switzerland zwitserland",
        "FR": "france frankreich francia frankrijk frankrike francja",
        "ES": "espana spain spanien espagne spagna",
        "IT": "italia italy italien italie wlochy",
        "NL": "nederland netherlands niederlande holland pays-bas",
        "BE": "belgie belgique belgium belgien",
        "PT": "portugal",
        "BR": "brasil brazil brasilien",
        "SE": "sverige sweden schweden suede",
        "DK": "danmark denmark danemark",
        "NO": "norge norway norwegen",
        "FI": "suomi finland finnland",
        "PL": "polska poland polen pologne",
        "CZ": "cesko czechia czechrepublic",
        "HU": "magyarorszag hungary ungarn",
        "GB": "uk england scotland wales britain unitedkingdom northernireland",
        "IE": "ireland eire irland",
        "US": "usa u.s.a u.s unitedstates",
        "CA": "canada kanada",
        "MX": "mexico",
        "AR": "argentina",
        "CL": "chile",
        "CO": "colombia",
        "PE": "peru",
        "AU": "australia",
        "IN": "india",
        "JP": "japan",
        "CN": "china",
        "SG": "singapore",
        "ZA": "rsa southafrica sudafrika",
        "AE": "uae u.a.e dubai",
        "BG": "bulgaria bulgarien",
        "CR": "costarica",
        "EE": "estonia eesti",
        "EG": "egypt",
        "GH": "ghana",
        "HK": "hongkong",
        "HR": "croatia hrvatska kroatien",
        "ID": "indonesia",
        "IS": "iceland",
        "KE": "kenya",
        "KR": "korea southkorea",
        "LT": "lithuania lietuva",
        "LU": "luxembourg luxemburg",
        "LV": "latvia latvija",
        "MA": "maroc morocco",
        "MY": "malaysia",
        "NG": "nigeria",
        "NZ": "newzealand aotearoa",
        "PH": "philippines",
        "PK": "pakistan",
        "RS": "serbia srbija",
        "RU": "russia",
        "SA": "saudiarabia",
        "SI": "slovenia slovenija slowenien",
        "SK": "slovakia slovensko slowakei",
        "TH": "thailand",
        "TN": "tunisie tunisia",
        "TW": "taiwan",
        "UA": "ukraine ukraina",
        "VN": "vietnam",
        "GR": "greece hellas",
        "TR": "turkey turkiye",
        "IL": "israel",
        "RO": "romania",
    }.items()
    for word in listed.split()
}
"""Names of countries; two words are written as one."""

DIAL_SIGNS = {"DE": "d", "AT": "a", "CH": "ch", "FR": "f", "IT": "i", "BE": "b", "NL": "nl",
              "SE": "s", "DK": "dk", "NO": "n", "FI": "fi", "PL": "pl", "LU": "l"}  # fmt: skip
"""Country → the letters of its cars, which stand before its zip codes: `D-20095`."""

LABELS = {
    "DE": words("durchwahl handy telefax buro zentrale mobiltelefon"),
    "FR": words("portable telecopie standard ligne"),
    "ES": words("movil"),
    "IT": words("cellulare centralino"),
    "PT": words("telemovel telm tlm"),
    "BR": words("celular"),
    "NL": words("mobiel telefoon"),
    "SE": words("vaxel tfn"),
    "DK": words("mobilnr"),
    "PL": words("kom komorka faks"),
}
"""Words for telephones that one language alone has, and the country where most speak it."""

NO_COUNTRY = words("eu io co ai me tv cc ly to gg fm am im is la ws sh so st")
"""Top-level domains of two letters that firms of any country take."""

STATES = words("""
    al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny
    nc nd oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy dc
    """)
"""States of the USA, before a zip code of five digits."""
