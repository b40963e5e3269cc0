"""A Microsoft account at the fake Graph, signed in as `narrowcast connect` leaves it."""

from __future__ import annotations

from base64 import b64encode

import msal

from narrowcast.connectors.base import Means
from narrowcast.connectors.microsoft import connect
from narrowcast.connectors.microsoft.connector import MicrosoftConnector
from narrowcast.connectors.microsoft.login import Stored
from narrowcast.connectors.net import Egress
from tests.connectors.microsoft.lending import Remembered, means
from tests.servers.graph import ALL_SCOPES, Graph
from tests.servers.graph.control import CLIENT_ID


def login(graph: Graph, *scopes: str, ended: bool = False) -> str:
    """What is kept of a login good for *scopes* (all); *ended*: its access token has run out."""
    granted = scopes or ALL_SCOPES
    cache = msal.SerializableTokenCache()
    cache.add(
        {
            "client_id": CLIENT_ID,
            "scope": list(granted),
            "token_endpoint": f"{graph.authority}/token",
            "grant_type": "authorization_code",
            "environment": "localhost",
            "response": {
                "token_type": "Bearer",
                "access_token": graph.token(*granted),
                "refresh_token": graph.refresh_token(*granted),
                "expires_in": 1 if ended else 3600,
                "id_token_claims": {"sub": "robin", "preferred_username": graph.owner[1]},
                "client_info": b64encode(b'{"uid": "robin", "utid": "tenant"}').decode(),
            },
        }
    )
    return Stored(scopes=tuple(granted), cache=cache.serialize()).packed()


def lent(graph: Graph, *scopes: str, kept: Remembered | None = None) -> Means:
    """The means of an account that signed in for *scopes* (all)."""
    egress = Egress(["127.0.0.1", "localhost"], ca_file=graph.ca_file)
    return means(egress=egress, kept=kept or Remembered(login(graph, *scopes)))


def connector(
    graph: Graph, *scopes: str, kept: Remembered | None = None, **options: object
) -> MicrosoftConnector:
    """The account, opened by its factory."""
    return connect(graph.options(**options), lent(graph, *scopes, kept=kept))
