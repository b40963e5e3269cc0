"""Adding to a config.toml that the owner wrote: every line and comment of it stays as it is.

Each edit is read back before it is taken: it must change the settings as meant and nothing else.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace

from narrowcast.agent import config, config_text
from narrowcast.agent.config import Account, Settings
from narrowcast.agent.errors import ConfigError, InputError

_HEADER = re.compile(r"^[ \t]*\[(?!\[)[^\n]*\][ \t]*(?:#[^\n]*)?$", re.MULTILINE)
_ADDRESSES = re.compile(r"^([ \t]*addresses[ \t]*=[ \t]*)\[([^\]#]*)\]", re.MULTILINE)


def with_account(text: str, account: Account) -> str:
    """Add the table of *account*; raises InputError where that name is taken."""
    before = config.parse(text)
    if any(one.name == account.name for one in before.accounts):
        raise InputError(f"there is already an account {account.name}")
    if not text.strip():
        return config_text.render(replace(before, accounts=(account,)))
    meant = replace(before, accounts=(*before.accounts, account))
    table = config_text.account_table(account)
    return _checked(f"{text.rstrip()}\n\n{table}", meant, table)


def with_address(text: str, address: str) -> str:
    """Add *address* to the owner's."""
    before = config.parse(text)
    if address in before.owner.addresses:
        return text
    addresses = (*before.owner.addresses, address)
    meant = replace(before, owner=replace(before.owner, addresses=addresses))
    listed = f"[{', '.join(map(config_text.quoted, addresses))}]"
    line = f"addresses = {listed}\n"
    return _checked(
        _in_table(text, ("owner",), lambda table: _listing(table, listed, line)), meant, line
    )


def with_owner_name(text: str, name: str) -> str:
    """Let the owner be called *name* where they are not called anything yet."""
    before = config.parse(text)
    if before.owner.name or not name:
        return text
    meant = replace(before, owner=replace(before.owner, name=name))
    line = f"name = {config_text.quoted(name)}\n"
    changed = _in_table(text, ("owner",), lambda table: _replaced(table, "name", line))
    return _checked(changed, meant, line)


def with_sending(text: str, name: str, smtp: Mapping[str, object]) -> str:
    """Let the account *name* send by *smtp*."""
    before = config.parse(text)
    accounts = tuple(
        replace(one, send=True, options={**one.options, "smtp": dict(smtp)})
        if one.name == name
        else one
        for one in before.accounts
    )
    line, table = config_text.lines_of_sending(name, smtp)
    changed = _in_table(text, ("accounts", name), lambda own: _first(line, own))
    return _checked(
        f"{changed.rstrip()}\n{table}", replace(before, accounts=accounts), line + table
    )


def switched(text: str, name: str, *, on: bool) -> str:
    """Let the account *name* be used, or be kept and not used."""
    return with_keys(text, name, {"enabled": on})


def with_keys(text: str, name: str, keys: Mapping[str, bool | str]) -> str:
    """Let plain *keys* of the account *name* have these values."""
    before = config.parse(text)
    accounts = tuple(_with(one, keys) if one.name == name else one for one in before.accounts)
    lines = [f"{key} = {config_text.written(value)}\n" for key, value in keys.items()]

    def changed(table: str) -> str:
        for key, line in zip(keys, lines, strict=True):
            table = _replaced(table, key, line)
        return table

    return _checked(
        _in_table(text, ("accounts", name), changed),
        replace(before, accounts=accounts),
        "".join(lines),
    )


def _with(account: Account, keys: Mapping[str, bool | str]) -> Account:
    own = {key: bool(value) for key, value in keys.items() if key in {"enabled", "send"}}
    options = {key: value for key, value in keys.items() if key not in own}
    changed = replace(account, options={**account.options, **options})
    return replace(
        changed,
        enabled=own.get("enabled", changed.enabled),
        send=own.get("send", changed.send),
    )


def _replaced(table: str, key: str, line: str) -> str:
    """*table* with its line of *key* replaced; added where there is none."""
    own = re.compile(
        rf"^[ \t]*{re.escape(key)}[ \t]*=[ \t]*(?:true|false|\"[^\"\n]*\")", re.MULTILINE
    )
    changed, count = own.subn(lambda _: line.rstrip(), table, count=1)
    return changed if count else _first(line, table)


def _listing(table: str, listed: str, line: str) -> str:
    """The owner's table with its list of addresses replaced, or added."""
    changed, count = _ADDRESSES.subn(lambda found: found[1] + listed, table, count=1)
    return changed if count else _first(line, table)


def _first(line: str, table: str) -> str:
    """*line* above the others: what stands last may be a comment on the next table."""
    return f"\n{line}{table.removeprefix(chr(10))}"


def _in_table(text: str, name: tuple[str, ...], change: Callable[[str], str]) -> str:
    """*text* with what stands below the header of table *name* changed; the table is made where
    there is none.
    """
    headers = list(_HEADER.finditer(text))
    for number, header in enumerate(headers):
        if _name_of(header[0]) == name:
            end = headers[number + 1].start() if number + 1 < len(headers) else len(text)
            return text[: header.end()] + change(text[header.end() : end]) + text[end:]
    made = ".".join(map(config_text.key, name))
    return f"{text.rstrip()}\n\n[{made}]" + change("\n")


def _name_of(header: str) -> tuple[str, ...]:
    try:
        table, name = tomllib.loads(header), list[str]()
    except tomllib.TOMLDecodeError:  # a line of a longer text, say
        return ()
    while table:
        ((part, table),) = table.items()
        name.append(part)
    return tuple(name)


def _checked(text: str, meant: Settings, lines: str) -> str:
    try:
        if config.parse(text) == meant:
            return text
    except ConfigError:
        pass
    wanted = " ".join(lines.split("\n")).strip()
    raise InputError(f"config.toml is written in a way of your own; add this yourself: {wanted}")
