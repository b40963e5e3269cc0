"""Errors named by what the caller should do.

ConnectorError
├── Skippable        this scope cannot be read: go on with the next
├── CursorExpired    the cursor is of another generation: start a new one, mark and sweep
├── NeedsLogin       stop this account and tell the owner the command to run
├── RateLimited      wait *after* seconds, also across a restart
├── Transient        wait a little and try again
├── Emptied          a scope is suddenly empty: pause it, never wipe
├── Refused          a letter was refused before it was taken: safe to try again
│   └── Rejected     … and will be, as it stands: the owner looks at it
└── Ambiguous        a letter may or may not have been taken: look it up, never just send again
"""

from __future__ import annotations

import shlex


class ConnectorError(Exception):
    """Anything a connector raises on purpose; its text is one sentence for the owner."""


class Skippable(ConnectorError):
    """This scope cannot be read; the others can."""


class CursorExpired(ConnectorError):
    """The source no longer knows this cursor; a new generation has to be read."""


class NeedsLogin(ConnectorError):
    """The account refuses us until the owner logs in anew, or runs another *command*."""

    def __init__(self, account: str, why: str = "", *, command: str = "") -> None:
        command = command or f"narrowcast connect {shlex.quote(account)}"
        super().__init__(f"{account} needs a new login{f' ({why})' if why else ''}; run: {command}")
        self.account = account
        self.command = command
        self.why = why


class RateLimited(ConnectorError):
    """The source asks us to come back after *after* seconds."""

    def __init__(self, after: float) -> None:
        super().__init__(f"the server asks to wait {after:.0f} s")
        self.after = after


class Transient(ConnectorError):
    """A passing fault; the same call may succeed later."""


class Emptied(ConnectorError):
    """A scope that held records is suddenly empty; the engine pauses it."""


class Refused(ConnectorError):
    """The letter was not taken; the same bytes may be tried again."""


class Rejected(Refused):
    """The letter was not taken and never will be as it stands (an unknown recipient, a sender that
    is not allowed): trying again is no use before the owner has looked at it.
    """


class Ambiguous(ConnectorError):
    """The letter may have been taken; it has to be looked up before anything else."""
