"""What sort of line stands in a mail's end: contact, address, register, disclaimer, prose ..."""

from __future__ import annotations

import re
from functools import lru_cache

from narrowcast.nlp.folding import fold
from narrowcast.nlp.words import words

PHONE = re.compile(r"(?<![\w.])(?:\+|\(\+?)?\(?\d[\d\s().\-/–\xa0]{5,22}\d(?!\w)")
EXTENSION = re.compile(
    r"\b(?:ext\.?|x|extension|durchwahl|dw|poste|anknytning)[ :.#]*\d{2,6}\b", re.IGNORECASE
)
MAIL = re.compile(r"[\w.+\-]{1,64}(?:@| at |\s?[\[(]at[\])]\s?)[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,5}")
URL = re.compile(
    r"https?:/{1,2}\S+|www\.[^\s>]+|(?<![\w@.\-])[a-z0-9-]{2,40}\.(?:com|org|net|de|fr|eu|io|co\.uk)(?:/\S*)?(?!\w)"
)
_LABEL = re.compile(
    r"(?:tel|tél|t.l|tlf|phone|ph|fon|telefon[eo]?|telephone|téléphone|telefoon|fax|telefax|facsimile|mobile?|mob|mobil"
    r"|móvil|cell(?:ular)?|cellulare|handy|portable|port|gsm|direct|dir|office|voice|e-?mail|mail|courriel|correo|web"
    r"|website|site|url|internet|http|linkedin|skype|twitter|växel|direkt|kom|komórka|telm|v|t|f|m|p|d|c|o|e|w|h)"
    r"[.\s]*(?:no\.?|nr\.?|#|number)?[.\s]*[:#\-+(\d]",
    re.IGNORECASE,
)
_ZIP = re.compile(
    r"\b[A-Z]{2}\.?,?\s+\d{5}\b|\b(?:[A-Z]{1,3}-)?\d{4,5}(?:-\d{3,4})?\s+[^\W\d]|\b[A-Z]{1,2}\d[\dA-Z]?\s+\d[A-Z]{2}\b|\b\d{2}-\d{3}\s|\b[A-Z]\d[A-Z]\s?\d[A-Z]\d\b"
)
_STREET = words("""
    street st avenue ave road rd drive dr lane ln blvd boulevard way plaza parkway pkwy suite ste
    floor fl building bldg hall room box postfach p.o po highway hwy freeway square court place
    strasse str weg platz allee gasse ring ufer damm rue bp cedex quai chemin via viale piazza corso
    calle avda avenida paseo plaza carrer rua travessa praca largo straat laan plein gracht vagen
    gatan vej gade alle ul ulica aleja zi z.i apartado casella postbus wey cours impasse etage
    kanalweg postal route
    """)
_STREET_END = (
    "strasse",
    "straße",
    "weg",
    "platz",
    "allee",
    "gasse",
    "straat",
    "laan",
    "plein",
    "gracht",
    "gatan",
    "vagen",
    "vej",
    "gade",
    "ring",
    "damm",
)
PLACES = words("""
    usa u.s.a us uk england scotland wales ireland germany deutschland france espana spain italy
    italia netherlands nederland belgium belgique belgie portugal brasil brazil sweden sverige
    denmark danmark norway norge finland poland polska austria osterreich switzerland schweiz suisse
    svizzera canada australia mexico argentina chile india china japan singapore israel turkey
    greece hungary romania houston texas london paris berlin madrid roma milano york california
    colorado oregon washington illinois massachusetts florida ontario alberta islands
    """)
_REGISTER = re.compile(
    r"gesch(?:ä|ae|a)ftsf(?:ü|ue|u)hr(?:er|erin|ung|erinnen)\s*:|vorstand(?:svorsitz\w*)?\s*:|aufsichtsrat|\bHR[AB]\b|amtsgericht"
    r"|handelsregister|sitz der gesellschaft|\bUSt|\bUID\b|\bFN\s?\d|landesgericht|handelsgericht|registergericht|steuernummer"
    r"|komplement(?:ä|ae)r(?:in)?\s*:"
    r"|\bsiren\b|\bsiret\b|\bRCS\b|au capital|capital (?:social|de)|capitale sociale|\bTVA\b|\bAPE\b|(?:président|gérant|directeur général)\w*\s?:"
    r"|registro (?:mercantil|delle imprese|imprese)|inscrita en|\bC\.?I\.?F\b|\bN\.?I\.?F\b|administrador(?:es)?(?: único)?\s?:|\bCUIT\b"
    r"|amministratore (?:unico|delegato)\s?:|società soggetta|direzione e coordinamento|\bP\.?\s?IVA\b|partita iva|\bC\.F\.|\bREA\b|\bcod\. fisc"
    r"|\bKvK\b|\bBTW\b|\bKBO\b|\bRPR\b|directie\s?:|bestuur(?:der)?s?\s?:|statutaire zetel|handelsregister"
    r"|matriculada|conservatória|\bC\.R\.C\.|\bNIPC\b|\bCNPJ\b|contribuinte|gerência\s?:|administração\s?:"
    r"|styrelsens säte|\borg\.?\s?-?nr|organisationsnummer|\bVD\s?:|verkställande direktör\s?:|\bCVR\b|direktør\s?:|bestyrelse\w*\s?:|\bSE-nr"
    r"|\bKRS\b|\bNIP\b|\bREGON\b|kapitał zakładowy|sąd rejonowy|prezes zarządu\s?:|zarząd\s?:|kapitał"
    r"|registered (?:in|office|number)|company (?:no|number|reg)|reg(?:istration)? no|\bVAT\b|managing directors?\s?:|board of directors\s?:"
    r"|chairman of the (?:supervisory )?board\s?:|directors?\s?:\s|chief executive officer\s?:|incorporated in|a company registered|authori[sz]ed and regulated",
    re.IGNORECASE,
)
_OFFICER = re.compile(r"[^:]{3,50}:\s+(?:[^\W\d_][\w.'-]*\s+){1,4}[^\W\d_][\w'-]+")
_DISCLAIMER = re.compile(
    r"confidential|privileged|intended (?:only |solely )?(?:for|recipient)|disclaimer|this (?:e-?mail|message|communication|transmission)"
    r"|the (?:information|contents?) (?:contained|of this|in this)|vertraulich|diese (?:e-?mail|nachricht|information)|bitte (?:denken|prüfen) sie"
    r"|ce (?:message|courriel|mail)|pensez à l|este (?:mensaje|correo|e-?mail)|esta mensagem|antes de imprimir|questo messaggio|le informazioni"
    r"|dit (?:bericht|e-?mail)|deze e-?mail|detta (?:meddelande|e-?post)|denne (?:mail|e-?mail|besked)|ta wiadomość|niniejsza"
    r"|before printing|think before you print|consider the environment|save (?:paper|a tree)|virus|scanned by|get your free|do you yahoo"
    r"|join the world|powered by|views (?:expressed|contained)|unsubscribe|click here|copyright|all rights reserved|\(see attached file",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"(?:sent (?:from|via|with) |gesendet (?:von|mit) |von meinem .{0,20} gesendet|envoyé (?:de|depuis|à partir) |enviado (?:desde|do|de|a partir) "
    r"|inviato (?:da|dal) |verstuurd (?:vanaf|met) |verzonden (?:vanaf|met) |skickat från |sendt fra |wysłan[eo] z |get outlook for"
    r"|diese nachricht wurde von meinem|outlook für|télécharger outlook)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:(?:kind|best|warm(?:est)?|with|many|my|sincere|kindest|friendly|yours|all)\b.{0,24}\b(?:regards|wishes|greetings|thanks|best)"
    r"|regards|rgds|best|sincerely|yours|cheers|thanks?|thank you|thx|tia|cordially|respectfully|take care|love|ciao|warmly|all my best"
    r"|(?:mit |viele|liebe|beste|freundliche|herzliche|schöne|sonnige|sch.ne)\w*\s.{0,24}gr(?:ü|ue|u|\?)(?:ß|ss|s|\?)|gru(?:ß|ss)|grüße|gruesse|mfg|lg|vg|hg|bg\b|hochachtungsvoll|danke"
    r"|cordialement|bien (?:à vous|cordialement|amicalement)|sincères|salutations|amicalement|merci|bises|meilleures|respectueusement"
    r"|(?:un (?:cordial )?)?saludos?|atentamente|atte|cordialmente|un abrazo|gracias|reciba"
    r"|(?:cordiali|distinti|un caro|cari|i migliori)?\s?salut[oi]|cordialmente|grazie|a presto|un abbraccio"
    r"|(?:met )?(?:vriendelijke|hartelijke|beste) groet\w*|groet(?:en|jes)?|mvg|hoogachtend|bedankt"
    r"|(?:com os )?(?:melhores|cordiais)? ?(?:cumprimentos|saudações)|atenciosamente|abs?|abraços?|obrigad[oa]|att"
    r"|(?:med )?(?:vänliga?|venlig|bästa|bedste|de bedste|varma|mange|hjertelig) (?:hälsning\w*|hilsen\w*)|hälsning\w*|hilsen|mvh|hej då|tack|tak\b|kh\b|vh\b"
    r"|pozdrawiam|z (?:poważaniem|wyrazami szacunku)|serdecznie|łączę pozdrowienia|dziękuję)",
    re.IGNORECASE,
)
RULE = re.compile(r"\s*(?:[-_=*#~+.\u2500\u2014%>\\/|<^'\s]{2,}|--)\s*$")
DELIMITER = re.compile(r"\s*(?:--|-- |---|—|__|==)\s*$")
_PRONOUN = re.compile(
    r"\b(?:I|I'm|I've|I'll|we|you|your|my|me|our|please|this|that|have|will|was|were|been|if|ich|wir|sie|bitte|habe|werden|wird|nous|vous|je"
    r"|votre|yo|nosotros|usted|por favor|noi|io|voi|siamo|ik|wij|jullie|eu|nós|você|jag|jeg|proszę|jestem)\b"
)  # fmt: skip


def is_rule(line: str) -> bool:
    """Whether *line* is only signs that part what is above from what is below."""
    return RULE.match(line) is not None and len(line.strip()) > 1


@lru_cache(maxsize=4096)
def is_contact(line: str) -> bool:
    """Whether *line* holds a phone number, an address of mail or web, or is labelled so."""
    if MAIL.search(line) or URL.search(line):
        return True
    digits = sum(sign.isdigit() for sign in line)
    if digits >= 7 and PHONE.search(line):
        return True
    return digits >= 3 and bool(
        EXTENSION.search(line) or (digits >= 5 and _LABEL.match(line.strip(" *•")))
    )


@lru_cache(maxsize=4096)
def is_address(line: str) -> bool:
    """Whether *line* reads as (part of) a postal address or a place."""
    found = [fold(word).strip(".,") for word in re.split(r"[\s,/|]+", line.strip()) if word]
    has_digit = any(sign.isdigit() for sign in line)
    if has_digit and (_ZIP.search(line) or any(_is_street(word) for word in found)):
        return True
    if has_digit and line.lstrip()[:1].isdigit() and len(found) <= 7:
        return True
    return "," in line and len(found) <= 5 and found[-1:] != [] and found[-1] in PLACES


def _is_street(word: str) -> bool:
    return word in _STREET or (len(word) > 6 and word.endswith(_STREET_END))


@lru_cache(maxsize=4096)
def is_register(line: str) -> bool:
    """Whether *line* holds company-register data or names officers: never the sender's own role."""
    return _REGISTER.search(line) is not None


def is_disclaimer(line: str) -> bool:
    """Whether *line* opens legal text, an advertisement or a list's footer."""
    return _DISCLAIMER.search(line) is not None


def is_device(line: str) -> bool:
    """Whether a device or program wrote *line* (`Sent from my …`)."""
    return _DEVICE.match(line.strip(" *-")) is not None


def is_closing(line: str) -> bool:
    """Whether *line* is a closing phrase, short and alone."""
    text = line.strip(" \t*,.!-")
    return len(text) <= 60 and _CLOSING.match(text) is not None and len(text.split()) <= 8


def is_prose(line: str) -> bool:
    """Whether *line* is running text: long, in lower case, or speaking to somebody."""
    found = line.split()
    if len(found) < 5:
        return len(found) >= 3 and line.rstrip().endswith(("?", "!")) and found[0][0].isalpha()
    lower = sum(1 for word in found if word[0].islower())
    if len(found) >= 7 and lower > 0.6 * len(found) and not is_contact(line):
        return True
    return bool(_PRONOUN.search(line)) and lower >= 0.4 * len(found)
