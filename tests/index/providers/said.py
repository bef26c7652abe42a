from index.providers import merge, shared_streets
from index.records import Credential, CredentialKind, Statement, StatementKind, Subject
from tests.index.resolve.invented import seen


def says(kind, about=Subject.PERSON, quote=""):
    return Statement(kind=kind, about=about, quote=quote or f"{kind} {about}")


OFFERS = says(StatementKind.OFFERS, quote="Jordan Avery does dry needling.")
DECLINES = says(StatementKind.SAYS_NO, quote="Jordan Avery does not offer dry needling.")
CLINIC_OFFERS = says(StatementKind.OFFERS, Subject.CLINIC, "Dry needling is offered.")
CLINIC_DECLINES = says(StatementKind.SAYS_NO, Subject.CLINIC, "We do not offer dry needling.")
ON_RECORD = says(StatementKind.BOARD, quote="Dry needling endorsement: yes")
COURSE = Credential(code="Cert. DN", kind=CredentialKind.COURSE, raw="Cert. DN", shows_dry_needling=True)
LETTERS = Credential(code="OCS", kind=CredentialKind.BOARD_CERTIFICATION, raw="OCS", issuer="ABPTS")


def folded(*listings, **more):
    told = [one if hasattr(one, "listing") else seen(one) for one in listings]
    return merge("aaaaaaaaaa", told, more.pop("shared", shared_streets(told)), **more)


def answers(*listings, **more):
    """Answer A by town of each place."""
    return {practice.location.city: practice.evidence.answer for practice in folded(*listings, **more).practices}


def answer(*listings, **more):
    """Answer A of a provider with one place."""
    (practice,) = folded(*listings, **more).practices
    return practice.evidence.answer
