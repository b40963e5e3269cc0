"""Subject lines that hint that their writer changes job, address or name.

A hint only makes a text worth reading; what it says of the writer's work, the signature tells.
"""

from __future__ import annotations

import re
from functools import lru_cache

_HINT = re.compile(
    r"\b(?:"
    # English
    r"new (?:job|role|position|chapter|adventure|opportunity|employer|address|e-?mail|contact"
    r"|number|name"
    r"|coordinates|details|company|venture|gig)|(?:moving|moved|heading) (?:on|to)\b|farewell"
    r"|good-?bye"
    r"|(?:my )?last day|leaving|departure|change of (?:e-?mail|address|job|name|contact)"
    r"|(?:e-?mail|address|contact|name|job) (?:address )?(?:change|update)"
    r"|(?:changed?|changing|updated?) (?:my |of )?(?:e-?mail|address|contact|job|name)"
    r"|join(?:ing|ed)\b"
    r"|stay(?:ing)? in touch|keep(?:ing)? in touch|so long|signing off|i have moved|i've moved"
    r""
    # German, Dutch, Nordic
    r"|neue[rsn]? (?:stelle|job|adresse|e-?mail\w*|mailadresse|aufgabe|kontaktdaten|position|name)"
    r"|abschied|letzter (?:arbeits)?tag|adressänderung|verabschied\w+|wechsel(?:t|e)?\b"
    r"|auf wiedersehen"
    r"|nieuwe? (?:baan|functie|adres|e-?mail\w*|werkgever)|afscheid|laatste (?:werk)?dag"
    r"|adreswijziging"
    r"|nytt? (?:jobb?|adresse?|e-?post\w*|mail\w*)|ny (?:adress?e?|e-?post\w*|stilling|mail\w*)"
    r"|farvel"
    r"|sista dag(?:en)?|sidste (?:arbejds)?dag|siste (?:arbeids)?dag|adj?ö|avsked|afsked"
    # French, Spanish, Italian, Portuguese
    r"|nouve(?:l|lle|au) (?:e-?mail|adresse|emploi|poste|job|coordonnées|fonctions?)|départ"
    r"|au revoir"
    r"|dernier jour|changement d[e'](?:\s?adresse|\s?e-?mail|\s?coordonnées|\s?poste)"
    r"|nuev[oa] (?:trabajo|puesto|correo|e-?mail|dirección|empleo|etapa|cargo)|despedida|último día"
    r"|cambio de (?:correo|e-?mail|dirección|trabajo|empresa)"
    r"|nuov[oa] (?:lavoro|indirizzo|e-?mail|ruolo|incarico|posizione|contatto)|ultimo giorno"
    r"|cambio (?:di )?(?:indirizzo|e-?mail|lavoro)|commiato"
    r"|nov[oa] (?:emprego|endereço|e-?mail|cargo|contacto?|posição|desafio)|último dia|mudança de"
    # Polish, Czech
    r"|now[yae] (?:adres|praca|stanowisko|e-?mail|pracy)|pożegnanie|ostatni dzień"
    r"|zmiana (?:adresu|pracy)"
    r"|nov[áýé] (?:práce|adresa|e-?mail|pozice)|rozloučení|poslední den"
    r")"
    # scripts that put no blanks, or other letters, between words
    r"|нов(?:ая|ый|ое|ую) (?:работ|адрес|почт|должност|электронн|мест)|последний день|прощ(?:ай"
    r"|ани)"
    r"|смена адреса|нове? (?:робот|адрес|посад)|останній день|νέα (?:δουλειά|θέση|διεύθυνση)"
    r"|αποχαιρετ"
    r"|yeni (?:iş|adres|e-?posta|görev)|veda\b|退職|転職|異動|着任|退任|アドレス変更|離職|离职"
    r"|调任|入职|新邮箱|新信箱"
    r"|퇴사|이직|새 (?:이메일|직장)|وظيفة جديدة|بريد جديد|תפקיד חדש|עבודה חדשה|פרידה"
)


@lru_cache(maxsize=4096)
def hints_at_change(subject: str) -> bool:
    """Whether *subject* may announce a new job, address or name."""
    return _HINT.search(subject[:200].casefold()) is not None
