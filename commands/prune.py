"""`pinpoint prune`: deletes texts, logs and details of runs that are older than their settings."""

from datetime import timedelta

import click

from commands.output import echo_json, json_option
from index import clock, settings
from index.backup.old_backups import backups_before
from index.retention.prune import PruneReport
from index.retention.prune import prune as prune_home
from index.retention.prune import vacuum as vacuum_store
from index.store.database import store_of_home


@click.command()
@click.option("--dry-run", is_flag=True, help="Only say what would be deleted.")
@click.option(
    "--vacuum", is_flag=True, help="Then write the store's file anew; once, for a store of an earlier version."
)
@json_option
def prune(dry_run: bool, vacuum: bool, as_json: bool) -> None:
    """Delete what is older than its setting; the worker does it once a day."""
    if dry_run and vacuum:
        raise click.UsageError("--vacuum writes the store anew, and --dry-run changes nothing: choose one")
    with store_of_home() as store:
        report = prune_home(store, settings.current(), dry_run=dry_run)
        if vacuum:
            vacuum_store(store)
    here = settings.current()
    old = [one.folder for one in backups_before(here, clock.now() - timedelta(days=here.case_text_days))]
    if as_json:
        echo_json(report.as_dict() | {"dry_run": dry_run, "vacuum": vacuum, "old_backups": old})
        return
    _print(report, "would delete" if dry_run else "deleted")
    if old:
        click.echo(
            f"Not deleted, and older than {here.case_text_days} days, so that they may hold deleted texts: "
            f"{', '.join(old)}"
        )


def _print(report: PruneReport, done: str) -> None:
    click.echo(
        f"{done} texts and contacts of {report.case_texts} settled cases, {report.inbox_files} inbox files,"
        f" {report.logs} logs, details of {report.runs} runs ({report.run_rows} rows)"
    )
    if report.refused:
        click.echo(f"{report.refused} files could not be deleted; who owns their folder? (docs/deploy.md)", err=True)
    if not report.is_log_empty:
        click.echo("Somebody reads the store, so its log may hold what was deleted: run it again later.", err=True)
