"""What statements cost: their number, the steps that SQLite took, and the tables that it scanned.

Steps and plans are the same on every machine, so that tests need no clock.
"""

import re
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Engine, event

READS = re.compile(r"\s*(SELECT|WITH)\b", re.IGNORECASE)
LIMITED = re.compile(r"LIMIT \? OFFSET \?$")
"""Such a statement ends early, or its steps show that it does not."""
SCAN = re.compile(r"(?:SCAN (?P<scanned>\w+)|SEARCH (?P<searched>\w+)$)(?: USING (?:COVERING )?INDEX (?P<index>\w+))?")
"""A step of a plan that reads every row, or every entry of an index. SQLite also calls it a search, of no index."""
PARTIAL = frozenset({"ix_case_open", "ix_run_unpublished"})
"""Indexes of what waits for somebody: a scan of one reads what is shown."""
STEPS = 10
"""SQLite calls back after so many of its virtual machine's instructions."""


@dataclass
class Costs:
    """The statements without BEGIN and PRAGMA, steps in all, and for each statement with a scan the tables scanned."""

    statements: list = field(default_factory=list)
    steps: int = 0
    scans: dict = field(default_factory=dict)

    @property
    def scanned(self):
        return {table for tables in self.scans.values() for table in tables}

    def repeated(self):
        """The statements by how often they were made, the most frequent first."""
        return Counter(self.statements).most_common()


def scanned(detail):
    """Return the table that a step of a plan scans; None where it does not."""
    found = SCAN.match(detail)
    return None if found is None or found["index"] in PARTIAL else found["scanned"] or found["searched"]


@contextmanager
def costs(but=()):
    """Give the costs of everything that is read or written meanwhile, in any store of this process.

    Of statements that begin as one of `but` the steps and scans do not count.
    """
    found = Costs()

    def before(connection, cursor, statement, parameters, _context, _executemany):
        ours = cursor.connection
        ours.set_progress_handler(None, STEPS)
        found.statements.append(statement)
        if statement.startswith(but):
            return
        if READS.match(statement) and not LIMITED.search(statement):
            plan = ours.execute(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall()
            if tables := {table for *_, detail in plan if (table := scanned(detail))}:
                found.scans[statement] = tables
        ours.set_progress_handler(step, STEPS)

    def step():
        found.steps += STEPS

    event.listen(Engine, "before_cursor_execute", before)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", before)
