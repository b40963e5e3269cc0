"""The invented cases of who is who: nobody is joined wrongly. Every sixth; the bench has all."""

from __future__ import annotations

import json

from bench import identity

CASES = [json.loads(line) for line in identity.CASES.read_text("utf-8").splitlines()]


def test_nobody_is_joined_to_somebody_else() -> None:
    wrong = {case["id"]: identity.answer(case).joined - identity.truth(case) for case in CASES[::6]}

    assert not {name: pairs for name, pairs in wrong.items() if pairs}


def test_most_of_what_is_one_persons_is_joined() -> None:
    few = [case for case in CASES[::6] if identity.truth(case)]
    found = sum(len(identity.answer(case).joined & identity.truth(case)) for case in few)

    assert found >= 0.6 * sum(len(identity.truth(case)) for case in few)
