"""The name, NPI and website that are shown of a provider; the other spellings stay as claims."""

from collections.abc import Sequence

from index.evidence.overdue import newer_names
from index.evidence.trust import Trust
from index.records import Listing, PersonName, SeenListing


def named_by(listings: Sequence[SeenListing], trust: Trust) -> Listing:
    """Return the listing whose name is shown.

    A name that we were told comes first. People's and associations' own spelling comes before a register's, mixed
    case before capitals, a given name before an initial; then the order of trust decides.
    """
    others = [seen for seen in listings if seen.listing.corrects is None]
    told = trust.sorted(seen for seen in listings if seen.listing.corrects and seen.listing.name)
    if told:
        newer = newer_names(told[0], listings, trust.today)
        if not newer:
            return told[0].listing
        others = newer
    return min(others, key=lambda seen: (_plainness(seen, trust), trust.order(seen))).listing


def _plainness(seen: SeenListing, trust: Trust) -> tuple[bool, bool, bool, bool]:
    listing = seen.listing
    person = listing.person
    initial = person is not None and len(person.given.rstrip(".")) <= 1
    return seen.missing_since is not None, initial, listing.name.isupper(), trust.is_register(seen)


def person_of(listing: Listing, listings: Sequence[SeenListing]) -> PersonName:
    """Return the name in parts of the listing that is shown, or of the first that has any."""
    names = (seen.listing.person for seen in listings if seen.listing.person)
    return listing.person or next(names, PersonName(given="", family=listing.name))


def npi_of(listings: Sequence[SeenListing], trust: Trust) -> str:
    """Return the NPI: a register's before one that somebody typed."""
    holders = [seen for seen in listings if seen.listing.npi]
    holders.sort(key=lambda seen: not trust.is_register(seen))
    return holders[0].listing.npi if holders else ""


def website_of(listings: Sequence[SeenListing]) -> str:
    """Return the website of the listing that is trusted first for it."""
    return next((seen.listing.website for seen in listings if seen.listing.website), "")
