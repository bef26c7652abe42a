"""A state's license file on Socrata: the rows of a few professions, with the columns of a license only.

Queries are of SODA 2.1: columns, a condition on rows, and pages in a fixed order.
"""

import json
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from typing import Any, ClassVar, Self
from urllib.parse import urlencode, urlsplit

from pydantic import Field, field_validator, model_validator
from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.formats.unreadable import UnreadableError
from crawler.platforms.base import DirectorySpider, Options, Recognized
from crawler.platforms.socrata.license_columns import LicenseColumns, StatusWords, day_of, profession_of
from crawler.platforms.socrata.socrata_recognized import recognize_socrata
from crawler.politeness.limits import NEXT_PAGE
from index import settings
from index.records import Profession, RegisterEntry, RegisterKind
from index.vocabulary import professions_in

TOTAL = "total"


def text(value: str) -> str:
    """Return a SoQL string literal: quotes within the text are doubled."""
    return "'" + value.replace("'", "''") + "'"


def about_types(column: str, codes: Iterable[str], words: Iterable[str]) -> str:
    """Return the condition that a column is one of some codes or contains one of some words, whatever the case."""
    upper = f"upper({column})"
    listed = ", ".join(text(code.upper()) for code in codes)
    parts = [f"{upper} in ({listed})"] if listed else []
    parts += [f"{upper} like {text(f'%{word.upper()}%')}" for word in words]
    return " or ".join(parts)


def both(*conditions: str) -> str:
    """Return the conjunction of some conditions; empty ones are left out."""
    said = [condition for condition in conditions if condition]
    return said[0] if len(said) == 1 else " and ".join(f"({condition})" for condition in said)


def count_query(where: str) -> str:
    """Return the query for the number of rows."""
    return urlencode({"$select": f"count(*) as {TOTAL}", "$where": where})


def page_query(columns: Iterable[str], where: str, *, limit: int, offset: int) -> str:
    """Return the query for a page; the order by `:id` is stable while rows are added and removed."""
    parameters = {"$select": ",".join(columns), "$where": where, "$order": ":id", "$limit": limit, "$offset": offset}
    return urlencode(parameters)


LARGEST_PAGE = 50_000


class SocrataOptions(Options):
    """The data set, and the meaning of its columns and words."""

    dataset: str = Field(pattern=r"^[a-z0-9]{4}-[a-z0-9]{4}$", description="Id of the data set, such as `abcd-1234`")
    state: str = Field(pattern=r"^[A-Z]{2}$", description="State whose licenses these are")
    columns: LicenseColumns = Field(description="Names of the columns that are read; no other is asked for")
    types: dict[str, Profession] = Field(default_factory=dict, description="Kinds of license by code or whole word")
    type_words: tuple[str, ...] = Field(
        default=(), description="Words in the kind of license whose rows are read; the profession is read from them"
    )
    statuses: StatusWords = Field(description="What the words for a license's state mean")
    where: str = Field(default="", description="Further condition on rows, in SoQL")
    page_rows: int = Field(default=5000, ge=1, le=LARGEST_PAGE, description="Rows asked for at once")

    @field_validator("where")
    @classmethod
    def _is_one_condition(cls, value: str) -> str:
        if "$" in value or ";" in value:
            raise ValueError("write one condition, such as business='N'")
        return value

    @model_validator(mode="after")
    def _names_professions(self) -> Self:
        if not (self.types or self.type_words):
            raise ValueError("write `types` or `type_words`: whose licenses are read")
        return self


class SocrataSpider(DirectorySpider):
    """Requests the number of rows, then all of them page by page."""

    options_model: ClassVar[type[Options]] = SocrataOptions
    restricting: ClassVar[frozenset[str]] = frozenset({"where"})

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self._met_rows: set[int] = set()
        """Rows of this run as hashes: a site that ignores the offset returns the same rows again."""

    @classmethod
    def recognize(cls, page: Response) -> Recognized | None:
        """Recognize a data set of licenses on Socrata by its address and columns."""
        return recognize_socrata(page)

    async def start(self) -> AsyncIterator[Any]:
        """Request the number of rows."""
        yield self._ask(count_query(self._where), self.parse_total)

    @property
    def _where(self) -> str:
        wanted: SocrataOptions = self.options
        return both(about_types(wanted.columns.type, wanted.types, wanted.type_words), wanted.where)

    def _ask(self, query: str, callback: Any, **keywords: Any) -> Request:
        site = urlsplit(self.definition.url)
        address = f"{site.scheme}://{site.netloc}/resource/{self.options.dataset}.json?{query}"
        request = self.request(address, callback, **keywords)
        if token := settings.current().socrata_app_token:
            request.headers["X-App-Token"] = token
            request.meta["dont_redirect"] = True  # the token is for this host only
        request.meta["handle_httpstatus_list"] = [400, 404]  # the answer says what is wrong with the query
        return request

    def request_failed(self, failure: Failure) -> None:
        """Count a request without a usable answer; the run is then partial."""
        self.restricted = True
        super().request_failed(failure)

    def _has_nobody_new(self, rows: list[Any]) -> bool:
        before = len(self._met_rows)
        self._met_rows.update(hash(json.dumps(row, sort_keys=True)) for row in rows)
        return len(self._met_rows) == before

    def parse_total(self, response: Response) -> Iterator[Request]:
        """Read the number of rows, and request the first page."""
        rows = self._rows(response)
        if rows is None:
            return
        try:
            total = int(rows[0][TOTAL])
        except (IndexError, KeyError, TypeError, ValueError):
            self.problem("page/no_count", self.where(response), "the answer to a count is no number")
            return
        self.count("socrata/rows_there", total)
        if total:
            yield self._page(0, total)

    def _page(self, offset: int, total: int) -> Request:
        wanted: SocrataOptions = self.options
        query = page_query(wanted.columns.asked_for, self._where, limit=wanted.page_rows, offset=offset)
        request = self._ask(query, self.parse_page, offset=offset, total=total)
        request.meta.update(NEXT_PAGE)
        return request

    def parse_page(self, response: Response, offset: int, total: int) -> Iterator[RegisterEntry | Request]:
        """Yield an entry for each row, and the request for the next page."""
        rows = self._rows(response)
        if rows is None:
            return
        for number, row in enumerate(rows, offset + 1):
            try:
                if entry := self.entry(row):
                    yield entry
            except UnreadableError as error:
                self.problem(error.kind, f"row {number}", str(error))
        read = offset + len(rows)
        if rows and self._has_nobody_new(rows):
            self.cut_off(
                self.where(response), f"rows {offset + 1} to {read} were all handed out before", "page/repeated"
            )
        elif read < total and rows:
            yield self._page(read, total)
        elif read < total:
            self.cut_off(self.where(response), f"{read} rows of {total} were handed out", "page/incomplete")

    def entry(self, row: Mapping[str, object]) -> RegisterEntry | None:
        """Return the entry of a row, None for a kind of license that is not wanted; raises UnreadableError."""
        if not isinstance(row, Mapping):
            raise UnreadableError("row/shape", "no object")
        wanted: SocrataOptions = self.options
        said = {ours: _text(row.get(theirs)) for ours, theirs in wanted.columns.model_dump().items() if theirs}
        profession = profession_of(wanted.types, said["type"]) or next(iter(professions_in(said["type"])), None)
        if profession is None:
            self.count("skipped/profession")
            return None
        if not said["number"]:
            raise UnreadableError("row/no_number", "a license without number")
        return RegisterEntry(
            source=self.definition.id,
            source_id=f"{said['type']}-{said['number']}",
            register=RegisterKind.LICENSES,
            url=said.get("link") or self.definition.url,
            name=_name(said),
            family_first=bool(said.get("family")),
            profession=profession,
            profession_text=said["type"],
            state=wanted.state,
            number=said["number"],
            status=wanted.statuses.read(said["status"]),
            status_text=said["status"],
            issued=self._day(said, "issued"),
            expires=self._day(said, "expires"),
        )

    def _day(self, said: Mapping[str, str], which: str) -> Any:
        try:
            return day_of(said.get(which, ""))
        except UnreadableError as error:
            self.problem(error.kind, f"{which} of {said['type']} {said['number']}", str(error))
            return None

    def _rows(self, response: Response) -> list[Any] | None:
        try:
            answer = json.loads(response.body)
        except ValueError:
            answer = "no JSON"
        if isinstance(answer, list):
            return answer
        self.restricted = True
        said = answer.get("message") if isinstance(answer, Mapping) else None
        self.problem("page/refused", self.where(response), str(said or f"the answer ({response.status}) is no list"))
        return None


def _name(said: Mapping[str, str]) -> str:
    if not said.get("family"):
        return said.get("name", "")
    given = " ".join(filter(None, (said.get("given"), said.get("middle"))))
    return ", ".join(filter(None, (said["family"], given, said.get("suffix"))))


def _text(value: object) -> str:
    """Return a cell as text; Socrata writes a link as {"url": …}."""
    if isinstance(value, Mapping):
        value = value.get("url")
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""
