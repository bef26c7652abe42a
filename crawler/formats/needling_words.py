"""Words of a line on dry needling, which decide what is quoted; what a quote says is read later."""

from index.normalize.statements.label_value import LONGEST_LABEL, is_value_of
from index.normalize.statements.statement_patterns import patterns
from index.normalize.text_folding import searchable


def speaks_of_needling(text: str) -> bool:
    """Return whether a text mentions dry needling by any of its names, in favor or against."""
    return bool(patterns().term.search(searchable(text)))


def is_needling_label(text: str) -> bool:
    """Return whether a text names dry needling and little else, as the label of a mark or a value does."""
    return len(text) <= LONGEST_LABEL and speaks_of_needling(text)


def with_value(label: str, value: str) -> str:
    """Return "label: value" if the second text is a value of the first, which names dry needling; else ""."""
    return f"{label}: {value}" if is_value_of(label, value) else ""


def takes_back(text: str) -> bool:
    """Return whether a line before a list says that its items are not offered: "We do not offer:", "Excluded:"."""
    folded = searchable(text)
    return folded.endswith(":") and len(folded) <= LONGEST_LABEL and patterns().takes_back.search(folded) is not None
