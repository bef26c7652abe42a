"""The ids that an address names: `ids=a,b`, or `ids=a&ids=b` as the boxes of a form send it.

The canonical address has one parameter with each id once, in the order of the visitor, joined by commas.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from index.records import MOST_TICKED
from webapp.stated.listing_address import ids_between_commas, is_id

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

NAME = "ids"
ONE = "id"
MOST_ON_A_LIST = MOST_TICKED
MOST_COMPARED = 4
LEAST_COMPARED = 2
MOST_ON_A_SHEET = 4
MOST_LOOKED_AT = 100
"""Ids of one address that are looked at; the rest is dropped."""
_SHOWN = 24  # characters of a malformed id that a page repeats


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenIds:
    """The ids of an address. `written` is all that was looked at, each once, malformed ids shortened to be shown.

    `most`: the number of listings that the page has room for.
    """

    written: tuple[str, ...] = ()
    most: int = MOST_ON_A_LIST
    is_canonical: bool = True

    @property
    def well_formed(self) -> tuple[str, ...]:
        """The texts that can be an id."""
        return tuple(filter(is_id, self.written))

    @property
    def malformed(self) -> tuple[str, ...]:
        """Texts that cannot be an id."""
        return tuple(one for one in self.written if not is_id(one))

    @property
    def parameter(self) -> str:
        """The canonical parameter: "ids=a,b"; "" without ids."""
        return ids_parameter(self.written)


def ids_parameter(ids: Sequence[str]) -> str:
    """Return "ids=a,b" for an address; "" without ids."""
    return f"{NAME}={','.join(quote(one, safe='') for one in ids)}" if ids else ""


def read_chosen_ids(arguments: "MultiDict[str, str]", most: int = MOST_ON_A_LIST, *, before: str = "") -> ChosenIds:
    """Return the ids of an address; a page that takes one id also reads `id`. Nothing that is typed fails here.

    `before` names a parameter with ids that come before them; it is in no canonical address.
    """
    first = arguments.getlist(before) if before else []
    values = [*first, *arguments.getlist(NAME), *(arguments.getlist(ONE) if most == 1 else ())]
    written = tuple(map(_shortened, ids_between_commas(values)[:MOST_LOOKED_AT]))
    canonical = [",".join(written)] if written else []
    is_canonical = arguments.getlist(NAME) == canonical and not first
    return ChosenIds(written=written, most=most, is_canonical=is_canonical)


def _shortened(text: str) -> str:
    if is_id(text):
        return text
    visible = "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in text[: _SHOWN + 1])
    return visible if len(visible) <= _SHOWN else f"{visible[:_SHOWN]}…"
