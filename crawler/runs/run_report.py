"""Report on one run for the `runs` commands: in one line, in full, or as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from sqlalchemy import Connection

from crawler.archive import stat_names
from crawler.gates.gates import earlier_runs
from crawler.gates.measuring import FIELDS, Measured
from crawler.runs.run_figures import RunCost, RunProgress, run_progress
from index import clock
from index.store.runs import runs, staging
from index.store.runs.causes import in_one_line
from index.store.runs.runs import RunRow

PAGES = {"kept": stat_names.KEPT, "reused": stat_names.REUSED, "unchanged": stat_names.UNCHANGED}


def run_json(run: RunRow) -> dict[str, Any]:
    """Return the fields of a run for `--json`."""
    times = {name: getattr(run, name) for name in ("queued_at", "started_at", "ended_at")}
    return {
        "run": run.id,
        "source": run.source,
        "trigger": run.trigger,
        "state": run.state,
        "verdict": run.verdict,
        "cause": run.cause,
        "causes": [cause.code for cause in run.causes],
        "warnings": [cause.code for cause in run.warnings],
        "partial": run.partial,
        "dry_run": run.dry_run,
        "delta": run.delta,
        "replay_of": run.replay_of,
        "pages": {name: int(run.stats.get(stat, 0)) for name, stat in PAGES.items()},
        **{name: time.isoformat() if time else None for name, time in times.items()},
        **RunCost.of(run, clock.now()).as_dict(),
    }


def run_line(run: RunRow) -> str:
    """Return a run with its verdict, its cause and its changes, in one line."""
    changes = ", ".join(f"{count} {name}" for name, count in run.delta.items())
    warned = f"[{in_one_line(run.warnings)}]" if run.warnings else ""
    parts = (run.cause, f"({changes})" if changes else "", _pages(run), warned, _began(run))
    details = " ".join(part for part in parts if part)
    kind = "partial " if run.partial else ""
    return f"run {run.id:<5} {run.source:24} {kind}{run.verdict or run.state}: {details}".rstrip(": ")


def _began(run: RunRow) -> str:
    """Return when the crawl of a run began, and what it cost, in words; "" for one that has not begun."""
    if run.started_at is None:
        return ""
    return f"[{run.started_at:%Y-%m-%d %H:%M} UTC, {RunCost.of(run, clock.now()).in_words()}]"


def _pages(run: RunRow) -> str:
    """Return how many pages came from the archive and not from the site, in words."""
    words = {stat_names.REUSED: "taken over from a run that was cut short", stat_names.UNCHANGED: "unchanged"}
    spared = [f"{run.stats[stat]} pages {how}" for stat, how in words.items() if run.stats.get(stat)]
    return f"[{', '.join(spared)}]" if spared else ""


STATUS = "downloader/response_status_count/"
UNREAD = "unread/"
EXAMPLES = 3  # of each kind of problem


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """One run, with the usual figures of its source for comparison."""

    run: RunRow
    measured: Measured
    usual: Mapping[str, float]
    """The median fill rate of each field in the earlier runs; empty if there are none."""
    problems: Mapping[str, int]
    examples: Mapping[str, tuple[str, ...]]
    """The first occurrences of each kind of problem, with their addresses."""
    progress: RunProgress | None = None
    """The progress of a crawl under way; None for a run in any other state."""

    @property
    def fill_rates(self) -> dict[str, float]:
        """The share of listings that have each field, from 0 to 1; empty if there are no listings."""
        return {name: self.measured.fill_rate(name) for name in FIELDS} if self.measured.listings else {}

    @property
    def unread(self) -> dict[str, int]:
        """Unread fields of the source, with how many entries have them, the most frequent first."""
        return dict(sorted(self._below(UNREAD).items(), key=lambda item: (-item[1], item[0])))

    @property
    def answers(self) -> dict[str, int]:
        """The number of responses with each status."""
        return self._below(STATUS)

    def as_dict(self) -> dict[str, Any]:
        """Return the report for JSON."""
        return run_json(self.run) | {
            "causes": [cause.as_dict() for cause in self.run.causes],
            "warnings": [cause.as_dict() for cause in self.run.warnings],
            "code_version": self.run.code_version,
            "measured": self.run.measured,
            "fill_rates": self.fill_rates,
            "usual_fill_rates": dict(self.usual),
            "unread": self.unread,
            "problems": dict(self.problems),
            "answers": self.answers,
            "arguments": dict(self.run.arguments),
            "progress": self.progress.as_dict() if self.progress else None,
        }

    def _below(self, prefix: str) -> dict[str, int]:
        stats = self.run.stats
        return {name.removeprefix(prefix): int(stats[name]) for name in stats if name.startswith(prefix)}


def run_report(connection: Connection, run_id: int) -> RunReport:
    """Return the report on a run; raises UnknownRunError."""
    run = runs.get(connection, run_id)
    earlier = [one.measured for one in earlier_runs(connection, run.source) if one.measured]
    examples: dict[str, list[str]] = {}
    for kind, where, detail in staging.problems(connection, run_id):
        met = examples.setdefault(kind, [])
        if len(met) < EXAMPLES:
            met.append(f"{where}: {detail}")
    return RunReport(
        run=run,
        measured=Measured.of(run.measured) if run.measured else Measured(),
        usual={name: median([one.fill_rate(name) for one in earlier]) for name in FIELDS} if earlier else {},
        problems=staging.problem_counts(connection, run_id),
        examples={kind: tuple(met) for kind, met in examples.items()},
        progress=run_progress(connection, run, clock.now()),
    )
