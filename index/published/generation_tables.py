"""Tables of a generation: state rules, redirects for unpublished provider ids, and ids that mixed up two people."""

import json
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from index.records import StateRule, StateRules
from index.records.codec import from_json, to_json

RULES = "rules.jsonl"
"""One state rule a line, as the generation was built with them."""
REDIRECTS = "redirects.json"
MIXED_UP = "mixed_up.json"
"""Older generations have no such file."""


def write_rules(folder: Path, rules: StateRules) -> None:
    """Write the state rules into the folder of its generation."""
    lines = [to_json(rule) + "\n" for _, rule in sorted(rules.by_key.items())]
    (folder / RULES).write_text("".join(lines), encoding="utf-8")


def load_rules(folder: Path) -> StateRules:
    """Return the rules that `write_rules` wrote."""
    lines = (folder / RULES).read_text(encoding="utf-8").splitlines()
    return StateRules.of(from_json(StateRule, line) for line in lines)


def redirects(living: Mapping[str, str], published: Iterable[str]) -> dict[str, str]:
    """Return id → id for merged providers, and id → "" for those that are not published any more.

    `living`: every id ever given → the id in use today.
    """
    shown = set(published)
    return {old: new if new in shown else "" for old, new in sorted(living.items()) if old not in shown}


def write_redirects(folder: Path, table: Mapping[str, str]) -> None:
    """Write the table into the folder of its generation."""
    (folder / REDIRECTS).write_text(json.dumps(table, indent=0, sort_keys=True) + "\n", encoding="utf-8")


def led_to_mixed_up(living: Mapping[str, str], mixed_up: Collection[str]) -> frozenset[str]:
    """Return every id that mixed up two people, with the ids merged into it."""
    return frozenset(old for old, new in living.items() if new in mixed_up)


def write_mixed_up(folder: Path, ids: Collection[str]) -> None:
    """Write the ids that mixed up two people into the folder of their generation."""
    (folder / MIXED_UP).write_text(json.dumps(sorted(ids), indent=0) + "\n", encoding="utf-8")


def load_mixed_up(folder: Path) -> frozenset[str]:
    """Return the ids that `write_mixed_up` wrote."""
    return frozenset(json.loads((folder / MIXED_UP).read_text(encoding="utf-8")))


def load_redirects(folder: Path) -> dict[str, str]:
    """Return the table that `write_redirects` wrote."""
    table: dict[str, str] = json.loads((folder / REDIRECTS).read_text(encoding="utf-8"))
    return table
