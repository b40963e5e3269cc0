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
            r"non (?:(?:la|lo|li) )?conosco(?: bene| abbastanza| personalmente)?|(?:la"
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
    ),
    # en
    (
        r"only (?:ever )?(?:\S+ )?(?:met|spoken|talked)|only (?:really |vaguely )?know (?:her"
        r"|him|them|of)|(?:linkedin|facebook) (?:connections?|contacts?|friends?"
        r"|acquaintances?)|(?:just|only|merely) (?:an? )?(?:acquaintances?|someone i follow"
        r"|linkedin)|we(?:'re| are) (?:just|only|merely) connected"
        r"|haven't (?:really )?(?:spoken|talked|heard|had contact)|last (?:contact|spoke"
        r"|talked|heard)|(?:doubt|don't think|not sure)(?: if| whether| that)? (?:he|she"
        r"|they)(?:'d| would)?(?: even| really)? (?:knows?|remembers?|recognis\w+)|(?:fell"
        r"|fallen|drifted|gone) (?:out of touch|apart)|(?:don't|do not"
        r"|didn't) (?:really )?have (?:that|the|this|an?|any)(?: \S+){0,3} (?:relationship"
        r"|connection|rapport|link|tie|contact)|no (?:(?:actual|real|direct"
        r"|personal) )(?:relationship|connection|contact|link|tie)|(?:got|have"
        r"|mean) the wrong (?:person|guy|one)|(?:mistak|confus)\w+ me (?:for|with)"
        r"|by that name|never heard of"
        r"|wouldn't say i know|(?:not|aren't|wasn't) (?:really )?(?:friends|friendly|close)"
        r"|no contact (?:with|since)|(?:not|never) (?:been )?that close|(?:don't"
        r"|do not) (?:really )?(?:talk|speak) much|met (?:her|him"
        r"|them) (?:only )?once|stranger to me"
        r"|idea who (?:that|this|she|he|it)|exchanged(?: \S+){0,2} (?:one|two|a few|a couple)"
        r"|not sure who (?:that|this|she|he)"
        r"|doubt (?:he|she|they)(?:'d|'ll| would| will| even)?(?: \S+)? (?:know|remember|place"
        r"|recogni[sz]e|recall)"
        r"|never (?:had|have)(?: \S+){0,2} (?:dealings|contact|anything to do)"
    ),
    # de
    (
        r"nur (?:vom (?:sehen|hören\w*|namen)|dem namen nach|flüchtig|über (?:linkedin|xing))"
        r"|(?:sind|bin)(?: \S+){0,4} (?:vernetzt|verbunden)$|kenne?n?(?: \S+){0,5} (?:nicht"
        r"|kaum|gar nicht|zu wenig|flüchtig)(?! (?:wann|ob|wie))|nichts (?:mehr )?(?:von"
        r"|voneinander)(?: \S+){0,2} gehört|aus den augen verloren"
        r"|kontakt (?:\S+ )?(?:verloren|abgebrochen|eingeschlafen|verlaufen|abgerissen)"
        r"|kein(?:en|e)? (?:\S+ )?(?:draht|kontakt|verbindung|beziehung|verhältnis"
        r"|zugang)(?: mehr)?(?: (?:zu|mit|mehr)|$)|sagt mir (?:leider |gar |so )?nichts"
        r"|nie (?:\S+ )?(?:begegnet|getroffen|gesehen|gesprochen|kennengelernt|zu tun)"
        r"|(?:einmal|ein mal) (?:\S+ )?(?:getroffen|gesehen|begegnet)|nicht (?:wirklich"
        r"|richtig|persönlich|gut genug|näher) (?:\S+ )?kenne|verwechs\w+ mich"
        r"|(?:einmal|kaum|nie|wenig|nichts)(?: \S+){0,4} zu tun|nicht (?:\S+ )?(?:befreundet"
        r"|eng|nah\w*|vertraut)|(?:erinnert|erinnern|erinnere)(?: \S+){0,4} (?:nicht|kaum)"
        r"|kennt mich (?:\S+ )?(?:nicht|kaum|gar nicht)|nicht (?:mehr )?(?:an mich|in kontakt)"
        r"|^wer (?:das|die|der|sie|er) (?:\S+ )?ist$|(?:zwei|ein paar|paar|eine) (?:mails?"
        r"|e-mails|sätze|worte|nachrichten) (?:gewechselt|ausgetauscht)|keine ahnung wer"
        r"|(?:nur |bloß |gerade mal )?einmal (?:\S+ ){0,4}(?:gesehen|getroffen|begegnet"
        r"|gesprochen)|bezweifle(?: \S+){0,6} (?:kennt|erinnert)|hab(?:e)? ich (?:nur "
        r"|bloß )?einmal"
        r"|keinerlei (?:verbindung|kontakt|beziehung|draht)\w*"
    ),
    # fr
    (
        r"connai(?:s|ssons|t) (?:\S+ ){0,2}(?:que|à peine|pas|plus|peu|mal|guère|de loin)"
        r"|que de (?:nom|vue)|perdus? de vue|perdu (?:\S+ )?(?:contact|trace)|(?:croisée?"
        r"|rencontrée?|vue?) (?:\S+ ){0,2}(?:qu'une|une|deux|jamais)|(?:n'est|est|sommes|suis"
        r"|avons|ai) (?:\S+ ){0,2}(?:plus|pas|aucun)(?: \S+){0,3} (?:contact|lien|relation"
        r"|proches?)|(?:ne )?me dit rien|(?:pas|aucune?|plus) (?:\S+ ){0,2}(?:de )?(?:lien"
        r"|relation|contact)s?(?: (?:direct|personnel|avec)|$)|(?:fréquente|parle"
        r"|voit) (?:pas|plus|guère)|jamais (?:\S+ )?(?:parlé|vue?|travaillé)"
        r"|pas assez (?:proche|bien)|pas (?:suffisamment|plus que ça)"
        r"|(?:souvien\w+|rappell\w+|se souvient)(?: \S+){0,2} (?:pas|plus|même pas)|(?:gardé"
        r"|gardons|plus) (?:de |le )?contact|(?:pas|ni) (?:\S+ )?(?:proches?|intimes?|amis?)"
        r"|ne me connaît (?:pas|même pas|guère)"
        r"|aucune idée de qui|idée de qui|échangé(?: \S+){0,2} (?:deux|trois|une|quelques)"
        r"|échanger deux|(?:qui est|qui c'est) cette"
        r"|doute (?:qu'\w+|que)(?: \S+){0,3} (?:souvienne|connaisse|rappelle|sache)|(?:pas"
        r"|plus) dire que je (?:le|la) connai\w+|juste (?:croisé|vu|rencontré|aperçu)e?"
    ),
    # es
    (
        r"(?:solo|sólo|únicamente|apenas)(?: \S+){0,3} (?:visto|conozco|conocemos|coincid\w+"
        r"|hablado|de vista|(?:una|un par de) ve\w+)|de vista$|no (?:\S+ )?(?:tengo|tenemos"
        r"|mantengo|mantenemos)(?: \S+){0,2} (?:trato|relación|contacto|confianza|vínculo"
        r"|amistad)|hace (?:años|mucho|siglos|tiempo|meses)(?: \S+){0,2} que no|llev(?:o"
        r"|amos) (?:años|mucho|siglos|tiempo) sin|no sé nada de|perd(?:í|imos|ido"
        r"|ió)(?: \S+){0,2} (?:contacto|pista|vista)|no nos conoc\w+|no (?:la|lo|le|les|las"
        r"|los) (?:\S+ )?conoz\w+|no me suena|nunca (?:\S+ ){0,2}(?:conoc|coincid|trat)\w+"
        r"|ni (?:siquiera )?(?:la |lo |le )?conozco"
        r"|(?:ni|no) (?:\S+ )?(?:se )?acordar\w*(?: de mí)?"
        r"|no (?:\S+ )?(?:se )?acuerd\w+ de mí|no (?:somos|soy|estamos) (?:\S+ )?(?:cercan"
        r"|amig|íntim|tan cercan)\w*|no me conoce|(?:ni|no) sabe quién soy"
        r"|ni idea de qui[eé]n|(?:cruzado|intercambiado)(?: \S+)? (?:dos|un par|algún)"
        r"|dudo que(?: \S+){0,2} (?:sepa|acuerde|recuerde|conozca)|(?:vi|conocí"
        r"|traté) (?:solo )?una (?:sola )?vez"
    ),
    # it
    (
        r"(?:solo|soltanto|appena)(?: \S+){0,2} (?:di vista|di nome|una volta|un paio)"
        r"|di vista$|(?:vist|incontrat|conosciut|sentit)\w(?: \S+){0,2} (?:una|due"
        r"|un paio di) (?:sola )?volt\w|(?:non|nn) (?:\S+ )?(?:ho"
        r"|abbiamo)(?: \S+){0,3} (?:rapport|contatt|confidenza|legam|relazion)\w*"
        r"|pers\w (?:\S+ )?(?:di vista|contatti)|(?:non|nn) (?:la|lo|li|ci) (?:\S+ )?(?:sento"
        r"|vedo|sentiamo|vediamo|conosc\w+)|non (?:so|saprei) (?:nemmeno|neanche|neppure) chi"
        r"|non (?:siamo|sono) (?:più |molto |così |abbastanza )?(?:in contatto|in rapporti"
        r"|vicin\w|intim\w)|mai (?:conosciut|incontrat|vist)\w|(?:non|nn) (?:\S+ )?conosco"
        r"|nome non mi dice"
        r"|(?:non|nn)(?: \S+){0,3} (?:si )?ricord\w+ (?:di )?me|(?:non|nn|nessun"
        r"|alcun)(?: \S+){0,2} (?:legame|rapporto|contatto|confidenza)|non (?:siamo"
        r"|sono) (?:\S+ )?(?:amic|vicin|intim|legat)\w+|non mi conosce|non sa chi sono"
        r"|(?:non ho|nessuna) idea di chi|(?:scritti|scambiati|parlati)(?: \S+)? (?:due"
        r"|un paio|una) (?:volt|mail|parol)\w*"
        r"|dubito (?:che )?(?:\S+ ){0,2}(?:ricordi|conosca|sappia)|(?:visti|incontrati"
        r"|sentiti) (?:solo |appena )?una (?:sola )?volta"
    ),
    # nl
    (
        r"kenn?e?n?(?: \S+){0,3} (?:alleen|enkel|slechts|amper|nauwelijks|niet|vaag"
        r"|onvoldoende|oppervlakkig)|van naam$|uit het oog verloren"
        r"|contact (?:\S+ )?(?:verloren|verwaterd)|verwaterd|(?:jaren|lang|eeuwen"
        r"|tijden)(?: \S+){0,2} (?:niet|geen|nooit)(?: \S+){0,2} (?:gesproken|gezien|contact"
        r"|gehoord)|(?:niet|nooit)(?: eerder| meer| echt)? (?:gesproken|gezien|ontmoet"
        r"|gewerkt)|zegt (?:me|mij) (?:\S+ )?(?:niks|niets)|(?:één|een"
        r"|slechts) keer (?:\S+ )?(?:ontmoet|gezien|gesproken)|(?:geen"
        r"|nauwelijks) (?:\S+ )?(?:band|contact|relatie|connectie)(?: (?:meer|met)|$)"
        r"|zie (?:haar|hem|ze) nooit"
        r"|(?:herinner|herinnert|herinneren)(?: \S+){0,4} (?:niet|nauwelijks)|(?:mij"
        r"|me) (?:\S+ )?niet (?:eens |meer )?(?:herinneren|kennen)|(?:alleen|slechts"
        r"|enkel) (?:via via|oppervlakkig|van gezicht)|niet (?:\S+ )?(?:bevriend|close|hecht)"
        r"|kent mij (?:\S+ )?niet"
        r"|geen idee wie|(?:twee|een paar|wat) (?:mails|mailtjes|woorden) gewisseld"
        r"|betwijfel(?: \S+){0,5} (?:kent|herinnert|weet)|nog nooit (?:gesproken|ontmoet"
        r"|gezien)"
    ),
    # pt
    (
        r"(?:só|apenas)(?: \S+){0,3} (?:de vista|de nome|uma vez)|de vista$|(?:vi|encontrei"
        r"|conheci)(?: \S+){0,3} uma (?:única )?vez|perd(?:i|emos"
        r"|emo-nos)(?: \S+){0,2} (?:contacto|contato|vista|rasto)|(?:não"
        r"|nem)(?: \S+){0,2} (?:tenho|temos|mantenho)(?: \S+){0,3} (?:intimidade|contacto"
        r"|contato|relação|confiança|ligação|proximidade|convívio)|(?:faz|há) (?:anos|muito"
        r"|meses|tempo|séculos)(?: \S+){0,2} que não|já não (?:falo|falamos|tenho|me dou"
        r"|estou em cont)\w*|nunca (?:\S+ ){0,2}(?:conhec|falei|vi|encontr|trabalh|cruz)\w*"
        r"|não me diz nada|(?:nem|não|mal)(?: \S+){0,2} conheç\w+|afastámo-nos|nos afast\w+"
        r"|(?:nem|não)(?: \S+){0,2} (?:lembrar?|recordar?|lembra|recorda)(?:-se)?(?: de mim)?"
        r"|não (?:sou|somos|era) (?:\S+ )?(?:próxim|amig|chegad|íntim)\w*|não me conhece"
        r"|mal (?:nos|a|o) conhec\w+"
        r"|(?:não faço|nem faço|sem) ideia de quem|não sei quem (?:é|seja)|troc(?:ámos"
        r"|amos)(?: \S+)? (?:dois|duas|uns|umas)"
        r"|duvido que(?: \S+){0,2} (?:lembre|recorde|conheça|saiba)|(?:estive|cruzei"
        r"|falei)(?: \S+){0,3} uma (?:única )?vez"
    ),
    # sv
    (
        r"känner(?: \S+){0,3} (?:bara|endast|knappt|inte|ej|dåligt|ytligt)|till namnet"
        r"|ytlig\w*|(?:tappat|förlorat|tappade) kontakten|(?:inte"
        r"|aldrig)(?: \S+){0,2} (?:setts|träffat|träffats|hörts|pratat|pratats|jobbat|mött)"
        r"|(?:ingen|inte någon) (?:\S+ )?(?:relation|kontakt|koppling)|säger mig (?:ingenting"
        r"|inget)|(?:bara|endast) (?:kopplade|kontakter|vänner)(?: \S+){0,2}"
        r"|inte känner (?:henne|honom)"
        r"|(?:minns|kommer ihåg|känner) (?:hon |han )?(?:mig|inte mig)(?: \S+)? inte"
        r"|minns (?:mig )?(?:\S+ )?(?:inte|knappt)|(?:vi är|är) inte (?:\S+ )?(?:vänner|nära"
        r"|så nära)"
        r"|ingen (?:\S+ ){0,2}kontakt"
        r"|ingen aning (?:om )?vem|vet (?:inte|ej) vem|växlat (?:\S+ )?(?:två|ett par|några)"
        r"|tvivlar på att(?: \S+){0,3} (?:minns|känner|vet)|aldrig (?:pratat|talats|träffat)"
    ),
    # da
    (
        r"kender(?: \S+){0,3} (?:kun|ikke|knap|knapt|dårligt|overfladisk\w*)|kun af navn"
        r"|mistet (?:forbindelsen|kontakten)|(?:ikke|aldrig)(?: \S+){0,2} (?:mødt|talt"
        r"|snakket|truffet|arbejdet|set hinanden)|(?:ingen|ikke nogen) (?:\S+ )?(?:relation"
        r"|kontakt|forbindelse|forhold)|siger mig (?:ikke|ingenting|intet)|kun (?:hilst|mødt"
        r"|set|talt)|(?:bare|kun) (?:forbundet|forbundne|venner|kontakter)(?: \S+){0,2}"
        r"|ikke kender (?:hende|ham)"
        r"|(?:ikke|knap|næppe) (?:\S+ )?(?:huske|husker|kan huske) mig"
        r"|husker mig (?:\S+ )?(?:ikke|næppe)|kender (?:\S+ )?(?:ikke|næppe) hinanden"
        r"|(?:vi er|er) ikke (?:\S+ )?(?:venner|tætte|nære)|ingen (?:\S+ ){0,2}kontakt"
        r"|aner ikke hvem|ved ikke hvem|udvekslet (?:\S+ )?(?:to|et par|nogle)"
        r"|tvivler på at?(?: \S+){0,3} (?:husker|kender|ved)|aldrig (?:talt|mødt|snakket)"
    ),
    # pl
    (
        r"zna(?:m|my)(?: \S+){0,2} (?:tylko|jedynie|słabo|ledwo|z widzenia|za słabo|za mało)"
        r"|z widzenia|(?:straci|utraci)[łl]\w+ (?:\S+ ){0,2}kontakt\w*"
        r"|kontakt (?:\S+ )?(?:się )?urwał|urwał\w* się kontakt|nie (?:znamy|kojarzę"
        r"|mam (?:\S+ ){0,3}(?:kontaktu|relacji|kontaktów|dojścia|styczności)|utrzymuj\w+"
        r"|jesteśmy (?:\S+ )?(?:blisko|w kontakcie)|rozmawia[łl]\w+|widzieli\w+"
        r"|(?:widzia|spotka|pozna)[łl](?!eś|aś)\w+)"
        r"|(?:słabo|ledwo|ledwie|mało) (?:\S+ )?zna\w+|(?:widział"
        r"|spotkał|rozmawiał|widzieli|spotkali)\w*(?: \S+){0,2} raz|nic mi nie mówi"
        r"|(?:mnie )?(?:\S+ )?nie (?:pamięta|skojarzy|kojarzy|zna) ?(?:mnie)?$|nie (?:jesteśmy"
        r"|byliśmy|jestem) (?:\S+ ){0,2}(?:bliskich|blisko|zaprzyjaźn\w+|przyjaciółmi"
        r"|w kontakcie|relacjach)|nie zna mnie"
        r"|^kto to (?:jest|w ogóle)?(?: \S+)?$|nie wiem kto|wymienili\w+ (?:\S+ )?(?:dwa|kilka"
        r"|parę)"
        r"|wątpię(?: \S+){0,3} (?:pamięta|zna|kojarzy)|nigdy (?:\S+ )?nie (?:rozmawia|spotka"
        r"|pozna)\w+"
    ),
    # de
    (r"kenn(?:e|t)? (?:i|ich)? ?nur|nur vom (?:hörensagen|säge|telefon)"),
    # fr
    (r"(?:me|m') ?confond\w+|confond\w* avec quelqu'un"),
    # es
    (
        r"me (?:\S+ )?confund\w+|nunca (?:la|lo|le) he (?:visto|tratado|conocido)|no (?:la|lo"
        r"|le) he (?:visto|tratado|conocido)|apenas (?:la|lo|le) trato"
    ),
    # it
    (r"mi (?:\S+ )?confond\w+|mi (?:\S+ )?scambi\w* per"),
    # nl
    (
        r"verwart (?:u )?(?:me|mij)|haalt? (?:\S+ )?(?:me|mij) door elkaar|alleen van (?:naam"
        r"|horen zeggen)"
    ),
    # pt
    (r"confund\w+ com (?:outr|algu)\w+|a confundir-me"),
    # sv
    (r"förväxlar (?:du )?mig|knappt(?: \S+)? (?:pratat|träffat|setts|hörts|träffats)"),
    # da
    (r"forveksler (?:du )?mig|(?:knap|næsten ikke)(?: \S+)? (?:mødt|talt|snakket)"),
    # pl
    (r"mylisz mnie|pomyli\w+ mnie|myli mnie (?:pan|pani)|(?:nie|ledwo) (?:ją |go )?kojarzę"),
)

KNOWS_OTHERWISE = any_of(
    (
        (
            r"(?:don't|do not|didn't|did not) know (?:if|when|whether|what|how|why|where|which"
            r"|yet|the|that|about)"
        ),
        (
            r"weiß (?:ich )?nicht|ne sais pas|no sé(?! nada)|non so(?! (?:nemmeno|neanche"
            r"|neppure))|weet (?:ik )?niet|não sei|vet inte"
            r"|ved ikke|nie wiem"
        ),
    )
)
