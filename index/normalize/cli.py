"""The command `normalize`: how a name, credentials, an address, a phone number or a statement is read."""

import sys
from collections.abc import Iterator

import click

from index.console import echo_json
from index.normalize.json_forms import READERS


@click.command(name="normalize")
@click.argument("what", type=click.Choice(sorted(READERS)))
@click.argument("text")
def normalize_text(what: str, text: str) -> None:
    """Read TEXT and write what was understood as JSON; with `-`, read one text a line from standard input."""
    for line in _lines(text):
        echo_json(READERS[what](line))


def _lines(text: str) -> Iterator[str]:
    if text != "-":
        yield text
        return
    for line in sys.stdin:
        yield line.rstrip("\r\n")
