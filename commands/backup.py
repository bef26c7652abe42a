"""`pinpoint backup`: writes a signed backup of the home while everything runs."""

import os
from pathlib import Path

import click

from commands.output import echo_json, json_option, progress
from index import settings
from index.backup.backup import BackupParts, BackupReport, make_backup
from index.backup.old_backups import prune_backups
from index.backup.stored_file import recipient
from index.signing import read_keyring


@click.command()
@click.argument("place", metavar="[DIR]", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.option("--archive", is_flag=True, help="With the archived pages, so that runs can be replayed.")
@click.option("--encrypt-to", metavar="KEY", help="An age public key (age1…); only its private key can restore.")
@click.option("--private-key", is_flag=True, help="With the private signing key; the restored home then signs with it.")
@click.option("--settings", "with_settings", is_flag=True, help="With the settings file, which may hold passwords.")
@click.option("--keep", type=click.IntRange(min=1), help="Then delete all but the newest N whole backups of this home.")
@json_option
def backup(
    place: Path | None,
    archive: bool,
    encrypt_to: str | None,
    private_key: bool,
    with_settings: bool,
    keep: int | None,
    as_json: bool,
) -> None:
    """Back the home up into a new folder in DIR (or PINPOINT_BACKUP_DIR), while crawls go on."""
    here = settings.current()
    target = place or here.backup_dir
    if target is None:
        raise click.UsageError("name a folder on another disk: `pinpoint backup DIR`, or set PINPOINT_BACKUP_DIR")
    parts = BackupParts(
        archive=archive, private_key=private_key, settings_file=_settings_file() if with_settings else None
    )
    with progress(quiet=as_json) as show:
        made = make_backup(here, target, parts=parts, to=recipient(encrypt_to) if encrypt_to else None, progress=show)
    deleted = prune_backups(target, read_keyring(here.keys), keep) if keep else []
    if as_json:
        echo_json(_facts(made) | {"deleted": [str(folder) for folder in deleted]})
        return
    _print_report(made, deleted)


def _settings_file() -> Path:
    path = Path(os.environ.get("PINPOINT_CONFIG", "pinpoint.toml"))
    if not path.is_file():
        raise click.UsageError(f"there is no settings file {path}; leave --settings out")
    return path


def _facts(made: BackupReport) -> dict[str, object]:
    manifest = made.manifest
    return {
        "folder": str(made.folder),
        "moment": manifest.moment,
        "key_id": made.key_id,
        "encrypted_to": manifest.encrypted_to,
        "schema": manifest.schema,
        "files": len(manifest.files),
        "size": manifest.size,
        "counts": dict(manifest.counts),
        "covers": list(manifest.covers),
        "leaves_out": list(manifest.leaves_out),
    }


def _print_report(made: BackupReport, deleted: list[Path]) -> None:
    manifest = made.manifest
    click.echo(f"{made.folder}: {len(manifest.files)} files, {manifest.size >> 10} KiB, signed by {made.key_id}.")
    click.echo(f"With: {', '.join(manifest.covers)}.")
    click.echo(f"Without: {'; '.join(manifest.leaves_out)}.")
    if deleted:
        click.echo(f"Deleted {len(deleted)} older backups: {', '.join(folder.name for folder in deleted)}.")
    click.echo(f"Note the key {made.key_id} down: a new machine trusts the backup by it.")
