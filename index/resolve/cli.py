"""`pinpoint resolve`: find which listings speak of one practitioner or clinic."""

import click

from index.console import echo_json, json_option, progress, store_of_home
from index.resolve.resolution import resolve as resolve_store


@click.command()
@json_option
def resolve(as_json: bool) -> None:
    """Put listings of one practitioner or clinic together; ids stay as they were wherever they can."""
    with store_of_home() as store, progress(quiet=as_json) as told:
        report = resolve_store(store, progress=told)
    if as_json:
        echo_json(report.as_dict())
        return
    click.echo(f"{report.listings} listings, {report.providers} practitioners and clinics")
    click.echo(f"{report.new} new, {report.merged} merged, {report.split} split, {report.changed} listings changed")
    if report.ambiguous:
        click.echo(f"{report.ambiguous} listings fit two NPI holders about equally well and joined neither")
    if report.oversized_blocks:
        click.echo(f"{report.oversized_blocks} groups of listings were too large to compare within")
    for name, count in report.vetoes.items():
        click.echo(f"{count} links refused: {name}")
