"""Headwords of job titles in ten languages, folded: words that make a field a title.

The first table is of all languages, many words being several languages'; each further one adds
the words of one.
"""

from __future__ import annotations

from narrowcast.nlp.words import words

_COMMON = words("""
    director manager president vp svp evp avp ceo cfo cto coo cio cmo cso ciso chairman chairwoman
    chair chairperson chief head lead leader officer principal partner founder cofounder owner
    proprietor analyst associate assistant asst administrator coordinator co-ordinator consultant
    counsel attorney lawyer paralegal solicitor barrister engineer developer programmer architect
    designer scientist researcher economist statistician biostatistician actuary accountant
    auditor controller comptroller treasurer secretary specialist representative rep agent broker
    trader banker buyer planner scheduler supervisor superintendent foreman technician technologist
    clerk professor prof lecturer instructor teacher tutor dean provost chancellor fellow
    postdoc student candidate intern trainee physician surgeon nurse pharmacist therapist
    psychologist editor editor-in-chief publisher producer writer journalist reporter
    correspondent author photographer curator librarian archivist recruiter strategist advisor
    adviser ambassador commissioner councillor mayor deputy inspector investigator
    underwriter marketer evangelist rector registrar liaison expert receptionist webmaster
    epidemiologist ecologist biologist chemist physicist geologist geophysicist mathematician
    hydrologist meteorologist bioinformatician geographer linguist sociologist psychiatrist
    cofounder co-founder facilitator moderator negotiator organizer organiser purchaser
    salesman saleswoman salesperson shareholder spokesperson superviser vicepresident
    vice-president maintainer freelancer translator interpreter illustrator contractor dentist
    veterinarian optician coach artist composer musician electrician carpenter mediator judge
    consul midwife dietitian scholar bursar steward caretaker
    leiter leiterin geschaftsfuhrer geschaftsfuhrerin vorstand vorstandin inhaber inhaberin
    prokurist prokuristin referent referentin sachbearbeiter sachbearbeiterin mitarbeiter
    mitarbeiterin berater beraterin entwickler entwicklerin ingenieur ingenieurin assistent
    assistentin sekretar sekretarin direktor direktorin kurator kuratorin professorin dozent
    dozentin beauftragter beauftragte koordinator koordinatorin techniker technikerin anwalt
    anwaltin rechtsanwalt rechtsanwaltin notar notarin steuerberater steuerberaterin arzt arztin
    oberarzt oberarztin chefarzt chefarztin architektin redakteur redakteurin lehrer lehrerin
    wissenschaftler wissenschaftlerin mitglied gesellschafter gesellschafterin partnerin
    managerin einkaufer einkauferin disponent disponentin verkaufer verkauferin studentin doktorand
    doktorandin praktikant praktikantin auszubildende auszubildender buchhalter buchhalterin
    gerant forscher forscherin planer planerin vertreter vertreterin spezialist spezialistin
    analystin consultantin kaufmann kauffrau meister meisterin verwalter verwalterin trainer
    trainerin werkstudent werkstudentin okonom okonomin statistiker statistikerin informatiker
    informatikerin hausverwalter makler maklerin rektor rektorin dekan dekanin pressesprecher
    pressesprecherin sprecher sprecherin grunder grunderin zahnarzt zahnarztin tierarzt
    tierarztin apotheker apothekerin ubersetzer ubersetzerin dolmetscher elektriker hebamme richter
    richterin staatsanwalt hausmeister
    directeur directrice responsable chef cheffe gerante presidente charge chargee ingenieure
    consultante conseiller conseillere assistante secretaire professeur professeure maitre
    chercheur chercheuse enseignant enseignante technicien technicienne developpeur developpeuse
    avocat avocate notaire comptable associee fondateur fondatrice attache attachee
    delegue deleguee medecin praticien praticienne infirmier infirmiere doctorant doctorante
    stagiaire adjoint adjointe architecte redacteur redactrice gestionnaire acheteur acheteuse
    coordinateur coordinatrice coordonnateur coordonnatrice administrateur administratrice experte
    analyste juriste formateur formatrice animateur animatrice vendeur vendeuse libraire
    pharmacien pharmacienne kinesitherapeute graphiste chirurgien traducteur conducteur
    conservateur dentiste veterinaire magistrat greffier
    directora gerente jefe jefa socio socia ingeniero ingeniera consultor consultora asesor
    asesora abogado abogada profesor profesora catedratico catedratica investigador investigadora
    tecnico tecnica coordinador coordinadora administrador administradora administrativo
    administrativa analista asistente secretario secretaria medico medica encargado encargada
    fundador fundadora desarrollador desarrolladora delegado delegada contable contador
    contadora arquitecto arquitecta periodista becario becaria subdirector subdirectora ejecutivo
    ejecutiva supervisor supervisora vicepresidente vicepresidenta presidenta disenador disenadora
    vendedor vendedora comprador compradora enfermero enfermera
    direttore direttrice amministratore amministratrice titolare ingegnere consulente
    avvocato commercialista professore professoressa ricercatore ricercatrice assistente
    segretario segretaria tecnico sviluppatore sviluppatrice coordinatore coordinatrice impiegato
    impiegata addetto addetta dirigente docente dottorando dottoranda architetto redattore
    redattrice fondatore fondatrice capo progettista venditore venditrice vicedirettore
    responsabile medico geometra
    hoofd adviseur medewerker medewerkster projectleider teamleider ontwikkelaar hoogleraar
    onderzoeker onderzoekster advocaat notaris zaakvoerder eigenaar eigenares oprichter
    bestuurder secretaris secretaresse beheerder inkoper verkoper vertegenwoordiger vennoot
    stagiair promovendus voorzitter beleidsmedewerker accountmanager leraar lerares
    diretor diretora chefe coordenador coordenadora engenheiro engenheira advogado advogada
    professora pesquisador pesquisadora responsavel desenvolvedor desenvolvedora programador
    programadora medica fundadora contador contabilista estagiario estagiaria assessor assessora
    especialista arquiteto arquiteta jornalista tecnica
    vd direktor ledare projektledare ingenjor konsult radgivare saljare ekonom handlaggare
    samordnare lektor forskare larare advokat jurist ordforande agare grundare
    utvecklare arkitekt inkopare trafikledare tekniker redaktor lakare sekreterare doktorand
    rektor universitetslektor
    leder konsulent radgiver saelger medarbejder ingenior projektleder revisor laerer studerende
    forsker indehaver stifter udvikler sekretaer formand okonom laege sygeplejerske
    advokatfuldmaegtig
    dyrektor kierownik kierowniczka prezes wiceprezes specjalista specjalistka menedzer menadzer
    konsultantka konsultant inzynier asystent asystentka koordynator koordynatorka ksiegowy
    ksiegowa adwokat radca profesor adiunkt doktorant nauczyciel nauczycielka przedstawiciel
    przedstawicielka doradca analityk programista programistka projektant projektantka wlasciciel
    wlascicielka wspolnik sekretarka sekretarz redaktorka lekarz naczelnik zastepca pelnomocnik
    handlowiec
    """)
_ENGLISH = words("""
    dir mgr supv coord engr chro cro cdo cco cpo cao paramedic radiographer physiotherapist
    osteopath optometrist audiologist podiatrist dietician nutritionist counsellor counselor
    chaplain pastor vicar headteacher headmaster headmistress bookkeeper valuer surveyor
    appraiser adjuster estimator draughtsman drafter machinist welder plumber joiner roofer
    landscaper forester ranger winemaker brewmaster sommelier barista concierge housekeeper
    stylist hairdresser choreographer cinematographer animator cartoonist novelist playwright
    copywriter proofreader columnist broadcaster filmmaker videographer bookseller merchandiser
    storekeeper dispatcher firefighter sheriff bailiff prosecutor magistrate arbitrator
    conveyancer notary trustee alderman councilman councilwoman councilor senator ombudsman
    fundraiser volunteer matron locum tester sysadmin modeller quant expeditor toolmaker fitter
    glazier upholsterer watchmaker goldsmith luthier apprentice envoy emeritus bosun stevedore
    archdeacon dramaturg sub-editor wayleave landman lobbyist hygienist phlebotomist sonographer
    anesthetist anaesthetist anesthesiologist pathologist radiologist oncologist pediatrician
    paediatrician obstetrician practitioner caseworker careworker carer childminder demonstrator
    conservator restorer cataloguer auctioneer docent naturalist botanist zoologist agronomist
    horticulturist arborist viticulturist beekeeper gamekeeper groundskeeper harbourmaster
    postmaster stationmaster quartermaster yardmaster
    """)
_GERMAN = words("""
    leitung regierungsrat studienrat oberstudienrat ministerialrat amtsrat stadtrat hofrat
    baurat oberrat ratin obmann obfrau vorsitzender vorsitzende vorsitz pfarrer pfarrerin
    pastorin diakon diakonin facharzt pfleger pflegerin krankenschwester therapeut therapeutin
    erzieher erzieherin angestellte angestellter gehilfe gehilfin assistenz monteur monteurin
    mechaniker mechanikerin mechatroniker elektroniker installateur schreiner schreinerin
    zimmerer dachdecker klempner gartnerin florist floristin konditor konditorin winzer winzerin
    landwirt landwirtin forsterin fotograf fotografin grafiker grafikerin gestalter gestalterin
    texter texterin lektorin verleger verlegerin kantor kantorin intendant intendantin
    dramaturgin dirigent dirigentin kustos kustodin archivar archivarin bibliothekar
    bibliothekarin restaurator restauratorin konservator konservatorin bevollmachtigter
    bevollmachtigte sachverstandiger sachverstandige gutachter gutachterin betreuer betreuerin
    lagerist lageristin kassier kassierin kassenwart prasident prasidentin vizeprasident
    kanzlerin prodekan prodekanin prorektor prorektorin stipendiat privatdozent privatdozentin
    azubi referendar referendarin volontar volontarin justiziar justiziarin justitiar syndikus
    geschaftsfuhrung kochin verantwortlicher verantwortliche statiker statikerin bauleitung
    astronom astronomin physiker physikerin chemiker chemikerin mathematiker mathematikerin
    historiker historikerin juristin volkswirt betriebswirt betriebswirtin fachwirt fachwirtin
    polier werkmeister kapitan schlosser schlosserin optiker optikerin akustiker akustikerin
    logopadin logopade fachkraft lehrkraft hilfskraft heilpraktiker heilpraktikerin kaufleute
    burokraft sekretariatsleitung dezernent dezernentin beigeordneter beigeordnete kammerer
    kammerin schatzmeister obermonteur
    """)
_FRENCH = words("""
    cadre artisan artisane menuisier menuisiere plombier electricien electricienne couvreur
    boulanger patissier cuisinier cuisiniere sommeliere vigneron vigneronne maraicher
    agriculteur agricultrice fleuriste coiffeur coiffeuse photographe illustrateur illustratrice
    dessinateur dessinatrice geometre metreur conductrice contremaitre magasinier cariste
    chauffeur hotesse standardiste aide-soignante sage-femme orthophoniste osteopathe opticienne
    audioprothesiste biologiste radiologue agrege agregee doyen doyenne recteur rectrice
    proviseur proviseure instituteur institutrice maire depute deputee prefet prefete
    sous-prefet greffiere huissier procureur procureure clerc fiscaliste actuaire auditeur
    auditrice controleur controleuse tresorier tresoriere vice-presidente dirigeant dirigeante
    associe cogerant cogerante createur creatrice negociateur negociatrice negociant courtier
    courtiere technico-commercial technico-commerciale informaticien informaticienne
    statisticien statisticienne economiste traductrice interprete conservatrice bibliothecaire
    archiviste documentaliste mediateur mediatrice educateur educatrice entraineur entraineuse
    moniteur monitrice regisseur regisseuse comedien comedienne musicien musicienne realisateur
    realisatrice producteur productrice editeur editrice correcteur correctrice pigiste
    alternant alternante apprenti apprentie benevole referente superviseur superviseuse
    planificateur ordonnanceur approvisionneur approvisionneuse logisticien logisticienne
    exploitant exploitante gardien gardienne regulateur regulatrice intervenant intervenante
    vacataire titulaire pdg daf drh dsi dga rssi mecanicien mecanicienne chaudronnier soudeur
    paysagiste urbaniste puericultrice dieteticienne ergotherapeute psychomotricienne
    commissaire receveur percepteur prepresse imprimeur relieur ebeniste tapissier serrurier
    vitrier charpentier paysan oenologue caviste negociante
    """)
_SPANISH = words("""
    superintendente vocal tesorero tesorera interventor interventora alcalde alcaldesa concejal
    concejala procurador procuradora notario registrador letrado letrada perito perita
    aparejador aparejadora delineante topografo topografa maestro maestra decano decana rectora
    vicerrector vicerrectora vicedecano vicedecana auxiliar matrona fisioterapeuta farmaceutico
    farmaceutica veterinario veterinaria cirujano cirujana pediatra bibliotecario bibliotecaria
    archivero archivera conservadora comisario comisaria gestor gestora representante agente
    dependiente cocinero cocinera panadero carpintero fontanero electricista soldador mecanico
    mecanica operario operaria conductora transportista agricultor agricultora ganadero
    viticultor bodeguero fotografo fotografa redactor redactora traductor traductora locutor
    locutora presentador presentadora guionista realizador realizadora productor productora
    informatico economista auditora actuario juez jueza magistrado magistrada fiscalista
    apoderado apoderada propietario propietaria titular cofundador cofundadora consejero
    consejera subjefe subjefa inspectora subgerente portavoz embajador embajadora ministro
    ministra diputado diputada conserje recepcionista teleoperador teleoperadora orientador
    orientadora educador educadora trabajador trabajadora entrenador entrenadora parroco adjunto
    adjunta doctorando doctoranda enologa enologo capataz armador armadora piloto vicesecretario
    intendente mandatario regidor regidora gestores liquidador liquidadora dietista logopeda
    odontologo
    """)
_ITALIAN = words("""
    operaio operaia ragioniere ragioniera revisore sindaco sindaca assessore consigliere
    consigliera prefetto questore magistrato giudice procuratore procuratrice notaio cancelliere
    ufficiale maresciallo preside rettore rettrice prorettore prorettrice insegnante assegnista
    borsista primario chirurgo chirurga infermiere infermiera ostetrica fisioterapista psicologo
    psicologa farmacista odontoiatra logopedista meccanico elettricista idraulico falegname
    muratore saldatore autista magazziniere cuoco cuoca pasticcere pasticciera panettiere
    viticoltore viticoltrice agricoltore agronomo agronoma giornalista traduttore traduttrice
    archivista conservatore restauratore restauratrice curatore curatrice regista musicista
    commesso commessa cassiere cassiera rappresentante promotore promotrice tesoriere tesoriera
    portavoce incaricato incaricata supervisore caporeparto capoturno capocantiere caposala
    capoufficio capotecnico capoprogetto caposervizio caporedattore vicepreside vicesindaco
    vicesindaca stagista tirocinante apprendista collaboratore collaboratrice sistemista
    programmatore programmatrice disegnatore disegnatrice collaudatore manutentore cofondatore
    cofondatrice proprietario proprietaria educatore archeologo archeologa ristoratore
    ristoratrice albergatore artigiano artigiana sarta ebanista armatore marittimo
    sovrintendente soprintendente dottoressa dattilografa centralinista contabile direttivo
    """)
_DUTCH = words("""
    afdelingshoofd consulent boekhouder boekhoudster rechter griffier burgemeester wethouder
    gemeentesecretaris raadslid promovenda leerkracht conrector huisarts tandarts dierenarts
    longarts oogarts vrouwenarts zenuwarts schoolarts jeugdarts verzekeringsarts
    basisarts bedrijfsarts specialiste verpleegkundige verzorgende fysiotherapeut psycholoog
    bibliothecaris archivaris eindredacteur vormgever vormgeefster ontwerper ontwerpster
    tekenaar fotograaf vertaler vertaalster uitvoerder werkvoorbereider voorman loodgieter
    metselaar elektricien eigenaresse bestuurslid penningmeester ondernemer filiaalhouder
    hovenier veehouder boswachter inspecteur ambtenaar deurwaarder taxateur makelaar verkoopster
    bediende arbeider oprichtster kinderarts anesthesist jeugdwerker opbouwwerker beheerster
    leidinggevende teamcoach trajectbegeleider begeleider begeleidster wijkverpleegkundige
    tandtechnieker technieker landmeter expediteur projectontwikkelaar syndicus meubelmaker
    scheepsbouwer kwaliteitscoordinator bestuursvoorzitter vicevoorzitter griffiemedewerker
    """)
_PORTUGUESE = words("""
    encarregado encarregada enfermeiro enfermeira nutricionista dentista bolseiro bolseira
    bolsista doutorando doutoranda mestrando mestranda reitor reitora vice-reitor pro-reitor
    vereador vereadora prefeito prefeita juiz juiza desembargador promotor promotora solicitador
    solicitadora motorista eletricista canalizador carpinteiro serralheiro pedreiro cozinheiro
    cozinheira padeiro pasteleiro produtor produtora redator redatora tradutor tradutora
    desenhador desenhadora arquivista curador curadora encenador encenadora provedor provedora
    tesoureiro tesoureira vogal lider formador formadora treinador treinadora rececionista
    inspetor inspetora despachante corretor corretora embaixador embaixadora deputado deputada
    aprendiz gerencial analistas engenheiros zelador sindica sindico coordenadores zootecnista
    oleiro ceramista vinicultor vitivinicultor marinheiro contramestre torneiro
    """)
_SWEDISH = words("""
    ansvarig forestandare notarie domare aklagare sjukskoterska underskoterska barnmorska
    tandhygienist veterinar apotekare receptarie socionom socialsekreterare pedagog adjunkt
    intendent antikvarie bibliotekarie arkivarie kommunikator formgivare oversattare tolk
    snickare rormokare murare platslagare svetsare mekaniker montor maskinist chauffor bagare
    tradgardsmastare lantbrukare kyrkoherde prast kommunalrad borgmastare kassor ledamot
    delagare medgrundare strateg planerare vikarie larling medarbetare inspektor utredare
    registrator aktuarie maklare generalsekreterare kansler byggledare besiktningsman
    talesperson pressekreterare sjukgymnast fysioterapeut miljostrateg verkstadschef agronom
    jagmastare kapten styrman fastighetsskotare vaktmastare forvaltare projektor
    kvalitetsansvarig kassaforvaltare universitetsadjunkt bitradande stadsarkitekt stadsjurist
    """)
_DANISH = words("""
    fuldmaegtig borgmester mester tomrer blikkenslager landmand dyrlaege tandlaege jordemoder
    paedagog skoleleder medhjaelper bibliotekar arkivar museumsinspektor oversaetter
    naestformand kasserer ejer medejer ansvarlig planlaegger indkober lagermand elev praest
    sognepraest provst dommer anklager politiassistent overlaege afdelingslaege kommunaldirektor
    kontorassistent bogholder regnskabschef regnskabsassistent sagsbehandler socialradgiver
    ergoterapeut radiograf bioanalytiker tegner bygningskonstruktor skipper styrmand havnefoged
    kirketjener organist kordegn forstander viceforstander bestyrer ejendomsmaegler maegler
    valuar kommunikationsmedarbejder udviklingskonsulent byradsmedlem advokatsekretaer
    """)
_POLISH = words("""
    wicedyrektor wicedyrektorka dyrektorka czlonek czlonkini prokurent prokurentka inspektorka
    podinspektor referentka skarbnik burmistrz wojt starosta radny radna wojewoda marszalek
    adwokatka notariusz sedzia prokurator komornik aplikant aplikantka rewident audytor
    audytorka analityczka kontroler kontrolerka sprzedawca zaopatrzeniowiec logistyk spedytor
    spedytorka dyspozytor dyspozytorka magazynier kierowca elektryk stolarz
    slusarz spawacz murarz majster brygadzista mistrz technolog konstruktor konstruktorka
    architektka geodeta kosztorysant lekarka ordynator ordynatorka pielegniarka pielegniarz
    polozna ratownik farmaceuta farmaceutka aptekarz terapeuta terapeutka dentysta dentystka
    weterynarz wychowawca wychowawczyni prodziekan dziekan profesorka adiunktka wykladowca
    wykladowczyni doktorantka stazysta stazystka praktykant praktykantka bibliotekarz
    bibliotekarka archiwista archiwistka kustosz kustoszka kuratorka konserwator konserwatorka
    dziennikarz dziennikarka tlumacz tlumaczka graficzka informatyk informatyczka
    testerka opiekun opiekunka recepcjonista recepcjonistka wspolwlasciciel zalozyciel
    zalozycielka rzecznik rzeczniczka przewodniczacy przewodniczaca wiceprzewodniczacy proboszcz
    rolnik lesniczy nadlesniczy piekarz cukiernik kucharz szef szefowa menedzerka menadzerka
    liderka agentka posrednik posredniczka rzeczoznawca trener trenerka instruktor instruktorka
    inzynierka doradczyni pracownik pracowniczka kadrowa kasjer kasjerka laborant laborantka
    diagnosta diagnostka asystenci naukowiec badacz badaczka statystyk pisarz dyrygent
    choreograf rezyser rezyserka aktor aktorka muzyk sekretarze pelnomocniczka zarzadca
    administratorka komendant dowodca sierzant specjalisci kierowniczki
    """)
_FURTHER = words("""
    mentor mentorin beirat beiratin maitresse coachin
    capitan capitano capitao kaptein kapitein kapteeni
    installator
    giurista statisticus lector uitgever verantwoordelijke padeira cirurgiao automatyk
    patentagent praticante pasante disegnatori planificador programmeur ontwikkelaarster
    koordinatorin teamleiterin escriturario lotse wetenschapper psychotherapeut kapelaan
    saksbehandler avdelingsleder seniorradgiver forstekonsulent johtaja toimitusjohtaja
    paallikko asiantuntija suunnittelija insinoori professori tutkija sihteeri toimittaja
    opettaja rehtori laakari asianajaja myyja konsultti koordinaattori reditel reditelka vedouci
    jednatel jednatelka manazer manazerka ucetni inzenyr obchodnik zastupce predseda tajemnik
    docentka asistentka advokatka ucitel ucitelka igazgato ugyvezeto vezeto tanacsado mernok
    tanar orvos ugyved
    """)

_TRADES = words("""
    cure praktijkondersteuner ondersteuner akeriagare
    kierownika dyrektora naczelnika prezesa geologue biologue zoologue geologo biologo geologa
    biologa geolog biolog zoolog grafico prawnik prawniczka conselheiro conselheira
    doctoraatsstudent testleder journaliste urbaniste generaliste specialiste receptionniste
    chauffagiste garagiste pianiste wirtin pretre diacre sacristain aumonier pasteur peintre
    platrier carreleur zingueur tailleur eleveur eleveuse garde-champetre policier gendarme
    brigadier adjudant mandataire affreteur transitaire sacerdote sacristan tutora albanil
    pintor cerrajero tapicero herrero bombero transitario consignatario estibador camionero
    museologo restaurador restauradora diacono vescovo catechista imbianchino carpentiere
    piastrellista tappezziere orafo orafa sarto calzolaio fornaio macellaio barbiere
    parrucchiere parrucchiera estetista allevatore allevatrice apicoltore frutticoltore
    carabiniere brigadiere appuntato ispettore ispettrice cancelliera spedizioniere doganalista
    autotrasportatore custode paroco sacristao canalizadora carpinteira estucador serralheira
    bombeiro escrivao museologa ksiadz wikary katechetka katecheta organista rejestratorka
    dekarz malarz tynkarz glazurnik ogrodnik ogrodniczka pszczelarz sadownik hodowca rolniczka
    strazak policjant dzielnicowy notariuszka radczyni muzealnik florystka krawcowa fryzjer
    fryzjerka kosmetyczka cukierniczka rzeznik masarz zegarmistrz zlotnik wydawca kuster mesner
    vikar vikarin konrektor konrektorin imker imkerin kraftfahrer pastoor predikant dominee
    koster dakdekker stukadoor akkerbouwer tuinder fruitteler melkveehouder bloemist handhaver
    receptioniste kyrkvaktmastare komminister forsamlingspedagog brandman servitor hovmastare
    sotare skorstensfejare kock rektorsassistent mejerist fisker apoteker farmaceut speditor
    retsassessor klinikassistent anlaegsgartner receptionsleder rekryterare kantorka kapelmester
    kapellmeister hausarztin hausarzt landarzt rentmeister forstwirt forstwirtin revierforster
    stadtplaner stadtplanerin wachleiter brandmeister feuerwehrmann dreher fliesenleger maurer
    tischler tischlerin stuckateur raumausstatter sattler uhrmacher goldschmied goldschmiedin
    hotelier gastwirt gastwirtin wirt konditormeister metzger metzgerin fleischer backermeister
    fahrlehrer spediteur spediteurin zollner disponenten schulsekretarin erzieherinnen
    sozialpadagogin studienratin oberstudienratin vicaire chanoine principale surveillant
    surveillante charpentiere tapissiere horloger bijoutier fromager fromagere boucher
    charcutier traiteur restaurateur apiculteur cerealier sylviculteur garde-forestier capitaine
    matelot affreteuse archiviste-paleographe mediathecaire bibliothecaire-adjointe parroca
    sacerdotisa catequista bedel jardinero apicultor hortelano capitana marinero forestal
    ostetrico sagrestano guardiaparco casaro mugnaio vignaiolo professora-bibliotecaria
    cozinheiro-chefe joalheiro relojoeiro apicultora pescador estivador guarda-florestal
    kyrkomusiker skolledare forskollarare specialpedagog barnskotare brandmastare lantmatare
    skogsmastare stationschef skoleinspektor kirkevaerge sogneprast husassistent fodterapeut
    ambulanceredder skovfoged havnechef koscielny przelozona oddzialowa dyrygentka lutnik
    jubiler mlynarz lesnik podlesniczy marynarz bosman
    """)
"""Crafts, church, schools, farms, the sea, of all ten languages."""

HEADWORDS = (
    _COMMON
    | _ENGLISH
    | _GERMAN
    | _FRENCH
    | _SPANISH
    | _ITALIAN
    | _DUTCH
    | _PORTUGUESE
    | _SWEDISH
    | _DANISH
    | _POLISH
    | _FURTHER
    | _TRADES
)

SUFFIXES = words("""
    coach coachin reglerare
    ondersteuner agare
    architect student studentin installator installatorin installatoren ansvarlig koordinatorin
    koordinator planner konsulentin agentin sjef verantwoordelijke leiter leiterin manager
    managerin direktor direktorin chef berater beraterin entwickler entwicklerin ingenieur
    ingenieurin beauftragte beauftragter fuhrer assistent assistentin referent referentin
    techniker technikerin leider adviseur medewerker medewerkster ontwikkelaar leder ledare
    konsulent konsult ingenjor ingenior radgiver radgivare saljare handlaggare anwalt anwaltin
    prufer pruferin arkitekt architekt redakteur wissenschaftler medarbejder professor rektor
    dozent arzt arztin spezialist specialist analytiker okonom larare planer verwalter kaufmann
    kauffrau vertreter vertreterin controller sekretar sekretarin saelger laerer lektor forsker
    forskare meister utvecklare udvikler directeur redaktor mitarbeiter mitarbeiterin designer
    trice ologist ologe ologin ologue iatrist lakare laege leitung meisterin fuhrerin inhaber
    inhaberin vorstand vorstandin vorsitzender vorsitzende prasident prasidentin ratin sprecher
    sprecherin angestellte angestellter assistenz mechaniker mechanikerin pfleger pflegerin
    therapeut therapeutin padagoge padagogin arbeiter arbeiterin betreuer betreuerin
    bevollmachtigter bevollmachtigte verantwortlicher verantwortliche informatiker
    informatikerin gestalter gestalterin referendar referendarin forscher forscherin hoofd
    docent onderzoeker verpleegkundige beheerder inspecteur redacteur begeleider leidster
    monteur meester coordinator therapeute oloog ansvarig samordnare inkopare ekonom jurist
    advokat skoterska olog sekreterare pedagog adjunkt intendent mastare ordforande ledamot
    forestandare strateg planerare medarbetare inspektor utredare maklare fuldmaegtig sekretaer
    mester sygeplejerske paedagog medhjaelper formand planlaegger indkober praest maegler ologo
    ologa terapeuta johtaja paallikko asiantuntija kontroller doktorand doktorandin studierende
    studerende grundare bestyrer behandler tekniker wirt wirtin macher macherin lehrer lehrerin
    schwester handler handlerin graf grafin iker ikerin teur teurin nieur nieurin icien icienne
    ateur atrice atore culteur cultrice arbetare skrivare skotare bitrade vardare matare herde
    houder verlener redder formidler vaerge gartner chauffor spediteur fahrer fahrerin musiker
    musikerin trainer trainerin gehilfe gehilfin mastarinna inspektorin kapitan pfarrer
    pfarrerin therapeutka logiste logista
    """)
"""Ends of compounds (`Vertriebsleiterin`, `Klinikchef`); at least three letters stand before."""

BARE_ONLY_LAST = words(
    "executive trainee resident representative master captain pilot mate sergeant lieutenant"
    " rat steward driver sister"
)
"""Headwords only as a title's last word: `Account Executive`, but not `Executive Search`."""

NO_HEADWORDS = words("""
    salvador ecuador labrador matador ordinateur matrice amateur
    telegraf paragraf hauteur moteur secteur facteur vecteur lecteur technik politiker kritiker
    """)
"""Words that only end like a headword."""
