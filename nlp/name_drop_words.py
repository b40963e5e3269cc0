"""Words that allow the use of one's name, by language (see `agreement_words`)."""

from __future__ import annotations

from narrowcast.nlp.clauses import any_of

NAME_DROP = any_of(
    (
        (
            r"a nome mio|säg (?:bara )?att (?:du känner mig|jag)"
            r"|sig (?:bare )?at (?:du kender mig|jeg)"
        ),
        (
            r"(?:mention|use|drop|cite|quote|invoke) my name|(?:mention|cite|reference) (?:me"
            r"|that you know me|that we know each other|that i sent you)|name[- ]drop"
        ),
        (
            r"(?:say|tell (?:her|him|them)|write|saying|telling (?:her|him"
            r"|them)) (?:that )?(?:i sent you|i said|i suggested|i recommended|you know me"
            r"|we know each other|we spoke)|give (?:her|him|them) my (?:regards|best|name)"
        ),
        (
            r"(?:auf mich|meinen namen) (?:\S+ ){0,2}?(?:berufen|beziehen|erwähnen|nennen"
            r"|verweisen)|beruf(?:e)? dich (?:\S+ )?auf mich|(?:erwähne?|nenne?|sag"
            r"|sage) (?:\S+ )?(?:meinen namen|mich|einen gruß von mir)"
        ),
        (
            r"(?:écris|écrivez|contacte|contactez|appelle|appelez|dis"
            r"|dites)\S* (?:\S+ ){0,4}?de ma part|mentionn\w+ mon nom|recommand\w+ de moi"
            r"|cit\w+ mon nom"
        ),
        (
            r"(?:escríbe\w*|escribe|dile|contáct\w*|llám\w*) (?:\S+ ){0,4}?de mi parte"
            r"|(?:menciona|usa|cita|di)\w* (?:\S+ )?mi nombre"
        ),
        (
            r"(?:fai|usa|cita|menziona)\w* (?:pure )?il mio nome|(?:a mio nome|da parte mia)"
            r"|di' che ti mando io"
        ),
        (
            r"(?:noem|gebruik|vermeld) (?:gerust |maar )?mijn naam|mijn naam (?:noemen"
            r"|gebruiken|vermelden)|namens mij"
        ),
        (
            r"(?:usa|use|menciona|mencione|cita|cite|diz|diga)\w* (?:\S+ )?(?:o )?meu nome"
            r"|da minha parte|que fui eu que"
        ),
        (
            r"(?:nämn|använd) (?:gärna )?mitt namn|hälsa från mig|(?:nævn|brug) (?:gerne "
            r"|bare )?mit navn|hils fra mig"
        ),
        r"powoł\w+ się na mnie|wspomn\w+ (?:o mnie|moje (?:imię|nazwisko))|użyj mojego nazwiska",
    )
)
