"""`pinpoint places`: compiles the table of places, and looks places up in it."""

import json
import sys
from pathlib import Path

import click

from index import settings
from index.places.build.compile import BuildRequirementsError, compile_places
from index.places.gazetteer import open_gazetteer
from index.places.place import Place, PlaceAmbiguous, PlaceNotFound
from index.places.place_query import find_place


@click.group()
def places() -> None:
    """ZIP codes and towns: compile the table, look a place up."""


@places.command("compile")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="File to write; default: setting places"
)
@click.option("--corrected", is_flag=True, help="Also list the ZIP codes whose coordinate was wrong")
def compile_table(output: Path | None, *, corrected: bool) -> None:
    """Compile the table of places anew from the packages of requirements/build.txt (no network)."""
    path = output or settings.current().places
    try:
        counts = compile_places(path)
    except BuildRequirementsError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{path}: {sum(counts.codes.values())} ZIP codes, {counts.towns} towns")
    for fate, count in counts.codes.items():
        click.echo(f"  {count:6d} ZIP codes: {fate}")
    click.echo(f"  {counts.towns_of_one_name:6d} towns share their name with another of the same state")
    for code in counts.corrected if corrected else ():
        click.echo(f"{code.code} {code.city}, {code.state}: {code.fate}")


@places.command()
@click.argument("text")
@click.option("--json", "as_json", is_flag=True, help="Write JSON")
def find(text: str, as_json: bool) -> None:
    """Find the place TEXT means: a ZIP code, "City, ST", a city alone, or "latitude, longitude"."""
    try:
        place = find_place(open_gazetteer(), text)
    except (PlaceNotFound, PlaceAmbiguous) as error:
        others = error.suggestions if isinstance(error, PlaceNotFound) else error.candidates
        if as_json:
            click.echo(json.dumps({"error": str(error), "places": [_document(other) for other in others]}))
        else:
            click.echo(str(error), err=True)
        sys.exit(1)
    click.echo(json.dumps(_document(place)) if as_json else _line(place))


def _document(place: Place) -> dict[str, str | float]:
    return {
        "label": place.label,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "precision": place.precision,
        "city": place.city,
        "state": place.state,
        "zip": place.zip,
    }


def _line(place: Place) -> str:
    return f"{place.label}: {place.latitude:.4f}, {place.longitude:.4f} ({place.precision})"
