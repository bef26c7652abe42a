"""The fields of a row, taken one by one, so that unread ones are known and counted.

Birth dates, email and mailing addresses, SSNs, and home addresses and phones are never stored, whatever their column.
"""

import re
from collections.abc import Collection, Mapping

from crawler.formats.link_values import link_in, phone_in
from crawler.formats.visible_text import text_of, text_of_html

LONGEST_UNREAD = 300  # characters stored of an unread field
DEEPEST = 8  # levels of nested lists; deeper ones are dropped
_MAIL = re.compile(r"[^\s@<>\"',;:]+@[^\s@<>\"',;:]+\.\w+")


class Fields:
    """The fields of one row. Each can be taken once; a field that the row lacks is empty.

    `volatile` fields depend on the request or are never shown, `private` ones are never collected: both are dropped at
    once, and do not count as unread.
    """

    def __init__(
        self, row: Mapping[str, object], *, volatile: Collection[str] = (), private: Collection[str] = ()
    ) -> None:
        dropped = {*volatile, *private}
        self._rest = {str(name): value for name, value in row.items() if name not in dropped}

    def take(self, name: str) -> object:
        """Return a field as it is; None if the row lacks it."""
        return self._rest.pop(name, None)

    def text(self, *names: str) -> str:
        """Return the first of some fields that has text, on one line; take all of them."""
        return self._first([text_of(self.take(name)) for name in names])

    def html(self, *names: str) -> str:
        """Return the visible text of the first of some fields that has any; lists and objects on one line."""
        return self._first([_shown(self.take(name)) for name in names])

    def link(self, *names: str) -> str:
        """Return the address of the first of some fields that has one, as text or as a link."""
        return self._first([link_in(self.take(name)) for name in names])

    def phone(self, *names: str) -> str:
        """Return the phone numbers of the first of some fields that has any, as text or as a link."""
        return self._first([phone_in(self.take(name)) for name in names])

    def unread(self) -> dict[str, str]:
        """Return the visible text of the fields not taken, by name, cut to `LONGEST_UNREAD`; empty ones are left out.

        Email addresses are removed from every field, whatever its name.
        """
        shown = {name: _MAIL.sub("…", _shown(value))[:LONGEST_UNREAD] for name, value in sorted(self._rest.items())}
        return {name: text for name, text in shown.items() if text}

    @staticmethod
    def _first(values: list[str]) -> str:
        return next(filter(None, values), "")


def _shown(value: object, depth: int = 0) -> str:
    if isinstance(value, Mapping):
        items = value.items() if depth < DEEPEST else ()
        inner = ((str(name), _answer(one) or _shown(one, depth + 1)) for name, one in items)
        return ", ".join(f"{name}: {text}" for name, text in inner if text)
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, (_shown(one, depth + 1) for one in value))) if depth < DEEPEST else ""
    return text_of_html(value)


def _answer(value: object) -> str:
    """Return a boolean as "yes" or "no", so that `{"service": "Dry needling", "offered": false}` retains its no."""
    return ("yes" if value else "no") if isinstance(value, bool) else ""


_NAME = re.compile(r"birth|\bdob\b|\bssn\b|social security|e-?mail|mailing|\bhome (?:address|phone)", re.IGNORECASE)
_ADDRESS_OR_LINK = re.compile(r"(?:mailto:)?\S+@\S+\.\w+")


def is_private(name: str) -> bool:
    """Return whether a column's name says that it holds data that is never stored."""
    return bool(_NAME.search(re.sub(r"[_\s]+", " ", name)))


def is_mail(text: str) -> bool:
    """Return whether a value is an email address, which is never collected."""
    return bool(_ADDRESS_OR_LINK.fullmatch(text))


def without_mail(text: str) -> str:
    """Return a text without its email addresses."""
    return " ".join(_ADDRESS_OR_LINK.sub(" ", text).split())
