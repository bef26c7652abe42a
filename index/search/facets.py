"""The facets: what a search filters by and counts by value. Files, engines and options follow these entries.

Three are handled apart: `read` is a day and not a set of values; state and answer belong to cohorts.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from index.normalize.statements.complaints import read_conditions
from index.records import CheckKind, CheckResult, CredentialKind, ListingKind, Profession
from index.search.rows import Row

Values = Callable[[Row], Iterable[str]]
"""Reads the values of a row, in any order; empty and repeated ones do not count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One facet. `name` is that of its counts, of its column, and of its option of `pinpoint search` (`--NAME`).

    `parameter`: the field of SearchRequest that has the chosen values. `only`: the one value that can be chosen, where
    that field is True or False. `members`: the enumeration of its values; None where any text may be asked for.
    `help`: what the option says.
    """

    name: str
    parameter: str
    values: Values
    stated_in: str = ""
    """The column, mostly its own, without a value in rows for which no source states the attribute. They are the "does
    not say" group. "" where every row has a value."""
    only: str = ""
    members: type[StrEnum] | None = None
    help: str = ""
    sorts: bool = False
    """True if the chosen values sort the results and remove nobody."""

    def wanted(self, chosen: Any) -> tuple[str, ...]:
        """Return the values to look for, given the value of the request's field; () where nothing is chosen."""
        if self.only:
            return (self.only,) if chosen else ()
        return tuple(chosen)


NO_CERTIFICATES = frozenset({CredentialKind.LICENSE, CredentialKind.DEGREE})
"""Kinds that are no certificates: a source that lists only these says nothing about certificates and courses."""

_FOUND = frozenset({CheckResult.ACTIVE, CheckResult.NOT_SETTLED})


def _conditions(row: Row) -> Iterable[str]:
    """Yield the complaints listed for the provider of a row, and those named in a quoted yes, at any of its places."""
    yield from row.provider.conditions
    for practice in row.provider.practices:
        for quote in practice.evidence.quotes:
            if quote.says_yes:
                yield from _named_in(quote.text)


@lru_cache(maxsize=1 << 12)
def _named_in(quote: str) -> tuple[str, ...]:
    return read_conditions(quote)


def _license_results(row: Row) -> Iterable[str]:
    """Yield the results of license checks in the row's state. No match is not a result: a spelling may differ."""
    return (
        check.result
        for check in row.provider.checks
        if check.kind is CheckKind.LICENSE
        and check.result in _FOUND
        and check.license is not None
        and check.license.state == row.at.location.state
    )


FACETS = (
    Facet(
        name="profession",
        parameter="professions",
        values=lambda row: row.provider.professions,
        stated_in="profession",
        members=Profession,
        help="One of these; repeatable.",
    ),
    Facet(
        name="credential",
        parameter="credentials",
        values=lambda row: (one.code for one in row.provider.credentials),
        stated_in="certificate",
        help="A credential's code, such as OCS; repeatable.",
    ),
    Facet(name="condition", parameter="conditions", values=_conditions, stated_in="condition", sorts=True),
    Facet(
        name="license",
        parameter="license_active",
        values=_license_results,
        stated_in="license",
        only=CheckResult.ACTIVE.value,
        help="License found active in the state's file.",
    ),
    Facet(
        name="kind",
        parameter="kinds",
        values=lambda row: (row.provider.kind,),
        members=ListingKind,
        help="Person or clinic; repeatable.",
    ),
)
"""All facets, in the order of the counts in an answer. Their columns are files: a new facet needs a new publication."""

FILTERS = tuple(facet for facet in FACETS if not facet.sorts)
READ = "read"
"""The filter on the day of reading; it has counts and a "does not say" group as facets have."""
UNSAID_FILTERS = (*(facet.name for facet in FILTERS if facet.stated_in), READ)
"""The filters with a "does not say" group."""
PARAMETERS = {facet.name: facet.parameter for facet in FACETS} | {
    READ: "read_months",
    "state": "states",
    "dry_needling": "answers",
}
"""The fields of SearchRequest by the names of their counts."""
ANSWERED = tuple(facet for facet in sorted(FACETS, key=lambda facet: facet.sorts) if facet.stated_in)
"""The facets for which sources may be silent: filters first."""

_COLUMNS: dict[str, Values] = {
    **{facet.name: facet.values for facet in FACETS},
    "certificate": lambda row: (one.code for one in row.provider.credentials if one.kind not in NO_CERTIFICATES),
    "state": lambda row: (row.at.location.state,),
    "answer": lambda row: (row.at.evidence.answer,),
}
VALUE_FIELDS = tuple(_COLUMNS)
"""The columns of values; a value matches only as a whole."""


def values_of(row: Row) -> dict[str, list[str]]:
    """Return the distinct values of a row by field of VALUE_FIELDS, sorted, without empty strings."""
    return {field: sorted({str(value) for value in values(row) if value}) for field, values in _COLUMNS.items()}
