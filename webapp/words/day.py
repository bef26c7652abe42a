"""Days as people write them here: "Nov 12, 2026", and "12 nov 2026" in Spanish."""

from datetime import date
from functools import lru_cache

from markupsafe import Markup

from webapp.languages import language

_MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "es": ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
}


def day(of: date) -> str:
    """Return a day in words of the request's language, whatever the locale of the machine."""
    return _day(of, language())


@lru_cache(maxsize=4096)
def _day(of: date, spoken: str) -> str:
    month = _MONTHS[spoken][of.month - 1]
    return f"{of.day} {month} {of.year}" if spoken == "es" else f"{month} {of.day}, {of.year}"


def time_element(of: date) -> Markup:
    """Return a day as markup: its words for people, its ISO form for programs."""
    return Markup('<time datetime="{}">{}</time>').format(of.isoformat(), day(of))
