"""The 50 states and the District of Columbia, by the names that their pages have."""

from collections.abc import Mapping
from functools import cache

from index.places.states import state_name

_CODES = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO "
    "MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY"
)
CODES = tuple(_CODES.split())
"""In the order of their names."""


@cache
def by_slug() -> Mapping[str, str]:
    """Return "CO" for "colorado", "DC" for "district-of-columbia", and so on, in the order of names."""
    return {slug_of(code): code for code in CODES}


def slug_of(code: str) -> str:
    """Return the last part of the address of a state's page."""
    return state_name(code).lower().replace(" ", "-")
