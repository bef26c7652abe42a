"""`pinpoint sources pause`, `resume`, `skip` and `run-now`: what an operator asks of a source's schedule."""

from datetime import UTC, datetime

import click

from commands.freeze import frozen_as_held
from commands.output import echo_json, json_option, who_option
from crawler.runs.source_files import register_sources
from crawler.worker.run_requests import request_run, skip_next
from crawler.worker.source_status import in_utc
from index import settings
from index.store import Store, operator_pauses, sources
from index.store.database import store_of_home

_source = click.argument("source_id", metavar="SOURCE")
_who = who_option()
_reason = click.option("--reason", required=True, help="Why; recorded permanently, and shown to operators.")
_note = click.option("--reason", default="", help="Why; recorded permanently.")


@click.command()
@_source
@_reason
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Day (UTC) with which it ends; left out: none.")
@_who
@json_option
def pause(source_id: str, reason: str, until: datetime | None, who: str, as_json: bool) -> None:
    """Begin no run of a source, until a day or until it is resumed.

    A run under way goes on; `pinpoint cancel` ends it. A restart and a change of the source's file leave the pause.
    """
    end = until.replace(tzinfo=UTC) if until else None
    with store_of_home() as store:
        register_sources(store, settings.current())
        with store.write() as connection:
            operator_pauses.pause(connection, source_id, until=end, who=who, reason=reason)
        _print_state(store, source_id, f"{source_id} is paused" + (f" until {in_utc(end)}" if end else ""), as_json)


@click.command()
@_source
@_note
@_who
@json_option
def resume(source_id: str, reason: str, who: str, as_json: bool) -> None:
    """End an operator's pause: the source is read on its schedule again, at once if it is due."""
    with store_of_home() as store:
        with store.write() as connection:
            operator_pauses.resume(connection, source_id, who=who, reason=reason)
        _print_state(store, source_id, f"{source_id} is resumed", as_json)


@click.command()
@_source
@_reason
@_who
@json_option
def skip(source_id: str, reason: str, who: str, as_json: bool) -> None:
    """Skip the next run of a source by its schedule, and only that."""
    with store_of_home() as store:
        register_sources(store, settings.current())
        skipped, following = skip_next(store, source_id, who=who, reason=reason)
    if as_json:
        echo_json(
            {"source": source_id, "skipped": skipped.isoformat(), "next_due": following and following.isoformat()}
        )
        return
    after = f"; the next one is due {in_utc(following)}" if following else ""
    click.echo(f"the run of {source_id} of {in_utc(skipped)} is skipped{after}")


@click.command(name="run-now")
@_source
@_note
@_who
@json_option
def run_now(source_id: str, reason: str, who: str, as_json: bool) -> None:
    """Have the running worker read a source now; it begins within seconds, or when its host is free."""
    with store_of_home() as store, frozen_as_held():
        register_sources(store, settings.current())
        number = request_run(store, settings.current(), source_id, who=who, reason=reason)
    if as_json:
        echo_json({"source": source_id, "run": number})
    else:
        click.echo(f"run {number} of {source_id} is queued; `pinpoint runs show {number}` shows how far it is")


def _print_state(store: Store, source_id: str, sentence: str, as_json: bool) -> None:
    if not as_json:
        click.echo(sentence)
        return
    with store.read() as connection:
        row = sources.get(connection, source_id)
    echo_json({"source": source_id, "pause": row.pause_as_dict()})
