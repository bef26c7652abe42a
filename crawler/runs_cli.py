"""The command `runs`: what was crawled, and how it was judged."""

import click

from crawler.run_lines import run_json, run_line
from index.console import echo_json, json_option, store_of_home
from index.store import runs


@click.command(name="runs")
@click.option("--source", "source_id", help="Only runs of this source.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1))
@json_option
def show_runs(source_id: str | None, limit: int, as_json: bool) -> None:
    """List the newest runs with their verdicts and causes."""
    with store_of_home() as store, store.read() as connection:
        rows = runs.recent(connection, source=source_id, limit=limit)
    if as_json:
        echo_json([run_json(row) for row in rows])
    else:
        for row in rows:
            click.echo(run_line(row))
