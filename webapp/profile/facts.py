"""Every stated value of a profile with its source and the days it was read; and where sources disagree."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from index.records import Claim, Provider
from webapp.words.claim_words import field_words, value_words
from webapp.words.safe_link import safe_link
from webapp.words.source_names import is_registry, source_name

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


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSource:
    """A source of a profile, and the last day it was read. A registry has no field for dry needling."""

    name: str
    last_read: date
    is_registry: bool


def fact(claim: Claim) -> Fact:
    """Return a claim for readers."""
    return Fact(
        field=field_words(claim.field),
        value=value_words(claim.field, claim.value),
        source=source_name(claim.source),
        link=safe_link(claim.url),
        first_read=claim.first_seen,
        last_read=claim.last_seen,
    )


def facts(claims: Iterable[Claim]) -> tuple[Fact, ...]:
    """Return all stated values in the order of the claims."""
    return tuple(fact(claim) for claim in claims)


def stating(provider: Provider, field: str, value: str) -> tuple[Fact, ...]:
    """Return the facts that state this value of a field, one a source."""
    said = {claim.source: claim for claim in provider.claims if claim.field == field and claim.value == value}
    return facts(said.values())


def disagreements(provider: Provider) -> tuple[Disagreement, ...]:
    """Return the fields in which sources differ; only for one place, since two places have two phones."""
    if len(provider.practices) != 1:
        return ()
    found = []
    for field in COMPARED:
        claims = [claim for claim in provider.claims if claim.field == field]
        if len({claim.value.casefold() for claim in claims}) > 1 and len({claim.source for claim in claims}) > 1:
            found.append(Disagreement(field=field_words(field), facts=facts(claims)))
    return tuple(found)


def read_sources(provider: Provider) -> tuple[ReadSource, ...]:
    """Return the sources of a provider, each once by its name: a registry's page and its file are one to a reader."""
    last: dict[str, ReadSource] = {}
    for claim in sorted(provider.claims, key=lambda claim: (claim.last_seen, claim.source)):
        name = source_name(claim.source)
        last[name] = ReadSource(name=name, last_read=claim.last_seen, is_registry=is_registry(claim.source))
    return tuple(last[name] for name in sorted(last))
