"""Answer A in the public's words: the label on a card and the line under it."""

from index.records import AnswerA

LABELS = {
    AnswerA.BOARD_LISTED: "On the state's dry-needling list",
    AnswerA.PERSON_LISTED: "Listed as doing dry needling",
    AnswerA.CLINIC_OFFERS: "This clinic offers dry needling",
    AnswerA.COURSE_LISTED: "A dry-needling course is listed",
    AnswerA.NO_WORD: "No word on dry needling",
    AnswerA.SAYS_NO: "Does not offer dry needling",
    AnswerA.DISAGREE: "Sources disagree: ask",
}

_LINES = {
    AnswerA.BOARD_LISTED: "This shows approval by the state, not skill.",
    AnswerA.CLINIC_OFFERS: "The source does not say who does it. Ask.",
    AnswerA.COURSE_LISTED: "A course does not tell you if the person does this here. Ask.",
}

_QUESTIONS = {
    AnswerA.BOARD_LISTED: "Do you do dry needling here?",
    AnswerA.PERSON_LISTED: "How many hours of training were in person?",
    AnswerA.COURSE_LISTED: "Do you do dry needling here?",
    AnswerA.DISAGREE: "Do you do dry needling here now?",
}


def label(answer: AnswerA) -> str:
    """Return the bordered label of an answer."""
    return LABELS[answer]


def line(answer: AnswerA) -> str:
    """Return what the answer does not show, or ""."""
    return _LINES.get(answer, "")


def question(answer: AnswerA) -> str:
    """Return the one question to ask on the phone; "" where the line under the label asks it."""
    return _QUESTIONS.get(answer, "")
