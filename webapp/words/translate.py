"""Translation for code: English in, the language of the request out.

Templates have `_`, `ngettext` and `{% trans %}`. `N_("…")` marks a string of a table for the catalogs; `_(…)`
translates it where it is shown.
"""

from webapp.languages import plain_gettext, plain_ngettext

__all__ = ["N_", "_", "gettext", "ngettext"]


def gettext(message: str, **values: object) -> str:
    """Return a message in the language of the request, with its named placeholders filled: "%(miles)s miles"."""
    said = plain_gettext(message)
    return said % values if values else said


_ = gettext


def ngettext(singular: str, plural: str, number: int, **values: object) -> str:
    """Return the form of a message for a number; `%(num)s` is the number itself."""
    return plain_ngettext(singular, plural, number) % {"num": number, **values}


def N_(message: str) -> str:  # noqa: N802  (the name that gettext's tools know)
    """Mark a message for the catalogs and return it unchanged."""
    return message
