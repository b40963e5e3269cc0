"""The means of a source that needs none: no host, no secret."""

from __future__ import annotations

from typing import NoReturn

from narrowcast.connectors.base import Means
from narrowcast.connectors.errors import NeedsLogin
from narrowcast.connectors.net import Egress


class NoSecrets:
    """Holds no secret for anybody."""

    def password(self) -> NoReturn:
        raise NeedsLogin("an account on this machine", command="narrowcast sync")

    def token(self) -> NoReturn:
        raise NeedsLogin("an account on this machine", command="narrowcast sync")


OFFLINE = Means(account="", egress=Egress(()), secrets=NoSecrets())
