"""Changes that a run would make, or made when it passed: counts and examples."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection

from crawler.gates.gaps import gaps
from index.store import run_changes
from index.store.listings import register_entries
from index.store.run_changes import Change, ChangeKind
from index.store.runs import runs, staging
from index.store.runs.changes import Applied, AppliedKind

_NUMBER = re.compile(r"\[\d+\]")


class NothingStagedError(LookupError):
    """The run has no staged rows: it read nothing, or they were deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunDiff:
    """The listings that a run would add, change, bring back and miss: counts, changed fields, and examples."""

    run: int
    staged: int
    counts: Mapping[ChangeKind, int]
    fields: Mapping[str, int]
    """In how many changed listings each field differs, the most frequent first; all locations count as one field."""
    examples: Mapping[ChangeKind, tuple[Change, ...]]

    def as_dict(self) -> dict[str, Any]:
        """Return all fields by name, for JSON."""
        return asdict(self)


def run_diff(connection: Connection, run_id: int, *, examples: int | None, start: int = 0) -> RunDiff:
    """Compare a run's staged rows with the current listings; `examples` limits each kind, None gives all.

    The first `start` changes of each kind are counted, but are not among the examples. Raises UnknownRunError and
    NothingStagedError.
    """
    run = runs.get(connection, run_id)
    staged = staging.count(connection, run_id) + register_entries.count_staged(connection, run_id)
    if not staged:
        raise NothingStagedError(
            f"nothing of run {run_id} is staged: it read nothing, or newer runs took its place; "
            f"`pinpoint replay {run_id}` reads its archived pages again"
        )
    counts: Counter[ChangeKind] = Counter()
    fields: Counter[str] = Counter()
    shown: dict[ChangeKind, list[Change]] = {kind: [] for kind in ChangeKind}
    whole = not (run.partial or run.replay_of is not None or gaps(run.stats))
    for change in run_changes.changes(connection, run, whole=whole):
        counts[change.kind] += 1
        fields.update({_NUMBER.sub("", field.field) for field in change.fields})
        if _is_shown(counts[change.kind], examples, start):
            shown[change.kind].append(change)
    return RunDiff(
        run=run_id,
        staged=staged,
        counts={kind: counts[kind] for kind in ChangeKind},
        fields=dict(fields.most_common()),
        examples={kind: tuple(found) for kind, found in shown.items()},
    )


def _is_shown(number: int, limit: int | None, start: int) -> bool:
    """Return whether a change is among the examples: at most `limit` of its kind after the first `start`."""
    return number > start and (limit is None or number <= start + limit)


_SIGNS = {
    AppliedKind.ADDED: "+",
    AppliedKind.CHANGED: "~",
    AppliedKind.BACK: "+",
    AppliedKind.MISSING: "?",
    AppliedKind.WITHDRAWN: "-",
}


@dataclass(frozen=True, slots=True)
class AppliedChanges:
    """The changes that a passed run made: counts of each kind, and examples."""

    counts: Mapping[AppliedKind, int]
    examples: Mapping[AppliedKind, tuple[Applied, ...]]

    @classmethod
    def of(cls, applied: Iterable[Applied], limit: int | None, start: int = 0) -> "AppliedChanges":
        """Count changes, with at most `limit` examples of each kind after the first `start`; None gives all."""
        counts: Counter[AppliedKind] = Counter()
        shown: dict[AppliedKind, list[Applied]] = {kind: [] for kind in AppliedKind}
        for one in applied:
            counts[one.kind] += 1
            if _is_shown(counts[one.kind], limit, start):
                shown[one.kind].append(one)
        return cls(
            {kind: counts[kind] for kind in AppliedKind}, {kind: tuple(examples) for kind, examples in shown.items()}
        )

    def as_dict(self) -> dict[str, Any]:
        """Return all fields by name, for JSON."""
        return asdict(self)

    def lines(self) -> Iterator[str]:
        """Yield the examples as lines for the terminal."""
        for kind, examples in self.examples.items():
            for one in examples:
                yield f"{_SIGNS[kind]} {one.source_id}  {one.name}" + ("" if kind in _PLAIN else f"  ({kind})")
                yield from (
                    f"      {each.field}: {each.old or '(none)'} → {each.new or '(none)'}" for each in one.fields
                )
                yield from (
                    f"      no longer stated: {each.field} {each.value} (read {each.first_seen} to {each.last_seen})"
                    for each in one.ended
                )
            if left := self.counts[kind] - len(examples):
                yield f"  … and {left} more {kind}; --all shows them"


_PLAIN = frozenset({AppliedKind.ADDED, AppliedKind.CHANGED})
