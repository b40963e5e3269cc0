"""Fit and measure the numbers of `agent.core.chance` on introductions that happened.

    python -m training.introducers --mail DIR --events FILE              # cross-validate, fit
    python -m training.introducers --mail DIR --events FILE --folds OUT  # only cross-validate
    python -m training.introducers --mail DIR --events FILE --without X  # less a kind or habit
    python -m training.introducers --mail DIR --events FILE --archives   # whole archives out

Cross-validation leaves whole mailboxes out: the numbers that rank for one never saw one of its
events. They are fitted in the mentions tier, whatever tier is measured: there is one set. OUT is as
`bench/introductions.py` writes it, for the scorer. Evidence is the product's own
(`Advisor.question`), and so is the ranking (`chance.rank`). The company's inner and outer
introductions and the lists' weigh alike.

Owners on a list share its files, and some of their events are one mail. With `--archives` all
owners of one set of files are left out at once: what ranks for a list has seen no list at all.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import NamedTuple
from zlib import crc32

import numpy as np

from bench.events import Event, read_jsonl, write_jsonl
from bench.introductions import asked
from bench.stores import ask_all
from narrowcast.agent.core import chance, paths
from narrowcast.agent.core.chance import Form, Habits, Ranked, Reliability
from narrowcast.agent.core.model import AddressId, AddressKey, Time
from narrowcast.agent.suggest import Advisor
from narrowcast.connectors.base import Tier
from narrowcast.connectors.formats.addresses import canonical
from training.mixture import Example, fit, lay

FILE = Path(__file__).parents[1] / "agent" / "core" / "ways.py"
FOLDS, RESAMPLES = 10, 400
EDGES = (0.0, 0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.25, 0.4, 0.6, 1.01)
PROPOSED = 0.3  # of prospects outside, the share to propose a path for: those best linked
KIND_COUNTS = 30  # chances of one bin that a kind of mail needs to widen its interval


class Row(NamedTuple):
    """One event as the product sees it before any weighing."""

    event: Event
    raw: Mapping[str, Mapping[AddressId, float]]
    """As `Question.raw`."""
    habits: Habits
    keys: dict[AddressId, tuple[AddressKey, ...]]
    may_ask: frozenset[AddressId]

    @property
    def truth(self) -> AddressId | None:
        """The person who did it, if among those ranked."""
        theirs = {canonical(address) for address in self.event["introducer"]}
        return next((p for p, keys in self.keys.items() if not theirs.isdisjoint(keys)), None)

    @property
    def mailbox(self) -> str:
        return f"{self.event['corpus']} {self.event['ego']}"

    @property
    def part(self) -> str:
        """What weighs as much as the others."""
        outside = self.event["corpus"] == "enron" and self.event["flags"]["external"]
        return "external" if outside else str(self.event["corpus"])


def row(advisor: Advisor, event: Event) -> Row:
    """Put one event to the product."""
    answered = advisor.rank(asked(event), Time(event["cutoff"]))
    _, question = advisor.question(asked(event), Time(event["cutoff"]))
    return Row(
        {name: event[name] for name in _KEPT},
        {kind: dict(found) for kind, found in question.raw.items()},
        question.habits,
        {one.person: answered.grouping.keys(one.person) for one in answered.ranked},
        frozenset(one.person for one in answered.ranked if answered.is_contact(one)),
    )


_KEPT = ("event", "corpus", "ego", "introducer", "flags", "mailboxes")


def fitted(rows: Sequence[Row], without: Collection[str] = ()) -> Form:
    """The numbers that say best who did it, in *rows*."""
    kinds = tuple(kind for kind in paths.KINDS if kind not in without)
    names = tuple(n for n in next(iter(rows[0].habits.values())) if n not in without)
    known = [(one, truth) for one in rows if (truth := one.truth) is not None]
    counts = Counter(one.part for one, _ in known)
    scale = len(known) / len(counts)
    examples = [
        _example(one, truth, kinds, names, scale / counts[one.part]) for one, truth in known
    ]
    form = fit(lay(examples, kinds, names))
    ways = dict(form.ways)
    # No calendars in these data: to meet somebody counts as to be written to with them.
    if "shared meetings" in ways and not any(one.raw["shared meetings"] for one in rows):
        ways["shared meetings"] = ways.get("shared mail", ways["shared meetings"])
    # Nor cards and work histories: whoever is at the firm in these data has written from it, which
    # says it already. Known otherwise, it counts as much as that mail does.
    if "same employer" in ways:
        ways["same employer"] = ways.get("employer mail", ways["same employer"])
    return Form(ways, form.habits, form.tilt)


def _example(
    one: Row, truth: AddressId, kinds: Sequence[str], names: Sequence[str], weight: float
) -> Example:
    people = list(one.habits)
    return Example(
        {kind: np.array([one.raw[kind].get(person, 0.0) for person in people]) for kind in kinds},
        np.array([[one.habits[p][name] for name in names] for p in people]),
        people.index(truth),
        weight,
    )


def ranked(one: Row, form: Form) -> list[Ranked]:
    """The product's ranking, with other numbers."""
    known = {p: {n: v for n, v in z.items() if n in form.habits} for p, z in one.habits.items()}
    return chance.rank(one.raw, known, form, paths.OF_PROSPECT)


def best_link(one: Row, found: Sequence[Ranked]) -> float:
    """What `Answered.verdict` judges by."""
    return max((r.link for r in found if r.person in one.may_ask), default=0.0)


def fold_of(one: Row, folds: int, *, archives: bool = False) -> int:
    """Where an event is left out: with all others of its owner, or of its files."""
    together = "\0".join(one.event["mailboxes"]) if archives else one.mailbox
    return crc32(together.encode()) % folds


def cross_validated(
    rows: Sequence[Row],
    asked: Sequence[Row],
    folds: int,
    without: Collection[str] = (),
    *,
    archives: bool = False,
) -> Iterator[tuple[Row, list[Ranked], float]]:
    """Each event of *asked* ranked with numbers, and a threshold, that never saw its mailbox.

    *rows*: the same events in the tier of reading that the numbers are fitted in.
    """
    for number in range(folds):
        seen = [one for one in rows if fold_of(one, folds, archives=archives) != number]
        form = fitted(seen, without)
        faint = threshold([(one, ranked(one, form)) for one in seen])
        for one in asked:
            if fold_of(one, folds, archives=archives) == number:
                yield one, ranked(one, form), faint


def threshold(found: Sequence[tuple[Row, list[Ranked]]]) -> float:
    """The link from which a path is proposed for PROPOSED of the external events.

    A share of events is a steadier target than a share of hits, which a few events move.
    """
    links = sorted((best_link(one, r) for one, r in found if one.part == "external"), reverse=True)
    return round(links[int(PROPOSED * len(links))], 2)


def prediction(one: Row, found: Sequence[Ranked], faint: float) -> dict[str, object]:
    """As `bench/introductions.py` writes it."""
    judged = chance.verdict(best_link(one, found), faint)
    return {
        "event": one.event["event"],
        "ranking": [one.keys[r.person] for r in found],
        "abstain": judged is not chance.Verdict.PATH,
    }


def reliability(told: Sequence[tuple[Row, list[Ranked], float]]) -> tuple[Reliability, ...]:
    """How often chances came true, bin by bin: 80 % intervals over mailboxes, widened to hold each
    kind of introductions alone. Another owner's are more like one kind than like their mean.
    """
    found: list[Reliability] = []
    for low, high in pairwise(EDGES):
        of: dict[str, list[tuple[float, bool]]] = defaultdict(list)
        kinds: dict[str, list[bool]] = defaultdict(list)
        for one, people, _ in told:
            those = [(r.score, r.person == one.truth) for r in people if low <= r.score < high]
            if those:
                of[one.mailbox] += those
                kinds[one.part] += [hit for _, hit in those]
        if of:
            chances = [chance for those in of.values() for chance, _ in those]
            ends = [
                *_resampled(list(of.values())),
                *(sum(hits) / len(hits) for hits in kinds.values() if len(hits) >= KIND_COUNTS),
            ]
            mean = sum(chances) / len(chances)
            found.append(Reliability(round(mean, 3), round(min(ends), 3), round(max(ends), 3)))
    return tuple(found)


def _resampled(mailboxes: Sequence[Sequence[tuple[float, bool]]]) -> tuple[float, float]:
    """The 80 % interval of the share that came true."""
    draw, rates = Random(0), []
    for _ in range(RESAMPLES):
        sample = draw.choices(mailboxes, k=len(mailboxes))
        rates.append(sum(hit for those in sample for _, hit in those) / sum(map(len, sample)))
    rates.sort()
    return rates[RESAMPLES // 10], rates[-RESAMPLES // 10]


def calibration_error(told: Sequence[tuple[Row, list[Ranked], float]]) -> float:
    """Expected calibration error of the first's chance, ten bins of equal width."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for one, people, _ in told:
        if people:
            bins[min(9, int(people[0].score * 10))].append(
                (people[0].score, people[0].person == one.truth)
            )
    off = sum(abs(sum(p for p, _ in b) - sum(hit for _, hit in b)) for b in bins.values())
    return off / sum(map(len, bins.values()))


def reciprocal(one: Row, found: Sequence[Ranked]) -> float:
    """Quick look only: the scorer knows how entries of several candidates count."""
    truth = one.truth
    return next((1 / place for place, r in enumerate(found, 1) if r.person == truth), 0.0)


def summary(told: Sequence[tuple[Row, list[Ranked], float]]) -> str:
    """Mean reciprocal ranks and how abstention did, by part."""
    by: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for one, found, faint in told:
        path = chance.verdict(best_link(one, found), faint) is chance.Verdict.PATH
        for part in {one.part, str(one.event["corpus"])}:
            by[part].append((reciprocal(one, found), path))
    lines = []
    for part, those in sorted(by.items()):
        answered = [rr for rr, path in those if path]
        first = sum(rr == 1 for rr in answered) / max(1, len(answered))
        lines.append(
            f"{part}: MRR {sum(rr for rr, _ in those) / len(those):.4f}, first"
            f" {sum(rr == 1 for rr, _ in those) / len(those):.3f}; answered"
            f" {len(answered) / len(those):.2f}, there first {first:.3f}"
        )
    return "\n".join([*lines, f"calibration error of the first: {calibration_error(told):.3f}"])


def source(form: Form, faint: float, table: Sequence[Reliability]) -> str:
    """`agent/core/ways.py` anew."""

    def lines(found: Mapping[str, object]) -> str:
        return "".join(f'        "{name}": {value},\n' for name, value in found.items())

    ways = {k: f"Way({w.weight:.2f}, {w.power:.2f}, {w.growth:.2f})" for k, w in form.ways.items()}
    habits = {name: f"{value:.2f}" for name, value in form.habits.items()}
    told = "".join(f"    Reliability({r.told}, {r.low}, {r.high}),\n" for r in table)
    return (
        '"""The numbers of `chance`, written by `python -m training.introducers`."""\n\n'
        "from __future__ import annotations\n\n"
        "from narrowcast.agent.core.chance import Form, Reliability, Way\n\n"
        f"FORM = Form(\n    ways={{\n{lines(ways)}    }},\n    habits={{\n{lines(habits)}    }},\n"
        f"    tilt={form.tilt:.2f},\n)\n"
        f"FAINT_BELOW = {faint}  # the least part of a chance that must rest on a link\n"
        "# Of chances told to mailboxes left out: the share that came true, 80 % intervals over\n"
        "# mailboxes that hold each kind of introductions, too (outsiders, colleagues, lists).\n"
        f"RELIABILITY = (\n{told})\n"
    )


def main() -> None:
    """Cross-validate; without `--folds` and `--without`, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mail", type=Path, required=True)
    parser.add_argument("--events", type=Path, required=True)
    parser.add_argument("--tier", type=Tier, choices=list(Tier), help="only measure in this tier")
    parser.add_argument("--stores", type=Path, help="folder to keep the owners' stores in")
    parser.add_argument("--jobs", type=int, default=0, help="processes; 0: one a core")
    parser.add_argument("--folds", type=Path, metavar="OUT", help="only cross-validate, into OUT")
    parser.add_argument("--without", action="append", default=[], help="leave a kind out")
    parser.add_argument("--archives", action="store_true", help="part no files of mail; measure")
    options = parser.parse_args()
    events = list(read_jsonl(options.events))

    def read(tier: Tier) -> list[Row]:
        jobs, kept = options.jobs, options.stores
        return list(ask_all(options.mail, events, tier, row, jobs, kept=kept).rows)

    rows = read(Tier.MENTIONS)
    asked = read(options.tier) if options.tier else rows
    told = list(cross_validated(rows, asked, FOLDS, options.without, archives=options.archives))
    print(summary(told))
    if options.folds:
        write_jsonl(options.folds, [prediction(*one) for one in told])
    if not (options.folds or options.without or options.tier or options.archives):
        form = fitted(rows)
        faint = threshold([(one, ranked(one, form)) for one in rows])
        FILE.write_text(source(form, faint, reliability(told)), encoding="utf-8")
        print(f"{FILE.name}: written")


if __name__ == "__main__":
    main()
