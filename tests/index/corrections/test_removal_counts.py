"""The day's count of removals: by network and town, over processes, with a key that goes with its day."""

import json
import multiprocessing

import pytest

from index import settings
from index.corrections.box import InboxError
from index.corrections.message import WaitCause
from index.corrections.removal_counts import RemovalCounts, forget_past_days, network_of
from index.durable_files import unseal
from tests.builders import location, practice, practitioner

HOME, OTHER = "203.0.113.7", "198.51.100.7"
NETWORK, TOWN = WaitCause.NETWORK, WaitCause.TOWN


def listed(*towns):
    return practitioner(*(practice(location(city=town)) for town in towns))


def counts(per_network=2, per_town=100):
    return RemovalCounts(folder=settings.current().inbox, per_network=per_network, per_town=per_town)


def files():
    return {path.name: path.read_text() for path in settings.current().inbox.iterdir()}


def test_up_to_the_limit_of_a_network_removals_act_at_once_and_later_ones_wait(home):
    found = [counts().count(address, listed()) for address in (HOME, "203.0.113.250", HOME, OTHER, OTHER, OTHER)]
    assert found == [None, None, NETWORK, None, None, NETWORK]


def test_of_a_town_however_it_is_spelled_and_whatever_network_asks(home):
    towns = ["Saint Marys", "St. Marys", "ST MARYS", "St Marys", "Salida"]
    found = [counts(per_town=3).count(f"10.0.{number}.1", listed(town)) for number, town in enumerate(towns)]
    assert found == [None, None, None, TOWN, None]


def test_somebody_with_two_towns_counts_in_both_and_one_that_waits_in_none(home):
    asked = [("10.0.1.1", ("Salida", "Denver")), ("10.0.2.1", ("Salida",)), ("10.0.3.1", ("Denver",))]
    assert [counts(per_town=1).count(address, listed(*towns)) for address, towns in asked] == [None, TOWN, TOWN]
    assert counts(per_town=1).count("10.0.2.1", listed("Leadville")) is None


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.0/24"),
        ("::ffff:203.0.113.7", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("", ""),
    ],
)
def test_a_network_is_24_bits_of_ipv4_and_64_of_ipv6(address, network):
    assert network_of(address) == network


def test_neither_address_nor_town_is_in_the_file_and_its_key_is_of_its_day(home, monkeypatch):
    counts().count(HOME, listed("Salida"))
    assert set(files()) == {"removals-2026-11-23.counts", "removals.lock"}
    written = files()["removals-2026-11-23.counts"]
    assert not any(part in written.lower() for part in ("203.0.113", "salida", "network", "town"))
    assert sorted(json.loads(unseal(written.encode())["counts"]).values()) == [1, 1]
    assert (settings.current().inbox / "removals-2026-11-23.counts").stat().st_mode & 0o777 == 0o600
    monkeypatch.setenv("PINPOINT_NOW", "2026-11-24T00:00:00+00:00")
    assert counts(per_network=1).count(HOME, listed("Salida")) is None
    assert set(files()) == {"removals-2026-11-24.counts", "removals.lock"}
    older, newer = unseal(written.encode()), unseal(files()["removals-2026-11-24.counts"].encode())
    assert older["key"] != newer["key"]
    assert set(json.loads(older["counts"])).isdisjoint(json.loads(newer["counts"]))


def test_when_its_day_is_over_it_is_deleted_with_what_a_killed_process_left(home, monkeypatch):
    counts().count(HOME, listed())
    (settings.current().inbox / "removals-2026-11-23.counts.tmp").write_text("cut short")
    (settings.current().inbox / "2026-11-23.jsonl").write_text("")
    forget_past_days(settings.current().inbox)
    assert len(files()) == 4
    monkeypatch.setenv("PINPOINT_NOW", "2026-11-24T00:00:00+00:00")
    forget_past_days(settings.current().inbox)
    assert set(files()) == {"2026-11-23.jsonl", "removals.lock"}


def test_a_damaged_file_begins_anew_and_says_so_without_its_content(home, caplog):
    counts().count(HOME, listed())
    (settings.current().inbox / "removals-2026-11-23.counts").write_text('{"content": {"key": "secret"}')
    assert counts(per_network=1).count(HOME, listed()) is None
    assert counts(per_network=1).count(HOME, listed()) is NETWORK
    assert caplog.messages == ["removals-2026-11-23.counts was damaged; the day's count of removals begins anew"]


def test_a_count_that_cannot_be_stored_is_an_error_of_the_inbox(home):
    settings.current().home.mkdir(exist_ok=True)
    settings.current().inbox.write_text("a file where a folder should be")
    with pytest.raises(InboxError, match="could not be counted"):
        counts().count(HOME, listed())


def _removals(times, both, results):
    both.wait(60)
    results.put([str(counts(per_network=10).count(HOME, listed()) or "") for _ in range(times)])


def test_two_processes_at_once_share_the_count(home):
    context = multiprocessing.get_context("spawn")
    both, results = context.Barrier(2), context.Queue()
    processes = [context.Process(target=_removals, args=(10, both, results)) for _ in range(2)]
    for process in processes:
        process.start()
    found = [one for _ in processes for one in results.get(timeout=60)]
    for process in processes:
        process.join(60)
    assert sorted(found) == [""] * 10 + ["network"] * 10
