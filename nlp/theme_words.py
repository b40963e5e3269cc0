"""Words that tell what a mail is about, folded, in ten languages; `stem*` also begins longer words.

General knowledge: a word is here because people of that language use it for the theme, not because
it stood in some mail. Languages in order: English, German, French, Spanish, Italian, Portuguese,
Dutch, Swedish, Danish/Norwegian, Polish. Words that mean two things across languages ("rate",
"plan", "arbeid") are left out where the other meaning is another theme.
"""

from __future__ import annotations

from narrowcast.nlp.words import words

PRIVATE = words("""
    birthday* bday wedding* engagement anniversary baby babies babysitter christening vacation*
    holiday* honeymoon weekend* dinner* supper party parties barbecue bbq picnic brunch family
    families mom mum mommy mummy dad daddy father mother parents wife husband kid kids children son
    daughter brother sister cousin uncle aunt grandma grandpa grandmother grandfather niece nephew
    girlfriend boyfriend fiance fiancee neighbor* neighbour* neighborhood home house apartment
    furniture garden gardening backyard school kindergarten church choir prayer* trip beach hiking
    ski skiing golf golfing football soccer baseball basketball tennis hockey rugby cricket cycling
    marathon yoga gym fishing sailing camping cruise concert* movie* theater theatre opera museum
    ticket tickets photo photos picture pictures pics snapshots recipe* cooking beer* drinks wine
    pub christmas xmas easter thanksgiving hanukkah halloween graduation reunion funeral condolence*
    sympathy puppy dog dogs cat cats kitten pet pets horse bike boat surgery hospital dentist
    doctor* pregnant pregnancy love hugs kisses poem song songs music fantasy league
    geburtstag* hochzeit* verlobung taufe urlaub* ferien wochenende* abendessen feier grillen
    grillparty familie* mama papa vater mutter eltern ehefrau ehemann kinder sohn tochter bruder
    schwester oma opa onkel tante enkel freundin nachbar* haus wohnung umzug garten schule kita
    kirche reise wandern strand konzert* kino fussball rezept* weihnacht* ostern silvester
    beerdigung beileid fotos bilder hund katze krank krankenhaus zahnarzt arzt liebe
    anniversaire* mariage bapteme vacances week-end diner fete famille maman pere mere
    epouse mari enfants fils fille frere soeur cousine oncle mamie papy voisin* maison
    appartement demenagement jardin ecole eglise voyage plage randonnee cinema recette*
    noel paques obseques condoleances chien hopital dentiste medecin amour bisous
    cumpleanos boda bautizo vacaciones finde cena fiesta familia madre padre esposa
    marido hijo hija hijos hermano hermana primo prima tio tia abuela abuelo vecin* casa piso
    mudanza jardin escuela colegio iglesia viaje playa concierto cine futbol receta* navidad* pascua
    funeral pesame perro gato medico besos abrazo*
    compleanno matrimonio battesimo vacanze vacanza festa famiglia mamma moglie marito figli figlio
    figlia fratello sorella cugin* zio zia nonna nonno casa trasloco giardino scuola chiesa viaggio
    mare concerto calcio ricetta natale pasqua funerale condoglianze cane gatto ospedale
    dentista amore baci
    aniversario casamento batizado ferias jantar familia mae pai esposa marido filho filha filhos
    irmao irma primo avo vizinh* escola igreja viagem praia futebol natal pascoa cachorro
    beijos saudades
    verjaardag* bruiloft trouw* vakantie* weekendje etentje feestje gezin moeder vader ouders vrouw
    zoon dochter broer zus oma opa buren huis verhuizing tuin kerk reisje strand voetbal recept*
    kerst* pasen sinterklaas begrafenis gecondoleerd foto* hond ziekenhuis tandarts liefs kusjes
    fodelsedag* brollop dop semester* middag fest familj mamma pappa barn bror syster mormor farmor
    morfar farfar granne* hus lagenhet flytt tradgard skola kyrka resa konsert fotboll jul
    julafton pask midsommar begravning hund tandlakare kram kramar
    fodselsdag bryllup barnedab ferie familie mor far born sonn datter bedstemor nabo hytte
    lejlighed skole kirke tur koncert fodbold paske begravelse tannlege knus klem
    urodzin* slub wesele chrzciny wakacje urlop kolacja impreza rodzina mama tata zona maz dzieci
    syn corka brat siostra babcia dziadek sasiad* dom mieszkanie przeprowadzka ogrod szkola kosciol
    podroz plaza koncert kino przepis* swieta wielkanoc pogrzeb zdjecia pies kot szpital
    dentysta milosc buziaki
    """)
FUN = words("""
    funny funnies funniest joke jokes joking humor humour humorous hilarious laugh* lol haha* hehe*
    rofl lmao smile* fun cute silly crazy cheer amusing comic cartoon* meme* prank gossip riddle
    horoscope trivia witz witze witzig* lustig* spass blague* drole* marrant rigolo chiste* broma*
    gracioso risa barzelletta barzellette divertente piada* engracado grap grappig* mop moppen
    skamt rolig* vits sjov vittighed morsom* zart zarty dowcip* smieszne
    """)
WARM = words("""
    thanks thank thankyou thx congratulations congrats kudos hello hi hey howdy welcome goodbye bye
    farewell miss missing cheers lunch coffee catch dear friend friends buddy tonight tomorrow
    today saturday sunday friday wishes greetings enjoy sorry personal hope luck happy glad proud
    great wonderful fantastic awesome amazing nice lovely
    visit visiting invitation leaving
    danke* gluckwunsch* hallo servus gruss grusse alles abschied mittagessen kaffee freund freunde
    heute morgen samstag sonntag liebe lieber wunsche schon personlich gluck frohe
    merci felicitations bravo bonjour salut coucou adieu dejeuner cafe ami amis amie copain ce
    soir demain samedi dimanche voeux bonne desole personnel chance
    gracias felicidades enhorabuena hola adios despedida almuerzo comida cafe amigo amigos hoy
    manana sabado domingo saludos feliz siento personal suerte
    grazie congratulazioni auguri complimenti ciao salve addio pranzo caffe amico amici oggi domani
    sabato domenica saluti buon buona scusa fortuna
    obrigad* parabens ola adeus despedida almoco amigo hoje amanha sabado domingo desculpa sorte
    bedankt dank gefeliciteerd proficiat hoi groet* afscheid koffie vriend vrienden vanavond morgen
    zaterdag zondag fijne succes sorry
    tack grattis hej hejsan farval fika van vanner ikvall imorgon lordag sondag halsning* lycka
    tak tillykke gratulerer takk hei farvel frokost kaffe ven venner lordag hilsen held
    dzieki dziekuje gratulacje czesc witaj pozegnanie obiad kawa przyjaciel dzis jutro sobota
    niedziela pozdrowienia zyczenia przepraszam
    """)
WORK = words("""
    meeting* mtg mtgs advertis* media agreement* contract* draft* report* conference call calls
    update* proposal*
    project* budget* forecast* presentation* invoice* deal deals trading trade* market* price*
    pricing policy policies legislation legislative legislature filing filings order orders ordered
    comments review* schedule* agenda minutes staff committee board taskforce task press release*
    article* data analysis analyses model models memo memorandum request* status summary
    follow-up customer* client* sales account* payment* expense* document* statement* system*
    server* procedure* plan plans planning strategy strategies strategic issue issues credit
    revised revision final proceeding* hearing testimony senate congress* governor bill bills act
    commission commissioner power energy gas oil electric* utility utilities pipeline risk study
    transaction* transmission regulatory regulation* rate rates tariff* tax taxes audit* quarter*
    quarterly monthly weekly daily annual database spreadsheet file files folder network software
    upgrade outage maintenance test testing training workshop seminar session approval approve
    approved deadline action items item list template form forms corporate business company
    management organization organizational announcement team department office group product*
    marketing campaign purchase supplier* vendor* delivery shipping quote* quotation* tender bid
    bids lease licence license trademark patent* merger acquisition investment* investor* fund
    funding loan bank* stock shares equity financial finance accounting settlement dispute
    question* discussion* discuss talking points position paper background information info
    website portal version patch bug bugs fix kernel commit merge
    besprechung* sitzung* termin* vertrag* entwurf bericht* protokoll konferenz telefonkonferenz
    angebot* auftrag* projekt* rechnung* zahlung* kunde kunden* vertrieb umsatz preis* markt*
    freigabe unterlagen dokument* tagesordnung planung strategie bilanz steuer* prufung
    abrechnung lieferung bestellung* anfrage* schulung wartung mahnung frist
    reunion* contrat* projet* rapport* compte-rendu devis facture* commande* paiement* client*
    ventes prix marche* ordre livraison proposition appel offre* presentation* dossier*
    validation impots formation relance echeance
    reunion* contrato* proyecto* informe* acta presupuesto* factura* pedido* pago* cliente* ventas
    precio* mercado* propuesta oferta* documento* impuesto* formacion plazo licitacion
    riunione riunioni contratto contratti progetto progetti relazione verbale preventivo fattura*
    ordine ordini pagamento* cliente* vendite prezzo prezzi mercato proposta offerta documento*
    bilancio scadenza gara
    reuniao reunioes relatorio* projeto* ata orcamento* fatura* encomenda* pagamento* vendas preco*
    proposta* imposto* prazo licitacao
    vergadering* overleg contract* verslag* notulen offerte* factuur facturen bestelling* betaling*
    klant* verkoop prijs prijzen voorstel begroting belasting* planning levering
    mote moten avtal* rapport* protokoll offert* faktura fakturor bestallning* betalning* kund
    kunder forsaljning pris priser forslag budget* skatt leverans upphandling
    mode moder aftale* referat tilbud ordre betaling* kunde* salg priser forslag avtale leveranse
    spotkani* umow* raport* protokol oferta oferty faktur* zamowieni* platnosc* klient* sprzedaz
    cena ceny propozycja budzet podatek dostawa przetarg termin
    """)
LEGAL = words("""
    privileged confidential attorney attorneys counsel legal litigation lawsuit subpoena
    deposition court complaint plaintiff defendant injunction affidavit arbitration compliance
    indemnity nda vertraulich anwalt* klage gericht* confidentiel avocat* tribunal plainte
    confidencial abogad* demanda riservato avvocat* causa advogad* vertrouwelijk advocaat rechtbank
    konfidentiell* advokat* domstol fortrolig retten poufne adwokat* sad pozew
    """)
HIRING = words("""
    resume resumes cv cvs curriculum candidate candidates candidacy applicant applicants
    interview interviews interviewing interviewed interviewee recruit* hire hires hired hiring
    rehire vacancy vacancies internship* intern interns headhunt* jobseeker cover-letter shortlist*
    onboarding staffing
    bewerb* lebenslauf vorstellungsgesprach* stellenangebot* stellenanzeige* stellenausschreibung*
    stellenbeschreibung einstellungsgesprach* praktikum praktikant* arbeitsvertrag arbeitszeugnis*
    personalsuche kandidat*
    candidat* embauche* entretien* recrut* stage* stagiaire* lettre-motivation
    entrevista* contratacion reclut* vacante* becari*
    assunzion* colloquio colloqui tirocinio stagista
    curriculo contratacao estagi* vaga vagas
    sollicit* vacature* stagiair* werving
    ansok* anstallningsintervju* rekryter* platsannons praktikplats
    ansog* jobsamtale jobbintervju rekrutter* soknad*
    rekrutac* kandydat* zatrudni* praktyk* rozmowa-kwalifikacyjna zyciorys staz*
    """)
JOBS = words("""
    job jobs employment employ employer position positions opening openings career careers
    application applications apply applying applied reference references referee qualifications
    qualified opportunity opportunities
    stelle stellen job jobs arbeitsstelle beruf* karriere anstellung einstellung*
    emploi* poste postes candidature* carriere
    empleo* puesto puestos carrera practicas
    lavoro impiego posizione carriera selezione
    emprego* cargo carreira recrutament*
    baan banen functie loopbaan
    jobb* tjanst* anstall* lediga karriar
    stilling* ansett* ansaettelse karriere
    praca prace pracy stanowisk* kariera
    """)
STAFF = words("""
    hr personnel employee salary salaries compensation bonus bonuses
    promotion promotions promoted severance termination terminations terminated resignation
    resignations resign resigned transfer transfers headcount payroll benefits appraisal appraisals
    mba graduate graduates alumni recommendation recommendations nomination successor retention
    layoff layoffs reassignment relocation
    personal* gehalt* kundigung* beforderung abfindung mitarbeitergesprach* zeugnis*
    salaire* licenciement demission promotion effectifs rh
    salario* sueldo* despido dimision ascenso rrhh
    stipendio stipendi licenziamento dimissioni promozione
    demissao promocao
    salaris* ontslag promotie personeelszaken
    lon loner uppsagning befordran
    lonn oppsigelse opsigelse forfremmelse
    wynagrodzeni* zwolnieni* awans kadry
    """)
JOB_TALK = r"""
    (?:job|employment|final|formal) offers?
    offer(?:ed|ing)? (?:letter|him|her|you|them|of employment)
    (?:letters? of (?:recommendation|reference|application)|recommendation letters?)
    (?:look|search|appl|hunt)\w* for (?:an? |another |new |the )*(?:jobs?|positions?|work|roles?)
    (?:job|career) (?:search|hunt|change|prospects?|opportunit\w+)
    interested in (?:the|this|a|an|joining|working)
    work(?:ing)? for (?:you|us|your|our)
    join(?:ing)? (?:your|our|us|the) (?:team|group|company|firm|department)
    (?:my|his|her|your|their) (?:background|qualifications|experience|accomplishments)
    years of experience
    report(?:s|ing)? to
    notice period
    start(?:ing)? date
    performance (?:reviews?|ratings?|appraisals?)
    leav(?:e|es|ing) the (?:company|firm)
    replacement for
    fill (?:the|this|that) (?:position|role|job|vacancy)
    base (?:salary|pay)
    stock options
    non.?compete
    (?:offene|freie|neue|ausgeschriebene) stellen?
    auf (?:die|der) suche nach (?:eine[rm]?|neue[nr]?) (?:stelle|job|aufgabe|herausforderung)
    (?:gehaltsvorstellung|kundigungsfrist|berufserfahrung|eintrittstermin|probezeit)\w*
    (?:lettre de (?:motivation|recommandation)|offre d'emploi|recherche d'emploi|poste a pourvoir)
    (?:periode d'essai|pretentions salariales|annees d'experience)
    (?:carta de (?:recomendacion|presentacion|motivacion)|oferta de (?:trabajo|empleo))
    (?:busco|buscando|busca) (?:trabajo|empleo)
    (?:puesto de trabajo|anos de experiencia|periodo de prueba)
    (?:lettera di (?:referenze|presentazione|raccomandazione)|offerta di lavoro|posto di lavoro)
    (?:cerco|cercando|cerca) lavoro
    (?:anni di esperienza|periodo di prova|carta de recomendacao|proposta de emprego)
    (?:anos de experiencia|procur\w+ (?:emprego|trabalho))
    (?:aanbevelingsbrief|motivatiebrief|proeftijd|op zoek naar (?:een )?(?:baan|werk))
    (?:soker (?:jobb|arbete)|jobberbjudande|personligt brev|uppsagningstid|provanstallning)
    (?:soger (?:job|arbejde)|jobtilbud|jobbtilbud|ledig stilling|oppsigelsestid|opsigelsesvarsel)
    (?:list motywacyjny|oferta pracy|szuka\w* pracy|okres wypowiedzenia|okres probny)
    """
"""Turns of phrase by which a text speaks of a post to fill or to find; folded patterns, a line
each.
"""
SEARCH_FIRMS = words("""
    kornferry spencerstuart heidrick russellreynolds egonzehnder odgersberndtson boyden
    amrop stantonchase roberthalf michaelpage pagegroup hays randstad adecco manpower manpowergroup
    kellyservices korn-ferry monster indeed stepstone glassdoor ziprecruiter dice
    careerbuilder hotjobs infojobs xing jobserve reed totaljobs seek apec cadremploi
    greenhouse lever workable smartrecruiters workday recruitee personio teamtailor bamboohr
    """)
"""Labels of the domains of well-known search firms, staffing agencies and job boards."""
