"""`pinpoint checks`: matches with the federal exclusion list, shown to nobody until a person confirms them."""

from functools import partial

import click

from commands.output import decision_command, echo_json, json_option
from index.publish.checks.decisions import DecisionVerdict, history
from index.publish.checks.matches import document_of, match_of, matches, settle
from index.store.database import store_of_home

_who = click.option("--who", required=True, help="Who decides.")
_handle = click.argument("handle", metavar="MATCH")


@click.group()
def checks() -> None:
    """List matches with the federal exclusion list by NPI, and confirm or dismiss each."""


@checks.command("list")
@click.option("--all", "also_decided", is_flag=True, help="Also matches that somebody decided.")
@json_option
def list_matches(also_decided: bool, as_json: bool) -> None:
    """List the matches that wait for a decision."""
    with store_of_home() as store, store.read() as connection:
        found = [one for one in matches(connection) if also_decided or one.waits]
    if as_json:
        echo_json([document_of(one) for one in found])
        return
    for one in found:
        entry = one.seen.entry
        click.echo(f"{one.handle}  {one.status:9}  NPI {entry.npi}  {one.practitioner.name} / {entry.name}")
    click.echo(f"{len(found)} {'match' if len(found) == 1 else 'matches'}.")


@checks.command()
@_handle
@json_option
def show(handle: str, as_json: bool) -> None:
    """Show both sides of a match: name, profession, state, dates, and other entries of the NPI."""
    with store_of_home() as store, store.read() as connection:
        one = match_of(connection, handle)
        past = history(connection, one.key)
    if as_json:
        said = [
            {"verdict": each.verdict, "who": each.who, "reason": each.reason, "at": each.decided_at} for each in past
        ]
        echo_json(document_of(one) | {"history": said})
        return
    for name, value in document_of(one).items():
        for line in value if isinstance(value, list) else [value]:
            click.echo(f"{name:22} {line if line is not None else ''}".rstrip())
    for each in past:
        click.echo(f"{each.verdict} by {each.who} at {each.decided_at}: {each.reason}")


def _decide(verdict: DecisionVerdict, handle: str, who: str, reason: str) -> None:
    with store_of_home() as store, store.write() as connection:
        settle(connection, match_of(connection, handle), verdict, who=who, reason=reason)
    click.echo(f"{handle} is {_DONE[verdict]}")


_DONE = {
    DecisionVerdict.CONFIRMED: "confirmed; the profile says so after the next `pinpoint publish`.",
    DecisionVerdict.DISMISSED: "dismissed; the profile does not show it.",
    DecisionVerdict.UNSURE: "unsure; it stays held, is not shown, and waits no more: `pinpoint checks list --all`.",
    DecisionVerdict.UNDONE: "held again; `pinpoint publish` removes it from the profile if it was shown.",
}
VERDICTS = {
    "confirm": (
        DecisionVerdict.CONFIRMED,
        "Confirm that the list means this person; the profile then says so in one sentence.",
    ),
    "dismiss": (DecisionVerdict.DISMISSED, "Dismiss a match: the list means somebody else."),
    "unsure": (DecisionVerdict.UNSURE, "Record that it is not clear; the match stays held and leaves the list."),
    "undo": (DecisionVerdict.UNDONE, "Take a decision back; the match is held again."),
}
"""Each command's verdict and help."""
for name, (verdict, help_text) in VERDICTS.items():
    checks.add_command(decision_command(name, help_text, partial(_decide, verdict), _handle, _who))
