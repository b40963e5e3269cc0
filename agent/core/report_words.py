"""Words of bounces and notices of delay by language (en de fr es it nl pt sv da pl), lower-case."""

from __future__ import annotations

import re

SUBJECT = re.compile(
    # en
    r"^(?:undeliver|failure notice|delivery (?:status notification|failure|has failed|incomplete"
    r"|delay|to the following)|mail delivery (?:failed|system|failure|subsystem|delay)"
    r"|returned mail|mail (?:could not|not) be? ?deliver|warning: (?:could not send|message)"
    r"|message (?:not delivered|delayed|delivery)|address not found|non[- ]delivery|delayed mail)"
    r"|(?:could not|couldn't|was not|has not) (?:yet )?(?:be |been )?delivered"
    # de
    r"|unzustellbar|nicht zustellbar|zustellung (?:fehlgeschlagen|verzögert|nicht möglich)"
    r"|verzögerte zustellung|zustell(?:ungs)?(?:verzögerung|fehler|status)"
    r"|(?:nachricht|e-?mail) (?:konnte|wurde) (?:noch )?nicht zugestellt"
    # fr
    r"|non[- ](?:remis|remise|distribué|délivré)|échec de (?:la )?(?:remise|distribution|livraison)"
    r"|(?:remise|distribution) (?:différée|retardée)|retard de (?:remise|distribution|livraison)"
    r"|n'a pas (?:encore )?(?:pu être|été) (?:remis|distribué|délivré)"
    # es
    r"|no se (?:puede|pudo|ha podido) entregar|(?:correo|mensaje) (?:no entregado|devuelto)"
    r"|^devuelto|error de entrega|entrega (?:fallida|retrasada|demorada)|retraso en la entrega"
    # it
    r"|mancat[oa] (?:recapito|consegna)|non (?:\S+ ){0,3}(?:recapitat|consegnat|recapitabil)"
    r"|(?:consegna|recapito) (?:non riuscit|ritardat|fallit)|ritardo nella consegna"
    # nl
    r"|onbestelbaar|niet (?:bezorgd|afgeleverd)|(?:bezorging|aflevering) (?:mislukt|vertraagd)"
    r"|k(?:an|on) (?:\(?nog\)? )?niet worden (?:bezorgd|afgeleverd)"
    r"|vertraagde (?:bezorging|aflevering)"
    # pt
    r"|não entregue|não foi possível entregar|não (?:pôde|foi) (?:\S+ )?entregue"
    r"|falha (?:na|de) entrega|atraso na entrega"
    r"|entrega (?:falhou|atrasada|adiada)|mensagem devolvida"
    # sv, da
    r"|(?:kan|kunde) (?:ännu )?inte levereras|(?:ej|inte) levererat|leveransfel|obeställbar"
    r"|leverans(?:en)? (?:misslyckades|är försenad|försenad|fördröjd)|fördröjd leverans"
    r"|(?:kan|kunne) (?:endnu )?ikke leveres|ikke leveret|leveringsfejl"
    r"|levering(?:en)? (?:mislykkedes"
    r"|er forsinket|forsinket)|forsinket levering"
    # pl
    r"|nie ?dostarczon|nie (?:można|mogła|została)(?: \S+)? dostarcz|błąd dostarczania"
    r"|opóźni\w+ (?:w )?dostarcz"
)
"""Begins or heads what a mail system says of a letter."""

POLICY = re.compile(
    r"spam|policy|blocked|blacklist|blocklist|block list|reputation|not authori[sz]ed"
    r"|access denied|dmarc|rejected by (?:administrator|content)|refused by"
    r"|sicherheitsrichtlinie|richtlinien? (?:des|blockiert|abgelehnt)|politique de sécurité"
    r"|política de seguridad|política de segurança|criter\w+ di sicurezza|beveiligingsbeleid"
    r"|säkerhetspolicy|sikkerhedspoliti|zasad\w* bezpieczeństwa"
)

FULL_OR_PASSING = re.compile(
    r"mailbox (?:is )?full|over ?quota|quota exceeded|out of storage|insufficient storage"
    r"|too large|exceeds? (?:the )?(?:size|maximum)|try again later|temporar|retry time ?out"
    r"|greylist|timed? ?out|connection refused"
    r"|(?:postfach|speicher)[^.]{0,30} voll|boîte[^.]{0,40} (?:pleine|saturée)"
    r"|buzón[^.]{0,30} llen[oa]|casella[^.]{0,30} piena|(?:postvak|mailbox)[^.]{0,30} vol\b"
    r"|caixa[^.]{0,30} cheia|(?:inkorg|brevlåda|postlåda)\w*[^.]{0,30} full"
    r"|(?:indbakke|postkasse)\w*[^.]{0,30} fuld|skrzynka[^.]{0,40} (?:pełna|przepełniona)"
)

DEAD = re.compile(
    r"(?:user|mailbox|recipient|address|account|alias|email)(?: \S+){0,3} (?:unknown|not found"
    r"|not exist|doesn'?t exist|does not exist|unavailable|disabled|inactive|rejected|invalid"
    r"|no longer)|no such (?:user|mailbox|recipient|person|address)"
    r"|unknown (?:user|recipient|local part|address|mailbox)|unrouteable address"
    r"|undeliverable address|host (?:or domain name )?not found"
    r"|domain (?:not found|does not exist)|no mailbox here|invalid recipient|couldn'?t be found"
    r"|wasn'?t found|address not found|nicht gefunden|unbekannt|existiert nicht"
    r"|n'existe (?:pas|plus)|introuvable|inconnu|no existe|desconocid|no se (?:encontró|encuentra"
    r"|ha encontrado)|non esiste|sconosciut|inesistente|bestaat niet|onbekend|niet gevonden"
    r"|não existe|desconhecid|não (?:foi )?encontrad|finns inte|okänd|hittades inte|findes ikke"
    r"|ukendt|blev ikke fundet|nie istnieje|nieznan|nie znaleziono"
)

DELAY = re.compile(
    r"(?:will|continue to|keep|going to) (?:be )?(?:re)?(?:try|tried|trying)|delayed"
    r"|has not yet been delivered|still (?:trying|being retried)|no action is required"
    r"|warning only"
    r"|weiter(?:hin)? versuch|zustellung\w* verzöger|verzögerte zustellung|noch nicht zugestellt"
    r"|(?:remise|distribution) (?:différée|retardée)|n'a pas encore (?:été|pu)"
    r"|(?:seguirá|continuará) intent|(?:aún|todavía) no se|retraso en la entrega"
    r"|continuerà a (?:tentare|provare)|ancora (?:stato )?(?:consegnat|recapitat)"
    r"|consegna ritardata|nog niet (?:afgeleverd|bezorgd)|(?:bezorging|aflevering) vertraagd"
    r"|blijf\w* (?:\S+ ){0,5}proberen|continuar\w* a tentar|continuar\w* tentando"
    r"|ainda não (?:foi|pôde)|atraso na entrega|ännu inte|fortsätter (?:att )?försöka"
    r"|leverans\w* (?:är )?(?:försenad|fördröjd)|endnu ikke|fortsætter med at (?:prøve|forsøge)"
    r"|levering\w* (?:er )?forsinket|jeszcze nie (?:została|zostało|dostarcz)"
    r"|(?:nadal|dalsze) (?:\S+ )?(?:ponawia|prób)|opóźni\w+ dostarcz"
)
"""Still being tried: nothing is lost yet."""
