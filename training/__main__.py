"""Make the weights of the signature model: one command, seeded.

    python -m training                                   # nlp/model/ anew, of invented mail alone
    python -m training --labelled mine.jsonl --out mine  # of your own labelled mails too
    python -m training --labelled mine.jsonl --folds 5   # only measure what they would add
    python -m training --labelled mine.jsonl --voters    # only compare the shipped voters
    python -m training --fields 1500                     # only score the shipped model's claims

What ships has seen invented mail only; weights that saw a labelled file are written elsewhere.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from narrowcast.nlp.shipped import MANIFEST
from training import fields, labelled
from training.folds import compare
from training.recipe import Recipe, invented, manifest, train
from training.voters import table

SHIPPED = Path(__file__).parents[1] / "nlp" / "model"


def main() -> int:
    args = _arguments().parse_args()
    if (args.voters or args.folds) and not args.labelled:
        print("--voters and --folds measure on a file: add --labelled FILE", file=sys.stderr)
        return 2
    if args.fields:
        print(*fields.table(args.fields), sep="\n")
        return 0
    if args.voters:
        print(*table(labelled.read(args.labelled)), sep="\n")
        return 0
    recipe = Recipe(seed=args.seed, mails=args.mails)
    mails = invented(recipe)
    if args.folds:
        for line in compare(labelled.read(args.labelled), mails, recipe, args.folds):
            print(line)
        return 0
    seen = labelled.read(args.labelled) if args.labelled else ()
    if seen and args.out == SHIPPED:
        print("what ships sees no labelled mail; name another folder with --out", file=sys.stderr)
        return 2
    mails = (*mails, *seen)
    started = time.process_time()
    model = train(mails, recipe)
    _write(args.out, model, manifest(model, recipe, mails, len(seen)))
    size = sum(map(len, model.values())) / 1e6
    print(f"{args.out}: {size:.1f} MB, {time.process_time() - started:.0f} CPU seconds")
    return 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--labelled", type=Path, help="a labelled file (bench/README.md)")
    parser.add_argument("--folds", type=int, default=0, help="cross-validate, write nothing")
    parser.add_argument("--voters", action="store_true", help="compare voters, write nothing")
    parser.add_argument("--fields", type=int, default=0, help="score on so many, write nothing")
    parser.add_argument("--seed", type=int, default=Recipe().seed)
    parser.add_argument("--mails", type=int, default=Recipe().mails, help="how many to invent")
    parser.add_argument("--out", type=Path, default=SHIPPED)
    return parser


def _write(folder: Path, model: dict[str, bytes], told: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in model.items():
        (folder / name).write_bytes(data)
    (folder / MANIFEST).write_text(told, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
