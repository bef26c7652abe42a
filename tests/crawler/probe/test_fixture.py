import json

import pytest

from crawler.probe.fixture import FILE, FixtureError, differences, play, write_fixture
from crawler.probe.small_crawl import Page
from tests.crawler.platforms import invented

AJAX = "https://directory.example/wp-admin/admin-ajax.php?action=store_search&autoload=1"
STORES = [{"id": str(n), "store": f"Jordan Invented{n}", "phone": "303-555-0112", "shoe": "9"} for n in (1, 2)]


def page():
    headers = {"Content-Type": "application/json", "Set-Cookie": "a=b"}
    body = json.dumps(STORES).encode()
    return Page(method="GET", asked=AJAX, form="", url=AJAX, status=200, headers=headers, body=body)


@pytest.fixture
def definition():
    return invented.definition("wp_store_locator")


@pytest.fixture
def folder(definition, tmp_path):
    return write_fixture(definition, [page()], tmp_path / "fixture")


def test_a_fixture_is_read_as_it_expects(definition, folder):
    assert differences(definition, folder) == []
    assert [json.loads(one)["name"][:6] for one in play(definition, folder).listings] == ["Xxxxxx", "Xxxxxx"]


def test_a_fixture_holds_neither_names_nor_cookies(folder):
    text = "".join(path.read_text() for path in folder.iterdir())
    assert "Jordan" not in text
    assert "Cookie" not in text


def test_a_spider_that_reads_otherwise_is_reported_with_what_differs(folder):
    (found,) = differences(invented.definition("wp_store_locator", options={"entries": "clinic"}), folder)
    assert found.startswith("listings: expected {")
    assert '"kind": "clinic"' in found


def test_what_a_fixture_does_not_answer_is_named(folder):
    changed = invented.definition("wp_store_locator", options={"ajax": "other/ajax.php"})
    found = differences(changed, folder)
    assert [one.split(":")[0] for one in found] == ["listings", "asks_further"]


def test_a_missing_fixture_says_what_writes_one(definition, tmp_path):
    with pytest.raises(FixtureError, match="`pinpoint sources probe` writes one"):
        differences(definition, tmp_path)


def test_a_fixture_that_expects_nothing_is_refused(definition, folder):
    content = json.loads((folder / FILE).read_text())
    del content["expected"]
    (folder / FILE).write_text(json.dumps(content))
    with pytest.raises(FixtureError, match="says nothing of what is expected"):
        differences(definition, folder)
