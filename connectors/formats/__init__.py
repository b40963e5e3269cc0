"""Bytes to records: pure, and never raising on what a stranger wrote."""
