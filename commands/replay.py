"""`pinpoint replay`: reads the archived pages of a run again with the current code and source file."""

import sys

import click

from commands.freeze import FROZEN_MEANWHILE, frozen_as_held
from commands.output import echo_json, json_option, progress, who_option
from commands.sources import refreshed
from crawler.archive.replay import TRIGGER, queue_replay
from crawler.archive.stat_names import NOT_ARCHIVED
from crawler.runs.claim import queue_claimed
from crawler.runs.decisions import Acceptance
from crawler.runs.execute import execute, recover
from crawler.runs.run_report import run_json, run_line
from index import settings
from index.exit_status import EXIT_HELD, EXIT_NOT_PASSED
from index.store.database import store_of_home
from index.store.run_changes import Difference, difference
from index.store.runs.runs import RunRow, RunState, Verdict


@click.command()
@click.argument("run_id", metavar="RUN", type=int)
@click.option(
    "--apply", is_flag=True, help="Store the new listings if the replay passes; without it, only show the difference."
)
@click.option("--accept", "accepted", is_flag=True, help="With --apply: publish a held replay without being asked.")
@who_option("Who asks for it.")
@json_option
def replay(run_id: int, apply: bool, accepted: bool, who: str, as_json: bool) -> None:
    """Read the archived pages of a run again, without a network, and show how the listings differ."""
    here = settings.current()
    with frozen_as_held(), store_of_home() as store:
        recover(store, here)
        refreshed(store)
        number, lease = queue_claimed(
            store, here.home, lambda connection: queue_replay(connection, run_id, apply=apply, who=who), by=TRIGGER
        )
        acceptance = Acceptance(who=who, reason="--accept") if accepted else None
        with lease, progress(quiet=as_json) as show_progress:
            run = execute(store, here, number, acceptance=acceptance, progress=show_progress, lease=lease)
        with store.read() as connection:
            found = difference(connection, before=run_id, after=run.id)
    _print_report(run, found, as_json=as_json)
    if run.state is RunState.COLLECTED:
        click.echo(FROZEN_MEANWHILE, err=True)
    if run.state in {RunState.HELD, RunState.COLLECTED}:
        sys.exit(EXIT_HELD)
    if run.verdict not in {Verdict.PASSED, Verdict.HELD}:
        sys.exit(EXIT_NOT_PASSED)


def _print_report(run: RunRow, found: Difference | None, *, as_json: bool) -> None:
    missed = int(run.stats.get(NOT_ARCHIVED, 0))
    if as_json:
        echo_json(run_json(run) | {"difference": found.as_dict() if found else None, "not_archived": missed})
        return
    click.echo(run_line(run))
    if found is None:
        click.echo(f"the staged listings of run {run.replay_of} are gone, so there is nothing to compare with")
    else:
        counts = ", ".join(f"{getattr(found, name)} {name}" for name in ("added", "changed", "removed", "same"))
        click.echo(f"against run {run.replay_of}: {counts}")
        for source_id in found.examples:
            click.echo(f"  {source_id}")
    if missed:
        click.echo(f"{missed} pages were requested that run {run.replay_of} did not archive; they are left out")
