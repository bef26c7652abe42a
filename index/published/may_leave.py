"""The values of a provider that may leave in bulk: those whose group one of the sources that state them lets leave.

Our own answer always leaves, with the name of its source, the source's page and the day. What listed people told us
has no source file, so nothing of it leaves unless a source that lets it states it too.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from index.normalize.addresses.stated_parts import stated_parts
from index.records import (
    DENIES,
    TOLD_US,
    BulkGroup,
    Claim,
    PersonName,
    Practice,
    PracticeLocation,
    Practitioner,
    Precision,
    Provider,
    Quote,
    address_line,
    group_of,
    license_line,
    phone_line,
)

Lets = Mapping[str, AbstractSet[BulkGroup]]
"""The groups that each source lets leave; a source that is missing lets none."""

QUOTE = "quote"
STREET = "street"
TOWN = "town"
CHECK = "check"
DETAIL = "detail"
CLAIM = "claim"
"""Names of what is left out and is no claim field: words on dry needling, parts of an address, a register's entry, what
the listed gave of a place, and claims of values that are not shown."""

_STREET_PARTS = ("number", "street", "type", "direction")
_QUOTED = ("dry_needling_person", "dry_needling_clinic", "credential")
"""Fields whose values are quoted as the reason of an answer."""
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """A provider without what may not leave, and the names of what was left out.

    The names are claim fields, `quote`, `street`, `town`, `check` and `claim`. `left_out_at` has one set for each
    practice location.
    """

    provider: Provider
    left_out: frozenset[str]
    left_out_at: tuple[frozenset[str], ...]


def leaving(provider: Provider, lets: Lets) -> Leaving:
    """Return what may leave of a provider in bulk.

    A shown name that may not leave is replaced by another that may, unless the provider told us theirs.
    """
    stated = _Stated(claim for claim in provider.claims if _may_leave(claim, lets))
    practices = tuple(map(partial(_practice, stated=stated, lets=lets), provider.practices))
    kept = replace(
        provider,
        name=_name(provider, stated),
        professions=stated.only("profession", provider.professions, str),
        credentials=stated.only("credential", provider.credentials, lambda one: one.raw),
        unknown_credentials=stated.only("unknown_credential", provider.unknown_credentials, str),
        licenses=stated.only("license", provider.licenses, license_line),
        taxonomies=stated.only("taxonomy", provider.taxonomies, str),
        conditions=stated.only("condition", provider.conditions, str),
        practices=practices,
        website=stated.text("website", provider.website),
        npi=stated.text("npi", provider.npi),
        claims=stated.claims,
        checks=tuple(one for one in provider.checks if BulkGroup.LICENSES in lets.get(one.claim.source, ())),
    )
    if isinstance(kept, Practitioner) and kept.name != provider.name:
        kept = replace(kept, person=PersonName(given="", family=kept.name))
    return Leaving(
        provider=kept,
        left_out=frozenset(_left_out(provider, kept, stated)),
        left_out_at=tuple(
            frozenset(_left_out_at(before, after)) for before, after in zip(provider.practices, practices, strict=True)
        ),
    )


def _may_leave(claim: Claim, lets: Lets) -> bool:
    group = group_of(claim.field)
    return group is not None and group in lets.get(claim.source, ())


class _Stated:
    """The claims that may leave, and the values that they state."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self.claims = tuple(claims)
        self._values: dict[str, list[Mapping[str, str]]] = {}
        for claim in self.claims:
            self._values.setdefault(claim.field, []).append(stated_parts(claim.field, claim.value))

    def states(self, field: str, value: str) -> bool:
        """Return whether a claim states this value, in any spelling."""
        return stated_parts(field, value) in self._values.get(field, ())

    def states_parts(self, names: Iterable[str], line: str) -> bool:
        """Return whether a claim states an address with these parts of an address line; a street in its ZIP code."""
        shown = stated_parts("address", line)
        wanted = {name: shown.get(name, "") for name in names}
        code = shown.get("zip", "") if "street" in wanted else ""
        return any(wanted.values()) and any(
            wanted == {name: one.get(name, "") for name in wanted} and (not code or one.get("zip", code) == code)
            for one in self._values.get("address", ())
        )

    def text(self, field: str, value: str) -> str:
        """Return the value if a claim states it, "" otherwise."""
        return value if value and self.states(field, value) else ""

    def only(self, field: str, values: Iterable[_Value], spelled: Callable[[_Value], str]) -> tuple[_Value, ...]:
        """Return the values that a claim states; `spelled` gives the text of a claim."""
        return tuple(value for value in values if self.states(field, spelled(value)))


def _name(provider: Provider, stated: _Stated) -> str:
    if stated.states("name", provider.name):
        return provider.name
    if any(claim.source == TOLD_US and claim.field.removeprefix(DENIES) == "name" for claim in provider.claims):
        return ""  # a name that they corrected never comes back
    return next((claim.value for claim in stated.claims if claim.field == "name" and claim.value), "")


def _practice(practice: Practice, stated: _Stated, lets: Lets) -> Practice:
    evidence = practice.evidence
    return replace(
        practice,
        location=_location(practice.location, stated),
        evidence=replace(evidence, quotes=tuple(_quote(one, stated) for one in evidence.quotes)),
        differing=tuple(claim for claim in practice.differing if _may_leave(claim, lets)),
        details=tuple(claim for claim in practice.details if _may_leave(claim, lets)),
    )


def _quote(quote: Quote, stated: _Stated) -> Quote:
    """Return a quote without its words where they may not leave: source, page and day always do."""
    return quote if any(stated.states(field, quote.text) for field in _QUOTED) else replace(quote, text="")


def _location(location: PracticeLocation, stated: _Stated) -> PracticeLocation:
    line = address_line(location)
    phone, fax = location.phone, location.fax
    placed = replace(
        location,
        organization=stated.text("organization", location.organization),
        street=location.street if stated.states_parts(_STREET_PARTS, line) else "",
        city=location.city if stated.states_parts(("town", "state"), line) else "",
        state=location.state if stated.states_parts(("state",), line) else "",
        zip=location.zip if stated.states_parts(("zip",), line) else "",
        phone=phone if phone and stated.states("phone", phone_line(phone)) else None,
        fax=fax if fax and stated.states("fax", fax.e164) else None,
    )
    placed = replace(
        placed, unit=location.unit if placed.street and stated.states_parts((*_STREET_PARTS, "unit"), line) else ""
    )
    if _has_point(placed):
        return placed
    return replace(placed, latitude=None, longitude=None, precision=Precision.NONE)


def _has_point(placed: PracticeLocation) -> bool:
    """Return whether what is left of an address is as exact as its point."""
    known = {
        Precision.ADDRESS: placed.street,
        Precision.ZIP: placed.zip,
        Precision.PLACE: placed.city,
        Precision.NONE: "",
    }
    return bool(known[placed.precision])


def _left_out(before: Provider, after: Provider, stated: _Stated) -> Iterator[str]:
    shown = {
        "name": (before.name, after.name),
        "profession": (before.professions, after.professions),
        "credential": (before.credentials, after.credentials),
        "unknown_credential": (before.unknown_credentials, after.unknown_credentials),
        "license": (before.licenses, after.licenses),
        "taxonomy": (before.taxonomies, after.taxonomies),
        "condition": (before.conditions, after.conditions),
        "website": (before.website, after.website),
        "npi": (before.npi, after.npi),
        CHECK: (before.checks, after.checks),
    }
    yield from (field for field, (was, is_left) in shown.items() if was != is_left)
    if any(not stated.states(claim.field, claim.value) for claim in before.claims):
        yield CLAIM


def _left_out_at(before: Practice, after: Practice) -> Iterator[str]:
    was, is_left = before.location, after.location
    shown = {
        "organization": (was.organization, is_left.organization),
        STREET: ((was.street, was.unit), (is_left.street, is_left.unit)),
        TOWN: ((was.city, was.state, was.zip), (is_left.city, is_left.state, is_left.zip)),
        "phone": (was.phone, is_left.phone),
        "fax": (was.fax, is_left.fax),
        QUOTE: (before.evidence.quotes, after.evidence.quotes),
        DETAIL: (before.details, after.details),
    }
    yield from (field for field, (one, other) in shown.items() if one != other)
