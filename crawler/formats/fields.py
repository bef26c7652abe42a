"""A row of a source, from which fields are taken one by one, so that what nobody took is known and counted.

Birth dates, mail and mailing addresses, SSNs and homes are never stored, whichever column holds them.
"""

import re
from collections.abc import Collection, Mapping

from crawler.formats.link_values import link_in, phone_in
from crawler.formats.visible_text import text_of, text_of_html

LONGEST_UNREAD = 300  # characters kept of a field that nobody reads
DEEPEST = 8  # lists within lists; what lies deeper says nothing to a reader
_MAIL = re.compile(r"[^\s@<>\"',;:]+@[^\s@<>\"',;:]+\.\w+")


class Fields:
    """The fields of one row. Each is taken once; a name that the row lacks gives nothing.

    `volatile` fields depend on the question or say nothing that is shown, `private` ones are never gathered:
    both are dropped at once and are no longer among the unread.
    """

    def __init__(
        self, row: Mapping[str, object], *, volatile: Collection[str] = (), private: Collection[str] = ()
    ) -> None:
        dropped = {*volatile, *private}
        self._rest = {str(name): value for name, value in row.items() if name not in dropped}

    def take(self, name: str) -> object:
        """Return a field as it is, and None where the row lacks it."""
        return self._rest.pop(name, None)

    def text(self, *names: str) -> str:
        """Return the first of some fields that holds text, on one line; all of them are taken."""
        return self._first([text_of(self.take(name)) for name in names])

    def html(self, *names: str) -> str:
        """Return what a reader sees of the first of some fields that holds something; lists and objects on one line."""
        return self._first([_shown(self.take(name)) for name in names])

    def link(self, *names: str) -> str:
        """Return where the first of some fields that holds something leads, whether it holds an address or a link."""
        return self._first([link_in(self.take(name)) for name in names])

    def phone(self, *names: str) -> str:
        """Return the phone numbers of the first of some fields that holds some, shown or behind a link."""
        return self._first([phone_in(self.take(name)) for name in names])

    def unread(self) -> dict[str, str]:
        """Return what nobody took, by name, as a reader sees it and cut short; empty fields are left out.

        A mail address in it is not gathered either, whatever the field is called.
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
    """Return a yes or no beside a name in words: of `{"service": "Dry needling", "offered": false}` the no stays."""
    return ("yes" if value else "no") if isinstance(value, bool) else ""


_NAME = re.compile(r"birth|\bdob\b|\bssn\b|social security|e-?mail|mailing|\bhome (?:address|phone)", re.IGNORECASE)
_ADDRESS_OR_LINK = re.compile(r"(?:mailto:)?\S+@\S+\.\w+")


def is_private(name: str) -> bool:
    """Whether a column's name says that it holds what is never stored."""
    return bool(_NAME.search(re.sub(r"[_\s]+", " ", name)))


def is_mail(text: str) -> bool:
    """Whether a value is a mail address, which is not gathered."""
    return bool(_ADDRESS_OR_LINK.fullmatch(text))


def without_mail(text: str) -> str:
    """Return a text without the mail addresses in it."""
    return " ".join(_ADDRESS_OR_LINK.sub(" ", text).split())
