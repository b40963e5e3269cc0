"""Reads a labelled file (bench/README.md) as if its mails were invented: for training and folds.

Its rows name values, not places: a value is labelled wherever its block shows it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from email.header import decode_header, make_header
from pathlib import Path
from typing import Any

from narrowcast.nlp import lines as kinds
from training.invented import InventedMail, Label, Labelled


def read(path: Path) -> tuple[InventedMail, ...]:
    """The mails of *path*, one JSON object a line."""
    with path.open(encoding="utf-8") as lines:
        return tuple(_mail(json.loads(line)) for line in lines if line.strip())


def _mail(row: Mapping[str, Any]) -> InventedMail:
    labels, body = row["labels"], row["body"]
    name, address = _from(row["headers"]["From"])
    first, last = labels["sig_start"], labels["sig_end"]
    block = None if first is None or last is None else (first, last)
    return InventedMail(
        id=row["id"],
        language=row.get("language", ""),
        layout="labelled",
        from_name=name,
        from_address=address,
        subject=row["headers"].get("Subject", ""),
        body=body,
        labels=tuple(_labels(body, block, labels)) if block else (),
        block=block,
        name=labels.get("name") or "",
        titles=tuple(labels["titles"]),
        employers=tuple(labels["employers"]),
        phones=tuple(labels["phones"]),
        register_lines=tuple(labels.get("register_lines", ())),
        quote_start=labels.get("quote_start"),
        flags=tuple(labels["flags"]),
    )


def _from(header: str) -> tuple[str, str]:
    """Display name and address; a name with an unquoted comma (`Lee, Ann <a@b>`) stays whole."""
    name, bracket, address = header.rpartition("<")
    if not bracket:
        return "", header.strip()
    return str(make_header(decode_header(name.strip(' "')))), address.strip("> ")


def _labels(body: str, block: tuple[int, int], labels: Mapping[str, Any]) -> Iterator[Labelled]:
    """Labels of the values that the rows name, and of what patterns show; never overlapping."""
    lines = body.split("\n")
    start = sum(len(line) + 1 for line in lines[: block[0]])
    end = start + sum(len(line) + 1 for line in lines[block[0] : block[1] + 1])
    wanted = [
        *((Label.TITLE, value) for value in labels["titles"]),
        *((Label.ORG, value) for value in labels["employers"]),
        *((Label.PERSON, value) for value in [labels.get("name") or ""]),
        *((Label.PHONE, value) for value in labels["phones"]),
        *((Label.URL, hit[0]) for hit in kinds.URL.finditer(body, start, end)),
    ]
    taken: list[Labelled] = []
    for label, value in sorted(wanted, key=lambda one: -len(one[1])):
        at = body.find(value, start, end) if value and "\n" not in value else -1
        if at >= 0 and all(at >= one.end or at + len(value) <= one.start for one in taken):
            taken.append(Labelled(label, at, at + len(value)))
    yield from sorted(taken, key=lambda one: one.start)
