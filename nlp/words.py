"""Closed lists of words for reading names, in the folded form (`folding.fold`)."""

from __future__ import annotations

from collections.abc import Mapping


def words(text: str) -> frozenset[str]:
    """The set of the words in *text*."""
    return frozenset(text.split())


HONORIFICS = words("""
    mr mrs ms miss mx sir dame dr prof professor herr frau hr fr m mme mlle monsieur madame sr
    sra srta senor senora don dona dott dottssa dottoressa sig sigra avv avvocato ing mag dipl
    dkfm drs ir mr pan pani inz hab mgr lic eng rev fr pater rabbi dhr mevr mw hon capt lt col
    gen sgt agr arch rag geom pr maitre me ra rain prof.ssa profa dott.ssa dr.ssa dott.sa dra arq
    fil univ.-prof ao pd dipl.-ing dipl.-kfm dipl.-phys dipl.-inf dipl.-betrw dipl.-kffr mag.a dr.in
    dr.-ing bc mudr judr phdr ingr civ.ing civ.ing. cand.jur cand.med cand.mag cand.polyt docent doc
    dr.med dr.phil dr.jur dr.h.c ph.d mgr.inz
    """)
DEGREES = words("""
    phd ph.d dphil md mba msc ma ms bsc ba beng meng llm llb jd cpa cfa cfp pe esq esquire dds
    dvm rn jr sr ii iii iv pmp cissp frcs mbe obe kbe psyd edd mph mpa mfa dr.med med habil rer
    nat jur phil oec pol ing fh dipl-ing dipl-kfm dipl-inf bcomm bcom acca fca ca aca cma cpcu
    clu fcas acas asa fsa mcse ccna
    """)
PARTICLES = words("""
    van von der den de del della di da dos das do du la le los las el al bin ibn ben ter ten te
    zu zum zur af av st san 't
    """)
NOT_PEOPLE = words("""
    team support info service services sales newsletter news noreply no-reply donotreply reply
    admin administrator postmaster webmaster office buro kontakt contact helpdesk help desk list
    listserv mailer daemon marketing billing accounts accounting buchhaltung hr jobs careers
    press group gruppe department dept notification notifications alert alerts customer
    kundenservice security system gmbh inc llc ltd corp corporation company university
    universitat institute institut foundation stiftung verein association bank hotel the your
    our undisclosed recipients unknown committee announcements mail email e-mail server staff
    members all everyone employees account invoice
    sekretariat secretariat segreteria secretaria assistant assistentin assistente assistenz
    vorzimmer
    """)
COMPOUND_FAMILY = words("欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 夏侯 皇甫 尉迟 令狐")
FAMILY_FIRST = words("""
    nguyen tran le pham hoang huynh phan vu vo dang bui do ngo duong dinh doan truong trinh dao
    luong luu phung quach thai
    wang zhang liu chen yang zhao huang zhou wu xu sun zhu hu guo he gao lin luo zheng liang xie
    tang
    feng dong xiao cheng cao yuan deng fu shen zeng peng lu jiang cai jia wei xue ye yan pan du dai
    xia zhong tian ren fan fang shi yao tan sheng zou xiong jin hao gong bai cui kang mao qiu qin gu
    hou shao meng qian
    choi jung jeong kang cho yoon jang lim hwang kwon ryu
    """)
"""Folded family names of Vietnam, China and Korea in Latin letters, which usually come first; none
that is a common given name elsewhere (Kim, Lee, Song)."""

HUNGARIAN_GIVEN = words("""
    laszlo istvan jozsef janos zoltan sandor ferenc gabor attila tamas balazs csaba gyorgy lajos
    miklos tibor karoly gyula geza bela imre jeno arpad endre akos levente gergo gergely balint
    zsolt
    szabolcs botond csongor denes domonkos gaspar hunor kalman kornel lorant
    lorinc marton matyas mate mihaly norbert nandor otto pal rezso szilard szilveszter vilmos
    zsigmond zsombor ildiko katalin erzsebet ilona zsuzsanna zsuzsa agnes marta piroska eniko
    gyongyi emese emoke reka timea tunde csilla boglarka noemi zsofia dorottya orsolya krisztina
    aniko judit ibolya hajnalka kinga borbala gizella iren jolan margit magdolna rozalia
    sarolta szilvia terez viktoria vilma zita virag dora
    """)
"""Folded given names of Hungary: at the end of a name they tell that the family name came first."""

_SHORT_FORMS = """
    william bill will billy; robert bob rob bobby; richard rick dick rich; james jim jimmy
    jamie; john jack johnny jon jonathan; michael mike mick; thomas tom tommy; charles charlie
    chuck; edward ed eddie ted; elizabeth liz beth betsy lisa eliza; katherine kate kathy katie
    cathy catherine kathleen; margaret maggie meg peggy; steven steve stephen stefan; david
    dave; daniel dan danny; joseph joe; anthony tony; andrew andy drew; christopher chris;
    matthew matt matthias; nicholas nick; patrick pat; peter pete; philip phil phillip; ronald
    ron; samuel sam; timothy tim; gregory greg; kenneth ken; lawrence larry; donald don; douglas
    doug; gerald jerry gerry; jeffrey jeff geoffrey; benjamin ben; alexander alex sascha;
    frederick fred friedrich fritz; theodore theo; vincent vince; raymond ray; walter walt;
    susan sue; deborah debbie debra; jennifer jen jenny; rebecca becky; patricia patty tricia;
    barbara barb basia; victoria vicky; jacqueline jackie; francisco paco pancho; jose pepe;
    giuseppe beppe; johannes hans hannes johann; maximilian max; wolfgang wolf; sebastian basti;
    katarzyna kasia; malgorzata gosia malgosia; aleksandra ola; tomasz tomek; randall randy;
    theresa teresa terri tess; leonard len lenny; harold hal; henry hank harry heinrich heinz;
    eugene gene; cynthia cindy; bradley brad; martha marty; virginia ginny; abigail abby; amanda
    mandy; dorothy dottie dot; eleanor ellie nell; frances fran francie; judith judy judi;
    kimberly kim; mildred millie; nancy nan; pamela pam; rosemary rosie; ruth ruthie; suzanne
    suzie suzy; valerie val; wesley wes; stanley stan; russell russ rusty; roger rog; rodney
    rod; reginald reg reggie; lewis lew; louis lou louie; leslie les; mitchell mitch; nathaniel
    nate nathan; norman norm; clifford cliff; clinton clint; curtis curt; clayton clay; calvin
    cal; cornelius neil; archibald archie; arnold arnie; bernard bernie berni; dominic dom;
    elliott eli; ernest ernie; francis frank; gabriel gabe; gilbert gil; herbert herb; howard
    howie; isaac ike; jacob jake; joshua josh; maurice morris; melvin mel; milton milt;
    oliver ollie; phillipa pippa; sidney sid; terrence terence; tobias tobi toby; zachary zach
    zack; bartholomew bart; emmanuel manny; ignacio nacho; eduardo edu lalo; enrique quique;
    guillermo memo; jesus chuy; luis lucho; manuel manolo; rafael rafa; roberto beto; concepcion
    concha conchita; dolores lola; guadalupe lupe; isabel isa; mercedes merche; pilar pili;
    rosario charo; antonio tonio; joaquin quim; luigi gigi gino; salvatore toto; lorenzo enzo
    renzo; domenico mimmo; giovanni gianni vanni; filippo pippo; alessandra sandra; alessandro
    sandro; elisabetta betta; francesca franca; cornelis cees kees; hendrik henk; gerardus
    gerard gerrit; petrus piet; wilhelmus willem wim; antonius ton toon; jacobus jaap koos;
    johanna hanneke jo; theodorus dorus; karl carl kalle; lars lasse; nils nisse; anders adde;
    bengt benke; christoffer kristoffer stoffer; jan janek; stanislaw staszek; wojciech wojtek;
    grzegorz grzesiek; krzysztof krzysiek; andrzej jedrek; agnieszka aga; joanna asia; magdalena
    magda lena; zofia zosia; elzbieta ela; dorota dorotka; jakub kuba; ulrich uli ulli; rudolf
    rudi; klaus nikolaus; joachim jochen achim; gerhard gerd; guenther gunther; bernhard bernd;
    andreas andi; sabine bine; ursula uschi ulla; elisabeth lisbeth sissi; gabriele gabi;
    angelika geli; brigitte gitte; susanne susi; wilhelm willi; dominique domi; veronique
    vero; frederique frede
    """
NICKNAMES = {
    short: forms.split()[0] for forms in _SHORT_FORMS.split(";") for short in forms.split()
}
"""Short form → the form it stands for; also the full form itself."""

_AMBIGUOUS = """
    chris: christopher christina christine christian christiane; tina: christina martina bettina;
    pat: patrick patricia; sam: samuel samantha; terry: terence terrence theresa teresa;
    gerry: gerald geraldine gerard; alex: alexander alexandra alexis; sandy: sandra alexander
    alexandra; mandy: amanda; steph: stephanie stephan; steffi: stephanie stefanie; vicki: victoria;
    vickie: victoria; vicky: victoria; vic: victor victoria; jo: joanna johanna joanne josephine;
    bea: beatrice beatriz beate; nick: nicholas dominic nicolas nikolas; al: albert alan allan
    alfred alvin alexander; bert: albert herbert robert norbert hubert; fred: frederick alfred
    manfred wilfred; ray: raymond rachel; ron: ronald aaron; max: maximilian maxwell maxime;
    mike: michael mikael michel; mick: michael; gus: august gustav augustus; lee: leland leonard;
    ted: edward theodore; ned: edward; nell: helen eleanor; maggie: margaret magdalena; greta:
    margareta margarete; rita: margarita; cami: camilla; liz: elisabeth; lena: helena magdalena;
    lisa: elisabeth; annie: anna anne ann; ann: anna anne; katie: katherine kathryn; kate: kathryn
    katharine; kathy: kathryn; cathy: cathryn; kay: katherine; jack: jackson jacob; jon: jonathan;
    hans: johannes; toni: antonia antonio anton; tony: anton antonio; phil: philippe felipe; marge:
    margaret; peggy: margaret; marty: martin; mel: melanie melissa; mo: mohamed mohammed muhammad;
    bess: elizabeth; dick: richard; drew: andrew; missy: melissa; buddy: robert; trish: patricia;
    connie: constance cornelia konstanze; nina: antonina; manu: manuel manuela emmanuel; ale:
    alejandro alejandra alessandro; gabi: gabriela gabriel; caro: carolina caroline; kris:
    kristina kristian kristen; kasia: katarzyna; ania: anna; ela: elzbieta; ula: urszula; jurek:
    jerzy; jasiek: jan; sanne: susanne; mette: margrete; lotte: charlotte; charly: charles karl
    """


def _short_forms(table: str) -> Mapping[str, frozenset[str]]:
    pairs = (entry.partition(":") for entry in table.split(";"))
    return {short.strip(): words(full) for short, _, full in pairs}


AMBIGUOUS_SHORT_FORMS = _short_forms(_AMBIGUOUS)
"""Short form → the names it may stand for, where they are several or of another group."""

STOP_LABELS = words("""
    the this that these those and but for with from our your his her their its you they she who
    what when where why how are was were has have had will would can could should may might not
    all any some here there please thanks thank hello dear best kind regards sincerely yours
    cheers let just also after before since because although however therefore maybe perhaps
    then than very one two three first second next last new old good great sorry yes okay sure
    well now today tomorrow yesterday monday tuesday wednesday thursday friday saturday sunday
    january february march april may june july august september october november december mon
    tue wed thu fri sat sun jan feb mar apr jun jul aug sep oct nov dec phone tel fax mobile
    cell email mail sent subject date from forwarded original message attachment attached see
    look call meeting hope know think note find does did don english german french spanish
    italian dutch polish swedish danish portuguese der die das ein eine und oder aber mit von
    fur bei ich wir sie ihr sein ist sind war hat haben wird kann bitte danke vielen dank hallo
    guten tag morgen liebe lieber sehr geehrte geehrter herr frau viele grusse gruss freundliche
    freundlichen beste montag dienstag mittwoch donnerstag freitag samstag sonntag januar
    februar marz mai juni juli oktober dezember hier heute nach wenn dass auch noch nur wie was
    wer wo warum am im zum zur den dem des auf aus uber les des une est pour avec dans sur par
    bonjour merci cher chere cordialement bien vous nous ils elle lundi mardi mercredi jeudi
    vendredi samedi dimanche janvier fevrier mars avril juin juillet aout septembre octobre
    novembre decembre monsieur madame je tu il que qui si los las una por para con hola gracias
    estimado estimada saludos cordiales atentamente lunes martes miercoles jueves viernes sabado
    domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre
    diciembre como cuando pero este esta ciao grazie gentile cordiali saluti buongiorno salve
    lunedi martedi mercoledi giovedi venerdi sabato domenica gennaio febbraio aprile maggio
    giugno luglio settembre ottobre dicembre questo het een van voor met beste geachte groet
    groeten bedankt dank vriendelijke maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
    als ook niet maar ola obrigado obrigada prezado prezada abraco atenciosamente segunda terca
    quarta quinta sexta janeiro fevereiro maio junho julho setembro outubro dezembro hej tack
    med vanliga halsningar venlig hilsen kaere tak och att det som den ett mandag tirsdag onsdag
    torsdag fredag lordag sondag maj witam dzien dobry dziekuje pozdrawiam pan pani czy nie jak
    jest
    """)
