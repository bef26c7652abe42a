"""`pinpoint vocabulary`: what the vocabularies do not know yet."""

from dataclasses import asdict

import click

from commands.output import echo_json, json_option
from index.store.home import store_of_home


@click.group()
def vocabulary() -> None:
    """See what crawls met and the vocabularies do not know."""


@vocabulary.command()
@json_option
def unknown(as_json: bool) -> None:
    """List the words behind names that are no known credential, with how many listings hold each."""
    from index.store.unknown_credentials import unknown_credentials  # the store needs the vocabularies

    with store_of_home() as store, store.read() as connection:
        counted = unknown_credentials(connection)
    if as_json:
        echo_json({"unknown": [asdict(one) for one in counted.found], "in_names": counted.in_names})
        return
    for one in counted.found:
        click.echo(f"{one.listings:7}  {one.written}  ({one.example_source})")
    left_out = f", {counted.in_names} left out as parts of names" if counted.in_names else ""
    click.echo(f"{len(counted.found)} unknown{left_out}.")
