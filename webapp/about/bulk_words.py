"""The parts of a source that files of more than 20 listings hold, in plain words."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from types import MappingProxyType

from index.records import BulkGroup
from webapp.words.translate import N_, _

_GROUPS: Mapping[BulkGroup, str] = MappingProxyType(
    {
        BulkGroup.NAMES: N_("names of people and clinics"),
        BulkGroup.PLACES: N_("addresses"),
        BulkGroup.CONTACTS: N_("phone, fax and website"),
        BulkGroup.LICENSES: N_("licenses, NPIs and what registers say"),
        BulkGroup.LETTERS: N_("letters after the name"),
        BulkGroup.PROFESSIONS: N_("professions and what they treat"),
        BulkGroup.QUOTES: N_("words on dry needling"),
    }
)


def held_in_files(lets: AbstractSet[BulkGroup]) -> str:
    """Return what such a file holds of a source that lets these groups leave, and what it leaves out."""
    left_out = [group for group in BulkGroup if group not in lets]
    if not left_out:
        return _("Everything that it says of a listing.")
    if not lets:
        said = N_("Only our own answer, with this source's name, page and day. Left out: %(groups)s.")
        return _(said, groups=_list(left_out))
    held = _list([group for group in BulkGroup if group in lets])
    return _("%(held)s. Left out: %(groups)s.", held=f"{held[0].upper()}{held[1:]}", groups=_list(left_out))


def _list(groups: list[BulkGroup]) -> str:
    return "; ".join(_(_GROUPS[group]) for group in groups)
