"""Applies the second place of removals to a restored home: left out, hidden or shown again since, and open states."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from index.corrections.case_row import CaseRow, all_cases
from index.corrections.settling import close
from index.corrections.showing import KnownIds, known_ids
from index.corrections.suppression.removal import NotSuppressedError, lift
from index.publish.open_states import follow
from index.published.overlay import change_overlay, read_overlay
from index.published.removals_copy import Removals, RemovalsCopy
from index.store import Store

WHO = "restore"
STATES_REASON = "the open states after the backup, says the second place of removals"
REASON = "shown again after the backup, says the second place of removals"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedRemovals:
    """Numbers of entries (ids, keys, hidden fields) that a second place added and ended, and of its damaged lines.

    `closed` are the states that were closed after the backup.
    """

    added: int = 0
    ended: int = 0
    damaged: int = 0
    closed: tuple[str, ...] = ()


def apply_removals(store: Store, folder: Path, copy: RemovalsCopy, moment: datetime) -> AppliedRemovals:
    """Bring the overlay of a folder of generations, and the store, to what the second place says.

    Everything that it holds in force is left out or hidden, whatever its day. What ended counts only if it ended at
    `moment`, the backup's, or later: the backup may know of a removal that the second place could not be written.
    """
    before = read_overlay(folder).removals
    in_force, ended = copy.in_force, copy.ended_since(moment)
    if ended:
        _end_in_store(store, ended)
    after = change_overlay(folder, lambda overlay: overlay.with_removals((overlay.removals - ended) | in_force))
    added = after.removals - before
    closed: frozenset[str] = frozenset()
    if copy.launches and copy.launches[-1].at >= moment:
        closed = follow(store, folder, copy.launches[-1].states, who=WHO, reason=STATES_REASON)
    return AppliedRemovals(
        added=len(added), ended=len(before & ended), damaged=copy.damaged, closed=tuple(sorted(closed))
    )


def _end_in_store(store: Store, ended: Removals) -> None:
    """Lift removals and close cases, so that the store does not carry them into the overlay again."""
    for provider in sorted(ended.suppressed):
        with suppress(NotSuppressedError):  # of a removal that is newer than the backup, or lifted under another id
            lift(store, provider, WHO, REASON)
    with store.write() as connection:
        known = known_ids(connection)
        for one in all_cases(connection):
            if _has_ended(one, known, ended):
                close(connection, one, WHO, REASON, restore=True)


def _has_ended(one: CaseRow, known: KnownIds, ended: Removals) -> bool:
    if not one.provider:
        return False
    ids = known.of(one.provider)
    if one.hides_listing:
        return not ids.isdisjoint(ended.suppressed)
    fields = {(provider, name) for provider in ids for name in one.hidden_fields}
    return bool(fields) and fields <= ended.hidden
