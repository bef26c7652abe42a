"""Unknown credentials: words after names, and the known credential that each means, one after the other."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from console.guard import visitor
from console.pages.review import DECIDED_SHOWN, lately, number_of, sentence
from index.review.credentials import (
    NO_CREDENTIAL,
    UNSURE,
    Queue,
    UnknownWordsError,
    carried_to,
    credential_queue,
    judge,
    judgment_of,
    known_codes,
    take_back,
    to_carry,
    verdict_of,
    words_with,
)
from index.store.audit import DecidedMeanwhileError

KNOWN, NONE = "means", "none"
CHOICES = (
    (KNOWN, "1", "A known credential, written below"),
    (NONE, "2", "Not a credential"),
    (UNSURE, "3", "Later"),
)
"""Value, access key and words of each decision."""

OTHER = {NONE: NO_CREDENTIAL, UNSURE: UNSURE}


def unknown_credentials() -> ResponseReturnValue:
    """Show the next words that wait, or those that the address names."""
    return _page(request.args.get("item", ""))


def decide_credential() -> ResponseReturnValue:
    """Record what some words mean, and go on with the next."""
    key, verdict = request.form.get("words", ""), request.form.get("verdict", "")
    if verdict not in {value for value, _, _ in CHOICES}:
        return _page(key, {"verdict": "Choose one of the three."}, 422)
    seen, who = number_of(request.form.get("seen", "")), visitor.user().name
    try:
        said = verdict_of(request.form.get("code", "").strip()) if verdict == KNOWN else OTHER[verdict]
    except UnknownWordsError as error:
        return _page(key, {"code": sentence(error)}, 422)
    try:
        with visitor.write() as connection:
            words = words_with(credential_queue(connection), key)
            number = judge(connection, judgment_of(words, said, who=who), after=seen)
    except (UnknownWordsError, DecidedMeanwhileError) as error:
        return _page(key, {"": sentence(error)}, 409)
    return redirect(url_for("unknown_credentials", done=number), 303)


def undo_credential() -> ResponseReturnValue:
    """Put some words back to where they were before a decision, and show them."""
    key, number = request.form.get("words", ""), number_of(request.form.get("number", ""))
    try:
        with visitor.write() as connection:
            take_back(connection, Queue.CREDENTIAL, key, number, who=visitor.user().name)
    except DecidedMeanwhileError as error:
        return _page(key, {"": sentence(error)}, 409)
    return redirect(url_for("unknown_credentials", item=key, undone=1), 303)


def _page(key: str, errors: dict[str, str] | None = None, status: int = 200) -> ResponseReturnValue:
    """Show some words, or the next where a step on those that are gone by now was refused or undone."""
    with visitor.store().read() as connection:
        queue = credential_queue(connection)
    if key and key not in queue.known and not errors and "undone" not in request.args:
        abort(404)
    item = queue.known.get(key) or next(iter(queue.waiting), None)
    decided = lately(queue.judged)
    page = render_template(
        "pages/review_credentials.html",
        queue=queue,
        item=item,
        last=queue.judged.get(item.key) if item else None,
        decided=decided[:DECIDED_SHOWN],
        done=next((one for one in decided if one.number == number_of(request.args.get("done", ""))), None),
        carry=[(one, carried_to(one)) for one in to_carry(queue)],
        codes=known_codes(),
        choices=CHOICES,
        errors=errors or {},
        typed=request.form if item and item.key == key else {},
    )
    return page, status
