"""Walks over every source file and every platform that is shipped."""

import inspect

import pytest

from crawler.platforms import PLATFORMS, spider_class
from crawler.platforms.base import DirectorySpider, check_options
from crawler.runs.source_files import SHIPPED, load_source, load_sources
from crawler.sources.definition import DELAY_FLOOR, SourceError
from index import settings

FILES = sorted(SHIPPED.glob("*.yml"))


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def source(request):
    return load_source(request.param)


def test_sources_are_shipped():
    assert {"aimt", "choosept", "npi_registry", "nppes_file"} <= {path.stem for path in FILES}


def test_a_source_is_named_as_its_file(source):
    assert (SHIPPED / f"{source.id}.yml").is_file()


def test_a_source_is_read_gently(source):
    assert source.politeness.delay_seconds >= DELAY_FLOOR
    assert source.politeness.concurrent_requests == 1


def test_a_source_says_what_is_known_of_its_terms_and_robots_txt(source):
    assert len(source.terms.note) > 20
    assert len(source.robots_note) > 20


def test_a_source_that_may_be_crawled_at_once_had_its_terms_read_by_somebody(source):
    reviewed = source.terms.reviewed_on is not None and source.terms.reviewed_by != ""
    assert reviewed or not source.enabled_by_default
    assert bool(source.disabled_because) is not source.enabled_by_default


def test_a_source_without_platform_is_disabled_and_has_no_address(source):
    if not source.platform:
        assert (source.enabled_by_default, source.url) == (False, "")


def test_a_source_s_options_fit_its_platform(source):
    if source.platform:
        check_options(source, spider_class(source.platform))


def test_no_shipped_source_takes_being_listed_for_dry_needling_without_saying_whose_words_these_are(source):
    says = source.statements.directory_says
    assert says is None or len(says.text) > 20


def test_all_sources_load_together():
    assert set(load_sources(settings.current())[0]) == {path.stem for path in FILES}


def test_a_list_of_members_is_no_evidence_of_dry_needling():
    source = load_source(SHIPPED / "choosept.yml")
    assert (source.statements.directory_says, source.enabled_by_default) == (None, False)
    assert any("no evidence" in caveat for caveat in source.caveats)


def test_the_institute_whose_site_was_not_found_cannot_be_crawled_and_says_why():
    source = load_source(SHIPPED / "aimt.yml")
    assert (source.url, source.platform, source.enabled_by_default) == ("", "", False)
    assert "could not be found" in source.disabled_because
    with pytest.raises(SourceError, match="platform: is empty, write it"):
        spider_class(source.platform)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_platform_is_a_spider_that_starts_by_itself(platform):
    spider = spider_class(platform)
    assert issubclass(spider, DirectorySpider)
    assert spider.start is not DirectorySpider.start
    assert inspect.isasyncgenfunction(spider.start)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_what_restricts_or_is_asked_for_is_an_option(platform):
    spider = spider_class(platform)
    assert spider.restricting | spider.asked_for <= spider.options_model.model_fields.keys()


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_option_says_what_it_is_for(platform):
    fields = spider_class(platform).options_model.model_fields
    assert [key for key, field in fields.items() if not field.description] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_source_starts_with_a_request_to_itself_or_says_what_it_needs(path):
    source = load_source(path)
    needs = {
        "aimt": "platform: is empty, write it",
        "mn_mhcp": "files: is missing; give it with -a files=",
        "nppes_file": "file: is missing; give it with -a file=",
        "oig_leie": "files: is missing; give it with -a files=",
        "cms_dac": "file: is missing; give it with -a file=",
        "npi_deactivations": "file: is missing; give it with -a file=",
    }
    if source.id in needs:
        with pytest.raises(SourceError, match=needs[source.id]):
            spider_class(source.platform)(source, {})
        return
    if not spider_class(source.platform).needs_url:
        assert first_of(spider_class(source.platform)(source, {})) is None  # its hosts come from the store
        return
    has_states = "states" in spider_class(source.platform).options_model.model_fields
    spider = spider_class(source.platform)(source, {"states": "CO"} if has_states else {})
    assert first_of(spider).url.startswith(spider.addresses.public + "/")


def first_of(spider):
    start = spider.start()
    try:
        start.__anext__().send(None)
    except StopIteration as yielded:
        return yielded.value
    except StopAsyncIteration:
        return None
