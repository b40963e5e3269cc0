"""Which function of the product belongs to which stage of a sync; one that is gone is an error."""

from __future__ import annotations

from typing import Any

from bench.stages import Stages
from narrowcast.agent import pages, reading
from narrowcast.agent.store import mail, many
from narrowcast.agent.store.store import Store
from narrowcast.connectors import registry
from narrowcast.connectors.imap import heads

FETCH, PARSE, TEXTS = "fetch", "parse", "texts"
LEARN, CHOOSE, READ = "learn", "choose texts", "subjects and signatures"
FOLD, STORE = "fold", "store"
REST = "rest"


def watch(stages: Stages) -> None:
    """Charge to *stages* what this process does from now on."""
    load = registry.load

    def loaded(*arguments: Any) -> Any:
        connector: Any = load(*arguments)
        kind = type(connector)
        stages.watch_pages(kind, "pull", FETCH)
        if hasattr(kind, "texts"):
            stages.watch_pages(kind, "texts", TEXTS)
        return connector

    vars(registry)["load"] = loaded
    stages.watch(heads, "record", PARSE)
    stages.watch(pages, "learn", LEARN)
    stages.watch(pages.Pages, "weigh", CHOOSE)
    stages.watch(reading, "read", READ)
    stages.watch(mail, "keep", FOLD)
    stages.watch(many, "insert", STORE)
    stages.watch(Store, "keep", STORE)
