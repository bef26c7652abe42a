"""Folds the listings of one provider into one record. The same listings in any order give the same record."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from index.evidence import shown_name, union
from index.evidence.answer import Word, decide
from index.evidence.claims_at_place import differing_claims
from index.evidence.shared_street import street_is_withheld
from index.evidence.shown_location import shown_location, without_street
from index.evidence.stated_place import Place, StatedPlace, places_of, stated_places
from index.evidence.trust import Trust
from index.evidence.words_at_place import words_at
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
from index.registers import NPI_REGISTERS


class NothingToFoldError(ValueError):
    """A provider has no listing in force, so there is nothing to publish of it."""


def fold(
    provider_id: str,
    listings: Sequence[SeenListing],
    shared_streets: frozenset[str],
    *,
    rank: Mapping[str, int] | None = None,
    registry_sources: frozenset[str] = NPI_REGISTERS,
) -> Practitioner | Clinic:
    """Return the practitioner or clinic that the listings speak of.

    `shared_streets` comes from `index.evidence.shared_streets` over all listings; `rank` tells per source
    what is shown first (default 50, NPI registers 0, higher first). A deactivated record never counts.
    Raises NothingToFoldError where none is left.
    """
    trust = Trust(rank or {}, registry_sources)
    told = trust.sorted(seen for seen in listings if not seen.listing.deactivated)
    if not told:
        raise NothingToFoldError(f"provider {provider_id} has no listing in force; leave it out of what is published")
    shown = shown_name.named_by(told, trust)
    places, withheld = _places(told, shared_streets, trust)
    shared: dict[str, Any] = {
        "id": provider_id,
        "name": shown.name,
        "professions": union.professions(told),
        "credentials": union.credentials(told),
        "unknown_credentials": union.unknown_credentials(told),
        "licenses": union.licenses(told),
        "conditions": union.conditions(told),
        "practices": _practices(told, places, withheld, trust),
        "website": shown_name.website_of(told),
        "npi": shown_name.npi_of(told, trust),
        "claims": _claims(told, [place for place, hidden in zip(places, withheld, strict=True) if hidden]),
    }
    if shown.kind is ListingKind.CLINIC:
        return Clinic(**shared)
    return Practitioner(person=shown_name.person_of(shown, told), **shared)


def _places(told: Sequence[SeenListing], shared: frozenset[str], trust: Trust) -> tuple[list[Place], list[bool]]:
    # A provider of whom no place is known still has one, with nothing in it.
    places = places_of(stated_places(told)) or [[StatedPlace(told[0], PracticeLocation())]]
    order = {id(seen): position for position, seen in enumerate(told)}
    for place in places:
        place.sort(key=lambda stated: (order[id(stated.seen)], _position(stated)))
    places.sort(key=lambda place: (order[id(place[0].seen)], _position(place[0])))
    people = told[0].listing.kind is ListingKind.PERSON
    return places, [people and street_is_withheld(place, shared, trust) for place in places]


def _position(stated: StatedPlace) -> int:
    locations = stated.seen.listing.locations
    return locations.index(stated.location) if stated.location in locations else 0


def _practices(
    told: Sequence[SeenListing], places: Sequence[Place], withheld: Sequence[bool], trust: Trust
) -> tuple[Practice, ...]:
    said = words_at(told, places, trust)
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
    )


def _claims(told: Iterable[SeenListing], hidden: Sequence[Place]) -> tuple[Claim, ...]:
    coarse = {
        (stated.seen.listing.source, stated.seen.listing.source_id, address_line(stated.location)): address_line(
            replace(stated.location, street="", unit="")
        )
        for place in hidden
        for stated in place
    }
    claims = set()
    for seen in told:
        for claim in seen.claims:
            value = coarse.get((claim.source, claim.source_id, claim.value), claim.value)
            if value or claim.field != "address":
                claims.add(replace(claim, value=value) if claim.field == "address" else claim)
    return tuple(sorted(claims, key=lambda claim: (claim.field, claim.value, claim.source, claim.source_id)))
