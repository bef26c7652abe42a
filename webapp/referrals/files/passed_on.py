"""One provider at one place as a file holds it: of a file of more than 20 records, only what may leave in bulk."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from index.published.may_leave import CHECK, DETAIL, QUOTE, STREET, TOWN, leaving
from index.published.reader import Generation
from index.records import Provider, license_line
from webapp.finder.carried_search import NOTHING_CARRIED, CarriedSearch
from webapp.stated.facts import StatedBy, stating
from webapp.stated.numbers import fact_source
from webapp.stated.referral_facts import ReferralFacts, referral_facts
from webapp.words.claim_words import field_words
from webapp.words.translate import N_, _

LEFT_OUT: Mapping[str, str] = MappingProxyType(
    {
        "name": N_("Name"),
        "credential": N_("Letters after the name"),
        "unknown_credential": N_("Letters after the name"),
        "profession": N_("Profession"),
        "organization": N_("Clinic"),
        STREET: N_("Street"),
        TOWN: N_("Town, state and ZIP code"),
        "phone": N_("Phone"),
        "fax": N_("Fax"),
        "website": N_("Website"),
        QUOTE: N_("Words of the source"),
        "license": N_("License"),
        "npi": N_("NPI"),
        "taxonomy": N_("Taxonomy code, as typed in the NPI registry"),
        CHECK: N_("What registers say"),
        DETAIL: N_("Hours and new patients"),
    }
)
"""Words for what may be left out of a row, in the order of the columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOn:
    """The facts that a file holds of a provider; `left_out` names those that may not leave in bulk, in words."""

    facts: ReferralFacts
    other_facts: str
    """Source and day of the facts that have no column of their own for them, in one line."""
    left_out: tuple[str, ...] = ()


def passed_on(
    generation: Generation,
    provider: Provider,
    practice: int,
    today: date,
    search: CarriedSearch = NOTHING_CARRIED,
    *,
    in_bulk: bool,
) -> PassedOn:
    """Return the facts that a file holds of a shown provider at one of its practice locations."""
    rules, registers = generation.rules, generation.manifest.registers
    miles = search.miles_in_words(provider.practices[practice].location)
    full = referral_facts(provider, practice, rules, today, registers, miles=miles, hurts=search.conditions)
    if not in_bulk:
        return PassedOn(facts=full, other_facts=_other_facts(provider, full))
    kept = leaving(provider, generation.manifest.lets)
    names = kept.left_out | kept.left_out_at[practice]
    left = referral_facts(kept.provider, practice, rules, today, registers)
    facts = _without(full, left, is_unchecked=not names.isdisjoint({"license", "npi", CHECK}))
    return PassedOn(
        facts=facts,
        other_facts=_other_facts(kept.provider, facts),
        left_out=tuple(dict.fromkeys(_(words) for name, words in LEFT_OUT.items() if name in names)),
    )


def _without(full: ReferralFacts, left: ReferralFacts, *, is_unchecked: bool) -> ReferralFacts:
    """Return the stated values of `left`; answer, rule, questions and miles are ours and stay as they are.

    Where license, NPI or a register is left out, nothing is said of any: "not looked up" would be wrong.
    """
    return replace(
        full,
        name=left.name,
        person=left.person,
        letters=left.letters,
        professions=left.professions,
        profession_line=left.profession_line,
        organization=left.organization,
        street=left.street,
        unit=left.unit,
        town=left.town,
        state=left.state,
        zip=left.zip,
        place_by=left.place_by,
        directions=left.directions,
        phone=left.phone,
        fax=left.fax,
        call=left.call,
        website=left.website,
        quotes=left.quotes,
        licenses=() if is_unchecked else left.licenses,
        npi=left.npi,
        npi_said="" if is_unchecked else left.npi_said,
        taxonomy=left.taxonomy,
        taxonomy_said=left.taxonomy_said,
        training=left.training,
        details=left.details,
        exclusion=left.exclusion,
        disagreements=(),
        sources=left.sources,
    )


def said_by(by: StatedBy) -> str:
    """Return every source of a value with its day: "NPI registry, read Nov 12, 2026; Clinic website, read …"."""
    return "; ".join(map(fact_source, by.facts))


def _other_facts(provider: Provider, facts: ReferralFacts) -> str:
    return " ".join(f"{field_words(field)}: {said}." for field, said in _sources(provider, facts))


def _sources(provider: Provider, facts: ReferralFacts) -> Iterator[tuple[str, str]]:
    """Yield the sources of each field that a row holds, as far as a source states the value itself."""
    stated = (
        ("name", (provider.name,)),
        ("credential", tuple(one.raw for one in provider.credentials)),
        ("profession", provider.professions),
        ("organization", (facts.organization,)),
        ("website", (provider.website,)),
        ("license", tuple(map(license_line, provider.licenses))),
        ("npi", (provider.npi,)),
        ("taxonomy", provider.taxonomies),
    )
    for field, values in stated:
        said = dict.fromkeys(said_by(stating(provider, field, value)) for value in values if value)
        if known := "; ".join(filter(None, said)):
            yield field, known
