"""The questions for a first call in words: five that come first, and more; by profession and by what hurts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.vetting.questions import CallQuestion, Question
from webapp.languages import DEFAULT, language, speaking
from webapp.words.call_script import Spoken
from webapp.words.claim_words import condition_words, field_words
from webapp.words.translate import N_, _

FIRST = 5

_WORDS = {
    CallQuestion.DOES_IT: N_("Do you do dry needling?"),
    CallQuestion.DOES_IT_HERE: N_("Do you do dry needling at this place?"),
    CallQuestion.DOES_IT_NOW: N_("Do you do dry needling here now?"),
    CallQuestion.WHO_DOES_IT: N_("Who does the dry needling, and what is their license?"),
    CallQuestion.DOES_IT_THEMSELVES: N_("Do you do the needling yourself?"),
    CallQuestion.WHICH_LICENSE_COVERS_IT: N_("Which license covers this?"),
    CallQuestion.ON_STATE_RECORD: N_("Does the state have your dry needling on record?"),
    CallQuestion.WHAT_LICENSE: N_("What license do you have, and in which state?"),
    CallQuestion.TRIGGER_POINTS: N_("Do you needle sore muscle spots (trigger points), or do you do acupuncture?"),
    CallQuestion.WHO_SUPERVISES: N_("Who supervises you, and who will hold the needle?"),
    CallQuestion.COURSE_HOURS: N_("How many hours of your dry-needling course were in person?"),
    CallQuestion.WHAT_TRAINING: N_("What training did you have, and how many hours in person?"),
    CallQuestion.GO_SLOWLY: N_("Can we go slowly, and stop if I say?"),
    CallQuestion.COST_AND_REFERRAL: N_("What does it cost? Do I need a referral?"),
    CallQuestion.OTHER_CARE: N_("What other care goes with it, such as exercises?"),
    CallQuestion.WITHOUT_ADJUSTMENT: N_("Can I have the needling without an adjustment of my spine?"),
    CallQuestion.WHICH_DOCTOR: N_("Which doctor do you work with, and do you see people who are not athletes?"),
    CallQuestion.NEW_PATIENTS_AND_HOURS: N_("Do you take new patients, and when are you open?"),
    CallQuestion.WHAT_TO_WATCH: N_("What should I watch for in the days after?"),
}

_LIKE_MINE = N_("Have you treated problems like mine?")
_LIKE_THIS = N_("Have you treated problems like mine (%(what)s)?")
_LUNGS = N_("How do you protect the lungs?")
_LUNGS_IF_NEAR = N_("If you needle the neck, shoulder, chest or back, how do you protect the lungs?")
_UNDER_THE_SKIN = N_("What lies under the skin there, and how do you keep clear of it?")
_PELVIS = N_("Where would you needle, and may somebody be in the room with me?")

NEAR_THE_LUNGS = frozenset(
    {"cervicogenic-headache", "whiplash", "neck-pain", "back-pain", "spine-other", "shoulder", "disc"}
)
"""Complaints for which the needle may go into the neck, the shoulder or the back of the chest."""
ELSEWHERE = frozenset(
    {
        "tmj", "tension-headache", "migraine", "sciatica", "knee", "hip-piriformis", "carpal-tunnel", "rsi", "tendon",
        "tennis-elbow", "achilles", "plantar", "it-band", "phantom", "phn", "scar",
    }
)  # fmt: skip
PELVIC = frozenset({"pelvic"})
ANYWHERE = frozenset({"headache", "myofascial-pain", "joint", "rom", "weakness", "spasm", "fibromyalgia"})
"""Complaints of any part of the body, or for which we do not know what would be needled."""


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions of a profile, in order."""

    first: tuple[Spoken, ...]
    more: tuple[Spoken, ...]


def questions(asked: Iterable[Question], hurts: Sequence[str] = ()) -> Questions:
    """Return the questions for readers, in the order given; `hurts` are slugs of conditions."""
    words = tuple(spoken_question(one, hurts) for one in asked)
    return Questions(words[:FIRST], words[FIRST:])


def spoken_question(question: Question, hurts: Sequence[str] = ()) -> Spoken:
    """Return one question, with its English where the page is in another language."""
    read_out = ""
    if language() != DEFAULT:
        with speaking(DEFAULT):
            read_out = question_words(question, hurts)
    return Spoken(question_words(question, hurts), read_out)


def question_words(question: Question, hurts: Sequence[str] = ()) -> str:
    """Return the words of one question."""
    if question.about:
        return _("Sources differ. Which is right: %(field)s?", field=field_words(question.about).lower())
    if question.ask is CallQuestion.PROBLEMS_LIKE_MINE:
        return f"{_like_mine(hurts)} {_(_keep_clear(hurts))}"
    return _(_WORDS[question.ask])


def _like_mine(hurts: Sequence[str]) -> str:
    return _(_LIKE_THIS, what=", ".join(map(condition_words, hurts))) if hurts else _(_LIKE_MINE)


def _keep_clear(hurts: Sequence[str]) -> str:
    """Return the question on what the needle may reach; of several complaints the gravest counts."""
    treated = frozenset(hurts)
    if treated & NEAR_THE_LUNGS:
        return _LUNGS
    if treated & PELVIC:
        return _PELVIS
    return _UNDER_THE_SKIN if treated and treated <= ELSEWHERE else _LUNGS_IF_NEAR
