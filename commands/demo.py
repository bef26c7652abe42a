"""`pinpoint demo`: crawls invented directories over HTTP on loopback, resolves, publishes and serves them."""

import os
import signal
import subprocess
import sys
import time
from typing import Any

import click

from commands.output import echo_json, json_option, progress
from crawler.politeness import public_address
from crawler.runs.claim import queue_claimed
from crawler.runs.decisions import Acceptance
from crawler.runs.execute import execute, recover
from crawler.runs.source_files import register_sources
from demo.servers import DemoServers
from demo.sources import write_sources
from index import settings
from index.exit_status import EXIT_NOT_PASSED
from index.settings import Settings
from index.store import Store, sources
from index.store.database import store_of_home
from index.store.runs import runs
from index.store.runs.runs import RunRequest, RunRow, Verdict
from webapp.about.who_runs import who_runs

ACCEPTANCE = Acceptance(who="demonstration", reason="the demonstration accepts its own first run")
CONTACT = {"PINPOINT_CONTACT_MAIL": "hello@pinpoint.example", "PINPOINT_CONTACT_PHONE": "303-555-0100"}
"""An invented contact for the served demonstration, where none is set: the site does not start without one."""
SECONDS_TO_END = 20


class HomeInUseError(RuntimeError):
    """The home holds real listings, and invented ones must never mix with them."""


@click.command()
@click.option("--serve", "serving", is_flag=True, help="Then start the worker and the site, until Ctrl-C.")
@json_option
def demo(serving: bool, as_json: bool) -> None:
    """Crawl the invented directories, resolve and publish them; with --serve, serve the result."""
    for name in (signal.SIGTERM, signal.SIGINT):  # SIGINT too: a shell's background jobs are started with it ignored
        signal.signal(name, _interrupt)
    with DemoServers() as servers, store_of_home() as store:
        here = _allowing(settings.current(), servers)
        _refuse_real_home(store)
        names = write_sources(here.home, servers)
        rows = [_crawl(store, here, name, quiet=as_json) for name in names]
        _stage("resolve")
        _stage("publish")
        report = {row.source: {"verdict": row.verdict, "delta": row.delta} for row in rows}
        _print_report(report, as_json=as_json)
        if any(row.verdict is not Verdict.PASSED for row in rows):
            sys.exit(EXIT_NOT_PASSED)
        if serving:
            _serve(here)


def _allowing(here: Settings, servers: DemoServers) -> Settings:
    """Return the settings with the demonstration's own servers among the allowed addresses."""
    return here.model_copy(update={"allow_addresses": (*here.allow_addresses, *servers.addresses)})


def _crawl(store: Store, here: Settings, name: str, *, quiet: bool) -> RunRow:
    recover(store, here)
    register_sources(store, here)
    request = RunRequest(source=name, trigger="demo", arguments={})
    run_id, lease = queue_claimed(
        store, here.home, lambda connection: runs.queue(connection, request), by=request.trigger
    )
    with lease, progress(quiet=quiet) as show_progress:
        return execute(store, here, run_id, acceptance=ACCEPTANCE, progress=show_progress, lease=lease)


def _refuse_real_home(store: Store) -> None:
    with store.read() as connection:
        real = sources.with_real_listings(connection)
    if real:
        raise HomeInUseError(
            f"this home holds listings of {', '.join(real)}; set PINPOINT_HOME to an empty folder for the demonstration"
        )


def _stage(verb: str) -> None:
    command = [sys.executable, "-m", "pinpoint", verb]
    done = subprocess.run(command, check=False, stdout=sys.stderr)  # noqa: S603  (our own command)
    if done.returncode:
        raise click.ClickException(f"`pinpoint {verb}` ended with {done.returncode}")


def _serve(here: Settings) -> None:
    click.echo(f"The site: http://{here.host}:{here.port}/  (Ctrl-C ends it)")
    commands = [[sys.executable, "-m", "pinpoint", verb] for verb in ("work", "serve")]
    contact = {} if who_runs(here).is_reachable else CONTACT
    environment = os.environ | contact | {public_address.SETTING: ",".join(here.allow_addresses)}
    children = [subprocess.Popen(command, env=environment, start_new_session=True) for command in commands]  # noqa: S603
    try:
        while all(child.poll() is None for child in children):
            time.sleep(0.2)
    except KeyboardInterrupt:
        click.echo("ending")
    finally:
        _end(children)


def _end(children: list[subprocess.Popen[Any]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _print_report(report: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        echo_json(report)
        return
    for name, row in report.items():
        changes = ", ".join(f"{count} {what}" for what, count in row["delta"].items())
        click.echo(f"{name:24} {row['verdict']}: {changes}")


def _interrupt(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt
