"""`pinpoint resolve`: finds which listings describe one practitioner or clinic."""

from pathlib import Path

import click

from commands.output import echo_json, json_option, progress, who_option
from commands.review import show_explanation
from index import settings
from index.resolve.clusters.mixed_up import WORDS
from index.resolve.file_run import resolve_file
from index.resolve.resolution import ResolveReport
from index.resolve.resolution import resolve as resolve_store
from index.resolve.review.shadow import shadow
from index.store.database import store_of_home
from index.store.identities.mixed_up import MixedUp, all_mixed_up

_path = click.Path(dir_okay=False, path_type=Path)


@click.group(invoke_without_command=True)
@click.option("--listings", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A file of listings.")
@click.option("--out", type=_path, help="The table of ids to write, with --listings.")
@click.option("--previous", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="An earlier table.")
@click.option("--register", "registers", multiple=True, default=("npi",), show_default=True, help="An NPI register.")
@click.option("--whole", is_flag=True, help="Compare all listings again, not only changed ones.")
@click.option("--loose", multiple=True, help="A source that may reuse an id for somebody else, with --listings.")
@json_option
@click.pass_context
def resolve(
    context: click.Context,
    listings: Path | None,
    out: Path | None,
    previous: Path | None,
    registers: tuple[str, ...],
    whole: bool,
    loose: tuple[str, ...],
    as_json: bool,
) -> None:
    """Group the listings of each practitioner or clinic under one id; earlier ids stay wherever possible.

    Compares the listings that changed since the last time; all listings after a new release, or if a tenth changed.

    With --listings, resolves a file of listings, one JSON object a line, into a table of ids, and leaves the store
    alone.
    """
    if context.invoked_subcommand:
        return
    if (listings is None) != (out is None):
        raise click.UsageError("--listings and --out go together")
    with progress(quiet=as_json) as show_progress:
        if listings and out:
            report = resolve_file(listings, out, previous, frozenset(registers), show_progress, frozenset(loose))
        else:
            with store_of_home() as store:
                report = resolve_store(store, folder=settings.current().resolution, whole=whole, progress=show_progress)
    if as_json:
        echo_json(report.as_dict())
        return
    _print_report(report)


def _print_report(report: ResolveReport) -> None:
    click.echo(f"{report.listings} listings, {report.providers} practitioners and clinics")
    if not report.whole:
        click.echo(f"only changed listings were compared; at most {report.looked_at} listings could move")
    click.echo(f"{report.new} new, {report.merged} merged, {report.split} split, {report.changed} listings changed")
    if report.mixed_up:
        click.echo(f"{report.mixed_up} had mixed up two people each and are split now; see `pinpoint resolve parted`")
    if report.ambiguous:
        click.echo(f"{report.ambiguous} listings fit two NPI holders about equally well and joined neither")
    if report.doubts:
        click.echo(f"{report.doubts} pairs may be one and stay apart; see `pinpoint review list`")
    if report.oversized_blocks:
        click.echo(f"{report.oversized_blocks} blocks of listings were too large to compare")
    if report.overruled:
        click.echo(f"{report.overruled} pairs decided same stay apart, since another decision separates them")
    for name, count in report.vetoes.items():
        click.echo(f"{count} links refused: {name}")


@resolve.command("explain")
@click.argument("left", metavar="A")
@click.argument("right", metavar="B")
@json_option
def explain_pair(left: str, right: str, as_json: bool) -> None:
    """Explain why listings A and B, each source/source id, are one or two: points, vetoes and evidence in words."""
    show_explanation(left, right, as_json=as_json)


@resolve.command("parted")
@json_option
def list_parted(as_json: bool) -> None:
    """List the ids that mixed up two people, and the id of each of their listings now."""
    with store_of_home() as store, store.read() as connection:
        found = all_mixed_up(connection)
    if as_json:
        echo_json([_parted_as_json(one) for one in found])
        return
    if not found:
        click.echo("no id mixed up two people")
    for one in found:
        click.echo(f"{one.provider}  split on {one.parted_on}: {WORDS.get(one.why, one.why)}")
        for (source, source_id), now in one.listings.items():
            click.echo(f"  {source}/{source_id} is {now} now")


def _parted_as_json(one: MixedUp) -> dict[str, object]:
    return {
        "id": one.provider,
        "parted_on": one.parted_on.isoformat(),
        "why": one.why,
        "words": WORDS.get(one.why, one.why),
        "listings": [
            {"source": source, "source_id": source_id, "id": now} for (source, source_id), now in one.listings.items()
        ],
    }


@resolve.command("shadow")
@who_option("Who asks for it; recorded in the audit trail.")
@json_option
def compare_from_nothing(who: str, as_json: bool) -> None:
    """Resolve again from scratch and queue the differences for review; no id changes."""
    with progress(quiet=as_json) as show_progress, store_of_home() as store:
        report = shadow(store, who=who, progress=show_progress)
    if as_json:
        echo_json(report.as_dict())
        return
    click.echo(f"{report.listings} listings: {report.providers} providers now, {report.from_scratch} from scratch")
    click.echo(f"{report.apart_from_scratch} pairs are together now and would be apart")
    click.echo(f"{report.together_from_scratch} pairs are apart now and would be together")
    if report.settled:
        click.echo(f"{report.settled} more were settled by a decision")
    if report.apart_from_scratch or report.together_from_scratch:
        click.echo("They wait in `pinpoint review list`.")
