"""Selects the hosts of a run: those in listings that are due, first those never read, then those read longest ago."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from crawler.clinic_sites.hosts import host_of, reason_to_skip
from index import clock
from index.store import Store, site_visits, sources
from index.store.runs.runs import RunRow
from index.store.site_visits import Outcome, Start, Visit

ADDRESSES_KEPT = 3
"""Addresses of one host taken from listings; a chain's hundred branches are not read as one practice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The hosts of a run in order, and the numbers of all others: `skipped` by reason, `waiting`, `resting`."""

    starts: tuple[Start, ...] = ()
    skipped: Mapping[str, int] = field(default_factory=dict)
    waiting: int = 0
    """Due but beyond the run's limit; the next run begins with them."""
    resting: int = 0
    """Not due yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The number of hosts that a run reads, those that it skips, and the only ones that it can reach (none: all).

    With `named` only these hosts are read, due or not; a closed one still waits for its day.
    """

    most_hosts: int
    skip: Collection[str] = ()
    only: Collection[str] = ()
    named: Sequence[str] = ()


def choose_starts(store: Store, run: RunRow, limits: Limits) -> Chosen:
    """Choose the hosts of a run and store the choice.

    A resumed run gets the hosts that it had, a replay those of the run that it replays.
    """
    with store.write() as connection:
        if known := site_visits.chosen(connection, run.id):
            return Chosen(starts=tuple(known))
        if run.replay_of is not None:
            replayed = site_visits.chosen(connection, run.replay_of)
            site_visits.choose(connection, run.id, replayed)
            return Chosen(starts=tuple(replayed))
        directories = {host for row in sources.all_sources(connection) for host in _hosts_of(row.definition)}
        websites = [start.addresses[0] for start in named_starts(limits.named)] or site_visits.websites(connection)
        starts, skipped = starts_of(websites, directories, limits)
        ledger = site_visits.ledger(connection)
        if limits.named:
            ledger = {host: visit for host, visit in ledger.items() if visit.outcome is Outcome.CLOSED}
        chosen = due(starts, ledger, clock.now(), limits.most_hosts)
        site_visits.choose(connection, run.id, chosen.starts)
    return Chosen(starts=chosen.starts, skipped=skipped, waiting=chosen.waiting, resting=chosen.resting)


def named_starts(hosts: Iterable[str]) -> tuple[Start, ...]:
    """Return a start at the root of each host."""
    return tuple(Start(host=host, addresses=(f"https://{host}/",)) for host in hosts)


def starts_of(
    websites: Iterable[str], directories: Collection[str], limits: Limits
) -> tuple[list[Start], Mapping[str, int]]:
    """Return a start for each host that may be read, and the number of skipped hosts by reason."""
    addresses: dict[str, set[str]] = defaultdict(set)
    for website in websites:
        if host := host_of(website):
            addresses[host].add(website)
    skipped: Counter[str] = Counter()
    starts = []
    for host, given in sorted(addresses.items()):
        reason = reason_to_skip(host, directories=directories, own=limits.skip)
        if not reason and limits.only and host not in limits.only:
            reason = "not_served"
        if reason:
            skipped[reason] += 1
        else:
            shortest = sorted(given, key=lambda address: (len(address), address))[:ADDRESSES_KEPT]
            starts.append(Start(host=host, addresses=tuple(shortest)))
    return starts, skipped


def due(starts: Sequence[Start], ledger: Mapping[str, Visit], now: datetime, most: int) -> Chosen:
    """Return the first `most` due hosts: those never read by name, then those read longest ago."""
    ready = [start for start in starts if start.host not in ledger or ledger[start.host].next_read <= now]
    ready.sort(key=lambda start: (start.host in ledger, _when(ledger.get(start.host)), start.host))
    return Chosen(starts=tuple(ready[:most]), waiting=len(ready) - len(ready[:most]), resting=len(starts) - len(ready))


def _when(visit: Visit | None) -> str:
    return visit.ended_at.isoformat() if visit else ""


def _hosts_of(definition: str) -> set[str]:
    source = json.loads(definition)
    return {host_of(str(source.get("url") or "")), (urlsplit(str(source.get("base_url") or "")).hostname or "")} - {""}
