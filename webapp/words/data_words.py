"""Words of data that pages show, such as names of sources and duties of a rule: translated where the catalog has them.

An operator's own source or rule may say what no catalog has: that stays as it is written, marked with its language.
"""

from markupsafe import Markup, escape

from webapp.languages import language, plain_gettext
from webapp.words.sources import quote_language


def data_text(written: str) -> str:
    """Return words of data in the language of the request, or as they are written."""
    return plain_gettext(written) if written else ""


def data_language(written: str) -> str:
    """Return the language in which `data_text` says these words; that of the request where nothing is to be read."""
    if data_text(written) != written or not any(letter.isalpha() for letter in written):
        return language()
    return quote_language(written)


def in_language(written: str) -> Markup:
    """Return the words as markup, with their language where it is not that of the page."""
    said, spoken = escape(data_text(written)), data_language(written)
    return said if spoken == language() else Markup('<span lang="{}">{}</span>').format(spoken, said)
