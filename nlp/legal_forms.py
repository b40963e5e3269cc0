"""Legal forms of organisations by country, found inside a name and cut off its ends."""

from __future__ import annotations

import re

# Written as signs before optional dots: `s.a.r.l` also finds SARL, S.à r.l. (folded) and s.a r.l.
_FORMS = """
    inc incorporated corp corporation l.l.c l.l.p l.p plc ltd limited pty pte co p.c
    gmbh ggmbh mbh ag se kg kgaa ohg gbr ug e.v e.k e.g k.d.ö.r a.ö.r mbb e.u
    s.a s.a.r.l s.à.r.l s.a.s s.a.s.u e.u.r.l s.c.o.p s.c.a s.n.c s.c.p s.e.l.a.r.l
    s.l s.l.u s.l.p s.l.l s.r.l s.r.l.s s.p.a s.n.c s.a.s s.c.r.l s.a.b s.a.u s.a.c
    b.v b.v.b.a n.v v.o.f c.v s.p.r.l a.s.b.l v.z.w
    lda ltda s/a e.i.r.e.l.i m.e
    a.b h.b k.b a/s a.p.s i/s k/s a.s a.s.a o.y o.y.j
    s.p.j s.p.k s.r.o k.f.t z.r.t d.o.o a.d e.o.o.d s.i.a u.a.b o.ü
    k.k g.k fze fzco fzc dmcc w.l.l n.y.r.t
    """
_LONGER = (
    r"s\.?\s?a\.?\s?(?:p\.?i\.?\s?)?de\s?c\.?\s?v"
    r"|s\.?\s?(?:n\.?\s?c|a\.?\s?s)\.?\s+di\s+[^,;]{1,40}"  # its partners are named behind it
    r"|gmbh\s*&\s*co\.?\s*(?:kga?a?|ohg)|(?:ag|se|ug)\s*&\s*co\.?\s*(?:kga?a?|ohg)|&\s*co\.?\s*kg"
    r"|ug\s*\(haftungsbeschränkt\)|part(?:nerschaft|g)\s*(?:mbb)?|sp\.?\s?z\s?o\.?\s?o|sp\.\s?[jk]"
    r"|s\.?\s?[aà]\.?\s?r\.?\s?l|&\s*co|gesellschaft mit beschränkter haftung"
    r"|aktiengesellschaft|kommanditgesellschaft|soci[eé]t[eé] anonyme"
    r"|soci[eé]t[eé] par actions simplifi[eé]e|soci[eé]t[eé] [aà] responsabilit[eé] limit[eé]e"
    r"|sociedad (?:an[oó]nima|limitada)|sociedade (?:an[oó]nima|limitada)"
    r"|unipessoal(?:\s+l(?:td)?da)?|societ[aà] (?:per azioni|a responsabilit[aà] limitata)"
    r"|naamloze vennootschap|besloten vennootschap|aktiebolag|ekonomisk förening|aktieselskab"
    r"|anpartsselskab"
    r"|aksjeselskap|sp[oó][lł]ka\s(?:akcyjna|jawna|komandytowa|z\s?o\.?\s?o)|spol\.\s?s\s?r\.?\s?o"
    r"|kabushiki kaisha|private limited|pvt\.?\s?ltd|public limited company"
)
_SHORT = "|".join(
    sorted(
        (form.replace("/", "/?").replace(".", r"\.?\s?") for form in _FORMS.split()),
        key=len,
        reverse=True,
    )
)
_ASIAN = "株式会社|有限会社|合同会社|有限公司|주식회사"
_INSIDE = re.compile(
    rf"(?:(?<=[\s,])(?:{_LONGER}|{_SHORT})(?:\.(?!\w)|(?![\w.&/’'-])))|{_ASIAN}", re.IGNORECASE
)
_TAIL = re.compile(
    rf"(?:[\s,]+(?:{_LONGER}|{_SHORT}|company)\.?|\s*(?:{_ASIAN}))[\s,.;]*$", re.IGNORECASE
)
_HEAD = re.compile(rf"^(?:(?:AB|Oy|OY|A/S|OOO|ООО|ЗАО|ПАО|АО|PT|The|the)\s+|(?:{_ASIAN})\s*)(?=\S)")
SINGLE_WORDS = frozenset(form for form in _FORMS.split() if len(form) > 2 and form.isalpha())
"""Forms of one word, in small letters."""
_COUNTRIES = {
    form: country
    for country, forms in {
        "DE": "gmbh ggmbh ag kg kgaa ohg gbr ug ev ek mbb partg eg aktiengesellschaft",
        "GB": "ltd limited plc llp",
        "US": "inc corp corporation llc incorporated",
        "FR": "sas sasu sarl eurl",
        "IT": "srl spa snc",
        "ES": "sl slu",
        "NL": "bv nv",
        "PT": "lda",
        "BR": "ltda",
        "SE": "ab aktiebolag",
        "DK": "a/s aps",
        "NO": "asa",
        "FI": "oy oyj",
        "PL": "spzoo",
        "CZ": "sro",
        "HU": "kft zrt",
        "AU": "ptyltd ptylimited",
        "JP": "kk",
    }.items()
    for form in forms.split()
}
"""Form without dots and spaces → the country where it is known first; others share most of them."""
_LOWER_CASE = re.compile(r"e\.|z\s?o|k\.d|s\.|d\.o|mb[hb]")


_FAMILY_NAMES = frozenset({"Ag", "As", "Bv", "Cv", "Ek", "Eg", "Kb", "Me", "Sa", "Se", "Sia", "Ad"})
"""Written so they are names (`Eva Ek`, `Joana Sa`), not forms."""


def legal_form(text: str) -> re.Match[str] | None:
    """The first legal form in *text* behind a name; `as`, `co` in small letters do not count."""
    for found in _INSIDE.finditer(text):
        if found[0] in _FAMILY_NAMES:
            continue
        if not found[0].islower() or _LOWER_CASE.match(found[0]):
            return found
    return None


def legal_country(text: str) -> str:
    """ISO 3166 code of where the legal form behind a name in *text* is known first; '' if unknown.

    `GmbH` is read as German though Austria and Switzerland have it as well.
    """
    found = legal_form(text)
    if found is None:
        return ""
    letters = text[found.start() :].replace(".", "").lower().split()
    tries = ("".join(letters[:count]).strip(",;") for count in (3, 2, 1))
    return next((_COUNTRIES[form] for form in tries if form in _COUNTRIES), "")


def legal_end(text: str) -> int:
    """Where the name with its legal forms ends, all that follow each other; 0 without any."""
    found = legal_form(text)
    end = 0
    while found is not None and found.end() > end:
        end = found.end()
        rest = text[end:]
        found = _INSIDE.match(text, end + len(rest) - len(rest.lstrip(" ,")))
    return end


def without_legal_forms(name: str) -> str:
    """*name* without one legal form at its end and one at its beginning."""
    return _TAIL.sub("", _HEAD.sub("", name)).strip(" ,;&")
