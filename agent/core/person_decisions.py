"""What the owner says of who is who."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from narrowcast.agent.core.model import AddressKey, Time


class DecisionKind(StrEnum):
    MERGE = "merge"
    SPLIT = "split"
    NAME = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDecision:
    """What the owner said about who is who; keyed by addresses, which outlive every rebuild."""

    kind: DecisionKind
    addresses: tuple[AddressKey, ...]
    others: tuple[AddressKey, ...] = ()
    """SPLIT: none of *addresses* is one of these; without them all of *addresses* are apart."""
    name: str = ""
    """NAME: how the person with these addresses is called."""
    twins: bool = False
    """SPLIT: two people share a name, so that a further address of that name may be either's."""
    made_at: Time
    number: int = 0
    """Place among decisions of one second."""
    undone_at: Time | None = None
    """When the owner took it back."""

    def stands(self, as_of: Time) -> bool:
        """Whether it was made, and not taken back, before the moment."""
        return self.made_at < as_of and (self.undone_at is None or self.undone_at >= as_of)
