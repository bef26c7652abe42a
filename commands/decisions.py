"""`pinpoint approve`, `reject` and `cancel`: a person's decisions on a run."""

import click

from commands.output import echo_json, json_option, who_option
from commands.runs import run_argument
from crawler.runs.decisions import Acceptance, approve, cancel, reject
from crawler.runs.execute import recover
from crawler.runs.run_report import run_json, run_line
from index import settings
from index.store import Store
from index.store.database import store_of_home
from index.store.runs import runs
from index.store.runs.runs import RunState

reason_option = click.option("--reason", required=True, help="Why; recorded permanently.")
_who = who_option()


@click.command(name="approve")
@run_argument
@reason_option
@_who
@json_option
def approve_command(run_id: int, reason: str, who: str, as_json: bool) -> None:
    """Store the listings of a held run, as of the day they were read."""
    with store_of_home() as store:
        approve(store, run_id, Acceptance(who=who, reason=reason))
        _print_report(store, run_id, as_json=as_json)
    click.echo("a running worker publishes it; without one: pinpoint resolve, pinpoint publish", err=True)


@click.command(name="reject")
@run_argument
@reason_option
@_who
@json_option
def reject_command(run_id: int, reason: str, who: str, as_json: bool) -> None:
    """Reject a held run; its listings change nothing."""
    with store_of_home() as store:
        reject(store, run_id, who=who, reason=reason)
        _print_report(store, run_id, as_json=as_json)


@click.command(name="cancel")
@run_argument
@click.option("--reason", default="", help="Why.")
@_who
@json_option
def cancel_command(run_id: int, reason: str, who: str, as_json: bool) -> None:
    """End a waiting or running run; a crawl closes cleanly, which may take a minute."""
    with store_of_home() as store:
        run = cancel(store, run_id, who=who, reason=reason)
        if run.state is not RunState.ENDED:
            recover(store, settings.current())  # ends the run if its process died
        _print_report(store, run_id, as_json=as_json)


def _print_report(store: Store, run_id: int, *, as_json: bool) -> None:
    with store.read() as connection:
        run = runs.get(connection, run_id)
    if as_json:
        echo_json(run_json(run))
    else:
        click.echo(run_line(run))
        if run.state is not RunState.ENDED:
            click.echo(f"run {run.id} was asked to end", err=True)
