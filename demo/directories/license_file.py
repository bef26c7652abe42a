"""An invented state's license file, as Socrata serves one (SODA 2.1), in the columns of Delaware's.

`GET /resource/demo-2026.json?$select=…&$where=…&$order=:id&$limit=…&$offset=…`. Empty cells are left out of a row.
An unknown column answers 400 with the column's name. One person in 13 is missing, one in 11 has an expired license, and
one in 17 has a status that no vocabulary knows.
"""

import json
import re
from collections.abc import Iterable, Mapping

from demo.directories.platforms import FRONT
from demo.exchange import Request, Response, not_found, page, robots
from demo.world.entry import Entry
from demo.world.people import Person

DATASET = "demo-2026"
RESOURCE = f"/resource/{DATASET}.json"
COLUMNS = (
    "last_name",
    "first_name",
    "license_no",
    "profession_id",
    "license_type",
    "city",
    "state",
    "issue_date",
    "expiration_date",
    "license_status",
    "disciplinary_action",
)
KINDS = {
    "physical-therapist": "Physical Therapist",
    "acupuncturist": "Acupuncturist",
    "chiropractor": "Chiropractor",
    "athletic-trainer": "Athletic Trainer",
    "occupational-therapist": "Occupational Therapist",
}
JSON = "application/json;charset=utf-8"
DEFAULT_LIMIT = 1000
MISSING, EXPIRED, STRANGE = 13, 11, 17
_CONDITION = re.compile(r"^(?:upper\()?(\w+)\)?\s*(in|like|=)\s*\(?(.+?)\)?$")
Row = Mapping[str, str]


class LicenseFile:
    """Answers as the invented state's open data site."""

    stands_in_for: tuple[str, ...] = ()

    def __init__(self, entries: Iterable[Entry], state: str = "CO") -> None:
        people = {entry.person.id: entry.person for entry in entries if entry.person}
        here = [person for person in people.values() if person.place.town.state == state]
        self._rows = [row for person in here for row in _rows(person, state)]

    def respond(self, request: Request) -> Response:
        """Return rows, the page about the data set, robots.txt or a 404 page."""
        if request.path == "/robots.txt":
            return robots()
        if request.path in {"/", FRONT}:
            return _front()
        return self._asked(request.query) if request.path == RESOURCE else not_found()

    def _asked(self, query: Mapping[str, str]) -> Response:
        try:
            rows = [row for row in self._rows if _holds(query.get("$where", ""), row)]
            if query.get("$select", "").startswith("count("):
                return Response(json.dumps([{"total": str(len(rows))}]), JSON)
            chosen = [_known(name) for name in query.get("$select", "").split(",") if name] or list(COLUMNS)
        except KeyError as error:
            message = f"Query coordinator error: query.soql.no-such-column; No such column: {error.args[0]}"
            refused = {"code": "query.soql.no-such-column", "error": True, "message": message}
            return Response(json.dumps(refused), JSON, 400)
        first, most = int(query.get("$offset", "0")), int(query.get("$limit", DEFAULT_LIMIT))
        answer = [{name: row[name] for name in chosen if row.get(name)} for row in rows[first : first + most]]
        return Response(json.dumps(answer, ensure_ascii=False), JSON)


def _front() -> Response:
    fields = "".join(f"<tr><td><code>{name}</code></td></tr>\n" for name in COLUMNS)
    return page(
        "Colorado licenses (invented)",
        f'<h1>Licenses</h1>\n<p>API endpoint: <a href="{RESOURCE}">{RESOURCE}</a></p>\n<table>\n{fields}</table>\n',
    )


def _rows(person: Person, state: str) -> Iterable[Row]:
    for profession in person.professions:
        if profession not in KINDS or person.number % MISSING == 0:
            continue
        expired = person.number % EXPIRED == 0
        status = "Active - With Conditions" if person.number % STRANGE == 0 else "Expired" if expired else "Active"
        yield {
            "last_name": person.family,
            "first_name": person.given,
            "license_no": f"DEMO.{person.number:07d}",
            "profession_id": KINDS[profession],
            "license_type": KINDS[profession],
            "city": person.place.town.city,
            "state": state,
            "issue_date": "2014-03-04T00:00:00.000",
            "expiration_date": "2024-10-31T00:00:00.000" if expired else "2028-10-31T00:00:00.000",
            "license_status": status,
            "disciplinary_action": "N",
        }


def _holds(where: str, row: Row) -> bool:
    parts = where[1:-1].split(") and (") if where.startswith("(") else [where]
    return all(any(_is_so(condition, row) for condition in part.split(" or ")) for part in parts if part)


def _is_so(condition: str, row: Row) -> bool:
    named = _CONDITION.match(condition.strip())
    if not named:
        return False
    column, how, said = named.groups()
    value = row.get(_known(column), "")
    values = [text.replace("''", "'") for text in re.findall(r"'((?:[^']|'')*)'", said)]
    if how == "=":
        return value in values
    if how == "in":
        return value.upper() in values
    return any(text.strip("%") in value.upper() for text in values)


def _known(column: str) -> str:
    if column not in COLUMNS:
        raise KeyError(column)
    return column
