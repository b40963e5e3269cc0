from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from narrowcast.agent import privacy, traffic_left
from narrowcast.agent.config import Account, Settings
from narrowcast.agent.core.model import Time
from narrowcast.agent.store import spoken
from narrowcast.agent.store.store import Store
from narrowcast.connectors import net
from narrowcast.connectors.net import Egress, HostRefused, Traffic

NOW = Time(1_795_500_000)
DAY = datetime.fromtimestamp(NOW, UTC).date()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "narrowcast.db", mention_key=bytes(32)) as opened:
        yield opened


def tried(host: str, account: str) -> Egress:
    """A way out for *account* by which *host* was tried in vain."""
    egress = Egress(["imap.firm.example"], account=account)
    with pytest.raises(HostRefused):
        egress.connect(host, 443)
    return egress


def test_an_audit_tells_the_named_the_unspoken_and_the_strangers(store: Store) -> None:
    hosts = {"hosts": ["imap.firm.example", "Smtp.Firm.example"]}
    settings = Settings(accounts=(Account(name="work", connector="imap", options=hosts),))
    reached = [
        Traffic(host=host, connections=1, sent=1, received=1, account="work")
        for host in ("imap.firm.example", "p7.firm.example")
    ]
    spoken.note(store, reached, NOW)

    found = privacy.audit(store, settings, DAY)

    assert [one.host for one in found.spoken] == ["imap.firm.example", "p7.firm.example"]
    assert [one.host for one in found.unspoken] == ["smtp.firm.example"]
    assert [one.host for one in found.strangers] == ["p7.firm.example"]


def test_a_refusal_is_noted_for_the_account_it_was_for(store: Store, tmp_path: Path) -> None:
    tried("tracker.example", "work")

    traffic_left.note(store, tmp_path, NOW)
    traffic_left.note(store, tmp_path, NOW)

    (one,) = spoken.audited(store, DAY)
    assert (one.host, one.account, one.refused) == ("tracker.example", "work", 1)


def test_what_a_command_without_a_store_did_is_noted_by_the_next(
    store: Store, tmp_path: Path
) -> None:
    egress = tried("tracker.example", "work")
    traffic_left.leave(tmp_path, NOW)
    assert egress.moved() == ()

    traffic_left.note(store, tmp_path, Time(NOW + 90_000))

    (one,) = spoken.audited(store, DAY)
    assert (one.account, one.last) == ("work", NOW)
    assert list(tmp_path.glob("traffic*")) == []


def test_a_line_that_a_kill_cut_off_costs_no_other(store: Store, tmp_path: Path) -> None:
    tried("tracker.example", "work")
    traffic_left.leave(tmp_path, NOW)
    with (tmp_path / "traffic.pending").open("a") as file:
        file.write('{"at": 17955')

    traffic_left.note(store, tmp_path, NOW)

    assert len(spoken.audited(store, DAY)) == 1


def test_a_way_out_that_is_gone_is_still_accounted_for() -> None:
    egress = tried("tracker.example", "work")
    del egress

    assert [one.host for one in net.untold()] == ["tracker.example"]
    assert net.untold() == ()


def test_no_folder_is_made_for_an_audit(tmp_path: Path) -> None:
    tried("tracker.example", "work")

    traffic_left.leave(tmp_path / "nowhere", NOW)

    assert not (tmp_path / "nowhere").exists()
