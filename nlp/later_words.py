"""Words for "not now, ask again", by language (see `agreement_words`)."""

from __future__ import annotations

from narrowcast.nlp.clauses import any_of

_PERIOD = (
    r"(?:next|a few|couple|january|february|march|april|may|june|july|august|september|october"
    r"|november"
    r"|december|spring|summer|autumn|fall|winter|q[1-4]|the holidays?|vacation|christmas"
    r"|easter|new year"
    r"|month|weeks?|months?|quarter|year|monday|tuesday|wednesday|thursday|friday|\d{1,2})"
)

LATER = any_of(
    (
        (
            rf"(?:ask|ping|remind|try|nudge|poke|chase|catch|write|e-?mail|message|contact|bug"
            rf"|get back to|come back to|reach out to) (?:me |to me )?(?:again |back "
            rf"|about (?:this|it|that) |on this |once more )*(?:later|again|then$|after|next"
            rf"|in (?:a |an |the )?(?:\w+ )?{_PERIOD}|in \d+|when|once|towards|end of|mid)"
        ),
        (
            r"(?:come back|check back|circle back|follow up|check in|touch base"
            r"|revisit)(?: \S+){0,3} (?:later|again|after|next|in|when|once|on)"
        ),
        (
            r"(?:can't|cannot|won't|don't have|not able|unable|no (?:time|bandwidth|capacity)"
            r"|hard|tricky|difficult|bad time|swamped|buried|snowed under|slammed|flat out"
            r"|travel(?:l)?ing|on leave|busy)(?: \S+){0,6} (?:right now|at the moment"
            r"|this (?:week|month|quarter|year)|just now|for now|until|till|before|these days)"
        ),
        (
            r"(?:swamped|buried|snowed under|slammed|flat out|tied up|underwater|too busy)"
            r"|not (?:right )?now|(?:bad|wrong|not a good|not the right|not a great) (?:time"
            r"|moment|timing)|(?:maybe |perhaps |but )?(?:a bit |a little "
            r"|much )?later(?: (?:this|in the|on))?|not (?:before|until)|(?:wait|hold off"
            r"|park this|pause)(?: \S+){0,3} (?:until|till|for)|(?:after|once|when) (?:i'm"
            r"|i am|i get) back|in the new year"
        ),
        (
            r"(?:frag|frage|fragen sie|melde dich|melden sie sich|erinner|erinnere|komm"
            r"|schreib|versuch|versuche)(?: \S+){0,5} (?:später|nochmal|noch mal|noch einmal"
            r"|wieder|im|in|nach|ab|ende|anfang)|(?:erst|nicht vor"
            r"|frühestens) (?:\S+ ){0,2}(?:wieder|im|in|nach|ab|mitte|ende|anfang|nächste\w*"
            r"|januar|februar|märz|april|mai|juni|juli|august|september|oktober|november"
            r"|dezember)|(?:gerade|momentan|derzeit|zurzeit|im moment) (?:\S+ ){0,3}(?:viel"
            r"|keine zeit|ungünstig|schlecht|unter wasser|nicht)|später|viel um die ohren"
        ),
        (
            r"(?:redemande|recontacte|relance|rappelle|(?<!je )reviens|redis|(?<!je )demande"
            r"|recontactez"
            r"|relancez|rappelez|revenez)\S*(?: \S+){0,4} (?:plus tard|dans|après|en|à|au"
            r"|la semaine|le mois)|plus tard|pas (?:maintenant|avant|en ce moment"
            r"|tout de suite)|débordée?|en ce moment c'est|dans quelques (?:semaines|mois"
            r"|jours)"
        ),
        (
            r"(?:pregúnta|pregunta|recuérda|recuerda|escríbe|escribe|avísa|vuelve|contácta"
            r"|llama)\w*(?: \S+){0,4} (?:más tarde|más adelante|en|después|dentro|la semana"
            r"|el mes|luego)|más (?:tarde|adelante)|ahora (?:mismo )?no|no antes de"
            r"|estoy (?:muy )?(?:liad[oa]|ocupad[oa]|a tope)"
        ),
        (
            r"(?:richied|ricord|risent|riscriv|ricontatt|riprov)\w+(?: \S+){0,4} (?:più tardi"
            r"|tra|fra|dopo|a|in|la prossima|il prossimo)|più (?:tardi|avanti)|adesso no"
            r"|non (?:adesso|ora|prima)|sono (?:molto )?(?:impegnat|sommers|pres)\w+"
            r"|ci sentiamo (?:tra|fra|dopo)"
        ),
        (
            r"(?:vraag|mail|herinner|kom)(?: \S+){0,4} (?:later|over|na|volgende|in|opnieuw"
            r"|nog eens|nog een keer)|(?:nu|op dit moment|momenteel) (?:even )?(?:niet"
            r"|geen tijd|druk|te druk)|pas (?:in|na|volgende)|heel druk"
        ),
        (
            r"(?:pergunt|lembr|escrev|volt|contact|fal)\w+(?:-me)?(?: \S+){0,4} (?:mais tarde"
            r"|depois|em|daqui|no próximo|na próxima|para)|mais (?:tarde|para a frente)"
            r"|agora não|não (?:agora|antes)|estou (?:muito )?(?:ocupad|atarefad"
            r"|cheia?o? de)\w*"
        ),
        (
            r"(?:fråga|hör av dig|påminn|återkom)(?: \S+){0,4} (?:senare|igen|om|efter|i"
            r"|nästa)|inte (?:just )?nu|(?:lite )?senare|har fullt upp|(?:spørg|skriv"
            r"|vend tilbage|mind)(?: \S+){0,4} (?:senere|igen|om|efter|i|næste)"
            r"|ikke (?:lige )?nu|har travlt"
        ),
        (
            r"(?:zapytaj|odezwij|napisz|przypomnij|wróć)(?: \S+){0,4} (?:później|za|po|w"
            r"|ponownie|znowu|jeszcze raz)|później|nie teraz|teraz (?:\S+ )?nie"
            r"|jestem (?:bardzo )?zajęt\w|dopiero (?:w|po|za)"
        ),
    ),
    # en
    (
        r"not (?:just yet|this (?:week|month|quarter|side of)|until|before)|timing(?:'s| is"
        r"|) (?:\S+ )?(?:off|bad|wrong|not|isn't|terrible|awkward)|snowed|(?:nudge|remind"
        r"|prod|chase|ping|ask) me(?! (?:what|who|why|how|which|about))(?: \S+){0,4} (?:in"
        r"|after|mid|early|late|once|when|next|again|later|then|on)|(?:pick (?:this"
        r"|it) (?:back )?up|revisit|regroup|look at (?:this|it)|do (?:this|it"
        r"|the intro))(?: \S+){0,2} (?:after|in the new year|once|when things|later"
        r"|next (?:month|quarter|year)|in the (?:spring|summer|autumn|fall))|(?:can (?:this"
        r"|it)|could (?:this|it)|let it|this (?:has|needs|will have) to) wait|give (?:it|me"
        r"|us|them|her|him) (?:a|another|some|until|till) (?:\S+ )?(?:months?|weeks?|time"
        r"|while)|drop me (?:a|another) (?:line|note|mail)(?: \S+)? (?:in|after|again)"
        r"|now(?:'s| is) not|not (?:a )?(?:good|great|ideal) (?:time|moment)"
        r"|(?:earliest|only|not|can't|cannot|couldn't)(?: \S+){0,4} (?:before|until|till|after"
        r"|in) (?:the )?(?:january|february|march|april|may|june|july|august|september"
        r"|october|november|december|summer|autumn|fall|winter|spring|easter|christmas"
        r"|next (?:week|month|year|quarter))|(?:ask|remind|ping|nudge)(?: me)? closer to \w+"
        r"|(?:talk|speak|chat"
        r"|do this) after (?:that|then|easter|christmas)"
        r"|next year|(?:circle|come|get) back (?:on|to) (?:this|it|that)(?: \S+)? in"
        r"|(?:maternity|paternity|parental|sick) leave (?:until|till)"
        r"|(?:try|ask|ping)(?: me)?(?: again)? (?:in )?(?:the )?next"
    ),
    # de
    (
        r"(?:meld|frag|hak|probier|versuch|komm|schreib|sprich|ruf|stups|erinner"
        r"|kontaktier)\w*(?: \S+){0,6} (?:nochmals?|noch mal|noch einmal|erneut|wieder)"
        r"|erinner\w* (?:sie )?mich|komm\w* (?:\S+ ){0,4}auf mich zu|(?:lass\w* uns"
        r"|verschieb\w*|vertag\w*|warte\w*)(?: \S+){0,4} (?:auf|bis|nach|später)"
        r"|(?:diese woche|diesen monat|im moment|momentan|derzeit|gerade|aktuell|zurzeit"
        r"|jetzt)(?: \S+){0,4} (?:schlecht|ungünstig|nichts?|keine (?:zeit|luft|kapazität\w*)"
        r"|voll|\w*stress|land unter|eng|zu nichts|falsche\w*)(?! (?:mehr )?(?:in kontakt"
        r"|kontakt))|(?:falscher|schlechter|ungünstiger|kein guter) (?:zeitpunkt|moment)"
        r"|nicht (?:jetzt|vor|diese\w* (?:woche|monat|quartal)|dazu)(?: (?:dem|der|mitte|ende"
        r"|anfang|januar|februar|märz|april|mai|juni|juli|august|september|oktober|november"
        r"|dezember|ostern|weihnachten|kommen))"
        r"|(?:frühestens|erst|lieber|eher|besser|nicht vor|vor)(?: \S+){0,3} (?:januar|februar"
        r"|märz|april|mai|juni|juli|august|september|oktober|november|dezember|ostern"
        r"|weihnachten|sommer|herbst|winter|frühjahr|frühling|urlaub|ferien|messe|quartal\w*"
        r"|jahreswechsel)|nach (?:der|dem|den) (?:messe|urlaub|sommer\w*|ferien|feiertagen"
        r"|quartal\w*|jahreswechsel)"
        r"|(?:im )?(?:neuen|nächsten|kommenden) jahr|nächstes jahr|elternzeit|mutterschutz"
        r"|krankgeschrieben"
        r"|versuch\w*(?: \S+){0,3} (?:nächste|kommende)\w*"
    ),
    # fr
    (
        r"(?<!je )(?:re(?:lance|contacte|parle|viens|venez|demande|fais|faites|prends|prenez|dis"
        r"|voyons|voir)|rappel)\w*(?:-moi|-en)?(?: \S+){0,5} (?:mois|semaines?|après|en"
        r"|mi-\w+|début|fin|à ce moment|plus tard|signe|rentrée|vers moi|jours?)"
        r"|en reparle\w*|(?:pas|pas du tout|plus) (?:avant|tout de suite|maintenant|ce mois"
        r"|cette semaine)|(?:mal choisi|pas le (?:bon )?moment|mauvais (?:moment|timing))"
        r"|sous l'eau|débordée?s?|la tête sous|attend(?:ons|re|s)(?: \S+){0,2} (?:fin|la|le"
        r"|après|que|rentrée)|en ce moment(?: \S+){0,3} (?:compliqué|difficile|chargé"
        r"|débordé)\w*|impossible(?: \S+){0,4} (?:maintenant|en ce moment|avant|ce mois"
        r"|cette semaine)"
        r"|(?:plutôt|pas avant|au plus tôt|seulement|mieux|avant|repasse\w*"
        r"|revois)(?: \S+){0,3} (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre"
        r"|octobre|novembre|décembre|printemps|été|automne|hiver|rentrée|pâques|noël"
        r"|vacances)|après (?:les|l'|la|le) ?(?:vacances|été|rentrée|fêtes|ponts)"
        r"|(?:l')?(?:an|année) prochaine?|après (?:mon|ma|mes|notre) (?:congé|retour"
        r"|vacances)\w*|congé (?:maternité|paternité|parental)"
        r"|(?:ré|r)essa\w+|retent(?:e|ez)"
    ),
    # es
    (
        r"(?:recuérd|recuerd|escríb|escrib|contáct|retóm|retom|pregúnt|vuelv|vuélv|búsc"
        r"|avís)\w*(?: \S+){0,4} (?:en|después|tras|pasad[oa]s?|entonces|dentro|más adelante"
        r"|la semana|el mes|a partir|cuando)|dej(?:ém|a|em)\w*(?: \S+)? para (?:\w+)|(?:buen"
        r"|mejor|mal) momento|(?:este mes|esta semana|ahora|ahora mismo|estos días|de momento"
        r"|por ahora)(?: \S+){0,3} (?:imposible|no|arriba|tope|liad\w|complicad\w)"
        r"|hasta arriba|(?:hablamos|vemos|retomamos|miramos)(?: \S+){0,2} (?:en (?:un|unos"
        r"|un par|septiembre|enero|mayo)|próxim\w+|después|el (?:mes|trimestre|año)"
        r"|más adelante)|(?:lo )?vemos (?:\S+ )?(?:próximo|después|tras|más adelante)"
        r"|(?:hasta|antes de|solo en|a partir de|mejor en|después (?:de|del)|tras"
        r"|pasad[oa])(?: \S+){0,2} (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto"
        r"|septiembre|octubre|noviembre|diciembre|verano|otoño|invierno|primavera|navidad\w*"
        r"|semana santa|vacaciones|fiestas|próxim\w+)|a mil|a tope"
        r"|(?:el )?año que viene|próximo año|de baja|(?:permiso|baja) (?:de )?(?:maternidad"
        r"|paternidad|maternal)"
        r"|(?:prueb|intént|intent)\w+(?: \S+){0,2} (?:siguiente|próxim\w|más adelante|después"
        r"|luego)"
    ),
    # it
    (
        r"(?:risent|riscriv|ricontatt|richied|ricord|ripropon|riprov|fatti|si faccia|fammi"
        r"|riparl|ripar)\w*(?: \S+){0,4} (?:a|ad|dopo|tra|fra|in|il (?:prossimo|mese)"
        r"|prossim\w+|poi|più avanti|più tardi|verso|mese)(?: \S+)?|riparliamo\w*|non è (?:il"
        r"|un) (?:buon )?momento|momento (?:giusto|sbagliato|adatto)|(?:questo mese"
        r"|questa settimana|adesso|ora|in questo momento|al momento"
        r"|per ora)(?: \S+){0,3} (?:non ce la faccio|non riesco|sommers\w|no|impossibile"
        r"|incasinat\w|pien\w|pres\w)|sommers[oa]|aspett(?:iamo|a|erei)(?: \S+)? (?:la|il"
        r"|fine|dopo|che)|fino a (?:fine|metà|\d+)|ci (?:pensiamo|sentiamo|risentiamo"
        r"|aggiorniamo)(?: \S+){0,2} (?:a|dopo|con calma|più avanti|tra|fra)"
        r"|(?:prima (?:di|del)|fino a|dopo|solo a|meglio a|non prima di"
        r"|da)(?: \S+)? ?(?:gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto"
        r"|settembre|ottobre|novembre|dicembre|l'estate|estate|autunno|inverno|primavera"
        r"|natale|pasqua|ferie|feste)|incasinat\w|strapres\w|oberat\w"
        r"|(?:l')?anno prossimo|(?:in|congedo) (?:di )?(?:maternità|paternità|aspettativa)"
    ),
    # nl
    (
        r"(?<!ik )(?:kom(?!t\b)|probeer|herinner|vraag|mail|neem|app|bel|stuur"
        r"|meld)\w*(?: \S+){0,5} (?:terug|nog eens|opnieuw|nogmaals|weer contact"
        r"|volgende (?:week|maand)|over (?:een|twee|drie|\d)|na (?:de|het|pasen|kerst|mijn)"
        r"|in (?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober"
        r"|november|december)|aan)$|weer contact|(?:kan|mag) (?:dit|dat"
        r"|het)(?: \S+){0,4} wachten|(?:nu|deze (?:maand|week)|momenteel|op dit moment"
        r"|komende weken)(?: \S+){0,3} (?:niet|druk|slecht|geen (?:tijd|ruimte)|midden|te vol"
        r"|vol)|nu niet|parkeren|slecht (?:moment|uit)|over (?:een paar|\d+|twee|drie"
        r"|enkele) (?:weken|maanden)|laten we (?:\S+ ){0,3}(?:tot|na|wachten|uitstellen)"
        r"|(?:pas|liever|niet voor|vóór|eerst|na|tot)(?: \S+){0,2} (?:januari|februari|maart"
        r"|april|mei|juni|juli|augustus|september|oktober|november|december|zomer\w*|najaar"
        r"|herfst|winter|voorjaar|lente|pasen|kerst|vakantie)|(?:is het|het is) (?:\S+ )?chaos"
        r"|(?:het )?nieuwe jaar|volgend jaar|(?:met|op) (?:\S+ )?(?:verlof|zwangerschapsverlof"
        r"|ouderschapsverlof)"
        r"|probeer (?:het )?(?:\S+ )?(?:volgende?|later|opnieuw)"
    ),
    # pt
    (
        r"(?:lembr|cham|fal|volt|procur|contact|contat|escrev|retom"
        r"|insist)\w*(?:-me)?(?: \S+){0,4} (?:em|depois|daqui|semana que vem|mês que vem"
        r"|próxim\w+|nessa altura|após|mais tarde|quando|de novo)|deix(?:a|ar|emos"
        r"|e)(?: \S+)? para (?!lá|mim)\w+|(?:boa|má) (?:altura|hora)|momento (?:certo|ideal"
        r"|bom)|(?:este mês|esta semana|agora|neste momento|por agora"
        r"|por enquanto)(?: \S+){0,3} (?:não|complicado|impossível|corrid\w|puxado|difícil)"
        r"|correria|atolad[oa]|(?:estou|ando) (?:fora|sem tempo|cheia?o?|de férias|em viagem)"
        r"|(?:retomar|ver|falar|falamos|vemos)(?: \S+){0,2} (?:depois (?:de|das|do|da)"
        r"|no próximo|na próxima|mais para a frente)"
        r"|(?:antes de|só em|só depois|depois (?:de|do|da|das)|até|a partir de"
        r"|melhor em)(?: \S+){0,2} (?:janeiro|fevereiro|março|abril|maio|junho|julho|agosto"
        r"|setembro|outubro|novembro|dezembro|verão|outono|inverno|primavera|natal|páscoa"
        r"|férias|carnaval)|a mil"
        r"|(?:no )?(?:próximo ano|ano que vem)|para o ano|de licença"
        r"|(?:licença) (?:de )?(?:maternidade|paternidade)"
        r"|tent[ae](?: \S+){0,2} (?:próxim\w|depois|mais tarde|de novo)"
    ),
    # sv
    (
        r"(?:påminn|fråga|återkom|hör|kontakta|skriv|mejla|ta)\w*(?: \S+){0,4} (?:senare|igen"
        r"|om (?:ett|en|två|tre|några)|efter|i (?:januari|februari|mars|april|maj|juni|juli"
        r"|augusti|september|oktober|november|december|höst)|till hösten|när)|(?:fullt upp"
        r"|mycket|inte läge|dåligt läge|stressigt)(?: \S+){0,2} (?:nu|just nu)|(?:vänta"
        r"|avvakta)(?: \S+){0,2} (?:till|tills)|(?:den här|denna) (?:veckan"
        r"|månaden)(?: \S+){0,3} inte|(?:kan|får) vi (?:ta|skjuta)(?: \S+){0,3} (?:efter"
        r"|senare|till)|inte (?:läge|rätt tid|tid|hinner)|hinner (?:jag )?inte|(?:ta det"
        r"|tar det)(?: \S+)? (?:till|efter) (?:hösten|sommaren|våren|semestern|jul|påsk)"
        r"|(?:först|tidigast|inte förrän|innan|efter|till)(?: \S+){0,2} (?:januari|februari"
        r"|mars|april|maj|juni|juli|augusti|september|oktober|november|december|sommaren"
        r"|sommar\w*|hösten|vintern|våren|jul|påsk|semestern)"
        r"|nästa år|efter (?:nyår|årsskiftet)|föräldraledig|(?:tjänst|sjuk)ledig"
        r"|försök (?:\S+ )?(?:nästa|igen|senare)"
    ),
    # da
    (
        r"(?:mind|spørg|vend|skriv|prøv|kontakt|hiv|ring|tag)(?: \S+){0,5} (?:igen|senere"
        r"|tilbage|om (?:et|en|to|tre|nogle)|efter|i (?:januar|februar|marts|april|maj|juni"
        r"|juli|august|september|oktober|november|december)|til efteråret|når)|(?:fuld gang"
        r"|travlt|mange bolde|om ørerne|skidt|dårlig\w*)(?: \S+){0,3} (?:nu|for tiden|tiden"
        r"|tidspunkt)|om ørerne|(?:vente?|afvente?)(?: \S+){0,2} (?:til|med)|(?:denne"
        r"|i denne) (?:uge|måned)(?: \S+){0,3} (?:ikke|ikke det)|(?:kan|må) vi (?:tage"
        r"|udskyde)(?: \S+){0,3} (?:efter|senere|til)|når (?:jeg )?(?:det )?ikke|timingen"
        r"|ikke (?:lige )?tid|lad os (?:vente|tage)(?: \S+){0,3}"
        r"|(?:først|tidligst|ikke før|inden|efter|til)(?: \S+){0,2} (?:januar|februar|marts"
        r"|april|maj|juni|juli|august|september|oktober|november|december|sommer\w*|efteråret"
        r"|vinteren|foråret|jul|påske|ferien)|drukner i"
        r"|næste år|efter nytår|(?:på|til) barsel|sygemeldt"
        r"|prøv (?:\S+ ){0,3}(?:næste|igen|senere)"
    ),
    # pl
    (
        r"(?:przypomnij|odezwij|napisz|wróć|wróćmy|zapytaj|zadzwoń|proszę o kontakt"
        r"|proszę (?:się )?(?:odezwać|napisać|wrócić|przypomnieć))(?: \S+){0,5} (?:później|za"
        r"|po|w (?:styczniu|lutym|marcu|kwietniu|maju|czerwcu|lipcu|sierpniu|wrześniu"
        r"|październiku|listopadzie|grudniu|przyszłym|następnym)|ponownie|znowu|jak|kiedy)"
        r"|(?:poczekaj|zaczekaj|przełóżmy|odłóżmy)\w*(?: \S+){0,3}|(?:w tym (?:miesiącu"
        r"|tygodniu|kwartale)|teraz|obecnie|na razie|w tej chwili)(?: \S+){0,3} (?:nie"
        r"|urwanie głowy|zawalon\w+|zarobion\w+|ciężko|zły)|urwanie głowy|(?:dobry|najlepszy"
        r"|zły) moment|po (?:świętach|wakacjach|urlopie|feriach|wielkanocy|nowym roku)"
        r"|po (?:majówce|weekendzie)"
        r"|(?:dopiero|najwcześniej|nie wcześniej niż|przed|po|do|od)(?: \S+)? ?(?:stycz|lut"
        r"|mar[ce]|kwiet|maj|czerw|lip[ic]|sierp|wrze|paździer|listopad|grud|waka[cj]|urlop"
        r"|święt|ferii|feriach|lat[ao]|lecie|wielkanoc|nowym roku)\w*|tonę w|zarobion\w+"
        r"|(?:w )?(?:przyszłym|następnym|nowym) roku|(?:na )?(?:macierzyńsk|tacierzyńsk"
        r"|rodzicielsk|zwolnieni)\w+"
        r"|spróbuj (?:\S+ )?(?:następn\w+|później|ponownie|znowu|jeszcze)"
    ),
    # en
    (r"not (?:this|that) (?:week|month|quarter|year)"),
    # de
    (
        r"(?:kannst|könntest|magst|können|könnten|würden|würdest) (?:du|sie) (?:dich |sich "
        r"|mich |mir |es )?(?:\S+ ){0,2}(?:im|in|nach|ab|ende|anfang|nächste\w*) (?:\S+"
        r" ){0,4}(?:melden|erinnern|fragen|versuchen|anklopfen)|nicht (?:diesen monat|diese"
        r" woche|dieses (?:jahr|quartal))|(?:meld\w*|frag\w*) (?:\S+ ){0,2}(?:noch mal|nochmal"
        r"|wieder)$"
    ),
    # fr
    (r"pas (?:ce mois|cette semaine|ce trimestre|cette année)"),
    # es
    (
        r"no (?:este mes|esta semana|este trimestre|este año)|si me (?:escribes|escribe|avisas"
        r"|llamas|lo recuerdas) (?:en|después|dentro|a partir)"
    ),
    # it
    (
        r"non (?:questo mese|questa settimana|quest'anno)|se mi (?:scrivi|ricordi|richiami"
        r"|ricontatti) (?:a|dopo|tra|fra|in)"
    ),
    # nl
    (r"niet (?:deze maand|deze week|dit (?:kwartaal|jaar))"),
    # pt
    (
        r"não (?:este mês|esta semana|este ano)|se me (?:escrev|lembr|procur)\w+ (?:em|depois"
        r"|daqui)"
    ),
    # sv
    (r"inte (?:den här|denna) (?:månaden?|veckan?)"),
    # da
    (r"ikke (?:i denne|denne|den her) (?:måned|uge)"),
    # pl
    (r"nie w tym (?:miesiącu|tygodniu|kwartale|roku)"),
)
