"""Five questions for the first call, made from what is missing."""

from index.records import AnswerA, ListingKind

_PERSON = (
    "Do you do the needling yourself?",
    "What training did you have, and how many hours in person?",
    "Have you treated problems like mine? How do you protect the lungs?",
    "Can we go slowly, and stop if I say?",
    "What does it cost? Do I need a referral?",
)
_NO_WORD_FIRST = "Do you do dry needling?"
_CLINIC_FIRST = "Who does the dry needling, and what is their license?"


def questions(answer: AnswerA, kind: ListingKind) -> tuple[str, ...]:
    """Return the five questions; the first depends on what sources say."""
    if answer in {AnswerA.NO_WORD, AnswerA.SAYS_NO, AnswerA.COURSE_LISTED, AnswerA.DISAGREE}:
        first = _NO_WORD_FIRST
    else:
        first = _CLINIC_FIRST if kind is ListingKind.CLINIC else _PERSON[0]
    return (first, *_PERSON[1:])
