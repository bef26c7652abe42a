"""Mentions of dry needling; what a text says about it is read later, from the quote."""

from index.normalize.statements.statement_patterns import patterns
from index.normalize.text_folding import searchable


def speaks_of_needling(text: str) -> bool:
    """Return whether a text mentions dry needling by any of its names, in favor or against."""
    return bool(patterns().term.search(searchable(text)))
