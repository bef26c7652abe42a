"""What holds a listing to its place: its key, where the source keeps an id for the same person; else evidence alone."""

from collections.abc import Mapping

from index.resolve.clusters import Member
from index.resolve.traits import Key


def held_together(previous: Mapping[Key, Member], loose: frozenset[str]) -> Mapping[Key, Member]:
    """Return who stays with whom for having stood together; listings of `loose` sources do not."""
    return {key: one for key, one in previous.items() if key[0] not in loose} if loose else previous


def keeping_ids(
    previous: Mapping[Key, Member], names: Mapping[Key, str], loose: frozenset[str]
) -> Mapping[Key, Member]:
    """Return who brings an id along; a listing of a `loose` source only under the very name that it had."""
    if not loose:
        return previous
    return {
        key: one for key, one in previous.items() if key[0] not in loose or names.get(key, one.name_key) == one.name_key
    }
