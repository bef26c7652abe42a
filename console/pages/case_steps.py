"""Steps on a case, each with a reason and recorded with the user; one that cannot be done now says what to do."""

from collections.abc import Callable, Mapping

from flask import redirect, request
from flask.typing import ResponseReturnValue

from console.guard import visitor
from console.guard.request_values import lines_in_form
from console.pages.case import ANSWER, CLAIM, FIELDS, SETTLE, case_page
from index import settings
from index.corrections.accepted_values import QuoteError, UnreadableValueError, WhichPlaceError
from index.corrections.accepting import HiddenAtOnceError, NobodyError, NoCorrectionError
from index.corrections.added_values import NotReachedError, OutsideRuleError
from index.corrections.call_back import call_back
from index.corrections.case_progress import CallResult
from index.corrections.case_removal import (
    HiddenAlreadyError,
    OtherProviderError,
    ShownAgainError,
    hide_fields,
    remove_for_case,
)
from index.corrections.case_row import LISTING, UnknownCaseError
from index.corrections.settling import (
    ClaimedError,
    NothingHiddenError,
    OthersAskedError,
    SettledError,
    answer,
    claim,
    settle,
)
from index.corrections.suppression.removal import UnknownProviderError
from index.published.overlay import HiddenFieldError
from index.store.audit import EmptyReasonError

LONGEST_NOTE, LONGEST_ID = 1000, 64
CONFLICT, UNPROCESSABLE = 409, 422
CANNOT_NOW = (
    SettledError,
    ClaimedError,
    NothingHiddenError,
    OthersAskedError,
    OtherProviderError,
    HiddenAlreadyError,
    ShownAgainError,
    OutsideRuleError,
)
WRONG = (
    NobodyError,
    UnknownProviderError,
    HiddenFieldError,
    UnreadableValueError,
    QuoteError,
    NotReachedError,
    HiddenAtOnceError,
    WhichPlaceError,
    NoCorrectionError,
)


def decide(number: str) -> ResponseReturnValue:
    """Record who works on a case or that its sender was answered, or settle it."""
    store, folder, who, why = visitor.store(), settings.current().generations, visitor.user().name, _typed("note")
    steps: Mapping[str, Callable[[], object]] = {
        CLAIM: lambda: claim(store, number, who, why),
        ANSWER: lambda: answer(store, folder, number, who, why),
        SETTLE: lambda: settle(store, folder, number, who, why),
    }
    step = steps.get(request.form.get("step", ""))
    if step is None:
        return case_page(number, "Choose what you do.", UNPROCESSABLE, {"note": why})
    return decided(number, step, {"note": why})


def remove(number: str) -> ResponseReturnValue:
    """Leave the listing of a case out, or hide some of its fields; at once."""
    store, folder, who, why = visitor.store(), settings.current().generations, visitor.user().name, _typed("why_hide")
    typed = {"why_hide": why, "id": _typed("id", LONGEST_ID)}
    what, strict = request.form.get("what"), request.form.get("strict") == "yes"
    fields = frozenset(request.form.getlist("field"))
    if what == LISTING:
        return decided(
            number,
            lambda: remove_for_case(store, folder, number, who, why, provider=typed["id"], strict=strict),
            typed,
        )
    if what == FIELDS and fields:
        return decided(number, lambda: hide_fields(store, folder, number, fields, who, why), typed)
    return case_page(number, "Choose the whole listing, or the fields to hide.", UNPROCESSABLE, typed)


def show_again(number: str) -> ResponseReturnValue:
    """Show again what a case hid, and settle it."""
    store, folder, who, why = visitor.store(), settings.current().generations, visitor.user().name, _typed("why_show")
    return decided(number, lambda: settle(store, folder, number, who, why, restore=True), {"why_show": why})


def called(number: str) -> ResponseReturnValue:
    """Record the result of a call to the listed number, and do what it decides."""
    store, folder, who, why = visitor.store(), settings.current().generations, visitor.user().name, _typed("why_call")
    typed, result = {"why_call": why, "call_id": _typed("call_id", LONGEST_ID)}, request.form.get("result", "")
    if result not in set(CallResult):
        return case_page(number, "Choose what the call came to.", UNPROCESSABLE, typed)
    return decided(
        number,
        lambda: call_back(store, folder, number, CallResult(result), who, why, provider=typed["call_id"]),
        typed,
    )


def _typed(field: str, longest: int = LONGEST_NOTE) -> str:
    return lines_in_form(field, longest)


def decided(number: str, step: Callable[[], object], typed: Mapping[str, str]) -> ResponseReturnValue:
    """Take a step and lead to the case, or show the case with why the step was refused."""
    try:
        with visitor.recorded():
            step()
    except EmptyReasonError:
        wanted = "Write what you found or answered: it is recorded with the case."
        return case_page(number, wanted, UNPROCESSABLE, typed)
    except WRONG as error:
        return case_page(number, _sentence(error), UNPROCESSABLE, typed)
    except CANNOT_NOW as error:
        return case_page(number, _sentence(error), CONFLICT, typed)
    except UnknownCaseError:
        return case_page(number)
    return redirect(f"/cases/{number}", 303)


def _sentence(error: Exception) -> str:
    text = str(error)
    return f"{text[:1].upper()}{text[1:]}."
