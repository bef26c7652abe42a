"""Suppression keys: hashes by which a removed person or clinic is recognized without storing who it is.

A key is a keyed 63-bit hash of one of:

- the NPI;
- name + phone (except toll-free numbers, which a whole chain answers);
- name + street and ZIP, or street and town where there is no ZIP (units aside);
- name + town or ZIP, for a listing without NPI, phone and street;
- name + town, for every listing; a request has it only if it was made *strict*.

A person's name is a given name and a family name in either order. Middle names, generations, credentials
and titles do not count. A nickname counts as each full name it may be short for; each part of a hyphenated
family name, and each former name, counts as a family name. A clinic's name is folded, without its legal form.

A listing has the keys of `keys_of`; a request stores `request_keys`, which are wider: an initial or a middle
name may take the place of the given name. So "J. Avery" stays out with Jordan Avery, and Jane Avery stays in.
"""

from collections.abc import Iterable, Iterator
from hashlib import blake2b

from index.normalize.match_keys import organization_key, street_key, town_key
from index.records import Listing, PersonName, PracticeLocation
from index.resolve.compare.name_form import NameForm, name_form


def keys_of(listing: Listing, secret: bytes) -> frozenset[int]:
    """Return the keys of a listing; it is suppressed if a request has one of them."""
    materials = {f"{name}|{anchor}" for name in _names(listing) for anchor in _anchors(listing)}
    return _hashed(materials | set(_npi(listing)), secret)


def request_keys(listing: Listing, secret: bytes, *, strict: bool = False) -> frozenset[int]:
    """Return the keys to store for a listing whose practitioner or clinic is removed; `strict` adds name + town."""
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
