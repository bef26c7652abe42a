"""What the finder's form asks: read from the address, checked, and written back in one fixed order."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from index.records import Profession
from index.search.request import MAX_RADIUS_MILES

DISTANCES = (5, 10, 25, 50, 100)
DEFAULT_WITHIN = 25.0
PER_PAGE = 20
LAST_PAGE = 500
LONGEST_TEXT = 200  # characters


class FindQueryError(ValueError):
    """A parameter says what it cannot; the message is for the visitor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindQuery:
    """One search. `within` in miles; `who` None for anyone; `page` counts from 1."""

    place: str
    within: float = DEFAULT_WITHIN
    who: Profession | None = None
    text: str = ""
    page: int = 1

    def address(self, **changes: object) -> str:
        """Return the address of this search with some changes; defaults are left out, the order is fixed."""
        changed = replace(self, **changes)  # type: ignore[arg-type]
        pairs = [
            ("place", changed.place),
            ("within", f"{changed.within:g}" if changed.within != DEFAULT_WITHIN else ""),
            ("who", changed.who or ""),
            ("text", changed.text),
            ("page", str(changed.page) if changed.page > 1 else ""),
        ]
        return f"/find?{urlencode([(name, value) for name, value in pairs if value])}"


def read_find_query(arguments: "MultiDict[str, str]") -> FindQuery:
    """Return the search of an address; raises FindQueryError, whose sentence says what to write."""
    return FindQuery(
        place=" ".join(arguments.get("place", "").split()),
        within=_within(arguments.get("within", "").strip()),
        who=_who(arguments.get("who", "").strip()),
        text=_text(" ".join(arguments.get("text", "").split())),
        page=_page(arguments.get("page", "").strip()),
    )


def _within(written: str) -> float:
    if not written:
        return DEFAULT_WITHIN
    try:
        miles = float(written)
    except ValueError:
        miles = 0.0
    if not 1 <= miles <= MAX_RADIUS_MILES:
        raise FindQueryError(f"Choose a distance from 1 to {MAX_RADIUS_MILES:g} miles.")
    return miles


def _who(written: str) -> Profession | None:
    if not written:
        return None
    try:
        return Profession(written)
    except ValueError as error:
        raise FindQueryError("We do not know that profession. Choose one from the list.") from error


def _text(written: str) -> str:
    if len(written) > LONGEST_TEXT:
        raise FindQueryError(f"Write at most {LONGEST_TEXT} letters in the box for words.")
    return written


def _page(written: str) -> int:
    if not written:
        return 1
    if not (written.isascii() and written.isdigit() and 1 <= int(written) <= LAST_PAGE):
        raise FindQueryError("There is no such page of results. Start a new search.")
    return int(written)
