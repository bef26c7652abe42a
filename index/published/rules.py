"""The state rules of a generation, one JSON line each."""

from pathlib import Path

from index.records import StateRule, StateRules
from index.records.codec import from_json, to_json

FILE = "rules.jsonl"


def write_rules(folder: Path, rules: StateRules) -> None:
    """Write the table into the folder of its generation."""
    lines = [to_json(rule) + "\n" for _, rule in sorted(rules.by_key.items())]
    (folder / FILE).write_text("".join(lines), encoding="utf-8")


def load_rules(folder: Path) -> StateRules:
    """Return the table that `write_rules` wrote."""
    lines = (folder / FILE).read_text(encoding="utf-8").splitlines()
    return StateRules.of(from_json(StateRule, line) for line in lines)
