"""What each voter of the pipeline would say alone, and how right values are by who agrees on them.

python -m training --labelled FILE.jsonl --voters
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from narrowcast.nlp.block import find_block
from narrowcast.nlp.pipeline import COMPONENTS, assembled, document
from narrowcast.nlp.sender import sender
from narrowcast.nlp.signature import ClaimKind
from narrowcast.nlp.votes import Vote
from training.invented import InventedMail
from training.scoring import KINDS, f1, is_near, is_same, right_values

VOTERS = ("rules", "lines", "entities")
Ballot = tuple[InventedMail, tuple[Vote, ...]]


def table(mails: Sequence[InventedMail]) -> Iterator[str]:
    """Lines of both tables, by the shipped model."""
    ballots = list(_ballots(mails))
    for kind in KINDS:
        for voter in VOTERS:
            yield f"{kind.value:9} {voter:9} {_alone(ballots, kind, voter)}"
        yield f"{kind.value:9} agree     {_agreement(ballots, kind)}"


def _ballots(mails: Iterable[InventedMail]) -> Iterator[Ballot]:
    nlp = assembled(COMPONENTS[:-1])
    for mail in mails:
        if "b" in mail.flags:
            continue
        block = find_block(mail.body, sender(mail.from_name, mail.from_address), mail.subject)
        votes = nlp(document(nlp, block, mail.from_address))._.votes if block else ()
        yield mail, tuple(vote for vote in votes if vote.value)


def _alone(ballots: Iterable[Ballot], kind: ClaimKind, voter: str) -> str:
    exact = lenient = given = wanted = 0
    for mail, votes in ballots:
        gold = right_values(mail, kind)
        wanted += bool(gold)
        said = _best(votes, kind, voter)
        given += said is not None
        exact += said is not None and any(is_same(said.value, one) for one in gold)
        lenient += said is not None and any(is_near(said.value, one) for one in gold)
    return f"F1 exact {f1(exact, given, wanted):.3f} lenient {f1(lenient, given, wanted):.3f}"


def _agreement(ballots: Iterable[Ballot], kind: ClaimKind) -> str:
    """Right values (lenient) of all, by the voters that say the same."""
    given: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for mail, votes in ballots:
        said = [(voter, _best(votes, kind, voter)) for voter in VOTERS]
        heard = [(voter, vote.value) for voter, vote in said if vote is not None]
        if heard:
            first = heard[0][1]
            who = "+".join(voter for voter, value in heard if is_near(value, first))
            given[who] += 1
            right[who] += any(is_near(first, one) for one in right_values(mail, kind))
    return "  ".join(f"{who} {right[who]}/{count}" for who, count in sorted(given.items()))


def _best(votes: Iterable[Vote], kind: ClaimKind, voter: str) -> Vote | None:
    held = (vote for vote in votes if vote.kind is kind and vote.voter == voter)
    return max(held, key=lambda vote: (vote.weight, -vote.line), default=None)
