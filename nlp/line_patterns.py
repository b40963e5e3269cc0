"""Patterns of lines at a mail's end, in ten languages: tables of alternatives for `lines`.

Alternatives are parted by ` | ` or by a new line; each is a regular expression of its own.
All but `PRONOUN` are to be searched for in a line in small letters.
"""

from __future__ import annotations

import re

from narrowcast.nlp.words import words


def _any(table: str) -> str:
    found = [one.strip() for line in table.splitlines() for one in line.split(" | ")]
    # those at a word's start share the test for it: half the time of a search
    words_at = [one[2:] for one in found if one.startswith(r"\b")]
    others = [one for one in found if one and not one.startswith(r"\b")]
    return (
        "(?:" + "|".join([*others, *([rf"\b(?:{'|'.join(words_at)})"] if words_at else [])]) + ")"
    )


def _lower(table: str) -> str:
    """For searches in small letters: five times as fast as with `re.IGNORECASE`."""
    return _any(table.lower())


LABEL = re.compile(
    _lower(r"""
    tel | tél | t.l | tlf | phone | ph | fon | telefon[eo]? | telephone | téléphone
    telefoon | fax | telefax | facsimile | mobile? | mob | mobil | móvil | cell(?:ular)?
    cellulare | handy | portable | port | gsm | direct | dir | office | voice | e-?mail
    mail | courriel | correo | web | website | site | url | internet | http | linkedin
    skype | twitter | växel | direkt | kom | komórka | telm | tlm | fixe | fijo | tfno | cel
    fones? | mobilnr | faxnr | telefonnr | algemeen | receptie | zentrale | durchwahl | ufficio
    oficina | main | reception | switchboard | centralino | standard | e-?post | mejl | pager
    direkttelefon | v | t | f | m | p | d | c | o
    e | w | h
    """)
    + r"[.\s]*(?:no\.?|nr\.?|#|number)?[.\s]*[:#\-+(\d]",
)

LABEL_WORDS = words("""
    telefonnummer hovednr hovednummer mobiltlf mobiltelefon faxnummer telecopieur telecopie tfn
    rufnummer centrale tlfnr telefonnr. mobilnummer postadresse anschrift adres adresse
    tel tlf phone ph fon telefon telefone telefono telephone telefoon fax telefax facsimile
    mobile mobil mob movil cell cellular cellulare cel celular handy portable port gsm direct
    direkt dir office voice email e-mail mail courriel correo web website site url internet http
    https linkedin skype twitter vaxel kom komorka telm tlm fixe fijo tfno fone fones mobilnr
    faxnr fax-nr telefonnr algemeen receptie zentrale durchwahl ufficio oficina main reception
    switchboard centralino standard epost e-post mejl pager direkttelefon number no nr num v t f
    m p d c o e w h r k s kom. diretto directo direto line voicemail toll free beeper home work
    secretary secretariat assistant sekretariat desk hotline telefonico pec po ext extension
    """)
"""Folded words that name a number or an address and nothing else."""

REGISTER = re.compile(
    _lower(r"""
    gesch(?:ä|ae|a)ftsf(?:ü|ue|u)hr(?:er|erin|ung|erinnen)\s*:
    vorstand(?:svorsitz\w*)?\s*: | aufsichtsrat.{0,30}: | \bHR[AB]\b
    amtsgericht\b.{0,40}(?:\bHR|\bVR|\d)
    handelsregister | sitz der gesellschaft | \bUSt\b | \bUSt-?Id | \bUID\b.{0,12}\d
    \bFN\s?\d | (?:landes|handels)gericht\b.{0,30}(?:FN|\d)
    registergericht | (?:partnerschafts|vereins|genossenschafts)register
    steuernummer | komplement(?:ä|ae)r(?:in)?\s*: | \bsiren\b | \bsiret\b
    \bRCS\b | au capital | capital (?:social|de) | capitale sociale
    \bTVA\b.{0,30}\d | \bAPE\b.{0,12}\d
    (?:président|gérant|directeur général|directeur)\w*\s?:
    administrateur\w*\s?: | presidente\s?: | legale rappresentante | rappresentante legale\s?:
    representante legal | sociedad inscrita | capital estatutario | numéro d.entreprise | \bbce\b
    toezichthouder | raad van (?:bestuur|commissarissen)\s?: | algemeen directeur\s?:
    conselho de administração\s?: | matriculad[ao] | cap(?:ital)?\.? soc | styrelseledamöter
    bankgiro | plusgiro | f-skatt | registreret i | prezes\s?:
    członkowie zarządu | wiceprezes\w*\s?:
    inhaber(?:in)?\s?: | geschäftsleitung\s?: | vertretungsberechtigt | steuer-?nr | ust\.?-?id
    kammer\s?: | zuständige (?:kammer|aufsicht)
    \bR\.\s?M\.\s | \bt(?:omo|\.)\s?\d+\s?,\s?(?:libro|l\.|folio|f\.)
    registro (?:mercantil|delle imprese|imprese) | inscrita en | \bC\.?I\.?F\b
    \bN\.?I\.?F\b | administrador(?:es)?(?: único)?\s?: | \bCUIT\b
    amministratore (?:unico|delegato)\s?: | società soggetta | direzione e coordinamento
    \bP\.?\s?IVA\b | partita iva | \bC\.F\. | \bREA\b.{0,16}\d | \bcod\. fisc | \bKvK\b
    \bBTW\b.{0,20}\d
    \bKBO\b | \bRPR\b | directie\s?: | bestuur(?:der)?s?\s?: | statutaire zetel
    handelsregister | matriculada | conservatória | \bC\.R\.C\. | \bNIPC\b | \bCNPJ\b
    contribuinte | gerência\s?: | administração\s?: | styrelsens säte | \borg\.?\s?-?nr
    organisationsnummer | \bVD\s?: | verkställande direktör\s?: | \bCVR\b | direktør\s?:
    bestyrelse\w*\s?: | \bSE-nr | \bKRS\b.{0,12}\d | \bNIP\b.{0,12}\d
    \bREGON\b | kapitał zakładowy
    sąd rejonowy.{0,80}(?:wydział|KRS) | prezes zarządu\s?: | zarząd\s?: | kapitał
    registered (?:in|office|number) | company (?:no|number|reg) | reg(?:istration)? no
    \bVAT\b | managing directors?\s?: | board of directors\s?:
    chairman of the (?:supervisory )?board\s?: | directors?\s?:\s
    chief executive officer\s?: | incorporated in | a company registered
    authori[sz]ed and regulated | directeur de la publication | conseil d.administration\s?:
    siedziba | dyrektor\s?: | diretor respons | director gerente\s?: | insc(?:r|\.) estadual
    styrelseordförande\s?: | vorsitz(?:ende[rn]?)?\s?: | prokurist\w*\s?: | gerente\s?:
    """),
)

DISCLAIMER = re.compile(
    _lower(r"""
    confidential | privileged | intended (?:only |solely )?(?:for|recipient) | disclaimer
    this (?:e-?mail|message|communication|transmission)
    the (?:information|contents?) (?:contained|of this|in this) | vertraulich
    diese (?:e-?mail|nachricht|information) | bitte (?:denken|prüfen) sie
    ce (?:message|courriel|mail) | pensez à l | este (?:mensaje|correo|e-?mail)
    esta mensagem | antes de imprimir | questo messaggio | le informazioni
    dit (?:bericht|e-?mail) | deze e-?mail | detta (?:meddelande|e-?post)
    denne (?:mail|e-?mail|besked) | ta wiadomość | niniejsza | before printing
    think before you print | consider the environment | save (?:paper|a tree) | virus
    scanned by | get your free | do you yahoo | join the world | powered by
    views (?:expressed|contained) | unsubscribe | click here | copyright
    all rights reserved | \(see attached file | avvertenza | aviso (?:legal|de confidencialidad)
    administrator\w* danych | rodo\b | rgpd | gdpr | gegevensbescherming | protección de datos
    datenschutz(?:hinweis|erklärung) | privacy (?:policy|notice|statement) | informativa
    please note
    wir verarbeiten | we process | ai sensi d | tutela dei dati
    """),
)

DEVICE = re.compile(
    _lower(r"""
    sent (?:from|via|with)  | gesendet (?:von|mit)  | von meinem .{0,20} gesendet
    envoyé (?:de|depuis|à partir)  | enviado (?:desde|do|de|a partir)  | inviato (?:da|dal)
    verstuurd (?:vanaf|met)  | verzonden (?:vanaf|met)  | skickat från  | sendt fra
    wysłan[eo] z  | get outlook for | diese nachricht wurde von meinem | outlook für
    télécharger outlook | \S{3,12} outlook (?:für|for|para|per|voor|pour|til|dla|för)\b
    """),
)

CLOSING = re.compile(
    _lower(r"""
    (?:kind|best|warm(?:est)?|with|many|my|sincere|kindest|friendly|all)\b.{0,24}\bregards
    (?:best|warm(?:est)?|with|many|my|good|all)\b.{0,24}\b(?:wishes|greetings|thanks|best)
    regards | rgds | best | sincerely | yours | cheers | thanks? | thank you | thx | tia
    cordially | respectfully | take care | love | ciao | warmly | all my best
    (?:mit |viele|liebe|beste|freundliche|herzliche|sch.ne|sonnige)\w*\s.{0,24}gr.e?(?:ß|ss|s|\?)en?
    gru(?:ß|ss) | grüße | gruesse | mfg | lg | vg | hg | bg\b | hochachtungsvoll | danke
    cordialement | bien (?:à vous|cordialement|amicalement) | sincères | salutations
    amicalement | merci | bises | meilleures | respectueusement
    (?:un (?:cordial )?)?saludos? | atentamente | atte | cordialmente | un abrazo | gracias
    reciba | (?:cordiali|distinti|un caro|cari|i migliori)?\s?salut[oi] | cordialmente
    grazie | a presto | un abbraccio | (?:met )?(?:vriendelijke|hartelijke|beste) groet\w*
    groet(?:en|jes)? | mvg | hoogachtend | bedankt
    (?:com os )?(?:melhores|cordiais)? ?(?:cumprimentos|saudações) | atenciosamente | abs?
    abraços? | obrigad[oa] | att
    (?:med )?(?:vänliga?|bästa|varma|hjärtliga) hälsning\w*
    (?:med )?(?:venlig|bedste|de bedste|mange|hjertelig|kærlig)e? hilsen\w*
    hälsning\w* | hilsen | mvh | hej då | tack | tak\b | kh\b | vh\b | pozdrawiam
    z (?:poważaniem|wyrazami|uszanowaniem|pozdrowieniami|góry) | pozdrowienia | pzdr | miłego dnia
    herzlichst | ergebenst | schönen? (?:tag|abend|gruß) | bis (?:bald|dann|morgen) | servus
    mit besten empfehlungen | sincèrement | (?:bonne|belle) (?:journée|réception|soirée|semaine)
    bon(?: week-end|ne continuation) | cdlt | cdt | amitiés | bisous | avec mes | bàv
    slds | hasta (?:pronto|luego) | quedo a | un (?:saludo|abrazo)
    buen(?:as?)? (?:giornata|tarde|lavoro)
    buona (?:giornata|serata) | in fede | ossequi | con (?:osservanza|stima)
    fijne dag | tot (?:snel|ziens)
    alvast (?:bedankt|dank) | hartelijks? | gr\b | respeitosamente | grat[oa]\b | até (?:breve|logo)
    beijinhos | um abraço | com os meus | allt gott | hälsar | trevlig (?:helg|dag)
    ha det (?:bra|gott)
    vi ses | vänligen | hav (?:det|en) god | god (?:dag|weekend) | hilsner | bedste hilsner
    talk soon | see you | speak soon | have a (?:good|great|nice) | in haste | br\b | yrs | brgds
    serdecznie | łączę pozdrowienia | dziękuję
    """)
    + r"(?!\w)",
)

PRONOUN = re.compile(
    r"\b"
    + _any(r"""
    I | I'm | I've | I'll | we | you | your | my | me | our | please | this | that | have
    will | was | were | been | if | ich | wir | sie | bitte | habe | werden | wird | nous
    vous | je | votre | yo | nosotros | usted | por favor | noi | io | voi | siamo | ik
    wij | jullie | eu | nós | você | jag | jeg | proszę | jestem
    """)
    + r"\b"
)

STREETS = words("""
    street st avenue ave road rd drive dr lane ln blvd boulevard way plaza parkway pkwy suite ste
    floor fl building bldg hall room box postfach p.o po highway hwy freeway square court place
    strasse str weg platz allee gasse ring ufer damm rue bp cedex quai chemin via viale piazza corso
    calle avda avenida paseo carrer rua travessa praca largo straat laan plein gracht vagen gatan
    vej gade alle ul ulica aleja zi z.i apartado casella postbus wey cours impasse etage postal
    route
    """)
STREET_ENDS = (
    "strasse", "weg", "platz", "allee", "gasse", "straat", "laan", "plein", "gracht", "gatan",
    "vagen", "vej", "gade", "ring", "damm", "ufer", "steig", "stieg",
)  # fmt: skip
NUMBERS = words("one two three four five six seven eight nine ten")
SITES = STREETS | words("center centre tower towers park galleria")
"""`One Harbour Center` is an address."""
PLACES = words("""
    usa u.s.a us uk england scotland wales ireland germany deutschland france espana spain italy
    italia netherlands nederland belgium belgique belgie portugal brasil brazil sweden sverige
    denmark danmark norway norge finland poland polska austria osterreich switzerland schweiz
    suisse svizzera canada australia mexico argentina chile colombia peru india china japan
    korea singapore israel turkey greece hungary romania czechia ukraine russia egypt kenya
    nigeria malaysia indonesia thailand vietnam philippines taiwan pakistan alabama alaska
    arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho
    illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan
    minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania
    tennessee texas utah vermont virginia washington wisconsin wyoming ontario quebec alberta
    manitoba london manchester paris lyon berlin hamburg munchen munich koln frankfurt wien
    vienna zurich geneve madrid barcelona roma rome milano milan lisboa porto amsterdam
    rotterdam brussels bruxelles stockholm goteborg kobenhavn copenhagen oslo helsinki warszawa
    warsaw krakow praha budapest dublin chicago boston houston dallas atlanta seattle denver
    toronto montreal vancouver portland phoenix philadelphia pittsburgh detroit cleveland
    minneapolis baltimore omaha sacramento tulsa calgary edmonton ottawa winnipeg halifax
    glasgow edinburgh birmingham leeds bristol liverpool sheffield cardiff belfast toulouse
    bordeaux nantes lille strasbourg marseille stuttgart leipzig dresden hannover dusseldorf
    dortmund bremen nurnberg graz linz salzburg basel bern lausanne lugano valencia sevilla
    bilbao zaragoza malaga torino napoli bologna firenze genova palermo verona utrecht eindhoven
    groningen antwerpen gent coimbra braga malmo uppsala aarhus odense aalborg bergen gdansk
    poznan wroclaw lodz katowice brno bratislava zagreb ljubljana beograd athens istanbul moscow
    kiev tallinn riga vilnius luxembourg reykjavik afghanistan albania algeria angola armenia
    azerbaijan bahrain bangladesh belarus bolivia bosnia botswana bulgaria cambodia cameroon
    croatia cuba cyprus ecuador estonia ethiopia gambia ghana guatemala guinea haiti honduras
    iceland iran iraq jamaica kazakhstan kuwait laos latvia lebanon libya lithuania macedonia
    madagascar malawi mali malta mauritius moldova mongolia montenegro morocco mozambique
    myanmar namibia nepal nicaragua niger oman palestine panama paraguay qatar rwanda senegal
    serbia slovakia slovenia somalia sudan syria tanzania tunisia uganda uruguay uzbekistan
    venezuela yemen zambia zimbabwe africa europe asia america sydney melbourne tokyo dubai
    mumbai delhi bangalore york francisco angeles islands
    """)
