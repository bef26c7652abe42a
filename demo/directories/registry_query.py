"""The queries that the NPI registry's API accepts and its errors, from its help page and observed answers.

Names, postal codes and taxonomy descriptions may end in `*` after two or more characters. A postal code of five
digits matches every ZIP+4 under it. A taxonomy description matches as text: a query for a profession also returns its
specialties and neighbors.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from demo.directories.registry_record import Address, Record
from demo.exchange import number

MAX_LIMIT, DEFAULT_LIMIT, MAX_SKIP = 200, 10, 1000
_ZIP5 = 5
_LEAST_BEFORE_WILDCARD = 2
_WILDCARD_FIELDS = ("first_name", "last_name", "organization_name", "city", "postal_code", "taxonomy_description")
_CRITERIA = (*_WILDCARD_FIELDS, "number", "state", "country_code", "enumeration_type")
_KNOWN = {*_CRITERIA, "version", "limit", "skip", "pretty", "address_purpose", "name_purpose", "use_first_name_alias"}
_WEAK = {"state", "enumeration_type", "country_code"}
"""Criteria that the registry refuses alone."""


class QueryError(ValueError):
    """The registry refuses the query; `number` is the registry's own code."""

    def __init__(self, description: str, field: str, number: str) -> None:
        super().__init__(description)
        self.description, self.field, self.number = description, field, number


@dataclass(frozen=True, slots=True)
class Query:
    """A valid query: non-empty criteria in capitals, and the part of the answer that is wanted."""

    criteria: Mapping[str, str]
    purpose: str
    limit: int
    skip: int

    def matches(self, record: Record) -> bool:
        """Return whether a record meets all criteria."""
        return all(_MATCHERS[name](record, value, self.purpose) for name, value in self.criteria.items())


def read_query(parameters: Mapping[str, str]) -> Query:
    """Return the query of a request's parameters; raises QueryError with the registry's wording."""
    if parameters.get("version") not in {"2.1", "2.0"}:
        raise QueryError("Unsupported Version. Supported Versions: 2.0, 2.1", "version", "17")
    for name in parameters:
        if name not in _KNOWN:
            raise QueryError(f"Unknown query field {name}", name, "01")
    criteria = {name: parameters[name].strip().upper() for name in _CRITERIA if parameters.get(name, "").strip()}
    _check(criteria)
    return Query(criteria, parameters.get("address_purpose", "").upper(), _limit(parameters), _skip(parameters))


def _check(criteria: Mapping[str, str]) -> None:
    if not criteria:
        raise QueryError("No valid search criteria provided", "generic", "04")
    if "number" in criteria and not (criteria["number"].isdigit() and len(criteria["number"]) == 10):  # noqa: PLR2004
        raise QueryError("Number must be exactly 10 digits", "number", "06")
    if criteria.get("enumeration_type") not in {None, "NPI-1", "NPI-2"}:
        raise QueryError("Enumeration Type must be NPI-1 or NPI-2", "enumeration_type", "05")
    if set(criteria) <= _WEAK and set(criteria) != {"country_code"}:
        weak, code = ("state", "07") if "state" in criteria else ("enumeration_type", "09")
        raise QueryError(f"{weak} requires additional search criteria", weak, code)
    if criteria.get("country_code") == "US" and len(criteria) == 1:
        raise QueryError("country_code requires additional search criteria", "country_code", "07")
    for name in _WILDCARD_FIELDS:
        value = criteria.get(name, "")
        if "*" in value[:-1] or (value.endswith("*") and len(value) <= _LEAST_BEFORE_WILDCARD):
            raise QueryError("Field requires at least 2 characters before the wildcard", name, "11")


def _limit(parameters: Mapping[str, str]) -> int:
    value = number(parameters.get("limit", "") or str(DEFAULT_LIMIT))
    if value is None or value < 1:
        raise QueryError("Limit must be a number from 1 to 200", "limit", "12")
    return min(int(value), MAX_LIMIT)


def _skip(parameters: Mapping[str, str]) -> int:
    value = number(parameters.get("skip", "") or "0")
    if value is None or not 0 <= value <= MAX_SKIP:
        raise QueryError("Skip must be a number from 0 to 1000", "skip", "13")
    return int(value)


def _text(written: str, wanted: str) -> bool:
    written = written.upper()
    return written.startswith(wanted[:-1]) if wanted.endswith("*") else written == wanted


def _addresses(record: Record, purpose: str) -> list[Address]:
    if purpose == "SECONDARY":
        return record["practiceLocations"]
    wanted = {"LOCATION": {"LOCATION"}, "PRIMARY": {"LOCATION"}, "MAILING": {"MAILING"}}.get(purpose)
    own = [each for each in record["addresses"] if wanted is None or each.get("address_purpose") in wanted]
    return own if wanted else [*own, *record["practiceLocations"]]


def _first_name(record: Record, wanted: str, _: str) -> bool:
    return _text(record["basic"].get("first_name", ""), wanted) or any(
        _text(other.get("first_name", ""), wanted) for other in record["other_names"]
    )


def _last_name(record: Record, wanted: str, _: str) -> bool:
    return _text(record["basic"].get("last_name", ""), wanted) or any(
        _text(other.get("last_name", ""), wanted) for other in record["other_names"]
    )


def _organization(record: Record, wanted: str, _: str) -> bool:
    return _text(record["basic"].get("organization_name", ""), wanted) or any(
        _text(other.get("organization_name", ""), wanted) for other in record["other_names"]
    )


def _city(record: Record, wanted: str, purpose: str) -> bool:
    return any(_text(each.get("city", ""), wanted) for each in _addresses(record, purpose))


def _state(record: Record, wanted: str, purpose: str) -> bool:
    return any(each.get("state", "").upper() == wanted for each in _addresses(record, purpose))


def _country(record: Record, wanted: str, purpose: str) -> bool:
    return any(each.get("country_code", "").upper() == wanted for each in _addresses(record, purpose))


def _postal_code(record: Record, wanted: str, purpose: str) -> bool:
    start = wanted.rstrip("*").replace("-", "")
    whole = not wanted.endswith("*") and len(start) != _ZIP5
    codes = [each.get("postal_code", "") for each in _addresses(record, purpose)]
    return any(code == start if whole else code.startswith(start) for code in codes)


def _taxonomy(record: Record, wanted: str, _: str) -> bool:
    phrase = wanted.rstrip("*")
    return any(phrase in taxonomy["desc"].upper() for taxonomy in record["taxonomies"])


_MATCHERS = {
    "number": lambda record, wanted, _: record["number"] == wanted,
    "enumeration_type": lambda record, wanted, _: record["enumeration_type"] == wanted,
    "first_name": _first_name,
    "last_name": _last_name,
    "organization_name": _organization,
    "city": _city,
    "state": _state,
    "country_code": _country,
    "postal_code": _postal_code,
    "taxonomy_description": _taxonomy,
}
