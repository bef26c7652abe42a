"""The changes of a run, made or waiting: counts, fields, and a page of its listings, with the values a role may see.

Of a listing's values a viewer sees those of closed lists alone (a profession, a state): names, contacts and whatever
its person may have hidden are left out.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from crawler.runs.run_diff import AppliedChanges, NothingStagedError, RunDiff, run_diff
from index.store.run_changes import Change
from index.store.runs import changes
from index.store.runs.changes import Applied
from index.store.runs.runs import RunRow, RunState, Verdict

ON_A_PAGE = 50
_FOR_VIEWERS = re.compile(
    r"kind|deactivated|professions\[\]|conditions\[\]|problems\[\]|credentials\[\]\.(code|kind|shows_dry_needling)"
    r"|statements\[\]\.(kind|about)|locations\[\]\.(state|precision)"
)
_INDEX = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownField:
    """One field of a changed listing. `before` and `after` are None where the visitor may not see them."""

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownListing:
    """One changed listing; `name` and `source_id` are "" for a viewer. `number` counts within its kind, from 1."""

    number: int
    name: str
    source_id: str
    fields: tuple[ShownField, ...]


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
    connection: Connection, run: RunRow, *, kind: str, start: int, is_operator: bool
) -> ChangesPage | NothingStagedError | None:
    """Return a page of a run's changes, of the first kind that it has where `kind` has none.

    Returns the error where nothing of the run is staged, and None while it is read or stored, and for a dry run that
    passed, which changed nothing.
    """
    if run.state is RunState.ENDED and run.verdict is Verdict.PASSED:
        if run.dry_run:
            return None
        applied = AppliedChanges.of(changes.of_run(connection, run.id, run.source), ON_A_PAGE, start)
        return _page(applied, kind, start, is_operator=is_operator)
    if run.state not in {RunState.HELD, RunState.ENDED}:
        return None
    try:
        return _page(
            run_diff(connection, run.id, examples=ON_A_PAGE, start=start), kind, start, is_operator=is_operator
        )
    except NothingStagedError as error:
        return error


def _page(found: RunDiff | AppliedChanges, kind: str, start: int, *, is_operator: bool) -> ChangesPage:
    counts = {str(one): count for one, count in found.counts.items() if count}
    chosen = kind if kind in counts else next(iter(counts), "")
    examples: Sequence[Change | Applied] = next((some for one, some in found.examples.items() if one == chosen), ())
    return ChangesPage(
        is_applied=isinstance(found, AppliedChanges),
        counts=counts,
        fields=found.fields if isinstance(found, RunDiff) else {},
        kind=chosen,
        start=start,
        listings=tuple(_shown(one, start + place, is_operator) for place, one in enumerate(examples, 1)),
    )


def _shown(one: Change | Applied, number: int, is_operator: bool) -> ShownListing:
    fields = [(each.field, each.old, each.new) for each in one.fields]
    if isinstance(one, Applied):
        fields += [(each.field, each.value, "") for each in one.ended]
    return ShownListing(
        number=number,
        name=one.name if is_operator else "",
        source_id=one.source_id if is_operator else "",
        fields=tuple(_field(*each, is_operator) for each in fields),
    )


def _field(name: str, old: str, new: str, is_operator: bool) -> ShownField:
    if is_operator or _FOR_VIEWERS.fullmatch(_INDEX.sub("[]", name)):
        return ShownField(name=name, before=old, after=new)
    return ShownField(name=name, before=None, after=None)
