"""`pinpoint alerts`: the channels through which alerts leave, and a test of each."""

import sys
from typing import Any

import click

from commands.output import echo_json, json_option
from index import clock, settings
from index.alerts.channels import channels, heartbeat
from index.alerts.notice import Channel, DeliveryError, Event, Notice, site_name
from index.alerts.tested import last_good_test, record_test
from index.settings import Settings

NONE_SET_UP = "no channel is set up, so nobody learns of anything; docs/alerts.md says how"


@click.group()
def alerts() -> None:
    """Show and test the channels through which alerts leave."""


@alerts.command("list")
@json_option
def list_command(as_json: bool) -> None:
    """Print each channel that is set up, and the day of its last good test."""
    here = settings.current()
    rows = [
        {"channel": one.name, "target": one.target, "tested_on": last_good_test(here, one.name)}
        for one in _set_up(here)
    ]
    if as_json:
        echo_json(rows)
    elif not rows:
        click.echo(NONE_SET_UP)
    for row in [] if as_json else rows:
        tested = f"last good test on {row['tested_on']}" if row["tested_on"] else "not tested with these settings"
        click.echo(f"{row['channel']:10} {row['target']}, {tested}")


@alerts.command("test")
@click.option("--channel", "name", help="Test one channel: mail, webhook, command, file or heartbeat.")
@json_option
def test_command(name: str | None, as_json: bool) -> None:
    """Send a test notice through each channel; ends with 1 if one fails."""
    here = settings.current()
    chosen = [one for one in _set_up(here) if name in {None, one.name}]
    if not chosen:
        raise click.ClickException(
            f"the channel {name!r} is not set up; docs/alerts.md says how" if name else NONE_SET_UP
        )
    results = [_test(one, here) for one in chosen]
    if as_json:
        echo_json(results)
    else:
        for one in results:
            click.echo(
                f"delivered  {one['channel']}: {one['target']}" if one["delivered"] else f"FAILED     {one['note']}"
            )
    if not all(one["delivered"] for one in results):
        sys.exit(1)


def _set_up(here: Settings) -> list[Channel]:
    found: list[Channel] = [*channels(here)]
    if beating := heartbeat(here):
        found.append(beating)
    return found


def _test(channel: Channel, here: Settings) -> dict[str, Any]:
    notice = Notice(
        event=Event.TEST,
        at=clock.now(),
        title=f"Pinpoint: test of the channel {channel.name}",
        text="This is a test. Nothing is wrong, and nothing needs to be done.",
        site=site_name(here),
    )
    try:
        channel.send(notice)
    except DeliveryError as error:
        return {"channel": channel.name, "target": channel.target, "delivered": False, "note": str(error)}
    record_test(here, channel.name, clock.today())
    return {"channel": channel.name, "target": channel.target, "delivered": True, "note": ""}
