"""When logins began, and when those end that last a set time: told before, not after.

Google ends every login of a client in testing after seven days. Where it does not say so when it
gives the login, the first one that died at that age teaches it.
"""

from __future__ import annotations

from narrowcast.agent.core.model import Time
from narrowcast.agent.store.accounts import DAY, AccountState, standing
from narrowcast.agent.store.glance import LOGIN_ENDS
from narrowcast.agent.store.store import Store

BEGAN = "login-began:"
_WEEK = 7 * DAY
_SLACK = DAY  # how much later than its end a dead login may have been noticed


def begin(store: Store, account: str, now: Time, lives: int) -> None:
    """Note a new login of *account* that lives *lives* seconds; 0: the provider does not say.

    Called before `accounts.signed_in`, which forgets that the last one died.
    """
    lives = lives or (_WEEK if _died_after_a_week(store, account, now) else 0)
    with store.writing():
        store.set_setting(f"{BEGAN}{account}", str(now))
        store.set_setting(f"{LOGIN_ENDS}{account}", str(now + lives) if lives else "")


def _died_after_a_week(store: Store, account: str, now: Time) -> bool:
    """Whether the last login was alive until about its seventh day, and then refused."""
    began = store.setting(f"{BEGAN}{account}")
    if not began or standing(store, account).state is not AccountState.NEEDS_LOGIN:
        return False
    (last,) = store.conn.execute(
        "SELECT max(last_ok) FROM scope WHERE account = ?", (account,)
    ).fetchone()
    return last is not None and _WEEK - _SLACK <= last - int(began) <= _WEEK and now > last
