"""Templates: text with places for values, in a sandbox.

The bundled ones are package data: they are read once, as an import would be, and are the only thing
that core ever reads. An owner's own templates come in as a mapping of the same names. Values are
only ever values: `{{ 7*7 }}` in somebody's name is shown as it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

Templates = Mapping[str, str]
"""Template texts by their path below `agent/templates`, such as `letters/en/introduction.j2`."""

FACT = " <- "
"""In a letter's template: what follows on the line is the fact the sentence rests on."""
FACT_SIGN = "\x1f"
"""The same once rendered; no cleaned value can hold it, so nobody's name can forge a fact."""


@cache
def bundled() -> Templates:
    """The templates that come with the program."""
    root = files("narrowcast.agent") / "templates"
    return MappingProxyType(dict(_walk(root, "")))


def _walk(folder: Traversable, above: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = f"{above}{entry.name}"
        if entry.is_dir():
            found += _walk(entry, f"{path}/")
        elif entry.name.endswith(".j2"):
            found.append((path, entry.read_text("utf-8")))
    return found


def with_owners(own: Mapping[str, str]) -> Templates:
    """The bundled templates with the owner's own in place of those of the same name."""
    return MappingProxyType({**bundled(), **own})


class Renderer:
    """Renders templates; a value that is missing raises `jinja2.UndefinedError`."""

    def __init__(
        self,
        templates: Templates,
        *,
        html: bool = False,
        filters: Mapping[str, Callable[..., str]] | None = None,
    ) -> None:
        self._environment = _environment(templates, html=html)
        self._environment.filters.update(filters or {})

    def whole(self, name: str, values: Mapping[str, object]) -> str:
        """Render a template."""
        return self._environment.get_template(name).render(values)

    def block(self, name: str, block: str, values: Mapping[str, object]) -> str:
        """Render one block of a template alone; raises KeyError where the template lacks it."""
        template = self._environment.get_template(name)
        return "".join(template.blocks[block](template.new_context(dict(values))))


def renderer_of(templates: Templates | None = None) -> Renderer:
    """A renderer of *templates*, None: the bundled ones; the same ones are compiled once."""
    return _compiled(tuple((bundled() if templates is None else templates).items()))


@lru_cache(maxsize=8)
def _compiled(items: tuple[tuple[str, str], ...]) -> Renderer:
    return Renderer(dict(items))


def _environment(templates: Templates, *, html: bool) -> SandboxedEnvironment:
    # Jinja2 costs as much as all of typer: `narrowcast status` must not pay for it.
    from jinja2 import DictLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    marked = {name: text.replace(FACT, FACT_SIGN) for name, text in templates.items()}
    return ImmutableSandboxedEnvironment(
        loader=DictLoader(marked),
        undefined=StrictUndefined,
        autoescape=html,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
