"""Check of the open cases: each that nobody has answered, and each that is past its day, is a trouble of its own."""

from datetime import UTC

from index import clock
from index.corrections.case_list import OpenCase, open_cases
from index.corrections.message import TOO_MANY
from index.doctor.finding import NotWellError, Trouble, TroubleKind, Well
from index.settings import Settings
from index.store.database import store_of_home

MOST = 200
"""Cases named one by one, those due next; so a flood of messages stays one notice that can be read."""


def cases(_here: Settings) -> Well:
    """Check that nobody waits for an answer, and no case longer than promised. Nothing that people wrote is read."""
    with store_of_home() as store, store.read() as connection:
        waiting = open_cases(connection)
    today = clock.today()
    late = [_trouble(TroubleKind.CASE_LATE, one) for one in waiting if one.is_late(today)]
    new = [_trouble(TroubleKind.CASE_WAITING, one) for one in waiting if not one.is_late(today) and not one.is_answered]
    many = _too_many(waiting)
    note = f"{len(waiting)} cases are open, {len(new)} of them new, {len(late)} late"
    if late:
        raise NotWellError.of((many + late + new)[:MOST], f"{note}; `pinpoint cases list`")
    return Well(note=note, troubles=tuple((many + new)[:MOST]))


def _too_many(waiting: list[OpenCase]) -> list[Trouble]:
    """Return one trouble for all removals that wait because there were too many; nothing of where they came from."""
    found = [one for one in waiting if one.waits in TOO_MANY]
    if not found:
        return []
    note = f"{len(found)} removals wait, as more came in a day than act at once; `pinpoint cases list`"
    since = min(one.received_at for one in found).astimezone(UTC)
    codes = tuple(sorted({str(one.waits) for one in found}))
    kind = TroubleKind.REMOVALS_MANY
    return [Trouble(kind=kind, subject="", note=note, since=since, count=len(found), codes=codes)]


def _trouble(kind: TroubleKind, one: OpenCase) -> Trouble:
    note = f"case {one.number} is due on {one.due}; `pinpoint cases show {one.number}`"
    return Trouble(kind=kind, subject=one.number, note=note, since=one.received_at.astimezone(UTC))
