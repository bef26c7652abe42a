import json
from datetime import timedelta

import pytest
import yaml
from scrapy.crawler import Crawler

from crawler.platforms import spider_class
from crawler.platforms.base import PROBLEMS_KEPT
from crawler.runs.source_files import load_source, load_sources
from crawler.sources.definition import SourceDefinition, SourceError
from index import settings
from tests.crawler.platforms import invented

GOOD = {
    "id": "invented",
    "name": "Invented",
    "publisher": "Nobody",
    "url": "https://directory.example/list",
    "platform": "wp_store_locator",
    "kind": "demonstration",
    "coverage": "Nobody",
    "terms": {"note": "Invented"},
    "robots_note": "None",
    "gates": {"minimum_listings": 1},
    "disabled_because": "Nobody has read its terms.",
}


@pytest.fixture
def load(tmp_path):
    def run(without=(), name="invented.yml", **changes):
        path = tmp_path / name
        content = {key: value for key, value in {**GOOD, **changes}.items() if key not in without}
        path.write_text(yaml.safe_dump(content))
        return load_source(path)

    return run


def test_a_file_is_read_with_its_defaults(load):
    source = load(schedule={"every": "7d"})
    assert source.schedule.every == timedelta(days=7)
    assert (source.schedule.jitter, source.politeness.delay_seconds, source.politeness.concurrent_requests) == (
        0.1,
        2,
        1,
    )
    assert (source.enabled_by_default, source.registry, source.sticky_ids) == (False, False, True)
    assert (source.fetch_url, source.host_key) == ("https://directory.example/list", "directory.example")


def test_a_source_comes_back_from_json_as_it_was(load):
    source = load(schedule={"every": "12h"}, terms={"note": "Read", "reviewed_on": "2026-11-01", "reviewed_by": "A"})
    assert SourceDefinition.model_validate_json(source.model_dump_json()) == source


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"without": ["gates"]}, "gates: is missing; write it"),
        ({"gates": {}}, "gates.minimum_listings: is missing; write it"),
        ({"gates": {"minimum_listings": 0}}, "gates.minimum_listings: Input should be greater than or equal to 1"),
        ({"gatse": {}}, "gatse: is no key of a source file; correct or remove it"),
        ({"terms": {"note": ""}}, "terms.note: String should have at least 1 character"),
        ({"schedule": {"every": "weekly"}}, 'schedule.every: write a number with m, h, d or w, such as "7d"'),
        ({"politeness": {"delay_seconds": 0.5}}, "politeness.delay_seconds: at least 1 for a host that is not this"),
        (
            {"url": "directory.example"},
            "url: 'directory.example' is not a web address; write one that starts with https",
        ),
        ({"base_url": "file:///etc"}, "base_url: 'file:///etc' is not a web address"),
        ({"kind": "blog"}, "kind: Input should be 'registry'"),
        ({"disabled_because": ""}, "disabled_because: say why the source is not enabled by default"),
        ({"enabled_by_default": True, "url": ""}, "enabled_by_default: a source without url or platform"),
        ({"platform": "carrier_pigeon"}, "there is no platform 'carrier_pigeon'; known are choosept, clinic_sites"),
        ({"options": {"tield": True}}, "options.tield: is no option of this platform; known are ajax, entries"),
        ({"options": {"max_results": 0}}, "options.max_results: Input should be greater than or equal to 1"),
        ({"platform": "html_list", "options": {"name": "h3"}}, "options.card: is missing; write it"),
        ({"platform": "html_list", "options": {"name": "h3", "card": "li["}}, "options.card: 'li[' is no CSS selector"),
        ({"id": "other"}, "id: is 'other', and the file's name says 'invented'"),
        ({"statements": {"fields": {"bio": "dog"}}}, "statements.fields.bio: Input should be 'person' or 'clinic'"),
    ],
)
def test_a_wrong_file_is_reported_by_file_and_key_and_what_to_write(load, changes, said):
    with pytest.raises(SourceError) as error:
        load(**changes)
    assert "invented.yml: " in str(error.value)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "a source file is a list of `key: value`"),
        ("- a", "a source file is"),
        ("a: [", "not YAML"),
        ("\x00", "not YAML"),
    ],
)
def test_what_is_no_yaml_of_keys_is_reported(tmp_path, text, said):
    path = tmp_path / "invented.yml"
    path.write_text(text)
    with pytest.raises(SourceError, match=said):
        load_source(path)


def test_a_server_on_loopback_may_be_asked_without_delay(load):
    for host in ("127.0.0.1:9", "localhost:9", "[::1]:9"):
        source = load(base_url=f"http://{host}", politeness={"delay_seconds": 0})
        assert (source.politeness.delay_seconds, source.host_key) == (0, host)


def test_a_base_url_given_to_a_run_keeps_the_floor_but_on_loopback(load):
    source = load()
    assert source.with_base_url("http://127.0.0.1:9").politeness.delay_seconds == 0
    assert source.with_base_url("https://mirror.example").politeness.delay_seconds == 2
    assert (
        load(base_url="http://127.0.0.1:1", politeness={"delay_seconds": 0})
        .with_base_url("https://mirror.example")
        .politeness.delay_seconds
        == 1
    )
    with pytest.raises(SourceError, match="base_url: 'ftp://x' is not a web address"):
        source.with_base_url("ftp://x")


def test_an_operator_s_file_takes_the_place_of_the_shipped_one(home):
    folder = home / "sources"
    folder.mkdir(parents=True)
    shipped = load_sources(settings.current())[0]["aimt"]
    own = {**GOOD, "id": "aimt", "name": "The institute, found"}
    (folder / "aimt.yml").write_text(yaml.safe_dump(own))
    found, _ = load_sources(settings.current())
    assert (shipped.url, found["aimt"].name) == ("", "The institute, found")


def test_an_unknown_argument_is_refused_with_those_that_are_known():
    with pytest.raises(SourceError, match="there is no argument 'zip'; known are ajax, base_url, entries"):
        invented.spider("wp_store_locator", {"zip": "81201"})


def test_a_source_without_address_says_what_to_write():
    source = invented.definition("wp_store_locator").model_copy(update={"url": ""})
    with pytest.raises(SourceError, match="url: is empty; write the public start address"):
        spider_class("wp_store_locator")(source, {})


def test_the_politeness_of_a_source_becomes_the_crawl_s():
    source = invented.definition("wp_store_locator", politeness={"delay_seconds": 7.5, "concurrent_requests": 2})
    crawler = Crawler(spider_class("wp_store_locator"))
    spider_class("wp_store_locator").from_crawler(crawler, definition=source, arguments={})
    limits = crawler.settings.getfloat("DOWNLOAD_DELAY"), crawler.settings.getint("CONCURRENT_REQUESTS")
    assert limits == (7.5, 2)


def test_problems_are_all_counted_and_the_first_of_each_kind_kept():
    crawler = Crawler(spider_class("wp_store_locator"))
    spider = spider_class("wp_store_locator").from_crawler(
        crawler, definition=invented.definition("wp_store_locator"), arguments={}
    )
    crawler.stats = Stats()
    for number in range(PROBLEMS_KEPT + 50):
        spider.problem("row/name", f"row {number}", "x" * 1000)
    spider.problem("row/shape", "row", "one")
    kept = spider.take_problems()
    assert crawler.stats.counts == {"problem/row/name": PROBLEMS_KEPT + 50, "problem/row/shape": 1}
    assert (len(kept), kept[-1], len(kept[0][2])) == (PROBLEMS_KEPT + 1, ("row/shape", "row", "one"), 300)
    assert spider.take_problems() == []


class Stats:
    def __init__(self):
        self.counts = {}

    def inc_value(self, name, by=1):
        self.counts[name] = self.counts.get(name, 0) + by


SAYS = {"about": "person", "text": "All of them were certified in dry needling by us."}


def test_what_a_directory_says_of_all_comes_first_and_only_fields_that_speak_of_it_are_quoted():
    spider = invented.spider("wp_store_locator", statements={"directory_says": SAYS})
    stated = spider.statements({"description": "Offers dry needling.", "terms": "Sports"}, "person")
    assert [(one.text, one.about) for one in stated] == [(SAYS["text"], "person"), ("Offers dry needling.", "person")]


def test_a_source_file_chooses_the_fields_and_who_they_are_about():
    spider = invented.spider("wp_store_locator", statements={"fields": {"services": "clinic"}})
    stated = spider.statements({"description": "Offers dry needling."}, "person", {"services": "Dry needling"})
    assert [(one.text, one.about) for one in stated] == [("Dry needling", "clinic")]


def test_the_description_of_a_source_is_json_for_the_store():
    assert json.loads(invented.definition("html_list").model_dump_json())["kind"] == "demonstration"


def test_a_broken_file_is_reported_and_loses_no_other(home):
    folder = settings.current().own_sources
    folder.mkdir(parents=True)
    (folder / "broken.yml").write_text("id: [", encoding="utf-8")
    found, broken = load_sources(settings.current())
    assert "nppes_file" in found
    assert ["broken.yml" in str(error) for error in broken] == [True]


def test_a_source_lets_nothing_leave_in_bulk_unless_its_file_says_so(load):
    assert load().may_leave == ()
    assert load(may_leave=["contacts", "names", "contacts"]).may_leave == ("contacts", "names")


@pytest.mark.parametrize("value", ["contacts, names", ["contacts", "emails"], [["contacts"]], {"contacts": True}, [1]])
def test_a_group_that_is_not_known_is_refused_with_the_known_ones(load, value):
    with pytest.raises(SourceError) as told:
        load(may_leave=value)
    assert "is no group of values; write a list of some of names, places, contacts" in str(told.value)
    assert "invented.yml: may_leave: " in str(told.value)


def test_of_the_shipped_sources_only_public_files_of_the_federal_government_leave_in_bulk(home):
    shipped, _ = load_sources(settings.current())
    open_ones = {name: source.may_leave for name, source in shipped.items() if source.may_leave}
    federal = ("names", "places", "contacts", "licenses", "letters", "professions")
    assert open_ones == {
        "npi_registry": federal,
        "nppes_file": federal,
        "npi_deactivations": ("licenses",),
        "oig_leie": ("licenses",),
    }
    assert all(shipped[name].terms.reviewed_on for name in open_ones)
