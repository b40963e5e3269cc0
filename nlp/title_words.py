"""What the words of job titles say of rank, standing and function, folded; ten languages.

A phrase of several words counts before a word; an end (`…leiterin`) counts in compounds.
"""

from __future__ import annotations

from narrowcast.nlp.words import words


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(" ".join(phrase.split()) for phrase in text.split("|"))


RANK_PHRASES: dict[str, tuple[str, ...]] = {
    "vice-president": _phrases("vice president|vice presidente|vice prezes"),
    "owner": _phrases("""co founder|co owner|geschaftsfuhrender gesellschafter
        |geschaftsfuhrende gesellschafterin|socio fundador|socia fundadora|business owner"""),
    "c-level": _phrases("""managing director|president directeur general|directeur general
        |directrice generale|director general|directora general|consejero delegado
        |consejera delegada|administrador unico|administradora unica|amministratore delegato
        |amministratrice delegata|amministratore unico|direttore generale|direttrice generale
        |algemeen directeur|statutair directeur|diretor geral|diretora geral|diretor executivo
        |verkstallande direktor|administrerende direktor|adm direktor|adm dir|dyrektor generalny
        |dyrektor zarzadzajacy|prezes zarzadu|mitglied des vorstands|mitglied des vorstandes
        |mitglied der geschaftsfuhrung|mitglied der geschaftsleitung|membre du directoire
        |chairman and ceo|general manager|secretary general|secretary of state|executive director
        |secretaire general|secretaire generale|secretario general|secretaria general
        |segretario generale|secretaris generaal|prime minister"""),
    "board": _phrases("""vice chairman|vice chairwoman|vice chair|deputy chair|board member
        |member of the board|board of directors|non executive director|nonexecutive director
        |supervisory board|advisory board|board director|membre du conseil|miembro del consejo
        |membro do conselho|consigliere di amministrazione|membro del consiglio
        |lid van de raad|lid raad|czlonek rady|czlonkini rady|managing partner|rada nadzorcza
        |czlonek zarzadu|czlonkini zarzadu"""),
    "director": _phrases("vice dean|vice rector|school principal|vice principal"),
    "head": _phrases("""chief of staff|general counsel|company secretary|chief legal counsel
        |chief economist|chief scientist|chief architect|group counsel"""),
    "manager": _phrases("""team lead|tech lead|partner manager
        |chef de projet|cheffe de projet|chef de produit
        |cheffe de produit|chef de chantier|jefe de proyecto|jefa de proyecto|jefe de producto
        |capo progetto|chefe de projeto|chef d equipe|shift leader|team leader"""),
    "professional": _phrases("""product owner|process owner|system owner|data owner|risk owner
        |service owner|platform owner|business partner|channel partner|people partner
        |talent partner|assistant professor|research assistant|research fellow
        |postdoctoral fellow|postdoc fellow
        |wissenschaftlicher assistent|wissenschaftliche assistentin|press secretary"""),
    "senior": _phrases("""associate professor|chief engineer|chief accountant|chief designer
        |lead engineer|lead developer|lead designer|lead architect|staff engineer"""),
    "assistant": _phrases("assistante de direction|secretaire de direction|pa to|ea to|aide to"),
}  # fmt: skip

RANK_WORDS = {
    "vice-president": words("vp svp evp avp rvp vicepresident vicepresidente vicepresidenta"
                            " vizeprasident vizeprasidentin wiceprezes wiceprezeska"),
    "owner": words("""
        owner proprietor proprietress founder cofounder inhaber inhaberin grunder grunderin
        firmeninhaber firmeninhaberin proprietaire fondateur fondatrice cofondateur cofondatrice
        dueno duena propietario propietaria fundador fundadora cofundador titolare proprietario
        proprietaria fondatore fondatrice eigenaar eigenares oprichter oprichtster agare grundare
        medgrundare ejer indehaver stifter medstifter grundlaegger wlasciciel wlascicielka
        zalozyciel zalozycielka"""),
    "c-level": words("""
        ceo cfo cto coo cio cmo cso ciso chro cpo cro cdo clo president presidente presidenta
        prasident prasidentin presidente geschaftsfuhrer geschaftsfuhrerin vorstand vorstandin
        vorstandsvorsitzender vorstandsvorsitzende vorstandsmitglied gerant gerante pdg zaakvoerder
        zaakvoerster prezes vd rector rektor rektorin rettore reitor recteur rectrice chancellor
        provost mayor burgermeister burgermeisterin oberburgermeister oberburgermeisterin maire
        alcalde alcaldesa sindaco sindaca burgemeester prefeito prefeita borgmastare borgmester
        burmistrz minister ministerin ministre ministro ministra governor senator ambassador
        botschafter botschafterin staatssekretar staatssekretarin generalsekretar
        generalsekretarin general-manager"""),
    "board": words("""
        chairman chairwoman chairperson chair trustee aufsichtsrat aufsichtsratin
        aufsichtsratsvorsitzender
        aufsichtsratsvorsitzende verwaltungsrat verwaltungsratin beirat vorsitzender vorsitzende
        consejero consejera consigliere commissaris bestuurslid voorzitter ordforande
        styrelseledamot styrelseordforande bestyrelsesmedlem bestyrelsesformand formand
        przewodniczacy przewodniczaca partner partnerin partnere sozius sozia gesellschafter
        gesellschafterin associe associee socio socia vennoot delagare wspolnik wspolniczka
        councillor councilor councilman councilwoman stadtrat stadtratin concejal concejala
        wethouder radny radna"""),
    "director": words("""
        director directora direktor direktorin directeur directrice direttore direttrice diretor
        diretora dyrektor dyrektorka dyrektora direktore subdirector subdirectora vicedirettore
        vicedirettrice drh daf dsi
        vicedirecteur dean dekan dekanin decano decana doyen doyenne preside bereichsleiter
        bereichsleiterin hauptabteilungsleiter hauptabteilungsleiterin prorektor prodekan
        direttorio"""),
    "head": words("""
        head leiter leiterin leitung chef cheffe hoofd responsable responsabile jefe jefa capo chefe
        kierownik kierowniczka naczelnik naczelniczka chefarzt chefarztin prokurist prokuristin
        afdelingschef afdelingsleder avdelningschef enhetschef afdelingshoofd syndikus
        """),
    "manager": words("""
        manager managerin lead leader supervisor superintendent foreman gerente menedzer menadzer
        menedzerka projektleiter projektleiterin teamleiter teamleiterin gruppenleiter
        gruppenleiterin bauleiter bauleiterin schichtleiter schichtleiterin filialleiter
        filialleiterin marktleiter marktleiterin projectleider projectleidster teamleider
        projektledare projektleder teamleder teamledare gruppchef gruppeleder caposquadra
        brygadzista """),
    "senior": words("""
        senior sr principal expert experte expertin experta specjalista-ekspert professor
        professorin professeur professeure profesor profesora professore professoressa professora
        hoogleraar lehrstuhlinhaber lehrstuhlinhaberin catedratico catedratica oberarzt oberarztin
        surgeon starszy starsza udtalare fellow overlakare overlaege lektor distinguished"""),
    "assistant": words("""
        assistant asst assistent assistentin assistenz assistente assistante asistente asystent
        asystentka secretary sekretar sekretarin sekretariat secretaire secretario secretaria
        segretario segretaria sekreterare sekretaer sekretarka secretaresse secretaris receptionist
        empfang recepcionista recepcjonistka receptionniste clerk paralegal pa ea
        ledelsessekretaer directiesecretaresse directiesecretaris managementassistent
        teamassistenz teamassistent teamassistentin directieassistent"""),
}  # fmt: skip

RANK_ENDS = {
    "c-level": ("geschaftsfuhrer", "geschaftsfuhrerin"),
    "director": ("direktor", "direktorin", "directeur", "direktorka"),
    "head": (
        "leiter", "leiterin", "leitung", "chef", "chefin", "hoofd", "leder", "leiding", "leider",
    ),
    "manager": ("manager", "managerin", "ledare"),
    "assistant": ("assistent", "assistentin", "assistenz", "sekretar", "sekretarin", "secretaresse",
                  "sekretaer", "assistente"),
    "senior": ("professor", "professorin", "hoogleraar"),
}  # fmt: skip
"""Ends of compounds; the longer of two counts."""

DEPUTIES = words("""
    assistant associate deputy stellvertretender stellvertretende stellvertretenden stellv stv
    adjunct adjoint adjointe
    sous vice joint
    """)
"""Before a rank they leave it as it is: an Assistant Director is no assistant."""

OFFICES = words("""
    geschaftsfuhrung geschaftsleitung konzernleitung bereichsleitung vorstands vorstand direktion
    intendanz rektorat dekanat direccion direzione direcao directie bestuur ledning ledningen
    direktionen direktoren chefen zarzadu zarzad gerencia presidencia presidenza gabinete board
    council dean chair
    """)
"""Whom an assistant may assist, beside ranks."""

FORMERLY_AT = words("""
    ex former formerly previously ehem ehemals ehemalig vormals fruher anciennement anteriormente
    voorheen voormalig tidigare tidligere f.d fhv dawniej
    """)
"""Before a firm's name; others begin many a name."""
FORMER = FORMERLY_AT | words("""
    previous erstwhile onetime ehemaliger ehemalige ehemaliges vorm fruherer fruhere ancien ancienne
    precedent precedente precedentemente antiguo antigua antigo antiga pasado pasada gia
    voormalige gewezen vorige vm oud forutvarande tidl forhenvaerende eks byly byla dawny dawna
    poprzedni poprzednia
    """)
FORMER_BEFORE_RANKS = words("past alt b fd")
FORMER_PHRASES = _phrases("immediate past|one time|fore detta|f d")
RETIRED = words("""
    retired ret emeritus emerita emeriti a.d i.r pensioniert retraite retraitee jubilado jubilada
    pensionato pensionata gepensioneerd emeritaat aposentado aposentada reformado reformada
    pensionerad pensioneret emerytowany emerytowana emeryt emerito emerite
    """)
RETIRED_PHRASES = _phrases("im ruhestand|in pensione|a la retraite|i.r|op rust|a riposo")
ACTING = words("""
    acting interim a.i kommissarisch kommissarischer kommissarische komm interimistisch
    interimistischer interimistische interimaire interino interina waarnemend wnd tillforordnad t.f
    tf vikarierande vik fungerende fung konst konstitueret p.o f.f facente
    """)
ACTING_PHRASES = _phrases("""ad interim|par interim|en funciones|em exercicio|pelniacy obowiazki
    |pelniaca obowiazki|m.d.w.d.g.b|facente funzione""")
HONORARY = words("""
    honorary hon honoraire honneur honorario honoraria onorario onoraria honorowy honorowa
    ehrenprasident ehrenprasidentin ehrenvorsitzender ehrenvorsitzende ehrenmitglied erevoorzitter
    erelid hedersordforande aeresmedlem
    """)

STUDENTS = words("""
    student studentin etudiant etudiante estudiante studente studentessa studerende studerande
    estudante werkstudent werkstudentin phd-student ph.d.-studerende doktorand doktorandin doctorant
    doctorante doctorando doctoranda dottorando dottoranda doutorando doutoranda doktorant
    doktorantka promovendus promovenda candidate undergraduate postgraduate hiwi
    """)
DOCTORAL = words("""
    phd ph.d doctoral graduate doktorand doktorandin doctorant doctorante doctorando doctoranda
    dottorando dottoranda doutorando doutoranda doktorant doktorantka promovendus promovenda
    """)
TRAINEES = words("""
    intern trainee apprentice praktikant praktikantin auszubildender auszubildende azubi volontar
    volontarin referendar referendarin rechtsreferendar rechtsreferendarin stagiaire apprenti
    apprentie alternant alternante becario becaria practicante pasante tirocinante stagista
    apprendista stagiair stagiaire leerling estagiario estagiaria aprendiz larling laerling elev
    stazysta stazystka praktykant praktykantka internship
    """)
LEARNERS_ENDS = ("student", "studentin", "praktikant", "praktikantin", "referendar", "volontar")

FUNCTION_PHRASES = {
    "sales": _phrases(
        "key account|account manager|account executive|account director|business"
        " development|accountmanager|client relations"
    ),
    "legal": _phrases("company secretary|general counsel|data protection officer"),
    "people": _phrases("human resources|ressources humaines|risorse umane|recursos humanos"),
    "communications": _phrases("public relations|investor relations|public affairs"),
    "academic": _phrases("teaching assistant"),
    "public": _phrases("secretary of state|city manager|town clerk"),
}

FUNCTION_WORDS = {
    "sales": words("sales ventes ventas vendite vendas salg vendedor vendedora seller ae"
                   " aussendienst saljare saelger handlowiec handlowy handlowa commercial"
                   " commerciale comercial commercieel salesman kommersiell"),
    "marketing": words("cmo brand seo"),
    "communications": words("press presse pr prensa stampa pers imprensa media editor redakteur"),
    "finance": words("cfo daf tax audit auditor revisor credit risk comptable contable contabile"
                     " m&a treasurer accountant accounting accounts treasury ksiegowy ksiegowa"
                     " ekonomi contador contadora commercialista"),
    "legal": words("legal law counsel attorney lawyer solicitor barrister paralegal notary notar"
                   " notaire notaris clo compliance recht jura jurist juriste regulatory avocat"
                   " avocate avvocato abogado abogada advogado advogada adwokat advokat radca"
                   " syndikus judge richter richterin prawny"),
    "people": words("hr drh people talent personal personnel rh hrbp chro umane staffing payroll"),
    "technology": words("it dsi cto cio edv software developer engineer engineering devops data qa"
                        " technical technician technik techniek tecnico technique programmer"
                        " ingenieur ingenieure ingegnere ingeniero ingeniera engenheiro engenheira"
                        " ingenjor inzynier informatik informatica ict security architect r&d"),
    "operations": words("coo operations supply procurement einkauf purchasing buyer inkoop inkop"
                        " indkob achats acquisti compras warehouse lager"),
    "research": words("scientist scientific statistician economist research"),
    "academic": words("professor professorin prof professeur professeure profesor profesora"
                      " professore professoressa professora hoogleraar lecturer dozent dozentin"
                      " lektor adiunkt postdoc postdoctoral dean dekan faculty lehrstuhlinhaber"
                      " lehrstuhlinhaberin phd ph.d doctoral catedratico catedratica provost"
                      " ph.d.-studerende phd-student docent chancellor"),
    "health": words("physician surgeon nurse doctor arzt arztin medecin medico medica arts"
                    " lekarz lekarka lakare laege clinical oberarzt oberarztin chefarzt chefarztin"
                    " pharmacist apotheker apothekerin infirmier infirmiere enfermero enfermera"
                    " therapist dentist zahnarzt zahnarztin"),
    "public": words("mayor burgermeister burgermeisterin oberburgermeister maire alcalde alcaldesa"
                    " sindaco sindaca burgemeester prefeito borgmester borgmastare burmistrz"
                    " minister ministerin ministre ministro ministra governor senator councillor"
                    " councilor councilman councilwoman stadtrat stadtratin concejal wethouder"
                    " ambassador botschafter consul konsul staatssekretar regierungsrat"
                    " regierungsratin"),
}  # fmt: skip
"""Function → words that show it."""

FUNCTION_STEMS = {
    "sales": words("vertrieb verkauf verkoop forsaljning sprzedaz salgs handlow"),
    "marketing": words("marketing marknads markedsfor werbe mercado"),
    "communications": words("kommunik communic komunik comunic journalis redakt pressesprech"),
    "finance": words("financ finanz finans buchhalt boekhoud comptab contabil rechnungswesen"
                     " controll steuer ekonomi okonomi ksiegow redovis regnskab tesoreria"),
    "legal": words("rechtsanw juridi jurid prawn rechtsab"),
    "people": words("recruit recrut personal kadr human recurso rekryter rekrut"),
    "technology": words("entwickl ontwikkel utveckl udvikl informati technolog tecnolog teknolog"
                        " technisch technicz programmier programad ingegner ingenieurw"),
    "operations": words("logisti einkauf produktion produzione produccion production zakup inkop"
                        " operation operacion operazion beschaffung"),
    "research": words("forsch research recherche ricerc investigac onderzoek forskning pesquisa"),
    "academic": words("wissenschaftlich universitets"),
    "health": words("klinik pflege medizin krankensch"),
}  # fmt: skip
"""Function → beginnings of words, and of parts of compounds, that show it."""
