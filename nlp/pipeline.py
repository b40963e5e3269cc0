"""The spaCy pipeline behind `signature.Reader`; the only module that imports spaCy.

    block ─► signature_lines ─► entity_ruler ─► ner ─► signature_entities
               line classifier    lexica          own     their votes
          ─► signature_roles ─► signature_contacts ─► signature_resolver ─► doc._.claims
               rules              rules               one claim a kind, tiers by agreement

A component is a registered factory: a third party registers its own under another name, adds it
before `signature_resolver` (or replaces one of ours) and appends to `doc._.votes`; the resolver
weighs whatever it finds. `document` makes the document of one block; a document without a block
passes through unread.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate
from typing import Any

import spacy
from spacy.attrs import NORM  # type: ignore[import-not-found]  # compiled, without stubs
from spacy.language import Language
from spacy.tokens import Doc

from narrowcast.nlp import line_classifier, shipped
from narrowcast.nlp.block import Block, find_block
from narrowcast.nlp.cells import cells, rows
from narrowcast.nlp.evidence import evidence
from narrowcast.nlp.folding import fold
from narrowcast.nlp.legal_forms import SINGLE_WORDS as LEGAL_WORDS
from narrowcast.nlp.line_classifier import LineClassifier
from narrowcast.nlp.line_patterns import PLACES, STREETS
from narrowcast.nlp.model_votes import entity_votes, lexicon_votes, line_votes
from narrowcast.nlp.organisation_words import DEPARTMENTS, ORGANISATIONS, UNIVERSITIES
from narrowcast.nlp.rule_votes import contact_votes, role_votes
from narrowcast.nlp.sender import NameMatch, sender
from narrowcast.nlp.signature import EMPTY, Claim, Signature, SignedText, digest
from narrowcast.nlp.title_headwords import HEADWORDS
from narrowcast.nlp.titles import headword
from narrowcast.nlp.votes import Vote, resolve

BATCH = 256  # blocks; measured flat from 64 on
MOST_WORDS = 200_000
"""Words after which the vocabulary is made anew: forgotten ones still cost 50 bytes each."""
COMPONENTS = (
    "signature_lines",
    "entity_ruler",
    "ner",
    "signature_entities",
    "signature_roles",
    "signature_contacts",
    "signature_resolver",
)
RULES = ("signature_roles", "signature_contacts", "signature_resolver")
"""The pipeline without its models."""
FILES = {"signature_lines": shipped.LINES, "ner": shipped.ENTITIES}
"""Components with weights, and their files in nlp/model/."""

NER: dict[str, Any] = {
    "model": {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": {
            "@architectures": "spacy.Tok2Vec.v2",
            "embed": {
                "@architectures": "spacy.MultiHashEmbed.v2",
                "width": 64,
                "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "LEMMA"],
                "rows": [2000, 1000, 1000, 1000, 50],
                "include_static_vectors": False,
            },
            "encode": {
                "@architectures": "spacy.MaxoutWindowEncoder.v2",
                "width": 64,
                "depth": 3,
                "window_size": 2,
                "maxout_pieces": 3,
            },
        },
    }
}
"""spaCy's own recogniser, small: about 2 MB, sees four tokens to each side."""

_LISTS = {
    "legal": LEGAL_WORDS,
    "dept": DEPARTMENTS - ORGANISATIONS,
    "org": ORGANISATIONS | UNIVERSITIES,
    "place": PLACES,
    "street": STREETS,
}
_EXTENSIONS = {"block": None, "address": "", "shown": None, "rows": (), "votes": (), "claims": ()}
for _name, _default in _EXTENSIONS.items():
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=_default)


def blank() -> Language:
    """A multilingual pipeline without components, whose NORM has neither case nor accents."""
    nlp = spacy.blank("xx")
    nlp.vocab.lex_attr_getters[NORM] = fold  # type: ignore[attr-defined]  # its stub is short
    return nlp


def document(nlp: Language, block: Block, address: str) -> Doc:
    """The document of *block*, signed by the owner of *address*: its rows, parted by LF."""
    text = "\n".join(text for _, text in rows(block))
    doc = nlp.make_doc(text.encode("utf-8", "replace").decode())  # lone surrogates
    doc._.block, doc._.address = block, address
    doc._.rows = tuple(line for line, _ in rows(block))
    doc._.shown = evidence(block, address)
    _mark(doc, doc._.shown.labels)
    return doc


def _mark(doc: Doc, labels: Iterable[str]) -> None:
    """Give words of the sender's name and of the domains one NORM each, whatever they are.

    So the recogniser learns what such a word means instead of which words there are.
    """
    name = {fold(word) for word in doc._.block.name.split()}
    for token in doc:
        word = token.norm_
        if len(word) > 1 and word in name:
            token.norm_ = "<name>"
        elif len(word) > 1 and any(_shortens(label, word) for label in labels):
            token.norm_ = "<domain>"
        token.lemma_ = _listed(token.text)


@lru_cache(maxsize=1 << 14)
def _listed(text: str) -> str:
    """The lexicon that lists a word."""
    word = fold(text)
    if headword(text):
        return "title"
    for name, held in _LISTS.items():
        if word in held:
            return name
    return "-"


def _shortens(label: str, word: str) -> bool:
    return label == word or (
        min(len(label), len(word)) >= 4 and (label.startswith(word) or word.startswith(label))
    )


# ---------------------------------------------------------------- components

_Component = Callable[[Doc], Doc]


class LineVoter:
    """The component `signature_lines`; the weights are the shipped ones until others are given."""

    def __init__(self) -> None:
        self._classifier: LineClassifier | None = None

    def from_bytes(self, weights: bytes) -> LineVoter:
        """Use *weights*, as `line_classifier.dumped` made them."""
        self._classifier = line_classifier.loaded(weights)
        return self

    def __call__(self, doc: Doc) -> Doc:
        return _with_votes(doc, self._votes) if _signed_by_somebody(doc) else doc

    def _votes(self, doc: Doc) -> Iterator[Vote]:
        if self._classifier is None:
            self.from_bytes(shipped.weights()[shipped.LINES])
        assert self._classifier is not None
        found = cells(doc._.block)
        return line_votes(found, self._classifier.chances(found, doc._.shown), doc._.shown)


# spaCy calls a factory with both arguments by name, used or not.
@Language.factory("signature_lines")
def _lines(nlp: Language, name: str) -> _Component:  # noqa: ARG001
    return LineVoter()


@Language.factory("signature_entities")
def _entities(nlp: Language, name: str) -> _Component:  # noqa: ARG001
    def vote(doc: Doc) -> Iterator[Vote]:
        lines = doc.text.split("\n")
        found = [(one.label_, one.start_char, one.end_char) for one in doc.ents]
        known = [(one.label_, one.start_char) for one in doc.spans.get("lexica", ())]
        yield from entity_votes(found, lines, doc._.rows, doc._.shown)
        yield from lexicon_votes(known, lines, doc._.rows)

    return lambda doc: _with_votes(doc, vote) if _signed_by_somebody(doc) else doc


@Language.factory("signature_roles")
def _roles(nlp: Language, name: str) -> _Component:  # noqa: ARG001
    return _voting(lambda doc: role_votes(doc._.block, doc._.address))


@Language.factory("signature_contacts")
def _contacts(nlp: Language, name: str) -> _Component:  # noqa: ARG001
    return _voting(lambda doc: contact_votes(doc._.block))


@Language.factory("signature_resolver")
def _resolver(nlp: Language, name: str) -> _Component:  # noqa: ARG001
    def settle(doc: Doc) -> Doc:
        if doc._.block is not None:
            doc._.claims = resolve(doc._.votes, doc._.block.match)
        return doc

    return settle


def _voting(votes: Callable[[Doc], Iterable[Vote]]) -> _Component:
    """The component that adds *votes* of a document to it."""
    return lambda doc: _with_votes(doc, votes)


def _signed_by_somebody(doc: Doc) -> bool:
    """Whether a person's name stands in the block; a firm's block teaches models nothing of one."""
    return doc._.block is not None and doc._.block.match is not NameMatch.NONE


def _with_votes(doc: Doc, votes: Callable[[Doc], Iterable[Vote]]) -> Doc:
    if doc._.block is not None:
        doc._.votes = (*doc._.votes, *votes(doc))
    return doc


# ---------------------------------------------------------------- assembly


class Pipeline:
    """A blank multilingual pipeline with our *components*, in order."""

    def __init__(
        self, components: Sequence[str] = COMPONENTS, model: Mapping[str, bytes] | None = None
    ) -> None:
        self.language = assembled(components, model)
        self._made_of = (components, model)

    def read(self, mails: Iterable[SignedText]) -> Iterator[Signature]:
        """One signature a mail, in order; mails without a block never become documents."""
        waiting: list[tuple[SignedText, Block | None]] = []
        for mail in mails:
            waiting.append((mail, mail.block or _found(mail)))
            if len(waiting) >= BATCH:
                yield from self._read_batch(waiting)
                waiting = []
        yield from self._read_batch(waiting)

    def _read_batch(self, batch: list[tuple[SignedText, Block | None]]) -> list[Signature]:
        if len(self.language.vocab) > MOST_WORDS:  # counts the forgotten, too
            self.language = assembled(*self._made_of)
        # What the vocabulary learns of these mails is forgotten with the zone.
        with self.language.memory_zone():
            docs = self.language.pipe(
                document(self.language, block, mail.from_address)
                for mail, block in batch
                if block is not None
            )
            return [
                EMPTY if block is None else _signature(mail, block, next(docs)._.claims)
                for mail, block in batch
            ]


def assembled(
    components: Sequence[str] = COMPONENTS, model: Mapping[str, bytes] | None = None
) -> Language:
    """A pipeline of *components*, in order; other names are those of factories.

    *model*: the files of nlp/model/ by name, for other weights than the shipped ones.
    """
    nlp = blank()
    for name in components:
        if name == "entity_ruler":
            ruler = nlp.add_pipe("span_ruler", name=name, config={"spans_key": "lexica"})
            ruler.add_patterns(_lexica())  # type: ignore[attr-defined]  # a component of spaCy's
            continue
        component = nlp.add_pipe(name, config=NER if name == "ner" else {})
        if name in FILES:
            component.from_bytes((model or shipped.weights())[FILES[name]])  # type: ignore[attr-defined]
    return nlp


def _lexica() -> list[dict[str, Any]]:
    listed = {
        "TITLE": HEADWORDS,
        "DEPT": DEPARTMENTS - ORGANISATIONS,
        "ORG": ORGANISATIONS | UNIVERSITIES | LEGAL_WORDS,
    }
    return [
        {"label": label, "pattern": [{"NORM": {"IN": sorted(found)}}]}
        for label, found in listed.items()
    ]


def _found(mail: SignedText) -> Block | None:
    return find_block(mail.text, sender(mail.from_name, mail.from_address), mail.subject)


def _signature(mail: SignedText, block: Block, claims: Iterable[Claim]) -> Signature:
    lines = mail.text.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    placed = tuple(
        _placed(claim, lines[claim.line], starts[claim.line])
        for claim in claims
        if 0 <= claim.line < len(lines)  # a third party's vote may name any
    )
    return Signature(block.span, block.name, placed, digest(block))


def _placed(claim: Claim, line: str, start: int) -> Claim:
    """*claim* with the offsets of its value, or of its *line* where no piece of it is the value.

    White space may differ; a piece of whole words goes before one inside a word.
    """
    value = r"\s+".join(map(re.escape, claim.value.split()))
    found = value and (re.search(rf"(?<!\w){value}(?!\w)", line) or re.search(value, line))
    if found:
        return replace(claim, start=start + found.start(), end=start + found.end())
    return replace(claim, start=start, end=start + len(line))
