"""`pinpoint today`: what waits for a person now, the most urgent first, with minutes and commands."""

from collections.abc import Iterable

import click

from commands.doctor import findings
from commands.output import echo_json, json_option
from index import clock, settings
from index.alerts.channels import channels
from index.alerts.to_do import lines_of, minutes_of, to_do


@click.command()
@json_option
@click.pass_obj
def today(other_rooms: Iterable[str] | None, as_json: bool) -> None:
    """List what waits for a person now, the most urgent first, with the minutes it takes."""
    here = settings.current()
    items = to_do(here, findings(here, other_rooms or ()), [one.name for one in channels(here)])
    if as_json:
        documents = [one.as_dict() for one in items]
        echo_json({"at": clock.now().isoformat(), "minutes": minutes_of(items), "items": documents})
        return
    for line in lines_of(items):
        click.echo(line)
