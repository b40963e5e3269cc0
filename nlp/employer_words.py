"""Words that tell whether two names of organisations are one employer's, folded, ten languages."""

from __future__ import annotations

from narrowcast.nlp.words import words

LINKING = words("""
    the a of for and der die das des fur und am im in la le les las los el de du di del della
    dei degli delle da do dos das et y e og och en i il lo van het voor con per para pour til til
    d l s
    """)
"""Left out between the words of a name; an initial may stand for one or not."""

AND = words("and und et y e en og och i")

REGIONS = words("""
    deutschland germany osterreich austria schweiz suisse svizzera switzerland uk usa us gb
    england scotland ireland france italia italy espana spain iberia portugal brasil brazil
    nederland netherlands holland belgium belgique belgie luxembourg sverige sweden danmark denmark
    norge norway finland suomi nordic nordics scandinavia polska poland czechia cesko slovakia
    hungary magyarorszag romania bulgaria greece hellas turkey turkiye russia ukraine europe europa
    eu emea apac latam dach cee benelux mena asia pacific africa america americas canada mexico
    argentina chile colombia peru china india japan korea singapore malaysia indonesia thailand
    vietnam philippines taiwan hongkong australia zealand israel uae worldwide global international
    overseas
    """)
"""A firm's own word for where a part of it works, behind its name."""
REGIONS_OF = frozenset({
    "do brasil", "de mexico", "de espana", "de argentina", "de chile", "de colombia", "de peru",
    "of america", "of canada",
})  # fmt: skip
"""Behind a firm's name of one word."""
TWO_WORD_REGIONS = frozenset({"middle east", "far east", "hong kong"})
BEFORE_REGIONS = words("north south latin central eastern western northern southern asia new")

GROUPS = words("""
    group gruppe groupe grupo gruppo groep grupa gruppen koncern koncernen konzern holding holdings
    """)
BEFORE_NAMES = words("""
    firma fa ste kanzlei kancelaria cabinet bufete advokatfirmaet advokatfirman groupe grupo gruppo
    gruppe grupa groep
    """)
"""Words that say what sort of thing the name behind them is, and are left out as often as not."""

TEAMS = words("team teams squad")
FUNCTIONS = words("""
    sales vertrieb marketing engineering support einkauf buchhaltung personal hr finance finanzen
    accounting legal recht controlling entwicklung development r&d kundenservice kundendienst
    customer service operations purchasing procurement logistics logistik communications
    kommunikation kommunikasjon presse ventes achats comptabilite ventas compras contabilidad
    vendite acquisti vendas verkoop inkoop administratie forsaljning inkop salg indkob sprzedaz
    zakupy it edv public relations investor human resources product quality research
    """)
"""What a firm's departments are called."""

DEPARTMENTS = words("""
    department dept division fachbereich faculty fakultat fakultaet abteilung abt bereich
    departement departamento dipartimento facolta facultad faculte faculdade faculteit fakultet
    fakulteten wydzial katedra lehrstuhl section sektion ufr institut institute institutt
    institutionen instituto istituto instytut instituut school chair unit afdeling afdelingen
    avdeling avdelningen dzial referat dezernat laboratoire laboratory lab centre center zentrum
    college team office klinik clinic service reparto servizio servicio program programme
    """)
"""They open a department's name, and close it in English."""

BRANCHES = words("""
    niederlassung zweigstelle filiale geschaftsstelle standort branch office succursale agence
    sucursal filial vestiging kontor oddzial zweigniederlassung headquarters hq
    """)

INSTITUTIONS = words("university hospital college academy hochschule polytechnic")
OFFICIAL = words("""
    ministry city county police court embassy consulate council statistics authority parliament
    senate army navy bundesamt office
    """)
"""Each place has one, so that the place belongs to the name."""
RESEARCHERS = words("""
    school institute institut center centre zentrum lab laboratory laboratoire clinic klinik
    instituto istituto instytut
    """)
"""Departments' words that end many an organisation's name."""

SAME_WORDS = {
    word: meaning
    for meaning, listed in {
        "university": """universitat universitaet universite universidad universita universiteit
            universidade universitet universitetet uniwersytet univ uni""",
        "hospital": "klinikum krankenhaus hopital ospedale ziekenhuis sjukhus sygehus sykehus"
                    " szpital hospitals",
        "technical": "technische technischer technique tecnica tecnico tekniska tekniske"
                     " techniczny techniczna",
        "city": "stadt ville ciudad citta municipality gemeente kommune kommun ayuntamiento mairie"
                " ajuntament concello"
                " comune miasto",
        "ministry": "ministerium ministere ministerio ministero ministerie ministerstwo",
        "saint": "st sankt sainte skt sint",
        "technology": "technologies technologie technologien tecnologia tecnologias tecnologie",
        "solution": "solutions", "system": "systems", "service": "services", "partner": "partners",
        "industry": "industries", "associate": "associates", "company": "co cia cie",
        "brother": "brothers bros", "gebruder": "gebr gebruder gebroeders", "lab": "labs",
        "studio": "studios",
        "institute": "institut instituto istituto instytut institutet", "enterprise": "enterprises",
        "research": "forschung", "center": "centre",
    }.items()
    for word in listed.split()
}  # fmt: skip
"""Word → the one it is compared as; English and the same thing elsewhere, numbers of a noun."""

COMPOUNDS = {
    "universitatsklinikum": ("university", "hospital"),
    "universitaetsklinikum": ("university", "hospital"),
    "universitatsklinik": ("university", "hospital"),
    "universiteitziekenhuis": ("university", "hospital"),
    "universitetssjukhuset": ("university", "hospital"),
    "universitetshospital": ("university", "hospital"),
    "tu": ("technical", "university"),
}
"""Words that are two elsewhere; TU only before a name."""

COMMON = words("""
    american bank british business center central consulting consultant credit deutsche eastern
    energy european federal first general german global group hotel institut institute
    international natural national northern office pacific public royal school service south
    southern studio texas union united universal university western hospital city ministry holding
    solution system software technology capital partner associate company media digital management
    investment insurance logistics logistik it trading ventures lab labs foundation council agency
    department club museum theater theatre radio air telecom press news saint new north east west
    services college church court police bureau team stadtwerke sparkasse volksbank kanzlei
    marketing engineering sales transport research development industry enterprise firma group
    banco banque banca caisse post air rail water power gas electric oil steel motors foods pharma
    health medical dental legal law security home world best top smart green blue red black white
    camara caixa correios embassy embajada embaixada consulate gaz societe sociedad sociedade
    asociacion associacao societa gold silver sun star one alpha beta delta omega
    """)
"""They name no firm alone, however often they stand first."""

KINDS = words("""
    academy agency airport angel army association bank bar board boutique business cafe campus care
    center charity child chamber church city clinic clinica club college commerce commercial
    community company construction consulting consultancy consultant coop council county court
    cooperative client customer dental dentist department design development digital director
    district education elementary energy engineering equity estate family farm finance fire firm
    foundation freelance fund fundraising government gp grammar group gymnasium health healthcare
    hedge high home hospital hotel human insurance investor investment it kindergarten laboratory
    law legal library lycee management manufacturing marketing medical medicine member middle mobile
    municipal museum nonprofit office online orchestra organization organisation partner pharmacy
    physician police practice primary private production project property public publishing real
    resources restaurant retail sales school secondary service shop small software solution startup
    state store studio system team tech technical technology theater theatre trade trading travel
    university venture ventures volunteer vocational website work amt amtsgericht apotheke
    arztpraxis bauamt behorde bezirksamt buro bundeswehr finanzamt feuerwehr gemeinde
    gemeindeverwaltung gericht grundschule handelskammer handwerkskammer hauptschule hochschule ihk
    industriefirma kanzlei kindertagesstatte kita kirche kreisverwaltung landgericht landratsamt
    mittelstand polizei praxis privatpraxis rathaus rechtsanwaltskanzlei realschule schule
    stadtverwaltung steuerkanzlei unternehmen verein verwaltung volkshochschule zahnarztpraxis ecole
    entreprise mairie prefecture tribunal pharmacie cabinet avocat avocats ayuntamiento bufete
    colegio empresa escuela farmacia instituto juzgado azienda comune liceo ospedale scuola
    tribunale bedrijf gemeente huisartsenpraktijk kantoor rechtbank camara escola foretag kommun
    skola skole virksomhed kommune politi firma gimnazjum liceum przedszkole sad szkola urzad
    """)
"""They say what sort of place it is; a name that holds no other word is many an employer's."""

OF_A_COUNTRY = words("""
    ministry ministerium embassy consulate parliament senate treasury botschaft ambassade embajada
    ambasciata embaixada ambassad ambasada
    """)

SELF_EMPLOYED = words("""
    freelance freelancer freelancing freelances selfemployed freiberuflich freiberufler
    freiberuflerin freiberufliche freischaffend freischaffende selbstandig
    selbstandige selbstandiger selbststandig selbststandige selbststandiger selbstaendig
    zelfstandig zelfstandige zzp zzper egenforetagare egenforetagande selvstaendig samozatrudniony
    undisclosed unemployed jobless arbeitslos arbeitssuchend jobseeker sabbatical
    """)
"""Whoever puts one of them where the employer's name belongs has none."""

NOBODYS_PHRASES = (
    " self employed ", " independent consultant ", " independent contractor ",
    " independent advisor ", " independent adviser ", " independent professional ",
    " travailleur independant ", " travailleuse independante ", " consultant independant ",
    " consultante independante ", " lavoratore autonomo ", " lavoratrice autonoma ",
    " trabajador autonomo ", " trabajadora autonoma ", " trabalhador independente ",
    " trabalhadora independente ", " por cuenta propia ", " por conta propria ",
    " freier mitarbeiter ", " freie mitarbeiterin ", " freie mitarbeit ", " freier journalist ",
    " freie journalistin ", " career break ", " parental leave ", " maternity leave ",
    " stay at home ", " looking for work ", " looking for new ", " seeking new ", " open to work ",
    " own business ", " my own ", " between jobs ", " various companies ", " various clients ",
    " several companies ", " several startups ", " multiple companies ", " multiple clients ",
    " diverse firmen ", " verschiedene firmen ", " verschiedene unternehmen ",
)  # fmt: skip
"""The same in more than one word."""

NOBODY = frozenset(
    {
        "freelance", "freelancer", "freelance consultant", "selfemployed", "self employed",
        "independent", "independent consultant", "freiberuflich", "freiberufler", "selbstandig",
        "selbststandig", "selbstaendig", "independant", "independiente", "autonomo", "autonoma",
        "libero professionista", "freiberuflerin", "zzp", "zzper", "egenforetagare",
        "selvstaendig", "student", "studentin", "retired", "pensioner", "rentner", "im ruhestand",
        "retraite", "jubilado", "pensionato", "unemployed", "between jobs", "seeking opportunities",
        "open to work", "n a", "na", "none", "null", "unknown", "private", "privat", "home",
        "personal", "confidential", "stealth", "stealth startup", "stealth mode", "startup",
        "various", "myself", "me", "consultant", "company", "test", "tbd", "homemaker",
        "own company", "my company", "self", "auto entrepreneur", "profissional liberal",
    }
)  # fmt: skip
"""What people write who work for nobody, or do not say for whom."""
