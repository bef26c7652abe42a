"""`pinpoint sources probe` drafts a source file from a page or table; `sources check` checks source files."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from commands.output import echo_json, json_option
from crawler.probe.draft import write_source
from crawler.probe.file_probe import probe_file, write_file_fixture
from crawler.probe.fixture import write_fixture
from crawler.probe.probe import Probed, probe
from crawler.probe.report import as_json as probed_as_json
from crawler.probe.report import lines
from crawler.probe.source_check import FIXTURES, accept_fixture, check_sources
from crawler.runs.source_files import load_sources
from index import clock, settings
from index.settings import Settings


@click.command("probe")
@click.argument("url", metavar="URL|FILE")
@click.option("--id", "source_id", default="", help="Name of the source; default: made from the host.")
@click.option(
    "--stand-in",
    "stand_ins",
    multiple=True,
    metavar="PUBLIC=FETCHED",
    help="Fetch from FETCHED, a local address.",
)
@click.option("--url", "published_at", default="", help="For a FILE: the public page that it was saved from.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=COLUMN",
    help="For a FILE: the column that a field is read from; repeatable.",
)
@click.option("--key", default="", metavar="COLUMN,…", help="For a FILE: the columns that identify a row.")
@click.option("--save", is_flag=True, help="Also write one file with the redacted shape of the pages, to share.")
@click.option("--dry-run", is_flag=True, help="Only report; write no file.")
@json_option
def probe_command(
    url: str,
    source_id: str,
    stand_ins: tuple[str, ...],
    published_at: str,
    columns: tuple[str, ...],
    key: str,
    save: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Look at a directory's page or a CSV file: how it can be read, sample listings, and a first source file."""
    here = settings.current()
    if Path(url).is_file():
        probed = probe_file(Path(url), url=published_at, source_id=source_id, columns=columns, key=key)
    else:
        probed = probe(url, source_id=source_id, stand_ins=dict(map(_stand_in, stand_ins)))
    known = _of_this_host(probed, here)
    written = {} if dry_run else _write(probed, here, save=save)
    if as_json:
        files = {name: str(path) for name, path in written.items()}
        echo_json(probed_as_json(probed) | {"sources_of_this_host": known, "written": files})
        return
    for line in lines(probed):
        click.echo(line)
    for name in known:
        click.echo(f"the source {name} reads this host already; see `pinpoint sources show {name}`")
    for name, path in written.items():
        click.echo(f"{name + ':':14} {path}")


@click.command("check")
@click.argument("source_id", metavar="[SOURCE]", default="")
@click.option("--accept", "accepted", is_flag=True, help="Expect from now on what SOURCE reads of its fixture.")
@json_option
def check_command(source_id: str, accepted: bool, as_json: bool) -> None:
    """Check the source files without a network: they load, are polite, start, and read their fixtures as expected."""
    if accepted:
        accept_fixture(settings.current(), source_id)
    checked, findings = check_sources(settings.current(), source_id)
    if as_json:
        rows = [{"source": one.source, "what": one.what, "detail": one.detail} for one in findings]
        echo_json({"checked": checked, "findings": rows})
    else:
        for one in findings:
            click.echo(f"{one.source or '-':24} {one.what:8} {one.detail}")
        click.echo(f"{len(checked)} sources checked, {len(findings)} findings")
    if findings:
        sys.exit(1)


def _stand_in(pair: str) -> tuple[str, str]:
    public, equals, fetched = pair.partition("=")
    if not equals:
        raise click.BadParameter(f"{pair!r} is not PUBLIC=FETCHED", param_hint="--stand-in")
    return public, fetched


def _of_this_host(probed: Probed, here: Settings) -> list[str]:
    """Return the sources that read the same host, so that nobody describes a directory twice."""
    definitions, _ = load_sources(here)
    host = probed.definition.host_key
    return [name for name, one in definitions.items() if one.url and one.host_key == host]


def _write(probed: Probed, here: Settings, *, save: bool) -> Mapping[str, Path]:
    definition = probed.definition
    written = {"source file": write_source(definition, here.own_sources)}
    if definition.platform:
        folder = here.own_sources / FIXTURES / definition.id
        if definition.options.get("file"):
            written["fixture"] = write_file_fixture(definition, folder)
        else:
            written["fixture"] = write_fixture(definition, probed.sample.pages, folder)
        if save:
            written["shape to share"] = _save(probed, here, folder)
    return written


def _save(probed: Probed, here: Settings, fixture: Path) -> Path:
    """Write one file that names nobody: how the page was recognized, and its redacted pages; return its path."""
    shape: dict[str, Any] = {
        **{name: part for name, part in probed_as_json(probed).items() if name not in {"sample", "fields_unread"}},
        "fields_unread": sorted(probed.unread),
        "pages": {path.name: path.read_text(encoding="utf-8") for path in sorted(fixture.iterdir())},
    }
    path = here.home / "probes" / f"{probed.definition.id}-{clock.today().isoformat()}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(shape, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path
