"""`pinpoint audit`: who did what, when and why."""

import dataclasses

import click

from commands.output import echo_json, json_option
from index.store.audit import AuditFilter, lines
from index.store.database import store_of_home


@click.command()
@click.option("--who", default="", help="A name: who decided, or a user of the console or of the system.")
@click.option("--action", default="", help="The beginning of an action, such as user/ or suppress.")
@click.option("--subject", default="", help="What it was done to: a source, a case, a provider, a user.")
@click.option("--before", type=int, help="Only lines with a smaller number, to go on from a list that ended.")
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True, help="Lines at most.")
@json_option
def audit(who: str, action: str, subject: str, before: int | None, limit: int, as_json: bool) -> None:
    """List the audit log, the newest line first."""
    wanted = AuditFilter(who=who, action=action, subject=subject)
    with store_of_home() as store, store.read() as connection:
        found = lines(connection, wanted, before=before, limit=limit)
    if as_json:
        echo_json([dataclasses.asdict(one) for one in found])
        return
    for one in found:
        by = " ".join(filter(None, [one.who, one.console_user and f"(console: {one.console_user})"]))
        click.echo(
            f"{one.id:6} {one.at:%Y-%m-%d %H:%M} {by} [{one.os_user}] {one.action}: {one.subject} {one.note}".rstrip()
        )
