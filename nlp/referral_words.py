"""Words that send to somebody else, by language (see `agreement_words`)."""

from __future__ import annotations

from narrowcast.nlp.clauses import HER as _HER
from narrowcast.nlp.clauses import any_of

REFERRAL = any_of(
    (
        (
            r"^(?:just |please |maybe |better |then |so )?(?:try|ask) (?!me|her|him|them|us|again"
            r"|to|not|it|and|in|after|next|later|for|about|this|that)\w+(?: \w+)?$"
        ),
        rf"closer to {_HER}|but \w+(?: \w+)? (?:does|knows|did|might|would)$",
        (
            r"(?:have|did) you (?:ask|asked|try|tried|talk to|talked to|spoken to|speak to"
            r"|considered) (?!me|her|him|them)\w+"
        ),
        r"pregúntale (?:mejor )?a|pregunta mejor",
        (
            r"(?:better|best|rather|instead) (?:to )?(?:ask|try|talk to|speak to|speak with"
            r"|contact|go through|go via|approach|reach out to|check with)"
        ),
        (
            r"(?:ask|try|contact|talk to|speak to|speak with|go through|reach out to"
            r"|check with) (?!again)(?:\S+ ){1,4}(?:instead|rather|directly instead"
            r"|first instead)"
        ),
        (
            r"(?:you )?(?:should|could|might want to|may want to|would do better to"
            r"|want to) (?:really |probably |maybe )?(?:ask|try|talk to|speak to|speak with"
            r"|contact|go through|reach out to) (?!her\b|him\b|them\b|me\b)\w+"
        ),
        (
            r"(?:would|is|might|may|'d|'s|will) (?:probably |certainly |definitely )?be (?:a "
            r"|the |much )?(?:far |much )?(?:better|best|right|closer)(?: \w+)?(?: person"
            r"| placed| contact| positioned| introducer| choice| fit| bet| route)"
        ),
        (
            r"(?:is|'s) (?:a |the |much )?(?:far |much )?(?:better|best|right) (?:person"
            r"|placed|contact|positioned|choice|bet|introducer)"
        ),
        (
            rf"\w+ (?:knows|knew) {_HER} (?:much |far |a lot |way )?(?:better|well|best)"
            rf"|\w+ is (?:much |far )?closer to {_HER}"
        ),
        (
            r"(?:used to|has|who) work(?:s|ed)? (?:directly |closely )?(?:with|for) (?:her|him"
            r"|them) (?:so|and)"
        ),
        # de
        (
            r"(?:frag|frage|fragen sie|sprich|kontaktiere|versuch|versuche|versuchs|wende dich"
            r"|wenden sie sich) (?:doch |mal |dazu |da )*(?:besser|lieber|eher|bitte an|an)"
            r"|(?:besser|lieber|eher) (?:\S+ ){0,3}fragen|kennt (?:sie|ihn) (?:viel "
            r"|deutlich )?besser|(?:besser|eher) an \w+ wenden|richtige ansprechpartner(?:in)?"
        ),
        # fr
        (
            r"(?:demande|demandez|adresse-toi|adressez-vous|vois|voyez|parle|parlez|contacte"
            r"|contactez) (?:donc )?(?:plutôt|à|avec)|il vaut mieux (?:demander|passer|voir)"
            r"|mieux vaut (?:demander|passer|voir)|(?:la|le) connaît (?:bien )?mieux"
        ),
        # es
        (
            r"(?:mejor|más bien) (?:pregunta|pregúntale|pídeselo|habla|contacta"
            r"|escribe)(?: \w+)? ?(?:a|con)?|(?:la|lo) conoce (?:mucho )?mejor"
            r"|es mejor (?:que )?(?:preguntar|hablar|preguntes|hables)"
        ),
        # it
        (
            r"meglio (?:chiedere|chiedi|sentire|rivolgersi|parlare)|chiedi (?:piuttosto|meglio"
            r"|invece)|prova a (?:chiedere|sentire)|(?:la|lo) conosce (?:molto )?meglio"
            r"|rivolgiti"
        ),
        # nl
        (
            r"(?:vraag|probeer|benader) (?:het )?(?:beter|liever|maar)|(?:kun|kan) je beter"
            r"|kent (?:haar|hem) (?:veel )?beter"
        ),
        # pt
        (
            r"(?:é )?melhor (?:perguntar|perguntares|falar|falares|pedir|contactar)|(?:fale"
            r"|fala|pergunta|pergunte) (?:antes |melhor )?(?:com|ao|à) |(?:a"
            r"|o) conhece (?:muito )?melhor"
        ),
        # sv, da
        (
            r"(?:fråga|prata) (?:hellre|istället|i stället)|bättre (?:att )?(?:fråga|prata)"
            r"|känner (?:henne|honom) (?:mycket )?bättre|spørg (?:hellere|i stedet)"
            r"|bedre (?:at )?spørge|kender (?:hende|ham) (?:meget )?bedre"
        ),
        # pl
        (
            r"lepiej (?:zapytaj|spytaj|zapytać|spytać|porozmawiaj|zwróć się)|(?:zna ją"
            r"|zna go) (?:dużo |znacznie )?lepiej"
        ),
    )
)
