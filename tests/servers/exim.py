"""Exim as a real mail transfer agent: takes letters by submission, delivers them over LMTP.

    with dovecot(...) as box, exim(certificates, lmtp_port=box.lmtp_port, users=box.users) as mta:
        mta.port (STARTTLS, login asked for), mta.tls_port

Runs as root only: Exim gives up its rights itself, and trusts only a configuration of root's.
"""

from __future__ import annotations

import os
import pwd
import shutil
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers import processes
from tests.servers.certificates import Certificates

STAMP = "mail.example.org"
"""How it signs what it found out about an author (RFC 8601): those who log in are believed."""


@dataclass(frozen=True, slots=True)
class Exim:
    """A running Exim; *host* is what its certificate names."""

    root: Path
    port: int
    tls_port: int
    host: str = "localhost"

    def log(self) -> str:
        """What came in, went out, and was refused."""
        logs = sorted((self.root / "log").glob("*log"))
        return "".join(one.read_text(errors="replace") for one in logs)


@contextmanager
def exim(
    certificates: Certificates, *, lmtp_port: int, users: Mapping[str, str]
) -> Generator[Exim]:
    """Run an Exim that takes mail of *users* (login → password) for anybody."""
    command = processes.program("exim4")
    if os.getuid() != 0:
        processes.unavailable("root, as whom Exim starts,", "sudo make test")
    with processes.short_folder("ex") as root:
        made = Exim(root, processes.free_port(), processes.free_port())
        _write(made, certificates, lmtp_port, users)
        running = processes.Process(
            [command, "-C", str(root / "exim.conf"), "-bdf", "-q1m"], root / "output"
        )
        try:
            running.wait_for(made.port, b"220")
            yield made
        finally:
            running.kill()


def _write(
    server: Exim, certificates: Certificates, lmtp_port: int, users: Mapping[str, str]
) -> None:
    root = server.root
    for name in ("spool", "log"):
        (root / name).mkdir()
    shutil.copy(certificates.cert, root / "cert.pem")
    shutil.copy(certificates.key, root / "key.pem")
    (root / "users").write_text("".join(f'"{one}": {word}\n' for one, word in users.items()))
    processes.give(root, pwd.getpwnam("Debian-exim"))
    config = root / "exim.conf"
    config.write_text(
        _CONFIG.format(
            root=root,
            port=server.port,
            tls_port=server.tls_port,
            lmtp_port=lmtp_port,
            stamp=STAMP,
        )
    )
    config.chmod(0o644)


_CONFIG = """\
PASSWORD = ${{lookup{{$auth2}}lsearch{{{root}/users}}{{$value}}fail}}
spool_directory = {root}/spool
log_file_path = {root}/log/%slog
pid_file_path = {root}/exim.pid
exim_user = Debian-exim
exim_group = Debian-exim
never_users =
primary_hostname = {stamp}
daemon_smtp_ports = {port} : {tls_port}
tls_on_connect_ports = {tls_port}
local_interfaces = 127.0.0.1
tls_advertise_hosts = *
tls_certificate = {root}/cert.pem
tls_privatekey = {root}/key.pem
acl_smtp_rcpt = rcpt
acl_smtp_data = data
keep_environment =
message_size_limit = 25M

begin acl
rcpt:
  accept authenticated = *
  deny message = log in first
data:
  accept
    remove_header = Authentication-Results
    add_header = :at_start:Authentication-Results: {stamp}; auth=pass smtp.auth=$authenticated_id; \
      dmarc=pass header.from=${{domain:${{address:$h_from:}}}}

begin routers
local:
  driver = accept
  transport = lmtp

begin transports
lmtp:
  driver = smtp
  protocol = lmtp
  hosts = 127.0.0.1
  port = {lmtp_port}
  allow_localhost
  hosts_try_fastopen =

begin retry
*  *  F,1h,1m

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if eq{{$auth3}}{{PASSWORD}}}}
  server_set_id = $auth2
  server_advertise_condition = ${{if def:tls_in_cipher}}
"""
