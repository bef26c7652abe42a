"""`pinpoint remove`: leaves somebody out at once and permanently, or everybody that a file names."""

import csv
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from commands.output import echo_json, json_option
from index import settings
from index.corrections.suppression.by_name import (
    Fitting,
    NamedRequest,
    NamesakesError,
    UnreadableRequestError,
    fitting,
    suppress_named,
)
from index.corrections.suppression.hiding import hide
from index.corrections.suppression.removal import REASON_WANTED, Removal, UnknownProviderError, suppress
from index.records import ListingKind
from index.store import audit
from index.store.database import store_of_home

COLUMNS = ("id", "name", "phone", "zip", "kind")


class RemovalFileError(ValueError):
    """A file of removals cannot be read as a whole; nothing of it was applied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowResult:
    """The result of one row: its line in the file, what was done, and under which id or handle, or why not.

    It repeats nothing of the row: `pinpoint remove` prints it. `ids` are those to choose from where several fit it.
    """

    line: int
    result: str
    subject: str = ""
    why: str = ""
    ids: tuple[str, ...] = ()


NOT_APPLIED = "not applied"


@click.command()
@click.argument("provider_id", metavar="[ID]", required=False, default="")
@click.option(
    "--from",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A CSV file of removals: id, or name, zip and phone (docs/corrections.md).",
)
@click.option("--who", required=True, help="Who decides.")
@click.option("--reason", required=True, help="Why, such as: asked by the person on …")
@click.option("--strict", is_flag=True, help="Also leave out everybody of that name in the same town.")
@click.option(
    "--all", "all_of_them", is_flag=True, help="With --from: where a name fits several, leave out all of them."
)
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
def remove(
    provider_id: str,
    file: Path | None,
    who: str,
    reason: str,
    strict: bool,
    all_of_them: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Leave the practitioner or clinic ID out: hidden at once, and never published again.

    With --from, everybody that a file names, each row by itself; ends with 1 if a row could not be applied. A row
    that fits several people of this home is not: it names their ids.
    """
    if bool(provider_id) is bool(file):
        raise click.UsageError("write either an ID or --from FILE")
    if file is not None:
        rows = _rows_to_remove(file, who, reason, yes=yes)
        _report_rows(_removed(rows, who, reason, strict=strict, all_of_them=all_of_them), as_json=as_json)
        return
    if all_of_them:
        raise click.UsageError("--all goes with --from")
    if not yes:
        click.confirm(f"Leave {provider_id} out of search, pages and exports permanently?", abort=True, err=True)
    with store_of_home() as store:
        removal = suppress(store, provider_id, who, reason, strict=strict)
        hide(store, settings.current().generations)
    _print_report(removal, as_json)


def _print_report(removal: Removal, as_json: bool) -> None:
    if as_json:
        echo_json({"id": removal.provider, "ids": sorted(removal.ids), "listings": removal.listings, "hidden": True})
        return
    click.echo(f"{removal.provider} is hidden now, in every generation that is served ({removal.listings} listings).")
    click.echo("The next and every later `pinpoint publish` leaves it out.")


Row = tuple[int, Mapping[str, str]]
"""The line on which a row ends, and its fields."""


def _rows_to_remove(file: Path, who: str, reason: str, *, yes: bool) -> list[Row]:
    audit.check_reason(who, reason, REASON_WANTED)
    rows = list(_rows(file))
    if not yes:
        click.confirm(f"Leave the {len(rows)} rows of {file} out of everything permanently?", abort=True, err=True)
    return rows


def _removed(rows: list[Row], who: str, reason: str, *, strict: bool, all_of_them: bool) -> list[RowResult]:
    with store_of_home() as store:
        named = [_named(row) for _, row in rows if not row.get("id", "").strip()]
        fits = fitting(store, filter(None, named))
        results = []
        for line, row in rows:
            try:
                if provider_id := row.get("id", "").strip():
                    removal, is_new = suppress(store, provider_id, who, reason, strict=strict), True
                else:
                    asked = _request(row)
                    one = fits.get(asked, Fitting())
                    removal, is_new = suppress_named(store, asked, who, reason, fits=one, all_of_them=all_of_them)
            except (UnknownProviderError, UnreadableRequestError, NamesakesError) as error:
                results.append(_not_applied(line, error))
            else:
                result = "removed" if is_new else "already removed"
                results.append(RowResult(line=line, result=result, subject=removal.provider))
        hide(store, settings.current().generations)
    return results


def _not_applied(line: int, error: Exception) -> RowResult:
    if isinstance(error, UnknownProviderError):
        return RowResult(line=line, result=NOT_APPLIED, why="this home has no such id; write name, zip and phone")
    ids = error.ids if isinstance(error, NamesakesError) else ()
    return RowResult(line=line, result=NOT_APPLIED, why=str(error), ids=ids)


def _report_rows(results: list[RowResult], *, as_json: bool) -> None:
    failed = sum(one.result == NOT_APPLIED for one in results)
    if as_json:
        echo_json({"rows": [asdict(one) for one in results], "not_applied": failed})
    else:
        for one in results:
            click.echo(
                f"line {one.line}: {one.result}{f' ({one.subject})' if one.subject else ''}{one.why and ': '}{one.why}"
            )
        click.echo(f"{len(results) - failed} of {len(results)} rows are in force now; {failed} not applied.")
    if failed:
        sys.exit(1)


def _rows(file: Path) -> Iterator[Row]:
    """Yield the rows with the line each ends on; raises RemovalFileError before any is applied."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            reader = csv.DictReader(opened, strict=True, restkey="more", restval="")
            names = reader.fieldnames or ()
            if unknown := [name for name in names if name not in COLUMNS]:
                raise RemovalFileError(f"{file} has an unknown column {unknown[0]!r}; write only: {', '.join(COLUMNS)}")
            if "id" not in names and not {"name", "zip"} <= set(names):
                raise RemovalFileError(f"{file} has neither the column id nor name and zip; see docs/corrections.md")
            for row in reader:
                yield reader.line_num, row
    except (csv.Error, UnicodeDecodeError) as error:
        raise RemovalFileError(f"{file} cannot be read as CSV in UTF-8 ({error}); nothing was applied") from error


def _named(row: Mapping[str, str]) -> NamedRequest | None:
    try:
        return _request(row)
    except UnreadableRequestError:
        return None


def _request(row: Mapping[str, str]) -> NamedRequest:
    if "more" in row:
        raise UnreadableRequestError("it has more fields than the header; quote a field that holds a comma")
    kind = row.get("kind", "").strip()
    if kind and kind not in {one.value for one in ListingKind}:
        raise UnreadableRequestError(f"kind is neither {' nor '.join(ListingKind)}; write one of them, or nothing")
    return NamedRequest(
        name=row.get("name", ""),
        zip=row.get("zip", ""),
        phone=row.get("phone", ""),
        kind=ListingKind(kind) if kind else None,
    )
