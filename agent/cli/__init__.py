"""The command line: parse, call a use case, print; heavy modules are imported where used."""

from __future__ import annotations


def main() -> None:
    """Run `narrowcast`; exits with 0, 1 (a fault of ours) or 2 (something to correct)."""
    import gc

    gc.set_threshold(50_000)  # what is loaded at the start stays: no waste is to be found in it

    from narrowcast.agent.cli.app import run

    run()
