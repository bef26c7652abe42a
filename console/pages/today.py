"""Today: what waits for a person, the most urgent first, as `pinpoint today` has it."""

from collections.abc import Mapping

from flask import Flask, current_app, render_template
from flask.typing import ResponseReturnValue

from console.accounts.users import Role
from console.guard import visitor
from console.pages.stops import read_stops
from index import clock, settings
from index.alerts.book import read_book
from index.alerts.channels import channels
from index.alerts.to_do import minutes_of, to_do
from index.alerts.watch import COSTLY
from index.corrections.message import is_case_number
from index.doctor.finding import Check, look
from index.store import sources

_CHECKS = "pinpoint.checks"
QUEUES = {"exclusion_matches": "exclusions", "review_queue": "merges"}
"""Kind of an item → the queue of the review in which it is worked off."""


def connect(app: Flask, checks: Mapping[str, Check]) -> None:
    """Give the app the checks of `pinpoint doctor`.

    Those that read much are left out: the worker and `pinpoint watch` run them, and their open alerts are shown.
    """
    app.extensions[_CHECKS] = {name: check for name, check in checks.items() if name not in COSTLY}


def today() -> ResponseReturnValue:
    """Show the page."""
    here = settings.current()
    items = to_do(here, look(current_app.extensions[_CHECKS], here), [one.name for one in channels(here)])
    listed = {(one.kind, one.subject) for one in items}
    alerts = [one for one in read_book(here).open if one.gone_at is None and one.key not in listed]
    with visitor.store().read() as connection:
        known = {row.id for row in sources.all_sources(connection)}
        stops = read_stops(connection, here.generations)
    may_read = visitor.user().role.may(Role.OPERATOR)
    return render_template(
        "pages/today.html",
        items=items,
        stops=stops,
        minutes=minutes_of(items),
        alerts=alerts,
        known=known,
        cases={one.subject for one in items if may_read and is_case_number(one.subject)},
        queues=QUEUES if may_read else {},
        at=clock.now(),
    )
