"""`pinpoint crawl`: one run of one source, started by hand, up to its verdict."""

import sys
from urllib.parse import urlsplit

import click
from sqlalchemy import Connection

from commands.freeze import FROZEN_MEANWHILE, frozen_as_held
from commands.output import echo_json, json_option, progress, who_option
from commands.sources import refreshed
from crawler.platforms import spider_class
from crawler.platforms.base import with_arguments
from crawler.politeness.address_guard import refusal, refusal_text
from crawler.politeness.public_address import AllowList
from crawler.runs.claim import queue_claimed
from crawler.runs.decisions import Acceptance, approve
from crawler.runs.execute import execute, recover
from crawler.runs.run_report import run_json, run_line
from crawler.runs.settle import is_paused
from crawler.sources.definition import SourceDefinition
from crawler.worker.source_status import pause_in_words
from index import clock, settings
from index.exit_status import EXIT_HELD, EXIT_NOT_PASSED
from index.settings import Settings
from index.store import Store, sources
from index.store.database import store_of_home
from index.store.operator_pauses import is_operator_paused
from index.store.runs import runs, staging
from index.store.runs.runs import RunRequest, RunRow, RunState, Verdict
from index.store.sources import SourceRow


@click.command()
@click.argument("source_id", metavar="SOURCE")
@click.option("-a", "arguments", multiple=True, metavar="KEY=VALUE", help="An argument of the spider; repeatable.")
@click.option("--sample", type=click.IntRange(1), help="Read about this many listings; the run is partial.")
@click.option("--dry-run", is_flag=True, help="Read, stage and judge, but change no listing.")
@click.option("--accept", "accepted", is_flag=True, help="Publish a held run without being asked.")
@click.option("--force", is_flag=True, help="Crawl the source even while it is paused or asks us to stay away.")
@who_option("Who accepts a held run.")
@json_option
def crawl(
    source_id: str,
    arguments: tuple[str, ...],
    sample: int | None,
    dry_run: bool,
    accepted: bool,
    force: bool,
    who: str,
    as_json: bool,
) -> None:
    """Read one source now, judge the run, and store its listings if it passed."""
    given = dict(_key_value(argument) for argument in arguments)
    here = settings.current()
    with frozen_as_held(), store_of_home() as store:
        recover(store, here)
        definition = refreshed(store).get(source_id)
        with store.read() as connection:
            row = sources.get(connection, source_id)
        _refuse(row, force=force)
        if definition:  # a bad argument or address fails before a run is queued
            asked, _ = with_arguments(definition, spider_class(definition.platform), given)
            _refuse_address(asked, here)
        request = RunRequest(
            source=source_id,
            trigger="manual",
            arguments=given,
            sample=sample,
            dry_run=dry_run,
            requested_by=who,
        )

        def queue(connection: Connection) -> int:  # a pause that began meanwhile counts
            _refuse(sources.get(connection, source_id), force=force)
            return runs.queue(connection, request)

        run_id, lease = queue_claimed(store, here.home, queue, by=request.trigger)
        acceptance = Acceptance(who=who, reason="--accept") if accepted else None
        with lease, progress(quiet=as_json) as show_progress:
            run = execute(store, here, run_id, acceptance=acceptance, progress=show_progress, lease=lease)
        run = _ask(store, run, who)
        _print_report(store, run, as_json=as_json)
    if run.verdict is Verdict.HELD or run.state is RunState.COLLECTED:  # a held dry run has ended and waits for nobody
        sys.exit(EXIT_HELD)
    if run.verdict is not Verdict.PASSED:
        sys.exit(EXIT_NOT_PASSED)


def _key_value(argument: str) -> tuple[str, str]:
    key, equals, value = argument.partition("=")
    if not equals or not key:
        raise click.BadParameter(f"{argument!r} is not KEY=VALUE", param_hint="-a")
    return key, value


def _refuse(row: SourceRow, *, force: bool) -> None:
    _refuse_disabled(row)
    if not force:
        _refuse_paused(row)


def _refuse_disabled(row: SourceRow) -> None:
    if not row.enabled:
        raise click.ClickException(
            f"{row.id} is disabled; `pinpoint sources show {row.id}` says why. After reading its terms: "
            f"pinpoint sources enable {row.id} --reviewed-by WHO --note TEXT"
        )


def _refuse_paused(row: SourceRow) -> None:
    if is_operator_paused(row, clock.now()):
        raise click.ClickException(
            f"{row.id} is {pause_in_words(row)}; `pinpoint sources resume {row.id}` ends it, --force crawls anyway"
        )
    if row.paused_until and is_paused(row, clock.now()):
        raise click.ClickException(
            f"{row.id} asked us to stay away until {row.paused_until:%Y-%m-%d %H:%M} UTC; "
            f"--force crawls it anyway, which may close it to us for good"
        )


def _refuse_address(definition: SourceDefinition, here: Settings) -> None:
    if not definition.base_url:  # a public site's address is checked at each request; a file has none
        return
    parts = urlsplit(definition.fetch_url)
    if reason := refusal(parts, AllowList.of(here.allow_addresses)):
        raise click.ClickException(f"{definition.id}: {refusal_text(reason, parts)}")


def _ask(store: Store, run: RunRow, who: str) -> RunRow:
    """Ask the person at the terminal whether to approve a held run; return the run as it then is."""
    if run.state is not RunState.HELD or not sys.stdin.isatty():
        return run
    click.echo(f"run {run.id} is held: {run.cause}")
    if click.confirm("Keep its listings?"):
        approve(store, run.id, Acceptance(who=who, reason="asked at the terminal"))
    with store.read() as connection:
        return runs.get(connection, run.id)


def _print_report(store: Store, run: RunRow, *, as_json: bool) -> None:
    with store.read() as connection:
        problems = staging.problem_counts(connection, run.id)
    if as_json:
        echo_json({**run_json(run), "problems": problems})
        return
    click.echo(run_line(run))
    for kind, count in problems.items():
        click.echo(f"  {count:6} {kind}")
    if run.state is RunState.COLLECTED:
        click.echo(FROZEN_MEANWHILE, err=True)
    if run.state is RunState.HELD:
        click.echo(
            f"held for review: pinpoint runs show {run.id}, pinpoint diff {run.id}; "
            f"then pinpoint approve {run.id} --reason TEXT, or reject",
            err=True,
        )
