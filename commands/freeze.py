"""`pinpoint freeze` and `pinpoint unfreeze`: no crawl starts and nothing is published until a person ends it."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from commands.output import echo_json, json_option, who_option
from index.exit_status import EXIT_HELD
from index.store import freeze as freezes
from index.store.database import store_of_home
from index.store.freeze import FrozenError, current_freeze

FROZEN_MEANWHILE = "the home was frozen meanwhile: what was read is judged and stored after `pinpoint unfreeze`"
"""Note of a command on a run that would have passed in a home that was frozen meanwhile."""


class FrozenExit(click.ClickException):
    """Ends a command that a freeze holds back, with the exit code of what waits for a person."""

    exit_code = EXIT_HELD


@contextmanager
def frozen_as_held() -> Iterator[None]:
    """End the command with EXIT_HELD and the sentence of the freeze where the home is frozen."""
    try:
        yield
    except FrozenError as error:
        raise FrozenExit(str(error)) from error


@click.command()
@click.option("--reason", required=True, help="Why; recorded permanently, and shown to operators.")
@who_option()
@json_option
def freeze(reason: str, who: str, as_json: bool) -> None:
    """Hold everything: from now on no crawl starts and nothing is published.

    Crawls under way go on to their end, and what passes waits. Removals and hidden fields act at once, as always. The
    site goes on with what is published; `pinpoint close` closes it.
    """
    with store_of_home() as store, store.write() as connection:
        freezes.freeze(connection, who=who, reason=reason)
        frozen = current_freeze(connection)
    if as_json:
        echo_json({"frozen": True, "since": frozen and frozen.since.isoformat(), "who": who, "reason": reason})
    elif frozen:
        click.echo(frozen.sentence)


@click.command()
@click.option("--reason", default="", help="Why; recorded permanently.")
@who_option()
@json_option
def unfreeze(reason: str, who: str, as_json: bool) -> None:
    """End a freeze: a running worker crawls what is due and publishes what passed meanwhile."""
    with store_of_home() as store, store.write() as connection:
        freezes.unfreeze(connection, who=who, reason=reason)
    if as_json:
        echo_json({"frozen": False, "who": who, "reason": reason})
    else:
        click.echo("no longer frozen: crawls start, and what passed meanwhile is published")
