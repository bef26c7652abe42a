"""Carries who is left out into the overlay, which every reader obeys within a second, whatever it serves."""

from dataclasses import replace
from pathlib import Path

from index.corrections.suppression.removal import Removal, Suppressions, load
from index.published.overlay import Overlay, change_overlay
from index.store import Store


def hide(store: Store, folder: Path) -> Overlay:
    """Add everybody who is left out to the overlay of a folder of generations, and return that.

    Nobody is taken out of it: it may know of requests made after the backup that the store came from.
    """
    standing = _standing(store)
    return change_overlay(folder, lambda overlay: overlay.suppressing(standing.ids, standing.keys))


def show_again(store: Store, folder: Path, lifted: Removal) -> Overlay:
    """Take out of the overlay what `lift` returned, as far as no other request asks for the same."""
    standing = _standing(store)

    def without(overlay: Overlay) -> Overlay:
        return replace(
            overlay,
            suppressed=(overlay.suppressed - lifted.ids) | standing.ids,
            keys=(overlay.keys - lifted.keys) | standing.keys,
        )

    return change_overlay(folder, without)


def _standing(store: Store) -> Suppressions:
    with store.read() as connection:
        return load(connection)
