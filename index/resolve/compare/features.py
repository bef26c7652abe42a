"""The comparable features of a listing: folded names, contacts and places.

A website counts by its registered domain (tldextract), unless several practices share that.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from tldextract import ExtractResult, TLDExtract

from index.normalize.match_keys import organization_key, street_key, town_key
from index.records import CredentialKind, Listing, ListingKind, PersonName, PracticeLocation, Profession
from index.resolve.compare.name_form import NameForm, name_form
from index.vocabulary.shared_hosts import shared_hosts

# the public suffix list inside the wheel, with site builders in its private section (webflow.io); no network, no cache
_extract = TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


@lru_cache(maxsize=100_000)
def practice_domain(url: str) -> str:
    """Return "example-pt.example" for a practice's own website, "" for none and for shared hosts.

    A subdomain of a site builder (ann-pt.github.io) is the practice's, unless the builder is among the shared hosts.
    """
    if not url:
        return ""
    parts = _extract(url)
    if parts.ipv4 or parts.ipv6:
        return parts.ipv4 or parts.ipv6
    labels = _labels(parts)
    if _shared_host(labels):
        return ""
    return (parts.top_domain_under_public_suffix or ".".join(labels[-2:])).lower().removeprefix("www.")


@lru_cache(maxsize=100_000)
def shared_site(url: str) -> str:
    """Return a shared host and the site on it, "builder.example|ann-pt.builder.example"; "" for any other website."""
    if not url:
        return ""
    parts = _extract(url)
    host = _shared_host(_labels(parts)) or (parts.suffix if parts.is_private else "")
    if not host:
        return ""
    site = url.split("://", 1)[-1].casefold().removeprefix("www.").partition("?")[0].rstrip("/")
    return f"{host.lower()}|{site}"


def _labels(parts: ExtractResult) -> list[str]:
    host = ".".join(filter(None, (parts.subdomain, parts.domain, parts.suffix)))
    return host.lower().split(".")


def _shared_host(labels: list[str]) -> str:
    hosts = (".".join(labels[at:]) for at in range(len(labels) - 1))
    return next((host for host in hosts if host in shared_hosts()), "")


Key = tuple[str, str]
"""(source, source_id) of a listing."""

_RARER = frozenset({CredentialKind.BOARD_CERTIFICATION, CredentialKind.COURSE, CredentialKind.STATE_AUTHORIZATION})


@dataclass(frozen=True, slots=True)
class Features:
    """The comparable features of one listing."""

    key: Key
    person: bool
    register: bool
    """True if it comes from an NPI register, so the NPI is its own."""
    name: NameForm
    organization: str
    """A clinic's own name; "" for people."""
    npi: str
    """The listing's own NPI; "" where the shown one belongs to somebody else."""
    shown_npi: str
    """The NPI that the listing shows, whether or not it is its own."""
    phones: frozenset[str]
    """E.164 numbers, without toll-free ones, which link nobody."""
    streets: frozenset[str]
    """Number and street with the ZIP code, and with the town."""
    zips: frozenset[str]
    towns: frozenset[str]
    states: frozenset[str]
    workplaces: frozenset[str]
    """Organization with town."""
    domain: str
    professions: frozenset[Profession]
    credentials: frozenset[str]
    """Codes of certifications and courses, which few namesakes share; without licenses and degrees."""

    degrees: frozenset[str]
    """Codes of academic degrees."""
    speaks_of_needling: bool
    """True if it has a statement or a certificate about dry needling."""
    shared_site: str = ""
    """Host and site, where the website is on a shared host; see `shared_site`."""
    alone: bool = False
    """True if it names several people, so it joins nobody."""

    @property
    def name_key(self) -> str:
        """The name as stored with a membership; a change of it frees the listing."""
        return self.name.key if self.person else f"clinic:{self.organization}"


def features_of(listing: Listing, *, register: bool) -> Features:
    """Return the features of a listing, with the NPI that it shows (`npi_owner` decides whose that is)."""
    person = listing.kind is ListingKind.PERSON
    places = listing.locations
    return Features(
        key=(listing.source, listing.source_id),
        person=person,
        register=register,
        name=name_form(listing.person or PersonName(given="", family=listing.name)),
        organization="" if person else organization_key(listing.name),
        npi=listing.npi,
        shown_npi=listing.npi,
        phones=frozenset(place.phone.e164 for place in places if place.phone and place.phone.kind != "toll_free"),
        streets=frozenset(street for place in places for street in street_keys(place)),
        zips=frozenset(place.zip for place in places if place.zip),
        towns=frozenset(filter(None, (town_key(place.city, place.state) for place in places))),
        states=frozenset(place.state for place in places if place.state),
        workplaces=frozenset(_workplaces(places)),
        domain=practice_domain(listing.website),
        professions=frozenset(listing.professions),
        credentials=frozenset(held.code for held in listing.credentials if held.kind in _RARER),
        degrees=frozenset(held.code for held in listing.credentials if held.kind is CredentialKind.DEGREE),
        speaks_of_needling=bool(listing.statements) or any(held.shows_dry_needling for held in listing.credentials),
        shared_site=shared_site(listing.website) if person else "",
    )


def street_keys(place: PracticeLocation) -> Iterable[str]:
    """Yield the street with its ZIP code and with its town; two spellings of one address share one of them."""
    street = street_key(place.street)
    if street and any(character.isdigit() for character in street):
        if place.zip:
            yield f"{street}|{place.zip}"
        if town := town_key(place.city, place.state):
            yield f"{street}|{town}"


def _workplaces(places: Iterable[PracticeLocation]) -> Iterable[str]:
    for place in places:
        organization, town = organization_key(place.organization), town_key(place.city, place.state)
        if organization and town:
            yield f"{organization}|{town}"
