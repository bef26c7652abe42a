"""`pinpoint doctor` checks everything an operator has to know; `pinpoint alive` checks the worker's last tick."""

import importlib
import sys
from collections.abc import Iterable

import click

from commands.output import echo_json, json_option
from index import settings
from index.alerts import checks as alert_checks
from index.doctor import machine, published_checks, run_checks, safety_checks, store_checks, worker_checks
from index.doctor.finding import Check, Finding, look
from index.settings import Settings
from index.worker_tick import read_state

OF_THIS_ROOM = (machine, store_checks, worker_checks, run_checks, published_checks, safety_checks, alert_checks)


@click.command()
@json_option
@click.pass_obj
def doctor(other_rooms: Iterable[str] | None, as_json: bool) -> None:
    """Check everything that an operator has to know; ends with 1 if something needs a person."""
    found = findings(settings.current(), other_rooms or ())
    if as_json:
        echo_json([finding_json(one) for one in found])
    else:
        for one in found:
            click.echo(finding_line(one))
    if not all(one.well for one in found):
        sys.exit(1)


@click.command()
def alive() -> None:
    """Check the worker's last tick; ends with 0 if it is fresh, else with 1. For process supervisors."""
    here = settings.current()
    state = read_state(here.home)
    if state is None:
        raise click.ClickException("no worker ever worked in this home; start `pinpoint work`")
    if state.ended_at is not None:
        raise click.ClickException(f"the worker ended at {state.ended_at:%Y-%m-%d %H:%M:%S} UTC")
    if worker_checks.is_silent(state, here):
        raise click.ClickException(worker_checks.silence(state))
    click.echo(f"alive, last seen {state.ticked_at:%Y-%m-%d %H:%M:%S} UTC")


def findings(here: Settings, other_rooms: Iterable[str], *, but: Iterable[str] = ()) -> list[Finding]:
    """Run the checks of this room and of the named modules (each defines `CHECKS`), except those named in `but`."""
    return look({name: check for name, check in all_checks(other_rooms).items() if name not in but}, here)


def all_checks(other_rooms: Iterable[str]) -> dict[str, Check]:
    """Return every check by name, those of the named modules included."""
    checks: dict[str, Check] = {}
    for module in (*OF_THIS_ROOM, *map(importlib.import_module, other_rooms)):
        checks |= module.CHECKS
    return checks


def finding_json(one: Finding) -> dict[str, object]:
    """Return a finding for JSON, with its troubles."""
    troubles = [
        {"kind": each.kind, "subject": each.subject, "note": each.note, "since": each.since and each.since.isoformat()}
        for each in one.troubles
    ]
    return {"check": one.check, "well": one.well, "note": one.note, "troubles": troubles}


def finding_line(one: Finding) -> str:
    """Return a finding as a line of text."""
    return f"{'well' if one.well else 'NOT WELL':9} {one.check:12} {one.note}"
