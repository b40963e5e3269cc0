"""Gmail, Google Calendar and Google contacts by their APIs, on google-api-python-client.

    settings ─► login ─► transport ─► api (pacing, faults) ─► mail, calendars, contacts, sending
                                                               └──► connector: one scope each

What Google's libraries cost to load is spent when an account is opened, and never before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from narrowcast.connectors.base import Connector, Consent, Kept, Means, Sender, SignedIn

if TYPE_CHECKING:
    from narrowcast.connectors.net import Egress


def connect(options: Mapping[str, object], means: Means) -> Connector:
    """Open the account that *options* name; nothing is sent before it is used.

    Raises ValueError with a sentence for the owner.
    """
    from narrowcast.connectors.google import connector

    return connector.opened(options, means)


def connect_sender(options: Mapping[str, object], means: Means) -> Sender:
    """A sender of the account's letters by the Gmail API; raises as `connect`."""
    from narrowcast.connectors.google import sending

    return sending.connect_sender(options, means)


def sign_in(
    options: Mapping[str, object], egress: Egress, kept: Kept, consent: Consent
) -> SignedIn:
    """Lead the owner through Google's consent (`base.SignInFactory`)."""
    from narrowcast.connectors.google import signing_in

    return signing_in.sign_in(options, egress, kept, consent)


def tokens(options: Mapping[str, object], egress: Egress, kept: Kept) -> Callable[[], str]:
    """Access tokens for IMAP and SMTP at Google (`base.TokenFactory`)."""
    from narrowcast.connectors.google import login

    return login.supplier(options, egress, kept)
