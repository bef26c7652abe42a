"""The words of pages for a case: its kind, state and clock."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from index.corrections.accepted_values import FIELDS
from index.corrections.added_values import ListedContact
from index.corrections.case_progress import CaseState
from index.corrections.case_row import CaseRow
from index.corrections.message import STAFF, Asker, Request, Wrong
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
