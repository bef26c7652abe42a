"""Merges: pairs of listings that may be one person, decided one after the other; each decision can be taken back."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from console.guard import visitor
from console.guard.request_values import text_in_form
from console.pages.review import number_of, sentence
from index.review.merges import (
    VERDICT_WORDS,
    LatelyDecided,
    MergeQueue,
    Pair,
    UnknownListingError,
    UnknownPairError,
    compared_fields,
    contradictions,
    decide,
    explain,
    handle_of,
    is_in_force,
    is_left_out,
    merge_queue,
    newest_of,
    pair_with,
    take_back,
)
from index.store.audit import DecidedMeanwhileError, EmptyReasonError

CHOICES = (("same", "1", "One person"), ("different", "2", "Two people"), ("unsure", "3", "Later"))
"""Value, access key and words of each decision."""


def merges() -> ResponseReturnValue:
    """Show the next pair that waits."""
    return _page(None)


def merge(handle: str) -> ResponseReturnValue:
    """Show one pair, waiting or decided."""
    return _page(handle)


def decide_merge(handle: str) -> ResponseReturnValue:
    """Record a decision on a pair, and go on with the next."""
    verdict, seen = request.form.get("verdict", ""), number_of(request.form.get("seen", ""))
    if verdict not in {value for value, _, _ in CHOICES}:
        return _page(handle, {"verdict": "Choose one of the three."}, 422)
    try:
        with visitor.write() as connection:
            pair = pair_with(connection, handle)
            if not is_in_force(connection, pair):
                return _page(handle, {"": "One of the listings is not shown any more; go on with the next pair."}, 422)
            who = visitor.user().name
            number = decide(connection, pair, verdict, who=who, reason=text_in_form("reason"), after=seen)
    except EmptyReasonError:
        return _page(handle, {"reason": "Write what you compared; it is recorded."}, 422)
    except UnknownPairError as error:
        return _page(None, {"": sentence(error)}, 409)
    except DecidedMeanwhileError as error:
        return _page(handle, {"": sentence(error)}, 409)
    return redirect(url_for("merges", done=number), 303)


def undo_merge(handle: str) -> ResponseReturnValue:
    """Put a pair back to where it was before a decision, and show it."""
    try:
        with visitor.write() as connection:
            number = number_of(request.form.get("number", ""))
            take_back(connection, pair_with(connection, handle), number, who=visitor.user().name)
    except UnknownPairError as error:
        return _page(None, {"": sentence(error)}, 409)
    except DecidedMeanwhileError as error:
        return _page(handle, {"": sentence(error)}, 409)
    return redirect(url_for("merge", handle=handle, undone=1), 303)


def _pair(connection: Connection, handle: str) -> Pair:
    try:
        return pair_with(connection, handle)
    except UnknownPairError:
        abort(404)


def _page(handle: str | None, errors: dict[str, str] | None = None, status: int = 200) -> ResponseReturnValue:
    """Show a pair, or the next one that waits."""
    with visitor.store().read() as connection:
        queue = merge_queue(connection)
        pair = _pair(connection, handle) if handle else queue.next
        left_out = pair is not None and is_left_out(connection, pair)
        try:
            found = explain(connection, *pair) if pair and not left_out else None
        except UnknownListingError:
            found = None
        last = newest_of(connection, pair) if pair else None
        done = _done(queue)
        against = contradictions(connection, done.decided.pair) if done else []
    page = render_template(
        "pages/review_merges.html",
        queue=queue,
        pair=pair,
        handle=handle_of(pair) if pair else "",
        found=found,
        left_out=left_out,
        fields=compared_fields(*found.sides) if found else [],
        last=last,
        done=done,
        against=against,
        choices=CHOICES,
        words=VERDICT_WORDS,
        errors=errors or {},
        typed=request.form if handle else {},
    )
    return page, status


def _done(queue: MergeQueue) -> LatelyDecided | None:
    number = number_of(request.args.get("done", ""))
    return next((one for one in queue.decided if one.decided.number == number), None)
