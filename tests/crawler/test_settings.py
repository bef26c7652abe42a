from importlib import import_module
from pathlib import Path

import pytest
from scrapy.settings import default_settings
from scrapy.utils.misc import load_object

from crawler import settings
from crawler.politeness.address_guard import AddressGuard
from crawler.politeness.closed_hosts import ClosedHosts
from crawler.politeness.http_handler import PoliteHandler
from crawler.politeness.limits import BoundedCompression, CountedRedirects
from crawler.politeness.resolver import GuardedResolver
from crawler.politeness.robots import StrictRobotsMiddleware
from crawler.politeness.spaced_retry import SpacedRetry
from crawler.runs.stage_pipeline import StagePipeline
from index import settings as pinpoint

MEBIBYTE = 1024 * 1024


@pytest.fixture
def made(definition):
    return settings.for_run(7, definition, sample=None)


def test_nothing_listens_on_a_port_while_a_crawl_runs(crawl):
    found = crawl()
    assert (found["got"], found["listening"]) == (1, [])


def test_a_crawl_says_who_it_is_and_where_to_write(site, crawl, monkeypatch):
    monkeypatch.setenv("PINPOINT_CRAWL_CONTACT", "mailto:crawl@pinpoint.test")
    crawl()
    assert site.agents == {"PinpointBot/0.1 (+mailto:crawl@pinpoint.test)"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("REMOTE_CONTROL_ENABLED", False),
        ("TELNETCONSOLE_ENABLED", False),
        ("ROBOTSTXT_OBEY", True),
        ("DOWNLOAD_VERIFY_CERTIFICATES", True),
        ("COOKIES_ENABLED", False),
        ("METAREFRESH_ENABLED", False),
        ("DOWNLOAD_MAXSIZE", 16 * MEBIBYTE),
        ("DOWNLOAD_WARNSIZE", 4 * MEBIBYTE),
        ("DOWNLOAD_TIMEOUT", 30),
        ("REDIRECT_MAX_TIMES", 5),
        ("RETRY_TIMES", 2),
        ("REFERRER_POLICY", "same-origin"),
        ("DOWNLOAD_TLS_MIN_VERSION", "TLSv1.2"),
        ("DOWNLOAD_FAIL_ON_DATALOSS", True),
        ("HTTPERROR_ALLOW_ALL", False),
        ("HTTPCACHE_ENABLED", False),
        ("AUTOTHROTTLE_ENABLED", False),
        ("JOBDIR", None),
        ("HTTPAUTH_USER", ""),
        ("MEMDEBUG_ENABLED", False),
        ("MEMUSAGE_ENABLED", True),
        ("DNS_TIMEOUT", 10),
        ("DOWNLOAD_DELAY_JITTER", 0.0),
    ],
)
def test_a_run_keeps_the_production_settings(made, name, value):
    assert made.get(name) == value


def test_links_are_not_followed_without_end(made):
    assert 0 < made.getint("DEPTH_LIMIT") <= 200


@pytest.mark.parametrize("scheme", ["data", "file", "ftp", "s3"])
def test_only_http_is_fetched(made, scheme):
    handlers = made.getwithbase("DOWNLOAD_HANDLERS")
    assert handlers.get(scheme) is None
    assert {load_object(handlers[name]) for name in ("http", "https")} == {PoliteHandler}


def test_robots_txt_is_read_by_the_strict_middleware_alone(made):
    active = {name: order for name, order in made.getwithbase("DOWNLOADER_MIDDLEWARES").items() if order is not None}
    named = [name for name in active if "robots" in str(name).lower()]
    assert [load_object(name) for name in named] == [StrictRobotsMiddleware]


def test_what_asks_us_to_slow_down_is_never_tried_again(made):
    assert "429" not in made.getlist("RETRY_HTTP_CODES")
    assert 429 not in made.getlist("RETRY_HTTP_CODES")


@pytest.mark.parametrize("ours", [SpacedRetry, CountedRedirects, BoundedCompression])
def test_ours_take_the_place_of_scrapy_s_own(made, ours):
    active = {name: order for name, order in made.getwithbase("DOWNLOADER_MIDDLEWARES").items() if order is not None}
    loaded = {load_object(name): order for name, order in active.items()}
    (own,) = ours.__bases__
    assert own not in loaded
    assert loaded[ours] == default_settings.DOWNLOADER_MIDDLEWARES_BASE[f"{own.__module__}.{own.__name__}"]


def test_doors_are_watched_above_decompression_and_below_retries(made):
    active = made.getwithbase("DOWNLOADER_MIDDLEWARES")
    orders = {load_object(name): order for name, order in active.items() if order is not None}
    assert orders[SpacedRetry] < orders[ClosedHosts] < orders[BoundedCompression]


def test_ours_are_named_where_scrapy_people_look(made):
    files = {
        "crawler.extensions": ["EXTENSIONS"],
        "crawler.middlewares": ["DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES"],
        "crawler.pipelines": ["ITEM_PIPELINES"],
    }
    for file, settings_of in files.items():
        ours = [name for setting in settings_of for name in made.getdict(setting) if name.startswith("crawler.")]
        assert {name.rpartition(".")[0] for name in ours} == {file}
        assert sorted(name.rpartition(".")[2] for name in ours) == sorted(import_module(file).__all__)


def test_no_links_for_crawlers_of_ajax_are_followed(made):
    assert [name for name in made.getwithbase("DOWNLOADER_MIDDLEWARES") if "ajax" in str(name).lower()] == []


def test_the_address_guard_is_the_last_to_see_a_request_before_it_leaves(made):
    active = {name: order for name, order in made.getwithbase("DOWNLOADER_MIDDLEWARES").items() if order is not None}
    lowest = max(active, key=active.get)
    assert load_object(lowest) is AddressGuard
    assert list(active.values()).count(active[lowest]) == 1


def test_names_are_resolved_by_the_guarded_resolver_and_no_proxy_connects_past_it(made):
    assert load_object(made["TWISTED_DNS_RESOLVER"]) is GuardedResolver
    assert made.getbool("HTTPPROXY_ENABLED") is False


def test_the_guard_lets_through_what_the_operator_allows_and_nothing_by_default(definition, monkeypatch):
    monkeypatch.setenv("PINPOINT_ALLOW_ADDRESSES", "127.0.0.1:8010")
    assert settings.for_run(7, definition).getlist("PINPOINT_ALLOW_ADDRESSES") == ["127.0.0.1:8010"]
    monkeypatch.delenv("PINPOINT_ALLOW_ADDRESSES")
    pinpoint.current.cache_clear()
    assert settings.for_run(7, definition).getlist("PINPOINT_ALLOW_ADDRESSES") == []


def test_what_is_found_goes_to_the_stage_of_its_run(made, definition):
    assert [load_object(name) for name in made.getdict("ITEM_PIPELINES")] == [StagePipeline]
    assert (made.getint("PINPOINT_RUN"), made["PINPOINT_SOURCE"]) == (7, definition.id)


def test_the_source_says_how_gently_it_is_read(definition):
    polite = definition.politeness.model_copy(
        update={"delay_seconds": 4.5, "concurrent_requests": 2, "timeout_seconds": 7}
    )
    made = settings.for_run(7, definition.model_copy(update={"politeness": polite}), sample=None)
    assert (made.getfloat("DOWNLOAD_DELAY"), made.getint("CONCURRENT_REQUESTS_PER_DOMAIN")) == (4.5, 2)
    assert made.getint("DOWNLOAD_TIMEOUT") == 7


def test_a_sample_ends_the_crawl_and_a_whole_run_does_not(definition):
    sampled, whole = (settings.for_run(7, definition, sample=sample) for sample in (5, None))
    assert (sampled.getint("CLOSESPIDER_ITEMCOUNT"), whole.getint("CLOSESPIDER_ITEMCOUNT")) == (5, 0)


def test_the_operators_limits_bind_the_crawl(definition, monkeypatch):
    monkeypatch.setenv("PINPOINT_CRAWL_SECONDS", "77")
    monkeypatch.setenv("PINPOINT_CRAWL_MEMORY_MB", "512")
    pinpoint.current.cache_clear()
    made = settings.for_run(7, definition, sample=None)
    assert (made.getfloat("CLOSESPIDER_TIMEOUT"), made.getint("MEMUSAGE_LIMIT_MB")) == (77, 512)


def test_scrapy_s_own_commands_find_these_settings():
    text = (Path(__file__).parents[2] / "scrapy.cfg").read_text()
    assert "default = crawler.settings" in text
