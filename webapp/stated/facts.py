"""Every stated value of a profile with its sources and days; and disagreements between sources."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date

from index import clock
from index.normalize.addresses.stated_parts import stated_parts
from index.normalize.url import safe_url
from index.records import Claim, Provider
from index.records.register import NPI_REGISTERS
from index.vetting.disagreement import Disagreement as DisagreementFound
from index.vetting.disagreement import same_value
from index.vetting.independent import independent_sources
from webapp.words.claim_words import FIELDS, field_words, value_words
from webapp.words.sources import is_correction, is_old, is_registry, sender_of, source_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One value from one source. `link` leads to what was read, "" where the address is unsafe.

    `is_correction`: sent to us by the listed person or clinic; `is_old`: so long ago that it is time to ask again.
    """

    field: str
    value: str
    source: str
    link: str
    first_read: date
    last_read: date
    is_correction: bool = False
    is_old: bool = False
    changed_on: date | None = None
    """The date on which the source says that its record last changed; None without one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedBy:
    """The sources of one value: each once, by name, `told_us` first."""

    facts: tuple[Fact, ...] = ()
    independent: int = 0
    """The number of independent sources: lists of one publisher, and copies, count once."""

    @property
    def is_agreed(self) -> bool:
        """Return whether more than one independent source states it."""
        return self.independent > 1

    @property
    def corrections(self) -> tuple[Fact, ...]:
        """The facts that are corrections (`told_us`)."""
        return tuple(one for one in self.facts if one.is_correction)

    @property
    def read(self) -> tuple[Fact, ...]:
        """The facts that were read."""
        return tuple(one for one in self.facts if not one.is_correction)

    @property
    def newest(self) -> date | None:
        """The last day on which a source that states it was read."""
        return max((one.last_read for one in self.read), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedFact:
    """One value of one field in all its spellings, with its sources."""

    field: str
    value: str
    is_quote: bool
    """True for a source's sentence, which is in the source's language."""
    by: StatedBy


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One of the differing values, in the spelling shown, with its sources in any spelling."""

    value: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A field with values that cannot all be right."""

    field: str
    place: str
    """The name of the place, "" where there is only one."""
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSource:
    """A source of a profile and the last day it was read; a registry has no field for dry needling."""

    name: str
    last_read: date
    is_registry: bool


def fact(claim: Claim) -> Fact:
    """Return a claim for readers."""
    corrects = is_correction(claim.source)
    return Fact(
        field=field_words(claim.field),
        value=value_words(claim.field, claim.value),
        source=sender_of(claim) if corrects else source_name(claim.source),
        link=safe_url(claim.url),
        first_read=claim.first_seen,
        last_read=claim.last_seen,
        is_correction=corrects,
        is_old=is_old(claim.source, claim.last_seen, clock.today()),
        changed_on=claim.changed_on,
    )


def facts(claims: Iterable[Claim]) -> tuple[Fact, ...]:
    """Return all stated values in the order of the claims."""
    return tuple(fact(claim) for claim in claims)


def stated_facts(provider: Provider, registers: AbstractSet[str] = NPI_REGISTERS) -> tuple[StatedFact, ...]:
    """Return every stated value once, by field in the order of `FIELDS`, with its sources."""
    order = {name: place for place, name in enumerate(FIELDS)}
    groups: dict[tuple[str, tuple[tuple[str, str], ...]], list[Claim]] = {}
    for claim in sorted(provider.claims, key=lambda claim: order.get(claim.field, len(order))):
        parts = tuple(sorted(stated_parts(claim.field, claim.value).items()))
        groups.setdefault((claim.field, parts), []).append(claim)
    return tuple(
        StatedFact(
            field=field_words(field),
            value=value_words(field, _usual_spelling(group)),
            is_quote=field.startswith("dry_needling_"),
            by=_stated_by(provider, group, registers),
        )
        for (field, _parts), group in groups.items()
    )


def stating(provider: Provider, field: str, value: str, registers: AbstractSet[str] = NPI_REGISTERS) -> StatedBy:
    """Return the sources of this value of a field, in any spelling."""
    said = [claim for claim in provider.claims if claim.field == field and same_value(field, claim.value, value)]
    return _stated_by(provider, sorted(said, key=lambda claim: claim.value == value), registers)


def _stated_by(provider: Provider, claims: Sequence[Claim], registers: AbstractSet[str]) -> StatedBy:
    """Return the sources of these claims: of several of one source the last, with the first day of all.

    A registry's page and its file are one source and one record, so the newer of their two last changes counts.
    """
    by_name: dict[str, Fact] = {}
    for one in sorted(facts(claims), key=lambda one: one.last_read):
        before = by_name.get(one.source, one)
        by_name[one.source] = replace(
            one,
            first_read=min(one.first_read, before.first_read),
            changed_on=max(filter(None, (one.changed_on, before.changed_on)), default=None),
        )
    return StatedBy(
        facts=tuple(sorted(by_name.values(), key=lambda one: (not one.is_correction, one.source))),
        independent=len(independent_sources(claims, provider.claims, registers)),
    )


def _usual_spelling(claims: Sequence[Claim]) -> str:
    """Return the spelling that most sources use, the first of those that tie."""
    spellings = [claim.value for claim in claims]
    return max(spellings, key=spellings.count)


def disagreement(found: DisagreementFound, place: str = "") -> Disagreement:
    """Return the differing values of a field, for readers; `place` names the place if there are several."""
    answers = (
        Answer(value=value_words(found.field, stated.value), facts=facts(stated.claims)) for stated in found.values
    )
    return Disagreement(field=field_words(found.field), place=place, answers=tuple(answers))


def read_sources(provider: Provider) -> tuple[ReadSource, ...]:
    """Return the sources of a provider, each once by name: a registry's page and its file are one to a reader.

    `told_us` is left out: nobody read it.
    """
    last: dict[str, ReadSource] = {}
    for claim in sorted(provider.claims, key=lambda claim: (claim.last_seen, claim.source)):
        if is_correction(claim.source):
            continue
        name = source_name(claim.source)
        last[name] = ReadSource(name=name, last_read=claim.last_seen, is_registry=is_registry(claim.source))
    return tuple(last[name] for name in sorted(last))
