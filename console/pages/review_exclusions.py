"""Exclusion matches: a match is a number here; both sides are shown by a recorded step, and decided on sight."""

from collections.abc import Sequence

from flask import get_template_attribute, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy import Connection

from console.guard import visitor
from console.guard.request_values import text_in_form
from console.guard.reveal import Reveal
from console.pages.review import number_of, sentence
from index.review.exclusions import (
    REVEAL,
    VERDICT_WORDS,
    DecisionVerdict,
    NotComparedError,
    UnknownMatchError,
    compared_of,
    decide_match,
    document_of,
    exclusion_queue,
    match_of,
    newest_number,
    take_back_match,
)
from index.store.audit import DecidedMeanwhileError, EmptyReasonError

CHOICES = (
    (DecisionVerdict.CONFIRMED, "1", "Same person: the profile says so in one sentence"),
    (DecisionVerdict.DISMISSED, "2", "Not the same"),
    (DecisionVerdict.UNSURE, "3", "Not clear: stays held, and nobody is shown it"),
)
"""Value, access key and words of each decision."""


def read_exclusion(connection: Connection, handle: str) -> Sequence[tuple[str, str]] | None:
    """Return both sides of a match, field by field; None where there is no such match."""
    try:
        document = document_of(match_of(connection, handle))
    except UnknownMatchError:
        return None
    texts = ((name, _text(value)) for name, value in document.items())
    return [("NPI" if name == "npi" else name.capitalize(), text) for name, text in texts if text]


def match_form(connection: Connection, handle: str) -> Markup:
    """Return the form that decides a match, for those who see both sides."""
    match = match_of(connection, handle)
    form = get_template_attribute("parts/exclusion_form.html", "exclusion_form")
    return Markup(form(handle, CHOICES, compared_of(match), newest_number(connection, match)))  # noqa: S704 (a template)


EXCLUSION = Reveal(kind=REVEAL, title="Match with the exclusion list", read=read_exclusion, form=match_form)


def exclusions() -> ResponseReturnValue:
    """Show the next match that waits, without either side."""
    return _page()


def decide_exclusion(handle: str) -> ResponseReturnValue:
    """Record a decision on a match, and go on with the next."""
    text = request.form.get("verdict", "")
    if text not in {value for value, _, _ in CHOICES}:
        return _page("Choose one of the three: show both sides again.", 422)
    try:
        with visitor.write() as connection:
            number = decide_match(
                connection,
                handle,
                DecisionVerdict(text),
                who=visitor.user().name,
                reason=text_in_form("reason"),
                after=number_of(request.form.get("seen", "")),
                compared=request.form.get("compared", ""),
            )
    except EmptyReasonError:
        return _page("Write what you compared; it is recorded. Show both sides again.", 422)
    except NotComparedError as error:
        return _page(sentence(error), 422)
    except (UnknownMatchError, DecidedMeanwhileError) as error:
        return _page(sentence(error), 409)
    return redirect(url_for("exclusions", done=number), 303)


def undo_exclusion(handle: str) -> ResponseReturnValue:
    """Put a match back to where it was before a decision."""
    number = number_of(request.form.get("number", ""))
    try:
        with visitor.write() as connection:
            take_back_match(connection, handle, number, who=visitor.user().name)
    except (UnknownMatchError, DecidedMeanwhileError) as error:
        return _page(sentence(error), 409)
    return redirect(url_for("exclusions", undone=handle), 303)


def _page(error: str = "", status: int = 200) -> ResponseReturnValue:
    with visitor.store().read() as connection:
        queue = exclusion_queue(connection)
    number = number_of(request.args.get("done", ""))
    undone = request.args.get("undone", "")
    waiting = sorted(queue.waiting, key=lambda one: one.handle != undone)  # what was undone comes first again
    page = render_template(
        "pages/review_exclusions.html",
        waiting=waiting,
        decided=queue.decided,
        done=next((one for one in queue.decided if one[1].number == number), None),
        undone=undone if waiting and waiting[0].handle == undone else "",
        words=VERDICT_WORDS,
        error=error,
    )
    return page, status


def _text(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
