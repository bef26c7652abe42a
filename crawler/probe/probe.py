"""A probe: fetches a page, asks every platform whether it recognizes it, and reads a sample."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from scrapy.http import Response, TextResponse

from crawler.formats.html_page import page_of
from crawler.platforms import PLATFORMS, spider_class
from crawler.platforms.base import Recognized
from crawler.politeness import stat_names
from crawler.probe.draft import bare_definition, draft_definition, id_of, note_on_robots
from crawler.probe.selector_draft import SelectorDraft, draft_selectors
from crawler.probe.small_crawl import Page, SmallCrawl, small_crawl
from crawler.sources.definition import SourceDefinition
from index.records import RawListing


def recognize(page: Response) -> tuple[Recognized, ...]:
    """Return the platforms that recognize a page, the strongest evidence first; equal ones by name."""
    found = [spider_class(platform).recognize(page) for platform in sorted(PLATFORMS)]
    return tuple(sorted(filter(None, found), key=lambda one: -one.strength))


SAMPLE = 3
OK = 200


class PageClosedError(RuntimeError):
    """The page may not be read, or was not answered; nothing is worked around."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Probed:
    """The result of a probe. `others` are platforms with weaker evidence; `selectors` is for an unknown page."""

    definition: SourceDefinition
    recognized: Recognized | None
    others: tuple[Recognized, ...]
    selectors: SelectorDraft | None
    sample: SmallCrawl

    @property
    def listings(self) -> tuple[RawListing, ...]:
        """The raw listings of the sample."""
        return self.sample.listings

    @property
    def unread(self) -> dict[str, str]:
        """Each field that the platform does not read, with one of its values."""
        return {name: value for listing in reversed(self.listings) for name, value in listing.unread.items()}

    @property
    def problems(self) -> Counter[str]:
        """The number of problems of each kind in the sample."""
        return Counter(kind for kind, _, _ in self.sample.problems)


def probe(url: str, *, source_id: str = "", stand_ins: Mapping[str, str] | None = None) -> Probed:
    """Probe a directory's page; raises PageClosedError, ProbeFailedError, or SourceError for a bad address."""
    first = bare_definition(url, source_id or id_of(url)).with_stand_ins(stand_ins or {})
    looked = small_crawl(first, sample=SAMPLE)
    page = _public_page(_page_of(looked, url), first)
    found = recognize(page)
    selectors = draft_selectors(page_of(page)) if not found and isinstance(page, TextResponse) else None
    recognized = found[0] if found else _by_selectors(selectors)
    definition = draft_definition(first, page, recognized, robots_note=note_on_robots(looked.stats))
    return Probed(
        definition=definition,
        recognized=found[0] if found else None,
        others=found[1:],
        selectors=selectors,
        sample=small_crawl(definition, sample=SAMPLE) if recognized else looked,
    )


def _page_of(looked: SmallCrawl, url: str) -> Page:
    """Return the page that was requested; raises PageClosedError if it may not be read or was not answered."""
    stats = looked.stats
    if stats.get("robotstxt/forbidden"):
        raise PageClosedError(f"robots.txt does not allow {url} to us, so nothing of it was read")
    if stats.get(stat_names.ROBOTS_UNREACHABLE):
        raise PageClosedError(f"the robots.txt of {url} could not be read, and without it nothing is asked for")
    if stats.get(stat_names.CONTACT_MISSING):
        raise PageClosedError("set PINPOINT_CRAWL_CONTACT to an address that a site's owner can write to")
    if refused := stat_names.counted(stats, f"{stat_names.ADDRESS_REFUSED}/"):
        raise PageClosedError(
            f"{url} lies at an address that is not asked ({', '.join(sorted(refused))}); a server of your own on this "
            "machine is allowed with PINPOINT_ALLOW_ADDRESSES=host:port"
        )
    if (ending := stats.get("finish_reason")) in stat_names.ENDINGS:
        raise PageClosedError(f"{url}: {stat_names.cause(str(ending), stats)}")
    if not looked.pages:
        raise PageClosedError(f"{url} was not answered; {_last_problem(looked)}")
    page = looked.pages[-1]
    if page.status != OK:
        raise PageClosedError(f"{url} was answered with {page.status}")
    return page


def _last_problem(looked: SmallCrawl) -> str:
    return next((f"{detail}" for _, _, detail in reversed(looked.problems)), "nothing more is known")


def _public_page(page: Page, definition: SourceDefinition) -> Response:
    return page.response.replace(url=page.public_url(definition))


def _by_selectors(draft: SelectorDraft | None) -> Recognized | None:
    if draft is None:
        return None
    return Recognized(platform="html_list", because=(draft.in_words,), options=draft.options, strength=1)
