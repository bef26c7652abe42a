"""Every stated value of a profile with its source and the days it was read; and where sources disagree."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from index import clock
from index.normalize.stated_parts import differ, stated_parts
from index.records import Claim, Provider, address_line
from webapp.words.claim_words import field_words, value_words
from webapp.words.safe_link import safe_link
from webapp.words.source_names import is_registry, source_name
from webapp.words.told_words import is_old, is_told, who_told

COMPARED = ("phone", "website", "address")
"""Fields of which a person with one place has one; two values are two answers to one question."""


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
    said = [claim for claim in provider.claims if claim.field == field and _same(claim, field, value)]
    exact_last = sorted(said, key=lambda claim: claim.value == value)
    by_source = {claim.source: claim for claim in exact_last}
    return facts(by_source[source] for source in sorted(by_source))


def disagreements(provider: Provider) -> tuple[Disagreement, ...]:
    """Return the fields in which sources differ; only for one place, since two places have two phones.

    Two spellings of one value are one, and a source that says less (a town without its street) differs from none.
    """
    if len(provider.practices) != 1:
        return ()
    shown = _shown(provider)
    found = []
    for field in COMPARED:
        claims = [claim for claim in provider.claims if claim.field == field]
        apart = [one for one in claims if any(differ(field, one.value, other.value) for other in claims)]
        if len({claim.source for claim in apart}) > 1:
            found.append(Disagreement(field=field_words(field), answers=_answers(field, apart, shown[field])))
    return tuple(found)


def _shown(provider: Provider) -> dict[str, str]:
    at = provider.practices[0].location
    return {"phone": at.phone.e164 if at.phone else "", "website": provider.website, "address": address_line(at)}


def _same(claim: Claim, field: str, value: str) -> bool:
    return stated_parts(field, claim.value) == stated_parts(field, value)


def _answers(field: str, claims: Iterable[Claim], shown: str) -> tuple[Answer, ...]:
    """Return each value once, in the spelling that is shown of the provider where it is that one."""
    groups: list[list[Claim]] = []
    for claim in claims:
        group = next((group for group in groups if _same(claim, field, group[0].value)), None)
        if group:
            group.append(claim)
        else:
            groups.append([claim])
    return tuple(_answer(field, group, shown) for group in groups)


def _answer(field: str, group: list[Claim], shown: str) -> Answer:
    spelling = next((claim.value for claim in group if claim.value == shown), group[0].value)
    return Answer(value=value_words(field, spelling), facts=facts(group))


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
