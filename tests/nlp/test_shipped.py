from __future__ import annotations

import json

from narrowcast.nlp import shipped

MAX_BYTES = 8_000_000


def test_the_weights_are_those_the_manifest_tells_of() -> None:
    assert shipped.damaged() == ()
    assert set(shipped.manifest()["files"]) == set(shipped.NAMES)


def test_the_weights_stay_small() -> None:
    sizes = {name: len(data) for name, data in shipped.weights().items()}

    assert sizes == {name: told["bytes"] for name, told in shipped.manifest()["files"].items()}
    assert sum(sizes.values()) <= MAX_BYTES


def test_what_ships_has_seen_no_labelled_file() -> None:
    told = shipped.manifest()

    assert told["labelled"] == 0
    assert told["recipe"]["mails"] > 0


def test_the_manifest_names_no_place_of_the_machine_it_was_made_on() -> None:
    assert "/" not in json.dumps(shipped.manifest())
