"""The commands of the crawler: sources, crawl, runs, work."""

import getpass
import sys
from typing import Any

import click

from crawler.execute import Acceptance, accept, execute, recover
from crawler.platforms import spider_class
from crawler.platforms.base import with_arguments
from crawler.register import register_sources
from crawler.source import SourceDefinition
from crawler.worker import work as run_worker
from index import settings
from index.console import EXIT_HELD, EXIT_NOT_PASSED, echo_json, json_option, progress, store_of_home
from index.store import Store, runs, sources, staging
from index.store.runs import RunRequest, RunRow, RunState, Verdict
from index.store.sources import SourceRow

source_argument = click.argument("source_id", metavar="SOURCE")


@click.group(name="sources")
def sources_group() -> None:
    """List the sources, show one, and say which may be crawled."""


@sources_group.command(name="list")
@json_option
def list_sources(as_json: bool) -> None:
    """List every source with its state."""
    with store_of_home() as store:
        definitions = _register(store)
        with store.read() as connection:
            rows = sources.all_sources(connection)
            last = {row.id: next(iter(runs.recent(connection, source=row.id, limit=1)), None) for row in rows}
    if as_json:
        echo_json([_source_json(row) | {"last_run": _last_json(last[row.id])} for row in rows])
        return
    for row in rows:
        run = last[row.id]
        state = "enabled" if row.enabled else "disabled"
        name = definitions[row.id].name if row.id in definitions else "(no source file any more)"
        click.echo(f"{row.id:24} {state:9} {run.verdict or run.state if run else 'never run':12} {name}")


@sources_group.command()
@source_argument
@json_option
def show(source_id: str, as_json: bool) -> None:
    """Show everything known of one source."""
    with store_of_home() as store:
        definition = _register(store).get(source_id)
        with store.read() as connection:
            row = sources.get(connection, source_id)
            history = runs.recent(connection, source=source_id, limit=5)
    described = definition.model_dump(mode="json") if definition else {}
    if as_json:
        echo_json(_source_json(row) | {"definition": described, "runs": [_run_json(run) for run in history]})
        return
    for key, value in (_source_json(row) | described).items():
        click.echo(f"{key:18} {value}")
    for run in history:
        click.echo(_run_line(run))


@sources_group.command()
@source_argument
@click.option("--reviewed-by", required=True, help="Who read the source's terms and robots.txt.")
@click.option("--note", required=True, help="What was read, and what it allows.")
def enable(source_id: str, reviewed_by: str, note: str) -> None:
    """Let a source be crawled, once somebody has read its terms."""
    with store_of_home() as store:
        _register(store)
        with store.write() as connection:
            sources.enable(connection, source_id, reviewed_by=reviewed_by, note=note)
    click.echo(f"{source_id} is enabled")


@sources_group.command()
@source_argument
@click.option("--who", default=getpass.getuser, show_default="the user", help="Who decides it.")
@click.option("--note", default="", help="Why.")
def disable(source_id: str, who: str, note: str) -> None:
    """Stop crawling a source; what was read stays."""
    with store_of_home() as store:
        _register(store)
        with store.write() as connection:
            sources.disable(connection, source_id, who=who, note=note)
    click.echo(f"{source_id} is disabled")


@click.command()
@source_argument
@click.option("-a", "arguments", multiple=True, metavar="KEY=VALUE", help="An argument of the spider; repeatable.")
@click.option("--sample", type=click.IntRange(1), help="Read about this many listings; the run is partial.")
@click.option("--dry-run", is_flag=True, help="Read, stage and judge, but change no listing.")
@click.option("--accept", "accepted", is_flag=True, help="Publish a held run without being asked.")
@click.option("--who", default=getpass.getuser, show_default="the user", help="Who accepts a held run.")
@json_option
def crawl(
    source_id: str,
    arguments: tuple[str, ...],
    sample: int | None,
    dry_run: bool,
    accepted: bool,
    who: str,
    as_json: bool,
) -> None:
    """Read one source now, judge the run, and keep its listings if it passed."""
    given = dict(_key_value(argument) for argument in arguments)
    here = settings.current()
    with store_of_home() as store:
        recover(store, here)
        definition = _register(store).get(source_id)
        with store.write() as connection:
            _refuse_disabled(sources.get(connection, source_id))
            if definition:
                with_arguments(definition, spider_class(definition.platform), given)  # a bad one is told at once
            request = RunRequest(
                source=source_id,
                trigger="manual",
                arguments=given,
                sample=sample,
                dry_run=dry_run,
                requested_by=who,
            )
            run_id = runs.queue(connection, request)
        acceptance = Acceptance(who=who, reason="--accept") if accepted else None
        with progress(quiet=as_json) as told:
            run = execute(store, here, run_id, acceptance=acceptance, progress=told)
        run = _ask(store, run, who)
        _tell(store, run, as_json=as_json)
    if run.state is RunState.HELD:
        sys.exit(EXIT_HELD)
    if run.verdict is not Verdict.PASSED:
        sys.exit(EXIT_NOT_PASSED)


@click.command(name="runs")
@click.option("--source", "source_id", help="Only runs of this source.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1))
@json_option
def show_runs(source_id: str | None, limit: int, as_json: bool) -> None:
    """List the newest runs with their verdicts and causes."""
    with store_of_home() as store, store.read() as connection:
        rows = runs.recent(connection, source=source_id, limit=limit)
    if as_json:
        echo_json([_run_json(row) for row in rows])
    else:
        for row in rows:
            click.echo(_run_line(row))


@click.command()
@click.option("--once", is_flag=True, help="End when nothing is due and nothing is under way.")
def work(once: bool) -> None:
    """Crawl what is due, and resolve and publish after each run that passed, until stopped."""
    with store_of_home() as store:
        run_worker(store, settings.current(), once=once)


def _register(store: Store) -> dict[str, SourceDefinition]:
    """Refresh the sources in the store; a broken file is told, and loses no other."""
    definitions, broken = register_sources(store, settings.current())
    for error in broken:
        click.echo(f"Left out: {error}", err=True)
    return definitions


def _key_value(argument: str) -> tuple[str, str]:
    key, equals, value = argument.partition("=")
    if not equals or not key:
        raise click.BadParameter(f"{argument!r} is not KEY=VALUE", param_hint="-a")
    return key, value


def _refuse_disabled(row: SourceRow) -> None:
    if not row.enabled:
        raise click.ClickException(
            f"{row.id} is disabled; `pinpoint sources show {row.id}` says why. Once its terms are read: "
            f"pinpoint sources enable {row.id} --reviewed-by WHO --note TEXT"
        )


def _ask(store: Store, run: RunRow, who: str) -> RunRow:
    """Ask the person at the terminal about a held run."""
    if run.state is not RunState.HELD or not sys.stdin.isatty():
        return run
    click.echo(f"run {run.id} is held: {run.cause}")
    if click.confirm("Keep its listings?"):
        accept(store, run.id, Acceptance(who=who, reason="asked at the terminal"))
    with store.read() as connection:
        return runs.get(connection, run.id)


def _tell(store: Store, run: RunRow, *, as_json: bool) -> None:
    with store.read() as connection:
        problems = staging.problem_counts(connection, run.id)
    if as_json:
        echo_json({**_run_json(run), "problems": problems})
        return
    click.echo(_run_line(run))
    for kind, count in problems.items():
        click.echo(f"  {count:6} {kind}")
    if run.state is RunState.HELD:
        click.echo("held for a look; crawl again with --accept to keep what is read", err=True)


def _run_json(run: RunRow) -> dict[str, Any]:
    times = {name: getattr(run, name) for name in ("queued_at", "started_at", "ended_at")}
    return {
        "run": run.id,
        "source": run.source,
        "trigger": run.trigger,
        "state": run.state,
        "verdict": run.verdict,
        "cause": run.cause,
        "partial": run.partial,
        "dry_run": run.dry_run,
        "delta": run.delta,
        **{name: time.isoformat() if time else None for name, time in times.items()},
    }


def _last_json(run: RunRow | None) -> dict[str, Any] | None:
    return None if run is None else _run_json(run)


def _run_line(run: RunRow) -> str:
    changes = ", ".join(f"{count} {name}" for name, count in run.delta.items())
    told = " ".join(part for part in (run.cause, f"({changes})" if changes else "") if part)
    kind = "partial " if run.partial else ""
    return f"run {run.id:<5} {run.source:24} {kind}{run.verdict or run.state}: {told}".rstrip(": ")


def _source_json(row: SourceRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "enabled": row.enabled,
        "reviewed_by": row.reviewed_by,
        "reviewed_on": row.reviewed_on.isoformat() if row.reviewed_on else None,
        "review_note": row.review_note,
        "paused_until": row.paused_until.isoformat() if row.paused_until else None,
    }
