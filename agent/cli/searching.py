"""Asking the owner's mail servers for prospects, and what is said of it."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.text import Text

from narrowcast.agent import clock
from narrowcast.agent.cli import output
from narrowcast.agent.errors import ConfigError, InputError

if TYPE_CHECKING:
    from narrowcast.agent.cli.session import Session
    from narrowcast.agent.core.model import Prospect
    from narrowcast.agent.searching import Searched
    from narrowcast.agent.wiring import Workplace

ROUND_SECONDS = 60.0
"""For which a sync begins to ask for another prospect; the next sync goes on."""


def is_on(run: Session) -> bool:
    """Whether servers are asked, and may still tell what was not read."""
    from narrowcast.connectors.tiers import Tier

    return run.settings.search.server and run.settings.privacy.tier is not Tier.MENTIONS


def check(run: Session) -> None:
    """Raises InputError where asking servers is switched off, or of no use."""
    if not run.settings.search.server:
        raise InputError(
            "your mail servers are not asked for prospects; write server = true below [search] in"
            " config.toml: names, addresses and firms of prospects then go to them"
        )
    if not is_on(run):
        raise InputError(
            "in the tier mentions all small mail is read already; run: narrowcast suggest"
        )


def ask(
    run: Session,
    work: Workplace,
    prospects: Sequence[Prospect],
    *,
    anew: bool = False,
    seconds: float | None = None,
) -> Searched:
    """Ask for *prospects*, beginning no other one after so many *seconds*.

    Raises ConfigError where there is no account to ask.
    """
    from narrowcast.agent import searching, wiring
    from narrowcast.agent.blocks import BlockReader
    from narrowcast.agent.reading import Reading
    from narrowcast.connectors.tiers import Tier

    privacy = run.settings.privacy
    reader = BlockReader() if privacy.tier is Tier.SIGNATURES else None
    how = Reading(Tier.MENTIONS, work.store.mention_key, reader, subjects=privacy.store_subjects)
    now, began = wiring.seconds(clock.now()), clock.stopwatch()

    def over() -> bool:
        return seconds is not None and clock.stopwatch() - began > seconds

    with wiring.accounts_of(run.settings, run.places.data) as accounts, _waiting():
        return searching.search(work.store, accounts, prospects, how, now, anew=anew, over=over)


@contextmanager
def _waiting() -> Generator[None]:
    """Say on a terminal what takes so long: a server without an index reads all its mail."""
    console = output.side()
    if not console.is_terminal:
        yield
        return
    with console.status("asking your mail server …"):
        yield


def ask_if_on(run: Session, work: Workplace, prospects: Sequence[Prospect]) -> Searched | None:
    """Ask where the owner wants it; None: nobody was asked."""
    if not prospects or not is_on(run):
        return None
    try:
        return ask(run, work, prospects, seconds=ROUND_SECONDS)
    except ConfigError:  # no account to read: there is nobody to ask
        return None


def tell(found: Searched | None) -> None:
    """Say what was found, and what could not be searched; nothing where nobody was asked."""
    if found is None:
        return
    console = output.screen()
    if found.prospects:
        who = output.counted(found.prospects, "prospect")
        read = f"{output.counted(found.read, 'mail')} read" if found.read else "no mail names them"
        console.print(Text(f"asked your mail server for {who}: {read}"))
    if found.left:
        left = output.counted(found.left, "prospect")
        console.print(f"{left} left to ask for; run: narrowcast prospect search")
    for problem in found.problems:
        console.print(Text(problem, style="yellow"))
