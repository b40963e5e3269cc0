"""Set-ups of the product in folders of their own, as an owner would write them by hand."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from narrowcast.agent import config, config_text, wiring
from narrowcast.agent.credentials import KeptLogin
from narrowcast.agent.places import places
from narrowcast.connectors.tiers import Tier

PASSWORD_ENV = "NARROWCAST_BENCH_PASSWORD"  # where the password stands, not the password


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where the measured mailbox is served, without TLS, on this machine."""

    host: str
    port: int
    user: str
    password: str

    @property
    def environment(self) -> dict[str, str]:
        """What a process of the product has to be given."""
        return {PASSWORD_ENV: self.password}


def write(
    home: Path,
    server: Server,
    owner: tuple[str, ...],
    *,
    connector: str = "imap",
    tier: Tier = Tier.HEADERS,
    more: Mapping[str, str] | None = None,
) -> Path:
    """Write a fresh set-up whose only account is *server*; what *home* held is gone."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True, mode=0o700)
    options = {"host": server.host, "user": server.user, "security": "none", **(more or {})}
    text = _CONFIG.format(
        owner=", ".join(f'"{address}"' for address in owner),
        tier=tier.value,
        connector=connector,
        port=server.port,
        password=PASSWORD_ENV,
        options="\n".join(f'{key} = "{value}"' for key, value in options.items()),
    )
    path = home / "config.toml"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    return home


def write_signed_in(
    home: Path, connector: str, options: Mapping[str, object], login: str, owner: str
) -> Path:
    """Write a fresh set-up whose only account has signed in: *login* is kept of it."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True, mode=0o700)
    account = config.Account(name="cloud", connector=connector, options=options)
    settings = config.Settings(
        owner=config.OwnerSettings(addresses=(owner,)),
        privacy=config.PrivacySettings(tier=Tier.HEADERS),
        accounts=(account,),
    )
    (home / "config.toml").write_text(config_text.render(settings), encoding="utf-8")
    KeptLogin(account.name, home).write(login)
    return home


def workplace(home: Path) -> AbstractContextManager[wiring.Workplace]:
    """Open the set-up in *home* as the command line does."""
    settings = config.load(home / "config.toml")
    return wiring.workplace(settings, places(home, settings))


_CONFIG = """\
[owner]
addresses = [{owner}]
zone = "UTC"

[privacy]
tier = "{tier}"

[accounts.box]
connector = "{connector}"
port = {port}
password_env = "{password}"
{options}
"""
