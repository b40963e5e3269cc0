"""The system's Chromium without a window, which shows our pages and notes all that they try.

    seen = chromium.visit(html, lambda page: page.title(), width=390, dark=True)
    seen.value, seen.complaints, seen.requests

It lives on a thread of its own: Playwright leaves a running event loop on the thread it was started
on, where nothing else could start one. Whatever a page asks for is noted and refused, but the page.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from playwright.sync_api import Browser, Page, Playwright, Route, sync_playwright

from tests.servers import emulate, processes

REMEDY = "make servers"
Seen_ = TypeVar("Seen_")


@dataclass(frozen=True, slots=True)
class Visit(Generic[Seen_]):
    """What came of looking at a page."""

    value: Seen_
    complaints: tuple[str, ...]
    """The console's, and faults of scripts."""
    requests: tuple[str, ...]
    """Addresses other than the page's own that it asked for."""


class Chromium:
    """A browser of one test run."""

    def __init__(self, thread: ThreadPoolExecutor, browser: Browser, folder: Path) -> None:
        self._thread, self._browser, self._folder = thread, browser, folder
        self._pages = 0

    def visit(
        self,
        html: str,
        look: Callable[[Page], Seen_],
        *,
        width: int = 1200,
        height: int = 900,
        dark: bool = False,
        script: bool = True,
    ) -> Visit[Seen_]:
        """Open *html* from a file in a window of its own, and have *look* look at it."""
        self._pages += 1
        file = self._folder / f"page-{self._pages}.html"
        file.write_text(html, "utf-8")
        window: dict[str, Any] = {
            "viewport": {"width": width, "height": height},
            "color_scheme": "dark" if dark else "light",
            "java_script_enabled": script,
        }
        return self._thread.submit(_visit, self._browser, file.as_uri(), window, look).result()


def _visit(
    browser: Browser, address: str, window: dict[str, Any], look: Callable[[Page], Seen_]
) -> Visit[Seen_]:
    complaints: list[str] = []
    requests: list[str] = []

    def judge(route: Route) -> None:
        if route.request.url == address:
            route.continue_()
        else:
            requests.append(route.request.url)
            route.abort()

    with browser.new_context(**window) as context:
        context.route("**/*", judge)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(f"{said.type}: {said.text}"))
        page.on("pageerror", lambda fault: complaints.append(f"fault: {fault}"))
        page.goto(address, wait_until="load")
        value = look(page)
    return Visit(value, tuple(complaints), tuple(requests))


@contextmanager
def chromium(folder: Path) -> Generator[Chromium]:
    """Run the system's Chromium; pages are written into *folder*."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        processes.unavailable("chromium", REMEDY)
    with ThreadPoolExecutor(1, thread_name_prefix="chromium") as thread:
        playwright, browser = thread.submit(_start, str(program)).result()
        try:
            yield Chromium(thread, browser, folder)
        finally:
            thread.submit(_stop, playwright, browser).result()


def _start(program: str) -> tuple[Playwright, Browser]:
    playwright = sync_playwright().start()
    # A container has no user namespaces to build a sandbox from; the pages are our own.
    return playwright, playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])


def _stop(playwright: Playwright, browser: Browser) -> None:
    browser.close()
    playwright.stop()


def axe() -> str:
    """The accessibility checks of axe-core, as a script for a page."""
    file = emulate.modules() / "axe-core" / "axe.min.js"
    if not file.exists():
        processes.unavailable("axe-core", REMEDY)
    return file.read_text("utf-8")


def findings(page: Page) -> list[str]:
    """What axe-core finds that is serious or critical, with the first place of each."""
    page.evaluate(axe())
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{one['impact']}: {one['id']}: {one['help']}: {one['nodes'][0]['html'][:200]}"
        for one in found["violations"]
        if one["impact"] in {"serious", "critical"}
    ]
