"""Quotes: texts about dry needling with their reading, judged one after the other with a key each."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from console.guard import visitor
from console.pages.review import DECIDED_SHOWN, lately, number_of, sentence
from index.review.quotes import (
    UNSURE,
    WORDS,
    Queue,
    Reading,
    UnknownQuoteError,
    judge,
    judgment_of,
    quote_of,
    quote_queue,
    take_back,
)
from index.store.audit import DecidedMeanwhileError

CHOICES = (
    (Reading.YES, "1", "Yes: this person offers it"),
    (Reading.NO, "2", "No: it is not offered"),
    (Reading.CLINIC, "3", "Clinic: the practice offers it"),
    (Reading.ADVERT, "4", "Advert, course or explanation"),
    (UNSURE, "5", "Not clear"),
)
"""Value, access key and words of each judgment."""


def quotes() -> ResponseReturnValue:
    """Show the next text that waits, or the one that the address names."""
    return _page(request.args.get("item", ""))


def judge_quote(handle: str) -> ResponseReturnValue:
    """Record what a text means, and go on with the next."""
    verdict = request.form.get("verdict", "")
    if verdict not in {value for value, _, _ in CHOICES}:
        return _page(handle, "Choose one of the five.", 422)
    seen, who = number_of(request.form.get("seen", "")), visitor.user().name
    try:
        with visitor.write() as connection:
            one = quote_of(quote_queue(connection), handle)
            number = judge(connection, judgment_of(one, verdict, who=who), after=seen)
    except (UnknownQuoteError, DecidedMeanwhileError) as error:
        return _page(handle, sentence(error), 409)
    return redirect(url_for("quotes", done=number), 303)


def undo_quote(handle: str) -> ResponseReturnValue:
    """Put a text back to where it was before a judgment, and show it."""
    number = number_of(request.form.get("number", ""))
    try:
        with visitor.write() as connection:
            take_back(connection, Queue.QUOTE, handle, number, who=visitor.user().name)
    except DecidedMeanwhileError as error:
        return _page(handle, sentence(error), 409)
    return redirect(url_for("quotes", item=handle, undone=1), 303)


def _page(key: str, error: str = "", status: int = 200) -> ResponseReturnValue:
    """Show a text, or the next where a step on one that is gone by now was refused or undone."""
    with visitor.store().read() as connection:
        queue = quote_queue(connection)
    if key and key not in queue.known and not error and "undone" not in request.args:
        abort(404)
    item = queue.known.get(key) or next(iter(queue.waiting), None)
    decided = lately(queue.judged)
    page = render_template(
        "pages/review_quotes.html",
        queue=queue,
        item=item,
        last=queue.judged.get(item.key) if item else None,
        decided=decided[:DECIDED_SHOWN],
        done=next((one for one in decided if one.number == number_of(request.args.get("done", ""))), None),
        choices=CHOICES,
        words={**WORDS, UNSURE: "not clear"},
        error=error,
    )
    return page, status
