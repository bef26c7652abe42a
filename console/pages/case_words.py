"""The words of pages for a case: its kind, state and clock."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from index.corrections.accepted_values import FIELDS
from index.corrections.added_values import ListedContact
from index.corrections.case_progress import CallResult, CaseState
from index.corrections.case_row import CaseRow
from index.corrections.message import STAFF, TOO_MANY, Asker, Request, WaitCause, Wrong
from index.corrections.staff import staff_of
from webapp.corrections.sent_form import ADDING, ASKERS, WRONG

_SHOWN_DIGITS = 2


def kind_words(one: CaseRow) -> str:
    """Return the request and the sender's choice: "Correction: The phone number is wrong"."""
    if one.request is Request.REMOVE:
        return f"Removal: {_or_slug(ASKERS.get(Asker(one.about)) if one.about in set(Asker) else None, one.about)}"
    known = (WRONG | ADDING).get(Wrong(one.about)) if one.about in set(Wrong) else None
    return f"Correction: {_or_slug(known, one.about)}"


def state_words(state: CaseState) -> str:
    """Return the state: "to answer", "answered, to settle", "settled"."""
    return {
        CaseState.RECEIVED: "to answer",
        CaseState.ANSWERED: "answered, to settle",
        CaseState.SETTLED: "settled",
    }[state]


WAITS = {
    WaitCause.SOMEBODY_ELSE: "it was sent by somebody else than the person or clinic listed",
    WaitCause.NETWORK: "more removals came from one network that day than act at once",
    WaitCause.TOWN: "more removals in this town came that day than act at once",
}
CALLS = {
    CallResult.ASKED: "reached: they asked for it",
    CallResult.NEVER_ASKED: "reached: they never asked",
    CallResult.NOT_REACHED: "not reached",
}


def wait_words(one: CaseRow, today: date) -> str:
    """Return why a removal hides nothing, and what comes of that; "" where nothing waits."""
    if not one.is_undecided:
        return ""
    by = due_words(one.clocks.answer_by, today)
    if not one.provider:
        return f"nothing is hidden: the listing is described in words. Decide by {by}"
    why = WAITS[one.waits] if one.waits else "not said"
    then = ". Undecided, it is hidden after that day" if one.waits in TOO_MANY else ""
    return f"nothing is hidden: {why}. Decide by {by}{then}"


def call_words(one: CaseRow, today: date) -> str:
    """Return the result of the last call to the listed number; "" where none is needed and none was made."""
    if one.called is None:
        return "not called yet" if one.settled_at is None and needs_call(one) else ""
    words = f"{CALLS[one.called]}, {one.called_at:%Y-%m-%d %H:%M} UTC"
    if one.is_unreached(today):
        words += ". 10 business days are over: what is hidden stays hidden, and you decide"
    return words


def needs_call(one: CaseRow) -> bool:
    """Return whether a case hides something, or asks for it, so that the one listed is asked."""
    return one.request is Request.REMOVE or bool(one.hidden_fields)


def due_words(due: date, today: date) -> str:
    """Return a due day and the time left: "2026-11-25, in 2 days"; "LATE by 1 day, was due 2026-11-25"."""
    left = (due - today).days
    if left < 0:
        return f"LATE by {days(-left)}, was due {due}"
    return f"{due}, {'today' if left == 0 else f'in {days(left)}'}"


def age_words(since: datetime, today: date) -> str:
    """Return the time since a case came in: "today", "3 days ago"."""
    passed = max(0, (today - since.date()).days)
    return f"{days(passed)} ago" if passed else "today"


def days(count: int) -> str:
    """Return "1 day", "2 days"."""
    return f"{count} day{'' if count == 1 else 's'}"


def _or_slug(words: str | None, slug: str) -> str:
    return words or slug or "not said"


def acceptable(one: CaseRow) -> list[dict[str, Any]]:
    """Return the fields of a case that can be accepted, as choices; their values are shown by a recorded step only."""
    fields = [sent.field for sent in one.values if sent.field in FIELDS]
    staff = [
        (f"{STAFF}{provider}", f"{provider}: {word.replace('_', ' ')}") for provider, word in staff_of(one).items()
    ]
    words = [*((field, field.replace("_", " ").capitalize()) for field in fields), *staff]
    return [{"value": field, "words": said, "chosen": True, "count": None} for field, said in words]


def contact_choices(contacts: Sequence[ListedContact]) -> list[tuple[str, str]]:
    """Return listed contacts as (number, words): "phone of clinic_sites, ends in 03"; the whole is a recorded step."""
    return [
        (
            str(at),
            f"{one.field} of {one.source}" + (f", ends in {one.value[-_SHOWN_DIGITS:]}" if _is_number(one) else ""),
        )
        for at, one in enumerate(contacts)
    ]


def _is_number(one: ListedContact) -> bool:
    return one.field == "phone"
