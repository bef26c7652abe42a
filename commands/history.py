"""`pinpoint history`: everything ever recorded about one practitioner or clinic."""

from collections.abc import Iterator
from datetime import date

import click

from commands.output import echo_json, json_option
from index.history.provider_history import History
from index.history.provider_history import history as history_of
from index.history.stated_value import ValueStatus
from index.store.database import store_of_home

_STATUS_WORDS = {
    ValueStatus.STATED: "",
    ValueStatus.NOT_FOUND: "  (not found)",
    ValueStatus.WITHDRAWN: "  (withdrawn)",
    ValueStatus.ENDED: "  (ended)",
}


@click.command()
@click.argument("provider_id", metavar="ID")
@json_option
def history(provider_id: str, as_json: bool) -> None:
    """Show the history of practitioner or clinic ID: its ids, listings, values, decisions and corrections."""
    with store_of_home() as store, store.read() as connection:
        found = history_of(connection, provider_id)
    if as_json:
        echo_json(found.as_dict())
        return
    for line in _lines(found):
        click.echo(line)


def _lines(found: History) -> Iterator[str]:
    yield f"{found.name or '(no listing any more)'}  {found.id}"
    yield "ids"
    for one in found.ids:
        leads = f", leads to {one.leads_to}" if one.leads_to else ""
        yield f"  {one.id}  {one.kind}, given {one.created_on}{leads}"
    yield "listings"
    for own in found.listings:
        gone = f", missing since {own.missing_since}" if own.missing_since else ""
        gone += f", withdrawn {own.withdrawn_on}" if own.withdrawn_on else ""
        yield f"  {own.source}/{own.source_id}  {own.name}  read {own.first_seen} to {own.last_seen}{gone}"
    yield "memberships"
    for period in found.memberships:
        yield f"  {_days(period.since, period.until)}  {period.provider}  {period.source}/{period.source_id}"
    yield "values"
    for value in found.values:
        days = f"{value.first_seen} to {value.last_seen}"
        yield f"  {value.field:22} {days}  {value.value}  {value.source}/{value.source_id}{_STATUS_WORDS[value.stands]}"
    yield "looked up"
    for check in found.checks:
        yield f"  {check.kind} {check.claim.value}: {check.result}, {check.claim.source} read {check.claim.last_seen}"
    yield "decided and done"
    for said in found.said:
        yield f"  {said.at[:19]}  {said.what}" + "".join(f"; {part}" for part in (said.who, said.reason) if part)


def _days(since: date | None, until: date | None) -> str:
    return f"{since or '(before this was recorded)'} to {until or 'now'}"
