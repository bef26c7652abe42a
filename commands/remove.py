"""`pinpoint remove`: leaves somebody out at once and permanently."""

import click

from commands.output import echo_json, json_option
from index import settings
from index.corrections.suppression.hiding import hide
from index.corrections.suppression.removal import Removal, suppress
from index.store.database import store_of_home


@click.command()
@click.argument("provider_id", metavar="ID")
@click.option("--who", required=True, help="Who decides.")
@click.option("--reason", required=True, help="Why, such as: asked by the person on …")
@click.option("--strict", is_flag=True, help="Also leave out everybody of that name in the same town.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
def remove(provider_id: str, who: str, reason: str, strict: bool, yes: bool, as_json: bool) -> None:
    """Leave the practitioner or clinic ID out: hidden at once, and never published again."""
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
