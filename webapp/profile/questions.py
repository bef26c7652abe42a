"""The words of the questions for the first call: five that come first, and more."""

from collections.abc import Iterable
from dataclasses import dataclass

from index.evidence.questions import Ask, Question
from webapp.words.claim_words import field_words
from webapp.words.translate import N_, _

FIRST = 5

_WORDS = {
    Ask.DOES_IT: N_("Do you do dry needling?"),
    Ask.DOES_IT_HERE: N_("Do you do dry needling at this place?"),
    Ask.DOES_IT_NOW: N_("Do you do dry needling here now?"),
    Ask.WHO_DOES_IT: N_("Who does the dry needling, and what is their license?"),
    Ask.DOES_IT_THEMSELVES: N_("Do you do the needling yourself?"),
    Ask.WHICH_LICENSE_COVERS_IT: N_("Which license covers this?"),
    Ask.ON_STATE_RECORD: N_("Does the state have your dry needling on record?"),
    Ask.WHAT_LICENSE: N_("What license do you have, and in which state?"),
    Ask.COURSE_HOURS: N_("How many hours of your dry-needling course were in person?"),
    Ask.WHAT_TRAINING: N_("What training did you have, and how many hours in person?"),
    Ask.PROBLEMS_LIKE_MINE: N_("Have you treated problems like mine? How do you protect the lungs?"),
    Ask.GO_SLOWLY: N_("Can we go slowly, and stop if I say?"),
    Ask.COST_AND_REFERRAL: N_("What does it cost? Do I need a referral?"),
    Ask.NEW_PATIENTS_AND_HOURS: N_("Do you take new patients, and when are you open?"),
    Ask.WHAT_TO_WATCH: N_("What should I watch for in the days after?"),
}


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions of a profile, in order."""

    first: tuple[str, ...]
    more: tuple[str, ...]


def questions(asked: Iterable[Question]) -> Questions:
    """Return the questions for readers, in the order in which they are asked."""
    words = tuple(map(question_words, asked))
    return Questions(words[:FIRST], words[FIRST:])


def question_words(question: Question) -> str:
    """Return one question."""
    if question.about:
        return _("Sources differ. Which is right: %(field)s?", field=field_words(question.about).lower())
    return _(_WORDS[question.ask])
