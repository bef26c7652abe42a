"""The searchable texts of a row by field, and its values for filters and facets."""

from collections.abc import Iterable
from functools import lru_cache

from index.normalize.statements.complaints import read_conditions
from index.records import CheckKind, CheckResult, CredentialKind, Practitioner, Provider
from index.search.rows import Row
from index.vocabulary.conditions import conditions

TEXT_FIELDS = ("name", "clinic", "city", "condition_text", "quote", "credential_text")
"""The fields that free text searches. A term may match in any of them, a phrase only within one value."""

VALUE_FIELDS = ("profession", "credential", "certificate", "condition", "license", "kind", "state", "answer")
"""The fields of filters and facets; their values match only as a whole."""


NO_CERTIFICATES = frozenset({CredentialKind.LICENSE, CredentialKind.DEGREE})
"""Kinds that are no certificates: a source that lists only these says nothing about certificates and courses."""

_FOUND = frozenset({CheckResult.ACTIVE, CheckResult.NOT_SETTLED})


def read_on(row: Row) -> int:
    """Return the day the deciding words at a place were read, as an ordinal; 0 without words."""
    quotes = row.at.evidence.quotes
    return quotes[0].read_on.toordinal() if quotes else 0


def text_of(row: Row) -> dict[str, list[str]]:
    """Return the searchable texts of a row by field of TEXT_FIELDS."""
    provider, practice = row.provider, row.at
    return {
        "name": _names(provider),
        "clinic": [practice.location.organization],
        "city": [practice.location.city],
        "condition_text": [_condition_label(slug) for slug in provider.conditions],
        "quote": [quote.text for quote in practice.evidence.quotes],
        "credential_text": [text for credential in provider.credentials for text in (credential.code, credential.raw)],
    }


def values_of(row: Row) -> dict[str, list[str]]:
    """Return the distinct values of a row by field of VALUE_FIELDS, sorted, without empty strings."""
    provider, practice = row.provider, row.at
    return {
        "profession": _distinct(provider.professions),
        "credential": _distinct(credential.code for credential in provider.credentials),
        "certificate": _distinct(one.code for one in provider.credentials if one.kind not in NO_CERTIFICATES),
        "condition": list(conditions_of(provider)),
        "license": _distinct(_license_results(provider, practice.location.state)),
        "kind": [provider.kind.value],
        "state": _distinct([practice.location.state]),
        "answer": [practice.evidence.answer.value],
    }


def conditions_of(provider: Provider) -> tuple[str, ...]:
    """Return the sorted slugs of the complaints listed for a provider or named in a quoted yes."""
    quoted = (
        slug
        for practice in provider.practices
        for quote in practice.evidence.quotes
        if quote.says_yes
        for slug in _named_in(quote.text)
    )
    return tuple(sorted({*provider.conditions, *quoted}))


@lru_cache(maxsize=1 << 12)
def _named_in(quote: str) -> tuple[str, ...]:
    return read_conditions(quote)


def _license_results(provider: Provider, state: str) -> Iterable[str]:
    """Yield the results of license checks in the state. No match is not a result: a spelling may differ."""
    return (
        check.result.value
        for check in provider.checks
        if check.kind is CheckKind.LICENSE
        and check.result in _FOUND
        and check.license is not None
        and check.license.state == state
    )


def _names(provider: Provider) -> list[str]:
    if isinstance(provider, Practitioner):
        return [provider.name, provider.person.nickname, *provider.person.former]
    return [provider.name]


def _condition_label(slug: str) -> str:
    known = conditions().get(slug)
    return known.label if known else slug.replace("-", " ")


def _distinct(values: Iterable[str]) -> list[str]:
    return sorted({str(value) for value in values if value})
