"""Questions for the first call, derived from the unknowns; doubts come before the questions for everybody."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from index.records import LISTED_ANSWERS, Profession, SourcesSay, StateAllows
from index.vetting.known_at_place import PlaceFacts, ProviderFacts
from index.vetting.unknown import Topic


class CallQuestion(StrEnum):
    """Questions for a call, by their codes."""

    DOES_IT = "does_it"
    DOES_IT_HERE = "does_it_here"
    """A source says yes about another place."""
    DOES_IT_NOW = "does_it_now"
    """Sources disagree, or their words are old."""
    WHO_DOES_IT = "who_does_it"
    DOES_IT_THEMSELVES = "does_it_themselves"
    WHICH_LICENSE_COVERS_IT = "which_license_covers_it"
    """By the rules we read, one of their licenses does not."""
    ON_STATE_RECORD = "on_state_record"
    """The state requires a record of approval, and no source shows it."""
    WHAT_LICENSE = "what_license"
    TRIGGER_POINTS = "trigger_points"
    """Acupuncture is another method; some acupuncturists also do dry needling."""
    WHO_SUPERVISES = "who_supervises"
    COURSE_HOURS = "course_hours"
    WHAT_TRAINING = "what_training"
    PROBLEMS_LIKE_MINE = "problems_like_mine"
    GO_SLOWLY = "go_slowly"
    COST_AND_REFERRAL = "cost_and_referral"
    OTHER_CARE = "other_care"
    WITHOUT_ADJUSTMENT = "without_adjustment"
    WHICH_DOCTOR = "which_doctor"
    WHICH_IS_RIGHT = "which_is_right"
    NEW_PATIENTS_AND_HOURS = "new_patients_and_hours"
    WHAT_TO_WATCH = "what_to_watch"


_DOUBTED = {
    Profession.ACUPUNCTURIST: CallQuestion.TRIGGER_POINTS,
    Profession.PT_ASSISTANT: CallQuestion.WHO_SUPERVISES,
    Profession.MASSAGE_THERAPIST: CallQuestion.WHICH_LICENSE_COVERS_IT,
}
"""Open questions of a profession: the method, or who may hold the needle."""
_ASKED_TOO = {
    Profession.PHYSICAL_THERAPIST: CallQuestion.OTHER_CARE,
    Profession.OCCUPATIONAL_THERAPIST: CallQuestion.OTHER_CARE,
    Profession.CHIROPRACTOR: CallQuestion.WITHOUT_ADJUSTMENT,
    Profession.ATHLETIC_TRAINER: CallQuestion.WHICH_DOCTOR,
}


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `about` names the field for which sources state different values."""

    ask: CallQuestion
    about: Topic | None = None


def questions(who: ProviderFacts, here: PlaceFacts, *, listed_elsewhere: bool) -> tuple[Question, ...]:
    """Return the questions to ask of a provider at a place, the first ones first (docs/principles.md).

    `listed_elsewhere`: whether a source says yes about another of its places.
    """
    return (
        Question(_opening(who, here, listed_elsewhere=listed_elsewhere)),
        *dict.fromkeys(_in_doubt(who, here)),
        Question(CallQuestion.COURSE_HOURS if who.has_training else CallQuestion.WHAT_TRAINING),
        Question(CallQuestion.PROBLEMS_LIKE_MINE),
        Question(CallQuestion.GO_SLOWLY),
        Question(CallQuestion.COST_AND_REFERRAL),
        *dict.fromkeys(Question(_ASKED_TOO[held]) for held in who.professions if held in _ASKED_TOO),
        *(
            Question(CallQuestion.WHICH_IS_RIGHT, field)
            for field in dict.fromkeys(Topic(one.field) for one in here.doubts)
        ),
        Question(CallQuestion.NEW_PATIENTS_AND_HOURS),
        Question(CallQuestion.WHAT_TO_WATCH),
    )


def _opening(who: ProviderFacts, here: PlaceFacts, *, listed_elsewhere: bool) -> CallQuestion:
    if here.answer is SourcesSay.NO_WORD and listed_elsewhere:
        return CallQuestion.DOES_IT_HERE
    if here.answer in {SourcesSay.NO_WORD, SourcesSay.SAYS_NO, SourcesSay.COURSE_LISTED}:
        return CallQuestion.DOES_IT
    if here.answer is SourcesSay.DISAGREE or here.is_old:
        return CallQuestion.DOES_IT_NOW
    return CallQuestion.WHO_DOES_IT if who.is_clinic else CallQuestion.DOES_IT_THEMSELVES


def _in_doubt(who: ProviderFacts, here: PlaceFacts) -> Iterator[Question]:
    if here.answer in LISTED_ANSWERS and any(allowed.forbids for allowed in here.allowed):
        yield Question(CallQuestion.WHICH_LICENSE_COVERS_IT)
    wants_record = any(allowed.rule.answer is StateAllows.ALLOWED_APPROVAL for allowed in here.allowed)
    if wants_record and here.answer is not SourcesSay.BOARD_LISTED:
        yield Question(CallQuestion.ON_STATE_RECORD)
    if not who.is_clinic and not who.professions:
        yield Question(CallQuestion.WHAT_LICENSE)
    # Not for people with another license too: they may needle under that one.
    if who.professions and all(held in _DOUBTED for held in who.professions):
        yield from (Question(_DOUBTED[held]) for held in who.professions)
