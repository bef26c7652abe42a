"""The base of all spiders: checked options, public addresses, counted problems, quotes about dry needling.

`Recognized` is a probe's finding about a page: which platform made it, and the evidence.
"""

from collections import Counter
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Self
from urllib.parse import urlencode

import scrapy
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler.formats.needling_words import speaks_of_needling
from crawler.formats.unreadable import UnreadableError
from crawler.platforms.addresses import Addresses
from crawler.politeness.limits import NEXT_PAGE
from crawler.politeness.refusals import RefusedError
from crawler.sources.definition import SourceDefinition, SourceError, error_text
from index.records import RawListing, RawStatement, Subject
from index.store import Store
from index.store.runs.runs import RunRow
from index.store.site_visits import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognized:
    """A page is of a platform. Of several findings the strongest is used, and the others are shown to the operator.

    `because` has what was seen in the page, as an operator finds it in the page's source.
    """

    platform: str
    because: tuple[str, ...]
    options: Mapping[str, object] = field(default_factory=dict)
    strength: int = 50
    """100: only this platform writes that; 50: the page has its name; 10: the page could be read in this way."""


PROBLEMS_KEPT = 200  # of one kind between two calls of `take_problems`; all are counted
LONGEST_DETAIL = 300  # characters

Problem = tuple[str, str, str]
"""A problem as (kind, location, detail)."""


class Options(BaseModel):
    """A platform's options: those of the source file, overridden by `-a key=value`."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _split_commas(value: object) -> object:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


CommaList = Annotated[tuple[str, ...], BeforeValidator(_split_commas)]
"""Several words; on the command line separated by commas: "CT,MA"."""


def _in_capitals(value: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(str.upper, value))


StateList = Annotated[CommaList, AfterValidator(_in_capitals)]
"""Several states, in capitals however they are written."""


class DirectorySpider(scrapy.Spider):
    """The spider of one source. A platform defines `options_model`, an async `start()` and callbacks.

    A callback yields RawListing objects and requests. It reports what is wrong with a page or row with `problem()`,
    which counts it in the run's stats, and goes on with the rest.
    """

    name = "directory"
    options_model: ClassVar[type[Options]] = Options
    restricting: ClassVar[frozenset[str]] = frozenset()
    """Arguments that make a run read only a part of the source."""
    asked_for: ClassVar[frozenset[str]] = frozenset()
    """Required options that come as arguments of each run, not from the source file."""
    many_hosts: ClassVar[bool] = False
    """True if a run reads hosts of many owners; a host that refuses us then does not end the run."""
    needs_url: ClassVar[bool] = True
    """True if the source file must have a `url` to start at."""

    def __init__(self, definition: SourceDefinition, arguments: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        arguments = arguments or {}
        super().__init__(name=definition.id, **kwargs)
        definition, options = with_arguments(definition, type(self), arguments)
        self.definition = definition
        self.options: Any = options
        self.addresses = Addresses.of(definition)
        self.restricted = bool(self.restricting & arguments.keys())
        self._problems: list[Problem] = []
        self._met: Counter[str] = Counter()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Make the spider, and apply the politeness of its source to the crawl's settings."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        polite = spider.definition.politeness
        own = {
            "DOWNLOAD_DELAY": polite.delay_seconds,
            "CONCURRENT_REQUESTS": polite.concurrent_requests,
            "CONCURRENT_REQUESTS_PER_DOMAIN": polite.concurrent_requests,
        }
        crawler.settings.setdict(own, priority="spider")
        return spider

    @classmethod
    def prepared(cls, store: Store, run: RunRow, definition: SourceDefinition) -> Mapping[str, Any]:  # noqa: ARG003
        """Return further keyword arguments of the spider that a run reads from the store before it begins."""
        return {}

    def mark_after(self, source_id: str) -> str:  # noqa: ARG002  (for those that read a file)
        """Return how far a file was read when a listing was yielded, for a run that resumes this one; "" for pages."""
        return ""

    def take_visits(self) -> Sequence[Visit]:
        """Return the visits of hosts that ended since the last call."""
        return ()

    async def start(self) -> AsyncIterator[Any]:
        """Yield the first requests, or listings if nothing is fetched."""
        raise NotImplementedError(f"{type(self).__name__} does not say where to start")
        yield

    @classmethod
    def recognize(cls, page: Response) -> Recognized | None:  # noqa: ARG003  (for platforms that can be recognized)
        """Return why a page belongs to this platform, with the options to read it; None if it does not."""
        return None

    def request(
        self,
        address: str,
        callback: Callable[..., Any],
        *,
        base: str = "",
        form: Mapping[str, str] | None = None,
        **keywords: Any,
    ) -> scrapy.Request:
        """Return a request for a public address, or for one relative to the page `base`; failures are counted.

        With a `form` it is a POST of its fields. `keywords` are arguments of the callback.
        """
        return scrapy.Request(
            self.addresses.fetch(address, base),
            method="GET" if form is None else "POST",
            body="" if form is None else urlencode(form),
            headers={} if form is None else {"Content-Type": "application/x-www-form-urlencoded"},
            callback=callback,
            errback=self.request_failed,
            cb_kwargs=keywords,
        )

    def further_page(
        self, address: str, callback: Callable[..., Any], *, past_the_end: Collection[int] = (), **keywords: Any
    ) -> scrapy.Request:
        """Return the request for a further page of a list; the run is partial if it fails.

        `past_the_end` are the statuses with which this site answers after the last page of the list.
        """
        request = self.request(address, callback, **keywords)
        request.errback = lambda failure: self.page_lost(failure, past_the_end)
        request.meta.update(NEXT_PAGE)
        return request

    def page_lost(self, failure: Failure, past_the_end: Collection[int] = ()) -> None:
        """Count a page of a list without a usable answer; its listings are unknown, so the run is partial."""
        error = failure.value
        if isinstance(error, HttpError) and error.response.status in past_the_end:
            self.count("pages/past_the_end")
            return
        self.restricted = True
        self.request_failed(failure)

    def cut_off(self, location: str, detail: str, kind: str = "page/cut_off") -> None:
        """Count a list that was not read to its end, with the reason; the run is partial and makes nobody missing."""
        self.restricted = True
        self.problem(kind, location, detail)

    def request_failed(self, failure: Failure) -> None:
        """Count a request without a usable answer; the middleware of robots.txt counts what that forbids."""
        error = failure.value
        request: scrapy.Request | None = getattr(failure, "request", None)
        where = self.public_url(request.url) if request else ""
        if isinstance(error, HttpError):
            self.problem("page/status", where, f"the answer was {error.response.status}")
        elif isinstance(error, RefusedError):
            self.problem(error.kind, where, str(error))
        elif not isinstance(error, IgnoreRequest):
            self.problem("page/unreachable", where, f"{type(error).__name__}: {error}")

    def public_url(self, fetched: str) -> str:
        """Return the public address of a fetched one, so that a listing has the same url wherever it was read."""
        return self.addresses.public_of(fetched)

    def where(self, response: Response) -> str:
        """Return the public address of a page, as problems name it."""
        return self.public_url(response.url)

    def problem(self, kind: str, location: str, detail: str) -> None:
        """Count a problem by its kind, such as `row/check_digit`, and keep the first PROBLEMS_KEPT of a kind."""
        self._met[kind] += 1
        if self._met[kind] <= PROBLEMS_KEPT:
            self._problems.append((kind, location, detail[:LONGEST_DETAIL]))
        self.count(f"problem/{kind}")

    def take_problems(self) -> list[Problem]:
        """Return the problems met since the last call."""
        taken, self._problems = self._problems, []
        return taken

    def count(self, stat: str, by: int = 1) -> None:
        """Add to a statistic of the run; does nothing outside a crawl."""
        crawler: Crawler | None = getattr(self, "crawler", None)
        if by and crawler is not None and crawler.stats:
            crawler.stats.inc_value(stat, by)

    def each(self, rows: Iterable[Any], read: Callable[[Any], RawListing], where: str) -> Iterator[RawListing]:
        """Yield the listing of each row; a row for which `read` raises UnreadableError is counted and skipped."""
        for number, row in enumerate(rows, 1):
            try:
                yield read(row)
            except UnreadableError as error:
                self.problem(error.kind, f"{where} #{number}", str(error))

    def statements(
        self, own: Mapping[str, str], about: Subject, others: Mapping[str, str] | None = None
    ) -> tuple[RawStatement, ...]:
        """Return what a listing says about dry needling: the directory's words for all, then texts that mention it.

        `own` are the texts by which an entry speaks for itself, by the source's names, about the subject `about`. If
        the source file names fields, these are taken from `own` and `others` instead, each with its own subject.
        """
        wanted = self.definition.statements
        texts = {**(others or {}), **own}
        fields = wanted.fields or dict.fromkeys(own, about)
        quoted = [
            RawStatement(text=texts[name], about=subject)
            for name, subject in fields.items()
            if speaks_of_needling(texts.get(name, ""))
        ]
        if says := wanted.directory_says:
            quoted.insert(0, RawStatement(text=says.text, about=says.about, board=says.board, of_all=True))
        return tuple(quoted)


def with_arguments(
    definition: SourceDefinition, spider: type[DirectorySpider], arguments: Mapping[str, str]
) -> tuple[SourceDefinition, Options]:
    """Return the definition and the platform's options with the arguments applied; raises SourceError."""
    given = dict(arguments)
    if base_url := given.pop("base_url", ""):
        definition = definition.with_base_url(base_url)
    if stand_ins := given.pop("stand_ins", ""):
        definition = definition.with_stand_ins(dict(pair.split("=", 1) for pair in stand_ins.split(",") if "=" in pair))
    if spider.needs_url and not definition.url:
        raise SourceError(f"{definition.id}: url: is empty; write the public start address of the directory")
    known = sorted({"base_url", "stand_ins", *spider.options_model.model_fields})
    for key in given:
        if key not in known:
            raise SourceError(f"{definition.id}: there is no argument {key!r}; known are {', '.join(known)}")
    try:
        return definition, spider.options_model.model_validate(definition.options | given)
    except ValidationError as error:
        raise SourceError(f"{definition.id}: {_error_of_options(error, spider)}; see docs/source-file.md") from error


def check_options(definition: SourceDefinition, spider: type[DirectorySpider]) -> None:
    """Check the options of a source file except those that come with each run; raises SourceError."""
    try:
        spider.options_model.model_validate(definition.options)
    except ValidationError as error:
        asked = all(one["type"] == "missing" and one["loc"][0] in spider.asked_for for one in error.errors())
        if not asked:
            raise SourceError(f"options.{_error_of_options(error, spider)}; see docs/source-file.md") from error


def _error_of_options(error: ValidationError, spider: type[DirectorySpider]) -> str:
    complaint = error.errors()[0]
    key = ".".join(str(part) for part in complaint["loc"])
    if complaint["type"] == "missing" and key in spider.asked_for:
        return f"{key}: is missing; give it with -a {key}=…"
    if complaint["type"] in {"path_not_file", "path_not_directory", "path_type"}:
        return f"{complaint['loc'][0]}: there is no file {complaint['input']}; correct its path, or put the file there"
    if complaint["type"] == "extra_forbidden":
        return f"{key}: is no option of this platform; known are {', '.join(sorted(spider.options_model.model_fields))}"
    return error_text(error)
