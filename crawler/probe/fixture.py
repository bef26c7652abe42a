"""A fixture of a source: redacted answers, and exactly the listings that its spider makes of them, without a network.

A folder has `fixture.json` and the answers. A page that the spider requests and the fixture lacks is named in
`asks_further`, so that a change of the requests is noticed too.
"""

import json
from collections import deque
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scrapy import Request
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from crawler.platforms import spider_class
from crawler.platforms.addresses import Addresses
from crawler.probe.redaction import Redaction
from crawler.probe.small_crawl import Page
from crawler.sources.definition import SourceDefinition
from index.records.codec import to_json

FILE = "fixture.json"
MOST_ASKED = 200  # pages named in `asks_further`
KEPT_HEADERS = frozenset({"content-type", "x-wp-total", "x-wp-totalpages", "link"})
ENDINGS = {"json": "json", "html": "html", "xml": "xml", "csv": "csv", "zip": "zip"}


class FixtureError(ValueError):
    """A fixture is missing or does not have the shape in docs/add-a-source.md."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Playback:
    """The listings, problems and further requests of a spider that read a fixture."""

    listings: tuple[str, ...]
    problems: tuple[tuple[str, str], ...]
    asks_further: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return the playback as `expected` of a `fixture.json`."""
        return {
            "listings": [json.loads(one) for one in self.listings],
            "problems": [list(one) for one in self.problems],
            "asks_further": list(self.asks_further),
        }


def write_fixture(
    definition: SourceDefinition, pages: Sequence[Page], folder: Path, redaction: Redaction | None = None
) -> Path:
    """Write redacted answers and their listings, replacing an earlier fixture; return its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    addresses = Addresses.of(definition)
    redaction = redaction or Redaction(addresses.roots)
    answers: list[dict[str, Any]] = []
    for number, page in enumerate(pages, 1):
        name = f"{number:02}.{_ending(page.media_type)}"
        (folder / name).write_text(redaction.page(page.body, page.media_type), encoding="utf-8")
        headers = {key: value for key, value in page.headers.items() if key.lower() in KEPT_HEADERS}
        answers.append(
            {"asked": addresses.public_of(page.asked), "status": page.status, "headers": headers, "file": name}
        )
    for page, answer in zip(pages, answers, strict=True):
        answer["asked"] = _asked(page.method, redaction.known_address(answer["asked"]), page.form)
    (folder / FILE).write_text(dumped({"arguments": {}, "pages": answers}), encoding="utf-8")
    accept(definition, folder)
    return folder


def accept(definition: SourceDefinition, folder: Path) -> None:
    """Make the present playback of a fixture the expected one; raises FixtureError."""
    content = _read(folder) | {"expected": play(definition, folder).as_json()}
    (folder / FILE).write_text(dumped(content), encoding="utf-8")


def differences(definition: SourceDefinition, folder: Path) -> list[str]:
    """Return sentences on how the playback of a fixture differs from the expected one; raises FixtureError."""
    expected = _read(folder).get("expected")
    if not isinstance(expected, Mapping):
        raise FixtureError(f"{folder / FILE} says nothing of what is expected; probe the source again")
    found = play(definition, folder).as_json()
    return [
        f"{part}: {_first_difference(expected.get(part), found[part])}"
        for part in found
        if expected.get(part) != found[part]
    ]


def play(definition: SourceDefinition, folder: Path) -> Playback:
    """Run the spider of a source on the answers of a fixture; raises FixtureError."""
    content = _read(folder)
    answers = {page["asked"]: page for page in content["pages"]}
    arguments = fixture_arguments(folder)
    spider = spider_class(definition.platform)(definition=definition, arguments=arguments)
    waiting: deque[Any] = deque(first_things(spider))
    listings: list[str] = []
    asks_further: list[str] = []
    met: set[str] = set()
    while waiting:
        item = waiting.popleft()
        if not isinstance(item, Request):
            listings.append(to_json(item))
        else:
            asked = _asked(item.method, spider.public_url(item.url), item.body.decode("utf-8", errors="replace"))
            if asked in met and not item.dont_filter:
                continue
            met.add(asked)
            if asked in answers:
                waiting.extend(_answered(item, answers[asked], folder))
            elif len(asks_further) < MOST_ASKED:
                asks_further.append(asked)
    problems = tuple((kind, detail) for kind, _, detail in spider.take_problems())
    return Playback(listings=tuple(sorted(listings)), problems=problems, asks_further=tuple(asks_further))


def fixture_arguments(folder: Path) -> dict[str, str]:
    """Return the arguments of a fixture's run, with its folder in place of `{folder}`; raises FixtureError."""
    given = _read(folder).get("arguments", {})
    return {name: str(value).replace("{folder}", str(folder)) for name, value in given.items()}


def first_things(spider: Any) -> list[Any]:
    """Return what a spider's start yields, at most about MOST_ASKED things.

    No event loop runs; raises FixtureError if the start awaits anything.
    """
    start: AsyncIterator[Any] = spider.start()
    things: list[Any] = []
    while len(things) <= MOST_ASKED:
        step = start.__anext__()
        try:
            step.__await__().__next__()
        except StopIteration as yielded:
            things.append(yielded.value)
        except StopAsyncIteration:
            break
        else:
            raise FixtureError(f"{spider.name}: its start waits for something, so it cannot be played back")
    return things


def _answered(request: Request, page: Mapping[str, Any], folder: Path) -> Iterable[Any]:
    try:
        body = (folder / page["file"]).read_bytes()
    except OSError as error:
        raise FixtureError(f"{folder}: {error}") from error
    headers = Headers(page.get("headers", {}))
    kind = responsetypes.from_args(headers=headers, url=request.url, body=body)
    response: Response = kind(request.url, status=page.get("status", 200), headers=headers, body=body, request=request)
    callback = request.callback
    return (callback(response, **request.cb_kwargs) if callable(callback) else None) or ()


def _ending(media_type: str) -> str:
    return next((ending for word, ending in ENDINGS.items() if word in media_type), "txt")


def _asked(method: str, url: str, form: str) -> str:
    return " ".join(part for part in (method, url, form) if part)


def _read(folder: Path) -> dict[str, Any]:
    try:
        content = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise FixtureError(f"{folder} has no {FILE}; `pinpoint sources probe` writes one") from error
    except ValueError as error:
        raise FixtureError(f"{folder / FILE} is no JSON: {error}") from error
    if not isinstance(content, dict) or not isinstance(content.get("pages"), list):
        raise FixtureError(f"{folder / FILE} has no list `pages`")
    return content


def _first_difference(expected: object, found: object) -> str:
    if isinstance(expected, list) and isinstance(found, list):
        if len(expected) != len(found):
            return f"{len(expected)} expected, {len(found)} found"
        pair = next((one, other) for one, other in zip(expected, found, strict=True) if one != other)
        one, other = (json.dumps(value, ensure_ascii=False)[:300] for value in pair)
        return f"expected {one}, found {other}"
    return f"expected {expected!r}, found {found!r}"


def dumped(content: object) -> str:
    """Return the text of a `fixture.json`."""
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=False) + "\n"
