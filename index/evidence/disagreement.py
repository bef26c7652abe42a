"""Where sources state different values of a field of which one place has one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.records import Claim, Practice, Provider

COMPARED = ("phone", "website", "address")
"""Fields of which a provider with one place has one; two values are two answers to one question."""
COMPARED_AT_PLACE = ("phone", "address")
"""Of several places, each has its own; people who work for two practices have two websites."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedValue:
    """One of the values that differ, with the claims of all who state it."""

    value: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A field with more than one value from more than one source."""

    field: str
    values: tuple[StatedValue, ...]


def disagreements(claims: Iterable[Claim], fields: Sequence[str] = COMPARED) -> tuple[Disagreement, ...]:
    """Return the fields in which the claims about one place differ, in the order of `fields`."""
    told = tuple(claims)
    compared = ((field, [claim for claim in told if claim.field == field]) for field in fields)
    return tuple(
        Disagreement(field=field, values=values) for field, stated in compared if len(values := _differing(stated)) > 1
    )


def disagreements_at(provider: Provider, practice: Practice) -> tuple[Disagreement, ...]:
    """Return the fields in which sources differ about one place of a provider."""
    if len(provider.practices) == 1:
        return disagreements(provider.claims)
    return disagreements(practice.differing, COMPARED_AT_PLACE)


def _differing(claims: Sequence[Claim]) -> tuple[StatedValue, ...]:
    """Return the values that differ; none where one source alone states them."""
    if len({claim.source for claim in claims}) < 2:  # noqa: PLR2004  (it takes two to disagree)
        return ()
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(claim.value.casefold(), []).append(claim)
    return tuple(StatedValue(value=group[0].value, claims=tuple(group)) for group in groups.values())
