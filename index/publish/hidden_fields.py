"""Takes hidden fields out of a provider. Names of fields are those of claims (`index.records.claim.stated`)."""

from collections.abc import Set as AbstractSet
from dataclasses import replace

from index.records import DENIES, CheckKind, Practice, PracticeLocation, Precision, Provider

HIDEABLE = frozenset({"address", "fax", "license", "npi", "organization", "phone", "website"})
"""What can be hidden by itself. Whoever wants the name or the statements gone is left out altogether."""


_TELLS = {CheckKind.LICENSE: "license", CheckKind.NPI: "npi"}
"""What a check would tell of a hidden field."""


class HiddenFieldError(ValueError):
    """A field that cannot be hidden by itself."""


def check_hideable(fields: AbstractSet[str]) -> None:
    """Raise HiddenFieldError where a name is not in HIDEABLE."""
    if unknown := sorted(fields - HIDEABLE):
        raise HiddenFieldError(f"{', '.join(unknown)} cannot be hidden; write one of {', '.join(sorted(HIDEABLE))}")


def without_fields(provider: Provider, fields: AbstractSet[str]) -> Provider:
    """Return the provider without these fields, and without the claims that state them."""
    return replace(
        provider,
        # Nor those that say of a value that it is wrong: it may be the private one.
        claims=tuple(claim for claim in provider.claims if claim.field.removeprefix(DENIES) not in fields),
        practices=tuple(_without(practice, fields) for practice in provider.practices),
        website="" if "website" in fields else provider.website,
        npi="" if "npi" in fields else provider.npi,
        licenses=() if "license" in fields else provider.licenses,
        checks=tuple(check for check in provider.checks if not (check.kind in _TELLS and _TELLS[check.kind] in fields)),
    )


def _without(practice: Practice, fields: AbstractSet[str]) -> Practice:
    location = practice.location
    location = replace(
        location,
        organization="" if "organization" in fields else location.organization,
        phone=None if "phone" in fields else location.phone,
        fax=None if "fax" in fields else location.fax,
    )
    return replace(
        practice,
        location=_without_street(location) if "address" in fields else location,
        differing=tuple(claim for claim in practice.differing if claim.field not in fields),
    )


def _without_street(location: PracticeLocation) -> PracticeLocation:
    location = replace(location, street="", unit="")
    if location.precision is not Precision.ADDRESS:
        return location
    # The coordinates of a house are its address, in other words.
    return replace(location, latitude=None, longitude=None, precision=Precision.NONE)
