"""`pinpoint logs`: the log of a run in readable lines, also while it runs."""

import json
import time
from collections.abc import Iterable, Iterator

import click

from commands.output import json_option
from crawler.runs.run_log import fields_of, follow, is_at_least, log_path, readable
from index import settings
from index.store import Store
from index.store.database import store_of_home
from index.store.runs import runs
from index.store.runs.runs import UNDER_WAY, RunRow, RunState

SECONDS_BETWEEN_LOOKS = 0.5
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
WORKER = "worker"


@click.command()
@click.argument("run", metavar="RUN")
@click.option("--follow", "is_followed", is_flag=True, help="Go on until the run ends; wait for one that waits.")
@click.option(
    "--level", type=click.Choice(LEVELS, case_sensitive=False), default="DEBUG", help="Only lines from this level on."
)
@json_option
def logs(run: str, is_followed: bool, level: str, as_json: bool) -> None:
    """Show the log of a run: what it requested and what went wrong. With --json, one object a line."""
    if run == WORKER:
        raise click.ClickException(
            "the worker writes its log to standard output: `journalctl --unit pinpoint-work --follow`, or "
            "`docker compose logs --follow worker`"
        )
    if not run.isascii() or not run.isdecimal():
        raise click.BadParameter(f"{run!r} is no number of a run; `pinpoint runs` lists them", param_hint="RUN")
    with store_of_home() as store:
        lines = _followed(store, int(run)) if is_followed else _once(store, int(run))
        try:
            _print_lines(lines, level, as_json=as_json)
        except KeyboardInterrupt:  # the usual end of following
            click.echo(err=True)


def _once(store: Store, run_id: int) -> Iterator[str]:
    row, path = _row(store, run_id), log_path(settings.current().home, run_id)
    if not path.exists():
        raise click.ClickException(_no_log(row))
    return follow(path, lambda: True, lambda: None)


def _followed(store: Store, run_id: int) -> Iterator[str]:
    row, path = _row(store, run_id), log_path(settings.current().home, run_id)
    if row.state is RunState.QUEUED:
        click.echo(f"run {run_id} has not begun yet; waiting for it", err=True)
    elif row.state not in UNDER_WAY and not path.exists():
        raise click.ClickException(_no_log(row))
    return follow(path, lambda: _row(store, run_id).state not in UNDER_WAY, lambda: time.sleep(SECONDS_BETWEEN_LOOKS))


def _row(store: Store, run_id: int) -> RunRow:
    with store.read() as connection:
        return runs.get(connection, run_id)


def _no_log(row: RunRow) -> str:
    if row.state in {RunState.QUEUED, RunState.STARTING}:
        return f"run {row.id} has not begun, so it has no log yet; --follow waits for it"
    return f"run {row.id} has no log: it was never crawled, or its log was deleted since; `pinpoint runs show {row.id}`"


def _print_lines(lines: Iterable[str], level: str, *, as_json: bool) -> None:
    for line in lines:
        fields = fields_of(line)
        if is_at_least(fields, level):
            click.echo(json.dumps(fields, ensure_ascii=False) if as_json else readable(fields))
