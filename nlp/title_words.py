"""Headwords of job titles in ten languages, folded; the closed lists behind `titles`."""

from __future__ import annotations

from narrowcast.nlp.words import words

HEADWORDS = words("""
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

SUFFIXES = words("""
    leiter leiterin manager managerin direktor direktorin chef berater beraterin entwickler
    entwicklerin ingenieur ingenieurin beauftragte beauftragter fuhrer assistent assistentin
    referent referentin techniker technikerin leider adviseur medewerker medewerkster ontwikkelaar
    leder ledare konsulent konsult ingenjor ingenior radgiver radgivare saljare handlaggare
    anwalt anwaltin prufer pruferin arkitekt architekt redakteur wissenschaftler medarbejder
    professor rektor dozent arzt arztin koordinator spezialist specialist analytiker okonom larare
    planer verwalter kaufmann kauffrau vertreter vertreterin controller sekretar sekretarin
    saelger laerer lektor forsker forskare meister utvecklare udvikler directeur redaktor
    mitarbeiter mitarbeiterin designer trice ologist ologe ologin ologue iatrist lakare laege
    """)
"""Ends of compounds (`Vertriebsleiterin`, `Klinikchef`); at least three letters stand before."""

BARE_ONLY_LAST = words("executive trainee resident representative")
"""Headwords only as a title's last word: `Account Executive`, but not `Executive Search`."""

C_LEVEL = words("""
    ceo cfo cto coo cio cmo cso ciso chief president presidente presidenta chairman chairwoman
    chairperson founder cofounder co-founder owner proprietor inhaber inhaberin geschaftsfuhrer
    geschaftsfuhrerin vorstand gerant gerante zaakvoerder eigenaar titolare prezes vd fondateur
    fondatrice fundador fundadora fondatore grunder grunderin wlasciciel rector rektor chancellor
    """)
VICE = words("vp svp evp avp vicepresident vice-president vicepresidente wiceprezes vice")
DIRECTORS = words("""
    director directora direktor direktorin directeur directrice direttore direttrice diretor
    diretora dyrektor head hoofd dean dekan partner partnerin associe associee socio socia principal
    bereichsleiter bereichsleiterin
    """)
MANAGERS = words("""
    manager managerin lead leader supervisor superintendent leiter leiterin chef cheffe responsable
    responsabile gerente jefe jefa chefe kierownik kierowniczka leder ledare leider
    abteilungsleiter abteilungsleiterin teamleiter projektleiter menedzer capo naczelnik
    coordenador coordenadora
    """)
ASSISTANTS = words("""
    assistant asst assistent assistentin assistante asistente assistente asystent asystentka
    secretary sekretarin secretaire secretaria segretaria sekreterare sekretarka secretaresse
    receptionist clerk
    """)
STUDENTS = words("""
    student studentin studerende doktorand doktorandin doctorant doctorante dottorando dottoranda
    doktorant phd-student ph.d.-studerende candidate intern trainee praktikant praktikantin
    stagiaire stagiair becario becaria estagiario estagiaria werkstudent promovendus
    """)
ACADEMICS = words("""
    professor professorin prof professeur professeure profesor profesora professora professore
    professoressa lecturer dozent dozentin lektor hoogleraar postdoc fellow researcher
    chercheur ricercatore ricercatrice forscher onderzoeker adiunkt
    """)
FUNCTIONS = {
    "sales": words("sales vertrieb commercial commerciale ventes ventas vendite verkoop vendas"
                   " forsaljning salg sprzedazy sprzedaz account accountmanager business"),
    "marketing": words("marketing brand communications kommunikation communication pr press media"),
    "finance": words("finance financial finanzen treasurer controller accounting accountant cfo"
                     " buchhaltung comptable contable finanziario risk credit tax auditor"),
    "legal": words("legal counsel attorney lawyer solicitor paralegal rechtsanwalt rechtsanwaltin"
                   " avocat avocate abogado abogada avvocato advocaat advogado advokat adwokat"),
    "people": words("hr human people talent recruiter recruiting recruitment personal recrutement"
                    " staffing personnel"),
    "technology": words("engineer engineering developer software it technology technical cto"
                        " entwickler entwicklerin data systems programmer ingenieur technik"),
    "operations": words("operations logistics logistik coo production produktion supply procurement"
                        " einkauf purchasing logistique acquisti operaciones buyer"),
    "research": words("research scientist professor lecturer statistician economist forschung"),
    "health": words("physician nurse arzt arztin medecin medico lekarz lakare laege clinical"),
}  # fmt: skip
"""Function → words of a title that show it; the first that hits counts."""
