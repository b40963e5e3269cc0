"""How Dovecots differ, and the configuration that makes them so."""

from __future__ import annotations

import grp
import json
import threading
import urllib.parse
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

from tests.servers import processes


class Ports(NamedTuple):
    """Of one server: IMAP without and with TLS from the first octet, LMTP."""

    plain: int
    tls: int
    lmtp: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """How one Dovecot differs from another."""

    storage: str = "maildir:~/Maildir"
    capabilities: str = ""
    """What CAPABILITY claims, '': all it can."""
    oauth: bool = False
    """XOAUTH2 and OAUTHBEARER, too; `Dovecot.tokens` tells which tokens are good."""
    rawlog: bool = False
    """Keep what every session said: `Dovecot.commands`."""
    imap: str = ""
    """More settings of protocol imap."""


QRESYNC = Setup()
_MODEST = "IMAP4rev1 SASL-IR LOGIN-REFERRALS IDLE UIDPLUS NAMESPACE SPECIAL-USE LITERAL+"
WITHOUT_CONDSTORE = Setup(capabilities=_MODEST)
SDBOX = Setup(storage="sdbox:~/sdbox")


def config(root: Path, setup: Setup, ports: Ports) -> str:
    """What stands in dovecot.conf."""
    owner = processes.unprivileged()
    more = [setup.imap]
    if setup.capabilities:
        more.append(f"imap_capability = {setup.capabilities}")
    if setup.rawlog:
        more.append(f"rawlog_dir = {root}/home/%n/rawlog")
    return _CONFIG.format(
        root=root,
        user=owner.pw_name,
        group=grp.getgrgid(owner.pw_gid).gr_name,
        port=ports.plain,
        tls_port=ports.tls,
        lmtp_port=ports.lmtp,
        storage=setup.storage,
        mechanisms="plain login xoauth2 oauthbearer" if setup.oauth else "plain login",
        oauth=_OAUTH_PASSDB.format(root=root) if setup.oauth else "",
        imap="\n  ".join(filter(None, more)),
    )


def oauth_config(url: str) -> str:
    """Where a good token is told from a bad one."""
    return _OAUTH.format(url=url)


@contextmanager
def introspection(wanted: bool) -> Generator[tuple[dict[str, str], str]]:
    """Who says which OAuth tokens are good (RFC 7662)."""
    tokens: dict[str, str] = {}
    if not wanted:
        yield tokens, ""
        return

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
            (token,) = urllib.parse.parse_qs(body).get("token", [""])
            answer = {"active": token in tokens, "username": tokens.get(token, "")}
            raw = json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *_: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        thread = threading.Thread(target=http.serve_forever, daemon=True)
        thread.start()
        try:
            yield tokens, f"http://127.0.0.1:{http.server_port}/introspect"
        finally:
            http.shutdown()
            thread.join()


_OAUTH = """\
introspection_url = {url}
introspection_mode = post
username_attribute = username
active_attribute = active
active_value = true
"""

_OAUTH_PASSDB = """\
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {root}/oauth2.ext
}}
"""

_CONFIG = """\
base_dir = {root}/run
state_dir = {root}/run/state
log_path = {root}/dovecot.log
instance_name = nc{port}
protocols = imap lmtp
listen = 127.0.0.1
default_login_user = {user}
default_internal_user = {user}
default_internal_group = {group}
mail_location = {storage}
mail_home = {root}/home/%n
mail_fsync = never
first_valid_uid = 1
mail_max_userip_connections = 100
auth_username_format = %n
auth_failure_delay = 0
auth_mechanisms = {mechanisms}
disable_plaintext_auth = no
ssl = yes
ssl_cert = <{root}/cert.pem
ssl_key = <{root}/key.pem
{oauth}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%n {root}/users/%n
}}
userdb {{
  driver = passwd-file
  args = username_format=%n {root}/users/%n
}}
service imap-login {{
  chroot =
  process_min_avail = 1
  service_count = 0
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp_port}
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
service imap {{
  process_limit = 100
}}
namespace inbox {{
  inbox = yes
  mailbox Sent {{
    auto = create
    special_use = \\Sent
  }}
  mailbox Drafts {{
    auto = create
    special_use = \\Drafts
  }}
  mailbox Trash {{
    auto = create
    special_use = \\Trash
  }}
  mailbox Junk {{
    auto = create
    special_use = \\Junk
  }}
  mailbox Archive {{
    auto = create
    special_use = \\Archive
  }}
}}
protocol imap {{
  {imap}
}}
protocol lmtp {{
  postmaster_address = postmaster@example.org
}}
"""
