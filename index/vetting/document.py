"""The evidence on a provider as the JSON object of `pinpoint evidence --json` (docs/commands.md)."""

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from index.records import Check, Practice, Provider, address_line
from index.vetting.disagreement import Disagreement
from index.vetting.held_records import LicenseRecord
from index.vetting.known_at_place import ProviderFacts
from index.vetting.provider_evidence import PlaceVetting, ProviderEvidence
from index.vetting.rule_answer import AllowedHere
from index.vetting.unknown import Unknown


def evidence_document(provider: Provider, evidence: ProviderEvidence, on: date) -> dict[str, Any]:
    """Return the evidence on a provider on a day as a JSON object."""
    who = evidence.who
    return {
        "id": provider.id,
        "kind": provider.kind.value,
        "name": provider.name,
        "on": on.isoformat(),
        "licenses": [_license(one) for one in who.licenses],
        "npi": {
            "number": who.identity.npi,
            "standing": who.identity.status.value,
            "sources": list(who.identity.sources),
            "register": _check(who.identity.check),
        },
        "exclusion": _check(who.exclusion),
        "courses": _courses(who),
        "whole": _here(evidence.whole) if evidence.whole else None,
        "places": [
            _place(practice) | _here(here) for practice, here in zip(provider.practices, evidence.places, strict=True)
        ],
    }


def _courses(who: ProviderFacts) -> list[dict[str, Any]]:
    return [_plain(course) for course in who.courses]


def _license(one: LicenseRecord) -> dict[str, Any]:
    held = one.license
    return {
        "state": held.state,
        "profession": held.profession.value,
        "number": held.number,
        "result": one.result.value if one.result else None,
        "register": _check(one.check),
    }


def _check(check: Check | None) -> dict[str, Any] | None:
    if check is None:
        return None
    claim = check.claim
    return {
        "source": claim.source,
        "url": claim.url,
        "read_on": claim.last_seen.isoformat(),
        "on": check.on.isoformat() if check.on else None,
    }


def _place(practice: Practice) -> dict[str, Any]:
    place = practice.location
    return {
        "organization": place.organization,
        "address": address_line(place),
        "street_withheld": practice.street_withheld,
        "phone": place.phone.e164 if place.phone else "",
    }


def _here(here: PlaceVetting) -> dict[str, Any]:
    known = here.known
    others = known.evidence.quotes[len(known.deciding) :]
    return {
        "answer_a": known.answer.value,
        "quotes": [_plain(quote) for quote in known.deciding],
        "other_quotes": [_plain(quote) for quote in others],
        "is_old": known.is_old,
        "answers_b": [_allowed(allowed) for allowed in known.allowed],
        "is_left_out": here.is_left_out,
        "unknown": [_unknown(unknown) for unknown in here.unknowns],
        "ask": [_plain(question) for question in here.questions],
    }


def _allowed(allowed: AllowedHere) -> dict[str, Any]:
    rule = allowed.rule
    return {
        "state": rule.state,
        "profession": rule.profession.value,
        "answer_b": rule.answer.value,
        "sure": allowed.sure.value,
        "effect": allowed.effect.value,
        "is_overdue": allowed.is_overdue,
        "hours": allowed.hours,
        "citation": rule.citation,
        "url": rule.source_url,
        "read_on": rule.read_on.isoformat() if rule.read_on else None,
        "reviewed_on": rule.reviewed_on.isoformat() if rule.reviewed_on else None,
    }


def _unknown(unknown: Unknown) -> dict[str, Any]:
    """Return the fields of an unknown that are not empty."""
    stated = {name: value for name, value in _plain(unknown).items() if value}
    if unknown.disagreement:
        stated["disagreement"] = _disagreement(unknown.disagreement)
    return stated


def _disagreement(one: Disagreement) -> list[dict[str, Any]]:
    return [_plain(value) for value in one.values]


def _plain(value: Any) -> Any:
    """Return a value for JSON: dataclasses as objects in field order, dates in ISO form, enum members as values."""
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(inner) for inner in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
