"""Which DAV server an account's options name, and what of it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from urllib.parse import urlsplit, urlunsplit

from narrowcast.connectors import options as known
from narrowcast.connectors.dav.server import Login
from narrowcast.connectors.net import ascii_host, is_this_machine

_LOGINS = {"password": Login.PASSWORD, "xoauth2": Login.BEARER, "oauthbearer": Login.BEARER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where to begin and as whom; holds no secret."""

    base: str
    user: str
    login: Login
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def wants(self, name: str) -> bool:
        """Whether the collection called *name* is to be read; patterns like `Team*`, any case."""
        plain = name.casefold()
        wanted = not self.include or any(fnmatchcase(plain, one.casefold()) for one in self.include)
        return wanted and not any(fnmatchcase(plain, one.casefold()) for one in self.exclude)


def read(options: Mapping[str, object], kind: str) -> Settings:
    """Read *options*; raises ValueError with a sentence for the owner, who calls it *kind*."""
    known.refuse_unknown(options, kind, "url", *(("since", "until") if kind == "caldav" else ()))
    user = options.get("user", "")
    if not isinstance(user, str) or not user.isprintable() or ":" in user:
        raise ValueError(f"{kind}: the option user is no login; write it without a colon")
    auth = str(options.get("auth", "password"))
    if auth not in _LOGINS:
        ways = ", ".join(f'"{one}"' for one in _LOGINS)
        raise ValueError(f"{kind}: the option auth is none of {ways}")
    login = _LOGINS[auth]
    if login is Login.PASSWORD and not user:
        login = Login.NONE  # a server that asks nobody: only on this machine, as the next says
    base = _base(options, kind)
    if login is Login.NONE and not is_this_machine(urlsplit(base).hostname or ""):
        raise ValueError(f"{kind}: the option user is missing; add the login, often your address")
    return Settings(
        base=base,
        user=user,
        login=login,
        include=_patterns(options, "include", kind),
        exclude=_patterns(options, "exclude", kind),
    )


def _base(options: Mapping[str, object], kind: str) -> str:
    url = options.get("url")
    if url is None:
        return _of_host(options, kind)
    try:
        parts = urlsplit(str(url))
        host, port = ascii_host(parts.hostname or ""), parts.port
    except ValueError:
        raise ValueError(f"{kind}: the option url is no address; write https://…") from None
    if parts.username or parts.password:
        raise ValueError(
            f"{kind}: the option url must hold no login; use user, and narrowcast connect"
        )
    _refuse_open(parts.scheme == "https", host, kind)
    if parts.scheme not in {"http", "https"}:
        raise ValueError(f"{kind}: the option url is no address; write https://…")
    return _address(parts.scheme, host, port, parts.path)


def _of_host(options: Mapping[str, object], kind: str) -> str:
    host, port = options.get("host"), options.get("port")
    if not isinstance(host, str) or not host.strip():
        raise ValueError(f"{kind}: the option host is missing; add the server's name, or a url")
    if port is not None and (isinstance(port, bool) or not isinstance(port, int)):
        raise ValueError(f"{kind}: the option port is no port; write a number like 443")
    if port is not None and not 0 < port < 65_536:
        raise ValueError(f"{kind}: the option port is no port; write a number like 443")
    security = options.get("security", "tls")
    if security not in {"tls", "none"}:
        raise ValueError(f'{kind}: the option security is none of "tls", "none"')
    _refuse_open(security == "tls", host, kind)
    return _address("https" if security == "tls" else "http", ascii_host(host), port, "")


def _refuse_open(encrypted: bool, host: str, kind: str) -> None:
    if not encrypted and not is_this_machine(host):
        raise ValueError(f"{kind}: {host} would see your password in the open; use https")


def _address(scheme: str, host: str, port: int | None, path: str) -> str:
    place = f"[{host}]" if ":" in host else host
    return urlunsplit((scheme, f"{place}:{port}" if port else place, path or "/", "", ""))


def _patterns(options: Mapping[str, object], key: str, kind: str) -> tuple[str, ...]:
    value = options.get(key, ())
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
        return tuple(value)
    raise ValueError(f"{kind}: the option {key} is no list of names")
