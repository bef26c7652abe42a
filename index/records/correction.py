"""The source of what people told us themselves: what it is called, and how long its word stands alone."""

from datetime import date, timedelta
from enum import StrEnum

TOLD_US = "told_us"
"""The source of accepted corrections. No crawl reads it, so none withdraws from it."""

ASKED_AGAIN_AFTER = timedelta(days=365)
"""So long what we were told stands before what sources say, whatever they say (docs/principles.md, rule 10)."""

DENIES = "not_"
"""What the field of a claim begins with that says of a value that it is wrong: `not_phone`."""


class ToldBy(StrEnum):
    """Who told us. The id of a listing of `told_us` begins with it."""

    PERSON = "person"
    CLINIC = "clinic"


def is_due(told_on: date, today: date) -> bool:
    """Tell whether it is time to ask again whether what we were told still holds."""
    return today - told_on >= ASKED_AGAIN_AFTER
