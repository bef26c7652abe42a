"""Takes the inbox into the store: each message becomes one case, and what it asks to hide is hidden at once."""

from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection, select

from index import clock
from index.corrections import box
from index.corrections.case_row import (
    CaseRow,
    all_cases,
    case_reason,
    get,
    is_taken_by_another,
    leave_out,
    open_rows,
    put,
    reason_of,
)
from index.corrections.message import HIDDEN_AT_ONCE, TOO_MANY, Message, other_case_number
from index.corrections.removal_counts import forget_past_days
from index.corrections.showing import carry
from index.corrections.suppression.hiding import hide
from index.corrections.suppression.removal import UnknownProviderError, suppress
from index.published.overlay import FILE as OVERLAY
from index.settings import Settings
from index.store import Store, audit
from index.store.database import upsert
from index.store.schema import inbox_file, suppression

UNDECIDED = "nobody decided within 2 business days"
WHO = "inbox"
"""The `who` in the audit trail for steps that no person decided."""


@dataclass(frozen=True, slots=True)
class Intake:
    """The numbers of cases taken and of damaged lines left out."""

    taken: int = 0
    damaged: int = 0


def take(store: Store, settings: Settings) -> Intake:
    """Store the new messages of the inbox as cases, hide what they ask to hide, and update the overlay.

    A removal by the one listed that came when there were too many, and on which nobody decided within 2 business days,
    is hidden then: whoever asked for themselves is not shown longer.

    Repeating it, also after a crash at any point, changes nothing more: a case is recognized by its number, and a
    file counts as read only after everything its messages ask for is done.
    """
    forget_past_days(settings.inbox)
    _hide_undecided(store, settings.generations)
    readings = list(box.read(settings.inbox, _read_to(store)))
    if not readings and (settings.generations / OVERLAY).exists():
        return Intake()
    with store.write() as connection:
        taken = sum(_take(connection, message) for reading in readings for message in reading.messages)
    _remove_the_asked(store, settings.generations)
    carry(store, settings.generations)
    with store.write() as connection:
        for reading in readings:
            _note(connection, reading)
    return Intake(taken, sum(reading.damaged for reading in readings))


def _read_to(store: Store) -> dict[str, int]:
    with store.read() as connection:
        return {row.name: row.read_to for row in connection.execute(select(inbox_file))}


def _take(connection: Connection, message: Message) -> bool:
    note = f"{message.request} {message.about}"
    if is_taken_by_another(connection, message):
        # One of 387 million a year; the number that its sender has leads to the other case.
        note = f"{note}; its sender has the number {message.number}"
        message = replace(message, number=other_case_number(message))
    if not put(connection, message):
        return False
    audit.record(connection, who=WHO, action="take case", subject=message.number, note=note)
    hidden = HIDDEN_AT_ONCE.get(message.wrong, frozenset()) if message.wrong and message.provider else frozenset()
    if hidden:
        action = f"hide {', '.join(sorted(hidden))}"
        audit.record(connection, who=WHO, action=action, subject=message.provider, note=reason_of(message.number))
    return True


def _note(connection: Connection, reading: box.Reading) -> None:
    fresh = upsert(connection, inbox_file).values(name=reading.name, read_to=reading.read_to, damaged=reading.damaged)
    connection.execute(
        fresh.on_conflict_do_update(
            index_elements=[inbox_file.c.name],
            set_={"read_to": reading.read_to, "damaged": inbox_file.c.damaged + reading.damaged},
        )
    )


def _hide_undecided(store: Store, folder: Path) -> None:
    with store.read() as connection:
        late = [one for one in open_rows(connection) if _waits_too_long(one)]
    for one in late:
        with store.write() as connection:
            if not _waits_too_long(get(connection, one.number)):
                continue  # somebody has decided meanwhile
            leave_out(connection, one.number)
            audit.record(connection, who=WHO, action="leave out", subject=one.number, note=UNDECIDED)
    if late:
        _remove_the_asked(store, folder)
        carry(store, folder)


def _waits_too_long(one: CaseRow) -> bool:
    return one.is_undecided and bool(one.provider) and one.waits in TOO_MANY and clock.today() > one.clocks.answer_by


def _remove_the_asked(store: Store, folder: Path) -> None:
    for one in _not_yet_removed(store):
        try:
            suppress(store, one.provider, WHO, reason_of(one.number))
        except UnknownProviderError:
            continue  # an id of a generation from another store: `carry` hides it, nothing else can be done here
    hide(store, folder)


def _not_yet_removed(store: Store) -> list[CaseRow]:
    with store.read() as connection:
        asked = [one for one in all_cases(connection) if one.hides_listing]
        of_cases = select(suppression.c.reason).where(suppression.c.reason.startswith(reason_of("")))
        done = {case_reason(reason) for reason in connection.execute(of_cases).scalars()}
    return [one for one in asked if reason_of(one.number) not in done]
