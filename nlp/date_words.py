"""Words for days, months and seasons in ten languages, case-folded as `clauses.normalised` does.

Short forms that are words of another language ("sie", "out", "mag", "set") are left out.
"""

from __future__ import annotations

from collections.abc import Mapping


def _numbered(*rows: str) -> Mapping[str, int]:
    return {word: number for number, row in enumerate(rows, 1) for word in row.split()}


MONTHS = _numbered(
    "january januar jänner janvier janv enero ene gennaio januari janeiro jan stycznia styczniu"
    " styczeń",
    "february februar feber février févr fév febrero febbraio februari fevereiro fev feb lutego"
    " lutym luty",
    "march märz mrz mars marzo maart mrt março marts mar marca marcu marzec",
    "april avril avr abril aprile abr apr kwietnia kwietniu kwiecień",
    "may mai mayo maggio mei maio maj maja maju",
    "june juni juin junio giugno junho jun czerwca czerwcu czerwiec",
    "july juli juillet juil julio luglio julho jul lipca lipcu lipiec",
    "august août aoû agosto augustus augusti aug sierpnia sierpniu sierpień",
    "september septembre septiembre setiembre settembre setembro sept sep wrz września wrześniu"
    " wrzesień",
    "october oktober octobre octubre ottobre outubro oct okt ott paź października październiku"
    " październik",
    "november novembre noviembre novembro nov listopada listopadzie listopad",
    "december dezember décembre diciembre dicembre dezembro dec dez déc dic grudnia grudniu"
    " grudzień",
)
WEEKDAYS = _numbered(
    "monday montag lundi lunes lunedì maandag segunda-feira måndag mandag poniedziałek"
    " poniedziałku",
    "tuesday dienstag mardi martes martedì dinsdag terça-feira tisdag tirsdag wtorek wtorku",
    "wednesday mittwoch mercredi miércoles mercoledì woensdag quarta-feira onsdag środa środę"
    " środy",
    "thursday donnerstag jeudi jueves giovedì donderdag quinta-feira torsdag czwartek czwartku",
    "friday freitag vendredi viernes venerdì vrijdag sexta-feira fredag piątek piątku",
    "saturday samstag sonnabend samedi sábado sabato zaterdag lördag lørdag sobota sobotę soboty",
    "sunday sonntag dimanche domingo domenica zondag söndag søndag niedziela niedzielę niedzieli",
)
NUMBERS = _numbered(
    "a an one ein eine einer einem einen une un una uno een één um uma en ett et én jeden",
    "two couple zwei deux dos par due paio twee dois duas två to dwa dwie",
    "three drei trois tres tre drie três trzy",
    "four vier quatre cuatro quattro quatro fyra fire cztery",
    "five fünf cinq cinco cinque vijf fem pięć",
    "six sechs seis sei zes sex seks sześć",
    "seven sieben sept siete sette zeven sete sju syv siedem",
    "eight acht huit ocho otto oito åtta otte osiem",
    "nine neun neuf nueve nove negen nio ni dziewięć",
    "ten zehn dix diez dieci tien dez tio ti dziesięć",
)
DAY_UNITS = (
    "day days tag tage tagen jour jours día días giorno giorni dag dagen dagar dage dia dias dzień"
    " dni"
)
WEEK_UNITS = (
    "week weeks woche wochen semaine semaines semana semanas settimana settimane weken vecka veckor"
    " uge uger tydzień tygodnie tygodni"
)
MONTH_UNITS = (
    "month months monat monate monaten mois mes meses mese mesi maand maanden mês månad månader"
    " måned måneder miesiąc miesiące miesięcy"
)

AHEAD = r"in|en|dans|dentro de|tra|fra|over|daqui a|om|za"
"""How long from now ("in two weeks"); Polish leaves the one out: "za tydzień"."""

TOMORROW = (
    r"tomorrow|(?<!guten )(?<!goede )(?<!am )morgen|demain|mañana|domani|amanhã|imorgon|jutro"
)
DAY_AFTER = (
    r"day after tomorrow|übermorgen|après-demain|pasado mañana|dopodomani|overmorgen"
    r"|depois de amanhã|i? ?övermorgon|i overmorgen|pojutrze"
)
_NEXT = r"next|(?:nächste|kommende)[nrms]?|volgende|komende|nästa|næste|próxim[oa]|prossim[oa]"
_NEXT_PL = r"przyszł\w+|następn\w+"
NEXT_WEEK = (
    rf"(?:{_NEXT}) (?:week|woche|semana|settimana|vecka|uge)|(?:{_NEXT_PL}) tygodni\w+"
    r"|semaine prochaine|semana que (?:viene|vem)|settimana (?:prossima|che viene)"
)
NEXT_MONTH = (
    rf"(?:{_NEXT}) (?:month|monats?|mes|mês|mese|maand|månad|måned)|(?:{_NEXT_PL}) miesiąc\w+"
    r"|mois prochain|mes que viene|mês que vem|mese prossimo"
)
NEXT_QUARTER = (
    rf"(?:{_NEXT}) (?:quarter|quartal|trimestre|kwartaal|kvartal)|(?:{_NEXT_PL}) kwarta\w+"
    r"|trimestre (?:prochain|que viene|que vem|prossimo)"
)
NEXT_YEAR = (
    rf"(?:{_NEXT}) (?:year|jahrs?|año|ano|anno|jaar|år)|(?:{_NEXT_PL}) roku"
    r"|ann[ée]+ prochaine|l'an prochain|año que viene|ano que vem|(?:new|nieuwe|novo|nuevo) (?:year"
    r"|jaar|ano|año)|neue[ns]? jahre?s?|nouvel an|nouvelle année|anno nuovo|nuovo anno|nyår\w*"
    r"|nytår|det nye år|now\w+ rok\w*"
)

AFTER = r"after|nach|après|despu[ée]s|tras|passé|dopo|na|depois|após|efter|po"
END = (
    r"end|ende|fin|final|finales|fine|eind|einde|fim|finais|slutet|slutningen|sidst|ultimo|koniec"
    r"|końcu|końca|late"
)
MIDDLE = r"mid|middle|mitte|mi|mediados|metà|half|medio|meados|mitten|midt|połow\w+"
START = (
    r"start|beginning|early|anfang|beginn|début|principios|inizi\w*|begin|início|princípios|början"
    r"|starten|først|początk\w+"
)
LEAD = (
    r"in|im|ab|until|till|before|by|from|as of|around|for|next"
    r"|bis|vor|erst|zum|gegen|en|à|au|avant|vers|jusqu'à|jusqu'en|jusqu'au|dès|a|antes|hasta|desde"
    r"|ad|da|per|prima|fino|verso|nel|tot|vanaf|per|voor|rond|em|até|para|lá|i|till|til|om|inden"
    r"|innan|fra|från|w|we|od|do|przed|około|około"
)
ARTICLES = r"the|of|den|der|dem|des|de|del|di|van|af|av|el|il|o|os|la|le|du|month|mes|monat|mois"

TO = r"to|through|-|bis|au?|al?|ao|tot|t/m|till?|do"
"""Between the first and the last day."""

EASTER = (
    r"easter|ostern|osterferien|osterpause|pâques|pascua|semana santa|pasqua|pasen|páscoa|påsk\w*"
    r"|wielkanoc\w*|świętach wielkanocn\w+"
)
CHRISTMAS = (
    r"christmas|xmas|weihnachten|noël|navidad\w*|natale|kerst\w*|natal|jul(?:en|helgen)"
    r"|bożym narodzeni\w+"
)
AFTER_SUMMER = (
    rf"(?:{AFTER}) (?:de |del |di |)?(?:the |dem |den |der |die |de |l'|el |las |as |os |o |le |les"
    r" |minhas |min )?(?:summer\w*|sommer\w*|été|verano|vacaciones de verano|estate|zomer\w*|verão"
    r"|sommar\w*|semestern|wakacj\w+|grandes vacances|ferie estive)|rentrée|la vuelta del verano"
)
SEASONS: tuple[tuple[str, int], ...] = (
    (r"spring|frühling\w*|frühjahr|printemps|primavera|voorjaar|våren|forår\w*|wiosn\w+", 3),
    (r"summer|sommer|été|verano|estate|zomer|verão|sommaren|sommeren|latem", 6),
    ((r"autumn|the fall|herbst|automne|otoño|autunno|herfst|najaar|outono|höst\w*|efterår\w*"
     r"|jesie\w+"), 9),
)  # fmt: skip
"""Words of a season and its first month, as meteorologists count."""

QUARTERS = _numbered(
    "first 1st ersten erstes premier primer primo eerste primeiro första første pierwszym",
    "second 2nd zweiten zweites deuxième segundo secondo tweede andra andet drugim",
    "third 3rd dritten drittes troisième tercer terzo derde terceiro tredje trzecim",
    "fourth 4th vierten viertes quatrième cuarto quarto vierde fjärde fjerde czwartym",
)
WEEK_NUMBER = r"kw|calendar week|kalenderwoche|week|vecka|v\.|uge|semaine|tydzień|tygodniu"

INCLUSIVE = (
    r"includ\w+|inclusive|through|thru|einschl\w*|inkl\w*|incl\w*|inclus\w*|compres[oaie]"
    r"|en met|t/m|t\.?e\.?m\b|och med|og med|t\.?o\.?m\b|włącznie"
)
DAY_FIRST = (
    r"bis|vom|wieder|zurück|urlaub|jusqu'\w+|retour|congés?|absente?|hasta|desde|vuelvo|regreso"
    r"|fuera|fino|rientr\w+|ferie|sede|tot|terug|vanaf|até|férias|regress\w+|tillbaka|till|tilbage"
    r"|indtil|urlop\w*|wrac\w+|wróc\w+|dnia"
)
"""Where such words stand, 3/4 is the third of April."""
