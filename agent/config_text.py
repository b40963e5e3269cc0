"""Settings as a config.toml with every key and its reason: the example, and what `init` writes."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import Field, fields
from typing import Any

from narrowcast.agent.config import Account, Settings, bounds

_WIDTH = 96

_HEAD = """\
# narrowcast reads this file from its configuration folder (`narrowcast status` shows where).
# Every key stands here with its default; a key you leave out keeps that default.
"""

_ACCOUNTS = """\
# Accounts: one table for each source, named as you like. Keys of all: connector (which kind of
# source: google, microsoft, imap, caldav, carddav, mbox, maildir, eml, ics, vcf, linkedin or a
# plugin's; `narrowcast plugins` lists them), enabled (default true; false: kept, not read) and send
# (true for the one account that approved letters leave by). Every other key belongs to the
# connector; for servers see docs/accounts.md, for Google docs/setup-google.md, for Microsoft
# docs/setup-microsoft.md. `narrowcast connect` writes such tables; passwords do not belong here.
"""

EXAMPLE_ACCOUNTS = (
    Account(
        name="archive", connector="mbox", enabled=False, options={"path": "~/Mail/archive.mbox"}
    ),
    Account(
        name="work",
        connector="imap",
        enabled=False,
        send=True,
        options={
            "host": "imap.firm.example",
            "user": "me@firm.example",
            "smtp": {"host": "smtp.firm.example", "port": 465, "security": "tls"},
        },
    ),
)


def example() -> str:
    """Write config.example.toml: the defaults, and two accounts that are switched off."""
    return render(Settings(accounts=EXAMPLE_ACCOUNTS))


def render(settings: Settings) -> str:
    """Write *settings* so that `config.parse` reads the same back."""
    sections = [e.name for e in fields(Settings) if e.name != "accounts"]
    tables = ["".join(_section(name, getattr(settings, name))) for name in sections]
    accounts = "\n".join(map(account_table, settings.accounts))
    return "\n".join((_HEAD, *tables, _ACCOUNTS + accounts))


def _section(name: str, section: Any) -> Iterator[str]:
    yield f"# {type(section).__doc__}\n[{name}]\n"
    for entry in fields(section):
        yield _comment(_reason(entry))
        yield f"{entry.name} = {written(getattr(section, entry.name))}\n"


def _reason(entry: Field[Any]) -> str:
    low, high = bounds(entry)
    why: str = entry.metadata["why"]
    return why + (f" ({low} to {high})" if high is not None else "")


def _comment(text: str) -> str:
    lines = textwrap.wrap(text, _WIDTH, initial_indent="# ", subsequent_indent="# ")
    return "\n".join(lines) + "\n"


def account_table(account: Account) -> str:
    """The tables of one account."""
    keys = {"connector": account.connector, "enabled": account.enabled}
    keys |= {"send": True} if account.send else {}
    tables = {k: v for k, v in account.options.items() if isinstance(v, Mapping)}
    plain = {k: v for k, v in account.options.items() if k not in tables}
    head = f"accounts.{key(account.name)}"
    inner = (f"\n[{head}.{key(name)}]\n{_lines(table)}" for name, table in tables.items())
    return f"[{head}]\n{_lines({**keys, **plain})}" + "".join(inner)


def lines_of_sending(name: str, smtp: Mapping[str, object]) -> tuple[str, str]:
    """What makes an account send: a line for its table, and a table *smtp* of its own."""
    return "send = true\n", f"\n[accounts.{key(name)}.smtp]\n{_lines(smtp)}"


def _lines(table: Mapping[str, object]) -> str:
    return "".join(f"{key(name)} = {written(value)}\n" for name, value in table.items())


def key(name: str) -> str:
    """A name as TOML holds it before a point or an equals sign."""
    bare = name.isascii() and name.replace("-", "").replace("_", "").isalnum()
    return name if bare else quoted(name)


def written(value: object) -> str:
    """Write a value; raises TypeError for what TOML (or a config file) has no form for."""
    match value:
        case bool():
            return str(value).lower()
        case int() | float():
            return repr(value)
        case str():
            return quoted(str(value))
        case list() | tuple():
            return f"[{', '.join(map(written, value))}]"
        case Mapping():
            pairs = (f"{key(name)} = {written(item)}" for name, item in value.items())
            return f"{{ {', '.join(pairs)} }}"
        case _:
            raise TypeError(f"no TOML form for {value!r}")


def quoted(text: str) -> str:
    """Text as TOML holds it."""
    # JSON's escapes are TOML's, but for DEL, which TOML forbids as it is, and surrogates.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
