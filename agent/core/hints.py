# ruff: noqa: E501  a pattern is read in one piece
"""Wider nets than `phrases`: what may be meant where the words are people's own.

A finding that stops a letter has to be sure, and free prose says one thing in too many ways for
that. So in the owner's own words a missing way out only warns, and not where a sentence has the build
of one (`OUT`, `CHECKING`); and words that push or reward only at times warn, too. Like `phrases`, each runs on masked text (names are `§`), casefolded, with single spaces.
"""

from __future__ import annotations

from narrowcast.agent.core.phrases import any_of

_HE = r"(?:§|he|she|they|him|her|them)"

OUT = any_of(
    # a condition on the introducer, their wish or the matter; not on the prospect, nor "if yes"
    r"\b(?:if|should|unless|in case|when) (?:you|your|it|this|that|now|not)\b|\botherwise\b|\byou (?:don['’]t|do not|needn['’]t) (?:have|need)\b|\bneed(?:n['’]t| not)\b",
    r"\b(?:wenn|falls|sollte\w*|sofern) (?:du|dir|dich|ihr|euch|sie|ihnen|es|das|dies|nicht)\b|\bwennst\b|\b(?:ansonsten|andernfalls|sonst)\b|\b(?:musst|müssen|brauchst|brauchen)\b.{0,25}\bnicht\b",
    r"\bsi (?:tu|vous|ça|cela|c['’]est|ce n|non|jamais)\b|\bsinon\b|\bautrement\b|\b(?:tu n['’]es|vous n['’]êtes|rien ne (?:t['’]|vous ))",
    r"\bsi (?:tú|te|usted|vos|no|lo (?:ves?|prefi\w+)|cree\w*|prefier\w+|juzg\w+|and\w+)\b|\bde lo contrario\b|\ben caso contrario\b|\bno (?:tien|hac|hay)\w*\b.{0,15}\b(?:que|falta|por qué)\b",
    # or how a refusal would be taken
    r"\b(?:no|not|n['’]t|without|nothing)\b.{0,20}\b(?:offen\w+|pressur\w+|oblig\w+|hurt|trouble|guilt\w*|worr\w+)\b|\b(?:refus\w+|declin\w+|reluctan\w+|hesita\w+|awkward\w*|burden|impos(?:e|ing|ition))\b",
    r"\b(?:nein|absage|ablehn\w*|zumut\w*|bedenken|zöger\w*|unangenehm|freiwillig)\b|\b(?:refus\w*|gêne\w*|contrain\w+|oblig\w+|hésit\w+|embarrass\w+)\b|\b(?:negativa|compromis\w+|oblig\w+|molest\w+|incómod\w+|dud(?:as|es|a))\b",
)
"""W13: a sentence with the build of a way out."""

CHECKING = any_of(
    rf"\b(?:if|whether|once|provided|when|should|unless)\b.{{0,20}}(?:\b|(?=§)){_HE}\b|(?:if|whether|once|should) §|\bbefore (?:you |any|we|introduc|connect|put|send)",
    r"\b(?:ask|check|sound|mention|enquire|inquire|consult)\w*\b.{0,20}(?:§|\b(?:he|she|they|him|her|them)\b)",
    r"\b(?:ob|falls|wenn|sofern|sobald|nachdem|bevor)\b.{0,25}(?:§|\b(?:er|ihm|ihn|jonas|der)\b)|\b(?:frag|erkundig|sprich|sprech|klär)\w*\b.{0,25}(?:§|\b(?:ihn|ihm)\b)|\b(?:vorher|vorab|zuerst|zunächst)\b",
    r"\bs['’](?:il|elle|ils|elles) (?!(?:vous|te) plaît)|\bsi §|\b(?:d['’]abord|au préalable)\b|\b(?:demand|parl|consult|sond)\w*[- ](?:lui|leur|à §|le)\b|\bavant de\b",
    r"\bsi (?:él|ella|a él|a ella|le|§|acepta|quiere)\b|\bantes\b|\bprimero\b|\b(?:pregunt|pregúnt|consult|consúlt|tante|sonde|coment|comént)\w+\b",
)
"""W14: a sentence with the build of asking the prospect first."""

PUSHING = any_of(
    r"\bimmediately\b|\bright (?:away|now)\b|\bat once\b|\bstraight away\b|\bquick favou?r\b|\byou (?:must|have to)\b(?! (?:be|have|know|get))|\bi (?:really )?need you to\b",
    r"\b(?:just|only) (?:\d+|five|ten|two|a few|a couple of) (?:min\w*|sec\w*)|\btakes? (?:only |just )?(?:\d+|five|ten|two|a few|a couple of) min\w*|\bsave (?:me|us)\b(?! (?:time|money|from|a|the|hours|weeks|some|\d))",
    r"\b(?:depends|depending) on (?:you|this)\b|\brunning out of\b|\bafter (?:all|everything) (?:that )?i(?:['’]ve| have)? d(?:id|one)\b|\blook(?:ing)? forward to (?:your|a) (?:quick|prompt|speedy)\b|\b(?:only|nobody but) you can\b",
    r"\b(?:sofort|umgehend|unverzüglich)\b|\bnur (?:\d+|fünf|zehn|zwei|ein paar) minuten\b|\b(?:du musst|sie müssen)\b(?!.{0,25}\b(?:nicht|nichts|keine?n?|wissen|ja)\b)|\bnur (?:du|sie) (?:kannst|können)\b|\bes wäre wichtig, dass\b",
    r"\bimmédiatement\b|\btout de suite\b|\b(?:juste|que) \w+ minutes\b|\b(?:il faut|tu dois|vous devez)\b(?! (?:être|connaître|savoir|avoir))|\b(?:toi|vous) seule?\b",
    r"\binmediatamente\b|\bde inmediato\b|\b(?:ahora|ya) mismo\b|\bs[oó]lo \w+ minutos\b|\b(?:tienes|tiene) que\b(?! (?:ver|saber|estar))|\bs[oó]lo (?:tú|usted|vos) (?:pued|pod)\w+",
    # all hangs on it; time runs out; remember what you owe me
    r"\b(?:answer|reply|word|yes)\b.{0,20}\b(?:quickly|fast|promptly)\b|\b(?:everything|so much|a lot|my job|our future)\b.{0,15}\b(?:hangs|depends|rides|rests) on\b|\b(?:can['’]?t|cannot|won['’]t) wait\b|\bevery (?:hour|day|minute) counts\b|\bremember (?:that )?i\b|\bi did (?:get|help|do|give) you",
    r"\bläuft\b.{0,15}\bdavon\b|\bjede (?:stunde|minute) zählt\b|\bhängt (?:alles|viel|so viel) (?:davon|daran) ab\b|\balles hängt\b|\bkann nicht (?:länger )?warten\b|\bhabe ich dir (?:auch|doch|damals)\b|\bschnell\w* (?:antwort|rückmeldung)\b",
    r"\b(?:service|faveur)\b.{0,15}\brendu\w*\b|\btout (?:en )?dépend\b|\bne peut (?:pas|plus) attendre\b|\b(?:réponse|retour) rapide\b|\bno puede esperar\b|\btodo depende\b|\bni un día más\b|\brespuesta rápida\b|\bdespués de lo que hice\b",
)
"""W15: words that push at times, and at times do not."""

REWARDING = any_of(
    r"\bin (?:return|exchange)\b|\bmake it up to you\b|\b(?:lunch|dinner|drinks?|beers?|coffee|bottle|wine|rioja|champagne)\b.{0,25}\b(?:on me|from me|for you|waiting)\b|\b(?:buy|bring|send|owe) you (?:an?|some|the) (?:\w+ )?(?:dinner|lunch|drink|bottle|case|wine)\b",
    r"\b(?:essen|abendessen|flasche|bier|wein)\b.{0,25}\b(?:geht auf mich|für dich|für sie|ausgeb\w*)\b|\brevanchier\w*|\bgegenleistung\b|\bmich erkenntlich\b",
    r"\b(?:dîner|déjeuner|verre|bouteille)\b.{0,25}\b(?:pour (?:toi|vous)|sur moi|j['’](?:invite|offre))\b|\brevaudrai\b|\ben retour\b|\b(?:cena|comida|copa|botella|cerveza)s?\b.{0,25}\b(?:para ti|para usted|invito|pago)\b|\bcompensar\w*",
    r"\b(?:would|will) be (?:yours|your share)\b|\bworth\b.{0,25}\bto me\b|\bgenerous(?:ly)? (?:with|to) you\b|\bnicht (?:dein|ihr) schaden\b|\b(?:dein|ihr) schaden\b.{0,10}\bnicht\b|\b(?:zeige|zeigen) (?:ich )?mich\b.{0,15}\bgroßzügig",
    r"\b(?:t['’]|vous )attend(?:ra)?\b(?! (?:pas|au|à))|\bsaurai (?:te|vous) remercier\b|\bdetall(?:e|ito)s? (?:para|contigo)\b|\bun sobre\b|\bno te arrepentir\w+|\bsabré agradec\w+",
)
"""W17: perhaps no more than thanks, perhaps a reward."""

ALSO = any_of(
    r"§(?:,? (?:and|or|as well as|und|oder|sowie|et|ou|y|o|e)) (?:also |auch |perhaps |vielleicht |aussi |peut-être |también |quizás )?(?:to |zu |à |a )?(?:somebody|someone|anyone|others|colleagues|jemand\w*|andere\w*|kollegen|quelqu['’]un|d['’]autres|alguien|otros|(?:his|her) (?:boss|colleague\w*|team|deputy))\b",
    r"\b(?:whoever|anybody|anyone|somebody|someone) else\b|\b(?:or|oder|ou|o) (?:somebody|someone|anybody|jemand\w*|quelqu['’]un|alguien)\b|\bother (?:people|decision makers|contacts)\b|\bandere (?:leute|kontakte|entscheider)\b|\bd['’]autres (?:personnes|contacts)\b|\botr[oa]s (?:personas|contactos)\b",
)
"""W10: perhaps a second person is asked for."""
