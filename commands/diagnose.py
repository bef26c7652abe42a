"""`pinpoint diagnose`: one page on what is wrong with a source, and the next step."""

import click

from commands.output import echo_json, json_option
from commands.sources import refreshed, source_argument
from crawler.gates.code_version import code_version
from crawler.sources.definition import SourceDefinition
from crawler.worker.diagnosis import diagnose, diagnosis_lines
from index import settings
from index.store import sources
from index.store.database import store_of_home


@click.command(name="diagnose")
@source_argument
@json_option
def diagnose_command(source_id: str, as_json: bool) -> None:
    """Show what is wrong with a source: verdict, causes with advice, what changed since it was read well, next step."""
    with store_of_home() as store:
        definition = refreshed(store).get(source_id)
        with store.read() as connection:
            sources.get(connection, source_id)
            found = diagnose(connection, source_id, code_now=_code_now(definition), settings=settings.current())
    if as_json:
        echo_json(found.as_dict())
        return
    for line in diagnosis_lines(found):
        click.echo(line)


def _code_now(definition: SourceDefinition | None) -> str:
    """Return the code version of a run that began now; "" where its file is gone or names no platform."""
    return code_version(definition) if definition and definition.platform else ""
