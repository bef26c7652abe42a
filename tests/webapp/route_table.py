"""Every route of the site: its methods, what may be cached of it, and whose limit it has.

A route that is not here fails tests/webapp/test_route_table.py: whoever adds one decides all four. `example` is an
address that answers 200 over the invented people of tests/webapp/invented.py.
"""

from dataclasses import dataclass

from webapp.caching import Keep

SEARCH, PAGE, SUGGESTION, FORM, NONE = "search", "page", "suggestion", "form", "none"


@dataclass(frozen=True)
class Route:
    """`kept`: what may be cached of a good answer to an address without a query."""

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
    Route("/find/which", "GET", Keep.NOTHING, PAGE, status=404),
    Route("/suggest", "GET", Keep.NOTHING, SUGGESTION),
    Route("/find.<any(csv, xlsx, vcf):form>", "GET", Keep.NOTHING, SEARCH, "/find.csv", status=400),
    Route("/list.<any(csv, xlsx, vcf):form>", "GET", Keep.NOTHING, PAGE, "/list.csv", status=400),
    Route("/people/<provider_id>", "GET", Keep.ASK_AGAIN, PAGE, "/people/avery"),
    Route("/clinics/<provider_id>", "GET", Keep.ASK_AGAIN, PAGE, "/clinics/rehab"),
    Route("/people/<provider_id>/questions", "GET", Keep.NOTHING, PAGE, "/people/avery/questions"),
    Route("/clinics/<provider_id>/questions", "GET", Keep.NOTHING, PAGE, "/clinics/rehab/questions"),
    Route("/list", "GET", Keep.NOTHING, PAGE),
    Route("/compare", "GET", Keep.NOTHING, PAGE, status=400),
    Route("/practitioners/find", "GET", Keep.NOTHING, SEARCH, status=400),
    Route("/fix", "GET", Keep.NOTHING, PAGE),
    Route("/fix", "POST", Keep.NOTHING, FORM),
    Route("/fix/add", "GET", Keep.NOTHING, PAGE, "/fix/add?id=avery"),
    Route("/fix/add", "POST", Keep.NOTHING, FORM),
    Route("/fix/staff", "GET", Keep.NOTHING, PAGE, "/fix/staff?id=rehab"),
    Route("/fix/staff", "POST", Keep.NOTHING, FORM),
    Route("/remove", "GET", Keep.NOTHING, PAGE),
    Route("/remove", "POST", Keep.NOTHING, FORM),
    Route("/case/<number>", "GET", Keep.NOTHING, PAGE, "/case/2026-K7M3QX"),
    Route("/sheet/options", "GET", Keep.NOTHING, PAGE, status=400),
    Route("/sheet/options.pdf", "GET", Keep.NOTHING, SEARCH, status=400),
    Route("/sheet/referral", "GET", Keep.NOTHING, PAGE, status=400),
    Route("/sheet/referral.pdf", "GET", Keep.NOTHING, SEARCH, status=400),
    Route("/guide", "GET", Keep.A_MINUTE, PAGE),
    Route("/guide/<slug>", "GET", Keep.A_MINUTE, PAGE, "/guide/cost"),
    Route("/problems", "GET", Keep.A_MINUTE, PAGE),
    Route("/problems/<slug>", "GET", Keep.A_MINUTE, PAGE, "/problems/neck-pain"),
    Route("/states", "GET", Keep.A_MINUTE, PAGE),
    Route("/coverage", "GET", Keep.A_MINUTE, PAGE),
    Route("/coverage/<state>", "GET", Keep.A_MINUTE, PAGE, "/coverage/colorado"),
    Route("/coverage/<state>/<county>", "GET", Keep.A_MINUTE, PAGE, "/coverage/colorado/chaffee-county"),
    Route("/states/<slug>", "GET", Keep.A_MINUTE, PAGE, "/states/colorado"),
    Route("/letters", "GET", Keep.A_MINUTE, PAGE),
    Route("/letters/<slug>", "GET", Keep.A_MINUTE, PAGE, "/letters/dn-1"),
    Route("/about", "GET", Keep.A_MINUTE, PAGE),
    Route("/how-we-sort", "GET", Keep.A_MINUTE, PAGE),
    Route("/privacy", "GET", Keep.A_MINUTE, PAGE),
    Route("/practitioners", "GET", Keep.A_MINUTE, PAGE),
    Route("/clinicians", "GET", Keep.A_MINUTE, PAGE),
    Route("/accessibility", "GET", Keep.A_MINUTE, PAGE),
    Route("/sources", "GET", Keep.A_MINUTE, PAGE),
    Route("/contact", "GET", Keep.A_MINUTE, PAGE),
    Route("/embed", "GET", Keep.A_MINUTE, PAGE),
    Route("/embed/search", "GET", Keep.A_MINUTE, PAGE),
    Route("/design", "GET", Keep.NOTHING, PAGE),
    Route("/robots.txt", "GET", Keep.A_MINUTE, PAGE),
    Route("/sitemap.xml", "GET", Keep.A_MINUTE, PAGE),
    Route("/sitemap/pages.xml", "GET", Keep.A_MINUTE, PAGE),
    Route("/sitemap/profiles-<int:number>.xml", "GET", Keep.A_MINUTE, PAGE, "/sitemap/profiles-1.xml"),
    Route("/static/<path:filename>", "GET", Keep.AN_HOUR, NONE, "/static/pinpoint.css"),
    Route("/healthz", "GET", Keep.NOTHING, NONE),
    Route("/readyz", "GET", Keep.NOTHING, NONE),
)
