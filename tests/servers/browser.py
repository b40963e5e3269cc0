"""A browser without a window and without a person: it follows a sign-in page to its end.

    browser = install(folder, Person(user="me@corp.test", unticks=("…/contacts.readonly",)))
    run `connect` with browser.environment
    browser.seen                    # a line for each page

As a program (`python browser.py PERSON.json URL`) it is what $BROWSER names. It opens the page,
fills in its first form that is not one for giving up, sends it, and so on until no form is left:
by then the page has sent it back to the program's own address.
"""

from __future__ import annotations

import json
import os
import shlex
import ssl
import sys
import urllib.error
import urllib.request
from dataclasses import asdict, dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

_PAGES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who sits before the page."""

    user: str = "me@corp.test"
    """The account that is chosen."""
    unticks: tuple[str, ...] = ()
    """Scopes that are taken back on the page of consent."""
    refuses: bool = False
    """Says no."""
    leaves: bool = False
    """Closes the page as soon as it is open."""


@dataclass(frozen=True, slots=True)
class Browser:
    """What to give a program so that it opens this browser."""

    command: str
    log: Path

    @property
    def environment(self) -> dict[str, str]:
        """For a child process. The & lets the program go on to listen (`webbrowser`)."""
        return {"BROWSER": f"{shlex.quote(self.command)} %s &"}

    @property
    def seen(self) -> list[str]:
        """Status, address and title of each page, in order."""
        return self.log.read_text("utf-8").splitlines() if self.log.exists() else []

    def open(self, url: str) -> None:
        """Go to *url* now, in this process."""
        person = json.loads(Path(f"{self.command}.json").read_text("utf-8"))
        _visit(url, Person(**person["person"]), person["ca_file"], self.log)


def install(folder: Path, person: Person, ca_file: Path | None = None) -> Browser:
    """Write a program into *folder* that opens pages as *person* would.

    Its path holds no colon: that is where $BROWSER is cut.
    """
    command, log = folder / "browser", folder / "browser.log"
    told = {"person": asdict(person), "ca_file": str(ca_file or ""), "log": str(log)}
    Path(f"{command}.json").write_text(json.dumps(told), "utf-8")
    ours = shlex.join([sys.executable, str(Path(__file__).resolve()), f"{command}.json"])
    command.write_text(f'#!/bin/sh\nexec {ours} "$1" 2>>{shlex.quote(str(log))}.errors\n', "utf-8")
    command.chmod(0o755)
    return Browser(str(command), log)


@dataclass
class _Form:
    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict[str, str])


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms = list[_Form]()
        self.links = list[str]()
        self.title = ""
        self._in_title = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(_Form(told.get("action", ""), told.get("method", "get").upper()))
        elif tag in {"input", "button"} and self.forms and told.get("name"):
            self.forms[-1].fields.setdefault(told["name"], told.get("value", ""))
        elif tag == "a":
            self.links.append(told.get("href", ""))
        self._in_title = tag == "title"

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data.strip()


class _Window:
    """An opener with cookies, which trusts *ca_file* only."""

    def __init__(self, ca_file: str, log: Path) -> None:
        context = ssl.create_default_context(cafile=ca_file or None)
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            urllib.request.HTTPCookieProcessor(CookieJar()),
            urllib.request.HTTPSHandler(context=context),
        )
        self._log = log

    def open(self, url: str, data: dict[str, str] | None = None) -> tuple[str, _Page]:
        """The address that it ends at, and its page."""
        body = urlencode(data).encode() if data is not None else None
        try:
            with self._opener.open(url, body, timeout=20) as answer:
                status, at, text = answer.status, answer.url, answer.read()
        except urllib.error.HTTPError as refusal:
            with refusal:
                status, at, text = refusal.code, refusal.url or url, refusal.read()
        page = _Page(text.decode("utf-8", "replace"))
        with self._log.open("a", encoding="utf-8") as log:
            place = urlsplit(at)
            log.write(f"{status} {place.scheme}://{place.netloc}{place.path} {page.title}\n")
        return at, page


def _visit(url: str, person: Person, ca_file: str, log: Path) -> None:
    window = _Window(ca_file, log)
    at, page = window.open(url)
    if person.leaves:
        return
    if person.refuses and (answer := _refusal(url)):
        window.open(answer)
        return
    for _ in range(_PAGES):
        if person.refuses and (link := next((x for x in page.links if "abort" in x), None)):
            at, page = window.open(urljoin(at, link))  # which has the news brought back by a form
        form = _chosen(page, person)
        if form is None:
            return
        target = urljoin(at, form.action)
        if form.method == "POST":
            at, page = window.open(target, _filled(form, person))
        else:
            at, page = window.open(f"{target}?{urlencode(_filled(form, person))}")


def _refusal(url: str) -> str:
    """Where Google's page goes after "Cancel"; '' where it is not such a page.

    The emulator of Google has no such button; that of OpenID has a link.
    """
    asked = {name: values[-1] for name, values in parse_qs(urlsplit(url).query).items()}
    if "/o/oauth2/" not in url or "redirect_uri" not in asked:
        return ""
    answer = {"error": "access_denied", "state": asked.get("state", "")}
    return f"{asked['redirect_uri']}?{urlencode(answer)}"


def _chosen(page: _Page, person: Person) -> _Form | None:
    """The form of this person's account; else the first that does not give up."""
    usable = [one for one in page.forms if "abort" not in one.action]
    of_person = [one for one in usable if one.fields.get("email") == person.user]
    if not of_person and any("email" in one.fields for one in usable):
        return None  # a page of accounts, and this person has none of them
    return next(iter(of_person or usable), None)


def _filled(form: _Form, person: Person) -> dict[str, str]:
    answers = {"login": person.user, "password": "x"}
    made = {
        name: answers.get(name, value) for name, value in form.fields.items() if name != "abort"
    }
    if "scope" in made and person.unticks:
        kept = [one for one in made["scope"].split() if one not in person.unticks]
        made["scope"] = " ".join(kept)
    return made


def _main(told: str, url: str) -> None:
    person = json.loads(Path(told).read_text("utf-8"))
    for name in ("HTTPS_PROXY", "HTTP_PROXY"):
        os.environ.pop(name, None)
    _visit(url, Person(**person["person"]), person["ca_file"], Path(person["log"]))


if __name__ == "__main__":
    _main(sys.argv[1], sys.argv[2])
