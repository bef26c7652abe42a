"""One case: what it asks, its clock and history, and the steps that a person can take now."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from console.guard import visitor
from console.pages.case_words import (
    CALLS,
    acceptable,
    age_words,
    call_words,
    contact_choices,
    due_words,
    kind_words,
    state_words,
    wait_words,
)
from console.pages.cases import about_words
from index import clock
from index.corrections.added_values import contacts_of_case
from index.corrections.case_document import corrections_of_case, hidden_words
from index.corrections.case_progress import CallResult, CaseState
from index.corrections.case_row import LISTING, CaseRow, UnknownCaseError, get
from index.corrections.replies import replies_to
from index.published.overlay import HIDEABLE
from index.records import Sender
from index.store import audit

LINES_SHOWN = 100
CLAIM, ANSWER, SETTLE = "claim", "answer", "settle"
FIELDS = "fields"


def case(number: str) -> ResponseReturnValue:
    """Show one case; 404 where there is none."""
    return case_page(number)


def case_page(
    number: str, error: str = "", status: int = 200, typed: Mapping[str, str] = MappingProxyType({})
) -> ResponseReturnValue:
    """Return the page of a case, with the sentence of a step that was refused and what was typed for it."""
    with visitor.store().read() as connection:
        try:
            one = get(connection, number)
        except UnknownCaseError:
            abort(404)
        history = audit.lines(connection, audit.AuditFilter(subject=number), limit=LINES_SHOWN)
        values = corrections_of_case(connection, number)
        contacts = contacts_of_case(connection, one)
        replies = replies_to(connection, number)
    page = render_template(
        "pages/case.html",
        one=one,
        kind=kind_words(one),
        facts=_facts(one),
        steps=steps_of(one),
        history=history,
        values=values,
        replies=replies,
        acceptable=[] if one.settled_at else acceptable(one),
        contacts=contact_choices(contacts),
        senders=[(Sender.PERSON.value, "The person listed"), (Sender.CLINIC.value, "The clinic")],
        error=error,
        typed=typed,
        hideable=[{"value": field, "words": field, "chosen": False, "count": None} for field in sorted(HIDEABLE)],
        whole=(LISTING, "The whole listing: left out of search, pages and exports"),
        part=(FIELDS, "Only these fields of it"),
        call_results=_call_results(one),
        is_confirmed=visitor.session().is_confirmed,
    )
    return page, status


def steps_of(one: CaseRow) -> list[tuple[str, str]]:
    """Return the decisions that a case waits for, as (value, words)."""
    state = one.progress.state
    hidden = hidden_words(one)
    stays = f"What it hid stays hidden ({hidden})." if hidden else "Nothing is hidden or changed (rejected, or done)."
    claimed = [] if one.claimed_by == visitor.user().name else [(CLAIM, "Take it: I work on this case")]
    return [
        *(claimed if state is not CaseState.SETTLED else []),
        *([(ANSWER, "Record that the sender was answered")] if state is CaseState.RECEIVED else []),
        *([(SETTLE, f"Settle it. {stays}")] if state is not CaseState.SETTLED else []),
    ]


def _call_results(one: CaseRow) -> list[tuple[str, str]]:
    """Return the results of a call, each with what it does to the case, as (value, words)."""
    hides, asked, never = hidden_words(one), "it is recorded", "nothing changes"
    if hides:
        asked, never = f"what is hidden stays hidden ({hides})", f"what is hidden is shown again ({hides})"
    elif one.is_undecided:
        asked, never = "the listing is left out", "nothing is hidden"
    settled = ", and the case is settled"
    then = {
        CallResult.ASKED: f"{asked}{settled if hides or one.is_undecided else ''}",
        CallResult.NEVER_ASKED: f"{never}{settled}",
        CallResult.NOT_REACHED: "the case stays open as it is",
    }
    return [(result.value, f"{CALLS[result].capitalize()}. Then {words}.") for result, words in then.items()]


def _facts(one: CaseRow) -> Sequence[tuple[str, str]]:
    today, by = clock.today(), one.clocks
    due = due_words(one.due, today) if one.due else ""
    confirmed = f"sent {one.confirmed_at:%Y-%m-%d %H:%M} UTC" if one.confirmed_at else "asked for, not sent"
    asked = bool(one.confirm_to or one.confirmed_at)
    more = (("Waits", wait_words(one, today)), ("Call back", call_words(one, today)))
    return (
        ("About", about_words(one)),
        ("Hidden now", hidden_words(one) or "nothing"),
        *((name, words) for name, words in more if words),
        ("State", state_words(one.progress.state)),
        ("Who works on it", one.claimed_by or "nobody yet"),
        ("Came in", f"{one.received_at:%Y-%m-%d %H:%M} UTC, {age_words(one.received_at, today)}"),
        ("Answer by", due if one.due == by.answer_by else str(by.answer_by)),
        ("Answered", f"{one.answered_at:%Y-%m-%d %H:%M} UTC" if one.answered_at else "not yet"),
        ("Settle by", due if one.due == by.settle_by else str(by.settle_by)),
        *((("Confirmation by mail", confirmed),) if asked else ()),
        ("Settled", f"{one.settled_at:%Y-%m-%d %H:%M} UTC by {one.settled_by}" if one.settled_at else "not yet"),
    )
