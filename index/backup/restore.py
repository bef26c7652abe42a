"""Makes a home of a backup: verifies all of it, fills a folder aside, and gives it the home's name at the end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import delete

from index import clock
from index.backup import restored_home
from index.backup.backup_manifest import NEXT_TO_CURRENT, OVERLAY, STORE, BackupManifest, SignedBackup
from index.backup.restored_removals import AppliedRemovals, apply_removals
from index.backup.store_copy import counts_of, schema_of
from index.backup.stored_file import Identity, IdentityKeyError, StoredFileError, check_stored, take_out
from index.corrections.intake import take
from index.file_modes import SHARED_FILE, make_shared_folder
from index.publish.publish_gate import HoldAcceptance, PublicationHeldError
from index.publish.publisher import PublishReport, publish
from index.published.closed import FILE as CLOSED
from index.published.pin import PinError, PinnedError, remove_pin
from index.published.removals_copy import RemovalsCopy
from index.resolve.resolution import resolve
from index.settings import Settings
from index.signing.keys import add_public, read_keyring
from index.store import Store, audit
from index.store.database import MIGRATIONS, open_store
from index.store.freeze import FrozenError, current_freeze, unfreeze
from index.store.schema import console_form, console_session

Progress = Callable[[str, int], None]
INBOX_FILE = 0o640
WHO = "restore"


class NewerSchemaError(ValueError):
    """The backup's store is of a newer version of Pinpoint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreReport:
    """A restored home: the backup it came from, the removals applied, and its first generation.

    `removals` is None without a second place of removals; `uncovered` are then the days whose removals are unknown.
    `published` is None where nothing was published; `waits` says why and what to do.
    """

    backup: SignedBackup
    home: Path
    counts: dict[str, int]
    removals: AppliedRemovals | None
    uncovered: tuple[date, ...] = ()
    published: PublishReport | None = None
    held: tuple[str, ...] = ()
    waits: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreChoices:
    """Options of a restore. `acceptance` publishes although the gate holds it, as only a drill does."""

    identities: Sequence[Identity] = ()
    removals: RemovalsCopy | None = None
    acceptance: HoldAcceptance | None = None
    progress: Progress = field(default=lambda *_: None)


def check_backup(backup: SignedBackup, identities: Sequence[Identity]) -> None:
    """Compare every file of a backup with its manifest, and its schema with this version; changes nothing.

    Raises NewerSchemaError, IdentityKeyError and StoredFileError.
    """
    manifest = backup.manifest
    if manifest.schema not in _known_schemas():
        raise NewerSchemaError(
            f"{backup.folder} has a store of schema {manifest.schema} (Pinpoint {manifest.version}), which this "
            "version does not know; install that version or a newer one"
        )
    if manifest.encrypted_to and not identities:
        raise IdentityKeyError(f"{backup.folder} is encrypted to {manifest.encrypted_to}; give its key with --identity")
    for name, file in manifest.files.items():
        check_stored(backup.folder / manifest.stored_name(name), file)


def restore(backup: SignedBackup, here: Settings, home: Path, choices: RestoreChoices) -> RestoreReport:
    """Restore a verified backup as a new home; resolve and publish it if the backed-up home had published.

    Raises HomeInUseError, HomeNotEmptyError, what `check_backup` raises, and OSError; then there is no new home.
    """
    restored_home.check_free(home)
    check_backup(backup, choices.identities)
    with restored_home.filled_aside(home) as aside:
        _take_files_out(backup, aside, choices)
        counts = _check_store(aside, backup.manifest)
        settings = here.model_copy(update={"home": aside, "store_url": "", "removals_copy": None})
        add_public(settings.keys, read_keyring(here.keys))  # what was revoked since the backup stays revoked
        with open_store(settings.database_url) as store:
            removals = _bring_up_to_date(store, settings, backup, choices)
            published, held, waits = _published(store, settings, backup.manifest, choices)
        restored_home.become(aside, home)
    return RestoreReport(
        backup=backup,
        home=home,
        counts=counts,
        removals=removals,
        uncovered=() if removals else tuple(_days(backup.manifest.moment)),
        published=published,
        held=held,
        waits=waits,
    )


def _take_files_out(backup: SignedBackup, aside: Path, choices: RestoreChoices) -> None:
    make_shared_folder(aside / "generations")
    for number, (name, file) in enumerate(sorted(backup.manifest.files.items()), 1):
        target = aside / "generations" / name if name in NEXT_TO_CURRENT else aside / name
        for folder in reversed([one for one in target.parents if aside in one.parents and not one.exists()]):
            folder.mkdir(mode=0o700)
        mode = SHARED_FILE if name in {OVERLAY, CLOSED} else INBOX_FILE if name.startswith("inbox/") else 0o600
        take_out(backup.folder / backup.manifest.stored_name(name), target, file, choices.identities, mode=mode)
        choices.progress("taking files out", number)


def _check_store(aside: Path, manifest: BackupManifest) -> dict[str, int]:
    """Compare the restored store with what the manifest says of it; return its counts."""
    counts = counts_of(aside / STORE)
    differing = {name for name, count in manifest.counts.items() if counts.get(name, count) != count}
    if schema_of(aside / STORE) != manifest.schema or differing:
        raise StoredFileError("the store of this backup has not the schema and counts of its manifest; take another")
    return counts


def _bring_up_to_date(
    store: Store, settings: Settings, backup: SignedBackup, choices: RestoreChoices
) -> AppliedRemovals | None:
    """Migrate, take the rest of the inbox in, apply later removals, and record the restore."""
    take(store, settings)
    copy = choices.removals
    applied = apply_removals(store, settings.generations, copy, backup.manifest.moment) if copy else None
    with store.write() as connection:
        for table in (console_session, console_form):  # who was signed out or disabled since must not be let in by them
            connection.execute(delete(table))
        subject = f"backup of {backup.manifest.moment:%Y-%m-%d %H:%M}"
        audit.record(connection, who=WHO, action="restore", subject=subject, note=f"signed by {backup.key_id}")
        if choices.acceptance and current_freeze(connection):
            unfreeze(connection, who=choices.acceptance.who, reason=choices.acceptance.reason)
    return applied


def _published(
    store: Store, settings: Settings, manifest: BackupManifest, choices: RestoreChoices
) -> tuple[PublishReport | None, tuple[str, ...], str]:
    """Resolve and publish; return the report, the causes of a hold, and a sentence where a person has to go on."""
    if manifest.publication is None:
        return None, (), "the backed-up home had published nothing; `pinpoint resolve` and `pinpoint publish` do it"
    if choices.acceptance:
        remove_pin(settings.generations)
    resolve(store, folder=settings.resolution, whole=True, progress=choices.progress)
    try:
        return publish(store, settings, acceptance=choices.acceptance, progress=choices.progress), (), ""
    except PublicationHeldError as error:
        waits = 'the publish gate holds it; look, then `pinpoint publish --accept --reason "why"`'
        return None, tuple(error.causes), waits
    except (FrozenError, PinnedError, PinError) as error:
        return None, (), str(error)


def _known_schemas() -> set[str]:
    return {path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")}


def _days(moment: datetime) -> list[date]:
    """Return the days from the backup's to today; all in UTC."""
    first = moment.date()
    return [first + timedelta(days=number) for number in range((clock.today() - first).days + 1)]
