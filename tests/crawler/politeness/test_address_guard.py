from urllib.parse import urlsplit

import pytest
from scrapy import Request, Spider
from scrapy.exceptions import CannotResolveHostError
from scrapy.utils.test import get_crawler

from crawler.politeness import address_guard, stat_names
from crawler.politeness.address_guard import AddressGuard, AddressRefusedError, ContactMissingError, refusal
from crawler.politeness.public_address import AllowList

ALLOWED = AllowList.of(["127.0.0.1:8010", "[::1]:8011", "localhost:8012", "needling.test:8443"])


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://127.0.0.1/", "loopback"),
        ("http://127.0.0.1:8011/", "loopback"),
        ("http://127.0.0.1./", "loopback"),
        ("http://nobody:secret@127.0.0.1/", "loopback"),
        ("http://localhost/", "loopback"),
        ("http://LOCALHOST:8010/", "loopback"),
        ("http://anything.localhost/", "loopback"),
        ("http://[::1]/", "loopback"),
        ("http://[::ffff:127.0.0.1]/", "loopback"),
        ("http://[::ffff:7f00:1]:8010/", "loopback"),
        ("http://[fe80::1%25eth0]/", "spelling"),
        ("http://169.254.169.254/latest/meta-data/", "metadata"),
        ("http://[fd00:ec2::254]/", "metadata"),
        ("http://10.0.0.1/", "private"),
        ("http://2130706433/", "spelling"),
        ("http://0x7f.1/", "spelling"),
        ("http://0177.0.0.1/", "spelling"),
        ("http://\uff11\uff12\uff17.0.0.1/", "loopback"),
        ("http:///nowhere", "spelling"),
        ("http://needling.test:8080/", "port"),
        ("http://needling.test:22/", "port"),
        ("http://needling.test:0/", "port"),
        ("http://needling.test:99999/", "port"),
        ("http://needling.test:x/", "port"),
        ("ftp://needling.test/", "scheme"),
        ("file:///etc/hostname", "scheme"),
        ("gopher://127.0.0.1:8010/", "scheme"),
    ],
)
def test_what_leads_inside_is_refused(url, reason):
    assert refusal(urlsplit(url), ALLOWED) == reason


@pytest.mark.parametrize(
    "url",
    [
        "https://needling.test/",
        "http://needling.test:80/",
        "http://needling.test:443/",
        "https://needling.test:8443/",
        "http://93.184.216.34/",
        "http://127.0.0.1:8010/",
        "http://[::1]:8011/",
        "http://localhost:8012/",
    ],
)
def test_what_is_public_or_on_the_list_passes(url):
    assert refusal(urlsplit(url), ALLOWED) == ""


def test_nothing_of_this_machine_passes_by_default():
    assert refusal(urlsplit("http://127.0.0.1:8010/"), AllowList()) == "loopback"


@pytest.fixture
def make():
    def made(**settings):
        crawler = get_crawler(Spider, {"TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False} | settings)
        return AddressGuard.from_crawler(crawler), crawler.stats

    return made


def test_a_refused_request_is_counted_by_reason_and_reported_with_the_way_out(make):
    guard, stats = make(PINPOINT_CONTACT="mailto:us@pinpoint.test")
    with pytest.raises(AddressRefusedError, match=r"127\.0\.0\.1:81 .*PINPOINT_ALLOW_ADDRESSES=127\.0\.0\.1:81 allows"):
        guard.process_request(Request("http://127.0.0.1:81/a"))
    assert stats.get_value(stat_names.ADDRESS_REFUSED) == 1
    assert stats.get_value(f"{stat_names.ADDRESS_REFUSED}/loopback") == 1


def test_a_request_through_a_proxy_is_refused(make):
    guard, _ = make(PINPOINT_CONTACT="mailto:us@pinpoint.test")
    with pytest.raises(AddressRefusedError, match="proxy"):
        guard.process_request(Request("https://needling.test/", meta={"proxy": "http://10.0.0.1:3128"}))


def test_nobody_elses_site_is_asked_without_a_contact(make):
    guard, stats = make(PINPOINT_ALLOW_ADDRESSES=["127.0.0.1:8010"])
    guard.process_request(Request("http://127.0.0.1:8010/"))
    with pytest.raises(ContactMissingError, match="PINPOINT_CRAWL_CONTACT"):
        guard.process_request(Request("https://needling.test/"))
    assert stats.get_value(stat_names.CONTACT_MISSING) == 1


def test_with_a_contact_a_public_site_is_asked(make):
    guard, _ = make(PINPOINT_CONTACT="mailto:us@pinpoint.test")
    guard.process_request(Request("https://needling.test/"))


def test_a_name_that_the_resolver_kept_back_is_no_unknown_name(make, monkeypatch):
    guard, stats = make(PINPOINT_CONTACT="mailto:us@pinpoint.test")
    monkeypatch.setattr(address_guard, "refused_names", lambda: {("inside.test", 443): "private"})
    failure = CannotResolveHostError("no results")
    with pytest.raises(AddressRefusedError, match="private"):
        guard.process_exception(Request("https://inside.test/a"), failure)
    assert guard.process_exception(Request("https://nowhere.test/"), failure) is None
    assert stats.get_value(f"{stat_names.ADDRESS_REFUSED}/private") == 1
