"""`pinpoint evidence`: everything needed to vet one published practitioner or clinic."""

from datetime import datetime

import click

from commands.output import echo_json, json_option
from index import clock, settings
from index.published.reader import Generation, GoneError, NothingPublishedError, PublishedReader
from index.records import Provider
from index.vetting.document import evidence_document
from index.vetting.provider_evidence import evidence_of
from index.vetting.report import report_lines


@click.command()
@click.argument("provider_id", metavar="ID")
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Judge rules and readings as of this day; default: today.",
)
@json_option
def evidence(provider_id: str, on: datetime | None, as_json: bool) -> None:
    """Show for each place of ID what is known, what is unknown, and what remains to be asked."""
    try:
        generation = PublishedReader(settings.current().generations).generation()
    except NothingPublishedError as error:
        raise click.ClickException(str(error)) from error
    provider = _published(generation, provider_id)
    day = on.date() if on else clock.today()
    found = evidence_of(provider, generation.rules, day, generation.manifest.registers)
    document = evidence_document(provider, found, day)
    if as_json:
        echo_json(document)
    else:
        for line in report_lines(document):
            click.echo(line)


def _published(generation: Generation, provider_id: str) -> Provider:
    if generation.was_mixed_up(provider_id):
        raise click.ClickException(
            f"{provider_id} mixed up two people and leads to neither; `pinpoint resolve parted` lists their ids"
        )
    try:
        provider = generation.provider(provider_id)
        if provider is None and (now := generation.redirect(provider_id)):
            provider = generation.provider(now)
    except GoneError as error:
        raise click.ClickException(f"{error}; `pinpoint cases list --all` shows who left it out") from error
    if provider is None:
        raise click.ClickException(
            f"nobody is published as {provider_id!r}; `pinpoint search PLACE --include-no-word --json` lists ids"
        )
    return provider
