"""A small directory that breaks in one chosen way and recovers: pages of a list, or a file to download.

Everybody in it is invented. A break is what real directories did to us; each name says what a visitor would see.
"""

import time
from enum import StrEnum
from html import escape

from demo.exchange import Request, Response, page, robots

PEOPLE = 24
ON_A_PAGE = 8
FILE = "/list.csv"
SECONDS_OF_A_SLOW_PAGE = 25.0
"""A page comes within the limit for one (30), but after that of a whole crawl of the week (20)."""


class Break(StrEnum):
    """Faults of a directory; NOTHING while it has none."""

    NOTHING = "nothing"
    ZERO_RESULTS = "zero results"
    CHALLENGE = "challenge page"
    HALF_GONE = "half gone"
    RENAMED = "site renamed"
    ONE_PHONE = "one phone everywhere"
    LAYOUT = "layout changed"
    ROBOTS_503 = "robots.txt answers 503"
    SLOW = "slow"
    TRUNCATED = "file truncated"
    GONE = "file gone"


class Breakable:
    """Answers as the invented directory `key`, as broken as `broken` says; `elsewhere` is where a renamed one leads."""

    def __init__(self, key: str, elsewhere: str) -> None:
        self.key = key
        self.elsewhere = elsewhere
        self.broken = Break.NOTHING

    def respond(self, request: Request) -> Response:
        """Return the list, the file, robots.txt, or what the break puts in their place."""
        if request.path == "/robots.txt":
            return self._robots()
        if self.broken is Break.SLOW:
            time.sleep(SECONDS_OF_A_SLOW_PAGE)
        if self.broken is Break.RENAMED:
            return Response("", status=301, headers={"Location": f"{self.elsewhere}{request.path}"})
        if self.broken is Break.CHALLENGE:
            return Response("<title>One moment</title>", status=403, headers={"Cf-Mitigated": "challenge"})
        if request.path == FILE:
            return self._file()
        return self._list(int(request.query.get("page", "1")))

    def _robots(self) -> Response:
        return Response("no", "text/plain", 503) if self.broken is Break.ROBOTS_503 else robots()

    def _people(self) -> list[tuple[str, str]]:
        """Return (name, phone) of everybody listed."""
        count = {Break.ZERO_RESULTS: 0, Break.HALF_GONE: PEOPLE // 2}.get(self.broken, PEOPLE)
        one = self.broken is Break.ONE_PHONE
        return [(self._name(number), f"(303) 555-01{0 if one else number:02}") for number in range(count)]

    def _name(self, number: int) -> str:
        return f"{GIVEN[number]} {self.key.title()}son"

    def _list(self, at: int) -> Response:
        people = self._people()
        shown = people[(at - 1) * ON_A_PAGE : at * ON_A_PAGE]
        card = "section" if self.broken is Break.LAYOUT else "article"
        cards = "".join(
            f'<{card}><h2><a href="/people/{number}">{escape(name)}, PT</a></h2><p class="phone">{phone}</p>'
            f'<p class="where">{number} Invented Street, Salida, CO 81201</p>'
            f"<p>Dry needling is part of my work.</p></{card}>"
            for number, (name, phone) in enumerate(shown, start=(at - 1) * ON_A_PAGE)
        )
        more = f'<a class="next" href="/?page={at + 1}">next</a>' if at * ON_A_PAGE < len(people) else ""
        return page("Our practitioners", f"<h1>Our practitioners</h1>{cards}{more}")

    def _file(self) -> Response:
        if self.broken is Break.GONE:
            return page("Not found", "<h1>This page moved</h1>", status=404)
        rows = [
            f"{number},{name},PT,{number} Invented Street,Salida,CO,81201,{phone},Dry needling is part of my work."
            for number, (name, phone) in enumerate(self._people())
        ]
        text = "\n".join(["id,name,letters,street,city,state,zip,phone,about", *rows, ""])
        return Response(text[: len(text) // 2] if self.broken is Break.TRUNCATED else text, "text/csv")


GIVEN = (
    *("Ada", "Bruno", "Clara", "Dario", "Edith", "Felix", "Greta", "Hugo", "Iris", "Jonas", "Karla", "Lars"),
    *("Mona", "Nils", "Olga", "Pablo", "Quinn", "Rosa", "Sven", "Tilda", "Ulf", "Vera", "Willem", "Xenia"),
)
