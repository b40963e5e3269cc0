"""Pages that stand alone: one HTML file that fetches nothing and that a browser lets fetch nothing.

Styles and scripts are package data and stand in the page; its Content-Security-Policy names each by
its hash and forbids all else (CSP Level 3, §8.3), so that even a name that got through as markup
could neither run nor call home. Data stand in a script element of type application/json, which no
browser runs, with every sign escaped that could end it.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from narrowcast.agent.core.map_page import Page as MapPage
from narrowcast.agent.core.report_page import Page as ReportPage
from narrowcast.agent.core.templating import Renderer, bundled

_UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


LIBRARY = "vendor/cytoscape.min.js"
"""What draws the map; its origin and licence lie beside it."""


def drawn(page: MapPage) -> str:
    """The map as a page."""
    values = {"page": page, "picture": embedded(page.picture)}
    return whole(
        "map/html.j2",
        values,
        styles=("page.css", "map/page.css"),
        scripts=(LIBRARY, "map/page.js"),
    )


def reported(page: ReportPage) -> str:
    """The report as a page."""
    return whole("report/html.j2", {"page": page}, styles=("page.css", "report/page.css"))


def whole(
    template: str,
    values: Mapping[str, object],
    *,
    styles: Sequence[str] = (),
    scripts: Sequence[str] = (),
) -> str:
    """Render *template* (a path below `agent/templates`) as a page that stands alone.

    *styles* and *scripts*: paths of package data. The template finds them as `styles` and
    `scripts`, which it prints as they are, and its policy as `policy`.
    """
    given = {
        **values,
        "policy": policy([*map(asset, styles)], [*map(asset, scripts)]),
        "styles": [asset(one) for one in styles],
        "scripts": [asset(one) for one in scripts],
    }
    return Renderer(bundled(), html=True).whole(template, given)


def policy(styles: Sequence[str], scripts: Sequence[str]) -> str:
    """The Content-Security-Policy of a page that holds just these."""
    parts = ["default-src 'none'", "base-uri 'none'", "form-action 'none'"]
    if styles:
        parts.append(f"style-src {' '.join(map(_hash, styles))}")
    if scripts:
        parts.append(f"script-src {' '.join(map(_hash, scripts))}")
    return "; ".join(parts)


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@cache
def asset(path: str) -> str:
    """A text of the package below `agent/templates`."""
    return (files("narrowcast.agent") / "templates" / path).read_text("utf-8")


def embedded(data: object) -> str:
    """*data* as JSON that nothing in it can end: for a script element of type application/json."""
    plain = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return plain.translate(_UNSAFE)
