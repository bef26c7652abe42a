"""What letters behind a name mean, in a sentence or two, with their issuer."""

from dataclasses import dataclass

from index.records import Credential, CredentialKind
from index.vocabulary.credentials import credentials

_KINDS = {
    CredentialKind.LICENSE: "a license",
    CredentialKind.DEGREE: "a degree, not a license",
    CredentialKind.BOARD_CERTIFICATION: "a board certification",
    CredentialKind.COURSE: "a course",
    CredentialKind.STATE_AUTHORIZATION: "a state's authorization",
    CredentialKind.MEMBERSHIP: "a membership",
    CredentialKind.OTHER: "a credential",
}
_FROM_MANY = frozenset({CredentialKind.DEGREE, CredentialKind.LICENSE})
"""Kinds whose issuer is any university or the state's board: naming it says nothing."""
NO_SIGN = "It does not show dry-needling training."
NO_PERMISSION = "It does not show that the person may do dry needling in this state."
SHARED = "These letters can come from more than one school. The source does not say which. Ask."


@dataclass(frozen=True, slots=True)
class Letters:
    """Letters as the source wrote them, and what they mean."""

    written: str
    meaning: str


def letters_words(credential: Credential) -> Letters:
    """Return a credential with its meaning; only what the vocabulary marks shows dry needling."""
    entry = credentials().get(credential.code)
    name = entry.name if entry else credential.code
    given = f" by {credential.issuer}" if credential.issuer and credential.kind not in _FROM_MANY else ""
    said = [f"{name}: {_KINDS[credential.kind]}{given}."]
    if credential.kind is CredentialKind.COURSE and not credential.issuer:
        said.append(SHARED)
    said.append(NO_PERMISSION if credential.shows_dry_needling else NO_SIGN)
    return Letters(credential.raw, " ".join(said))


def unknown_letters(written: str) -> Letters:
    """Return letters that the vocabulary does not have."""
    return Letters(written, "We do not know these letters. Ask what they stand for.")
