"""The checks of one provider, from what the registers hold when it is published."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from index.checks.exclusion import Standing, is_in_force, standing_of
from index.checks.lookup import RegisterLookup
from index.checks.same_person import may_be
from index.normalize.license_number import license_key
from index.records import (
    Check,
    CheckKind,
    CheckResult,
    Claim,
    Clinic,
    EntryStatus,
    License,
    Practitioner,
    RegisterKind,
    SeenEntry,
)


def checked(provider: Practitioner | Clinic, lookup: RegisterLookup) -> Practitioner | Clinic:
    """Return the provider with what registers say of it; the same provider where none says anything."""
    checks = tuple(_checks(provider, lookup))
    return replace(provider, checks=checks) if checks else provider


def _checks(provider: Practitioner | Clinic, lookup: RegisterLookup) -> Iterator[Check]:
    if isinstance(provider, Practitioner):
        for held in _each_once(provider.licenses):
            yield from _license(provider, held, lookup)
    if provider.npi:
        entries = lookup.by_npi(provider.npi)
        yield from (_npi(seen) for seen in entries if seen.entry.register is RegisterKind.NPI_DEACTIVATIONS)
        if isinstance(provider, Practitioner):
            yield from _exclusions(provider, entries, lookup)


def _each_once(licenses: tuple[License, ...]) -> Iterator[License]:
    met: set[str] = set()
    for held in licenses:
        key = _key(held)
        if key and key not in met:
            met.add(key)
            yield held


def _key(held: License) -> str:
    return license_key(held.state, held.profession, held.number)


def _license(practitioner: Practitioner, held: License, lookup: RegisterLookup) -> Iterator[Check]:
    found = [seen for seen in lookup.by_license(_key(held)) if may_be(practitioner.person, seen.entry)]
    if found:
        best = min(found, key=lambda seen: (not _is_active(seen), -seen.last_seen.toordinal(), seen.entry.source_id))
        result = CheckResult.ACTIVE if _is_active(best) else CheckResult.NOT_SETTLED
        yield Check(kind=CheckKind.LICENSE, result=result, claim=_claim(best, "license_status", result), license=held)
    elif covering := lookup.covering(held.state, held.profession):
        source, day = covering
        yield Check(
            kind=CheckKind.LICENSE,
            result=CheckResult.NO_RECORD,
            claim=_nothing_found(source, day),
            license=held,
        )


def _is_active(seen: SeenEntry) -> bool:
    entry = seen.entry
    return entry.status is EntryStatus.ACTIVE and (entry.expires is None or entry.expires >= seen.last_seen)


def _npi(seen: SeenEntry) -> Check:
    result = CheckResult.DEACTIVATED
    claim = _claim(seen, "npi_status", result)
    return Check(kind=CheckKind.NPI, result=result, claim=claim, on=seen.entry.deactivated)


def _exclusions(practitioner: Practitioner, entries: list[SeenEntry], lookup: RegisterLookup) -> Iterator[Check]:
    confirmed = [
        seen
        for seen in entries
        if is_in_force(seen) and standing_of(practitioner, seen.entry, lookup.decisions)[0] is Standing.CONFIRMED
    ]
    if confirmed:  # one sentence, however many exclusions stand
        newest = max(confirmed, key=lambda seen: (_stands_for(seen), seen.entry.source_id))
        claim = _claim(newest, "exclusion", CheckResult.EXCLUDED)
        yield Check(kind=CheckKind.EXCLUSION, result=CheckResult.EXCLUDED, claim=claim, on=_stands_for(newest))


def _stands_for(seen: SeenEntry) -> date:
    return seen.entry.as_of or seen.last_seen


def _claim(seen: SeenEntry, field: str, value: str) -> Claim:
    entry = seen.entry
    return Claim(
        field=field,
        value=value,
        source=entry.source,
        source_id=entry.source_id,
        url=entry.url,
        first_seen=seen.first_seen,
        last_seen=seen.last_seen,
    )


def _nothing_found(source: str, day: date) -> Claim:
    value = CheckResult.NO_RECORD
    return Claim(
        field="license_status", value=value, source=source, source_id="", url="", first_seen=day, last_seen=day
    )
