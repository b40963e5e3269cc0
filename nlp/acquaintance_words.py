"""Words of not knowing somebody, or no longer, by language (see `agreement_words`)."""

from __future__ import annotations

from narrowcast.nlp.clauses import HER as _HER
from narrowcast.nlp.clauses import any_of

DOES_NOT_KNOW = any_of(
    (
        (
            rf"(?:do not|don't|dont|didn't|did not|never) (?:actually |really |personally "
            rf"|even |in fact |quite |truly )*(?:know|knew|met|meet) (?:{_HER}|who|anyone"
            rf"|anybody|\w+)(?: \w+)?(?: (?:well|well enough|that well|at all|personally"
            rf"|anymore|any more|there))?"
        ),
        (
            r"(?:barely|hardly|scarcely|only vaguely|not really) (?:know|remember|met|recall"
            r"|in touch)"
        ),
        (
            r"(?:not|no longer|aren't|isn't|never) (?:really |that |so |very |at all "
            r"|all that |particularly |actually )*(?:close|close enough|in touch|in contact"
            r"|acquainted|connected)"
        ),
        (
            r"(?:lost|out of) (?:touch|contact)|not know (?:her|him|them)|don't have (?:a "
            r"|any |that |much of a |much |enough of a )*(?:relationship|connection|contact"
            r"|rapport)|only met (?:her|him|them) once|haven't (?:spoken|talked|been in touch"
            r"|seen)|no (?:relationship|connection) (?:with|to)|never worked (?:with|together)"
        ),
        r"(?:never|haven't|not) (?:\w+ )?(?:met|spoken|worked)(?: (?:with|to))?",
        (
            r"(?:wouldn't|won't|hardly|may not|might not) (?:even )?(?:remember|recognis?e"
            r"|recognize) me"
        ),
        # de
        (
            r"kenne (?:ich )?(?:sie |ihn |\w+ )?(?:\w+ )?(?:leider |eigentlich |gar |persönlich "
            r"|überhaupt |selbst )*(?:nicht|kaum|nur flüchtig)|(?:nie"
            r"|noch nie) (?:persönlich )?(?:getroffen|kennengelernt)|keinen kontakt"
            r"|kenne niemanden"
        ),
        # fr
        (
            r"je ne (?:la|le|les|l'|connais)(?: connais)? (?:pas|plus|guère)|connais (?:pas"
            r"|à peine|peu|mal)|(?:perdu|plus en) (?:le |de )?contact|jamais (?:rencontrée?"
            r"|croisée?)"
        ),
        # es
        (
            r"no (?:la|lo|le|les) conozco|no conozco|apenas (?:la |lo "
            r"|le )?conozco|(?:perdí|perdimos|perdido) (?:el )?contacto|no tengo (?:relación"
            r"|contacto)"
        ),
        # it
        (
            r"non (?:la|lo|li|conosco)(?: conosco)?(?: bene| abbastanza| personalmente)?|(?:la"
            r"|lo) conosco (?:appena|poco)|perso i contatti"
        ),
        # nl
        (
            r"ken (?:ik )?(?:haar |hem |\w+ )?(?:\w+ )?(?:eigenlijk |helaas |zelf )*(?:niet"
            r"|nauwelijks|amper)|geen contact meer"
        ),
        # pt
        (
            r"não (?:a |o |os )?conheço(?: bem| muito| pessoalmente)?|mal (?:a |o )?conheço"
            r"|perdi o contacto|perdi contato"
        ),
        # sv
        (
            r"känner (?:jag )?(?:henne |honom |\w+ )?(?:\w+ )?(?:tyvärr |egentligen "
            r"|knappt )*(?:inte|knappt)|inte (?:längre )?kontakt"
        ),
        # da
        (
            r"kender (?:jeg )?(?:hende |ham |\w+ )?(?:\w+ )?(?:desværre |egentlig )*(?:ikke"
            r"|knap)|ikke (?:længere )?kontakt"
        ),
        # pl
        r"nie znam|ledwo (?:ją|go) znam|nie mam (?:już )?kontaktu",
    )
)

KNOWS_OTHERWISE = any_of(
    (
        (
            r"(?:don't|do not|didn't|did not) know (?:if|when|whether|what|how|why|where|which"
            r"|yet|the|that|about)"
        ),
        (
            r"weiß (?:ich )?nicht|ne sais pas|no sé|non so|weet (?:ik )?niet|não sei|vet inte"
            r"|ved ikke|nie wiem"
        ),
    )
)
