"""Given and family names that so many people bear that the two together prove nobody.

Made from general knowledge of the most frequent names of about forty countries, spelled folded
(no accents, `ü` as u and as ue): family names that about one in 300 bears where they are at home.
Being here only means that the owner is asked.
"""

from __future__ import annotations

from narrowcast.nlp.folding import fold
from narrowcast.nlp.names import full_name
from narrowcast.nlp.words import words

GIVEN = words("""
    john david michael james robert william richard thomas mark paul peter daniel andrew steven
    stephen kevin brian george mary susan karen linda lisa sarah jennifer jessica emily laura
    elizabeth patricia barbara nancy kim chris christopher matthew joseph charles anthony jason
    jeff jeffrey scott eric mike bob bill jim tom joe dave steve dan matt tim rob anna maria marie
    andreas christian stefan martin michaela sabine petra claudia julia wolfgang klaus hans jan
    lars anders erik karl nils johan emma sofia ana jose juan carlos luis miguel manuel francisco
    antonio javier pedro jorge carmen isabel joao paulo marcos lucas bruno marco luca andrea
    francesco giuseppe alessandro giovanni mario paolo roberto giulia chiara jean pierre michel
    philippe nicolas francois julien claire sophie isabelle nathalie ivan alexander alexei sergei
    sergey dmitry andrei elena olga natalia tatiana anastasia mohammed mohamed muhammad ahmed ali
    omar hassan fatima aisha mehmet mustafa ayse fatma raj amit rahul sanjay vijay anil sunil priya
    pooja neha patrick sean ciara fiona noah moshe yosef sara miriam rachel pieter johannes kees
    hendrik willem mette soren niels anne hanne kirsten inger ingrid bjorn gunnar ola mikael magnus
    fredrik petr pavel jiri tomas josef jana eva hana lenka martina katarzyna malgorzata agnieszka
    piotr pawel krzysztof tomasz andrzej marcin magdalena joanna laszlo istvan jozsef janos zoltan
    katalin giorgos georgios ioannis yiannis nikos nikolaos dimitris dimitrios konstantinos kostas
    eleni katerina alexandros vladimir viktor yuri mikhail nikolai svetlana irina tatyana ekaterina
    sergio diego pablo fernando alberto ricardo rafael daniela rosa teresa pilar cristina andres
    alejandro joana rita rui tiago mohammad mahmoud youssef yousef ibrahim abdul abdullah khaled
    hussein hossein reza hasan huseyin emine zeynep hatice murat emre deepak rajesh suresh ramesh
    sandeep manoj arun ashok anita sunita kavita harpreet gurpreet manpreet jaspreet rahim karim
    kenta taro kazuki daiki naoki makoto akira yoko keiko akiko sakura emi ayumi hyun sung young
    jin-woo wei li jing na min yan fang lei jun tao hui xin yu yang ping ming hong jie min-jun
    ji-hoon seo-yeon minjun jihoon kenji hiroshi takashi yuki hiroko van thi anh minh
    """)
FAMILY = words("""
    smith jones williams brown taylor davis davies johnson miller wilson anderson thomas moore
    martin lee muller mueller schmidt schneider fischer weber meyer hansen nielsen jensen larsen
    johansson andersson karlsson nilsson garcia rodriguez gonzalez fernandez lopez martinez sanchez
    perez hernandez silva santos oliveira souza sousa pereira ferreira rossi russo ferrari bernard
    dubois ivanov ivanova petrov petrova smirnov smirnova nowak kowalski novak nagy ali khan ahmed
    hussain yilmaz kaya patel shah singh kumar sharma wang li zhang liu chen yang huang zhao wu
    zhou murphy kelly sullivan o'sullivan walsh o'brien byrne ryan o'connor o'neill campbell
    stewart roberts evans thompson walker wright white clark lewis robinson hall young allen king
    scott harris jackson green baker adams hill cohen levy levi mizrahi peretz jong jansen vries
    berg bakker dijk visser smit boer mulder pedersen christensen rasmussen sorensen andersen olsen
    johansen kristiansen eriksson svensson persson gustafsson pettersson olsson virtanen korhonen
    makinen nieminen hoffmann becker schulz wagner bauer richter klein wolf koch gruber huber
    svoboda novotny dvorak cerny svobodova novakova wojcik wisniewski wisniewska kowalczyk kaminski
    kaminska lewandowski lewandowska zielinski zielinska kovacs szabo toth horvath varga
    papadopoulos papadopoulou georgiou nikolaou dimitriou pappas popescu ionescu popa jovanovic
    petrovic nikolic ivanovic dimitrov dimitrova georgiev georgieva kuznetsov kuznetsova popov
    popova sokolov sokolova volkov volkova shevchenko melnyk bondarenko gomez diaz jimenez
    moreno munoz alvarez romero torres ramirez flores rivera costa rodrigues martins lima almeida
    alves carvalho esposito romano colombo ricci bruno petit durand leroy moreau laurent simon
    rahman islam hossain begum akter hassan mohamed mohammed ibrahim mahmoud demir celik sahin
    ozturk aydin kaur gupta das rao reddy yadav mehta jain nair yamamoto nakamura kobayashi kato
    ito yoshida yamada sasaki hoang phan vu dang bui do ho ngo kang cho yoon jang lim santoso
    wijaya xu sun lin kim park choi jung jeong sato suzuki takahashi tanaka watanabe nguyen tran le
    pham
    """)
NEARLY_ALL = words("nguyen tran singh kaur")
"""Family names of one in ten and more: with any one given name they prove nobody."""
GIVEN_AND_FAMILY = words("""
    adam alan albrecht alexander alfred allen ambrose andre andreas andrew anthony antoine anton
    arnold arthur august austin barry benedict benjamin bernard bernhard bertram blake bruce bryan
    cameron carl carter charles christian christoph clark claude clement cole conrad craig curtis
    dale daniel david dean dennis dietrich dominic donald douglas drew duncan eberhard edgar edmund
    edward elias ellis emanuel ernst eugene evan felix florian forrest francis francois frank
    franklin franz frederick friedrich gabriel gary george gerard gerhard gilbert gordon graham
    grant gregor gregory gunther gustav harald harold harris harrison harvey heinrich henry herbert
    hermann hilary howard hubert hugh hugo isaac jack jackson jacob jacques jakob james jan jason
    jean jerome joachim johannes john jonas jordan joseph julian julien justus karl kaspar keith
    kelly kenneth kent kurt lambert lancelot laurent lawrence leo leon leonard leopold leslie lewis
    lloyd logan lorenz louis lucas ludwig luis luther maria mario marion mark marlow marshall
    martin mason matthias maurice max maxwell melvin michael michel miles mitchell moritz morgan
    morris moses murray nathan neil nelson nicolas niklas noel norbert norman oliver oscar oswald
    otto owen pascal patrick paul percy perry peter philip philipp philippe pierre ralph raphael
    ray raymond reed reinhard reinhold rene richard robert robin roger roland roman ross roy rudolf
    rupert russell ryan samson samuel santiago scott sebastian shannon sidney siegfried simon
    spencer stanley stefan stephan stephen stewart stuart taylor theodor theodore thomas tobias
    todd tracy tyler ulrich urban valentin valentine vernon victor vincent walter warren wayne
    wendell werner wesley wilhelm william winfried winston wolf wolfgang xavier
    """)
"""Words that are given and family names in the same countries: Werner Arnold and Arnold Werner are
two people."""


def is_common(name: str) -> bool:
    """Whether given and family name of *name* are both among the most frequent, or the family name
    says next to nothing.
    """
    parsed = full_name(name)
    if parsed is None or not parsed.family:
        return False
    given, family = parsed.given.split()[0], parsed.family.split()[-1]
    if not NEARLY_ALL.isdisjoint((fold(given), fold(family))):
        return True
    return _are(given, family) or _are(family, given)


def _are(given: str, family: str) -> bool:
    return fold(given) in GIVEN and fold(family) in FAMILY
