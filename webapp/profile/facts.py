"""Every stated value of a profile with its source and the days it was read; and where sources disagree."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from index import clock
from index.evidence.disagreement import Disagreement as DisagreementFound
from index.evidence.disagreement import same_value
from index.records import Claim, Provider
from webapp.words.claim_words import field_words, value_words
from webapp.words.safe_link import safe_link
from webapp.words.source_names import is_registry, source_name
from webapp.words.told_words import is_old, is_told, who_told


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One value from one source. `link` leads to what was read, "" where its address is not a safe one.

    `is_told`: the source is what they told us; `is_old`: so long ago that it is time to ask again.
    """

    field: str
    value: str
    source: str
    link: str
    first_read: date
    last_read: date
    is_told: bool = False
    is_old: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One of the values that differ, spelled as we show it, with all who state it in any spelling."""

    value: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A field with values that cannot all be right."""

    field: str
    place: str
    """Empty where there is only one."""
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSource:
    """A source of a profile, and the last day it was read. A registry has no field for dry needling."""

    name: str
    last_read: date
    is_registry: bool


def fact(claim: Claim) -> Fact:
    """Return a claim for readers."""
    told = is_told(claim.source)
    return Fact(
        field=field_words(claim.field),
        value=value_words(claim.field, claim.value),
        source=who_told(claim) if told else source_name(claim.source),
        link=safe_link(claim.url),
        first_read=claim.first_seen,
        last_read=claim.last_seen,
        is_told=told,
        is_old=is_old(claim.source, claim.last_seen, clock.today()),
    )


def facts(claims: Iterable[Claim]) -> tuple[Fact, ...]:
    """Return all stated values in the order of the claims."""
    return tuple(fact(claim) for claim in claims)


def stating(provider: Provider, field: str, value: str) -> tuple[Fact, ...]:
    """Return the facts that state this value of a field, however they spell it, one a source."""
    said = [claim for claim in provider.claims if claim.field == field and same_value(field, claim.value, value)]
    exact_last = sorted(said, key=lambda claim: claim.value == value)
    by_source = {claim.source: claim for claim in exact_last}
    return facts(by_source[source] for source in sorted(by_source))


def disagreement(found: DisagreementFound, place: str = "") -> Disagreement:
    """Return the values of a field that differ, for readers; `place` tells where, if there are several."""
    answers = (
        Answer(value=value_words(found.field, stated.value), facts=facts(stated.claims)) for stated in found.values
    )
    return Disagreement(field=field_words(found.field), place=place, answers=tuple(answers))


def read_sources(provider: Provider) -> tuple[ReadSource, ...]:
    """Return the sources of a provider, each once by its name: a registry's page and its file are one to a reader.

    What they told us is none of them: nobody read it.
    """
    last: dict[str, ReadSource] = {}
    for claim in sorted(provider.claims, key=lambda claim: (claim.last_seen, claim.source)):
        if is_told(claim.source):
            continue
        name = source_name(claim.source)
        last[name] = ReadSource(name=name, last_read=claim.last_seen, is_registry=is_registry(claim.source))
    return tuple(last[name] for name in sorted(last))
