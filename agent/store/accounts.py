"""How each account stands: parked, waiting or well; when it was last read; what went over the wire.

What is kept here survives a restart: a server that asks to wait is not asked earlier by a new
process.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from narrowcast.agent.core.model import Time
from narrowcast.agent.store import spoken
from narrowcast.agent.store.store import ScopeRow, ScopeState, Store
from narrowcast.connectors.base import ScopeId
from narrowcast.connectors.net import Traffic
from narrowcast.connectors.tiers import Tier

RESETS_A_DAY = 5  # of one scope; a source that voids its cursors more often is not read to its end
DAY = 86_400
LOGIN_SECONDS = 60.0  # after which a parked account is looked at: the owner may have signed in


class AccountState(StrEnum):
    """Whether an account may be read."""

    OK = "ok"
    NEEDS_LOGIN = "needs-login"  # parked until the owner signs in again
    WAITING = "waiting"  # not before `retry_at`


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How an account stands."""

    state: AccountState = AccountState.OK
    problem: str = ""
    """One sentence for the owner, with the command where there is one."""
    retry_at: Time | None = None
    asked: bool = False
    """Whether the server named that time: then nobody comes earlier."""
    failures: int = 0
    """In a row, for the back-off."""

    def open_at(self, now: Time, *, by_hand: bool) -> bool:
        """Whether the account may be read; *by_hand* overrules all but the server."""
        match self.state:
            case AccountState.OK:
                return True
            case AccountState.NEEDS_LOGIN:
                return by_hand
            case AccountState.WAITING:
                over = self.retry_at is None or self.retry_at <= now
                over = over or _is_absurd(self.retry_at, now)
                return over or (by_hand and not self.asked)


def _is_absurd(retry_at: Time | None, now: Time) -> bool:
    """Whether nobody can have said so: the clock was wrong then, or is now."""
    return retry_at is not None and retry_at > now + DAY


WELL = Standing()


def standing(store: Store, account: str) -> Standing:
    """How an account stands; well where it was never read."""
    row = store.conn.execute(
        "SELECT state, problem, retry_at, asked, failures FROM account WHERE name = ?", (account,)
    ).fetchone()
    if row is None:
        return WELL
    state, problem, retry_at, asked, failures = row
    return Standing(
        state=AccountState(state),
        problem=problem,
        retry_at=retry_at,
        asked=bool(asked),
        failures=failures,
    )


def set_standing(store: Store, account: str, connector: str, now_stands: Standing) -> None:
    """Keep how an account stands; writes nothing where that is known."""
    if standing(store, account) == now_stands:
        return
    values = (
        now_stands.state,
        now_stands.problem,
        now_stands.retry_at,
        int(now_stands.asked),
        now_stands.failures,
    )
    with store.writing():
        store.conn.execute(
            "INSERT INTO account (name, connector, state, problem, retry_at, asked, failures)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET state ="
            " excluded.state, problem = excluded.problem, retry_at = excluded.retry_at,"
            " asked = excluded.asked, failures = excluded.failures",
            (account, connector, *values),
        )


def signed_in(store: Store, account: str) -> None:
    """Take an account out of its parking place: the owner signed in anew."""
    if standing(store, account).state is AccountState.NEEDS_LOGIN:
        set_standing(store, account, "", WELL)


def rests(store: Store, now: Time) -> dict[str, float]:
    """Per account that may not be read now: seconds until it may, or until one looks again."""
    return {
        name: LOGIN_SECONDS if found.retry_at is None else max(1.0, found.retry_at - now)
        for name, found in troubles(store)
        if found.state is not AccountState.OK and not _is_absurd(found.retry_at, now)
    }


def troubles(store: Store) -> tuple[tuple[str, Standing], ...]:
    """The accounts that something is wrong with, by name."""
    names = store.conn.execute(
        "SELECT name FROM account WHERE problem != '' ORDER BY name"
    ).fetchall()
    return tuple((name, standing(store, name)) for (name,) in names)


def unreachable(store: Store) -> frozenset[str]:
    """The accounts whose servers did not answer when last asked."""
    return frozenset(
        name
        for name, found in troubles(store)
        if found.state is AccountState.WAITING and not found.asked
    )


# ---------------------------------------------------------------- when a scope was read


@dataclass(frozen=True, slots=True)
class Check:
    """A scope whose pull came to its end; *deep*: whole listings were compared."""

    scope: ScopeRow
    deep: bool


def checked(store: Store, checks: Iterable[Check], traffic: Iterable[Traffic], now: Time) -> None:
    """Note, in one transaction, when scopes were read well and what went over the wire."""
    rows = [(now, check.deep, now, check.scope) for check in checks]
    moved = [one for one in traffic if one]
    if not rows and not moved:
        return
    with store.writing():
        store.conn.executemany(
            "UPDATE scope SET last_ok = ?, deep_ok = iif(?, ?, deep_ok), problem = '' WHERE id = ?",
            rows,
        )
        spoken.note(store, moved, now)


@dataclass(frozen=True, slots=True)
class Turn:
    """What decides when a scope has its turn."""

    listed: int = 0
    """How many records are kept of a full listing under way."""
    failed: bool = False
    """Whether it could not be read the last time."""


def turns(store: Store, account: str) -> dict[ScopeId, Turn]:
    """The scopes of an account that were seen before."""
    rows = store.conn.execute(
        "SELECT remote, listed, problem != '' FROM scope WHERE account = ?", (account,)
    )
    return {ScopeId(remote): Turn(listed, bool(failed)) for remote, listed, failed in rows}


def names_none(store: Store, scope: ScopeState) -> bool:
    """Whether a scope held something, none of which its new generation named so far."""
    ((before, since),) = store.conn.execute(
        "SELECT EXISTS (SELECT 1 FROM location WHERE scope = ?1 AND generation < ?2),"
        " EXISTS (SELECT 1 FROM location WHERE scope = ?1 AND generation >= ?2)",
        (scope.row, scope.generation),
    )
    return bool(before and not since)


def deep_since(store: Store, scope: ScopeState) -> Time | None:
    """When the whole listing of a scope was last compared; None: never."""
    (at,) = store.conn.execute("SELECT deep_ok FROM scope WHERE id = ?", (scope.row,)).fetchone()
    return None if at is None else Time(at)


# ---------------------------------------------------------------- scopes that are gone


def drop_scopes(store: Store, account: str, listed: Collection[ScopeId]) -> None:
    """Drop the scopes a source no longer lists, with their locations; the evidence stays.

    A source that lists none at all is not believed.
    """
    known = store.conn.execute("SELECT id, remote FROM scope WHERE account = ?", (account,))
    gone = [(row,) for row, remote in known.fetchall() if remote not in listed]
    if not gone or not listed:
        return
    with store.writing():
        for table in ("location", "dead_letter"):
            store.conn.executemany(f"DELETE FROM {table} WHERE scope = ?", gone)
        store.conn.executemany("DELETE FROM scope WHERE id = ?", gone)


# ---------------------------------------------------------------- scopes that are listed again


def raise_tier(store: Store, tier: Tier) -> None:
    """Have all scopes listed again where *tier* lets more of a mail be read than the last one."""
    before = store.setting("tier")
    if before == tier:
        return
    order = list(Tier)
    with store.writing():
        store.set_setting("tier", tier)
        if before is not None and order.index(Tier(before)) < order.index(tier):
            for (row,) in store.conn.execute("SELECT id FROM scope").fetchall():
                store.expire(row)
            store.conn.execute("UPDATE scope SET raised = 1")


# ---------------------------------------------------------------- scopes that keep forgetting


def expire(store: Store, scope: ScopeState, now: Time) -> bool:
    """Begin a new generation; False where the scope had too many in a day: it is parked then."""
    count, since = _resets(store, scope, now)
    if count >= RESETS_A_DAY:
        return False
    with store.writing():
        store.expire(scope.row)
        store.conn.execute(
            "UPDATE scope SET resets = ?, resets_since = ? WHERE id = ?",
            (count + 1, since, scope.row),
        )
    return True


def is_parked(store: Store, scope: ScopeState, now: Time) -> bool:
    """Whether a scope voided its cursors so often within a day that it is left alone."""
    return _resets(store, scope, now)[0] > RESETS_A_DAY


def park(store: Store, scope: ScopeState, now: Time, why: str) -> None:
    """Leave a scope alone until a day is over, or the owner asks for it."""
    with store.writing():
        store.conn.execute(
            "UPDATE scope SET resets = ?, resets_since = ?, problem = ? WHERE id = ?",
            (RESETS_A_DAY + 1, now, why, scope.row),
        )


def _resets(store: Store, scope: ScopeState, now: Time) -> tuple[int, int]:
    """How many generations began within a day, and when the first of them did."""
    count, since = store.conn.execute(
        "SELECT resets, resets_since FROM scope WHERE id = ?", (scope.row,)
    ).fetchone()
    if since is None or not 0 <= now - since < DAY:
        return 0, now
    return count, since
