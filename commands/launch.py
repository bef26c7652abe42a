"""`pinpoint launch`: lists the obstacles to opening states, and opens or closes them."""

import sys
from dataclasses import asdict
from typing import Any

import click

from commands.launch_obstacles import Obstacle, obstacles, unreviewed_pages
from commands.output import echo_json, json_option, read_states, states_option
from index import settings
from index.exit_status import EXIT_HELD
from index.places.states import state_name, state_names
from index.publish.open_states import close_states, open_only
from index.published.overlay import read_overlay
from index.settings import Settings
from index.store.database import store_of_home
from index.vocabulary.state_rules import load_state_rules

EVERYWHERE = "all"
ENGLISH_NAMES = {"es": "Spanish"}


@click.command()
@states_option
@click.option(
    "--open", "opens", is_flag=True, help="Open these states, and no others than those that are open already."
)
@click.option("--close-state", "closes", default="", metavar="CO", help="Close a state, or several.")
@click.option("--accept", is_flag=True, help="Open although something is in the way; each is recorded.")
@click.option("--who", default="", help="Who decides.")
@click.option("--reason", default="", help="Why; recorded.")
@json_option
def launch(states: str, opens: bool, closes: str, accept: bool, who: str, reason: str, as_json: bool) -> None:
    """List what is in the way of opening states, and open them; ends with 0 if nothing is.

    `--states all` means every state. The site obeys within a second.
    """
    here = settings.current()
    if closes:
        _refuse(opens or accept or bool(states), "--close-state goes with --who and --reason alone")
        _close(here, read_states(closes), who, reason, as_json=as_json)
        return
    chosen = None if states.strip().lower() == EVERYWHERE else frozenset(read_states(states))
    _refuse(opens and chosen is not None and not chosen, "say which states to open: --states CO,WY, or --states all")
    found = obstacles(here, _judged(here, chosen))
    if opens and (accept or not found):
        _open(here, chosen, who, _why(reason, found), found, as_json=as_json)
        return
    _report(here, found, as_json=as_json)
    if opens:
        click.echo("Not opened. Remove what is in the way, or repeat it with --accept.", err=True)
    if found:
        sys.exit(EXIT_HELD if opens else 1)


def _refuse(is_wrong: bool, sentence: str) -> None:
    if is_wrong:
        raise click.UsageError(sentence)


def _judged(here: Settings, chosen: frozenset[str] | None) -> frozenset[str]:
    """Return the states whose rules are looked at: those that are named, else all that are open."""
    opened = read_overlay(here.generations).open_states
    if chosen:
        return chosen
    if chosen is None or opened is None:
        own = here.own_state_rules
        return frozenset(state for state, _ in load_state_rules(own if own.exists() else None).by_key)
    return opened


def _why(reason: str, found: tuple[Obstacle, ...]) -> str:
    """Return the reason with what was in the way, for the audit; "" stays "", which is refused."""
    if not reason.strip() or not found:
        return reason
    return "; ".join([f"{reason}; opened although", *(f"{one.kind} {one.subject}".strip() for one in found)])


def _open(
    here: Settings,
    chosen: frozenset[str] | None,
    who: str,
    reason: str,
    found: tuple[Obstacle, ...],
    *,
    as_json: bool,
) -> None:
    with store_of_home() as store:
        now = open_only(store, here.generations, chosen, who=who, reason=reason)
    if as_json:
        echo_json(_document(now, found))
        return
    click.echo(_open_in_words(now))


def _close(here: Settings, chosen: tuple[str, ...], who: str, reason: str, *, as_json: bool) -> None:
    with store_of_home() as store:
        now = close_states(store, here.generations, chosen, who=who, reason=reason)
    if as_json:
        echo_json(_document(now, ()))
        return
    click.echo(_open_in_words(now))


def _report(here: Settings, found: tuple[Obstacle, ...], *, as_json: bool) -> None:
    now = read_overlay(here.generations).open_states
    if as_json:
        echo_json(_document(now, found))
        return
    for one in found:
        click.echo(f"{one.kind:13} {one.note}\n{'':13} -> {one.where}")
    click.echo(f"{len(found)} in the way." if found else "Nothing is in the way.")
    for language, pages in unreviewed_pages().items():
        click.echo(
            f"Not asked for: {len(pages)} pages in {ENGLISH_NAMES.get(language, language)} that nobody reviewed. Each "
            "says so to its readers; docs/guidance.md says how one is signed."
        )
    click.echo(_open_in_words(now))


def _document(now: frozenset[str] | None, found: tuple[Obstacle, ...]) -> dict[str, Any]:
    """Return the open states, null for all, what is in the way, and pages in other languages without a review."""
    return {
        "open_states": None if now is None else sorted(now),
        "in_the_way": [asdict(one) for one in found],
        "unreviewed_pages": unreviewed_pages(),
    }


def _open_in_words(now: frozenset[str] | None) -> str:
    if now is None:
        return "Open everywhere."
    closed = len(state_names()) - len(now)
    if not now:
        return "Open nowhere: the site shows nobody."
    return f"Open: {', '.join(map(state_name, sorted(now)))}. Not open: {closed} others."
