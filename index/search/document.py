"""The searchable texts of a row by field, and the day its words were read."""

from index.records import Practitioner, Provider
from index.search.rows import Row
from index.vocabulary.conditions import conditions

TEXT_FIELDS = ("name", "clinic", "city", "condition_text", "quote", "credential_text")
"""The fields that free text searches. A term may match in any of them, a phrase only within one value."""


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


def _names(provider: Provider) -> list[str]:
    if isinstance(provider, Practitioner):
        return [provider.name, provider.person.nickname, *provider.person.former]
    return [provider.name]


def _condition_label(slug: str) -> str:
    known = conditions().get(slug)
    return known.label if known else slug.replace("-", " ")
