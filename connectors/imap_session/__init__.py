"""Talking to an IMAP server: what reading folders and filing sent letters have in common."""
