"""`pinpoint audit`: who did what, when and why."""

import dataclasses

import click

from commands.output import echo_json, json_option
from console.accounts.users import Role
from console.guard.audit_sight import shown, shown_lines
from index.store import Store
from index.store.audit import AuditFilter, AuditLine, lines, os_user, record
from index.store.database import store_of_home


@click.command()
@click.option("--who", default="", help="A name: who decided, or a user of the console or of the system.")
@click.option("--action", default="", help="The beginning of an action, such as user/ or suppress.")
@click.option("--subject", default="", help="What it was done to: a source, a case, a provider, a user.")
@click.option("--before", type=int, help="Only lines with a smaller number, to go on from a list that ended.")
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True, help="Lines at most.")
@click.option("--reveal", is_flag=True, help="Show also what names matches and hidden fields; this is recorded.")
@json_option
def audit(who: str, action: str, subject: str, before: int | None, limit: int, reveal: bool, as_json: bool) -> None:
    """List the audit log, the newest line first."""
    wanted = AuditFilter(who=who, action=action, subject=subject)
    with store_of_home() as store:
        if reveal:
            found = _revealed(store, wanted, before, limit)
        else:
            with store.read() as connection:
                found = shown_lines(connection, wanted, Role.OPERATOR, before=before, limit=limit)
    if as_json:
        echo_json([dataclasses.asdict(one) for one in found])
        return
    for one in found:
        by = " ".join(filter(None, [one.who, one.console_user and f"(console: {one.console_user})"]))
        click.echo(
            f"{one.id:6} {one.at:%Y-%m-%d %H:%M} {by} [{one.os_user}] {one.action}: {one.subject} {one.note}".rstrip()
            + (" (hidden; --reveal shows it)" if one.is_hidden else "")
        )


def _revealed(store: Store, wanted: AuditFilter, before: int | None, limit: int) -> list[AuditLine]:
    """Return lines whole, after a line that records which of them are otherwise hidden."""
    with store.write() as connection:
        found = lines(connection, wanted, before=before, limit=limit)
        hidden = [str(one.id) for one in found if shown(one, Role.OPERATOR).is_hidden]
        record(connection, who=os_user(), action="reveal/audit", subject=", ".join(hidden) or "none")
    return found
