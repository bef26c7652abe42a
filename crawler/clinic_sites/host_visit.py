"""The visit of a host: the next page to request, and the outcome. At most nine pages, one after another."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from parsel import Selector

from crawler.clinic_sites.closed_sites import NOT_ASKED_FOR, WHOLE_HOST, Closed
from crawler.clinic_sites.page_ranking import Candidate, candidate, given_page, links_of, page_key, page_on
from crawler.clinic_sites.site_page import SitePage
from index import clock
from index.store.site_visits import Outcome, Start, Visit

PAGES_AFTER_THE_FIRST = 8
DEEPEST = 2  # links from the start page
SITEMAPS = 3  # where it is, an index, and one of its parts
REDIRECTS = 5


@dataclass(slots=True)
class HostVisit:
    """The state of a host while it is read. `home` is the public address of its start page."""

    start: Start
    home: str
    most_pages: int = PAGES_AFTER_THE_FIRST
    pages: list[SitePage] = field(default_factory=list)
    closed: Closed | None = None
    failed: int = 0
    """Pages that could not be read and may hold listings; if there are any, no listing of the host goes missing."""
    asked: set[str] = field(default_factory=set)
    waiting: dict[str, Candidate] = field(default_factory=dict)
    chosen: int = 0
    sitemaps_asked: int = 0

    @classmethod
    def of(cls, start: Start, most_pages: int = PAGES_AFTER_THE_FIRST) -> "HostVisit":
        """Return a visit that begins at the root of the host, with the scheme and host name of the first address."""
        scheme, _, rest = start.addresses[0].partition("://") if start.addresses else ("https", "", start.host)
        home = f"{scheme}://{rest.partition('/')[0].partition('?')[0]}/"
        visit = cls(start=start, home=home, most_pages=most_pages)
        visit.asked.add(page_key(home))
        for address in start.addresses:
            visit.give(address)
        return visit

    def give(self, address: str) -> None:
        """Add a page from a listing, or the target of a refresh."""
        if page := page_on(self.start.host, address, self.home):
            self._offer(given_page(page))

    def read(self, page: SitePage, selector: Selector, found: Candidate | None) -> None:
        """Add a page that was read, and the links on it that may be read."""
        self.pages.append(page)
        depth = (found.depth if found else 0) + 1
        if depth <= DEEPEST and page.english:
            for address, text in links_of(selector, page.address):
                self._offer(candidate(address, text, depth=depth, parent=found))

    def offer(self, addresses: Iterable[str]) -> None:
        """Add pages of a sitemap."""
        for address in addresses:
            if page := page_on(self.start.host, address, self.home):
                self._offer(candidate(page, "", depth=1))

    def _offer(self, page: Candidate) -> None:
        if page.points <= 0 or page.key in self.asked:
            return
        known = self.waiting.get(page.key)
        if known is None or page.order < known.order:
            self.waiting[page.key] = page

    def wants_sitemap(self) -> bool:
        """Return whether the links found so far leave room for pages of a sitemap."""
        return self.sitemaps_asked < SITEMAPS and self.chosen + len(self.waiting) < self.most_pages

    def next_page(self) -> Candidate | None:
        """Return the best page that was not requested yet, None after the last one of the budget."""
        if self.closed or self.chosen >= self.most_pages or not self.waiting:
            return None
        best = min(self.waiting.values(), key=lambda page: page.order)
        del self.waiting[best.key]
        self.asked.add(best.key)
        self.chosen += 1
        return best

    def follows(self, target: str, found: Candidate | None) -> bool:
        """Note the target of a redirect within the host; return whether it was not read yet."""
        key = page_key(target)
        if found and key != found.key and key in self.asked:
            return False
        self.asked.add(key)
        self.waiting.pop(key, None)
        return True

    def close(self, reason: Closed, found: Candidate | None) -> None:
        """Close the host for a reason met on its start page, or on any page for a reason in WHOLE_HOST.

        A start page that is gone closes nothing while other pages of the host are waiting.
        """
        if found is None and reason is Closed.GONE and self.waiting:
            return
        if found is None or reason in WHOLE_HOST:
            self.closed = reason
        elif reason is Closed.UNREACHABLE:
            self.failed += 1

    def ended(self, again_after_days: int) -> Visit:
        """Return the ledger's row of this visit."""
        now = clock.now()
        if not (self.pages or self.closed):
            self.closed = Closed.UNREACHABLE if self.failed else Closed.GONE
        outcome = Outcome.CLOSED if self.closed else Outcome.PARTLY if self.failed else Outcome.READ
        rest = NOT_ASKED_FOR[self.closed or Closed.UNREACHABLE]
        days = again_after_days if outcome is Outcome.READ else rest.days
        return Visit(
            host=self.start.host,
            outcome=outcome,
            closed_because=self.closed or "",
            pages=len(self.pages),
            ended_at=now,
            next_read=now + timedelta(days=days),
        )
