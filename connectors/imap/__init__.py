"""Reading mail from an IMAP server (RFC 3501, 9051), and only reading: folders are never opened for
writing.
"""

from narrowcast.connectors.imap.connector import connect as connect
