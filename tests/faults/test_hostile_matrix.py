"""A server that turns on its reader, through the real line: a child process, the archive, the gates, the listings.

With `-s` the matrix is printed. The cases that wait for a clock or send gigabytes run with `--soak` only.
"""

import pytest

from tests.faults.cases import cases

MOST_MEMORY = 300  # MiB, at the peak of the crawl process
NAMES = [(case.name, case.soak_only) for case in cases("127.0.0.1:1")]


@pytest.fixture(scope="module")
def matrix():
    """The rows of the matrix, printed at the end."""
    rows = []
    yield rows
    print("\n| case | verdict | cause | requests | MiB |\n|---|---|---|---|---|")  # noqa: T201
    for row in rows:
        print("| " + " | ".join(map(str, row)) + " |")  # noqa: T201


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.soak_only] if slow else []) for name, slow in NAMES]
)
def test_a_hostile_server_gets_the_right_verdict_and_changes_nothing(name, day_after, hostile, trap, matrix, soak):
    (case,) = [case for case in cases(trap.address, soak=soak) if case.name == name]
    outcome, kept_before = day_after(case.faults, hasty=case.hasty)
    run, memory = outcome.run, outcome.run.stats["process/peak_mb"]
    matrix.append((name, run.verdict, run.cause, len(hostile.asked), memory))
    assert (run.verdict, tuple(cause.code for cause in run.causes)) == (case.verdict, case.causes), run.cause
    assert tuple(hostile.asked) == case.asked
    assert trap.asked == []
    assert outcome.kept == kept_before
    assert memory < MOST_MEMORY
