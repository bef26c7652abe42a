"""What two runs staged of one source, compared word for word."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, Table, and_, func, literal, or_, select

from index.store.schema import staged, staged_entry

EXAMPLES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Counts of source ids, and the first few of those that differ."""

    added: int = 0
    removed: int = 0
    changed: int = 0
    same: int = 0
    examples: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether both staged the same, byte for byte."""
        return not (self.added or self.removed or self.changed)

    def as_dict(self) -> dict[str, object]:
        """Return the counts and examples by name."""
        return asdict(self)


def difference(connection: Connection, *, before: int, after: int) -> Difference | None:
    """Return how what run `after` staged differs from what run `before` did; None where that is not kept any more."""
    tables = [(staged, "raw"), (staged_entry, "entry")]  # a source has rows in one of them
    if not any(_count(connection, table, before) for table, _ in tables):
        return None
    counts = {"added": 0, "removed": 0, "changed": 0, "same": 0}
    examples: list[str] = []
    for table, words in tables:
        old, new = (_count(connection, table, run) for run in (before, after))
        both, same = _alike(connection, table, words, before, after)
        counts["added"] += new - both
        counts["removed"] += old - both
        counts["changed"] += both - same
        counts["same"] += same
        examples += _differing(connection, table, words, before, after)
    return Difference(**counts, examples=tuple(sorted(set(examples))[:EXAMPLES]))


def _count(connection: Connection, table: Table, run: int) -> int:
    return connection.execute(select(func.count()).where(table.c.run == run)).scalar_one()


def _alike(connection: Connection, table: Table, words: str, before: int, after: int) -> tuple[int, int]:
    """Return (ids that both runs have, those of them that say the same)."""
    old, new = table.alias("old"), table.alias("new")
    met = and_(old.c.run == before, new.c.run == after, old.c.source_id == new.c.source_id)
    same = func.count().filter(old.c[words] == new.c[words])
    both, alike = connection.execute(select(func.count(), same).select_from(old.join(new, met))).one()
    return both, alike


def _differing(connection: Connection, table: Table, words: str, before: int, after: int) -> Iterator[str]:
    for run, other in ((before, after), (after, before)):
        one, two = table.alias("one"), table.alias("two")
        met = and_(two.c.run == literal(other), two.c.source_id == one.c.source_id)
        differs = or_(two.c.source_id.is_(None), two.c[words] != one.c[words])
        query = select(one.c.source_id).select_from(one.outerjoin(two, met)).where(one.c.run == run, differs)
        yield from connection.execute(query.order_by(one.c.source_id).limit(EXAMPLES)).scalars()
