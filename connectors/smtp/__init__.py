"""Sending by SMTP submission (RFC 6409), with a copy in the Sent folder where the account reads
IMAP.
"""

from __future__ import annotations

from narrowcast.connectors.smtp.sender import connect_alone as connect_alone
from narrowcast.connectors.smtp.sender import connect_sender as connect_sender
