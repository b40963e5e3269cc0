"""What the rules say, as votes: roles by `roles`, phones and web addresses by their patterns."""

from __future__ import annotations

from collections.abc import Iterator

from narrowcast.nlp import lines as kinds
from narrowcast.nlp.block import Block
from narrowcast.nlp.cells import rows
from narrowcast.nlp.roles import Found, phones, read_roles
from narrowcast.nlp.sender import NameMatch
from narrowcast.nlp.signature import ClaimKind
from narrowcast.nlp.votes import Vote

_RAISED = {ClaimKind.TITLE: 6, ClaimKind.EMPLOYER: 8}
"""Added to the rules' weights (1 … 11), so that the weakest outweighs what models alone can say.

With `votes.BARS`: the rules' best evidence confirms alone, good evidence with a model; where both
models doubt weak evidence it falls to a suggestion or silence.
"""


def role_votes(block: Block, address: str) -> Iterator[Vote]:
    """The name where it is whole, a title and an employer."""
    roles = read_roles(block, address)
    if block.name_line is not None and block.match is NameMatch.FULL:
        name = " ".join(block.name.split())
        yield Vote(ClaimKind.NAME, name, block.name_line, 6, "rules")
    for kind, found in ((ClaimKind.TITLE, roles.title), (ClaimKind.EMPLOYER, roles.employer)):
        if found is not None:
            yield _vote(kind, found, _RAISED[kind])


def contact_votes(block: Block) -> Iterator[Vote]:
    """Phone numbers and web addresses."""
    for found in phones(block):
        yield _vote(ClaimKind.PHONE, found)
    for line, text in rows(block):
        for hit in kinds.URL.finditer(kinds.MAIL.sub(" ", text)):
            yield Vote(ClaimKind.URL, hit[0].rstrip(".,;:)>]|"), line, 4, "rules")


def _vote(kind: ClaimKind, found: Found, raised: int = 0) -> Vote:
    return Vote(kind, found.value, found.line, found.weight + raised, "rules")
