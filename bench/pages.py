"""How long the pages take: to lay out, and to be ready in a browser: `python -m bench.pages`.

    python -m bench.pages [--people 2000] [--prospects 200] [--rounds 5] [--home DIR]

Without *--home* of invented people. CPU seconds of this process for the layout; in the browser
milliseconds by its own clock from the start of loading to the first picture, script and all, and
from a key to the answer in the search. Needs the system's Chromium, and Playwright.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TypeVar

from playwright.sync_api import Page

from narrowcast.agent import webpage
from narrowcast.agent.core import map_page, report_page
from narrowcast.agent.core.map_page import Atlas
from tests.agent.core import page_samples
from tests.servers.chromium import Chromium, chromium

Made = TypeVar("Made")
READY = "document.documentElement.dataset.passes"
LOADED = """async () => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const [load] = performance.getEntriesByType('navigation');
  return { dom: load.domContentLoadedEventEnd, picture: performance.now() };
}"""
SEARCHED = """() => {
  const box = document.getElementById('search'), started = performance.now();
  box.value = 'ana';
  box.dispatchEvent(new Event('input'));
  return performance.now() - started;
}"""


def main() -> None:
    """Print a line for each thing measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=2_000)
    parser.add_argument("--prospects", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--home", type=Path)
    given = parser.parse_args()
    invented = page_samples.atlas(given.people, given.prospects)
    atlas = _looked_up(given.home) if given.home else invented
    laid, page = _timed(lambda: map_page.page(atlas))
    wrote, html = _timed(lambda: webpage.drawn(page))
    print(f"{len(atlas.people):,} people, {len(atlas.sought):,} prospects")
    print(f"lay out {laid:.2f} s, write {wrote:.2f} s, {len(html.encode()) / 1e6:.2f} MB")
    _, report = _timed(lambda: webpage.reported(report_page.page(page_samples.record())))
    with TemporaryDirectory() as folder, chromium(Path(folder)) as browser:
        _in_browser(browser, html, given.rounds)
        print(f"report: {len(report.encode()) / 1e3:.0f} kB")


def _looked_up(home: Path) -> Atlas:
    from narrowcast.agent import clock, config, mapping, places, wiring

    settings = config.load(places.config_file(home))
    with wiring.workplace(settings, places.places(home, settings)) as work:
        took, atlas = _timed(
            lambda: mapping.atlas(work.store, work.advisor, work, work.owner, clock.now())
        )
    print(f"look up {took:.2f} s")
    return atlas


def _in_browser(browser: Chromium, html: str, rounds: int) -> None:
    def look(page: Page) -> tuple[float, float, float]:
        page.wait_for_function(READY)
        loaded: dict[str, float] = page.evaluate(LOADED)
        searched: float = page.evaluate(SEARCHED)
        return loaded["dom"], loaded["picture"], searched

    seen = [browser.visit(html, look) for _ in range(rounds)]
    assert not any(one.complaints or one.requests for one in seen)
    for name, each in zip(
        ("page ready", "picture drawn", "search answered"),
        zip(*(one.value for one in seen), strict=True),
        strict=True,
    ):
        print(f"{name}: median {median(each):.0f} ms, worst {max(each):.0f} ms")


def _timed(do: Callable[[], Made]) -> tuple[float, Made]:
    started = time.process_time()
    made = do()
    return time.process_time() - started, made


if __name__ == "__main__":
    main()
