"""The rules that the site shows: those of the generation, or our own table while nothing is published."""

from functools import lru_cache
from pathlib import Path

from index import settings
from index.published.overlay import OverlayError
from index.published.reader import NothingPublishedError
from index.records import StateRules
from index.vocabulary.state_rules import load_state_rules
from webapp import published


def rules_in_force() -> StateRules:
    """Return the rules for this request."""
    try:
        return published.generation().rules
    except (NothingPublishedError, OverlayError):
        return _own(settings.current().own_state_rules)


@lru_cache(maxsize=1)
def _own(path: Path) -> StateRules:
    return load_state_rules(path if path.exists() else None)
