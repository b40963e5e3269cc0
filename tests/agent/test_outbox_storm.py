"""A storm: letters refused for now, answers lost, copies late, and the sender killed all along."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from narrowcast.agent.store.outbox import LetterState
from tests.agent import storming
from tests.servers.certificates import Certificates
from tests.servers.dovecot import Dovecot
from tests.servers.smtp_sink import Sink, smtp_sink


def account(sink: Sink, box: Dovecot, user: str, certificates: Certificates, copy: str) -> str:
    return f"""
        [accounts.work]
        connector = "imap"
        send = true
        host = "localhost"
        port = {box.tls_port}
        user = "{user}"
        password_env = "{storming.PASSWORD_VARIABLE}"
        ca_file = "{certificates.ca}"
        sent_copy = "{copy}"
        smtp = {{ port = {sink.port}, security = "starttls" }}
    """


# aiosmtpd's connections whose client was killed are still open when the server stops.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    ("number", "seed", "copy"),
    [
        pytest.param(10, 7, "server", id="short"),
        pytest.param(500, 11, "server", id="500 letters", marks=pytest.mark.soak),
        pytest.param(200, 13, "none", id="200 without a copy", marks=pytest.mark.soak),
    ],
)
def test_in_a_storm_no_letter_leaves_twice_and_none_is_lost(
    tmp_path: Path, certificates: Certificates, dovecot: Dovecot, number: int, seed: int,
    copy: str, record_property: Callable[[str, object], None],
) -> None:  # fmt: skip
    user, file = dovecot.fresh_user(), tmp_path / "narrowcast.db"
    storming.approve(file, number)
    with smtp_sink(certificates) as sink:
        sink.users[user] = dovecot.users[user]
        storming.whims(sink, seed)
        how = account(sink, dovecot, user, certificates, copy)
        if copy == "server":
            with storming.Filing(sink, dovecot, user):
                storm = storming.rage(file, how, dovecot.users[user], seed)
        else:
            storm = storming.rage(file, how, dovecot.users[user], seed)

    arrived = Counter(one.recipients[0] for one in sink.letters)
    states = Counter(storm.states.values())
    lost = {to for to, one in storm.states.items() if one is LetterState.SENT} - arrived.keys()
    for name, value in {
        "letters": number,
        "kills": storm.kills,
        "sent twice": sum(count > 1 for count in arrived.values()),
        "lost": len(lost),
        "unknown": states[LetterState.UNKNOWN],
        "given away again": storm.missed,
    }.items():
        record_property(name, value)
    assert (max(arrived.values()), lost) == (1, set())
    if copy == "server":
        assert states == {LetterState.SENT: number}
        assert len(arrived) == number
    else:
        assert states[LetterState.SENT] + states[LetterState.UNKNOWN] == number
