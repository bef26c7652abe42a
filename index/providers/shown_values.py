"""The name, NPI, website, professions, credentials, licenses and conditions shown for a provider."""

from collections.abc import Iterable, Sequence
from functools import cache

from index.normalize.text import fold_text
from index.providers.corrected_values import newer_names
from index.providers.trust import Trust
from index.records import Credential, License, Listing, PersonName, Profession, SeenListing
from index.vocabulary.credentials import credentials as vocabulary


def named_by(listings: Sequence[SeenListing], trust: Trust) -> Listing:
    """Return the listing whose name is shown.

    A corrected name comes first. A person's or association's spelling comes before a register's, mixed case before
    capitals, a given name before an initial; then the order of trust decides.
    """
    others = [seen for seen in listings if seen.listing.corrects is None]
    corrections = trust.sorted(seen for seen in listings if seen.listing.corrects and seen.listing.name)
    if corrections:
        newer = newer_names(corrections[0], listings, trust.today)
        if not newer:
            return corrections[0].listing
        others = newer
    return min(others, key=lambda seen: (_plainness(seen, trust), trust.order(seen))).listing


def _plainness(seen: SeenListing, trust: Trust) -> tuple[bool, bool, bool, bool]:
    listing = seen.listing
    person = listing.person
    initial = person is not None and len(person.given.rstrip(".")) <= 1
    return seen.missing_since is not None, initial, listing.name.isupper(), trust.is_register(seen)


def person_of(listing: Listing, listings: Sequence[SeenListing]) -> PersonName:
    """Return the name in parts of the shown listing, or of the first listing that has one."""
    names = (seen.listing.person for seen in listings if seen.listing.person)
    return listing.person or next(names, PersonName(given="", family=listing.name))


def npi_of(listings: Sequence[SeenListing], trust: Trust) -> str:
    """Return the NPI, a register's before another source's; "" without one."""
    holders = [seen for seen in listings if seen.listing.npi]
    holders.sort(key=lambda seen: not trust.is_register(seen))
    return holders[0].listing.npi if holders else ""


def website_of(listings: Sequence[SeenListing]) -> str:
    """Return the website of the most trusted listing that has one; "" without one."""
    return next((seen.listing.website for seen in listings if seen.listing.website), "")


def professions(listings: Iterable[SeenListing]) -> tuple[Profession, ...]:
    """Return all professions in the order of the vocabulary."""
    held = {profession for seen in listings for profession in seen.listing.professions}
    return tuple(profession for profession in Profession if profession in held)


def credentials(listings: Sequence[SeenListing]) -> tuple[Credential, ...]:
    """Return one credential a code, in the order of the vocabulary; one that names its issuer wins."""
    by_code: dict[str, Credential] = {}
    for seen in listings:
        for credential in seen.listing.credentials:
            before = by_code.get(credential.code)
            if before is None or (credential.issuer and not before.issuer):
                by_code[credential.code] = credential
    return tuple(sorted(by_code.values(), key=lambda credential: (_position(credential.code), credential.raw)))


@cache
def _positions() -> dict[str, int]:
    return {code: position for position, code in enumerate(vocabulary())}


def _position(code: str) -> int:
    return _positions().get(code, len(_positions()))


def unknown_credentials(listings: Iterable[SeenListing]) -> tuple[str, ...]:
    """Return all unknown credentials as written, each spelling once."""
    spelled = {unknown for seen in listings for unknown in seen.listing.unknown_credentials}
    return tuple(sorted(spelled, key=lambda text: (fold_text(text), text)))


def licenses(listings: Iterable[SeenListing]) -> tuple[License, ...]:
    """Return all licenses by state, profession and number."""
    held = {one for seen in listings for one in seen.listing.licenses}
    return tuple(sorted(held, key=lambda one: (one.state, list(Profession).index(one.profession), one.number)))


def taxonomies(listings: Iterable[SeenListing]) -> tuple[str, ...]:
    """Return all NUCC codes, the primary one of the first listing first."""
    return tuple(dict.fromkeys(code for seen in listings for code in seen.listing.taxonomies))


def conditions(listings: Iterable[SeenListing]) -> tuple[str, ...]:
    """Return all conditions, sorted."""
    return tuple(sorted({condition for seen in listings for condition in seen.listing.conditions}))
