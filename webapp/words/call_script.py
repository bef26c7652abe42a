"""The call script: four lines; in other languages with the English to read out, and lines for an interpreter."""

from dataclasses import dataclass

from webapp.languages import DEFAULT, language
from webapp.words.translate import N_, _

_LINES = (
    N_("“Does anyone there do dry needling? Who?”"),
    N_("“What license do they have?”"),
    N_("“Do I need a doctor's referral?”"),
    N_("“What does a visit cost?”"),
)
_FIRST = (
    N_("“Do you speak Spanish?”"),
    N_("“Interpreter, please. I will wait.”"),
    N_("“Please speak slowly.”"),
)
"""First lines for somebody who speaks no English."""


_DETAILS = (
    (N_("What hurts, and for how long."), "I will tell you what hurts, and for how long."),
    (
        N_(
            "If you are pregnant, or may be. Do not have it now unless the clinician who looks after your pregnancy "
            "agrees."
        ),
        "I am pregnant, or I may be.",
    ),
    (
        N_("If you have an infection, or infected skin there. Wait until it is gone."),
        "I have an infection, or infected skin there.",
    ),
    (
        N_(
            "If you take a blood thinner. Do not stop or skip your medicine on your own. Ask the person who prescribed "
            "it."
        ),
        "I take a blood thinner.",
    ),
    (
        N_(
            "If you have a bleeding problem, a weak immune system, diabetes, epilepsy, lymphedema or a disease of the "
            "blood vessels."
        ),
        "I have: a bleeding problem, a weak immune system, diabetes, epilepsy, lymphedema, a blood vessel disease.",
    ),
    (
        N_(
            "If you have a heart valve disease, an implant, a pacemaker or a metal allergy, or had surgery or "
            "radiation there."
        ),
        "I have: a heart valve disease, an implant, a pacemaker, a metal allergy. I had surgery or radiation there.",
    ),
    (N_("If it is for a child or a teen."), "It is for a child or a teen."),
    (
        N_("If you are afraid of needles. You can ask to stop at any time. If the fear is strong, do not have it."),
        "I am afraid of needles. Please stop when I say so.",
    ),
)
"""Facts that the practitioner needs before the first needle, each with a way to say it in English."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line in the language of the reader, with its English to read out; "" where the reader's is English."""

    text: str
    read_out: str


def call_lines() -> tuple[Spoken, ...]:
    """Return the lines in the language of the request."""
    if language() == DEFAULT:
        return tuple(Spoken(line, "") for line in _LINES)
    return tuple(Spoken(_(line), line) for line in (*_FIRST, *_LINES))


def detail_lines() -> tuple[Spoken, ...]:
    """Return what the practitioner needs to know, in the language of the request."""
    if language() == DEFAULT:
        return tuple(Spoken(line, "") for line, _read_out in _DETAILS)
    return tuple(Spoken(_(line), read_out) for line, read_out in _DETAILS)
