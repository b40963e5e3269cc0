"""One peer of the signature bench, in the peers' environment; `bench.signature_peers` starts it.

    python signature_peers_side.py PEER MAILS.jsonl OUT.jsonl

It imports nothing of ours. Each row of MAILS has `text` and `sender`; each row of OUT gets
`signature` and `own`, as the lines of text the peer gave, or null where it does not look for that.
The last line is a JSON object: CPU seconds of the loop, or the first line of the error that kept
the peer from running.
"""

from __future__ import annotations

import json
import logging
import sys
import warnings
from collections.abc import Callable, Mapping
from importlib.metadata import packages_distributions, version
from pathlib import Path
from time import process_time
from typing import Any

Found = tuple[str | None, str | None]
"""The text of the signature and the sender's own text, the signature in it."""
Peer = Callable[[str, str], Found]
FAILED: Found = ("", "")
FIRST = {
    "text": "Hi Bea,\n\nit is done.\n\nTalweg Rivers\nAnn Lee\nHead of Sales\n+44 20 7946 0000\n",
    "sender": "Ann Lee <ann.lee@mail.talweg.example>",
}
"""Read before the clock starts, by everybody: some load things late."""

LANGUAGES = ["en", "de", "fr", "es", "it", "nl", "pt", "sv", "da", "pl"]


def talon_ml() -> tuple[str, Peer]:
    """Its classifier behind its quote cutting, trained anew on its own train.data.

    The pickled one is scikit-learn 0.16's and loads in none that this Python has.
    """
    from talon import quotations, signature
    from talon.signature import extraction
    from talon.signature.learning import classifier

    extraction.EXTRACTOR = classifier.train(classifier.init(), signature.EXTRACTOR_DATA)

    def look(text: str, sender: str) -> Found:
        own = quotations.extract_from_plain(text)
        return signature.extract(own, sender)[1] or "", own

    return "talon", look


def talon_raw() -> tuple[str, Peer]:
    """The same classifier on the mail as it is."""
    talon_ml()  # which trains it
    from talon import signature

    return "talon", lambda text, sender: (signature.extract(text, sender)[1] or "", None)


def talon_pickled() -> tuple[str, Peer]:
    """As its README tells: `talon.init()`, with the classifier that comes with it."""
    import talon
    from talon import signature

    talon.init()
    return "talon", lambda text, sender: (signature.extract(text, sender)[1] or "", None)


def talon_bruteforce() -> tuple[str, Peer]:
    """Its regular expressions behind its quote cutting."""
    from talon import quotations
    from talon.signature.bruteforce import extract_signature

    def look(text: str, _: str) -> Found:
        own = quotations.extract_from_plain(text)
        return extract_signature(own)[1] or "", own

    return "talon", look


def mail_parser_reply() -> tuple[str, Peer]:
    """The newest reply, all our languages switched on as far as it knows them."""
    from mailparser_reply import EmailReplyParser

    parser = EmailReplyParser(languages=LANGUAGES)

    def look(text: str, _: str) -> Found:
        reply = parser.read(text).replies[0]
        return reply.signatures or "", reply.content

    return "mailparser_reply", look


def email_reply_parser() -> tuple[str, Peer]:
    """Signature fragments above the first head of a quoted mail, and the visible text with them."""
    from email_reply_parser import EmailReplyParser

    def look(text: str, _: str) -> Found:
        above = []
        for one in EmailReplyParser.read(text).fragments:
            if one.headers:
                break
            above.append(one)
        signatures = [one.content for one in above if one.signature and not one.quoted]
        own = [one.content for one in above if not one.quoted]
        return "\n".join(signatures), "\n".join(own)

    return "email_reply_parser", look


def quotequail() -> tuple[str, Peer]:
    """Cuts quotes only."""
    import quotequail as quail

    def look(text: str, _: str) -> Found:
        shown = quail.quote(text, quote_intro_line=True)
        return None, "\n".join(part for expanded, part in shown if expanded)

    return "quotequail", look


PEERS: Mapping[str, Callable[[], tuple[str, Peer]]] = {
    "talon, ML": talon_ml,
    "talon, ML, quotes not cut": talon_raw,
    "talon, ML as pickled": talon_pickled,
    "talon, bruteforce": talon_bruteforce,
    "mail-parser-reply": mail_parser_reply,
    "email-reply-parser": email_reply_parser,
    "quotequail": quotequail,
}


def main() -> None:
    """Run one peer over all mails."""
    warnings.simplefilter("ignore")
    logging.disable()
    name, given, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    mails = [json.loads(line) for line in given.read_text(encoding="utf-8").splitlines()]
    try:
        package, look = PEERS[name]()
    except Exception as error:  # noqa: BLE001 - it is somebody else's code: whatever it is, we tell
        print(json.dumps({"error": f"{type(error).__name__}: {error}".splitlines()[0]}))
        return
    _looked(look, FIRST)
    start = process_time()
    found = [_looked(look, mail) for mail in mails]
    cpu = process_time() - start
    rows = ({"signature": _lines(block), "own": _lines(own)} for block, own in found)
    out.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    distribution = packages_distributions()[package][0]
    failed = sum(one is FAILED for one in found)
    told = {"cpu": cpu, "version": f"{distribution} {version(distribution)}", "failed": failed}
    print(json.dumps(told))


def _looked(look: Peer, mail: Mapping[str, Any]) -> Found:
    try:
        return look(mail["text"], mail["sender"])
    except Exception:  # noqa: BLE001 - a mail on which a peer fails is one in which it finds nothing
        return FAILED


def _lines(text: str | None) -> list[str] | None:
    return None if text is None else text.splitlines()


if __name__ == "__main__":
    main()
