"""Days as people write them here: "Nov 12, 2026"."""

from datetime import date

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(of: date) -> str:
    """Return a day in words, whatever the locale of the machine."""
    return f"{_MONTHS[of.month - 1]} {of.day}, {of.year}"
