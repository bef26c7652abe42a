"""The settings that every crawl runs with. Each one that we changed has Scrapy's default and the reason in a comment.

Scrapy reads this module by name (scrapy.cfg); `for_run` adds what belongs to one run.
"""

from scrapy.settings import Settings

from crawler.politeness import public_address
from crawler.sources.definition import SourceDefinition
from index import settings as pinpoint

BOT_NAME = "pinpoint"
PRODUCT = "PinpointBot"
"""The product token that a robots.txt can name (RFC 9309 section 2.2.1)."""
VERSION = "0.1"


def user_agent(contact: str) -> str:
    """Return the User-Agent: the product, and an address that a site's owner can write to."""
    return f"{PRODUCT}/{VERSION} (+{contact})" if contact else f"{PRODUCT}/{VERSION}"


# How we identify ourselves
USER_AGENT = user_agent("")  # for_run adds the contact; default names Scrapy
ROBOTSTXT_USER_AGENT = PRODUCT  # default: the whole User-Agent

# What we obey
ROBOTSTXT_OBEY = True  # default False
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,  # allows all if robots.txt is unreachable
    "crawler.middlewares.StrictRobotsMiddleware": 100,  # the same place
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,  # retries at once
    "crawler.middlewares.SpacedRetry": 550,  # the same place
    "crawler.middlewares.ClosedHosts": 570,  # above decompression; below retries, so it is not retried
    "crawler.middlewares.PageCharset": 580,  # above decompression: its output is parsed, and never archived
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,  # does not report what is too large
    "crawler.middlewares.BoundedCompression": 590,  # the same place
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,  # does not report a loop
    "crawler.middlewares.CountedRedirects": 600,  # the same place
    "crawler.middlewares.ArchiveMiddleware": 950,  # below all that change a request or a response
    "crawler.middlewares.SourceLimits": 990,  # below the archive, so that it counts what goes out
    "crawler.middlewares.AddressGuard": 1000,  # below all others, so that nothing changes a request after its check
}
TWISTED_DNS_RESOLVER = "crawler.politeness.resolver.GuardedResolver"  # default: resolves to wherever a name leads
DNS_TIMEOUT = 10  # seconds; default 60
HTTPPROXY_ENABLED = False  # default True: a proxy of the environment would connect past the address guard
EXTENSIONS = {"crawler.extensions.CrawlDelay": 0, "crawler.extensions.EarlyEnd": 0}
DOWNLOAD_DELAY = 2.0  # default 0; a source's own politeness replaces it
DOWNLOAD_DELAY_JITTER = 0.0  # default 0.5, which goes below the delay as often as above
CONCURRENT_REQUESTS = 4  # default 16
CONCURRENT_REQUESTS_PER_DOMAIN = 1  # default 8
RETRY_TIMES = 2  # default 2, set here because gates rely on it
RETRY_HTTP_CODES = [408, 500, 502, 503, 504, 522, 524]  # default: 429 too, which asks us not to
REFERRER_POLICY = "same-origin"  # default: other hosts learn where we came from
REDIRECT_MAX_TIMES = 5  # default 20; RFC 9309 section 2.3.1.2 has five
METAREFRESH_ENABLED = False  # default True: a page could send us anywhere
COOKIES_ENABLED = False  # default True: a crawl needs no memory of us

# What a site must not be able to do to us
REMOTE_CONTROL_ENABLED = False  # default True: a port of this machine that runs any Python it is sent
TELNETCONSOLE_ENABLED = False  # default True: the same, older
DOWNLOAD_VERIFY_CERTIFICATES = True  # default False
DOWNLOAD_TLS_MIN_VERSION = "TLSv1.2"  # default: whatever OpenSSL still takes (RFC 8996)
DOWNLOAD_HANDLERS = {
    **dict.fromkeys(("data", "file", "ftp", "s3")),  # default: all on; a link could read files
    **dict.fromkeys(
        ("http", "https"), "crawler.politeness.http_handler.PoliteHandler"
    ),  # default: no budget, any headers
}
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024  # bytes, also after decompression; default 1 GiB, which a gzip bomb fills
DOWNLOAD_WARNSIZE = 4 * 1024 * 1024  # bytes; default 32 MiB
DOWNLOAD_TIMEOUT = 30  # seconds for a whole response; default 180; a source's own politeness replaces it
DOWNLOAD_FAIL_ON_DATALOSS = True  # default True: half a page is never read
DEPTH_LIMIT = 100  # default 0, no limit: chains of links may be endless; further pages of a list do not count
MEMUSAGE_ENABLED = True  # default True

# Limits of a crawl; a run that reaches one ended early
PINPOINT_USUAL: dict[str, float] = {}  # the child sets the source's usual figures; None: never ended early
CLOSESPIDER_PAGECOUNT = 100_000  # default 0, no limit
CLOSESPIDER_TIMEOUT_NO_ITEM = 1800  # seconds; default 0, no limit

# Housekeeping
LOG_LEVEL = "INFO"  # default DEBUG, which writes every listing
ITEM_PIPELINES = {"crawler.pipelines.StagePipeline": 500}
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,  # drops what is too deep, and reports nothing
    "crawler.middlewares.CountedDepth": 900,  # the same place
    "crawler.middlewares.PagesRead": 950,  # nearest to the spider
}
CONCURRENT_ITEMS = 1  # default 100, which makes a hundred tasks for each response; our pipeline never waits
HTTPERROR_ALLOW_ALL = False  # default False: an error page is never parsed as a list
SPIDER_MODULES: list[str] = []  # a spider is made from a source file, not found by name
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"  # the default


def for_run(run_id: int, definition: SourceDefinition, *, sample: int | None = None) -> Settings:
    """Return the settings of one run; with `sample`, the crawl ends after so many listings."""
    here = pinpoint.current()
    settings = Settings()
    settings.setmodule("crawler.settings")
    own = {
        "PINPOINT_RUN": run_id,
        "PINPOINT_SOURCE": definition.id,
        "USER_AGENT": user_agent(here.crawl_contact),
        "PINPOINT_CONTACT": here.crawl_contact,
        public_address.SETTING: list(here.allow_addresses),
        "MEMUSAGE_LIMIT_MB": here.crawl_memory_mb,
        "CLOSESPIDER_TIMEOUT": here.crawl_seconds,
        "PINPOINT_SAMPLE": sample or 0,
        "CLOSESPIDER_ITEMCOUNT": sample or 0,
        "LOG_LEVEL": here.log_level,
        "DOWNLOAD_DELAY": definition.politeness.delay_seconds,
        "DOWNLOAD_TIMEOUT": definition.politeness.timeout_seconds,
        "CONCURRENT_REQUESTS": definition.politeness.concurrent_requests,
        "CONCURRENT_REQUESTS_PER_DOMAIN": definition.politeness.concurrent_requests,
    }
    settings.setdict(own, priority="project")
    return settings
