"""The programs we measure ourselves against, each set up in a folder of its own."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from bench.homes import Server
from bench.running import Ran, run


def missing(*programs: str) -> list[str]:
    """Which of *programs* this machine does not have."""
    return [program for program in programs if shutil.which(program) is None]


@dataclass(frozen=True, slots=True)
class Mbsync:
    """isync's mbsync, pulling whole mails; without fsync, as a fair opponent of a database in WAL
    mode.
    """

    box: Server
    home: Path

    @property
    def maildir(self) -> Path:
        """Where the mails arrive."""
        return self.home / "mail"

    def first(self) -> Ran:
        """Pull everything anew."""
        shutil.rmtree(self.home, ignore_errors=True)
        self.maildir.mkdir(parents=True)
        self._config.write_text(_MBSYNC.format(box=self.box, mail=self.maildir), encoding="ascii")
        return self.again()

    def again(self) -> Ran:
        """Pull what is new."""
        return run(["mbsync", "-q", "-c", self._config, "all"])

    @property
    def _config(self) -> Path:
        return self.home / "mbsyncrc"


@dataclass(frozen=True, slots=True)
class Notmuch:
    """notmuch, indexing the Maildir that *maildir* holds."""

    maildir: Path
    home: Path

    def first(self) -> Ran:
        """Index everything anew."""
        shutil.rmtree(self.home, ignore_errors=True)
        (self.home / "index").mkdir(parents=True)
        text = _NOTMUCH.format(mail=self.maildir, home=self.home)
        self._config.write_text(text, encoding="ascii")
        return self.again()

    def again(self) -> Ran:
        """Index what is new."""
        return run(["notmuch", f"--config={self._config}", "new", "--quiet", "--no-hooks"])

    @property
    def _config(self) -> Path:
        return self.home / "notmuch-config"


@dataclass(frozen=True, slots=True)
class Offlineimap:
    """offlineimap, pulling whole mails."""

    box: Server
    home: Path

    def first(self) -> Ran:
        """Pull everything anew."""
        shutil.rmtree(self.home, ignore_errors=True)
        (self.home / "mail").mkdir(parents=True)
        text = _OFFLINEIMAP.format(box=self.box, home=self.home)
        self._config.write_text(text, encoding="ascii")
        return self.again()

    def again(self) -> Ran:
        """Pull what is new."""
        return run(["offlineimap", "-o", "-u", "quiet", "-c", self._config])

    @property
    def _config(self) -> Path:
        return self.home / "offlineimaprc"


_MBSYNC = """\
FSync no

IMAPAccount box
Host {box.host}
Port {box.port}
User {box.user}
Pass {box.password}
SSLType None
AuthMechs LOGIN

IMAPStore far
Account box

MaildirStore near
Path {mail}/
Inbox {mail}/INBOX
SubFolders Verbatim

Channel all
Far :far:
Near :near:
Patterns *
Create Near
Sync Pull
SyncState *
"""

_NOTMUCH = """\
[database]
path={home}/index
mail_root={mail}
[user]
name=Nobody
primary_email=nobody@home.example
[new]
tags=new
ignore=.mbsyncstate;.uidvalidity
[maildir]
synchronize_flags=false
"""

_OFFLINEIMAP = """\
[general]
metadata = {home}/state
accounts = box
maxsyncaccounts = 1

[Account box]
localrepository = near
remoterepository = far

[Repository near]
type = Maildir
localfolders = {home}/mail

[Repository far]
type = IMAP
remotehost = {box.host}
remoteport = {box.port}
remoteuser = {box.user}
remotepass = {box.password}
ssl = no
starttls = no
readonly = True
createfolders = False
"""
