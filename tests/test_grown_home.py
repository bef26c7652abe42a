"""What an operator looks at costs the store the same, however many runs and listings a home has.

Neither the number of statements nor the steps of SQLite grow, and no table that grows with them is scanned. The bench
(`tests/bench/test_operator_bench.py`) prints what that means in time.
"""

import pytest

from tests.bulk_store import Size, filled
from tests.line.command import Home
from tests.line.signed_in import console_of
from tests.operator_work import LOOKS, operator_work
from tests.statement_costs import costs

FEW, MANY = Size(sources=6, runs=360, listings=360), Size(sources=6, runs=3600, listings=3600)
SMALL = frozenset({"source", "freeze", "alembic_version", "publication_hold"}) | {
    "correction", "check_decision", "decision", "doubt", "suppression",  # of what people decided or have to
    "above", "living", "oldest", "in_doubt", "CONSTANT",  # tables of one statement
}  # fmt: skip
COUNTS_RUNS = "SELECT run.source, run.verdict, count(*)"
"""The metric `pinpoint_runs` counts all of them, in an index that has all that it needs."""
READS_ALL = "PRAGMA quick_check(100)"
"""The one check that is meant to read the whole store; a look at Today does without it."""
ROOM = 1.2


@pytest.fixture(scope="module")
def homes(tmp_path_factory):
    """(a home with few runs and listings, one with ten times as many)."""
    return [filled(Home(tmp_path_factory.mktemp(name)), size) for name, size in (("few", FEW), ("many", MANY))]


SOURCES = {"src0": "has not passed since its first run", "src1": "ends in replays and dry runs", "src5": "is held"}
OF_A_SOURCE = ["a source's page", "pinpoint diagnose", "pinpoint runs trend"]
CASES = [(name, "src0") for name in LOOKS if name not in OF_A_SOURCE]


@pytest.mark.parametrize(("name", "source"), [*CASES, *((name, source) for name in OF_A_SOURCE for source in SOURCES)])
def test_a_look_costs_the_same_with_ten_times_the_runs_and_listings(homes, name, source):
    few, many = (cost(home, name, source) for home in homes)
    assert many.statements == few.statements
    assert many.steps <= few.steps * ROOM
    assert many.scanned <= SMALL


def cost(home, name, source):
    with console_of(home) as console:
        look = operator_work(console, source)[name]
        look()
        with costs(but=(COUNTS_RUNS, READS_ALL)) as found:
            look()
    return found
