"""Words by which a time for meeting is offered or taken, by language (see `agreement_words`).

"Yes, noon works for me" says yes to a time, and to nothing else.
"""

from __future__ import annotations

from narrowcast.nlp.clauses import any_of

_DAY = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|tomorrow|today|tonight|next week"
    r"|(?:the )?(?:\d{1,2}(?:st|nd|rd|th))|(?:that|the|this) (?:time|date|day|slot|hour)"
    r"|(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?|sonnabends?|morgen|heute|übermorgen"
    r"|nächste woche|(?:der|dieser) (?:termin|tag)|die (?:zeit|uhrzeit)"
    r"|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|demain|ce soir|la semaine prochaine"
    r"|(?:l'|cette )heure|ce créneau"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo|mañana|la semana que viene|esa hora"
    r"|(?:lune|marte|mercole|giove|vener)dì|sabato|domenica|domani|stasera"
    r"|(?:maan|dins|woens|donder|vrij|zater|zon)dag|morgen|vanavond|volgende week"
    r"|(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?|amanhã"
    r"|(?:mån|tis|ons|tors|fre|lör|sön)dag|imorgon|i morgon"
    r"|(?:man|tirs|tors|fre|lør|søn)dag|i morgen"
    r"|poniedziałek|wtorek|środa|czwartek|piątek|jutro"
)
_NOON = (
    r"noon|midday|lunchtime|mittags?|midi|(?:el )?mediodía|mezzogiorno|meio-dia"
    r"|(?:tussen de )?middag|kl(?:ockan)? \d{1,2}|południe"
)
_SUITS = (
    r"(?:(?:that|it|which|also|still|even) )?(?:works?|suits?|is (?:\w+ )?(?:good|fine|great"
    r"|perfect|ok|okay)|would (?:work|suit|be (?:good|fine|great|perfect))|sounds (?:good|great))"
    r"|(?:\w+ ){0,2}(?:passt|geht|klappt|ginge|wäre (?:gut|prima|super))"
    r"|(?:\w+ ){0,2}(?:me va|nous va|me convient|nous convient|va bien|c'est (?:bon|parfait))"
    r"|(?:\w+ ){0,2}(?:(?:me|nos) (?:va|viene|queda)|mi va|ci va|va bene|schikt|past|komt"
    r"|serve|fica bem|passar|funkar|passer|pasuje|odpowiada)"
)
APPOINTMENT = any_of(
    r"(?<!by )(?<!before )(?<!bis )(?<!avant )(?<!antes de )(?:"
    rf"\d{{1,2}}[:.]\d{{2}}|\d{{1,2}} ?(?:am|pm|a\.m|p\.m|uhr|h\d{{0,2}}|heures?|o'clock|horas)"
    rf"|(?:at|um|à|a las|alle|om|às) \d{{1,2}}(?! (?:\w*firm|\w*compan))|{_NOON})",
    rf"(?:{_DAY})(?: (?:the |at |um |à |a las |alle )?\d{{1,2}}\w*)? (?:{_SUITS})",
    r"(?:works|suits|passt|fits|geht|convient|va|viene bien) (?:\w+ ){0,2}(?:on |am |le |el |pour )"
    rf"?(?:{_DAY})",
    rf"(?:free|available|frei|libre|disponible|libero|vrij|ledig|wolny) (?:\w+ )?"
    rf"(?:{_DAY}|{_NOON})",
    r"see you (?:then|there|at)|it'?s a (?:date|deal then)|(?:room|raum|salle|sala) \d+"
    r"|bis dann|à (?:tout à l'heure|demain)|nos vemos|ci vediamo|tot dan|até lá|vi ses",
)
"""A time named as one meets, or a day that suits; beside it a bare "yes" is a yes to that."""

SUITS = any_of(
    r"(?:that |it |this )?(?:works|suits)(?: for)? me(?: too| as well)?",
    r"passt(?: (?:mir|gut|auch|mir gut))?|geht klar",
    r"ça (?:me va|me convient|marche)|(?:me|nous) convient",
    r"me (?:va|viene|queda) bien|me va|mi va bene|per me va bene|schikt me|komt me goed uit",
)
"""Words that take up a proposal; whose, only the mail before tells."""

PRONOUN_ACT = any_of(
    r"(?:do|make|try) (?:it|that|this)|can do",
    r"mach(?:e)? ich|mache? ich gern\w*|je (?:le )?fais ça|lo hago|lo faccio|doe ik|faço isso",
)
"""An act without a name: "I can do that" is said of a meeting as well."""
