"""Groups of values that a source lets leave in bulk: a file or answer of more than 20 records, or a walk by tokens."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from index.records.correction import DENIES

MOST_TICKED = 20
"""Records of a file or answer that is not bulk."""


class BulkGroup(StrEnum):
    """A group of claim fields. Our own answer, the source's name, its page and the day leave without any group."""

    NAMES = "names"
    PLACES = "places"
    CONTACTS = "contacts"
    LICENSES = "licenses"
    LETTERS = "letters"
    PROFESSIONS = "professions"
    QUOTES = "quotes"


GROUP_OF: Mapping[str, BulkGroup] = MappingProxyType(
    {
        "name": BulkGroup.NAMES,
        "former_name": BulkGroup.NAMES,
        "organization": BulkGroup.NAMES,
        "address": BulkGroup.PLACES,
        "phone": BulkGroup.CONTACTS,
        "fax": BulkGroup.CONTACTS,
        "website": BulkGroup.CONTACTS,
        "license": BulkGroup.LICENSES,
        "npi": BulkGroup.LICENSES,
        "credential": BulkGroup.LETTERS,
        "unknown_credential": BulkGroup.LETTERS,
        "profession": BulkGroup.PROFESSIONS,
        "taxonomy": BulkGroup.PROFESSIONS,
        "condition": BulkGroup.PROFESSIONS,
        "dry_needling_person": BulkGroup.QUOTES,
        "dry_needling_clinic": BulkGroup.QUOTES,
    }
)
"""The group of each claim field. A field without a group never leaves in bulk."""


def group_of(field: str) -> BulkGroup | None:
    """Return the group of a claim field; a report that a value is wrong belongs to the value's group."""
    return GROUP_OF.get(field.removeprefix(DENIES))
