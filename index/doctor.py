"""The command `doctor`: looks at the home, the tables, the store and the published data, and says what to do."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass

import click

from index import clock, settings
from index.checks.exclusion import Standing
from index.checks.matches import matches
from index.console import echo_json, json_option
from index.inbox.accepting import due
from index.places.gazetteer import Gazetteer
from index.publish.reader import PublishedReader
from index.settings import Settings
from index.store import findings, open_store, sources
from index.vocabulary.state_rules import load_state_rules

FREE_SPACE_NEEDED = 1 << 30  # bytes; a generation of a million people takes a fifth of it


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: what was looked at, whether it is well, and what was seen or what to do."""

    check: str
    well: bool
    note: str


@click.command()
@json_option
def doctor(as_json: bool) -> None:
    """Check that everything Pinpoint needs is here; ends with 1 where something is not."""
    here = settings.current()
    findings = [_look(name, check, here) for name, check in CHECKS.items()]
    if as_json:
        echo_json([{"check": one.check, "well": one.well, "note": one.note} for one in findings])
    else:
        for one in findings:
            click.echo(f"{'well' if one.well else 'NOT WELL':9} {one.check:12} {one.note}")
    if not all(one.well for one in findings):
        sys.exit(1)


def _look(name: str, check: Callable[[Settings], str], here: Settings) -> Finding:
    try:
        return Finding(name, well=True, note=check(here))
    except Exception as error:  # noqa: BLE001  (a diagnosis reports whatever it meets, by name)
        return Finding(name, well=False, note=f"{error} ({type(error).__name__})")


class NotWellError(RuntimeError):
    """A check found something that needs a person."""


def _home(here: Settings) -> str:
    here.home.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(here.home).free
    if free < FREE_SPACE_NEEDED:
        raise NotWellError(f"only {free >> 20} MiB are free at {here.home}; make room")
    return f"{here.home.resolve()}, {free >> 30} GiB free"


def _places(here: Settings) -> str:
    salida = Gazetteer.open(here.places).zip("81201")
    if salida is None:
        raise NotWellError(f"{here.places} does not know ZIP 81201; run `pinpoint places compile`")
    return f"{here.places}"


def _store(here: Settings) -> str:
    store = open_store(here.database_url)
    with store.read() as connection:
        count = len(sources.all_sources(connection))
    store.close()
    return f"opens, {count} sources registered"


def _contact(here: Settings) -> str:
    if here.crawl_contact:
        return f"sites can write to {here.crawl_contact}"
    return "none, so only servers of your own are crawled; set PINPOINT_CRAWL_CONTACT"


def _paused(here: Settings) -> str:
    store = open_store(here.database_url)
    with store.read() as connection:
        waiting = [
            row for row in sources.all_sources(connection) if row.paused_until and row.paused_until > clock.now()
        ]
    store.close()
    told = ", ".join(f"{row.id} until {row.paused_until:%Y-%m-%d %H:%M} UTC" for row in waiting)
    return f"asked us to stay away: {told}" if told else "no source asked us to stay away"


def _held(here: Settings) -> str:
    store = open_store(here.database_url)
    with store.read() as connection:
        held = findings.waiting(connection)
    store.close()
    if not held:
        return "no run waits for a look"
    told = ", ".join(f"run {number} ({source})" for number, source in held)
    return f"{told} waits for a look; `pinpoint runs show {held[0][0]}`, then approve or reject"


def _matches(here: Settings) -> str:
    store = open_store(here.database_url)
    with store.read() as connection:
        held = sum(one.standing is Standing.HELD for one in matches(connection))
    store.close()
    return f"{held} matches with the exclusion list wait for a person{' (`pinpoint checks list`)' if held else ''}"


def _corrections(here: Settings) -> str:
    store = open_store(here.database_url)
    with store.read() as connection:
        to_ask = len(due(connection, clock.today()))
    store.close()
    return f"{to_ask} to ask again after 12 months{' (`pinpoint cases due`)' if to_ask else ''}"


def _rules(here: Settings) -> str:
    rules = load_state_rules(here.own_state_rules if here.own_state_rules.exists() else None)
    return f"{len(rules.by_key)} state rules"


def _published(here: Settings) -> str:
    generation = PublishedReader(here.generations).generation()
    return f"generation {generation.number}, files as the manifest says"


CHECKS: dict[str, Callable[[Settings], str]] = {
    "home": _home,
    "places": _places,
    "store": _store,
    "contact": _contact,
    "paused": _paused,
    "held runs": _held,
    "matches": _matches,
    "corrections": _corrections,
    "state rules": _rules,
    "published": _published,
}
