"""`pinpoint generations`: what is published and was before; returning to an earlier one, and stopping publication."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from commands.output import echo_json, json_option, who_option
from index import settings
from index.publish.rollback import (
    NotPinnedError,
    PinDayError,
    PinRequest,
    RevokedSignerError,
    pin_current,
    roll_back,
    unpin,
)
from index.published.catalog import (
    CatalogEntry,
    DamagedGenerationError,
    UnknownGenerationError,
    read_catalog,
)
from index.published.difference import DifferenceGroup, difference
from index.published.overlay import OverlayError
from index.published.pin import Pin, PinError, read_pin
from index.store.audit import EmptyReasonError
from index.store.database import store_of_home

MEGABYTE = 1_000_000

_reason = click.option("--reason", required=True, help="Why; recorded in the audit trail.")
_until = click.option(
    "--until", type=click.DateTime(["%Y-%m-%d"]), help="Last day (UTC) of the pin; without it, until `unpin`."
)


@contextmanager
def as_click_errors() -> Iterator[None]:
    """Turn expected errors into click's, which print one sentence."""
    try:
        yield
    except (
        UnknownGenerationError,
        DamagedGenerationError,
        NotPinnedError,
        RevokedSignerError,
        OverlayError,
        PinDayError,
        EmptyReasonError,
    ) as error:
        raise click.ClickException(str(error)) from error


@click.group()
def generations() -> None:
    """List what is published and was before, return to an earlier generation, and stop publication."""


@generations.command("list")
@json_option
def list_generations(as_json: bool) -> None:
    """List the generations on disk, the newest first; every file of each is read and compared with its manifest."""
    folder = settings.current().generations
    catalog, pin = read_catalog(folder), _pin(folder)
    if as_json:
        found = [entry_document(entry) for entry in catalog.entries]
        echo_json({"generations": found, "pin": pin_document(pin), "damage": list(catalog.damage)})
        return
    for entry in catalog.entries:
        click.echo(_line(entry))
    for line in (*catalog.damage, *_pin_lines(pin)):
        click.echo(line)
    if not catalog.entries:
        click.echo("Nothing is published yet; run `pinpoint publish`.")


@generations.command()
@click.argument("number", metavar="N", type=int)
@json_option
def show(number: int, as_json: bool) -> None:
    """Show generation N: counts, sources with their last day of reading, measures, files and whether it is whole."""
    folder = settings.current().generations
    with as_click_errors():
        entry = read_catalog(folder).entry(number)
    document = entry_document(entry) | _manifest_document(entry)
    if as_json:
        echo_json(document | {"pin": pin_document(_pin(folder) if entry.is_pinned else None)})
        return
    for name, value in document.items():
        if isinstance(value, dict):
            click.echo(name)
            for key, inner in value.items():
                click.echo(f"  {key:28} {_words(inner)}")
        else:
            click.echo(f"{name:16} {_words(value)}".rstrip())


@generations.command("diff")
@click.argument("before", metavar="A", type=int)
@click.argument("after", metavar="B", type=int)
@click.option("--limit", default=20, show_default=True, type=click.IntRange(min=0), help="Most ids of each group.")
@json_option
def diff_command(before: int, after: int, limit: int, as_json: bool) -> None:
    """Show who was added, changed and removed from generation A to B, without whoever asked to be left out since."""
    with as_click_errors():
        found = difference(settings.current().generations, before, after, limit=limit)
    groups = {"added": found.added, "changed": found.changed, "removed": found.removed}
    if as_json:
        document: dict[str, object] = {"before": before, "after": after, "same": found.same}
        document |= {name: _group_document(group) for name, group in groups.items()}
        echo_json(document | {"left_out": {"count": len(found.left_out), "ids": found.left_out[:limit]}})
        return
    for name, group in groups.items():
        _print_group(name, group)
    click.echo(f"same      {found.same}")
    if found.left_out:
        shown = ", ".join(found.left_out[:limit])
        click.echo(f"left out  {len(found.left_out)} on request, not compared: {shown}")


@generations.command()
@click.argument("number", metavar="[N]", type=int, required=False)
@_reason
@_until
@who_option("Who rolls back.")
@json_option
def rollback(number: int | None, reason: str, until: datetime | None, who: str, as_json: bool) -> None:
    """Make generation N current and pin it; without N, the newest whole one before the current one.

    Nothing is published until it is unpinned. Removals and hidden fields stay in force.
    """
    request = PinRequest(who=who, reason=reason.strip(), until=until.date() if until else None)
    with as_click_errors(), store_of_home() as store:
        pin = roll_back(store, settings.current().generations, number, request)
    _print_pin(pin, f"Generation {pin.generation} is current again.", as_json=as_json)


@generations.command("pin")
@_reason
@_until
@who_option("Who pins it.")
@json_option
def pin_command(reason: str, until: datetime | None, who: str, as_json: bool) -> None:
    """Keep the current generation: nothing is published until it is unpinned or the day of --until is over."""
    request = PinRequest(who=who, reason=reason.strip(), until=until.date() if until else None)
    with as_click_errors(), store_of_home() as store:
        pin = pin_current(store, settings.current().generations, request)
    _print_pin(pin, f"Generation {pin.generation} stays current.", as_json=as_json)


@generations.command("unpin")
@click.option("--reason", default="", help="Why; recorded in the audit trail.")
@who_option("Who unpins it.")
@json_option
def unpin_command(reason: str, who: str, as_json: bool) -> None:
    """Let publication go on; a running worker publishes what waits within a minute."""
    with as_click_errors(), store_of_home() as store:
        pin = unpin(store, settings.current().generations, who=who, reason=reason.strip())
    if as_json:
        echo_json({"unpinned": pin_document(pin)})
        return
    which = f"Generation {pin.generation} is" if pin else "A pin that could not be read, or was over, is"
    click.echo(f"{which} unpinned; the worker publishes what waits, or run `pinpoint publish`.")


def entry_document(entry: CatalogEntry) -> dict[str, object]:
    """Return a generation as a JSON object."""
    manifest = entry.manifest
    return {
        "generation": entry.number,
        "built_at": manifest.built_at if manifest else None,
        "current": entry.is_current,
        "pinned": entry.is_pinned,
        "whole": entry.is_whole,
        "damage": entry.damage,
        "counts": dict(entry.counts),
        "content_sha256": manifest.content_sha256 if manifest else None,
        "sources": {
            source: {"providers": one.providers, "last_read": one.last_read}
            for source, one in sorted(manifest.sources.items())
        }
        if manifest
        else {},
        "size": entry.size,
        "signed_by": entry.signed_by.key_id or None,
        "doubt": entry.signed_by.doubt,
        "demonstration": bool(manifest and manifest.demonstration),
    }


def pin_document(pin: Pin | None) -> dict[str, object] | None:
    """Return a pin as a JSON object, None without one."""
    if pin is None:
        return None
    return {
        "generation": pin.generation,
        "who": pin.who,
        "reason": pin.reason,
        "at": pin.at.isoformat(),
        "until": pin.until.isoformat() if pin.until else None,
    }


def _group_document(group: DifferenceGroup) -> dict[str, object]:
    return {
        "count": group.count,
        "kinds": dict(sorted(group.kinds.items())),
        "states": dict(sorted(group.states.items())),
        "fields": dict(group.fields.most_common()),
        "first": [
            {
                "id": one.id,
                "name": one.name,
                "kind": one.kind,
                "states": list(one.states),
                "fields": list(one.fields),
                "changes": [asdict(change) for change in one.changes],
                "now": one.now or None,
            }
            for one in group.first
        ],
    }


def _print_group(name: str, group: DifferenceGroup) -> None:
    parts = [_counted(group.kinds), _counted({state or "no state": n for state, n in group.states.items()})]
    parts += [_counted(group.fields)] if group.fields else []
    click.echo(f"{name:9} {group.count}{'; '.join(['', *parts]) if group.count else ''}")
    for one in group.first:
        fields = f": {', '.join(one.fields)}" if one.fields else ""
        now = f" (now {one.now})" if one.now else ""
        click.echo(f"  {one.id}  {one.name}{fields}{now}")
    if group.count > len(group.first):
        click.echo(f"  and {group.count - len(group.first)} more")


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))


def _manifest_document(entry: CatalogEntry) -> dict[str, object]:
    manifest = entry.manifest
    if manifest is None:
        return {}
    return {
        "schema": manifest.schema,
        "fields": dict(manifest.fields),
        "notes": dict(manifest.notes),
        "measures": dict(manifest.measures),
        "off": sorted(manifest.off),
        "files": {name: file.size for name, file in sorted(manifest.files.items())},
    }


def _pin(folder: Path) -> Pin | None:
    try:
        return read_pin(folder)
    except PinError:
        return None  # the catalog names it among the damage


def _line(entry: CatalogEntry) -> str:
    marks = " ".join(
        word
        for word, applies in (("current", entry.is_current), ("pinned", entry.is_pinned), ("DAMAGED", entry.damage))
        if applies
    )
    if entry.manifest is None:
        return f"{entry.number:>6}  {marks}  {entry.damage}"
    counts = entry.counts
    built = f"{entry.built_at:%Y-%m-%d %H:%M}"
    holds = f"{counts.get('people', 0)} people, {counts.get('clinics', 0)} clinics"
    of = f"{len(entry.manifest.sources)} sources, {entry.size / MEGABYTE:.1f} MB"
    signer = f"signed by {entry.signed_by.key_id}" if entry.signed_by.key_id else "not signed"
    content = entry.manifest.content_sha256[:12]
    line = f"{entry.number:>6}  {built}  {holds}, {of}, {content}, {signer}  {marks}".rstrip()
    return f"{line}  {entry.damage or entry.signed_by.doubt}".rstrip()


def _pin_lines(pin: Pin | None) -> tuple[str, ...]:
    if pin is None:
        return ()
    return (f"{pin.sentence()[0].upper()}{pin.sentence()[1:]}.", f"Pinned by {pin.who}: {pin.reason}")


def _print_pin(pin: Pin, done: str, *, as_json: bool) -> None:
    if as_json:
        echo_json({"pin": pin_document(pin)})
        return
    ends = f" or {pin.until} is over" if pin.until else ""
    click.echo(f"{done} Nothing is published until `pinpoint generations unpin`{ends}; removals act at once.")


def _words(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {inner}" for name, inner in value.items())
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
