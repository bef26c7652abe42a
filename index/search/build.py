"""Builds a search index from published providers."""

from collections.abc import Sequence
from pathlib import Path

from index.records import Provider, StateRules
from index.search.column_engine import ColumnEngine
from index.search.files import write_files
from index.search.rows import rows_in_order


def build(directory: Path, providers: Sequence[Provider], rules: StateRules) -> ColumnEngine:
    """Write an index of the providers into an empty directory, and return it opened with the rules.

    The order of `providers` does not matter. Files are not synced to disk; the publisher does that.
    Raises SearchBuildError for an id that occurs twice and for impossible coordinates.
    """
    provider_ids, rows = rows_in_order(providers)
    write_files(directory, provider_ids, rows)
    return ColumnEngine.open(directory, rules)
