"""Every stated value of a profile with its source and the days it was read; and where sources disagree."""

from dataclasses import dataclass
from datetime import date

from index.records import Claim, Provider
from webapp.words.claim_words import field_words, value_words
from webapp.words.safe_link import safe_link
from webapp.words.source_names import source_name

COMPARED = ("phone", "website", "address")
"""Fields of which a person with one place has one; two values are two answers to one question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One value from one source. `link` leads to what was read, "" where its address is not a safe one."""

    field: str
    value: str
    source: str
    link: str
    first_read: date
    last_read: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A field with more than one value, each with its source."""

    field: str
    facts: tuple[Fact, ...]


def facts(provider: Provider) -> tuple[Fact, ...]:
    """Return all stated values in the order of the claims."""
    return tuple(_fact(claim) for claim in provider.claims)


def disagreements(provider: Provider) -> tuple[Disagreement, ...]:
    """Return the fields in which sources differ; only for one place, since two places have two phones."""
    if len(provider.practices) != 1:
        return ()
    found = []
    for field in COMPARED:
        claims = [claim for claim in provider.claims if claim.field == field]
        if len({claim.value.casefold() for claim in claims}) > 1 and len({claim.source for claim in claims}) > 1:
            found.append(Disagreement(field=field_words(field), facts=tuple(_fact(claim) for claim in claims)))
    return tuple(found)


def _fact(claim: Claim) -> Fact:
    return Fact(
        field=field_words(claim.field),
        value=value_words(claim.field, claim.value),
        source=source_name(claim.source),
        link=safe_link(claim.url),
        first_read=claim.first_seen,
        last_read=claim.last_seen,
    )
