"""`pinpoint gates`: gates for a source, proposed from the figures of its runs."""

from collections.abc import Iterator, Sequence

import click
import yaml

from commands.output import echo_json, json_option
from commands.sources import source_argument
from crawler.gates.measuring import Measured
from crawler.gates.suggest import Suggestion, measured_runs, suggest
from index.store.database import store_of_home
from index.store.runs.runs import RunRow


@click.group(name="gates")
def gates_group() -> None:
    """Propose gates: the limits that a run of a source must meet to pass."""


@gates_group.command(name="suggest")
@source_argument
@json_option
def suggest_command(source_id: str, as_json: bool) -> None:
    """Write gates to paste into a source file, each with the figures it comes from."""
    with store_of_home() as store, store.read() as connection:
        rows = measured_runs(connection, source_id)
    suggested = suggest([Measured.of(row.measured) for row in rows])
    if as_json:
        gates = {one.gate: one.value for one in suggested}
        measured = {one.gate: one.measured for one in suggested}
        echo_json({"source": source_id, "runs": [row.id for row in rows], "gates": gates, "measured": measured})
        return
    for line in _lines(rows, suggested):
        click.echo(line)


def _lines(rows: Sequence[RunRow], suggested: Sequence[Suggestion]) -> Iterator[str]:
    runs = ", ".join(f"run {row.id} ({row.verdict or row.state})" for row in rows)
    yield f"# measured in {runs}; check each figure before you use it"
    yield "gates:"
    for one in suggested:
        yield f"  # {one.measured}"
        written = yaml.safe_dump({one.gate: one.value}, sort_keys=False, default_flow_style=False)
        yield from (f"  {line}" for line in written.splitlines())
