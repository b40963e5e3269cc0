"""Decisions only: no I/O, no clock, no chance, no log."""
