"""A provider's courses, state authorizations, licenses and NPI, with entries of vocabulary and registers."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from index.records import Check, CheckKind, CheckResult, Credential, CredentialKind, License, Provider
from index.records.identifiers import license_key
from index.vocabulary.credentials import by_letters, credentials, letters_key

_KINDS = frozenset({CredentialKind.COURSE, CredentialKind.STATE_AUTHORIZATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A course or authorization as listed. It shows neither skill nor that the person may do this in a state."""

    code: str
    name: str
    """In full; the code if the vocabulary no longer has it."""
    written: str
    kind: CredentialKind
    issuer: str
    """Empty if several schools give these letters and the source does not say which."""
    shows_dry_needling: bool
    sources: tuple[str, ...]
    """The sources that list it, sorted."""

    @property
    def is_training(self) -> bool:
        """True if it is a course in dry needling. A state's authorization is an approval, not a course."""
        return self.kind is CredentialKind.COURSE and self.shows_dry_needling


def courses_of(provider: Provider) -> tuple[Course, ...]:
    """Return a provider's courses and authorizations in the order of its credentials."""
    known = credentials()
    return tuple(
        Course(
            code=held.code,
            name=known[held.code].name if held.code in known else held.code,
            written=held.raw,
            kind=held.kind,
            issuer=held.issuer,
            shows_dry_needling=held.shows_dry_needling,
            sources=_listing(provider, held),
        )
        for held in provider.credentials
        if held.kind in _KINDS
    )


def _listing(provider: Provider, held: Credential) -> tuple[str, ...]:
    """Return the sources that list a credential in any spelling, sorted."""
    letters = (claim for claim in provider.claims if claim.field == "credential")
    return tuple(sorted({claim.source for claim in letters if _is_spelled(claim.value, held)}))


def _is_spelled(written: str, held: Credential) -> bool:
    entry = by_letters().get(letters_key(written))
    return written == held.raw or (entry is not None and entry.code == held.code)


class NpiStatus(StrEnum):
    """The evidence for a number."""

    NONE = "none"
    """No source states one."""
    TYPED = "typed"
    """Only sources other than NPI registers state it."""
    REGISTERED = "registered"
    """An NPI register has it under this name. Everything else in that record is the person's own entry."""
    DEACTIVATED = "deactivated"
    """The register's own list says so; it does not say why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """An NPI with the sources that state it, sorted; `check` is the list that has it as deactivated."""

    npi: str
    status: NpiStatus
    sources: tuple[str, ...] = ()
    check: Check | None = None


def identity_of(provider: Provider, registers: AbstractSet[str]) -> Identity:
    """Return a provider's NPI and the evidence for it; `registers` are the sources that are NPI registers."""
    if not provider.npi:
        return Identity(npi="", status=NpiStatus.NONE)
    stating = sorted({one.source for one in provider.claims if one.field == "npi" and one.value == provider.npi})
    check = next((check for check in provider.checks if check.kind is CheckKind.NPI), None)
    held = NpiStatus.REGISTERED if registers & set(stating) else NpiStatus.TYPED
    status = NpiStatus.DEACTIVATED if check else held
    return Identity(npi=provider.npi, status=status, sources=tuple(stating), check=check)


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseRecord:
    """A license as a source states it. `check` is None if no register was searched, which is not "no record"."""

    license: License
    check: Check | None

    @property
    def result(self) -> CheckResult | None:
        """The register's result; None if no register was searched."""
        return self.check.result if self.check else None


def license_records(provider: Provider) -> tuple[LicenseRecord, ...]:
    """Return every license of a provider with its check; two spellings of one number share a check."""
    looked = {
        _key(check.license): check
        for check in provider.checks
        if check.kind is CheckKind.LICENSE and check.license is not None
    }
    return tuple(LicenseRecord(license=held, check=looked.get(_key(held))) for held in provider.licenses)


def _key(held: License) -> str:
    # A license with too little data to be looked up has no license key, and shares no check.
    return license_key(held.state, held.profession, held.number) or f"{held.state}|{held.profession}|{held.number}|"
