"""`pinpoint publish` and `pinpoint export`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click

from commands.freeze import frozen_as_held
from commands.output import echo_json, json_option, progress, who_option
from index import settings
from index.exit_status import EXIT_HELD
from index.file_modes import as_the_operator_has_it
from index.publish.golden_queries import GoldenQueryError
from index.publish.publish_gate import HoldAcceptance, PublicationHeldError
from index.publish.publisher import PublishReport
from index.publish.publisher import publish as publish_store
from index.published.current import NothingPublishedError
from index.published.document import leaving_document, provider_document
from index.published.export import ExportFormat, export_lines
from index.published.generation_folder import PublisherBusyError
from index.published.overlay import OverlayError
from index.published.pin import PinError, PinnedError
from index.published.reader import PublishedReader
from index.signing.keys import KeysError
from index.store.database import store_of_home


@contextmanager
def _as_click_errors() -> Iterator[None]:
    """Turn expected errors into click's, which print one sentence."""
    try:
        yield
    except (PublisherBusyError, GoldenQueryError, NothingPublishedError, OverlayError, PinError, KeysError) as error:
        raise click.ClickException(str(error)) from error


@click.command()
@click.option("--accept", is_flag=True, help="Publish although the publish gate holds it; needs --reason.")
@click.option("--reason", default="", help="Why it is accepted; recorded in the audit trail.")
@who_option("Who accepts it.")
@json_option
def publish(accept: bool, reason: str, who: str, as_json: bool) -> None:
    """Publish the store's providers as a new generation."""
    if accept != bool(reason.strip()):
        raise click.UsageError('--accept and --reason go together: `pinpoint publish --accept --reason "why"`')
    here = settings.current()
    acceptance = HoldAcceptance(who=who, reason=reason.strip()) if accept else None
    with _as_click_errors(), frozen_as_held(), store_of_home() as store, progress(quiet=as_json) as show:
        try:
            report = publish_store(store, here, acceptance=acceptance, progress=show)
        except PublicationHeldError as error:
            _print_hold(error, as_json=as_json)
            raise SystemExit(EXIT_HELD) from error
        except PinnedError as error:
            _print_pin(error, as_json=as_json)
            raise SystemExit(EXIT_HELD) from error
        except OSError as error:
            why = error.strerror or error
            raise click.ClickException(
                f"publishing into {here.generations} failed ({why}); the previous generation stays current"
            ) from error
    if as_json:
        echo_json(_report(report))
    else:
        _print_report(report)


@click.command()
@click.option(
    "--format", "form", type=click.Choice([form.value for form in ExportFormat]), default="jsonl", show_default=True
)
@click.option("--content", is_flag=True, help="Sorted, without ids, days of reading and run numbers.")
@click.option(
    "--may-leave", is_flag=True, help="Without what sources do not let leave in bulk; names what is left out."
)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="File to write; default: standard output."
)
def export(form: str, content: bool, may_leave: bool, output: Path | None) -> None:
    """Write every practitioner and clinic of the published generation.

    The whole of it is a copy for you; to pass it on, use --may-leave.
    """
    with _as_click_errors():
        generation = PublishedReader(settings.current().generations).generation()
        lets = generation.manifest.lets
        to_document = (lambda provider: leaving_document(provider, lets)) if may_leave else provider_document
        documents = map(to_document, generation.documents())
        lines = export_lines(documents, ExportFormat(form), content=content, left_out=may_leave)
        with _opened(output) as file:
            for line in lines:
                file.write(line.encode())


@contextmanager
def _opened(output: Path | None) -> Iterator[IO[bytes]]:
    """Open the file, or standard output, for bytes: an export is UTF-8 in any locale."""
    if output is None:
        yield sys.stdout.buffer
        return
    try:
        with as_the_operator_has_it(), output.open("wb") as file:
            yield file
    except OSError as error:
        raise click.ClickException(f"{output} cannot be written ({error.strerror})") from error


def _print_hold(held: PublicationHeldError, *, as_json: bool) -> None:
    if as_json:
        echo_json({"held": True, "causes": list(held.causes)})
        return
    click.echo("Publication is held; the previous generation stays current. Removals are in force already.", err=True)
    for cause in held.causes:
        click.echo(f"- {cause}", err=True)
    click.echo('If the change is right: pinpoint publish --accept --reason "why"', err=True)


def _print_pin(pinned: PinnedError, *, as_json: bool) -> None:
    pin = pinned.pin
    if as_json:  # the worker logs it, so neither who pinned it nor why
        until = pin.until.isoformat() if pin.until else None
        echo_json({"held": False, "pinned": {"generation": pin.generation, "at": pin.at.isoformat(), "until": until}})
    else:
        click.echo(f"{pinned}.\nPinned by {pin.who}: {pin.reason}. Removals are in force already.", err=True)


def _report(report: PublishReport) -> dict[str, object]:
    manifest = report.manifest
    return {
        "generation": report.generation,
        "built_at": manifest.built_at,
        "counts": dict(manifest.counts),
        "content_sha256": manifest.content_sha256,
        "unchanged": report.unchanged,
        "suppressed": report.suppressed,
        "demonstration": manifest.demonstration,
        "sources": {
            name: {"providers": source.providers, "last_read": source.last_read}
            for name, source in manifest.sources.items()
        },
        "removed": list(report.removed),
        "swept": list(report.swept),
        "held": False,
        "accepted": list(report.accepted),
    }


def _print_report(report: PublishReport) -> None:
    counts = report.manifest.counts
    click.echo(
        f"Generation {report.generation} is current: {counts['people']} people and {counts['clinics']} clinics"
        f" at {counts['locations']} places."
    )
    click.echo(
        f"On the map: {counts['point_address']} at the address, {counts['point_zip']} at the ZIP code's middle,"
        f" {counts['point_place']} at the town's, {counts['point_none']} nowhere."
    )
    if report.unchanged:
        click.echo("Nothing differs from the previous generation.")
    if report.accepted:
        click.echo(f"Accepted: {'; '.join(report.accepted)}.")
    if report.suppressed:
        click.echo(f"{report.suppressed} are left out because they asked for it.")
    if report.swept:
        click.echo(f"Removed files of an interrupted publish: {', '.join(report.swept)}.")
