"""Finding connectors and senders: by entry point, ours exactly like a third party's.

A plugin is Python with all our rights, so it is imported only when an account of the configuration
names it; listing what is installed imports nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, cast

from narrowcast.connectors.base import (
    Connector,
    ConnectorFactory,
    Kept,
    Means,
    Sender,
    SenderFactory,
    SignInFactory,
    TokenFactory,
)

if TYPE_CHECKING:
    from narrowcast.connectors.net import Egress

GROUP = "narrowcast.connectors"
SENDERS = "narrowcast.senders"
TOKENS = "narrowcast.tokens"
SIGNINS = "narrowcast.signins"


class UnknownPlugin(LookupError):
    """Nothing installed has this name, or more than one thing does; the text tells the remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plugin:
    """An installed connector: *value* is `module:attribute` inside *distribution*."""

    name: str
    value: str
    distribution: str
    version: str


def installed(group: str = GROUP) -> tuple[Plugin, ...]:
    """Everything that is installed in *group*, by name; nothing is imported."""
    found = {_plugin(point) for point in _points(group, tuple(sys.path))}
    return tuple(sorted(found, key=lambda one: (one.name, one.distribution)))


def load(name: str, options: Mapping[str, object], means: Means) -> Connector:
    """Import the connector *name* and open it with an account's *options* and what it may use.

    Raises `UnknownPlugin`, ImportError as it is, and ValueError where an option is missing or
    wrong.
    """
    factory = cast("ConnectorFactory", _only(GROUP, name).load())  # an entry point is untyped
    return factory(options, means)


def load_sender(name: str, options: Mapping[str, object], means: Means) -> Sender:
    """Import the sender *name* and open it; raises as `load` does."""
    factory = cast("SenderFactory", _only(SENDERS, name).load())  # an entry point is untyped
    return factory(options, means)


def only_sends(name: str) -> bool:
    """Whether *name* is a sender and no connector: its account has nothing to read."""
    path = tuple(sys.path)
    reads, sends = ({one.name for one in _points(g, path)} for g in (GROUP, SENDERS))
    return name in sends - reads


def load_tokens(
    name: str, options: Mapping[str, object], egress: Egress, kept: Kept
) -> Callable[[], str]:
    """Import the token supplier *name* and make it for an account; raises as `load` does."""
    factory = cast("TokenFactory", _only(TOKENS, name).load())  # an entry point is untyped
    return factory(options, egress, kept)


def load_sign_in(name: str) -> SignInFactory | None:
    """What signs the owner in to accounts of the connector *name*; None: they need no such thing.

    Raises `UnknownPlugin` where several claim it, ImportError as it is.
    """
    if not any(point.name == name for point in _points(SIGNINS, tuple(sys.path))):
        return None
    return cast("SignInFactory", _only(SIGNINS, name).load())  # an entry point is untyped


def _only(group: str, name: str) -> EntryPoint:
    points = _points(group, tuple(sys.path))
    found = {point.value: point for point in points if point.name == name}
    if len(found) == 1:
        return next(iter(found.values()))
    if not found:
        known = ", ".join(sorted({point.name for point in points})) or "none"
        raise UnknownPlugin(f"there is no connector {name}; installed are: {known}")
    sources = ", ".join(sorted(_plugin(point).distribution for point in found.values()))
    raise UnknownPlugin(f"the connector {name} is installed more than once ({sources}); remove one")


@lru_cache(maxsize=16)
def _points(group: str, path: tuple[str, ...]) -> tuple[EntryPoint, ...]:  # noqa: ARG001
    """Looked up once for each *path* that Python imports from: every distribution's list is read
    for it.
    """
    return tuple(entry_points(group=group))


def _plugin(point: EntryPoint) -> Plugin:
    distribution = point.dist
    return Plugin(
        name=point.name,
        value=point.value,
        distribution=distribution.name if distribution else "",
        version=distribution.version if distribution else "",
    )
