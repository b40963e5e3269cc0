"""WebDAV's XML (RFC 4918): requests are written, answers read, as a stream and without a DTD.

Names are `d:href`: a letter for the namespace and the local name; `x:` stands for any other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape

NAMESPACES = {
    "d": "DAV:",
    "c": "urn:ietf:params:xml:ns:caldav",
    "a": "urn:ietf:params:xml:ns:carddav",
    "s": "http://calendarserver.org/ns/",
}
MAX_DEPTH = 60
MAX_RESOURCES = 200_000
_LETTERS = {uri: letter for letter, uri in NAMESPACES.items()}
_DECLARED = "".join(f' xmlns:{letter}="{uri}"' for letter, uri in NAMESPACES.items())


class NotXml(ValueError):
    """The answer cannot be read as XML, or is XML that we do not read; a short reason."""


@dataclass(slots=True)
class Property:
    """What a property holds, flattened: its text, the hrefs, element names and `name` attributes
    in it.
    """

    text: str = ""
    hrefs: list[str] = field(default_factory=list[str])
    names: set[str] = field(default_factory=set[str])
    named: set[str] = field(default_factory=set[str])


@dataclass(slots=True)
class Resource:
    """One response of a multistatus; *properties* are those that were found."""

    href: str = ""
    status: int = 200
    properties: dict[str, Property] = field(default_factory=dict[str, Property])

    def text(self, name: str) -> str:
        """The property's text without blanks around it; '' if there is none."""
        found = self.properties.get(name)
        return found.text.strip() if found else ""

    def hrefs(self, name: str) -> list[str]:
        found = self.properties.get(name)
        return found.hrefs if found else []

    def names(self, name: str) -> Collection[str]:
        found = self.properties.get(name)
        return found.names if found else ()


@dataclass(slots=True)
class Multistatus:
    """An answer: its resources, the sync token, and the conditions an error names."""

    resources: list[Resource] = field(default_factory=list[Resource])
    token: str = ""
    conditions: set[str] = field(default_factory=set[str])


def propfind(names: Iterable[str]) -> bytes:
    """Ask for these properties."""
    return _document("d:propfind", _prop(names))


def sync_collection(token: str, names: Iterable[str]) -> bytes:
    """Ask what has changed since *token*; '' asks for everything (RFC 6578 §3.2)."""
    told = f"<d:sync-token>{escape(token)}</d:sync-token><d:sync-level>1</d:sync-level>"
    return _document("d:sync-collection", told + _prop(names))


def multiget(report: str, names: Iterable[str], hrefs: Iterable[str]) -> bytes:
    """Ask for these resources by `c:calendar-multiget` or `a:addressbook-multiget`."""
    asked = "".join(f"<d:href>{escape(href)}</d:href>" for href in hrefs)
    return _document(report, _prop(names) + asked)


def _prop(names: Iterable[str]) -> str:
    return f"<d:prop>{''.join(f'<{name}/>' for name in names)}</d:prop>"


def _document(root: str, content: str) -> bytes:
    head = '<?xml version="1.0" encoding="utf-8"?>'
    return f"{head}<{root}{_DECLARED}>{content}</{root}>".encode()


def parse(body: bytes) -> Multistatus:
    """Read an answer; raises `NotXml`."""
    return _Reader().read(body)


class _Reader:
    """Follows the elements of one answer; knows where it is by the path of their names."""

    def __init__(self) -> None:
        self.found = Multistatus()
        self._path: list[str] = []
        self._text: list[str] = []
        self._resource: Resource | None = None
        self._hrefs: list[str] = []  # of the response we are in: one status may be for several
        self._status = 200  # of the propstat we are in
        self._properties: dict[str, Property] = {}
        self._parser = expat.ParserCreate(namespace_separator="\n")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._open
        self._parser.EndElementHandler = self._close
        self._parser.CharacterDataHandler = self._text.append
        # No answer needs a DTD; entities are declared nowhere else.
        self._parser.StartDoctypeDeclHandler = _refuse

    def read(self, body: bytes) -> Multistatus:
        try:
            self._parser.Parse(body, True)  # the last piece
        except (expat.ExpatError, ValueError, LookupError) as fault:
            if isinstance(fault, NotXml):
                raise
            raise NotXml("the answer is not XML") from None
        return self.found

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        uri, _, local = name.rpartition("\n")
        short = f"{_LETTERS.get(uri, 'x')}:{local}"
        self._path.append(short)
        if len(self._path) > MAX_DEPTH:
            raise NotXml("the answer is nested too deep")
        self._text.clear()
        if short == "d:response" and len(self._path) == 2:
            self._resource, self._hrefs = Resource(), []
        elif short == "d:propstat" and len(self._path) == 3:
            self._status, self._properties = 200, {}
        elif self._path[0] == "d:error" and len(self._path) == 2:
            self.found.conditions.add(short)
        holder = self._holder()
        if holder is not None and len(self._path) > 5:
            holder.names.add(short)
            if "name" in attributes:
                holder.named.add(attributes["name"].upper())

    def _close(self, _: str) -> None:
        text = "".join(self._text)
        self._text.clear()
        short = self._path[-1]
        holder = self._holder()
        if holder is not None:
            if len(self._path) == 5:
                holder.text = text
            elif short == "d:href":
                holder.hrefs.append(text.strip())
        elif self._resource is not None:
            self._describe(short, text.strip())
        elif short == "d:sync-token" and len(self._path) == 2:
            self.found.token = text.strip()
        self._path.pop()

    def _holder(self) -> Property | None:
        """The property we are in: multistatus/response/propstat/prop/it."""
        if len(self._path) < 5 or self._path[3] != "d:prop" or self._path[2] != "d:propstat":
            return None
        return self._properties.setdefault(self._path[4], Property())

    def _describe(self, short: str, text: str) -> None:
        assert self._resource is not None
        depth = len(self._path)
        if short == "d:href" and depth == 3:
            self._hrefs.append(text)
        elif short == "d:status":
            if depth == 3:
                self._resource.status = _status(text)
            elif depth == 4:
                self._status = _status(text)
        elif short == "d:propstat" and depth == 3:
            if 200 <= self._status < 300:
                self._resource.properties |= self._properties
        elif short == "d:response" and depth == 2:
            one = self._resource
            if len(self.found.resources) + len(self._hrefs) > MAX_RESOURCES:
                raise NotXml(f"the answer lists more than {MAX_RESOURCES} resources")
            self.found.resources += [
                Resource(href, one.status, one.properties) for href in self._hrefs or [""]
            ]
            self._resource = None


def _status(line: str) -> int:
    """The code of `HTTP/1.1 404 Not Found`; 500 where there is none."""
    code = line.split()[1] if len(line.split()) > 1 else ""
    return int(code) if len(code) == 3 and code.isdecimal() else 500


def _refuse(*_: object) -> None:
    raise NotXml("the answer declares a document type")
