"""The courses and state authorizations behind a name, with what the vocabulary says of them."""

from dataclasses import dataclass

from index.records import Credential, CredentialKind, Provider
from index.vocabulary.credentials import by_letters, credentials, letters_key

_KINDS = frozenset({CredentialKind.COURSE, CredentialKind.STATE_AUTHORIZATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A course or authorization as listed. It shows neither skill nor that the person may do this in a state."""

    code: str
    name: str
    """In full; the code where the vocabulary has it no longer."""
    written: str
    kind: CredentialKind
    issuer: str
    """Empty where the letters can come from more than one school and the source does not say which."""
    shows_dry_needling: bool
    sources: tuple[str, ...]
    """Who lists it, sorted."""

    @property
    def is_training(self) -> bool:
        """Whether it is a course in dry needling. A state's authorization is its approval, and tells of no course."""
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
    """Return who lists a credential, in whatever spelling."""
    letters = (claim for claim in provider.claims if claim.field == "credential")
    return tuple(sorted({claim.source for claim in letters if _is_spelled(claim.value, held)}))


def _is_spelled(written: str, held: Credential) -> bool:
    entry = by_letters().get(letters_key(written))
    return written == held.raw or (entry is not None and entry.code == held.code)
