"""What sources say of dry needling, and the record and answers that their listings come to."""

from index.providers import merge, shared_streets
from index.records import StatementKind, Subject
from tests.builders import course, credential, seen, statement

OFFERS = statement("Jordan Avery does dry needling.")
DECLINES = statement("Jordan Avery does not offer dry needling.", StatementKind.SAYS_NO)
CLINIC_OFFERS = statement("Dry needling is offered.", about=Subject.CLINIC)
CLINIC_DECLINES = statement("We do not offer dry needling.", StatementKind.SAYS_NO, Subject.CLINIC)
ON_RECORD = statement("Dry needling endorsement: yes", StatementKind.BOARD)
COURSE, LETTERS = course(), credential("OCS", issuer="ABPTS")


def folded(*listings, **more):
    read = [one if hasattr(one, "listing") else seen(one) for one in listings]
    return merge("aaaaaaaaaa", read, more.pop("shared", shared_streets(read)), **more)


def answers(*listings, **more):
    """Answer A by town of each place."""
    return {practice.location.city: practice.evidence.answer for practice in folded(*listings, **more).practices}


def answer(*listings, **more):
    """Answer A of a provider with one place."""
    (practice,) = folded(*listings, **more).practices
    return practice.evidence.answer
