"""Disagreements: fields for which sources state different values, though a place has only one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from index.normalize.addresses.stated_parts import differ, stated_parts
from index.records import DENIES, TOLD_US, Claim, Practice, Provider, address_line, is_due

COMPARED = ("phone", "website", "address")
"""Fields with one value for a provider with one place; two values disagree."""
COMPARED_AT_PLACE = ("phone", "address")
"""Fields with one value for each of several places; not the website, as two practices have two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedValue:
    """One of the differing values, spelled as it is shown, with the claims that state it in any spelling."""

    value: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A field with values that cannot all be right."""

    field: str
    values: tuple[StatedValue, ...]

    def is_settled_on(self, day: date) -> bool:
        """Return whether a correction says which value is right, and it is not yet time to ask again."""
        claims = (claim for value in self.values for claim in value.claims)
        return any(claim.source == TOLD_US and not is_due(claim.last_seen, day) for claim in claims)


def disagreements(
    claims: Iterable[Claim], fields: Sequence[str] = COMPARED, shown: Mapping[str, str] | None = None
) -> tuple[Disagreement, ...]:
    """Return the fields in which sources differ about one place, in the order of `fields`.

    Two spellings of one value count as one, spelled as in `shown` (value by field) if that is among them. A less
    precise value (a town without its street) differs from none; one source alone does not disagree.
    """
    all_claims = tuple(claims)
    found = []
    for field in fields:
        stated = _not_denied([claim for claim in all_claims if claim.field == field], all_claims)
        apart = [one for one in stated if any(differ(field, one.value, other.value) for other in stated)]
        if len({claim.source for claim in apart}) > 1:
            found.append(Disagreement(field=field, values=_values(field, apart, (shown or {}).get(field, ""))))
    return tuple(found)


def disagreements_at(provider: Provider, practice: Practice) -> tuple[Disagreement, ...]:
    """Return the fields in which sources differ about one place of a provider."""
    at = practice.location
    shown = {"phone": at.phone.e164 if at.phone else "", "website": provider.website, "address": address_line(at)}
    if len(provider.practices) == 1:
        return disagreements(provider.claims, COMPARED, shown)
    return disagreements(practice.differing, COMPARED_AT_PLACE, shown)


def same_value(field: str, left: str, right: str) -> bool:
    """Return whether two spellings are one value."""
    return stated_parts(field, left) == stated_parts(field, right)


def _not_denied(stated: Sequence[Claim], all_claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims of a field without those reported as wrong since they were first read."""
    denials = [claim for claim in all_claims if claim.field.startswith(DENIES)]

    def is_denied(claim: Claim) -> bool:
        return any(
            denial.field == f"{DENIES}{claim.field}"
            and same_value(claim.field, claim.value, denial.value)
            and claim.first_seen <= denial.last_seen
            for denial in denials
        )

    return [claim for claim in stated if not is_denied(claim)]


def _values(field: str, claims: Iterable[Claim], shown: str) -> tuple[StatedValue, ...]:
    groups: list[list[Claim]] = []
    for claim in claims:
        group = next((group for group in groups if same_value(field, claim.value, group[0].value)), None)
        if group:
            group.append(claim)
        else:
            groups.append([claim])
    return tuple(_value(group, shown) for group in groups)


def _value(group: Sequence[Claim], shown: str) -> StatedValue:
    spelling = next((claim.value for claim in group if claim.value == shown), group[0].value)
    return StatedValue(value=spelling, claims=tuple(group))
