"""A school's practitioners as a table to download, as a spreadsheet program saves "Unicode text".

UTF-16 with a byte order mark, tabs between fields, column names followed by blanks and tabs, a row with an extra cell,
and an empty row; some columns are private data that must not be read.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from demo.directories.platforms import FRONT
from demo.exchange import Request, Response, not_found, page, robots
from demo.world.entry import Entry

FILE = "/downloads/practitioners.csv"
HEADER = (
    "Member ID",
    "Full Name ",
    "E-Mail",
    "Clinic",
    "Address 1",
    "Suite",
    "City/Town",
    "State\t",
    "ZIP Code",
    "Phone",
)
MORE = ("Website", "About")
TOO_LONG = ("9999", "Two rows in one", *[""] * (len(HEADER) + len(MORE) - 2), "9998")


class CsvFile:
    """Answers as the invented school's site, which offers its list as a file."""

    stands_in_for: tuple[str, ...] = ()

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._file = _written([HEADER + MORE, *map(_row, entries), ("", ""), TOO_LONG])

    def respond(self, request: Request) -> Response:
        """Return the page with the link, the file, robots.txt or a 404 page."""
        if request.path == "/robots.txt":
            return robots()
        if request.path in {"/", FRONT}:
            return page(
                "Our practitioners", f'<h1>Our practitioners</h1>\n<p><a href="{FILE}">Download the list</a></p>\n'
            )
        if request.path == FILE:
            return Response(self._file, "text/csv")
        return not_found()


def _written(rows: Iterable[Sequence[str]]) -> bytes:
    file = io.StringIO()
    csv.writer(file, delimiter="\t", lineterminator="\r\n").writerows(rows)
    return file.getvalue().encode("utf-16")


def _row(entry: Entry) -> tuple[str, ...]:
    town = entry.place.town.city
    mail = f"{entry.subject}@needling-school.example"
    where = (entry.place.organization, entry.street, entry.unit, town, entry.state, entry.zip, entry.phone)
    return (entry.key, entry.name, mail, *where, entry.website, entry.text)
