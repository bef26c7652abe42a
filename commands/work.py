"""`pinpoint work`: runs the worker in the foreground."""

import sys
from contextlib import nullcontext

import click

from commands.doctor import all_checks, finding_line, findings
from crawler.worker import source_checks
from crawler.worker.metrics_server import metrics_server
from crawler.worker.worker import work as run_worker
from index import settings
from index.store.database import store_of_home


@click.command()
@click.option(
    "--once", is_flag=True, help="End when nothing is due or under way; then check everything as `doctor` does."
)
def work(once: bool) -> None:
    """Crawl what is due, and resolve and publish after each run that passed, until stopped.

    With --once it ends with 1 if something needs a person, and says what.
    """
    here = settings.current()
    with store_of_home() as store, nullcontext() if once else metrics_server(store, here):
        failures = run_worker(store, here, once=once, checks=all_checks((source_checks.__name__,)))
    for failure in failures:
        click.echo(failure, err=True)
    if once and (_say_what_is_not_well() or failures):
        sys.exit(1)


def _say_what_is_not_well() -> bool:
    """Print what `pinpoint doctor` finds wrong; return whether it finds anything."""
    found = [one for one in findings(settings.current(), (source_checks.__name__,)) if not one.well]
    for one in found:
        click.echo(finding_line(one), err=True)
    return bool(found)
