"""`pinpoint runs` and `pinpoint diff`: runs with their verdicts, and the changes a run made or would make."""

from collections.abc import Iterator

import click

from commands.output import echo_json, json_option
from crawler.runs.run_diff import AppliedChanges, RunDiff, run_diff
from crawler.runs.run_figures import trend, trend_lines
from crawler.runs.run_report import RunReport, run_json, run_line, run_report
from index.store.database import store_of_home
from index.store.run_changes import Change, ChangeKind
from index.store.runs import changes, runs

run_argument = click.argument("run_id", metavar="RUN", type=click.IntRange(1))
SIGNS = {ChangeKind.ADDED: "+", ChangeKind.CHANGED: "~", ChangeKind.BACK: "+", ChangeKind.MISSING: "-"}


@click.group(name="runs", invoke_without_command=True)
@click.option("--source", "source_id", help="Only runs of this source.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1))
@json_option
@click.pass_context
def runs_group(context: click.Context, source_id: str | None, limit: int, as_json: bool) -> None:
    """List the newest runs with verdicts and causes, or show one run."""
    if context.invoked_subcommand:
        return
    with store_of_home() as store, store.read() as connection:
        rows = runs.recent(connection, source=source_id, limit=limit)
    if as_json:
        echo_json([run_json(row) for row in rows])
    else:
        for row in rows:
            click.echo(run_line(row))


@runs_group.command()
@run_argument
@json_option
def show(run_id: int, as_json: bool) -> None:
    """Show one run: verdict, causes, warnings, fields, problems, pages."""
    with store_of_home() as store, store.read() as connection:
        report = run_report(connection, run_id)
    if as_json:
        echo_json(report.as_dict())
    else:
        for line in _lines(report):
            click.echo(line)


@runs_group.command(name="trend")
@click.argument("source_id", metavar="SOURCE")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1), help="The newest runs to show.")
@json_option
def trend_of_source(source_id: str, limit: int, as_json: bool) -> None:
    """Show the newest runs of a source, oldest first: listings, fill rates, duration, requests, verdict, causes."""
    with store_of_home() as store, store.read() as connection:
        points = trend(connection, source_id, limit=limit)
    if as_json:
        echo_json([point.as_dict() for point in points])
    else:
        for line in trend_lines(points):
            click.echo(line)


@runs_group.command(name="changes")
@run_argument
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1), help="Examples of each kind.")
@click.option("--all", "everything", is_flag=True, help="Every listing in place of examples.")
@json_option
def changes_of_run(run_id: int, limit: int, everything: bool, as_json: bool) -> None:
    """Show what a run changed when it passed, however long ago: field by field, and missing listings."""
    with store_of_home() as store, store.read() as connection:
        run = runs.get(connection, run_id)
        applied = AppliedChanges.of(changes.of_run(connection, run_id, run.source), None if everything else limit)
    if as_json:
        echo_json({"run": run_id, "delta": run.delta, **applied.as_dict()})
        return
    click.echo(run_line(run))
    for line in applied.lines():
        click.echo(line)


@click.command()
@run_argument
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1), help="Examples of each kind.")
@click.option("--all", "everything", is_flag=True, help="Every listing in place of examples.")
@json_option
def diff(run_id: int, limit: int, everything: bool, as_json: bool) -> None:
    """Show what a run would change in the current listings."""
    with store_of_home() as store, store.read() as connection:
        found = run_diff(connection, run_id, examples=None if everything else limit)
    if as_json:
        echo_json(found.as_dict())
    else:
        for line in _diff_lines(found):
            click.echo(line)


def _lines(report: RunReport) -> Iterator[str]:
    run, measured = report.run, report.measured
    yield run_line(run)
    if report.progress:
        yield f"  reading  {report.progress.in_words()}"
    for cause in run.causes:
        yield f"  cause    {cause.code:20} {cause.sentence}"
    for warning in run.warnings:
        yield f"  warning  {warning.code:20} {warning.sentence}"
    yield f"  listings {measured.count}, read by code {run.code_version or 'unknown'}"
    for name, rate in report.fill_rates.items():
        usual = f"   usual {report.usual[name]:6.1%}" if name in report.usual else ""
        yield f"  field    {name:20} {rate:6.1%}{usual}"
    for name, most in measured.most.items():
        if most.count > 1:
            yield f"  most     {name:20} {most.value} in {most.count} of {most.of}"
    for name, count in report.unread.items():
        yield f"  unread   {name:20} {count}"
    for kind, count in report.problems.items():
        yield f"  problem  {kind:20} {count}"
        yield from (f"             {example}" for example in report.examples.get(kind, ()))
    for status, count in report.answers.items():
        yield f"  answers  {status:20} {count}"


def _diff_lines(found: RunDiff) -> Iterator[str]:
    counts = ", ".join(f"{count} {kind}" for kind, count in found.counts.items())
    yield f"run {found.run} against the listings now: {counts}, of {found.staged} staged"
    for field, count in found.fields.items():
        yield f"  {count:6} {field}"
    for kind, examples in found.examples.items():
        for change in examples:
            yield from _change_lines(change)
        if left := found.counts[kind] - len(examples):
            yield f"  … and {left} more {kind}; --all shows them"


def _change_lines(change: Change) -> Iterator[str]:
    yield f"{SIGNS[change.kind]} {change.source_id}  {change.name}"
    for field in change.fields:
        yield f"      {field.field}: {field.old or '(none)'} → {field.new or '(none)'}"
