"""Takes pictures of mails to the owner and of pages: `python -m docs.pictures` (chromium).

Phone and desk, light and dark, and once with the names of the hostile: each is to be looked at
whenever the templates change. The people are those of the tests.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path

from narrowcast.agent import webpage
from narrowcast.agent.core import digest, map_page, report_page, week
from tests.agent.core import letter_samples, page_samples, test_week

FOLDER = Path(__file__).parent / "pictures"
WIDTHS = (390, 1200)
HEIGHT = 2400  # pixels: the first screens, which is what a reader sees
WINDOW = 900
SHADES = {"light": 1, "dark": 0}
"""Chromium's preferredColorScheme."""
HOSTILE = (
    "<b>Bold</b><img src=x onerror=alert(1)>{{7*7}} \u202egnp.exe \u0645\u062d\u0645\u062f"
    " \U0001f469\u200d\U0001f680 \u738b\u5c0f\u660e Z\u0351\u0352\u0353\u0354\u0355\u0356algo "
    + "Wolfeschlegelsteinhausenbergerdorff"
    * 3
)


def main() -> None:
    """Write every picture anew."""
    with tempfile.TemporaryDirectory() as folder:
        for name, page in _pages().items():
            file = Path(folder) / f"{name}.html"
            file.write_text(page, encoding="utf-8")
            for width, (shade, scheme) in product(WIDTHS, SHADES.items()):
                _shoot(file, FOLDER / f"{name}-{width}-{shade}.png", width, scheme)
        _shoot_pages(Path(folder))


def _pages() -> dict[str, str]:
    made = {
        "morning": digest.digest(letter_samples.full_material()),
        "morning-hostile": digest.digest(letter_samples.full_material(HOSTILE)),
        "week": week.digest(test_week.full()),
    }
    return {name: one.html for name, one in made.items() if one is not None}


def _shoot_pages(folder: Path) -> None:
    """The map and the report once each, as large as a window is."""
    made = {
        "map": webpage.drawn(map_page.page(page_samples.atlas(90, 12))),
        "report": webpage.reported(report_page.page(page_samples.record())),
    }
    for name, html in made.items():
        file = folder / f"{name}.html"
        file.write_text(html, encoding="utf-8")
        _shoot(file, FOLDER / f"{name}.png", 1200, SHADES["light"], WINDOW)


def _shoot(page: Path, picture: Path, width: int, scheme: int, height: int = HEIGHT) -> None:
    subprocess.run(
        [
            "chromium",
            "--headless",
            "--no-sandbox",  # a container has no user namespaces
            "--hide-scrollbars",
            f"--blink-settings=preferredColorScheme={scheme}",
            f"--window-size={width},{height}",
            f"--screenshot={picture}",
            page.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=60,
    )
    print(picture.name, picture.stat().st_size, file=sys.stderr)


if __name__ == "__main__":
    main()
