import ast
import textwrap

import grimp
import pytest

from crawler.gates import code_version as module
from crawler.gates.code_version import NOT_READ_BY, READ_BY, READING_CODE, code_version
from crawler.platforms import PLATFORMS
from tests.crawler.gates.directory import definition

NEW = {
    "url": "https://other.test/",
    "base_url": "https://mirror.test/",
    "platform": "html_list",
    "options": {"entries": "clinic"},
    "patches": [],
    "statements": {"fields": {"bio": "person"}},
    "sticky_ids": False,
}


def changed(**values):
    return definition().model_validate(definition().model_dump() | values)


@pytest.mark.parametrize("key", sorted(set(READ_BY) - {"patches"}))
def test_a_key_that_changes_what_is_read_is_a_new_reader(key):
    assert code_version(changed(**{key: NEW[key]})) != code_version(definition())


@pytest.mark.parametrize(
    "values",
    [
        {"name": "Another name"},
        {"terms": {"note": "Read by us"}},
        {"may_leave": ["names"]},
        {"schedule": {"every": "3d"}},
        {"politeness": {"delay_seconds": 9}},
        {"gates": {"minimum_listings": 1}},
        {"trust": 7},
        {"base_url": ""},
    ],
)
def test_what_changes_no_listing_is_no_new_reader(values):
    assert code_version(changed(**values)) == code_version(definition())


def test_of_each_key_it_is_said_whether_it_changes_what_is_read():
    assert sorted([*READ_BY, *NOT_READ_BY]) == sorted(type(definition()).model_fields)


def test_two_ports_of_this_machine_are_one_reader():
    one, two = (changed(base_url=f"http://127.0.0.1:{port}/", politeness={"delay_seconds": 0}) for port in (8001, 8002))
    assert code_version(one) == code_version(two)


def test_code_that_the_spider_imports_counts_and_what_judges_it_does_not():
    reached = module._reached("crawler.platforms.wp_store_locator.wp_store_locator")
    assert {"crawler.platforms.base", "crawler.formats.fields"} <= set(reached)
    assert not any(name.startswith(("crawler.gates", "crawler.politeness", "index.")) for name in reached)


@pytest.fixture(scope="module")
def graph():
    return grimp.build_graph("crawler", cache_dir=None)


@pytest.mark.parametrize("platform", sorted(PLATFORMS))
def test_no_code_that_reads_a_platform_is_left_out(graph, platform):
    """However it is imported: `from crawler.formats import kml` names the module `kml` as much as its own path."""
    top = PLATFORMS[platform].split(":")[0]
    used = {top, *graph.find_upstream_modules(top)}
    assert set(module._reached(top)) == {name for name in used if name.startswith(READING_CODE)}


def test_code_that_leaves_the_rooms_of_reading_is_seen_here(graph):
    """What a spider imports outside them asks, archives and judges, or describes the source, whose keys count."""
    reading = {name for name in graph.modules if name.startswith(READING_CODE)}
    others = {other for name in reading for other in graph.find_modules_directly_imported_by(name)} - reading
    assert others == {
        "crawler.archive.resume",
        "crawler.politeness.address_guard",
        "crawler.politeness.limits",
        "crawler.politeness.refusals",
        "crawler.politeness.robots",
        "crawler.sources.definition",
    }


def test_a_comment_or_a_docstring_is_no_new_code():
    plain = "def read(row):\n    return row\n"
    documented = '"""Reads."""\n\n\ndef read(row):\n    """Read a row."""\n    # as it stands\n    return (row)\n'
    assert module._without_texts(ast.parse(plain)) == module._without_texts(ast.parse(documented))
    other = textwrap.dedent("def read(row):\n    return row.lower()\n")
    assert module._without_texts(ast.parse(plain)) != module._without_texts(ast.parse(other))
