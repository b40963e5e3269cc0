"""What somebody's signature says, before it is laid out: a card drawn for a person and a firm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from training.draw import Draw
from training.firms import Firm, department
from training.invented import Label
from training.page import Line, Piece, line
from training.people import Person, ascii_letters, without_accents
from training.titles import Title, one, title

_ORDER = ("office", "mobile", "fax")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """A number as printed; *after* tells that its label stands behind it."""

    label: str
    number: str
    after: bool = False

    @property
    def pieces(self) -> Line:
        number = Piece(self.number, Label.PHONE)
        return line(number, self.label) if self.after else line(self.label, number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a signature says; '' and () are left out of it."""

    who: Person
    before: str
    signed: str
    after: str
    title: Title | None
    firm: Firm
    org: str
    dept: str
    address: tuple[str, ...]
    phones: tuple[Phone, ...]
    mail: str
    links: tuple[str, ...]
    division: str = ""
    """A second department, above or below the first."""
    second_title: str = ""
    extra: str = ""
    """A line about the firm under its name: branch, group."""

    @property
    def titles(self) -> tuple[str, ...]:
        held = (self.title.text, *self.title.also) if self.title else ()
        if not self.second_title:
            return held
        return (*held, self.second_title, f"{held[0]} {self.second_title}")


def card(draw: Draw, who: Person, firm: Firm, address: str) -> Card:
    """How *who* of *firm* writing from *address* signs."""
    held = title(draw, firm.sector, female=who.female) if draw.chance(0.86) else None
    org = "" if draw.chance(0.1) else draw.pick((firm.name, firm.name, firm.short))
    plain = Card(
        who=who,
        before=_before(draw, who),
        signed=_spelled(draw, who),
        after=_after(draw, who),
        title=held,
        firm=firm,
        org=org,
        dept=firm.department,
        address=_address(draw, firm.land) if draw.chance(0.5) else (),
        phones=phones(draw, firm.land),
        mail=_mail(draw, address) if draw.chance(0.45) else "",
        links=_links(draw, who, firm),
        division=_division(draw, firm),
        second_title=_second_title(draw, who, firm, held),
        extra=_extra(draw, firm) if org else "",
    )
    return _looks(draw, plain)


def _spelled(draw: Draw, who: Person) -> str:
    return draw.weighted(
        {
            who.name: 8.0,
            who.plain: 5.0,
            f"{who.given} {who.family.upper()}": 0.7,
            who.plain.upper(): 0.5,
        }
    )


def _before(draw: Draw, who: Person) -> str:
    before = f"{who.before} " if who.before else ""
    if (offices := draw.words.get("people.signs_for")) and draw.chance(0.05):
        return f"{draw.pick(offices)} {before}"
    return before


def _after(draw: Draw, who: Person) -> str:
    after = f"{draw.pick((', ', ', ', ' '))}{who.after}" if who.after else ""
    if (pronouns := draw.words.get("people.pronouns")) and draw.chance(0.04):
        return f"{after} {pronouns[who.female]}"
    return after


def phones(draw: Draw, land: str) -> tuple[Phone, ...]:
    """None to four numbers, labelled in one manner."""
    count = draw.weighted({0: 2.5, 1: 4.0, 2: 3.5, 3: 1.2})
    manner = draw.weighted({"word": 6.0, "letter": 2.0, "bare": 1.5, "after": 1.5})
    kinds = draw.rng.sample(_ORDER, count)
    return tuple(_phone(draw, kind, manner, land) for kind in sorted(kinds, key=_ORDER.index))


def _phone(draw: Draw, kind: str, manner: str, land: str) -> Phone:
    digits = number(draw, kind, land)
    label = draw.known_or_new(draw.words.local(land, f"phones.{kind}_label"))
    if manner == "bare" and kind != "fax":
        return Phone(label="", number=digits)
    if manner == "after":
        bracketed = draw.chance(0.5)
        word = label.rstrip(".:").lower()
        return Phone(label=f" ({word})" if bracketed else f" {word}", number=digits, after=True)
    if manner == "letter":
        letter = {"office": "T", "mobile": "M", "fax": "F"}[kind]
        return Phone(
            label=draw.pick((f"{letter} ", f"{letter}: ", f"{letter}. ", f"{letter}:")),
            number=digits,
        )
    end = (
        " "
        if label.endswith(".") and draw.chance(0.6)
        else draw.pick((": ", ": ", ":", " ", " : ", ":  "))
    )
    return Phone(label=label + end, number=digits)


def number(draw: Draw, kind: str, land: str) -> str:
    """A telephone number as *land* prints it, of the ranges kept free for fiction or 555."""
    words = draw.words
    name = "phones.mobile" if kind == "mobile" else "phones.office"
    area = draw.pick(words.local(land, "phones.areas"))
    return draw.digits(draw.pick(words.local(land, name)).replace("{area}", area))


def _address(draw: Draw, land: str) -> tuple[str, ...]:
    words = draw.words

    def local(name: str) -> tuple[str, ...]:
        return words.local(land, f"places.{name}")

    slots: dict[str, Callable[[], str]] = {
        "street": lambda: draw.word(local("streets")),
        "number": lambda: draw.digits(draw.pick(("@", "@#", "@#", "@##"))),
        "city": lambda: draw.word(local("cities")),
        "region": lambda: draw.pick(local("regions") or ("",)),
        "country": lambda: draw.pick(local("countries")),
        "postcode": lambda: draw.digits(draw.pick(local("postcodes"))),
        "floor": lambda: draw.digits(draw.pick(local("floors"))),
        "box": lambda: draw.digits("@###"),
    }
    return tuple(draw.fill(part, slots) for part in draw.pick(local("addresses")).split("|"))


def _links(draw: Draw, who: Person, firm: Firm) -> tuple[str, ...]:
    if not draw.chance(0.35):
        return ()
    domain = firm.site if firm.sector != "academic" else firm.domain
    site = draw.weighted(
        {
            f"www.{domain}": 5.0,
            f"http://www.{domain}": 1.5,
            f"https://{domain}": 1.5,
            f"https://www.{domain}/": 1.0,
            domain: 1.0,
            f"http://www.{domain}/~{ascii_letters(who.given)[:6].rstrip()}": 0.2,
        }
    )
    return (site,)


def _mail(draw: Draw, address: str) -> str:
    """The address as printed, with the marks programs leave behind it."""
    if not address:
        return ""
    label = draw.pick(draw.words["mail_labels"]) if draw.chance(0.5) else ""
    forms = {
        address: 10.0,
        f"{address} <mailto:{address}>": 0.6,
        f"{address}<mailto:{address}>": 0.3,
        f"[mailto:{address}]": 0.2,
        f"<{address}>": 0.3,
        address.replace("@", " at "): 0.4,
        address.replace("@", "(at)"): 0.1,
        address.upper(): 0.1,
    }
    return label + draw.weighted(forms)


def _division(draw: Draw, firm: Firm) -> str:
    share = 0.25 if firm.sector in ("academic", "public", "medical") else 0.04
    return department(draw, firm.sector) if firm.department and draw.chance(share) else ""


def _second_title(draw: Draw, who: Person, firm: Firm, held: Title | None) -> str:
    if held is None or held.also or not draw.chance(0.04):
        return ""
    other = one(draw, firm.sector, female=who.female)
    return other if other != held.text else ""


def _extra(draw: Draw, firm: Firm) -> str:
    if firm.parent:
        return draw.pick(draw.words["orgs.part_of"]).replace("{parent}", firm.parent)
    if draw.chance(0.03):
        return draw.fill(
            draw.pick(draw.words["orgs.branch"]),
            {"place": lambda: draw.word(draw.words.local(firm.land, "places.cities"))},
        )
    return ""


def _looks(draw: Draw, plain: Card) -> Card:
    """Capitals, small letters, damaged blanks: what happens to whole fields of a card."""
    change = draw.weighted(
        {"": 85.0, "ORG": 5.0, "TITLE": 3.0, "lower": 2.0, "ALL": 2.0, "?": 1.5, "ascii": 2.0}
    )
    match change:
        case "ORG":
            return replace(plain, org=plain.org.upper())
        case "TITLE":
            return _each(plain, str.upper, org=False)
        case "lower":
            return _each(plain, str.lower, org=draw.chance(0.3))
        case "ALL":
            return replace(_each(plain, str.upper, org=True), signed=plain.signed.upper())
        case "?":
            return _each(plain, lambda text: text.replace(" ", "?", 1), org=True)
        case "ascii":
            folded = _each(plain, without_accents, org=True)
            return replace(folded, signed=without_accents(plain.signed))
        case _:
            return plain


def _each(plain: Card, change: Callable[[str], str], *, org: bool) -> Card:
    held = plain.title
    division, second = change(plain.division), change(plain.second_title)
    changed = Title(change(held.text), tuple(map(change, held.also))) if held else None
    return replace(
        plain,
        division=division,
        second_title=second,
        title=changed,
        dept=change(plain.dept),
        org=change(plain.org) if org else plain.org,
    )
