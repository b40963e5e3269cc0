"""Connectors observe: they turn what a source holds into records."""
