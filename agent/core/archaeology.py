"""Which introductions really happened, as the owner's own mail tells them."""

from __future__ import annotations

from narrowcast.agent.core.ties import DAY

WITHIN = 60 * DAY
"""In which the two must write to each other: later it is hardly the introduction's doing."""
PERSONAL_SIZE = 5  # recipients of a mail by which two people are in touch; more make a round
ROUND_SIZE = 25  # … of a mail on a mailing list, where everybody is kept in copy
