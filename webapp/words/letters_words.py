"""What letters behind a name mean, in a sentence or two, with their issuer."""

from dataclasses import dataclass

from index.records import Credential, CredentialKind
from index.vocabulary.credentials import credentials
from webapp.words.translate import N_, _

_KINDS = {
    CredentialKind.LICENSE: N_("a license."),
    CredentialKind.DEGREE: N_("a degree, not a license."),
    CredentialKind.BOARD_CERTIFICATION: N_("a board certification."),
    CredentialKind.COURSE: N_("a course."),
    CredentialKind.STATE_AUTHORIZATION: N_("a state's authorization."),
    CredentialKind.MEMBERSHIP: N_("a membership."),
    CredentialKind.OTHER: N_("a credential."),
}
_GIVEN_BY = {
    CredentialKind.BOARD_CERTIFICATION: N_("a board certification by %(issuer)s."),
    CredentialKind.COURSE: N_("a course by %(issuer)s."),
    CredentialKind.STATE_AUTHORIZATION: N_("a state's authorization by %(issuer)s."),
    CredentialKind.MEMBERSHIP: N_("a membership by %(issuer)s."),
    CredentialKind.OTHER: N_("a credential by %(issuer)s."),
}
"""Degrees and licenses are given by any university, or by the state's board: naming it says nothing."""
NO_SIGN = N_("It does not show dry-needling training.")
NO_PERMISSION = N_("It does not show that the person may do dry needling in this state.")
SHARED = N_("These letters can come from more than one school. The source does not say which. Ask.")


@dataclass(frozen=True, slots=True)
class Letters:
    """Letters as the source wrote them, their name in full ("" where we do not know them), and what they mean."""

    written: str
    name: str
    meaning: str
    path: str = ""
    """The path of their own page, "" where there is none."""


def letters_words(credential: Credential) -> Letters:
    """Return a credential with its meaning; only what the vocabulary marks shows dry needling."""
    entry = credentials().get(credential.code)
    by = _GIVEN_BY.get(credential.kind) if credential.issuer else None
    said = [_(by, issuer=credential.issuer) if by else _(_KINDS[credential.kind])]
    if credential.kind is CredentialKind.COURSE and not credential.issuer:
        said.append(_(SHARED))
    said.append(_(NO_PERMISSION if credential.shows_dry_needling else NO_SIGN))
    return Letters(credential.raw, entry.name if entry else credential.code, " ".join(said))


def unknown_letters(written: str) -> Letters:
    """Return letters that the vocabulary does not have."""
    return Letters(written, "", _("We do not know these letters. Ask what they stand for."))
