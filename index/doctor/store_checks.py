"""Checks of the store: whether it can be read, written and trusted, and what in it waits for a person."""

from sqlalchemy import Connection, text

from index import clock
from index.corrections.accepting import due
from index.doctor.finding import Check, NotWellError, TroubleKind
from index.failure_text import DAMAGED
from index.publish.checks.matches import matches
from index.settings import Settings
from index.store import sources
from index.store.database import store_of_home
from index.vocabulary.state_rules import load_state_rules


def store(_here: Settings) -> str:
    """Check that the store opens and can be written."""
    with store_of_home() as opened:
        with opened.read() as connection:
            count = len(sources.all_sources(connection))
        with opened.write():
            pass  # waits for the lock, and fails, as any command would
    return f"opens and can be written; {count} sources registered"


def store_structure(_here: Settings) -> str:
    """Check that the store passes SQLite's own check, which reads all of it."""
    with store_of_home() as opened, opened.read() as connection:
        _check_integrity(connection)
    return "whole, as SQLite's own check says"


def exclusion_matches(_here: Settings) -> str:
    """Return how many matches with the exclusion list wait for a person."""
    with store_of_home() as opened, opened.read() as connection:
        held = sum(one.waits for one in matches(connection))
    return f"{held} matches with the exclusion list wait for a person{' (`pinpoint checks list`)' if held else ''}"


def corrections(_here: Settings) -> str:
    """Return how many corrections are a year old, so that their senders should be asked again."""
    with store_of_home() as opened, opened.read() as connection:
        to_ask = len(due(connection, clock.today()))
    return f"{to_ask} to ask again after 12 months{' (`pinpoint cases due`)' if to_ask else ''}"


def state_rules(here: Settings) -> str:
    """Check that the state rules load."""
    rules = load_state_rules(here.own_state_rules if here.own_state_rules.exists() else None)
    return f"{len(rules.by_key)} state rules"


def _check_integrity(connection: Connection) -> None:
    """Run SQLite's check of the file's structure; report only the number of faults: their text may quote a record."""
    if connection.dialect.name != "sqlite":
        return
    found = [str(row[0]) for row in connection.execute(text("PRAGMA quick_check(100)"))]
    if found != ["ok"]:
        raise NotWellError(TroubleKind.STORE_DAMAGED, f"{DAMAGED}: {len(found)} places")


CHECKS: dict[str, Check] = {
    "store": store,
    "store structure": store_structure,
    "matches": exclusion_matches,
    "corrections": corrections,
    "state rules": state_rules,
}
