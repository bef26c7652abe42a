"""The source of corrections sent to us: its id, and how long a correction outranks other sources."""

from datetime import date, timedelta
from enum import StrEnum

TOLD_US = "told_us"
"""The source of accepted corrections. No crawl reads it, so none withdraws from it."""

ASKED_AGAIN_AFTER = timedelta(days=365)
"""Time for which a correction outranks all sources (docs/principles.md, rule 10)."""

DENIES = "not_"
"""Prefix of a claim's field where the claim says that a value is wrong: `not_phone`."""


HOURS, LANGUAGES, NEW_PATIENTS = "hours", "languages", "new_patients"
DETAILS = (HOURS, NEW_PATIENTS, LANGUAGES)
"""Fields that only the listed state: no source that we read has them."""

LAPSING = frozenset({HOURS, NEW_PATIENTS})
"""Fields whose values are shown for the days of the setting `detail_days` only, unless somebody renews them."""


class Sender(StrEnum):
    """The sender of a correction. Ids of `told_us` listings begin with it."""

    PERSON = "person"
    CLINIC = "clinic"


def is_due(corrected_on: date, today: date) -> bool:
    """Return whether a correction is old enough that its sender has to be asked again."""
    return today - corrected_on >= ASKED_AGAIN_AFTER
