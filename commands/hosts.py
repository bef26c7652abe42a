"""`pinpoint sources hosts`: the outcome of each visit to a practice's own website, and the day of the next."""

import click

from commands.output import echo_json, json_option
from index.store import site_visits
from index.store.database import store_of_home
from index.store.site_visits import Outcome, Visit


@click.command(name="hosts")
@click.argument("host", required=False, default="")
@click.option("--closed", is_flag=True, help="Only hosts that refused us.")
@json_option
def hosts_command(host: str, closed: bool, as_json: bool) -> None:
    """List visited websites of practices, or only HOST: outcome, pages read, and day of the next visit."""
    with store_of_home() as store, store.read() as connection:
        ledger = site_visits.ledger(connection)
    visits = [
        visit
        for name, visit in sorted(ledger.items())
        if host.removeprefix("www.") in {"", name} and (visit.outcome is Outcome.CLOSED or not closed)
    ]
    if as_json:
        echo_json([_json(visit) for visit in visits])
        return
    for visit in visits:
        because = visit.closed_because or visit.outcome
        click.echo(f"{visit.host:40} {because:12} {visit.pages} pages, again from {visit.next_read:%Y-%m-%d}")


def _json(visit: Visit) -> dict[str, object]:
    return {
        "host": visit.host,
        "outcome": visit.outcome,
        "closed_because": visit.closed_because,
        "pages": visit.pages,
        "ended_at": visit.ended_at.isoformat(),
        "next_read": visit.next_read.isoformat(),
    }
