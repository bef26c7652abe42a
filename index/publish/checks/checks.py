"""Checks of one provider against the registers in the store, made when it is published.

An exclusion matched by NPI is held until an operator confirms exactly this match. A name alone is never a match, and a
conflicting name prevents one.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from functools import lru_cache

from index.normalize.names.name import parse_person
from index.publish.checks.decisions import Decision, DecisionKey, DecisionVerdict
from index.publish.checks.lookup import RegisterLookup
from index.records import (
    Check,
    CheckKind,
    CheckResult,
    Claim,
    Clinic,
    EntryStatus,
    License,
    ListingKind,
    PersonName,
    Practitioner,
    RegisterEntry,
    RegisterKind,
    SeenEntry,
)
from index.records.codec import to_json
from index.records.identifiers import license_key
from index.resolve.compare.name_form import name_form, still_the_name


class MatchStatus(StrEnum):
    """The state of a match: held until decided, then as decided."""

    HELD = "held"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


_STATUSES = {DecisionVerdict.CONFIRMED: MatchStatus.CONFIRMED, DecisionVerdict.DISMISSED: MatchStatus.DISMISSED}


def is_in_force(seen: SeenEntry) -> bool:
    """Return whether an entry is an exclusion in force, by the newest good run."""
    entry = seen.entry
    return entry.register is RegisterKind.EXCLUSIONS and entry.status is EntryStatus.ACTIVE and not seen.missing_since


def seen_of(practitioner: Practitioner, entry: RegisterEntry) -> str:
    """Return a hash of both sides of a match: the entry, without its file's date, and the person's name and NPI."""
    compared = (to_json(replace(entry, as_of=None)), practitioner.name, practitioner.npi)
    return hashlib.sha256("\n".join(compared).encode()).hexdigest()


def status_of(
    practitioner: Practitioner, entry: RegisterEntry, decisions: Mapping[DecisionKey, Decision]
) -> tuple[MatchStatus, Decision | None]:
    """Return the state of a match and its decision; a decision ends when the name or the entry changes."""
    decision = decisions.get((entry.source, entry.source_id, practitioner.id))
    if decision is None or decision.seen != seen_of(practitioner, entry):
        return MatchStatus.HELD, None
    return _STATUSES.get(decision.verdict, MatchStatus.HELD), decision


def may_be(person: PersonName, entry: RegisterEntry) -> bool:
    """Return whether a person's name fits an entry's: given and family name, middle initial, generation."""
    if entry.subject is not ListingKind.PERSON or not person.given:
        return False
    mine = name_form(person)
    return any(still_the_name(name_form(name), mine) for name in _readings(entry.name, entry.family_first))


@lru_cache(maxsize=10_000)
def _readings(name: str, family_first: bool) -> tuple[PersonName, ...]:
    return tuple(_read(name, family_first=family_first))


def _read(name: str, *, family_first: bool) -> Iterator[PersonName]:
    """Yield the ways to read a name; a name without comma may be in either order."""
    orders = {family_first} if "," in name or family_first else {False, True}
    for order in sorted(orders):
        parsed = parse_person(name, family_first=order).name
        if parsed and parsed.given and parsed.family:
            yield parsed


def checked(provider: Practitioner | Clinic, lookup: RegisterLookup) -> Practitioner | Clinic:
    """Return the provider with its checks; the provider itself if no register has anything on it."""
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
        if is_in_force(seen) and status_of(practitioner, seen.entry, lookup.decisions)[0] is MatchStatus.CONFIRMED
    ]
    if confirmed:  # one sentence, however many exclusions are in force
        newest = max(confirmed, key=lambda seen: (_as_of(seen), seen.entry.source_id))
        claim = _claim(newest, "exclusion", CheckResult.EXCLUDED)
        yield Check(kind=CheckKind.EXCLUSION, result=CheckResult.EXCLUDED, claim=claim, on=_as_of(newest))


def _as_of(seen: SeenEntry) -> date:
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
