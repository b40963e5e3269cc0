"""Who signed for which organisation, over the whole mailbox."""

from __future__ import annotations

from narrowcast.agent.core import firms
from narrowcast.agent.core.firms import Firms, SignedFor
from narrowcast.agent.core.gate import AddressKind
from narrowcast.agent.core.model import ClaimKind, Confidence, Time
from narrowcast.agent.store.store import Store


def known(store: Store, as_of: Time) -> Firms:
    """Names of organisations, settled by the signatures seen before *as_of*."""
    rows = store.conn.execute(
        "SELECT a.domain, b.address, c.value FROM claim c JOIN block b ON b.id = c.block"
        " JOIN address a ON a.id = b.address WHERE c.kind = ? AND c.confidence != ? AND a.kind = ?"
        " AND EXISTS (SELECT 1 FROM signed s WHERE s.block = b.id AND s.time < ?)",
        (ClaimKind.EMPLOYER, Confidence.SUGGESTION, int(AddressKind.PERSON), as_of),
    )
    return firms.firms(SignedFor(*row) for row in rows)
