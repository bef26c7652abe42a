"""Every route of the site: its methods, what may be kept of it, and whose limit it has.

A route that is not here fails tests/webapp/test_route_table.py: whoever adds one decides all four. `example` is an
address that answers 200 over the invented people of tests/webapp/invented.py.
"""

from dataclasses import dataclass

from webapp.caching import Keep

SEARCH, PAGE, NONE = "search", "page", "none"


@dataclass(frozen=True)
class Route:
    """`kept`: what may be kept of a good answer to an address without a query."""

    rule: str
    methods: str
    kept: Keep
    limit: str
    example: str = ""
    status: int = 200

    @property
    def address(self):
        return self.example or self.rule


ROUTES = (
    Route("/", "GET", Keep.A_MINUTE, PAGE),
    Route("/find", "GET", Keep.NOTHING, SEARCH, status=400),
    Route("/people/<provider_id>", "GET", Keep.ASK_AGAIN, PAGE, "/people/avery"),
    Route("/clinics/<provider_id>", "GET", Keep.ASK_AGAIN, PAGE, "/clinics/rehab"),
    Route("/static/<path:filename>", "GET", Keep.AN_HOUR, NONE, "/static/pinpoint.css"),
    Route("/healthz", "GET", Keep.NOTHING, NONE),
    Route("/readyz", "GET", Keep.NOTHING, NONE),
)
