"""Whose signature is it, and where: ours beside those that can be installed, in one table.

    python -m bench.signature_peers --gold signatures_dev.jsonl [--python PEERS_PYTHON] [--rounds 3]

PEERS_PYTHON is the interpreter of the peers' own environment (`make peers`); what it cannot import
is named in the table with the reason. All see the same text and the same From header; labels are
looked at to score, and by nobody else. CPU seconds are of the loop over the mails, the least of the
rounds, each in a new process; loading and training are not in them. What a peer gives as text is
looked up in the mail line by line, a signature from its end upwards.

Columns: precision, recall and F1 of the filled lines of the sender's own signature; blocks with a
title, employer or phone whose first line is right to one line; blocks found where there are none;
mails with a quote of which no line is called the sender's own (`bench.line_scores`).
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import process_time

from bench import line_scores, running, signatures
from bench.line_scores import Lines, Row, Score
from bench.signature_peers_side import FIRST, PEERS
from narrowcast.connectors.formats import mime
from narrowcast.nlp.quoting import Span, own_lines
from narrowcast.nlp.signature import Reader, SignedText, rich_block

SIDE = Path(__file__).with_name("signature_peers_side.py")


@dataclass(frozen=True, slots=True)
class Contender:
    """One line of the table."""

    name: str
    score: Score | None
    cpu: float
    error: str = ""
    failed: int = 0
    """Mails on which it raised; they count as empty."""


def ours(
    rows: Sequence[Row], mails: Sequence[SignedText], gold: Path, rounds: int
) -> Iterator[Contender]:
    """Our reader's lines; once with what only finding them costs, once with the reading of them."""
    score = line_scores.score(rows, found(mails))
    for name in SIDES:
        command = running.python("bench.signature_peers", "--gold", gold, "--side", name)
        runs = [float(running.run(command).said["cpu"]) for _ in range(rounds)]
        yield Contender(f"narrowcast, {name}", score, min(runs))


def _find(mails: Sequence[SignedText]) -> None:
    for mail in mails:
        rich_block(mail.text, mail.from_name, mail.from_address, mail.subject)


def _read(mails: Sequence[SignedText]) -> None:
    for _ in _reader().read(mails):
        pass


_reader = cache(Reader)
SIDES = {"blocks found": _find, "blocks read, with all they say": _read}


def side(name: str, mails: Sequence[SignedText]) -> dict[str, float]:
    """What our reader takes for *mails* in a process that never saw them."""
    SIDES[name]([SignedText(FIRST["text"], "Ann Lee", "ann.lee@mail.talweg.example")])
    start = process_time()
    SIDES[name](mails)
    return {"cpu": process_time() - start}


def found(mails: Sequence[SignedText]) -> list[Lines]:
    """The lines our reader finds."""
    return [
        Lines(_numbers([one.block] if one.block else []), _numbers(own_lines(m.text, m.subject)))
        for one, m in zip(_reader().read(mails), mails, strict=True)
    ]


def _numbers(spans: Sequence[Span]) -> frozenset[int]:
    return frozenset(n for span in spans for n in range(span.start, span.end + 1))


def peers(
    rows: Sequence[Row], mails: Sequence[SignedText], python: Path, rounds: int
) -> Iterator[Contender]:
    """Every peer, or why it could not run."""
    if not python.is_file():
        yield from (Contender(name, None, 0, f"no {python}; try: make peers") for name in PEERS)
        return
    with tempfile.TemporaryDirectory(prefix="nc-bench-") as folder:
        given, out = Path(folder) / "mails.jsonl", Path(folder) / "out.jsonl"
        lines = (json.dumps({"text": m.text, "sender": _sender(m)}) + "\n" for m in mails)
        given.write_text("".join(lines), encoding="utf-8")
        for name in PEERS:
            runs = [running.run([python, SIDE, name, given, out]).said for _ in range(rounds)]
            if "error" in runs[0]:
                yield Contender(name, None, 0, runs[0]["error"])
                continue
            told = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
            lines_of = [looked_up(m.text, one) for m, one in zip(mails, told, strict=True)]
            yield Contender(
                f"{name} ({runs[0]['version']})",
                line_scores.score(rows, lines_of),
                min(float(run["cpu"]) for run in runs),
                failed=int(runs[0]["failed"]),
            )


def _sender(mail: SignedText) -> str:
    return f"{mail.from_name} <{mail.from_address}>" if mail.from_name else mail.from_address


def looked_up(text: str, told: Row) -> Lines:
    """The numbers of the lines of *text* that a peer told of."""
    lines = [line.strip() for line in text.split("\n")]
    placed = _placed(lines, told["own"] or ())
    own = None if told["own"] is None else frozenset(placed)
    if told["signature"] is None:
        return Lines(own=own)
    last = placed[-1] if placed else len(lines) - 1
    upwards = _placed(lines[last::-1], told["signature"][::-1])
    return Lines(frozenset(last - number for number in upwards), own)


def _placed(lines: Sequence[str], told: Sequence[str]) -> list[int]:
    """Where the lines *told* stand in *lines*, each below the one before; what is nowhere is left
    out.
    """
    found: list[int] = []
    at = 0
    for line in filter(None, map(str.strip, told)):
        try:
            at = lines.index(line, at) + 1
        except ValueError:
            continue
        found.append(at - 1)
    return found


def show(title: str, count: int, contenders: Sequence[Contender]) -> None:
    """Print the table."""
    print(
        f"\n{title:58}{'P':>6}{'R':>6}{'F1':>6}{'start':>9}{'invented':>10}{'clean top':>11}"
        f"{'mails/s':>9}"
    )
    for one in contenders:
        print(f"  {one.name:56}{_figures(one, count)}")


def _figures(one: Contender, count: int) -> str:
    if one.score is None:
        return f"  could not run: {one.error}"
    score, told = one.score, f"{'':37}"
    if score.starts or score.found or score.rich:
        start, invented = f"{score.starts}/{score.rich}", f"{score.invented}/{score.unsigned}"
        lines = f"{score.precision:6.3f}{score.recall:6.3f}{score.f1:6.3f}"
        told = f"{lines}{start:>9}{invented:>10}"
    clean = f"{score.clean}/{score.quoted}" if score.quoted else ""
    failed = f"  raised on {one.failed}" if one.failed else ""
    return f"{told}{clean:>11}{count / one.cpu:9,.0f}{failed}"


def compare(gold: Path, python: Path, rounds: int) -> list[Contender]:
    """Run everybody over the rows of *gold* and print the table."""
    rows = signatures.gold_rows(gold)
    read = mails(rows)
    contenders = [*ours(rows, read, gold, rounds), *peers(rows, read, python, rounds)]
    show(gold.name, len(rows), contenders)
    return contenders


def mails(rows: Sequence[Row]) -> list[SignedText]:
    read = (mime.read(signatures.raw_mail(row), remote_id=row["id"]) for row in rows)
    return [signatures.signed_text(message) for message in read]


def main() -> None:
    """Compare on one gold file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument(
        "--python", type=Path, default=signatures.PEERS, help="of the peers' environment"
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--side", choices=SIDES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.side:
        print(json.dumps(side(options.side, mails(signatures.gold_rows(options.gold)))))
    else:
        compare(options.gold, options.python, options.rounds)


if __name__ == "__main__":
    main()
