"""What a run took is told truly, and stages add up."""

from __future__ import annotations

import sys
from functools import partial
from time import thread_time
from types import SimpleNamespace

import pytest

from bench import running
from bench.running import Failed, Ran
from bench.stages import Stages


def burn(seconds: float) -> None:
    start = thread_time()
    while thread_time() - start < seconds:
        pass


def test_a_run_tells_its_cpu_and_its_last_line() -> None:
    code = "import time\nwhile time.process_time() < .2: pass\nprint('hello')\nprint('{\"n\": 3}')"

    ran = running.run([sys.executable, "-c", code])

    assert ran.cpu >= 0.2
    assert ran.said == {"n": 3}


def test_a_run_that_fails_is_no_figure() -> None:
    with pytest.raises(Failed, match="ended with 3"):
        running.run([sys.executable, "-c", "print('no'); raise SystemExit(3)"])


def test_contenders_take_turns_and_the_round_with_least_cpu_counts() -> None:
    order: list[str] = []
    took = {"one": iter([3.0, 1.0, 2.0]), "other": iter([5.0, 6.0, 4.0])}

    def contender(name: str) -> Ran:
        order.append(name)
        return Ran(cpu=next(took[name]), wall=0)

    best = running.rounds(3, {name: partial(contender, name) for name in took})

    assert order == ["one", "other"] * 3
    assert {name: ran.cpu for name, ran in best.items()} == {"one": 1.0, "other": 4.0}


def test_the_bare_interpreter_is_smaller_than_this_one() -> None:
    assert 2 < running.bare_mib() < running.peak_mib()


def test_a_stage_inside_another_is_charged_to_itself_alone() -> None:
    stages = Stages()

    with stages.stage("outer"):
        burn(0.02)
        with stages.stage("inner"):
            burn(0.06)

    assert stages.seconds["inner"] >= 0.06
    assert 0.02 <= stages.seconds["outer"] < stages.seconds["inner"]


def test_watched_functions_and_generators_give_what_they_gave() -> None:
    stages = Stages()
    owner = SimpleNamespace(double=lambda one: 2 * one, items=lambda: iter([1, 2]))

    stages.watch(owner, "double", "double")
    stages.watch_pages(owner, "items", "items")

    assert owner.double(4) == 8
    assert list(owner.items()) == [1, 2]
    assert set(stages.seconds) == {"double", "items"}


def test_what_is_gone_from_the_product_is_an_error() -> None:
    with pytest.raises(AttributeError):
        Stages().watch(SimpleNamespace(), "gone", "stage")
