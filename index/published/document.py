"""A provider as a JSON object, as `export` and `search --json` write it; docs/publishing.md lists its names."""

from typing import NotRequired, TypedDict

from index.published.may_leave import Lets, leaving
from index.records import (
    Check,
    CheckKind,
    Claim,
    Credential,
    Finding,
    License,
    Phone,
    Practice,
    Provider,
    Quote,
    strongest_finding,
)


class QuoteDocument(TypedDict):
    """A source's words. `evidence` has the deciding ones, empty with a null date if no source says anything."""

    quote: str
    source: str
    read_on: str | None


class FullQuoteDocument(QuoteDocument):
    """A source's words with their address, and whether they say yes."""

    url: str
    says_yes: bool


class CredentialDocument(TypedDict):
    """A credential, and the source's spelling in `raw`."""

    code: str
    kind: str
    raw: str
    issuer: str
    shows_dry_needling: bool


class LicenseDocument(TypedDict):
    """A license number as a source states it, not checked."""

    profession: str
    state: str
    number: str


class LocationDocument(TypedDict):
    """A practice location in degrees (WGS 84), null if `precision` is "none"; `phone` and `fax` in E.164 or ""."""

    latitude: float | None
    longitude: float | None
    precision: str
    organization: str
    street: str
    unit: str
    city: str
    state: str
    zip: str
    street_withheld: bool
    phone: str
    phone_extension: str
    fax: str
    dry_needling: str
    evidence: QuoteDocument
    quotes: list[FullQuoteDocument]
    sources: list[str]


class ClaimDocument(TypedDict):
    """One value of one field from one source."""

    field: str
    value: str
    source: str
    source_id: str
    url: str
    first_seen: str
    last_seen: str
    changed_on: str | None


class CheckDocument(TypedDict):
    """A register's entry on a license or NPI; exclusions are not exported."""

    kind: str
    result: str
    profession: str
    state: str
    number: str
    on: str | None
    register: str
    url: str
    read_on: str


class ProviderDocument(TypedDict):
    """One practitioner or clinic."""

    id: str
    kind: str
    name: str
    dry_needling: str
    evidence: QuoteDocument
    professions: list[str]
    credentials: list[CredentialDocument]
    unknown_credentials: list[str]
    locations: list[LocationDocument]
    sources: list[str]
    website: str
    npi: str
    conditions: list[str]
    licenses: list[LicenseDocument]
    taxonomies: list[str]
    claims: list[ClaimDocument]
    checks: list[CheckDocument]
    left_out: NotRequired[list[str]]


def leaving_document(provider: Provider, lets: Lets) -> ProviderDocument:
    """Return what may leave of a provider in bulk as a JSON object, with the names of what was left out."""
    kept = leaving(provider, lets)
    left_out = kept.left_out.union(*kept.left_out_at)
    return {**provider_document(kept.provider), "left_out": sorted(left_out)}


def provider_document(provider: Provider) -> ProviderDocument:
    """Return a provider as a JSON object."""
    evidence = strongest_finding(provider.practices)
    return {
        "id": provider.id,
        "kind": provider.kind.value,
        "name": provider.name,
        "dry_needling": evidence.answer.value,
        "evidence": _deciding_quote(evidence),
        "professions": [profession.value for profession in provider.professions],
        "credentials": [_credential(credential) for credential in provider.credentials],
        "unknown_credentials": list(provider.unknown_credentials),
        "locations": [_location(practice) for practice in provider.practices],
        "sources": list(provider.sources),
        "website": provider.website,
        "npi": provider.npi,
        "conditions": list(provider.conditions),
        "licenses": [_license(held) for held in provider.licenses],
        "taxonomies": list(provider.taxonomies),
        "claims": [_claim(claim) for claim in provider.claims],
        "checks": [_check(check) for check in provider.checks if check.kind is not CheckKind.EXCLUSION],
    }


def _location(practice: Practice) -> LocationDocument:
    place = practice.location
    return {
        "latitude": place.latitude,
        "longitude": place.longitude,
        "precision": place.precision.value,
        "organization": place.organization,
        "street": place.street,
        "unit": place.unit,
        "city": place.city,
        "state": place.state,
        "zip": place.zip,
        "street_withheld": practice.street_withheld,
        "phone": _number(place.phone),
        "phone_extension": place.phone.extension if place.phone else "",
        "fax": _number(place.fax),
        "dry_needling": practice.evidence.answer.value,
        "evidence": _deciding_quote(practice.evidence),
        "quotes": [_full_quote(quote) for quote in practice.evidence.quotes],
        "sources": list(practice.sources),
    }


def _deciding_quote(evidence: Finding) -> QuoteDocument:
    if not evidence.quotes:
        return {"quote": "", "source": "", "read_on": None}
    quote = evidence.quotes[0]
    return {"quote": quote.text, "source": quote.source, "read_on": quote.read_on.isoformat()}


def _full_quote(quote: Quote) -> FullQuoteDocument:
    return {
        "quote": quote.text,
        "source": quote.source,
        "read_on": quote.read_on.isoformat(),
        "url": quote.url,
        "says_yes": quote.says_yes,
    }


def _credential(credential: Credential) -> CredentialDocument:
    return {
        "code": credential.code,
        "kind": credential.kind.value,
        "raw": credential.raw,
        "issuer": credential.issuer,
        "shows_dry_needling": credential.shows_dry_needling,
    }


def _license(held: License) -> LicenseDocument:
    return {"profession": held.profession.value, "state": held.state, "number": held.number}


def _claim(claim: Claim) -> ClaimDocument:
    return {
        "field": claim.field,
        "value": claim.value,
        "source": claim.source,
        "source_id": claim.source_id,
        "url": claim.url,
        "first_seen": claim.first_seen.isoformat(),
        "last_seen": claim.last_seen.isoformat(),
        "changed_on": claim.changed_on.isoformat() if claim.changed_on else None,
    }


def _check(check: Check) -> CheckDocument:
    held = check.license
    return {
        "kind": check.kind.value,
        "result": check.result.value,
        "profession": held.profession.value if held else "",
        "state": held.state if held else "",
        "number": held.number if held else "",
        "on": check.on.isoformat() if check.on else None,
        "register": check.claim.source,
        "url": check.claim.url,
        "read_on": check.claim.last_seen.isoformat(),
    }


def _number(phone: Phone | None) -> str:
    return phone.e164 if phone else ""
