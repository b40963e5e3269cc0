"""Calendars and address books on servers (CalDAV RFC 4791, CardDAV RFC 6352, WebDAV sync RFC 6578).

discovery ─► collections ─► pulling: what changed ─► bodies, in batches ─► records ─► pages
                               └ memory: what was given out, in the cursor
"""
