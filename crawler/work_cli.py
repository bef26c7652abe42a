"""The command `work`: the worker in this terminal."""

import sys

import click

from crawler.worker import work as run_worker
from index import settings
from index.console import store_of_home


@click.command()
@click.option("--once", is_flag=True, help="End when nothing is due and nothing is under way.")
def work(once: bool) -> None:
    """Crawl what is due, and resolve and publish after each run that passed, until stopped."""
    with store_of_home() as store:
        failures = run_worker(store, settings.current(), once=once)
    for failure in failures:
        click.echo(failure, err=True)
    if once and failures:
        sys.exit(1)
