"""Carries removals into the overlay, which every reader obeys within a second, whatever generation it serves."""

from dataclasses import replace
from pathlib import Path

from index.corrections.suppression.removal import Removal, Suppressions, load
from index.published.overlay import Overlay, change_overlay
from index.store import Store


def hide(store: Store, folder: Path) -> Overlay:
    """Add every removal in force to the overlay of a folder of generations, and return the overlay.

    No entry is taken out: the overlay may have requests newer than the backup that the store came from.
    """
    in_force = _in_force(store)
    return change_overlay(folder, lambda overlay: overlay.suppressing(in_force.ids, in_force.keys))


def show_again(store: Store, folder: Path, lifted: Removal) -> Overlay:
    """Take a lifted removal out of the overlay, except ids and keys that another request covers."""
    in_force = _in_force(store)

    def without(overlay: Overlay) -> Overlay:
        return replace(
            overlay,
            suppressed=(overlay.suppressed - lifted.ids) | in_force.ids,
            keys=(overlay.keys - lifted.keys) | in_force.keys,
        )

    return change_overlay(folder, without)


def _in_force(store: Store) -> Suppressions:
    with store.read() as connection:
        return load(connection)
