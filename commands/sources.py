"""`pinpoint sources`: lists and shows sources, and enables or disables their crawling."""

from typing import Any

import click

from commands.hosts import hosts_command
from commands.output import echo_json, json_option, who_option
from commands.pauses import pause, resume, run_now, skip
from commands.probe import check_command, probe_command
from crawler.runs.run_report import run_json, run_line
from crawler.runs.source_files import register_sources
from crawler.sources.definition import SourceDefinition
from crawler.worker.source_status import SourceStatus, all_statuses, status_lines
from index import settings
from index.store import Store, sources
from index.store.database import store_of_home
from index.store.runs import runs
from index.store.runs.runs import RunRow, RunState
from index.store.sources import SourceRow

source_argument = click.argument("source_id", metavar="SOURCE")


@click.group(name="sources")
def sources_group() -> None:
    """List the sources, show one, and decide which may be crawled."""


@sources_group.command(name="list")
@json_option
def list_sources(as_json: bool) -> None:
    """List every source: its state, when it is due, when it was last read well, and what waits for a person."""
    with store_of_home() as store:
        definitions, broken = _refreshed(store)
        with store.read() as connection:
            statuses = list(all_statuses(connection))
    if as_json:
        echo_json([_source_json(one.row) | one.as_dict() | {"last_run": _last_json(one.newest)} for one in statuses])
        return
    for one in statuses:
        source_id, state = one.row.id, "enabled" if one.row.enabled else "disabled"
        name = definitions[source_id].name if source_id in definitions else _no_definition(source_id in broken)
        click.echo(f"{source_id:24} {state:9} {_last_in_words(one):24} {name}")
        for line in status_lines(one):
            click.echo(f"{'':24} {line}")


@sources_group.command()
@source_argument
@json_option
def show(source_id: str, as_json: bool) -> None:
    """Show everything known of one source."""
    with store_of_home() as store:
        definition = refreshed(store).get(source_id)
        with store.read() as connection:
            sources.get(connection, source_id)
            (status,) = all_statuses(connection, only=source_id)
            history = runs.recent(connection, source=source_id, limit=5)
    described = definition.model_dump(mode="json") if definition else {}
    if as_json:
        known = _source_json(status.row) | status.as_dict()
        echo_json(known | {"definition": described, "runs": [run_json(run) for run in history]})
        return
    for line in status_lines(status):
        click.echo(line)
    for key, value in (_source_json(status.row) | described).items():
        click.echo(f"{key:18} {value}")
    for run in history:
        click.echo(run_line(run))


@sources_group.command()
@source_argument
@click.option("--reviewed-by", required=True, help="Who read the source's terms and robots.txt.")
@click.option("--note", required=True, help="What the terms allow.")
def enable(source_id: str, reviewed_by: str, note: str) -> None:
    """Let a source be crawled, after somebody has read its terms."""
    with store_of_home() as store:
        refreshed(store)
        with store.write() as connection:
            sources.enable(connection, source_id, reviewed_by=reviewed_by, note=note)
    click.echo(f"{source_id} is enabled")


@sources_group.command()
@source_argument
@who_option()
@click.option("--note", default="", help="Why.")
def disable(source_id: str, who: str, note: str) -> None:
    """Stop crawling a source; its listings stay."""
    with store_of_home() as store:
        refreshed(store)
        with store.write() as connection:
            sources.disable(connection, source_id, who=who, note=note)
    click.echo(f"{source_id} is disabled")


def refreshed(store: Store) -> dict[str, SourceDefinition]:
    """Register the source files in the store and return them by id; a broken file is reported and skipped."""
    definitions, _ = _refreshed(store)
    return definitions


def _refreshed(store: Store) -> tuple[dict[str, SourceDefinition], frozenset[str]]:
    definitions, broken = register_sources(store, settings.current())
    for error in broken:
        click.echo(f"Left out: {error}", err=True)
    return definitions, frozenset(error.source_id for error in broken)


def _no_definition(is_broken: bool) -> str:
    return "(its file cannot be read, see `pinpoint sources check`)" if is_broken else "(no source file any more)"


def _last_in_words(status: SourceStatus) -> str:
    run = status.newest
    if run is None:
        return "never run"
    number = f" (run {run.id})" if run.state is RunState.HELD else ""
    warned = f", {len(run.warnings)} warned" if run.warnings else ""
    return f"{run.verdict or run.state}{number}{warned}"


def _last_json(run: RunRow | None) -> dict[str, Any] | None:
    return None if run is None else run_json(run)


def _source_json(row: SourceRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "enabled": row.enabled,
        "reviewed_by": row.reviewed_by,
        "reviewed_on": row.reviewed_on.isoformat() if row.reviewed_on else None,
        "review_note": row.review_note,
        "paused_until": row.paused_until.isoformat() if row.paused_until else None,
    }


sources_group.add_command(hosts_command)
sources_group.add_command(probe_command)
sources_group.add_command(check_command)
for command in (pause, resume, skip, run_now):
    sources_group.add_command(command)
