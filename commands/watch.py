"""`pinpoint watch`: looks at the home from outside the worker, sends the alerts that are due, and the heartbeat."""

import signal
import sys
import threading
from collections.abc import Iterable

import click

from commands.doctor import all_checks, finding_json, finding_line
from commands.output import echo_json, json_option
from index import settings
from index.alerts.channels import beat, channels
from index.alerts.notice import DeliveryError
from index.alerts.watch import Outcome, Watch
from index.exit_status import EXIT_NOT_DELIVERED

SECONDS_FOR_ANOTHER = 60.0
"""Seconds to wait for a look of the worker, which sends alerts just then."""


@click.command()
@click.option(
    "--every",
    type=click.IntRange(1, 1440),
    metavar="MINUTES",
    help="Look again and again, until stopped, where no timer is.",
)
@json_option
@click.pass_obj
def watch(other_rooms: Iterable[str] | None, every: int | None, as_json: bool) -> None:
    """Run all checks and send what is due; for a timer, every ten minutes.

    Ends with 0 if all is well, 1 if something needs a person, 5 if an alert or the heartbeat could not be delivered.
    With --every it ends with 0 when it is stopped.
    """
    if every is None:
        sys.exit(_look(other_rooms, as_json=as_json))
    stopped = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stopped.set())
    while not stopped.is_set():
        _look(other_rooms, as_json=as_json)
        stopped.wait(60.0 * every)


def _look(other_rooms: Iterable[str] | None, *, as_json: bool) -> int:
    """Look once, print what was found, and return the exit code."""
    here = settings.current()
    outcome = Watch(here, all_checks(other_rooms or ()), channels(here)).look(wait_seconds=SECONDS_FOR_ANOTHER)
    heartbeat = ""
    if outcome.may_beat:
        try:
            beat(here)
        except DeliveryError as error:
            heartbeat = str(error)
    undelivered = "; ".join(filter(None, (outcome.undelivered, heartbeat)))
    if as_json:
        echo_json(_document(outcome, undelivered))
    else:
        _print(outcome, undelivered)
    if undelivered:
        return EXIT_NOT_DELIVERED
    return int(outcome.needs_a_person)


def _document(outcome: Outcome, undelivered: str) -> dict[str, object]:
    return {
        "at": outcome.at.isoformat(),
        "well": not outcome.needs_a_person,
        "checks": [finding_json(one) for one in outcome.findings],
        "open": [
            {"kind": one.kind, "subject": one.subject, "since": one.since.isoformat(), "text": one.text}
            for one in outcome.book.open
        ],
        "channels": outcome.channel_names,
        "undelivered": undelivered,
    }


def _print(outcome: Outcome, undelivered: str) -> None:
    for one in outcome.findings:
        if not one.well or one.troubles:
            click.echo(finding_line(one))
    for alert in outcome.book.open:
        over = " It is over; that is sent when it stays so." if alert.gone_at else ""
        click.echo(f"alert since {alert.since:%Y-%m-%d %H:%M} UTC: {alert.text}{over}")
    if undelivered:
        click.echo(f"not delivered: {undelivered}", err=True)
    if outcome.was_busy:
        click.echo("another process sends alerts just now, so this one only looked", err=True)
    if not outcome.needs_a_person:
        click.echo("all well")
