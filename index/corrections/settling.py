"""An operator's decisions on a case, each recorded in the audit trail with who and why."""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection, select, update

from index import clock
from index.corrections.case_progress import CaseState
from index.corrections.case_row import CaseRow, case_reason, get, reason_of
from index.corrections.showing import HiddenIds, carry, hidden_by, known_ids
from index.corrections.suppression.hiding import show_again
from index.corrections.suppression.removal import NotSuppressedError, Removal, lift
from index.published.overlay import Overlay
from index.store import Store, audit
from index.store.schema import case, suppression


class SettledError(ValueError):
    """The case is settled already."""


class ClaimedError(ValueError):
    """Somebody else works on the case."""


class NothingHiddenError(ValueError):
    """The case hid nothing, so nothing can be shown again."""


class OthersAskedError(ValueError):
    """Somebody else asked for the same removal, so showing the listing again would break that promise."""


def claim(store: Store, number: str, who: str, note: str = "") -> None:
    """Record who works on an open case; whoever takes it over from somebody else writes why.

    Raises UnknownCaseError, SettledError, ClaimedError and EmptyReasonError.
    """
    check_note(who, note or "takes it")
    with store.write() as connection:
        one = get(connection, number)
        if one.settled_at:
            raise SettledError(f"case {number} was settled on {one.settled_at.date()} by {one.settled_by}")
        if one.claimed_by not in {"", who} and not note.strip():
            raise ClaimedError(f"{one.claimed_by} works on case {number}; write why you take it over")
        if one.claimed_by != who:
            _update(connection, number, claimed_by=who)
            audit.record(connection, who=who, action="claim case", subject=number, note=note)


def answer(store: Store, folder: Path, number: str, who: str, note: str) -> CaseRow:
    """Record that the sender was answered; raises UnknownCaseError, SettledError and EmptyReasonError."""
    check_note(who, note)
    with store.write() as connection:
        if get(connection, number).progress.state is not CaseState.RECEIVED:
            raise SettledError(f"case {number} is answered already; see `pinpoint cases show {number}`")
        _update(connection, number, answered_at=clock.now().isoformat())
        audit.record(connection, who=who, action="answer case", subject=number, note=note)
    return _carried(store, folder, number)


def settle(store: Store, folder: Path, number: str, who: str, note: str, *, restore: bool = False) -> CaseRow:
    """Close a case. What it hid stays hidden permanently, unless `restore` shows it again, also on a closed case.

    Raises UnknownCaseError, SettledError, NothingHiddenError, OthersAskedError and EmptyReasonError.
    """
    check_note(who, note)
    if restore:
        return _show_again(store, folder, [number], who, note)
    with store.write() as connection:
        one = get(connection, number)
        if one.settled_at:
            raise SettledError(f"case {number} was settled on {one.settled_at.date()} by {one.settled_by}: {one.note}")
        close(connection, one, who, note, restore=False)
    return _carried(store, folder, number)


def settle_unasked(store: Store, folder: Path, number: str, others: Sequence[str], who: str, note: str) -> CaseRow:
    """Close a case for which nobody listed asked, and `others` that hide the same; show what they hid again.

    Raises UnknownCaseError, SettledError, OthersAskedError and EmptyReasonError.
    """
    with store.read() as connection:
        one = get(connection, number)
    if one.asked_to_hide or one.asks_to_leave_out:
        check_note(who, note)
        return _show_again(store, folder, [number, *others], who, note)
    return settle(store, folder, number, who, note)


def _show_again(store: Store, folder: Path, numbers: Sequence[str], who: str, note: str) -> CaseRow:
    """Close the cases of one listing, the first of which gives it its name, and show again what they hid."""
    with store.read() as connection:
        cases = [get(connection, number) for number in numbers]
        known = known_ids(connection)
        one = cases[0]
        ids = known.of(one.provider) if one.provider else frozenset()
        _check_restorable(connection, ids, cases)
    for each in cases:
        _lift(store, each, who)
    with store.write() as connection:
        for number in numbers:
            close(connection, get(connection, number), who, note, restore=True)
    # After the cases are closed: until then, any call of `carry` would hide it again.
    for each in cases:
        show_again(store, folder, Removal(each.provider, ids, _keys(store, each), 0))
        _show_fields(store, folder, hidden_by(each, known), each.asked_to_hide)
    return _carried(store, folder, one.number)


def _check_restorable(connection: Connection, ids: frozenset[str], cases: Sequence[CaseRow]) -> None:
    one, own = cases[0], {reason_of(each.number) for each in cases}
    if not (one.asked_to_hide or one.asks_to_leave_out):
        raise NothingHiddenError(f"nothing is hidden because of case {one.number}; settle it without --restore")
    if one.asks_to_leave_out:
        in_force = select(suppression.c.reason).where(
            suppression.c.lifted_at.is_(None), suppression.c.provider.in_(ids)
        )
        reasons = set(connection.execute(in_force).scalars())
        if others := sorted(each for each in reasons if case_reason(each) not in own):
            raise OthersAskedError(f"{one.provider} was also asked to be left out by: {'; '.join(others)}")


def _lift(store: Store, one: CaseRow, who: str) -> None:
    if not one.asks_to_leave_out:
        return
    with suppress(NotSuppressedError):  # lifted before a crash that left the case open, or never known to this store
        lift(store, one.provider, who, reason_of(one.number))


def close(connection: Connection, one: CaseRow, who: str, note: str, *, restore: bool) -> None:
    """Close a case within the caller's transaction; the caller calls `carry` afterwards."""
    now = clock.now()
    values = {
        "answered_at": (one.answered_at or now).isoformat(),
        "settled_at": (one.settled_at or now).isoformat(),
        "settled_by": who,
        "note": note,
        "shown_again": restore,
    }
    _update(connection, one.number, **values)
    action = "settle case, show again" if restore else "settle case"
    audit.record(connection, who=who, action=action, subject=one.number, note=note)


def _keys(store: Store, one: CaseRow) -> frozenset[int]:
    with store.read() as connection:
        asked = select(suppression.c.hashes).where(suppression.c.reason.startswith(reason_of(one.number)))
        return frozenset(key for text in connection.execute(asked).scalars() for key in json.loads(text))


def _show_fields(store: Store, folder: Path, ids: HiddenIds, fields: frozenset[str]) -> None:
    """Take hidden fields out of the overlay, but for those that another case hides."""

    def without(overlay: Overlay) -> Overlay:
        hidden, until = dict(overlay.hidden), dict(overlay.hidden_until)
        for provider in hidden.keys() & ids.always:
            hidden[provider] -= fields
        for provider in until.keys() & (ids.always | ids.until.keys()):
            until[provider] = {name: day for name, day in until[provider].items() if name not in fields}
        return replace(
            overlay,
            hidden={provider: those for provider, those in hidden.items() if those},
            hidden_until={provider: those for provider, those in until.items() if those},
        )

    carry(store, folder, without)


def _update(connection: Connection, number: str, **values: object) -> None:
    connection.execute(update(case).where(case.c.number == number).values(**values))


def _carried(store: Store, folder: Path, number: str) -> CaseRow:
    carry(store, folder)
    with store.read() as connection:
        return get(connection, number)


def check_note(who: str, note: str) -> None:
    """Raise EmptyReasonError unless a decision on a case has both who made it and a note."""
    audit.check_reason(who, note, "say who decided and why: both are recorded with the case")
