"""What Graph's answer to a letter means: taken, or not, or nobody knows.

    202 ──► taken; a draft by any 2xx
    429 ──► RateLimited: not taken
    4xx ──► Rejected where the letter is at fault, NeedsLogin where the right lacks, else Refused
    408, 5xx ──► Ambiguous, unless the answer names a fault that is found before anything is taken
    anything else ──► Ambiguous: it is not Graph that answers so (303 says that it was done)

Graph's own words are never shown: they may quote the letter.
"""

from __future__ import annotations

from narrowcast.connectors import http
from narrowcast.connectors.errors import Ambiguous, ConnectorError, RateLimited, Refused, Rejected
from narrowcast.connectors.http import Answer
from narrowcast.connectors.microsoft import faults

_OF_THE_LETTER = {
    "errorinvalidrecipients": "it does not take the recipient",
    "errorinvalidrecipientsubfolder": "it does not take the recipient",
    "errornorecipients": "it finds no recipient in it",
    "errorsendasdenied": "it does not let this account send from that address",
    "errormimecontentinvalid": "it cannot read the letter",
    "errormimecontentinvalidbase64string": "it cannot read the letter",
    "errormessagesizeexceeded": "the letter is too large for it",
    "errorattachmentsizelimitexceeded": "the letter is too large for it",
    "errormessagetransientsubmissionblocked": "it takes the letter for spam",
}
_OF_THE_ACCOUNT = {
    "errorexceededmessagelimit": "the account has sent as much as it may",
    "errorsubmissionquotaexceeded": "the account has sent as much as it may",
    "errorquotaexceeded": "the mailbox is full",
    "mailboxfull": "the mailbox is full",
    "erroraccountsuspend": "the account may not send now",
    "erroraccountsuspendshowtierupgrade": "the account may not send now",
    "errormailboxmoveinprogress": "the mailbox is being moved",
}
_RIGHTS = frozenset({"erroraccessdenied", "accessdenied", "authorization_requestdenied"})
_FULL = frozenset({501, 507})
_TAKEN = 202  # what sendMail and send answer, by their documentation


class RightLacks(Exception):
    """The login is good, and may not send."""


def handed(answer: Answer) -> ConnectorError | None:
    """Why a letter was not taken, or perhaps was (Ambiguous); None: it was.

    Raises RightLacks.
    """
    if answer.status != _TAKEN and answer.status < 400:
        return Ambiguous(f"it is not Microsoft that answers to the letter (HTTP {answer.status})")
    return judged(answer)


def judged(answer: Answer) -> ConnectorError | None:
    """The same of what only prepares a letter."""
    said = faults.said(answer)
    why = f"HTTP {said.status}{f', {said.code}' if said.code else ''}"
    if said.fine:
        return None
    if said.status == 429:
        return limited(answer)
    if known := _OF_THE_LETTER.get(said.code):
        return Rejected(f"Microsoft did not take the letter: {known} ({why})")
    if known := _OF_THE_ACCOUNT.get(said.code):
        return Refused(f"Microsoft did not take the letter: {known} ({why})")
    if said.status == 403 and said.code in _RIGHTS:
        raise RightLacks
    late = said.status in {408, 425} or (said.status >= 500 and said.status not in _FULL)
    if said.status < 400 or late:
        return Ambiguous(f"Microsoft does not say what became of the letter ({why})")
    final = said.status in {400, 413, 415, 422}
    return (Rejected if final else Refused)(f"Microsoft did not take the letter ({why})")


def limited(answer: Answer) -> RateLimited:
    """How long a 429 asks to wait."""
    try:
        http.raise_for_load(answer)
    except RateLimited as found:
        return found
    raise AssertionError("it is a 429")
