"""Run the product's signature reader over labelled mails and write its predictions.

    python -m bench.signatures --gold signatures_dev.jsonl --out predictions.jsonl
    python -m bench.signatures … --components signature_roles,signature_resolver  # rules alone
    python -m bench.signatures … --peers [PYTHON]  # and the table of bench.signature_peers

Each gold row's headers and body are put together into a mail, read by the product's mail parser
and by its signature reader, as in the daemon; labels are not looked at. The format of the
predictions is that of bench/signatures/README.md beside the data.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from narrowcast.connectors.formats import mime
from narrowcast.connectors.records import Message, PartKind
from narrowcast.nlp.quoting import own_lines
from narrowcast.nlp.signature import Claim, ClaimKind, Reader, Signature, SignedText, worth_reading

Row = Mapping[str, Any]
PEERS = Path(".venv-peers/bin/python")
"""What `make peers` makes."""
_PLAIN = (
    "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--components", default="", help="of the pipeline, by comma; all of ours")
    parser.add_argument("--peers", type=Path, nargs="?", const=PEERS, help="their interpreter")
    args = parser.parse_args()
    rows = gold_rows(args.gold)
    started = time.perf_counter()
    reader = Reader([name for name in args.components.split(",") if name])
    loaded = time.perf_counter()
    mails = [signed_text(mime.read(raw_mail(row), remote_id=row["id"])) for row in rows]
    parsed = time.perf_counter()
    gated = [worth_reading(m.text, m.from_name, m.from_address, m.subject) for m in mails]
    looked = time.perf_counter()
    signatures = list(reader.read(mails))
    read = time.perf_counter()
    with args.out.open("w", encoding="utf-8") as out:
        for prediction in _predictions(rows, mails, signatures):
            out.write(json.dumps(prediction, ensure_ascii=False) + "\n")
    kept = sum(digest is not None for digest in gated)
    print(
        f"{len(rows)} mails; load {loaded - started:.2f} s; parse {_rate(rows, parsed - loaded)};"
        f" cut and gate {_rate(rows, looked - parsed)} ({kept} kept);"
        f" read {_rate(rows, read - looked)}"
    )
    if args.peers:
        from bench import signature_peers

        signature_peers.compare(args.gold, args.peers, rounds=3)
    return 0


def gold_rows(gold: Path) -> list[Row]:
    """The labelled mails of a gold file."""
    with gold.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def raw_mail(row: Row) -> bytes:
    """The mail of a gold row: its headers, an empty line, its body."""
    headers = "".join(f"{name}: {value}\n" for name, value in row["headers"].items())
    return f"{headers}{_PLAIN}\n{row['body']}".encode("utf-8", "surrogateescape")


def signed_text(message: Message) -> SignedText:
    """What the reader sees of *message*."""
    text = next((part.text for part in message.parts if part.kind is PartKind.PLAIN), "")
    author = message.author
    name, address = (author.name, author.address) if author else ("", "")
    return SignedText(text, name, address, message.subject)


def _predictions(
    rows: Iterable[Row], mails: Iterable[SignedText], signatures: Iterable[Signature]
) -> Iterator[dict[str, Any]]:
    for row, mail, signature in zip(rows, mails, signatures, strict=True):
        title, employer = signature.best(ClaimKind.TITLE), signature.best(ClaimKind.EMPLOYER)
        block = signature.block
        yield {
            "id": row["id"],
            "title": title.value if title else None,
            "title_tier": _tier(title),
            "employer": employer.value if employer else None,
            "employer_tier": _tier(employer),
            "name": signature.name or None,
            "phones": [one.value for one in signature.claims if one.kind is ClaimKind.PHONE],
            "block": [block.start, block.end] if block else None,
            "own_lines": [[span.start, span.end] for span in own_lines(mail.text, mail.subject)],
        }


def _tier(claim: Claim | None) -> str | None:
    return claim.tier.value if claim else None


def _rate(rows: list[Any], seconds: float) -> str:
    return f"{len(rows) / seconds:,.0f}/s"


if __name__ == "__main__":
    sys.exit(main())
