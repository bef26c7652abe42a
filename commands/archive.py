"""`pinpoint archive`: deletes expired archived pages, and checks that the others can be read."""

import click

from commands.output import echo_json, json_option
from crawler.archive.reader import PageReader
from crawler.archive.retention import prune as prune_archive
from crawler.archive.warc import DamagedRecordError
from index import settings
from index.store.database import store_of_home
from index.store.runs import pages, runs

EXIT_DAMAGED = 1
MEGABYTE = 1_000_000


@click.group()
def archive() -> None:
    """Delete expired archived pages, and check the others."""


@archive.command()
@click.option("--dry-run", is_flag=True, help="Only say what would be deleted.")
@json_option
def prune(dry_run: bool, as_json: bool) -> None:
    """Delete the archived pages of expired runs; docs/archive.md says which."""
    with store_of_home() as store:
        pruned = prune_archive(store, settings.current(), dry_run=dry_run)
    if as_json:
        echo_json(pruned.as_dict())
        return
    would = "would delete" if dry_run else "deleted"
    click.echo(f"{would} the pages of {pruned.runs} runs, {pruned.files} files, {pruned.bytes / MEGABYTE:.1f} MB")


@archive.command()
@click.argument("run_id", metavar="RUN", type=int)
@json_option
@click.pass_context
def check(context: click.Context, run_id: int, as_json: bool) -> None:
    """Read every archived page of a run, and list those that can no longer be read."""
    reader = PageReader(settings.current().archive)
    readable, damaged = 0, []
    with store_of_home() as store, store.read() as connection:
        runs.get(connection, run_id)
        for page in pages.of_run(connection, run_id):
            try:
                reader.page(page.file, page.offset, page.length)
                readable += 1
            except DamagedRecordError as damage:
                damaged.append({"sequence": page.sequence, "url": page.url, "damage": str(damage)})
    reader.close()
    if as_json:
        echo_json({"run": run_id, "readable": readable, "damaged": damaged})
    else:
        click.echo(f"run {run_id}: {readable} pages can be read, {len(damaged)} cannot")
        for one in damaged:
            click.echo(f"  {one['url']}: {one['damage']}")
    if damaged:
        context.exit(EXIT_DAMAGED)
