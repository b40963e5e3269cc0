"""Bytes to records; pure, and guarded against hostile input."""
