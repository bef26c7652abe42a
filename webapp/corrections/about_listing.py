"""The listing that a form is about."""

import re

from index.published.overlay import OverlayError
from index.published.reader import GoneError, NothingPublishedError
from index.records import Provider
from webapp import published
from webapp.stated.listing_address import ID

_ADDRESS = re.compile(rf"/(?:people|clinics)/({ID.pattern})")


def listing_of(provider_id: str) -> Provider | None:
    """Return the listing of an id, merges followed; None for an id that never existed.

    Raises GoneError for a listing that is no longer shown, and NothingPublishedError.
    """
    generation = published.generation()
    return generation.provider(generation.redirect(provider_id) or provider_id)


def listing_in_words(which: str) -> Provider | None:
    """Return the listing whose address is part of a text, None where no shown listing has it."""
    found = _ADDRESS.search(which)
    if found is None:
        return None
    try:
        return listing_of(found[1])
    except (GoneError, NothingPublishedError, OverlayError):
        return None
