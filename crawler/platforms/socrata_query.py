"""The questions to a Socrata data set (SODA 2.1): which columns, which rows, page by page in a fixed order."""

from collections.abc import Iterable
from urllib.parse import urlencode

TOTAL = "total"


def text(value: str) -> str:
    """Return a text as SoQL writes it: a quote inside it is doubled."""
    return "'" + value.replace("'", "''") + "'"


def about_types(column: str, codes: Iterable[str], words: Iterable[str]) -> str:
    """Return the condition that a column is one of some codes, or has one of some words in it, in any case."""
    upper = f"upper({column})"
    listed = ", ".join(text(code.upper()) for code in codes)
    parts = [f"{upper} in ({listed})"] if listed else []
    parts += [f"{upper} like {text(f'%{word.upper()}%')}" for word in words]
    return " or ".join(parts)


def both(*conditions: str) -> str:
    """Return the condition that all of some conditions hold; an empty one always does."""
    said = [condition for condition in conditions if condition]
    return said[0] if len(said) == 1 else " and ".join(f"({condition})" for condition in said)


def count_query(where: str) -> str:
    """Return the query that asks how many rows there are."""
    return urlencode({"$select": f"count(*) as {TOTAL}", "$where": where})


def page_query(columns: Iterable[str], where: str, *, limit: int, offset: int) -> str:
    """Return the query of one page; `:id` keeps the order while rows come and go."""
    parameters = {"$select": ",".join(columns), "$where": where, "$order": ":id", "$limit": limit, "$offset": offset}
    return urlencode(parameters)
