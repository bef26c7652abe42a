"""The changes of a run, made or waiting: counts, fields, and a page of its listings, with the values a role may see.

Of a listing's values a viewer sees those of closed lists alone (a profession, a state): names, contacts and whatever
its person may have hidden are left out. An operator sees all but what is hidden now (`hidden_fields`), which a recorded
step shows (`read_change`).
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from console.pages.hidden_fields import HiddenFields, hidden_fields
from crawler.runs.run_diff import AppliedChanges, NothingStagedError, RunDiff, run_diff
from index.store.run_changes import Change
from index.store.runs import changes, runs
from index.store.runs.changes import Applied
from index.store.runs.runs import RunRow, RunState, UnknownRunError, Verdict

ON_A_PAGE = 50
_FOR_VIEWERS = re.compile(
    r"kind|deactivated|professions\[\]|conditions\[\]|problems\[\]|credentials\[\]\.(code|kind|shows_dry_needling)"
    r"|statements\[\]\.(kind|about)|locations\[\]\.(state|precision)"
)
_INDEX = re.compile(r"\[\d+\]")
_SUBJECT = re.compile(r"([1-9][0-9]{0,8})/([0-9a-f]{16})")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownField:
    """One field of a changed listing. `before` and `after` are None where the visitor may not see them."""

    name: str
    before: str | None
    after: str | None
    is_hidden: bool = False
    """True if an operator sees it by a recorded step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownListing:
    """One changed listing; `name` and `source_id` are "" for a viewer. `number` counts within its kind, from 1.

    `subject` is that of the recorded step which shows what is hidden of it, "" where nothing is.
    """

    number: int
    name: str
    source_id: str
    fields: tuple[ShownField, ...]
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage:
    """A part of the changes of a run, of one kind."""

    is_applied: bool
    """True for changes that were made, False for those that the run would make."""
    counts: Mapping[str, int]
    """By kind, those without any left out."""
    fields: Mapping[str, int]
    """In how many changed listings each field differs; empty for changes that were made."""
    kind: str
    start: int
    listings: tuple[ShownListing, ...]

    @property
    def end(self) -> int:
        """The number of the last listing of this page within its kind."""
        return self.start + len(self.listings)


def changes_page(
    connection: Connection, folder: Path, run: RunRow, *, kind: str, start: int, is_operator: bool
) -> ChangesPage | NothingStagedError | None:
    """Return a page of a run's changes, of the first kind that it has where `kind` has none.

    Returns the error where nothing of the run is staged, and None while it is read or stored, and for a dry run that
    passed, which changed nothing. `folder` has the generations with their overlay.
    """
    try:
        found = _changes(connection, run, limit=ON_A_PAGE, start=start)
    except NothingStagedError as error:
        return error
    if found is None:
        return None
    counts = {str(one): count for one, count in found.counts.items() if count}
    chosen = kind if kind in counts else next(iter(counts), "")
    examples: Sequence[Change | Applied] = next((some for one, some in found.examples.items() if one == chosen), ())
    ids = {one.source_id for one in examples} if is_operator else set()
    hidden = hidden_fields(connection, folder, source=run.source, run_id=run.id, ids=ids)
    return ChangesPage(
        is_applied=isinstance(found, AppliedChanges),
        counts=counts,
        fields=found.fields if isinstance(found, RunDiff) else {},
        kind=chosen,
        start=start,
        listings=tuple(
            _for_operator(one, start + place, run, hidden) if is_operator else _for_viewer(one, start + place)
            for place, one in enumerate(examples, 1)
        ),
    )


def read_change(connection: Connection, subject: str) -> Sequence[tuple[str, str]] | None:
    """Return a changed listing with each field before and after; None where there is none, or no longer."""
    parts = _SUBJECT.fullmatch(subject)
    try:
        run = runs.get(connection, int(parts[1])) if parts else None
        found = _changes(connection, run, limit=None, start=0) if run else None
    except (UnknownRunError, NothingStagedError):
        return None
    if run is None or found is None:
        return None
    every = (one for some in found.examples.values() for one in some)
    wanted = next((one for one in every if _subject(run, one.source_id) == subject), None)
    return None if wanted is None else list(_rows(wanted))


def _rows(one: Change | Applied) -> Iterator[tuple[str, str]]:
    yield "Listing", one.name or "no name"
    yield "Its id in the source", one.source_id
    for name, before, after in _fields(one):
        yield f"{name} before", before or "none"
        yield f"{name} after", after or "none"


def _changes(connection: Connection, run: RunRow, *, limit: int | None, start: int) -> RunDiff | AppliedChanges | None:
    """Return the changes of a run, made or waiting; None where it has none. Raises NothingStagedError."""
    if run.state is RunState.ENDED and run.verdict is Verdict.PASSED:
        if run.dry_run:
            return None
        return AppliedChanges.of(changes.of_run(connection, run.id, run.source), limit, start)
    if run.state not in {RunState.HELD, RunState.ENDED}:
        return None
    return run_diff(connection, run.id, examples=limit, start=start)


def _fields(one: Change | Applied) -> list[tuple[str, str, str]]:
    """Return (name, before, after) of each field that differs, and of each value that ended."""
    fields = [(each.field, each.old, each.new) for each in one.fields]
    if isinstance(one, Applied):
        fields += [(each.field, each.value, "") for each in one.ended]
    return fields


def _subject(run: RunRow, source_id: str) -> str:
    """Return a name for a changed listing that says nothing of it: a source id may be made of a person's name."""
    return f"{run.id}/{hashlib.sha256(source_id.encode()).hexdigest()[:16]}"


def _for_operator(one: Change | Applied, number: int, run: RunRow, hidden: HiddenFields) -> ShownListing:
    is_whole = one.source_id in hidden.whole
    fields = tuple(
        ShownField(name=name, before=None, after=None, is_hidden=True)
        if hidden.hides(one.source_id, name)
        else ShownField(name=name, before=before, after=after)
        for name, before, after in _fields(one)
    )
    return ShownListing(
        number=number,
        name="" if is_whole else one.name,
        source_id="" if is_whole else one.source_id,
        fields=fields,
        subject=_subject(run, one.source_id) if is_whole or any(each.is_hidden for each in fields) else "",
    )


def _for_viewer(one: Change | Applied, number: int) -> ShownListing:
    fields = tuple(
        ShownField(name=name, before=before, after=after)
        if _FOR_VIEWERS.fullmatch(_INDEX.sub("[]", name))
        else ShownField(name=name, before=None, after=None)
        for name, before, after in _fields(one)
    )
    return ShownListing(number=number, name="", source_id="", fields=fields)
