"""`pinpoint close` and `pinpoint open`: every page of the site answers 503 with one sentence, until it is opened."""

import click

from commands.output import echo_json, json_option, who_option
from index import settings
from index.failure_text import failure_text
from index.published.closed import CannotCloseError, close_site, open_site
from index.store import audit
from index.store.database import store_of_home


@click.command()
@click.option("--reason", required=True, help="Why; recorded, and never shown to visitors.")
@who_option()
@json_option
def close(reason: str, who: str, as_json: bool) -> None:
    """Close the site: within a second every page answers 503 with one sentence, in every process.

    The forms for corrections and removals stay open. It works without a worker, without a store and without anything
    published.
    """
    audit.check_reason(who, reason)
    try:
        path = close_site(settings.current().generations)
    except CannotCloseError as error:
        raise click.ClickException(str(error)) from error
    recorded = _record(audit.SITE_CLOSED, who, reason)
    if as_json:
        echo_json({"closed": True, "file": str(path), "who": who, "reason": reason, "recorded": recorded})
        return
    click.echo("the site is closed: within a second every page answers 503 with one sentence")
    click.echo("/remove, /fix and /case/… stay open; `pinpoint open` opens the rest", err=True)


@click.command(name="open")
@click.option("--reason", default="", help="Why; recorded.")
@who_option()
@json_option
def open_command(reason: str, who: str, as_json: bool) -> None:
    """Open a closed site again, within a second and in every process."""
    try:
        was_closed = open_site(settings.current().generations)
    except CannotCloseError as error:
        raise click.ClickException(str(error)) from error
    if not was_closed:
        raise click.ClickException("the site is not closed, so there is nothing to open")
    recorded = _record(audit.SITE_OPENED, who, reason)
    if as_json:
        echo_json({"closed": False, "who": who, "reason": reason, "recorded": recorded})
    else:
        click.echo("the site is open: within a second every page is shown again")


def _record(action: str, who: str, reason: str) -> bool:
    """Write the audit line, and return whether it was written: a store that is broken keeps no site open."""
    try:
        with store_of_home() as store, store.write() as connection:
            audit.record(connection, who=who, action=action, subject="site", note=reason.strip())
    except Exception as error:  # noqa: BLE001  (whatever is wrong with the store, the site has been closed or opened)
        why = failure_text(error) or type(error).__name__
        click.echo(f"who and why could not be recorded ({why}); write them down", err=True)
        return False
    return True
