"""Mail, calendar and contacts at Microsoft 365 and Outlook.com, by Microsoft Graph over plain REST.

    login ─► token ─► rest ─► mail, calendar, contacts: deltas ─► pages
                        └───► sending

msal is imported when a token is asked for and not before.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from narrowcast.connectors.base import Consent, Kept, Means, Sender, SignedIn
    from narrowcast.connectors.microsoft.connector import MicrosoftConnector
    from narrowcast.connectors.net import Egress


def connect(options: Mapping[str, object], means: Means) -> MicrosoftConnector:
    """Open the account; nothing is sent before it is used. Raises ValueError."""
    from narrowcast.connectors.microsoft.connector import opened

    return opened(options, means)


def connect_sender(options: Mapping[str, object], means: Means) -> Sender:
    """Open what sends for the account; raises ValueError."""
    from narrowcast.connectors.microsoft.sending import opened

    return opened(options, means)


def sign_in(
    options: Mapping[str, object], egress: Egress, kept: Kept, consent: Consent
) -> SignedIn:
    """Lead the owner through Microsoft's consent; see `base.SignInFactory`."""
    from narrowcast.connectors.microsoft import signing_in

    return signing_in.sign_in(options, egress, kept, consent)
