"""Web addresses where a state board looks licenses up: one row a board, filled in by the operator of a site.

An address counts only with the day on which somebody opened it and that person's name. The shipped rows have none.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from index.places.states import state_code
from index.records import Profession
from index.vocabulary.entries import DATA, Row, read_rows

COLUMNS = ("state", "profession", "board", "address", "opened_on", "opened_by")
Key = tuple[str, Profession]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardLookup:
    """A board's look-up that somebody opened on a day; `board` is "" where the row does not name it."""

    state: str
    profession: Profession
    board: str
    address: str
    opened_on: date
    opened_by: str


@lru_cache(maxsize=4)
def load_board_lookups(own: Path | None = None) -> Mapping[Key, BoardLookup]:
    """Return the look-ups that were opened; rows of an operator's CSV replace the shipped ones.

    A row without address, day or name is a board whose look-up nobody has opened yet. Raises VocabularyError with
    file, row and what to write.
    """
    return {key: lookup for key, lookup in _rows(own).items() if lookup is not None}


def named_boards(own: Path | None = None) -> frozenset[Key]:
    """Return the keys of all rows, opened or not; raises VocabularyError."""
    return frozenset(_rows(own))


def _rows(own: Path | None) -> dict[Key, BoardLookup | None]:
    rows = dict(_read(DATA / "board_lookups.csv"))
    return rows | dict(_read(own)) if own is not None else rows


def _read(path: Path) -> Iterator[tuple[Key, BoardLookup | None]]:
    seen: dict[Key, int] = {}
    for row in read_rows(path, COLUMNS):
        key = (_state(row), row.member("profession", Profession))
        if key in seen:
            raise row.error(f"{key[0]} {key[1]} is in row {seen[key]} too. Keep one.")
        seen[key] = row.number
        yield key, _lookup(row, *key)


def _lookup(row: Row, state: str, profession: Profession) -> BoardLookup | None:
    address, opened_on, opened_by = row.web_address("address"), row.day("opened_on"), row.text("opened_by")
    if address and opened_on and not opened_by:
        raise row.error("opened_by is empty. Write who opened the address on that day.")
    if not (address and opened_on):
        return None
    return BoardLookup(
        state=state,
        profession=profession,
        board=row.text("board"),
        address=address,
        opened_on=opened_on,
        opened_by=opened_by,
    )


def _state(row: Row) -> str:
    code = row.text("state", required=True)
    if state_code(code) != code:
        raise row.error(f"state is {code!r}. Write two capital letters, such as CO.")
    return code
