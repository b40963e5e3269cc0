"""Three answers of the bundled sample, as the product prints them: docs/explained.md."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console, RenderableType

from narrowcast.agent import sources, sync
from narrowcast.agent.blocks import BlockReader
from narrowcast.agent.cli import views, workings_views
from narrowcast.agent.core.model import AddressKey, Prospect, Suggestion, Time
from narrowcast.agent.core.prospects import read_csv
from narrowcast.agent.demo.sample import Sample, generate
from narrowcast.agent.store import lookup
from narrowcast.agent.store.store import Store
from narrowcast.agent.suggest import Advisor
from narrowcast.agent.workings import Sources, workings
from narrowcast.connectors.base import Budget, Tier

SEED, END = 1, datetime(2026, 11, 2, 6, 30, tzinfo=UTC)
COLUMNS = 80

HEAD = """\
# Three answers, explained

Made by `make docs` from the bundled sample (`narrowcast demo`): all people, firms and mails are
invented, and every line is printed by the product. The formula, and how its numbers were chosen
and measured, stand in [judgement.md](judgement.md).

**What the percentage is.** *If* somebody in your mailbox brings you and the prospect together, the
chance that it is this person; in brackets how often chances like it came true in mailboxes that
the numbers never saw (80 %). It is not the chance that an introduction happens. Places go by this
chance × the fit of your relation to the request; whether they answer is told beside it and moves
no place.
"""

AS_DATA = """
## As data

`narrowcast suggest --json` prints a list with one object for each prospect: `prospect`, `as_of`,
`introducers`, `abstained` ('' where there is a path), `next_step`, `walled` (names that a wall held
back). Of each introducer:

| field | what |
|---|---|
| `person` | `uid`, `name`, `addresses`, `employments` |
| `chance` | `value`, `low`, `high`: it is this person, if somebody brings the two of you together |
| `terms` | each way's part of the chance; they add up to `chance.value` |
| `trust` | `fit` to the request 0 … 1, `contexts`, `reasons` |
| `score` | `chance.value` × `trust.fit`: what orders |
| `link` | evidence about prospect or employer, over the best anybody has; 0: none |
| `contact` | false: mail one way only so far, not to be asked |
| `responsiveness` | `value`, `low`, `high`: that they answer a new mail within a week |
| `tie` | `strength`, `band`, mails `sent`, `received`, times `met`, `first`, `last` (UTC seconds) |
| `reasons` | `code`, `text`, `favours`, `count`, `evidence` (`kind` and `id`: a Message-ID ...) |

`narrowcast suggest --explain --json` prints for each prospect: `suggestion` (as above),
`introducers`, `contacts` (among how many the shares are shared), `verdict`, `best_link`,
`constants` (`ways`, `traits`, `tilt`, `faint_below`, `reliability`), `meanings` and `changes`. Of
each introducer `name`, `address`, `chance`, `fit`, `score` and `arithmetic`: `traits`, `steps`,
`weights` (their sum), `chance`, `link`. A step has `way`, `seen`, `amount`, `own`, `all`, `share`,
`largest`, `weight` and `part`.
"""


def page() -> str:
    """The whole page."""
    with TemporaryDirectory() as folder, Store.open(None, mention_key=b"k" * 32) as store:
        sample = generate(SEED, Path(folder), end=END)
        _read(store, sample)
        rows = read_csv(sample.prospects_csv.read_text("utf-8")).rows
        parts = _parts(store, [row.prospect for row in rows])
        return HEAD + "".join(parts) + AS_DATA


def _parts(store: Store, wanted: list[Prospect]) -> Iterator[str]:
    advisor = Advisor(store)
    found = [advisor.suggest(one, END) for one in wanted]
    paths = [one for one in found if not one.abstained]
    clear, close = max(paths, key=_lead), min(paths, key=_lead)
    none = next(one for one in found if one.abstained)
    yield _part("A path", "`narrowcast suggest`:", [views.suggestion(clear)])
    first = clear.introducers[0]
    cited = lookup.headings(store, views.shown_evidence(first))
    why = views.why(clear.prospect, first, END, cited)
    yield _part("", "Everything behind the first, by `narrowcast why`:", [why])
    everything = Sources(texts=True, network=True)
    worked = workings(advisor, close, everything)
    intro = "`narrowcast suggest --explain` prints what can be redone with pen and paper:"
    yield _part("A close call, worked out", intro, [workings_views.view(worked)])
    heads = Sources(texts=False, network=True)
    intro = "Nothing links anybody, so nobody is proposed, and what would change that is said:"
    shown = [views.suggestion(none), *workings_views.changes(workings(advisor, none, heads))]
    yield _part("No path", intro, shown)


def _lead(found: Suggestion) -> float:
    """How far the first is before the second."""
    first, second = (one.score for one in found.introducers[:2])
    return first / second


def _part(title: str, intro: str, shown: list[RenderableType]) -> str:
    heading = f"\n## {title}\n" if title else ""
    console = Console(file=StringIO(), width=COLUMNS, markup=False, highlight=False, no_color=True)
    with console.capture() as captured:
        for one in shown:
            console.print(one)
    lines = (line.rstrip() for line in captured.get().strip("\n").splitlines())
    return f"{heading}\n{intro}\n\n```text\n" + "\n".join(lines) + "\n```\n"


def _read(store: Store, sample: Sample) -> None:
    store.set_owner(map(AddressKey, sample.owner.addresses))
    files = {"mail": sample.mail, "calendar": sample.calendar, "linkedin": sample.linkedin}
    accounts = []
    for name, path in files.items():
        account = sources.account(name, path)
        accounts.append(sync.Account(name, account.connector, sources.connect(account)))
    now, budget = Time(int(END.timestamp())), Budget(tier=Tier.MENTIONS)
    sync.sync(store, accounts, now=now, budget=budget, reader=BlockReader())
