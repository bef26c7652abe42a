"""A clinic's case about its staff: what it says of each person, applied one by one by an operator."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from index.corrections.accepted_values import (
    ANSWER,
    AcceptedValues,
    QuoteError,
    UnreadableValueError,
    WhichListingError,
    WhichPlaceError,
)
from index.corrections.accepting import Acceptance, HiddenAtOnceError, NobodyError, accept
from index.corrections.added_values import ListedContact, NotReachedError, OutsideRuleError
from index.corrections.case_row import CaseRow, get
from index.corrections.message import STAFF, StaffWord
from index.records import Sender
from index.settings import Settings
from index.store import Store

_REFUSALS = (
    QuoteError,
    UnreadableValueError,
    WhichListingError,
    WhichPlaceError,
    HiddenAtOnceError,
    NobodyError,
    NotReachedError,
    OutsideRuleError,
)


class NoStaffError(LookupError):
    """The case says nothing of this person, or of nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffOutcome:
    """The outcome for one person; `refusal` is the sentence that says why nothing was applied, else ""."""

    provider: str
    word: StaffWord
    refusal: str = ""


def staff_of(case: CaseRow) -> Mapping[str, StaffWord]:
    """Return what a case says of each person, by id."""
    known = set(StaffWord)
    return {
        one.field.removeprefix(STAFF): StaffWord(one.value)
        for one in case.values
        if one.field.startswith(STAFF) and one.value in known
    }


def accept_staff(
    store: Store,
    settings: Settings,
    number: str,
    chosen: Collection[str],
    *,
    reached: ListedContact | None,
    who: str,
    note: str,
) -> list[StaffOutcome]:
    """Apply a clinic's words on the chosen people, or on all for none chosen; each by itself, in the order of the case.

    `reached` is a contact that a source lists of the clinic. The case stays open until it is settled. Raises
    UnknownCaseError, NoStaffError and EmptyReasonError.
    """
    with store.read() as connection:
        case = get(connection, number)
    staff = staff_of(case)
    if unknown := sorted(set(chosen) - set(staff)) or ([] if staff else [number]):
        raise NoStaffError(
            f"{', '.join(unknown)}: case {number} says nothing of them; see `pinpoint cases show {number}`"
        )
    place = next((one.value for one in case.values if one.field == "place"), "")
    outcomes = []
    for provider in staff:
        if chosen and provider not in chosen:
            continue
        acceptance = _acceptance(case, provider, staff[provider], place, reached)
        refusal = ""
        try:
            accept(store, settings, number, acceptance, who=who, note=note, closes=False)
        except _REFUSALS as error:
            refusal = str(error)
        outcomes.append(StaffOutcome(provider=provider, word=staff[provider], refusal=refusal))
    return outcomes


def _acceptance(case: CaseRow, provider: str, word: StaffWord, place: str, reached: ListedContact | None) -> Acceptance:
    answers = {StaffWord.DOES: "yes", StaffWord.DOES_NOT: "no"}
    values = {ANSWER: answers[word]} if word in answers else {}
    if word is StaffWord.HERE:
        values["organization"] = case.which
    return Acceptance(
        corrected=AcceptedValues(by=Sender.CLINIC, values=values, names_person=True),
        has_left=word is StaffWord.LEFT,
        place=place,
        provider=provider,
        reached=reached,
        contacts_of=case.provider,
    )
