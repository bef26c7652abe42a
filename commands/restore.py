"""`pinpoint restore`: makes a home of a backup, or with `--drill` shows that this would work."""

import sys
from pathlib import Path

import click

from commands.output import echo_json, json_option, progress
from index import settings
from index.backup.backup_manifest import SignedBackup, open_backup
from index.backup.drill import DrillReport
from index.backup.drill import drill as run_drill
from index.backup.restore import RestoreChoices, RestoreReport
from index.backup.restore import restore as restore_backup
from index.backup.stored_file import read_identities
from index.exit_status import EXIT_HELD
from index.published.removals_copy import RemovalsCopy, read_copy
from index.settings import Settings
from index.signing import read_keyring

_file = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("folder", metavar="BACKUP", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--into", type=click.Path(path_type=Path), help="The new home; default: PINPOINT_HOME. It may hold no other home."
)
@click.option("--identity", type=_file, help="File of the age private key that an encrypted backup needs.")
@click.option("--removals", type=_file, help="Second place of removals; default: PINPOINT_REMOVALS_COPY.")
@click.option("--accept-key", metavar="ID", default="", help="Trust this signing key, which is not known here.")
@click.option("--drill", is_flag=True, help="Restore aside, publish, ask, delete; the home stays as it is.")
@json_option
def restore(
    folder: Path,
    into: Path | None,
    identity: Path | None,
    removals: Path | None,
    accept_key: str,
    drill: bool,
    as_json: bool,
) -> None:
    """Verify BACKUP and make a home of it: signature, checksums, later removals, then resolve and publish."""
    if drill and into:
        raise click.UsageError("--drill restores into a folder of its own; leave --into out")
    here = settings.current()
    backup = open_backup(folder, read_keyring(here.keys), accepted=accept_key)
    with progress(quiet=as_json) as show:
        choices = RestoreChoices(
            identities=read_identities(identity) if identity else (),
            removals=_second_place(here, removals),
            progress=show,
        )
        if drill:
            drilled = run_drill(backup, here, choices)
        else:
            restored = restore_backup(backup, here, into or here.home, choices)
    if drill:
        _print_drill(drilled, as_json=as_json)
        return
    _print_restore(restored, as_json=as_json)
    if restored.held or (restored.waits and backup.manifest.publication):
        sys.exit(EXIT_HELD)


def _second_place(here: Settings, named: Path | None) -> RemovalsCopy | None:
    """Return the content of the second place; a path that is set must lead to it, as it knows who must stay hidden."""
    path = named or here.removals_copy
    if path is None:
        return None
    try:
        return read_copy(path)
    except FileNotFoundError as error:
        raise click.ClickException(
            f"there is no {path}; mount its disk, or name it with --removals. To restore without it, unset "
            "PINPOINT_REMOVALS_COPY: removals after the backup are then not known"
        ) from error


def _facts(report: RestoreReport) -> dict[str, object]:
    manifest, applied = report.backup.manifest, report.removals
    return {
        "backup": str(report.backup.folder),
        "moment": manifest.moment,
        "key_id": report.backup.key_id,
        "home": str(report.home),
        "counts": report.counts,
        "removals": applied
        and {
            "added": applied.added,
            "ended": applied.ended,
            "damaged_lines": applied.damaged,
            "closed_states": list(applied.closed),
        },
        "uncovered_days": [f"{day}" for day in report.uncovered],
        "generation": report.published.generation if report.published else None,
        "providers": report.published.manifest.counts["providers"] if report.published else None,
        "held": list(report.held),
        "waits": report.waits,
    }


def _print_restore(report: RestoreReport, *, as_json: bool) -> None:
    if as_json:
        echo_json(_facts(report))
        return
    _print_origin(report.backup)
    click.echo(
        f"{report.home} is restored with {report.counts['listings']} listings of {report.counts['sources']} sources."
    )
    _print_removals(report)
    if report.published:
        shown = report.published.manifest.counts["providers"]
        click.echo(f"Generation {report.published.generation} is current: {shown} people and clinics.")
    for cause in report.held:
        click.echo(f"- {cause}", err=True)
    if report.waits:
        click.echo(f"Nothing is published yet: {report.waits}.", err=True)


def _print_origin(backup: SignedBackup) -> None:
    click.echo(f"The backup of {backup.manifest.moment:%Y-%m-%d %H:%M} UTC is whole, signed by {backup.key_id}.")


def _print_removals(report: RestoreReport) -> None:
    if report.removals is None:
        first, last = report.uncovered[0], report.uncovered[-1]
        click.echo(
            f"Without the second place of removals: who asked to be left out from {first} to {last}, after the backup, "
            "is shown again. Look through your mail of these days, and `pinpoint remove` them. States that were closed "
            "in these days are open: `pinpoint launch --close-state`.",
            err=True,
        )
        return
    click.echo(f"The second place of removals added {report.removals.added} entries and ended {report.removals.ended}.")
    if report.removals.closed:
        click.echo(f"Closed since the backup, and closed here too: {', '.join(report.removals.closed)}.")
    if report.removals.damaged:
        click.echo(f"{report.removals.damaged} lines of it are damaged; what they left out is not known.", err=True)


def _print_drill(report: DrillReport, *, as_json: bool) -> None:
    facts = _facts(report.restored) | {"questions": report.questions, "same_content": report.same_content}
    del facts["home"]
    if as_json:
        echo_json(facts)
        return
    _print_origin(report.restored.backup)
    click.echo(
        f"Restored aside and published: {report.providers} people and clinics, {report.questions} questions answered."
    )
    if report.same_content is not None:
        content = "equals" if report.same_content else "differs from"
        click.echo(f"The content {content} the generation that was current at that moment.")
    if report.same_content is False:
        click.echo("That is right where something waited to be published then, or somebody was removed since.")
    click.echo("The copy is deleted; the day is recorded for `pinpoint doctor`.")
