"""Steps on a case, each with a reason and recorded with the user; one that cannot be done now says what to do."""

from collections.abc import Callable

from flask import redirect, request
from flask.typing import ResponseReturnValue

from console.guard import visitor
from console.pages.case import ANSWER, SETTLE, case_page
from index import settings
from index.corrections.case_row import UnknownCaseError
from index.corrections.settling import SettledError, answer, settle
from index.store.audit import EmptyReasonError

LONGEST_NOTE = 1000
CONFLICT, UNPROCESSABLE = 409, 422


def decide(number: str) -> ResponseReturnValue:
    """Record that the sender was answered, or settle the case."""
    step = {ANSWER: answer, SETTLE: settle}.get(request.form.get("step", ""))
    if step is None:
        return case_page(number, "Choose what you did.", UNPROCESSABLE, typed=note("note"))
    folder, who = settings.current().generations, visitor.user().name
    return _done(number, lambda: step(visitor.store(), folder, number, who, note("note")), "note")


def note(field: str) -> str:
    """Return the reason that was typed in a field of the form."""
    return request.form.get(field, "").strip()[:LONGEST_NOTE]


def _done(number: str, step: Callable[[], object], field: str) -> ResponseReturnValue:
    """Take a step and lead to the case, or show the case with why the step was refused."""
    try:
        with visitor.recorded():
            step()
    except EmptyReasonError:
        return case_page(number, "Write what you found or answered: it is recorded with the case.", UNPROCESSABLE)
    except UnknownCaseError:
        return case_page(number)
    except SettledError as error:
        return case_page(number, sentence(error), CONFLICT, typed=note(field))
    return redirect(f"/cases/{number}", 303)


def sentence(error: Exception) -> str:
    """Return an error's message as a sentence."""
    text = str(error)
    return f"{text[:1].upper()}{text[1:]}."
