"""What to say on the phone: four lines; in another language with the English to read out, and how to be understood."""

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
"""Said first by somebody who speaks no English."""


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
