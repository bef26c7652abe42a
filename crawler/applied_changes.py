"""What a run changed when it passed, counted, with examples: it stays known after newer runs took its place."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from index.store.changes import Applied, AppliedKind

_SIGNS = {
    AppliedKind.ADDED: "+",
    AppliedKind.CHANGED: "~",
    AppliedKind.BACK: "+",
    AppliedKind.MISSING: "?",
    AppliedKind.WITHDRAWN: "-",
}


@dataclass(frozen=True, slots=True)
class AppliedChanges:
    """How many listings of each kind, and examples of each."""

    counts: Mapping[AppliedKind, int]
    examples: Mapping[AppliedKind, tuple[Applied, ...]]

    @classmethod
    def of(cls, applied: Iterable[Applied], limit: int | None) -> "AppliedChanges":
        """Count changes and keep `limit` of each kind; None keeps all."""
        counts: Counter[AppliedKind] = Counter()
        kept: dict[AppliedKind, list[Applied]] = {kind: [] for kind in AppliedKind}
        for one in applied:
            counts[one.kind] += 1
            if limit is None or len(kept[one.kind]) < limit:
                kept[one.kind].append(one)
        return cls(
            {kind: counts[kind] for kind in AppliedKind}, {kind: tuple(examples) for kind, examples in kept.items()}
        )

    def as_dict(self) -> dict[str, Any]:
        """Return everything by name, for JSON."""
        return asdict(self)

    def lines(self) -> Iterator[str]:
        """Yield the examples in words."""
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
