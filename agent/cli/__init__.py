"""The command line: parse, call a use case, print; heavy modules are imported where used."""

from __future__ import annotations


def main() -> None:
    """Run `narrowcast`; exits with 0, 1 (a fault of ours) or 2 (something to correct)."""
    from narrowcast.agent.cli.app import run

    run()
