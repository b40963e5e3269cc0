"""What the guides show in the terminal is what the terminal shows, line by line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from narrowcast.agent.core import clouds
from tests.agent.cli.signing_in import Terminal
from tests.servers.browser import Person, install
from tests.servers.certificates import Certificates
from tests.servers.google import START, GoogleWorld, Mail
from tests.servers.graph import OWNER, Graph
from tests.servers.oidc import Oidc

DOCS = Path(__file__).parents[3] / "docs"


def shown(page: str) -> list[str]:
    """Every line of a guide's terminals that is not typed; what follows … may be anything."""
    blocks = re.findall(r"```console\n(.*?)```", (DOCS / page).read_text("utf-8"), re.DOTALL)
    lines = (line for block in blocks for line in block.splitlines())
    return [" ".join(line.split()) for line in lines if not line.startswith("$ ")]


def steps(page: str) -> list[int]:
    return [
        int(n) for n in re.findall(r"^\*\*(\d+)\. ", (DOCS / page).read_text("utf-8"), re.MULTILINE)
    ]


def plain(said: list[str], terminal: Terminal, kind: str, address: str) -> str:
    """All that was said, without spaces, with the names that the guide has."""
    text = "".join(" ".join(said).split())  # a long path is broken anywhere
    hosts = ", ".join(clouds.CLOUDS[kind].hosts({}))
    known = {
        "willbereadfromlocalhost,": f"willbereadfrom{hosts},",
        str(terminal.home): "~/.config/narrowcast",
        address: "me@gmail.com" if kind == "google" else "me@firm.example",
    }
    for ours, theirs in known.items():
        text = text.replace(ours, theirs)
    page = "accounts.google.com" if kind == "google" else "login.microsoftonline.com"
    return re.sub(r"openthere:https://localhost:\d+/", f"openthere:https://{page}/", text)


def missing(page: str, text: str) -> list[str]:
    """The lines of a guide that were not said; where lines were broken counts for nothing."""
    solid = "".join(text.split())
    return [line for line in shown(page) if "".join(line.rstrip("…").split()) not in solid]


@pytest.mark.parametrize("page", ["setup-google.md", "setup-microsoft.md"])
def test_a_guide_has_at_most_twelve_steps(page: str) -> None:
    assert steps(page) == list(range(1, len(steps(page)) + 1))
    assert len(steps(page)) <= 12


def test_googles_guide_shows_what_is_said(google_consent: GoogleWorld, tmp_path: Path) -> None:
    world, terminal = google_consent, Terminal(tmp_path / "home")
    dates = [START.replace(day=day) for day in (2, 3)]
    world.load([Mail(sender="Ana <ana@acme.test>", subject="hi", date=at) for at in dates])
    client = tmp_path / "client_secret.json"
    client.write_text(world.client_file(), "utf-8")
    ends = [f"--endpoint={name}={url}" for name, url in world.endpoints().items()]
    browser = install(tmp_path, Person(), world.ca_file)
    given = ("--client", str(client), *ends, "--ca-file", str(world.ca_file), "--send")

    ran = [terminal.run("connect", "google", world.user, *given, browser=browser)]
    ran += [terminal.run("sync"), terminal.run("disconnect", "google")]

    said = plain(
        [part for one in ran for part in (one.err, one.out)], terminal, "google", world.user
    )
    assert missing("setup-google.md", said) == []


def test_microsofts_guide_shows_what_is_said(
    graph: Graph, oidc_authority: Oidc, certificates: Certificates, tmp_path: Path
) -> None:
    terminal, address = Terminal(tmp_path / "home"), OWNER[1]
    oidc_authority.heard.append(graph.tokens.rights.__setitem__)
    ends = (f"--endpoint=graph={graph.tls_url}", f"--endpoint=authority={oidc_authority.url}")
    given = ("--client-id", oidc_authority.client_id, *ends, "--ca-file", str(certificates.ca))
    browser = install(tmp_path, Person(user=address), certificates.ca)
    connect = ("connect", "microsoft", address, *given)

    ran = [terminal.run(*connect, "--send", browser=browser)]
    ran += [terminal.run("disconnect", "microsoft")]
    waiting = terminal.start(*connect, "--name", "second", "--device-code")
    with waiting:
        assert waiting.stderr
        heard = list[str]()
        for line in waiting.stderr:
            heard.append(line)
            if "narrowcast waits" in line:
                waiting.kill()

    said = [*heard, *(part for one in ran for part in (one.err, one.out))]
    assert missing("setup-microsoft.md", plain(said, terminal, "microsoft", address)) == []
