"""One prospect jotted down in a line: `Jonas Weber, Head of Ops, Target GmbH <jw@target.example>`.

Pieces are told apart by what they are (a job title, a legal form, a name), and only then by their
place: a name first, then a title, then a firm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from narrowcast.agent.core.model import AddressKey, Prospect, ProspectId
from narrowcast.agent.core.spelling import spells
from narrowcast.connectors.formats import text as clean
from narrowcast.connectors.formats.addresses import canonical, clean_address
from narrowcast.nlp.folding import fold
from narrowcast.nlp.legal_forms import legal_end, legal_form
from narrowcast.nlp.names import full_name
from narrowcast.nlp.organisation_words import ORGANISATIONS, UNIVERSITIES
from narrowcast.nlp.organisations import (
    employer_of_domain,
    is_free_mail,
    registrable_domain,
)
from narrowcast.nlp.titles import is_title

MAX_CHARS = 1_000

_ADDRESS = re.compile(r"<?(?:mailto:)?([^\s<>,;()]+@[^\s<>,;()]+\.[^\s<>,;()]+)>?")
_URL = re.compile(r"https?://\S+|(?:www\.|\w{2,3}\.)?linkedin\.com/\S+", re.IGNORECASE)
_WHY = re.compile(
    r"\s*(?:\bbecause\b|\bweil\b|\bwhy:|\bparce que\b|\bporque\b|\bperch[eé]\b)\s*(.+)$",
    re.IGNORECASE,
)
_PIECES = re.compile(r"\s*[,;|•·\t]\s*|\s+[-–—]\s+")
_SAYS = re.compile(r"[^\W\d_]")
_AT = re.compile(r"\s+(?:at|@|bei|chez|presso|bij|hos)\s+", re.IGNORECASE)
_SOMEONE = re.compile(
    r"(?:someone|somebody|anyone|whoever|jemand\w*|quelqu['’]un\w*|alguien|alguem|qualcuno|iemand|"
    r"nagon|nogen|ktos)\b"
)


def parse_line(text: str) -> Prospect | None:
    """Read one prospect, without a number; None where the line names neither person nor firm."""
    rest = clean.line(text[:MAX_CHARS])
    url, rest = _taken(_URL, rest)
    addresses, rest = _addresses(rest)
    why, rest = _taken(_WHY, rest)
    name, title, organization, more = _told_apart(_pieces(rest), addresses)
    if addresses:
        name = name or _spelt(addresses[0])
        organization = organization or employer_of_domain(addresses[0])
    if not name and not organization:
        return None
    return Prospect(
        id=ProspectId(0),
        name=name,
        addresses=addresses,
        organization=organization,
        domains=registered(addresses),
        title=title,
        url=url.rstrip(".,;)"),
        why=", ".join(filter(None, (*more, why))),
    )


def firm_like(text: str) -> bool:
    """Whether *text* says by its legal form, or a word such as `Bank`, that it is a firm."""
    form = legal_form(text)
    if form and form.start():
        letters = re.sub(r"[^\w]", "", form[0])
        # Two letters are a legal form in capitals only: `Acme AG`, but `Kai Ag`.
        return len(letters) > 2 or letters.isupper()
    words = [fold(word) for word in re.findall(r"[^\W\d_]+", text)]
    return len(words) > 1 and any(word in ORGANISATIONS | UNIVERSITIES for word in words)


def registered(hosts: Iterable[str]) -> tuple[str, ...]:
    """The registrable domains of addresses or hosts, without free mail, each once."""
    domains = (registrable_domain(host) for host in hosts if not is_free_mail(host))
    return tuple(dict.fromkeys(domain for domain in domains if "." in domain))


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    """What *pattern* finds (its group, if it has one), and the text without it."""
    found = pattern.search(text)
    if not found:
        return "", text
    return found[pattern.groups], f"{text[: found.start()]} {text[found.end() :]}".strip()


def _addresses(text: str) -> tuple[tuple[AddressKey, ...], str]:
    found = (canonical(clean_address(one)) for one in _ADDRESS.findall(text))
    unique = tuple(dict.fromkeys(AddressKey(one) for one in found if one))
    return unique, _ADDRESS.sub(" ", text)


def _spelt(address: AddressKey) -> str:
    """The name an address spells, else the address."""
    read = full_name(address.rpartition("@")[0])
    return read.full if read and read.family else address


def _pieces(text: str) -> list[str]:
    """The parts between commas and dashes; a legal form goes back to its firm."""
    pieces: list[str] = []
    for piece in filter(_SAYS.search, (one.strip(" .,:\"'()") for one in _PIECES.split(text))):
        if pieces and _only_legal(piece):
            pieces[-1] = f"{pieces[-1]} {piece}"
        else:
            pieces += [half for half in _AT.split(piece, maxsplit=1) if half.strip()]
    return pieces


def _only_legal(piece: str) -> bool:
    form = legal_form(f", {piece}")  # a form is one behind a name only
    return form is not None and form.start() == 2 and legal_end(f", {piece}") >= len(piece) + 2


def _told_apart(
    pieces: list[str], addresses: Sequence[AddressKey]
) -> tuple[str, str, str, Sequence[str]]:
    """Name, title, organisation, and what is left over."""
    name, pieces = _first_name(pieces, addresses)
    organization = next((one for one in pieces if firm_like(one) and not _is_role(one)), "")
    rest = [one for one in pieces if one != organization]
    title = next((one for one in rest if _is_role(one)), "")
    rest = [one for one in rest if one != title]
    if not title and rest and (len(rest) > 1 or organization):
        title, *rest = rest
    if not organization and rest:
        organization, *rest = rest
    return name, title, organization, rest


def _is_role(text: str) -> bool:
    return is_title(text) or _SOMEONE.match(fold(text)) is not None


def _first_name(pieces: list[str], addresses: Sequence[AddressKey]) -> tuple[str, list[str]]:
    """The person's name, which comes first if there is one, and the other pieces."""
    if len(pieces) > 1 and addresses:
        turned = full_name(f"{pieces[0]}, {pieces[1]}")
        single = not (firm_like(pieces[1]) or " " in pieces[0])
        if turned and single and any(spells(address, turned) for address in addresses):
            return turned.full, pieces[2:]
    head, rest = (pieces[0], pieces[1:]) if pieces else ("", [])
    read = full_name(head)
    if read is None or firm_like(head) or _SOMEONE.match(fold(head)):
        return "", pieces
    if is_title(head) and not any(map(is_title, rest)):
        return "", pieces
    if not read.family and not (addresses or rest):  # a single word alone is a firm's name
        return "", pieces
    return read.full, rest
