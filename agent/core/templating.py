"""Templates: text with places for values, in a sandbox.

The bundled ones are package data: they are read once, as an import would be, and are the only thing
that core ever reads. An owner's own templates come in as a mapping of the same names. Values are
only ever values: `{{ 7*7 }}` in somebody's name is shown as it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
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


class BrokenTemplate(Exception):
    """A template that cannot be rendered; the text is a sentence for the owner."""

    def __init__(self, name: str, line: int | None, fault: str) -> None:
        where = f"{name}, line {line}" if line else name
        super().__init__(
            f"template {where}: {fault}; mend it in your folder of templates, or take the file out"
            " to have ours"
        )


class Renderer:
    """Renders templates; a value that is missing, and any other fault of a template, raises
    `BrokenTemplate`.
    """

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
        with _named(name):
            return self._environment.get_template(name).render(values)

    def block(self, name: str, block: str, values: Mapping[str, object]) -> str:
        """Render one block of a template alone."""
        with _named(name):
            template = self._environment.get_template(name)
            if block not in template.blocks:
                raise BrokenTemplate(name, None, f"it lacks the block “{block}”")
            return "".join(template.blocks[block](template.new_context(dict(values))))


@contextmanager
def _named(name: str) -> Generator[None]:
    """Turn what goes wrong in a template, which its owner may have changed, into a sentence."""
    from jinja2 import TemplateError, TemplateSyntaxError

    try:
        yield
    except TemplateSyntaxError as fault:
        raise BrokenTemplate(fault.name or name, fault.lineno, str(fault.message)) from fault
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as fault:
        raise BrokenTemplate(name, _line_of(fault), str(fault)) from fault


def _line_of(fault: Exception) -> int | None:
    """The template's line that *fault* was raised in: compiled code knows which it came from."""
    found, trace = None, fault.__traceback__
    while trace is not None:
        template = trace.tb_frame.f_globals.get("__jinja_template__")
        if template is not None:
            found = template.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return found


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
