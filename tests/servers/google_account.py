"""A Google account of the tests: what a connector is given to reach it, and to be let in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from narrowcast.connectors.base import Means
from narrowcast.connectors.google import login, scopes
from narrowcast.connectors.net import Egress
from narrowcast.connectors.offline import NoSecrets
from narrowcast.connectors.tiers import Tier
from tests.servers import gate_rules
from tests.servers.gate import Call, Gate
from tests.servers.gate_faults import Faults
from tests.servers.google_host import USER

CLIENT_ID, CLIENT_SECRET = "1234-narrowcast.apps.googleusercontent.com", "GOCSPX-gate"


class KeptHere:
    """What a login keeps, in memory."""

    def __init__(self, text: str = "") -> None:
        self.text = text

    def read(self) -> str:
        return self.text

    def write(self, text: str) -> None:
        self.text = text


@dataclass(kw_only=True)
class GoogleAccount:
    """An account behind a gate."""

    gate: Gate
    tokens: gate_rules.Tokens
    faults: Faults
    judge: gate_rules.Judge
    ca_file: Path | None = None
    user: str = USER
    kept: list[KeptHere] = field(default_factory=list[KeptHere])
    """What the logins given by `means` keep, in order."""

    def endpoints(self) -> dict[str, str]:
        """The table `endpoints` of config.toml."""
        root = self.gate.url
        return {
            "gmail": f"{root}/",
            "calendar": f"{root}/calendar/v3/",
            "people": f"{root}/",
            "auth": f"{root}/o/oauth2/v2/auth",
            "token": f"{root}/token",
            "revoke": f"{root}/revoke",
        }

    def client_file(self) -> str:
        """What Google gives its owner for a desktop client: the text of a JSON file."""
        ends = self.endpoints()
        installed = {
            "client_id": self.tokens.client_id,
            "client_secret": self.tokens.client_secret,
            "auth_uri": ends["auth"],
            "token_uri": ends["token"],
            "redirect_uris": ["http://localhost"],
        }
        return json.dumps({"installed": installed})

    def options(self, **changes: object) -> dict[str, object]:
        """The account's keys of config.toml that its connector reads, with *changes*."""
        return {"user": self.user, "endpoints": self.endpoints(), **changes}

    def egress(self) -> Egress:
        """A way to this machine and nowhere else."""
        return Egress(["127.0.0.1", "localhost"], ca_file=self.ca_file)

    def grant(
        self,
        *,
        tier: Tier = Tier.SIGNATURES,
        send: bool = False,
        other_contacts: bool = True,
        only: Sequence[str] | None = None,
    ) -> login.Grant:
        """A consent to what *tier* and the features need, or to *only* these scopes."""
        asked = scopes.asked(tier, send=send, other_contacts=other_contacts)
        made = self.tokens.grant(asked if only is None else only)
        return login.Grant(
            client_id=self.tokens.client_id,
            client_secret=self.tokens.client_secret,
            refresh_token=made.refresh_token,
            scopes=made.scopes,
            address=self.user,
        )

    def means(
        self,
        *,
        tier: Tier = Tier.SIGNATURES,
        send: bool = False,
        other_contacts: bool = True,
        only: Sequence[str] | None = None,
        account: str = "work",
    ) -> Means:
        """What the program lends the connector of an account that consented as `grant` says."""
        granted = self.grant(tier=tier, send=send, other_contacts=other_contacts, only=only)
        kept = KeptHere(granted.dumps())
        self.kept.append(kept)
        return Means(account=account, egress=self.egress(), secrets=NoSecrets(), kept=kept)

    def calls(self, *ids: str) -> list[Call]:
        """The calls of methods *ids* that a client made; all where none is named."""
        return self.gate.calls(*ids)

    def revoke(self) -> None:
        """Take every consent back, as the owner does on Google's page."""
        self.tokens.revoke()
