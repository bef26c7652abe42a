"""How a run is told on the console: in one line, or as JSON."""

from typing import Any

from crawler.archive import signs
from index.store.causes import in_one_line
from index.store.runs import RunRow

PAGES = {"kept": signs.KEPT, "reused": signs.REUSED, "unchanged": signs.UNCHANGED}


def run_json(run: RunRow) -> dict[str, Any]:
    """Return what `--json` tells of a run."""
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
    }


def run_line(run: RunRow) -> str:
    """Return a run with its verdict, its cause and what it changed, in one line."""
    changes = ", ".join(f"{count} {name}" for name, count in run.delta.items())
    warned = f"[{in_one_line(run.warnings)}]" if run.warnings else ""
    told = " ".join(part for part in (run.cause, f"({changes})" if changes else "", _pages(run), warned) if part)
    kind = "partial " if run.partial else ""
    return f"run {run.id:<5} {run.source:24} {kind}{run.verdict or run.state}: {told}".rstrip(": ")


def _pages(run: RunRow) -> str:
    """Tell which pages the site was spared, if any."""
    told = {signs.REUSED: "taken over from a run that was cut short", signs.UNCHANGED: "unchanged"}
    spared = [f"{run.stats[stat]} pages {words}" for stat, words in told.items() if run.stats.get(stat)]
    return f"[{', '.join(spared)}]" if spared else ""
