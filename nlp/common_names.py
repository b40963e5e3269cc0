"""Given and family names that so many people bear that the two together prove nobody.

Made from general knowledge of the most frequent names of about thirty countries, spelled folded
(no accents, `ü` as u and as ue): family names that about one in 250 bears where they are at home.
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
    andreas christian stefan martin michaela sabine petra claudia julia thomas wolfgang klaus hans
    jan lars anders erik karl nils peter johan emma sofia ana jose juan carlos luis miguel manuel
    francisco antonio javier pedro jorge carmen isabel joao paulo marcos lucas bruno marco luca
    andrea francesco giuseppe alessandro giovanni mario paolo roberto giulia chiara jean pierre
    michel philippe nicolas francois julien claire sophie isabelle nathalie ivan alexander alexei
    sergei sergey dmitry andrei elena olga natalia tatiana anastasia mohammed mohamed muhammad
    ahmed ali omar hassan fatima aisha mehmet mustafa ayse fatma raj amit rahul sanjay vijay anil
    sunil priya pooja neha wei li jing na min yan fang lei jun tao hui xin yu yang ping ming hong
    jie min-jun ji-hoon seo-yeon minjun jihoon kenji hiroshi takashi yuki hiroko van thi anh minh
    """)
FAMILY = words("""
    smith jones williams brown taylor davis davies johnson miller wilson anderson thomas moore
    martin lee muller mueller schmidt schneider fischer weber meyer hansen nielsen jensen larsen
    johansson andersson karlsson nilsson garcia rodriguez gonzalez fernandez lopez martinez sanchez
    perez hernandez silva santos oliveira souza sousa pereira ferreira rossi russo ferrari bernard
    dubois ivanov ivanova petrov petrova smirnov smirnova nowak kowalski novak nagy ali khan ahmed
    hussain yilmaz kaya patel shah singh kumar sharma wang li zhang liu chen yang huang zhao wu zhou
    xu sun lin kim park choi jung jeong sato suzuki takahashi tanaka watanabe nguyen tran le pham
    """)


def is_common(name: str) -> bool:
    """Whether both the given and the family name of *name* are among the most frequent."""
    parsed = full_name(name)
    if parsed is None or not parsed.family:
        return False
    given, family = parsed.given.split()[0], parsed.family.split()[-1]
    return _are(given, family) or _are(family, given)


def _are(given: str, family: str) -> bool:
    return fold(given) in GIVEN and fold(family) in FAMILY
