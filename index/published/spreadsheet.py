"""CSV for spreadsheets, one provider a row. Text that looks like a formula gets an apostrophe in front.

https://owasp.org/www-community/attacks/CSV_Injection: a cell is dangerous when it begins with = + - @, tab or
return; full-width forms of the four signs are folded by some programs.
"""

import csv
import io
import json
from collections.abc import Mapping

_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")  # noqa: RUF001  (the full-width signs are the point)

_PROVIDER_COLUMNS = ("id", "kind", "name", "dry_needling")
_EVIDENCE_COLUMNS = {"evidence_quote": "quote", "evidence_source": "source", "evidence_read_on": "read_on"}
_LIST_COLUMNS = ("professions", "unknown_credentials", "conditions", "sources")
_PLACE_COLUMNS = (
    "organization", "street", "unit", "city", "state", "zip",
    "latitude", "longitude", "precision", "phone", "phone_extension",
)  # fmt: skip
_PLAIN_COLUMNS = ("website", "npi")
_JSON_COLUMNS = ("credentials", "licenses", "locations", "claims", "checks")
_LATER_LIST_COLUMNS = ("taxonomies",)
"""Lists that came later: the columns before them keep their places."""

COLUMNS = (
    *_PROVIDER_COLUMNS, *_EVIDENCE_COLUMNS, *_PLACE_COLUMNS, *_LIST_COLUMNS, *_PLAIN_COLUMNS, *_JSON_COLUMNS,
    *_LATER_LIST_COLUMNS,
)  # fmt: skip
"""Place columns have the first place; `locations` has all of them, as JSON."""


LEFT_OUT = "left_out"
"""The last column of an export without what may not leave in bulk."""


def csv_header(*, left_out: bool = False) -> str:
    """Return the line of column names."""
    return _line((*COLUMNS, LEFT_OUT) if left_out else COLUMNS)


def csv_line(document: Mapping[str, object]) -> str:
    """Return a provider's row, with its line end; a missing value is an empty cell."""
    evidence = _mapping(document.get("evidence"))
    locations = document.get("locations")
    place = _mapping(locations[0]) if isinstance(locations, list) and locations else {}
    cells = [document.get(name) for name in _PROVIDER_COLUMNS]
    cells += [evidence.get(name) for name in _EVIDENCE_COLUMNS.values()]
    cells += [place.get(name) for name in _PLACE_COLUMNS]
    cells += [_joined(document.get(name)) for name in _LIST_COLUMNS]
    cells += [document.get(name) for name in _PLAIN_COLUMNS]
    cells += [json.dumps(document.get(name), ensure_ascii=False, separators=(",", ":")) for name in _JSON_COLUMNS]
    cells += [_joined(document.get(name)) for name in _LATER_LIST_COLUMNS]
    if LEFT_OUT in document:
        cells.append(_joined(document[LEFT_OUT]))
    return _line([_cell(cell) for cell in cells])


def guarded(text: str) -> str:
    """Return the text with an apostrophe in front if a spreadsheet would run it as a formula."""
    return "'" + text if text.lstrip(" ").startswith(_FORMULA_STARTS) else text


def _cell(value: object) -> str:
    if value is None:
        return ""
    # Only text can hold a formula.
    return repr(value) if isinstance(value, float) else guarded(str(value))


def _joined(values: object) -> str:
    return "; ".join(str(value) for value in values) if isinstance(values, list) else ""


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _line(cells: tuple[str, ...] | list[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)  # RFC 4180: CRLF, quotes where needed
    return line.getvalue()
