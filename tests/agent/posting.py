"""A transport for tests, and moments as the outbox counts them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from narrowcast.agent.core.model import Time
from narrowcast.connectors.base import Envelope, Receipt, SentKey
from narrowcast.connectors.errors import ConnectorError


@dataclass
class FakeSender:
    """A transport that takes letters, or fails as told; its Sent folder may hide what it took."""

    fault: ConnectorError | None = None
    taken: list[bytes] = field(default_factory=list)
    envelopes: list[Envelope] = field(default_factory=list)
    takes_before_failing: bool = False
    shows: bool = True

    def send(self, letter: bytes, envelope: Envelope) -> Receipt:
        if self.fault is None or self.takes_before_failing:
            self.taken.append(letter)
            self.envelopes.append(envelope)
        if self.fault is not None:
            raise self.fault
        return Receipt(provider_id="1")

    def find_sent(self, key: SentKey) -> Receipt | None:
        found = any(key.message_id.encode() in letter for letter in self.taken)
        return Receipt(provider_id="1") if found and self.shows else None


def seconds(moment: datetime, *, later: timedelta = timedelta()) -> Time:
    return Time(int((moment + later).timestamp()))
