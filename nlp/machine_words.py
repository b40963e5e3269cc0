"""Words by which a machine says that no human wrote, by language (see `agreement_words`)."""

from __future__ import annotations

from narrowcast.nlp.clauses import any_of, normalised

_MACHINE = any_of(
    # en
    (
        r"this is an automat(?:ed|ic)(?:ally generated)? (?:\S+ )?(?:message|reply|response|e-?mail"
        r"|notification|answer)|(?:message|e-?mail|mail|reply) (?:was|is|has been) (?:sent "
        r"|generated )?"
        r"automatically|this (?:mailbox|inbox|address) is (?:not|no longer) (?:monitored|read"
        r"|attended|in use)|(?:confirm|prove|verify)(?: \S+){0,4} (?:human|not a robot)"
    ),
    # de
    (
        r"(?:dies|das) ist eine automatisch\w*|(?:nachricht|e-mail|mail|antwort) wurde automatisch"
        r"|(?:e-mail|nachricht|postfach|adresse)(?: \S+){0,2} (?:nicht|nicht mehr) (?:gelesen"
        r"|überwacht|abgerufen|weitergeleitet)|(?:kein roboter|ein mensch) (?:sind|bist)"
    ),
    # fr
    (
        r"(?:ceci est |il s'agit d')(?:un |une )?(?:\S+ )?(?:message|réponse|courriel|e-?mail)"
        r" automatique|(?:message|réponse|courriel|e-?mail) (?:est |a été )?(?:généré|envoyé)e?"
        r" automatiquement|(?:boîte|adresse)(?: \S+){0,3} (?:n'est (?:pas|plus) (?:relevée"
        r"|consultée|lue|surveillée))|(?:pas|êtes) (?:un )?(?:robot|humain)$"
    ),
    # es
    (
        r"este es un (?:mensaje|correo|e-?mail) automático|(?:mensaje|correo|respuesta)"
        r" (?:generad[oa]|enviad[oa]) automáticamente|(?:buzón|correo|cuenta)(?: \S+){0,2}"
        r" no (?:se|está|es) (?:\S+ )?(?:lee|revisa|atendid[oa]|supervisad[oa]|monitorizad[oa])"
        r"|no (?:eres|es) un robot"
    ),
    # it
    (
        r"questo è un messaggio automatico|(?:messaggio|risposta|e-?mail) (?:generat[oa]"
        r"|inviat[oa]) automaticamente|casella(?: \S+){0,3} non (?:è|viene) (?:più )?(?:presidiata"
        r"|letta|monitorata|controllata)|non sei un robot"
    ),
    # nl
    (
        r"dit is een automatisch\w*|automatisch (?:gegenereerd|verzonden|verstuurd)"
        r"|(?:mailbox|postvak|adres)(?: \S+){0,2} niet (?:meer )?(?:gelezen|gemonitord|beheerd)"
        r"|geen robot bent"
    ),
    # pt
    (
        r"est[ae] é uma? (?:mensagem|resposta|e-?mail) automátic[ao]|(?:mensagem|resposta|e-?mail)"
        r" (?:gerad[ao]|enviad[ao]) automaticamente|caixa(?: \S+){0,3} não (?:é|está)(?: \S+)?"
        r" (?:monitorizada|monitorada|lida|consultada)|não é um robô"
    ),
    # sv
    (
        r"(?:detta|det här) är ett automatisk\w*|autogenererat|automatiskt (?:skapat|genererat)"
        r"|(?:brevlåda|inkorg|adress)\w*(?: \S+){0,2} (?:läses|bevakas) (?:inte|ej)"
        r"|inte är en robot"
    ),
    # da
    (
        r"(?:dette|det her) er (?:en|et) automatisk\w*|automatisk (?:genereret|sendt)"
        r"|(?:postkasse|indbakke|adresse)\w*(?: \S+){0,2} (?:læses|overvåges) ikke"
        r"|ikke er en robot"
    ),
    # pl
    (
        r"to jest automatyczn\w+|wiadomość (?:\S+ )?(?:wygenerowan\w+|wysłan\w+) automatycznie"
        r"|wiadomość automatyczna|skrzynka(?: \S+){0,2} nie jest (?:\S+ )?(?:monitorowana|czytana"
        r"|sprawdzana)|nie jesteś robotem|jesteś człowiekiem"
    ),
)


def written_by_machine(own_text: str) -> bool:
    """Whether the text itself says that a machine wrote it, or asks for proof of a human."""
    text = " ".join(normalised(own_text).split())
    if _MACHINE.search(text) is not None:
        return True
    return _NO_REPLY.search(text) is not None and _NUMBERED.search(text) is not None


_NO_REPLY = any_of(
    r"(?:do not|don't) (?:reply|respond) to this (?:message|e-?mail|mail)",
    r"antworten sie (?:bitte )?nicht auf diese (?:nachricht|e-?mail|mail)",
    r"(?:ne (?:pas )?répond\w+(?: pas)?|pas répondre) à ce (?:message|courriel|mail|e-?mail)",
    r"no (?:responda|conteste) a este (?:mensaje|correo)",
    r"non rispond\w+ a quest[oa] (?:messaggio|e-?mail|mail)",
    r"(?:niet|gelieve niet) (?:te )?(?:antwoorden|reageren) op dit",
    r"dit bericht niet (?:te )?beantw\w+",
    r"não responda a est[ae] (?:mensagem|e-?mail)",
    r"svara (?:inte|ej) på (?:detta|det här)|svar (?:venligst )?ikke på denne",
    r"nie odpowiada\w* na t[ęe] (?:wiadomość|mail\w*)",
)
_NUMBERED = any_of(
    r"(?:number|nummer|numéro|número|numero|numer|numerem|nr|ticket|case|no\.?|#|n°)"
    r" ?[:#]? ?\w{0,4}-?\d{3,}"
)
