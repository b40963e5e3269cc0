"""Days by which an answer to an ask is truly needed, as the owner said."""

from __future__ import annotations

from narrowcast.agent.core.model import AskId, Time
from narrowcast.agent.store.store import Store


def set_for(store: Store, ask: AskId, until: Time) -> None:
    """Keep that there is a true deadline for *ask*, so that its letter may name it (E15)."""
    with store.writing():
        store.set_setting(_key(ask), str(until))


def of(store: Store, ask: AskId) -> Time | None:
    """The deadline of *ask*; None: the owner named none."""
    said = store.setting(_key(ask))
    return Time(int(said)) if said else None


def _key(ask: AskId) -> str:
    return f"deadline:{ask}"
