"""Merges the listings of one provider into one record. The same listings in any order give the same record."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from index import clock
from index.providers import corrected_values, shown_values
from index.providers.corrected_places import LEFT, details_at, is_left, join_corrected, left_line
from index.providers.corrected_values import without_denied
from index.providers.shared_building import SharedBuildings
from index.providers.shared_street import street_is_withheld
from index.providers.shown_location import shown_location, without_street
from index.providers.source_answer import Word, decide
from index.providers.stated_place import Place, StatedPlace, places_of, stated_places
from index.providers.statements_at_place import differing_claims, words_at
from index.providers.trust import Trust
from index.records import (
    Claim,
    Clinic,
    ListingKind,
    Practice,
    PracticeLocation,
    Practitioner,
    SeenListing,
    address_line,
)
from index.records.register import NPI_REGISTERS

_ADDRESSES = frozenset({"address", LEFT})


class NothingToMergeError(ValueError):
    """The provider has no listing in force, so there is nothing to publish."""


def merge(
    provider_id: str,
    listings: Sequence[SeenListing],
    shared_streets: frozenset[str],
    *,
    buildings: SharedBuildings | None = None,
    rank: Mapping[str, int] | None = None,
    registry_sources: frozenset[str] = NPI_REGISTERS,
    today: date | None = None,
) -> Practitioner | Clinic:
    """Return the practitioner or clinic that the listings describe.

    `shared_streets` and `buildings` are made from all listings (`index.providers.shared_streets`,
    `SharedBuildings.reading`). `rank` is the trust by source (default 50, NPI registers 0, higher is shown first).
    Deactivated records never count. Corrections come before all sources, but publish nobody without a source's
    listing; `today` decides which corrections are due. Raises NothingToMergeError if no listing is left.
    """
    today = today or clock.today()
    trust = Trust(rank or {}, registry_sources, today)
    trusted = trust.sorted(seen for seen in listings if not seen.listing.deactivated)
    if not any(seen.listing.corrects is None for seen in trusted):
        raise NothingToMergeError(f"provider {provider_id} has no listing in force; leave it out of what is published")
    may_be_named = not any(
        denied.field == "organization"
        for seen in trusted
        if seen.listing.corrects
        for denied in seen.listing.corrects.denied
    )
    trusted = corrected_values.with_websites_on(without_denied(trusted, today), today)
    shown = shown_values.named_by(trusted, trust)
    places, left = _places(trusted, trust)
    people = shown.kind is ListingKind.PERSON
    withheld, left_withheld = (
        [people and street_is_withheld(place, shared_streets, trust) for place in some] for some in (places, left)
    )
    hidden = [
        place for place, is_hidden in zip([*places, *left], [*withheld, *left_withheld], strict=True) if is_hidden
    ]
    shared: dict[str, Any] = {
        "id": provider_id,
        "name": shown.name,
        "professions": shown_values.professions(trusted),
        "credentials": shown_values.credentials(trusted),
        "unknown_credentials": shown_values.unknown_credentials(trusted),
        "licenses": shown_values.licenses(trusted),
        "taxonomies": shown_values.taxonomies(trusted),
        "conditions": shown_values.conditions(trusted),
        "practices": tuple(
            _shared(practice, buildings, named=people and may_be_named)
            for practice in _practices(words_at(trusted, places, trust, left), places, withheld)
        ),
        "website": shown_values.website_of(trusted),
        "npi": shown_values.npi_of(trusted, trust),
        "claims": _claims(trusted, hidden, [place for place in left if place not in hidden] if people else None),
    }
    if shown.kind is ListingKind.CLINIC:
        return Clinic(**shared)
    return Practitioner(person=shown_values.person_of(shown, trusted), **shared)


def _places(trusted: Sequence[SeenListing], trust: Trust) -> tuple[list[Place], list[Place]]:
    """Return the places, and those that corrections say the provider has left."""
    places = places_of(stated_places(seen for seen in trusted if seen.listing.corrects is None))
    join_corrected(places, [seen for seen in trusted if seen.listing.corrects])
    order = {id(seen): position for position, seen in enumerate(trusted)}
    for place in places:
        place.sort(key=lambda stated: (order[id(stated.seen)], _position(stated)))
    places.sort(key=lambda place: (corrected_values.is_only_corrected(place, trust.today), *_first(place, order)))
    left = [place for place in places if is_left(place, trusted, trust.today)]
    # A provider without a known place still has one empty place.
    remaining = [corrected_values.place_on(place, trust.today) for place in places if place not in left]
    return remaining or [[StatedPlace(trusted[0], PracticeLocation())]], left


def _first(place: Place, order: Mapping[int, int]) -> tuple[int, int]:
    return order[id(place[0].seen)], _position(place[0])


def _position(stated: StatedPlace) -> int:
    locations = stated.seen.listing.locations
    return locations.index(stated.location) if stated.location in locations else 0


def _practices(
    said: Sequence[Sequence[Word]], places: Sequence[Place], withheld: Sequence[bool]
) -> tuple[Practice, ...]:
    several = len(places) > 1
    return tuple(
        _practice(place, words, hidden, several=several)
        for place, words, hidden in zip(places, said, withheld, strict=True)
    )


def _practice(place: Place, words: Sequence[Word], withheld: bool, *, several: bool) -> Practice:
    location = shown_location(place)
    evidence = decide(words)
    stating = {stated.seen.listing.source for stated in place} | {quote.source for quote in evidence.quotes}
    return Practice(
        location=without_street(location, place) if withheld else location,
        evidence=evidence,
        sources=tuple(sorted(stating)),
        street_withheld=withheld,
        differing=differing_claims(place, withheld=withheld) if several else (),
        details=details_at(place),
    )


def _shared(practice: Practice, buildings: SharedBuildings | None, *, named: bool) -> Practice:
    """Return a practice with its building's shared point and organization; a withheld street has no building."""
    if buildings is None or practice.street_withheld:
        return practice
    location, is_shared = buildings.share(practice.location, named=named)
    return replace(practice, location=location, organization_shared=is_shared)


def _claims(trusted: Iterable[SeenListing], hidden: Sequence[Place], left: Sequence[Place] | None) -> tuple[Claim, ...]:
    """Return all claims, without streets of `hidden` places; claims of having left name a street only of `left`."""
    coarse = {
        (stated.seen.listing.source, stated.seen.listing.source_id, address_line(stated.location)): address_line(
            replace(stated.location, street="", unit="")
        )
        for place in hidden
        for stated in place
    }
    claims = set()
    for seen in trusted:
        for claim in seen.claims:
            value = coarse.get((claim.source, claim.source_id, claim.value), claim.value)
            if claim.field == LEFT and left is not None:
                value = left_line(seen, left)
            if value or claim.field not in _ADDRESSES:
                claims.add(replace(claim, value=value) if claim.field in _ADDRESSES else claim)
    return tuple(sorted(claims, key=lambda claim: (claim.field, claim.value, claim.source, claim.source_id)))
