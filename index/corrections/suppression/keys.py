"""The recipe by which somebody who was left out is known again without keeping who it was.

A key is a keyed 63-bit hash of one of:

- the NPI;
- name + phone (toll-free numbers aside, which a whole chain answers);
- name + street and ZIP, or street and town where there is no ZIP (units aside);
- name + town or ZIP, for a listing that has nothing firmer: no NPI, no phone and no street;
- name + town, for every listing; a request holds it only where it was made *strict*.

A person's name is a given name and a family name in either order. Middle names, generations, credentials
and titles do not count. A nickname stands for each full name it may be short for; each part of a hyphenated
family name, and each former name, stands for itself. A clinic's name is folded, without its legal form.

A listing answers to `keys_of`; a request holds `request_keys`, which are wider: an initial and a middle
name may stand for the given name. So "J. Avery" stays out with Jordan Avery, and Jane Avery stays in.
"""

from collections.abc import Iterable, Iterator
from hashlib import blake2b

from index.normalize.match_keys import organization_key, street_key, town_key
from index.records import Listing, PersonName, PracticeLocation
from index.resolve.compare.name_form import NameForm, name_form


def keys_of(listing: Listing, secret: bytes) -> frozenset[int]:
    """Return the keys that a listing answers to."""
    materials = {f"{name}|{anchor}" for name in _names(listing) for anchor in _anchors(listing)}
    return _hashed(materials | set(_npi(listing)), secret)


def request_keys(listing: Listing, secret: bytes, *, strict: bool = False) -> frozenset[int]:
    """Return the keys to keep of a listing whose practitioner or clinic is left out."""
    places = listing.locations
    towns = {f"bare {area}" for place in places for area in _areas(place)}
    towns |= {f"any {town}" for place in places for town in _towns(place)} if strict else set()
    anchors = {anchor for place in places for anchor in _firm(place)} | towns
    names = {*_names(listing), *_wider_names(listing)}
    return _hashed({f"{name}|{anchor}" for name in names for anchor in anchors} | set(_npi(listing)), secret)


def _hashed(materials: Iterable[str], secret: bytes) -> frozenset[int]:
    return frozenset(
        int.from_bytes(blake2b(material.encode(), key=secret, digest_size=8).digest(), "big") >> 1
        for material in materials
    )


def _npi(listing: Listing) -> Iterator[str]:
    if listing.npi:
        yield f"npi {listing.npi}"


def _names(listing: Listing) -> Iterator[str]:
    if listing.person is None:
        if key := organization_key(listing.name):
            yield f"clinic {key}"
        return
    form = name_form(listing.person)
    if len(form.given) > 1 or form.others:
        yield from _pairs((given for given in form.full_givens if len(given) > 1), form)
    elif form.given:
        yield from (f"initial {form.given} {family}" for family in form.families)


def _wider_names(listing: Listing) -> Iterator[str]:
    form = name_form(listing.person or PersonName(given=""))
    if form.given:
        yield from (f"initial {form.given[0]} {family}" for family in form.families)
    if len(form.middle) > 1:
        yield from _pairs([form.middle], form)


def _pairs(givens: Iterable[str], form: NameForm) -> Iterator[str]:
    for given in givens:
        for family in form.families:
            yield "person " + " ".join(sorted((given, family)))


def _anchors(listing: Listing) -> set[str]:
    places = listing.locations
    firm = {anchor for place in places for anchor in _firm(place)}
    bare = set() if firm or listing.npi else {f"bare {area}" for place in places for area in _areas(place)}
    return firm | bare | {f"any {town}" for place in places for town in _towns(place)}


def _firm(place: PracticeLocation) -> Iterator[str]:
    if place.phone and place.phone.kind != "toll_free":
        yield f"phone {place.phone.e164}"
    if street := street_key(place.street):
        yield from (f"street {street} {area}" for area in _areas(place))


def _areas(place: PracticeLocation) -> Iterator[str]:
    if place.zip:
        yield place.zip
    yield from _towns(place)


def _towns(place: PracticeLocation) -> Iterator[str]:
    if town := town_key(place.city, place.state):
        yield town
