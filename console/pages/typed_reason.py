"""The reason that a step needs, as it was typed, and the sentence of a step that was refused."""

from console.guard.request_values import text_in_form

LONGEST_REASON = 1000
"""Characters; a browser sends no more, as the field says it."""
CONFLICT = 409
"""The status of a step that is not possible now, such as one that somebody else took meanwhile."""
UNPROCESSABLE = 422
"""The status of a form without what it needs."""
NO_REASON = "Write why: the reason is recorded."


class NotPossibleError(RuntimeError):
    """A step that a page offered is not possible any more; the message says what to do."""


def typed_reason() -> str:
    """Return the reason of the form that was sent, "" for none."""
    return text_in_form("reason", LONGEST_REASON)


def sentence(error: Exception) -> str:
    """Return an error's message as a sentence."""
    text = str(error)
    return f"{text[:1].upper()}{text[1:]}."
