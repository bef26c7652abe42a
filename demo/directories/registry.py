"""The third directory: the NPI registry's API, version 2.1, over the invented world or over any NPPES file.

`GET /api/?version=2.1&…`. It always answers 200; errors are a JSON object with `Errors`. It has the limits observed in
the real one: `limit` 1 to 200 (default 10; 201 gives 200), `skip` up to 1000, so that at most 1,200 records can be
reached for one question; a state alone is refused with code 07.
"""

import json
from collections.abc import Iterable

from demo.directories.registry_query import Query, QueryError, read_query
from demo.directories.registry_record import Record
from demo.exchange import Request, Response, not_found, page, robots

JSON = "application/json; charset=utf-8"


class Registry:
    """Answers as the NPI registry; deactivated records are never returned."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = sorted(
            (record for record in records if record["basic"].get("status") == "A"), key=lambda each: each["number"]
        )

    def __len__(self) -> int:
        return len(self._records)

    def respond(self, request: Request) -> Response:
        """Return the answer of the API, the front page, robots.txt or a 404 page."""
        if request.path == "/robots.txt":
            return robots()
        if request.path in {"/api", "/api/"}:
            return Response(json.dumps(self._answer(request)), JSON)
        if request.path == "/":
            return page("NPI registry", "<h1>NPI registry of the demonstration</h1>\n")
        return not_found()

    def _answer(self, request: Request) -> dict[str, object]:
        try:
            query = read_query(request.query)
        except QueryError as error:
            return {"Errors": [{"description": error.description, "field": error.field, "number": error.number}]}
        found = self._found(query)
        return {"result_count": len(found), "results": found}

    def _found(self, query: Query) -> list[Record]:
        matching = [record for record in self._records if query.matches(record)]
        return matching[query.skip : query.skip + query.limit]
