"""Fixtures of real servers, known to every test: started where first asked for, once a session.

A worker of pytest-xdist is a session of its own. Who needs a server to himself calls the context
manager of its module instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from tests.servers import certificates as made
from tests.servers import dovecot as running
from tests.servers.certificates import Certificates
from tests.servers.dav import DavServer
from tests.servers.dovecot import QRESYNC, Dovecot, Setup
from tests.servers.emulate import Emulate, emulate
from tests.servers.google import GoogleWorld, world
from tests.servers.google_host import Myworld, myworld
from tests.servers.graph import Graph, fake_graph
from tests.servers.oidc import Oidc, authority
from tests.servers.pymap import Pymap, pymap
from tests.servers.radicale import radicale
from tests.servers.xandikos import xandikos

if TYPE_CHECKING:
    from tests.servers.chromium import Chromium


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return made.make(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="session")
def stranger_certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """An authority that nobody trusts."""
    return made.make(tmp_path_factory.mktemp("stranger"))


@pytest.fixture(scope="session")
def dovecots(certificates: Certificates) -> Iterator[Callable[[Setup], Dovecot]]:
    """One Dovecot for each setup asked for; take a `fresh_user` of it in each test.

    Who stops it or resets a UIDVALIDITY (which restarts it) disturbs nobody: tests of one worker
    come one after the other.
    """
    started: dict[Setup, Dovecot] = {}
    with ExitStack() as stack:

        def server(setup: Setup = QRESYNC) -> Dovecot:
            if setup not in started:
                started[setup] = stack.enter_context(running.dovecot(certificates, setup=setup))
            return started[setup]

        yield server


@pytest.fixture(scope="session")
def dovecot(dovecots: Callable[[Setup], Dovecot]) -> Dovecot:
    """A Dovecot with all it can do; take a `fresh_user` of it in each test."""
    return dovecots(QRESYNC)


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """A browser that notes and refuses whatever a page asks for."""
    from tests.servers import chromium as browsing  # Playwright costs half a second

    with browsing.chromium(tmp_path_factory.mktemp("pages")) as browser:
        yield browser


@pytest.fixture(scope="session")
def radicale_server() -> Iterator[DavServer]:
    """Radicale; make collections of your own in it."""
    with radicale() as server:
        yield server


@pytest.fixture(scope="session")
def xandikos_server() -> Iterator[DavServer]:
    """Xandikos; make collections of your own in it."""
    with xandikos() as server:
        yield server


@pytest.fixture
def pymap_server(certificates: Certificates) -> Iterator[Pymap]:
    """A pymap with an empty INBOX, for one test: its mail lies in memory."""
    with pymap(certificates) as server:
        yield server


@pytest.fixture(scope="session")
def myworld_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Myworld]:
    """A host of Google worlds; take `google_world` of it."""
    with myworld(tmp_path_factory.mktemp("myworld")) as server:
        yield server


@pytest.fixture
def google_world(myworld_server: Myworld) -> Iterator[GoogleWorld]:
    """An empty Google account of the test's own, behind a gate that judges every answer."""
    with world(myworld_server) as made:
        yield made


@pytest.fixture(scope="session")
def emulate_google(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulate]:
    """Google's page of consent; `google_consent` leads to it."""
    with emulate(tmp_path_factory.mktemp("emulate")) as server:
        yield server


@pytest.fixture
def google_consent(
    myworld_server: Myworld, emulate_google: Emulate, certificates: Certificates
) -> Iterator[GoogleWorld]:
    """An empty Google account to sign in to: by TLS, with emulate's page of consent."""
    context = certificates.server_context()
    with world(
        myworld_server, context=context, ca_file=certificates.ca, sign_in=emulate_google
    ) as made:
        yield made


@pytest.fixture
def graph(certificates: Certificates) -> Iterator[Graph]:
    """A fake Microsoft Graph with an empty mailbox, for one test."""
    with fake_graph(certificates) as server:
        yield server
    assert server.problems == [], "what Microsoft's CSDL does not know"


@pytest.fixture
def oidc_authority(
    certificates: Certificates, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Oidc]:
    """An authority of logins for msal (oidc-provider), for one test."""
    with authority(tmp_path_factory.mktemp("oidc"), certificates) as server:
        yield server
