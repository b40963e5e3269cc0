"""Words for "never ask me again", by language (see `agreement_words`)."""

from __future__ import annotations

from narrowcast.nlp.clauses import any_of

OPT_OUT = any_of(
    (
        r"^stop(?: it| this)?$|this is (?:spam|harassment)",
        (
            r"(?:please |kindly )?(?:stop|quit) (?:asking|sending|e-?mailing|contacting"
            r"|writing|bothering|using)|(?:please )?(?:do not|don't|never) (?:ask|contact"
            r"|e-?mail|write|write to|use|send|bother|approach) (?:me|us)(?! (?:anything|a "
            r"|an |the deck))"
        ),
        (
            r"take me off|remove me|unsubscribe me|leave me (?:out|alone)|no more (?:requests"
            r"|asks|intros|introductions|of these)|not (?:ask|contact|e-?mail"
            r"|write to) me (?:again|any ?more|for)|don't want (?:to (?:get|receive)"
            r"|any more) (?:\S+ ){0,3}(?:requests|mails?|e-?mails?|asks)|count me out (?:for"
            r"|in) (?:good|future|the future)"
        ),
        (
            r"(?:frag|frage|fragen sie|bitte|schreib|schreiben sie) (?:bitte )?(?:mich "
            r"|mir )?(?:bitte )?(?:nicht mehr|nie wieder|nicht wieder|nicht länger)"
            r"|keine (?:weiteren |solche |solchen )?(?:anfragen|mails) mehr"
            r"|in zukunft nicht mehr|(?:möchte|will) (?:\S+ ){0,3}(?:keine"
            r"|nicht mehr) (?:\S+ ){0,3}(?:anfragen|angefragt|gefragt)"
        ),
        (
            r"ne (?:me|m'|nous) ?(?:demande|demandez|écris|écrivez|contacte|contactez"
            r"|sollicite|sollicitez)\S* plus|(?:merci de|veuillez|prière de) ne plus"
        ),
        (
            r"no (?:me|nos) (?:\S+ ){0,2}?(?:pidas|pida|preguntes|escribas|escriba|contactes"
            r"|contacte|vuelvas|vuelva|envíes|envíe)(?: \S+){0,3} más|no me vuelv(?:as|a) a"
            r"|deja de (?:pedir|escribir|mandar|preguntar)\w*|no quiero recibir más"
        ),
        (
            r"non (?:chieder|scriver|contattar|mandar)\w+ più|smett\w+ di"
            r"|non (?:mi )?(?:chiedere|scrivere|contattare) più"
        ),
        (
            r"(?:vraag|mail|stuur|benader) (?:me|mij) (?:dit |hier |hiervoor )?(?:niet"
            r"|nooit) (?:meer|weer)|geen (?:verzoeken|mails) meer"
        ),
        (
            r"não (?:me )?(?:peça|peças|pergunte|escreva|contacte|contate|envie"
            r"|mande)\w* (?:\S+ )?mais|pare de"
        ),
        (
            r"(?:fråga|mejla|kontakta) mig inte (?:igen|mer|fler)|sluta (?:fråga|mejla|skicka)"
            r"|(?:spørg|skriv til|kontakt) mig ikke (?:igen|mere)|lad være med at spørge"
        ),
        (
            r"(?:proszę )?nie (?:proś|pytaj|pisz|prosić|pytać|pisać)(?: \S+){0,2} (?:więcej"
            r"|już)|(?:proszę )?(?:więcej|już) (?:\S+ ){0,2}nie (?:proś|pytaj|pisz|prosić"
            r"|pytać|pisać)"
        ),
    ),
    # en
    (
        r"(?:don't|do not|no longer) (?:wish|want|care|like) to (?:be (?:contacted|asked"
        r"|approached|e-?mailed)|receive|get)|not (?:be(?:ing)? )?(?:contacted|asked"
        r"|approached|e-?mailed|bothered)(?: \S+){0,3} (?:again|any ?more|further"
        r"|in (?:the )?future)|(?:remove|delete|strike|drop) (?:me|my (?:address|name|details"
        r"|e-?mail|contact))(?: \S+){0,2} from|enough with the|(?:don't|do not|never) (?:ask"
        r"|write|e-?mail) again$|cease (?:all|any|contact\w*|writing|sending|asking)"
        r"|(?:do not|don't) (?:send|forward) (?:me |us )?any (?:more|further)|unsubscribe$"
        r"|lose my (?:number|address|e-?mail)|no (?:more|further) (?:of these|requests"
        r"|e-?mails?|messages)|leave me (?:be|in peace)"
        r"|(?:do not|don't) consent|(?:never|not) (?:contact|e-?mail|write to|ask) me"
        r"|stop (?:e-?mailing|asking|writing|contacting)"
    ),
    # de
    (
        r"(?:unterlassen|verzichten|sehen|nehmen) sie(?: \S+){0,3} (?:auf |von )?(?:weiteren?"
        r"|solchen?|derartigen?|künftigen?|anfragen|nachrichten)|kein(?:e|erlei"
        r"|er)? (?:weiteren?|solchen?|derartigen?|mehr)(?: \S+){0,2} (?:anfragen|nachrichten"
        r"|e-?mails?|mails|kontaktaufnahme\w*)|keine (?:anfragen|nachrichten|e-?mails?"
        r"|mails) mehr|(?:streich\w*|nimm|nehmen sie|lösch\w*|entfern\w*)(?: sie)? (?:mich"
        r"|meine (?:adresse|daten|e-mail\w*))(?: \S+){0,3} (?:aus|von)|hör(?:t"
        r"|en sie)? (?:\S+ ){0,2}auf(?:$| (?:mich|mir|damit))"
        r"|lass(?:en sie)? mich (?:\S+ ){0,3}in (?:ruhe|frieden)|(?:schreib\w*|frag\w*"
        r"|kontaktier\w*|mail\w*|ruf\w*|behellig\w*|belästig\w*)(?: sie)? (?:mich|mir"
        r"|uns)(?: \S+){0,4} (?:nicht (?:mehr|wieder|nochmal)|nie (?:mehr|wieder))"
        r"|(?:nicht (?:mehr|weiter)|nie wieder) (?:\S+ )?(?:kontaktiert|angeschrieben"
        r"|angefragt|gefragt|kontaktieren|anschreiben)(?: \S+){0,2}"
        r"|verbitte (?:ich )?mir|nicht mehr (?:angeschrieben|kontaktiert|gefragt|angefragt"
        r"|belästigt|behelligt) (?:werden|zu werden)"
    ),
    # fr
    (
        r"(?:retire|supprime|enlève|raye|retirer|supprimer|enlever|désinscri)\w*(?:-moi"
        r"| moi)?(?: \S+){0,4} (?:liste|fichier|base|carnet)\w*|(?:souhaite|veux|désire"
        r"|aimerais|voudrais) (?:plus|pas) (?:\S+ )?(?:recevoir|être (?:sollicitée?"
        r"|contactée?|relancée?))|(?:arrête|arrêtez|cesse|cessez|cesser|arrêter) de (?:me |m'"
        r"|nous )\w+|laisse\w*-moi (?:tranquille|en paix)|me laisser tranquille|ne (?:me |m'"
        r"|nous )(?:écri|contact|sollicit|demand|envoy|relanc|dérang)\w* plus"
        r"|inutile de (?:me )?(?:recontacter|relancer|réécrire)|(?:merci"
        r"|prière) de ne (?:plus|pas) (?:me |nous |m')(?:\S+)|plus (?:aucune? "
        r"|de )(?:demandes?|sollicitations?|relances?)(?: \S+){0,4}"
        r"|de ne (?:plus|pas) (?:me |nous |m'|nous )?(?:\w*')?(?:importun|sollicit|contact"
        r"|dérang|écri|relanc|envoy)\w*"
        r"|ne (?:me |m')(?:ré|re)?(?:écri|contact|sollicit|relanc)\w* (?:pas|plus|jamais)"
    ),
    # es
    (
        r"(?:deje|deja|dejen|pare|cese) (?:ya )?de (?:contactar|escribir|mandar|enviar|pedir"
        r"|preguntar|molestar)\w*|no (?:me|nos) (?:mande|envíe|escriba|pida|contacte|pregunte"
        r"|llame|moleste)[sn]? (?:nunca )?más|(?:no|nunca) (?:me )?(?:vuelvas|vuelva"
        r"|volváis) a (?:\w+r)\w*|(?:elimín|elimina|bórr|quít|sáque|sácame"
        r"|saca)\w*(?: \S+){0,3} (?:lista|base|agenda)|no (?:deseo|quiero) (?:recibir"
        r"|ser contactad\w|que me (?:contact|escrib|mand))\w*"
        r"|no quiero más (?:\S+ ){0,2}(?:mensajes|correos|peticiones|solicitudes)"
        r"|déj\w+ en paz|(?:darme|dar) de baja"
        r"|(?:no|ni) (?:se |te )?(?:pong\w+|comuni\w+) (?:\S+ )?(?:en contacto )?conmigo"
        r"|nunca más$"
    ),
    # it
    (
        r"non (?:\S+ )?(?:contattar|scriver|mandar|inviar|chieder"
        r"|disturbar)\w*(?: \S+){0,2}? (?:più|ulterior\w*|oltre)|non (?:mi |ci )?(?:scriva"
        r"|scriviate|scrivete|contatti|contattate|contattarmi|chieda|chiedete|mandi|mandate"
        r"|invii|inviate|disturbi|scrivermi) (?:mai )?(?:più|ulterior\w*|altr\w+)"
        r"|non (?:desidero|voglio|intendo) (?:più )?(?:ricever|essere (?:contattat"
        r"|disturbat))\w*|(?:toglimi|mi tolga|toglietemi|cancellami|mi cancelli|rimuovimi"
        r"|mi rimuova|rimuovete\w*|eliminatemi) (?:\S+ )?(?:da|dal\w*)"
        r"|basta (?:con )?(?:\S+ ){0,2}(?:richieste|mail|messaggi)|lasciami (?:in pace|stare)"
        r"|mi lasci in pace"
        r"|non (?:voglio|desidero) (?:più )?(?:essere|che mi)(?: \S+)?"
    ),
    # nl
    (
        r"niet (?:meer|langer|verder) (?:te )?(?:benaderen|benaderd|mailen|aanschrijven"
        r"|contacteren|lastig\w*|schrijven|storen|ontvangen|krijgen)|(?:haal|schrap"
        r"|verwijder)\w* (?:me|mij|mijn (?:adres|naam|gegevens))(?: \S+){0,3} (?:lijst"
        r"|bestand|uit)|(?:vraag|benader|mail|contacteer) (?:me|mij)(?: \S+){0,4} (?:nooit"
        r"|niet) (?:meer|weer)|geen (?:\S+ ){0,2}(?:verzoeken|mails|berichten"
        r"|mailtjes) (?:meer|ontvangen)|geen (?:verdere|nieuwe) (?:verzoeken|mails|berichten)"
        r"|(?:stop|hou)(?: \S+){0,2} (?:met|op)(?: \S+){0,4} (?:mailen|vragen|sturen"
        r"|benaderen|schrijven)|laat (?:me|mij) (?:\S+ ){0,2}met rust"
        r"|niet (?:meer|langer) (?:\S+ ){0,3}(?:benaderd|gemaild|lastiggevallen|benaderen"
        r"|ontvangen)|niet meer door (?:u|jou)"
        r"|(?:schrijf|mail|bel|vraag|contacteer) (?:me|mij)(?: \S+){0,2} (?:niet"
        r"|nooit) (?:meer|weer|opnieuw)"
    ),
    # pt
    (
        r"para de me \w+|(?:pare|parem) de (?:me )?\w+r|não (?:quero|desejo"
        r"|pretendo) (?:mais )?(?:receber|ser contact?ad\w)|(?:retir|remov|tir|exclu|elimin"
        r"|apag)\w*(?: \S+){0,5} (?:lista|base|contactos|mailing)|não (?:me )?(?:volte|voltes"
        r"|torne)s?(?: a)?(?: me)? \w+r\w*|não (?:me )?(?:mand|envi|escrev|contact|contat|peç"
        r"|pergunt|incomod|procur)\w* (?:nunca )?mais|(?:me deixa|deixe?-me|me deixe) em paz"
        r"|não (?:me )?(?:entre|entres|voltem?|contacte|procure)(?: mais)? (?:em contact?o"
        r"|mais|a)"
    ),
    # sv
    (
        r"sluta (?:\S+ )?(?:skicka|skriva|kontakta|höra av)|(?:vill|önskar) (?:inte"
        r"|ej)(?: \S+){0,3} (?:fler|förfrågningar|kontaktas|kontaktad)"
        r"|ta (?:bort )?mig (?:bort )?från|stryk mig|hör (?:inte|aldrig) av (?:dig|er)"
        r"|undanber mig|(?:låt|lämna) mig (?:vara|ifred|i fred)|(?:skriv|mejla|kontakta|fråga"
        r"|skicka)(?: \S+){0,2} (?:inte|aldrig)(?: \S+){0,3} (?:mer|igen|fler)"
        r"|inga fler (?:förfrågningar|mejl|sådana)"
        r"|(?:inte|ej|aldrig) (?:bli )?(?:kontaktad|kontaktas|tillfrågad)"
        r"|(?:skriv|ring|mejla) (?:inte|aldrig) (?:till mig|mer|igen)"
    ),
    # da
    (
        r"stop(?: \S+){0,2} med at (?:skrive|spørge|kontakte|sende|maile)|(?:ønsker"
        r"|vil)(?: \S+){0,2} ikke(?: \S+){0,3} (?:flere|henvendelser|kontaktes|kontaktet)"
        r"|(?:fjern|slet) mig|lad (?:venligst )?være med at (?:skrive|spørge|kontakte|sende"
        r"|maile)|lad mig være|(?:kontakt|skriv(?: til)?|spørg|mail"
        r"|ring(?: til)?) (?:til )?mig(?: \S+){0,2} (?:ikke|aldrig)(?: \S+){0,3} (?:mere"
        r"|igen)|ikke flere (?:henvendelser|mails|forespørgsler)"
        r"|ikke (?:kontaktes|blive kontaktet|spørges)"
        r"|(?:skriv|ring|mail) (?:venligst )?(?:ikke|aldrig) (?:til mig|mere|igen)"
    ),
    # pl
    (
        r"(?:więcej|już|nigdy) (?:\S+ ){0,2}nie (?:pisać|pisz|kontaktować|dzwonić|pytać"
        r"|wysyłać|prosić|nękać)\w*|nie (?:pisz|dzwoń|pytaj)\w* do mnie|nie (?:życzę sobie"
        r"|chcę|zamierzam) (?:\S+ ){0,2}(?:dostawać|otrzymywać|kolejnych|dalszych|więcej"
        r"|takich|być (?:\S+ )?(?:proszon|pytan|nagabywan))\w*|(?:usun|wykreśl|wypis"
        r"|skreśl)\w+ mnie|przesta(?:ń|ńcie|ć)(?: \S+){0,4} (?:prosić|pytać|pisać|wysyłać"
        r"|zawracać|męczyć)|zaprzestani\w+|daj\w* mi spokój|nie kontaktować się"
        r"|proszę (?:\S+ )?nie (?:kontaktować|nagabywać)"
        r"|nie życzę sobie|nie wyrażam zgody|(?:takich|podobnych) (?:próśb|wiadomości"
        r"|maili) (?:więcej|nie)"
    ),
    # en
    (
        r"(?:delete|remove|erase) my (?:address|details|data|contact|e-?mail address"
        r"|information)|spare me (?:any |these |such |further )"
    ),
    # de
    (
        r"(?:mich|meine \w+) (?:\S+ ){0,5}(?:verteiler|liste|kartei|datenbank) (?:zu"
        r" )?(?:nehmen|streichen|löschen|entfernen|austragen)|(?:bitte )?(?:damit"
        r" )?(?:aufhören|aufzuhören)$|lösch\w* (?:sie )?(?:bitte )?(?:mich|meine (?:adresse"
        r"|daten|e-?mail\w*|nummer))|verschon\w* (?:sie )?mich|(?:mich|uns) (?:\S+ ){0,5}(?:zu"
        r" )?verschonen"
    ),
    # fr
    (
        r"(?:supprim|effac|retir)\w+ (?:\S+ )?(?:mes|mon) (?:coordonnées|données|adresse|mail"
        r"|e-?mail|contact)|me (?:retirer|enlever|supprimer|rayer|désinscrire) (?:de|du)"
        r"|(?:cesser|arrêter) de (?:m'|me |nous )\w+|épargn\w+-(?:moi|nous)"
    ),
    # es
    (
        r"(?:borr|elimin|suprim)\w+ (?:\S+ )?mis? (?:datos|correo|dirección|contacto|e-?mail)"
        r"|(?:borrar|eliminar|quitar|sacar)me de|(?:dejar|pare|parar) de (?:escribir|contactar"
        r"|mandar|enviar|molestar|pedir)(?:me|nos)|ahórr\w+me (?:est|más|futur)\w+"
    ),
    # it
    (
        r"(?:cancell|rimuov|elimin|togl)\w+ (?:il mio|i miei|la mia) (?:indirizzo|nominativo"
        r"|dati|contatt\w+|mail|e-?mail|numero)|(?:cancellar|rimuover|toglier|eliminar)mi"
        r" (?:\S+ )?(?:da|dal\w*)|smettere di (?:scriver|contattar|mandar|chieder|inviar)(?:mi"
        r"|ci)|non (?:inviar|mandar|scriver|propor|sottopor|rivolger)(?:mi|ci|le|e) (?:\S+"
        r" )?(?:altr|ulterior|nuov)\w+"
    ),
    # nl
    (
        r"(?:me|mij|mijn \w+) (?:\S+ ){0,4}(?:lijst\w*|bestand\w*) (?:\S+ )?(?:halen|schrappen"
        r"|verwijderen|afhalen)|ophouden (?:me|mij|met (?:mailen|vragen|sturen))|verwijder\w*"
        r" (?:u )?mijn (?:gegevens|adres|e-?mail\w*)|(?:bespaar|verschoon) (?:me|mij)"
    ),
    # pt
    (
        r"(?:apag|remov|elimin|retir)\w+ (?:\S+ )?meus? (?:dados|e-?mail|contact?o|endereço"
        r"|nome)|(?:retirar|remover|tirar)-me (?:da|de|do)|(?:parar|deixar) de me|poup[ae]-?me"
        r" a"
    ),
    # sv
    (
        r"(?:radera|ta bort|stryk) (?:mig|mina uppgifter|min (?:adress|e-?post\w*|mejl\w*))"
        r"|sluta (?:mejla|skriva|höra av|kontakta)|slipp[ae]r? (?:få )?(?:fler|sådana|den här"
        r" sortens)"
    ),
    # da
    (
        r"(?:slet|slette|fjerne) (?:mig|mine oplysninger|min (?:adresse|e-?mail\w*|mail\w*))"
        r"|(?:holde op|stoppe) med at (?:skrive|sende|maile|kontakte|spørge)|frabede\w* (?:jeg"
        r" )?mig|fritag\w* for|lad (?:\S+ )?være med at (?:sende|skrive|kontakte|maile|spørge)"
    ),
    # pl
    (
        r"(?:mnie|moj\w+ \w+) (?:\S+ ){0,3}usunąć|usun(?:ąć|iecie|iesz)? (?:mnie|moj\w+)"
        r"|usun\w+ (?:mnie|moje (?:dane|konto)|mój (?:adres|numer))|przestać (?:\S+"
        r" ){0,4}(?:pisać|wysyłać|nękać|prosić)|oszczędz\w+ mi (?:takich|dalszych|podobnych)"
    ),
)
