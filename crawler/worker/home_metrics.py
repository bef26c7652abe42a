"""The state of a home as Prometheus metrics: worker, runs, sources, publication, cases and disk.

A scrape costs a fixed number of statements, whatever the number of sources and runs. Each part is read for itself:
where the store is locked or damaged, its part is missing, `pinpoint_metrics_part_up{part="store"}` is 0, and the others
stay. Labels are names of sources, verdicts, states and stages: nothing of a person.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import Connection, func, select

from crawler.worker.schedule import planned_interval
from index.failure_text import failure_text
from index.process_log import get_logger
from index.published.current import current_number
from index.settings import Settings
from index.store import Store, sources
from index.store.publication_holds import current_hold
from index.store.runs.runs import UNDER_WAY, RunState, Verdict
from index.store.schema import case, publication, run
from index.worker_tick import read_state

log = get_logger(__name__)

Part = Callable[[], list[Metric]]
OpenStore = Callable[[], AbstractContextManager[Store]]
"""Gives the store for one scrape; may raise what `store_of_home` raises."""


class HomeCollector(Collector):
    """Reads the home at each scrape."""

    def __init__(self, open_store: OpenStore, settings: Settings) -> None:
        self.open_store = open_store
        self.settings = settings
        self._troubles: dict[str, str] = {}

    def collect(self) -> Iterator[Metric]:
        """Yield the metrics of each part, and whether the part could be read."""
        up = GaugeMetricFamily(
            "pinpoint_metrics_part_up", "Whether a part of these metrics could be read", labels=("part",)
        )
        parts: dict[str, Part] = {"disk": self._disk, "worker": self._worker, "site": self._site, "store": self._store}
        for name, part in parts.items():
            found = self._read(name, part)
            up.add_metric((name,), found is not None)
            yield from found or ()
        yield up

    def _read(self, name: str, part: Part) -> list[Metric] | None:
        try:
            found = part()
        except Exception as error:  # noqa: BLE001  (one part's failure is not another's)
            trouble = failure_text(error) or type(error).__name__
            if self._troubles.get(name) != trouble:
                self._troubles[name] = trouble
                log.warning("a part of the metrics cannot be read", part=name, trouble=trouble)
            return None
        self._troubles.pop(name, None)
        return found

    def _disk(self) -> list[Metric]:
        usage = shutil.disk_usage(self.settings.home)
        size = GaugeMetricFamily("pinpoint_store_bytes", "Bytes of the store's files", labels=("file",))
        for path in sorted(self.settings.home.glob("store.db*")):
            size.add_metric((path.name,), path.stat().st_size)
        return [_gauge("pinpoint_home_free_bytes", "Bytes free on the disk of the home", usage.free), size]

    def _worker(self) -> list[Metric]:
        state = read_state(self.settings.home)
        if state is None:
            return []
        failures = GaugeMetricFamily(
            "pinpoint_stage_failures_in_a_row", "Failures in a row of resolve and publish", labels=("stage",)
        )
        ended = GaugeMetricFamily(
            "pinpoint_stage_last_end_timestamp_seconds", "When resolve and publish last ended", labels=("stage",)
        )
        for name, outcome in state.stages.items():
            failures.add_metric((name,), outcome.failed)
            ended.add_metric((name,), outcome.ended_at.timestamp())
        return [
            _gauge(
                "pinpoint_worker_last_tick_timestamp_seconds", "When the worker last ticked", _seconds(state.ticked_at)
            ),
            failures,
            ended,
        ]

    def _site(self) -> list[Metric]:
        number = current_number(self.settings.generations)
        return [_gauge("pinpoint_generation", "Number of the generation that CURRENT names; 0: none", number or 0)]

    def _store(self) -> list[Metric]:
        with self.open_store() as store, store.read() as connection:
            return [*_runs(connection), *_sources(connection), *_publication(connection), *_cases(connection)]


def _runs(connection: Connection) -> list[Metric]:
    runs = GaugeMetricFamily("pinpoint_runs", "Runs in the store, by source and verdict", labels=("source", "verdict"))
    read_well = GaugeMetricFamily(
        "pinpoint_source_last_good_read_timestamp_seconds", "When a source was last read well", labels=("source",)
    )
    last_end = GaugeMetricFamily(
        "pinpoint_source_last_end_timestamp_seconds", "When the last run of a source ended", labels=("source",)
    )
    ends: dict[str, datetime] = {}
    for row in connection.execute(_ENDED):
        runs.add_metric((row.source, row.verdict), row.number)
        ended_at = datetime.fromisoformat(row.ended_at)
        ends[row.source] = max(ended_at, ends.get(row.source, ended_at))
        if row.verdict == Verdict.PASSED:
            read_well.add_metric((row.source,), ended_at.timestamp())
    for source_id, ended_at in sorted(ends.items()):
        last_end.add_metric((source_id,), ended_at.timestamp())
    states = GaugeMetricFamily("pinpoint_runs_open", "Runs that have not ended, by state", labels=("state",))
    counted = {row.state: row.number for row in connection.execute(_OPEN)}
    for state in _STATES:
        states.add_metric((state,), counted.get(state, 0))
    return [runs, read_well, last_end, states]


def _sources(connection: Connection) -> list[Metric]:
    interval = GaugeMetricFamily(
        "pinpoint_source_interval_seconds",
        "Most seconds between two runs by a source's schedule; 0: it has none, or is disabled or paused",
        labels=("source",),
    )
    for row in sources.all_sources(connection):
        interval.add_metric((row.id,), planned_interval(row).total_seconds())
    return [interval]


def _publication(connection: Connection) -> list[Metric]:
    newest = connection.execute(_NEWEST).first()
    hold = current_hold(connection)
    found: list[Metric] = [_gauge("pinpoint_publication_held", "Whether the publish gate holds it", hold is not None)]
    if newest:
        built_at = datetime.fromisoformat(newest.built_at)
        found += [
            _gauge("pinpoint_published_timestamp_seconds", "When the newest generation was built", _seconds(built_at)),
            _gauge("pinpoint_published_providers", "Practitioners and clinics in it", newest.providers),
        ]
    return found


def _cases(connection: Connection) -> list[Metric]:
    row = connection.execute(_CASES).one()
    found: list[Metric] = [_gauge("pinpoint_cases_open", "Cases that are not settled", row.number)]
    if row.oldest:
        oldest = datetime.fromisoformat(row.oldest)
        found.append(
            _gauge("pinpoint_cases_oldest_timestamp_seconds", "When the oldest open case came in", _seconds(oldest))
        )
    return found


_ENDED = (
    select(run.c.source, run.c.verdict, func.count().label("number"), func.max(run.c.ended_at).label("ended_at"))
    .where(run.c.verdict.is_not(None), run.c.ended_at.is_not(None), ~run.c.dry_run)
    .group_by(run.c.source, run.c.verdict)
    .order_by(run.c.source, run.c.verdict)
)
_STATES = (*UNDER_WAY, RunState.HELD)
_OPEN = select(run.c.state, func.count().label("number")).where(run.c.state.in_(_STATES)).group_by(run.c.state)
_NEWEST = select(publication.c.built_at, publication.c.providers).order_by(publication.c.generation.desc()).limit(1)
_CASES = select(func.count().label("number"), func.min(case.c.received_at).label("oldest")).where(
    case.c.settled_at.is_(None)
)


def _seconds(moment: datetime) -> float:
    return moment.timestamp()


def _gauge(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(name, words, value=value)
