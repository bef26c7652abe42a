import pytest

from crawler.probe.source_check import check, check_sources, fixture_folder
from crawler.runs.source_files import SHIPPED, load_source
from crawler.sources.definition import SourceError
from index import settings
from tests.crawler.platforms import invented

FILES = sorted(SHIPPED.glob("*.yml"))
READ = [path for path in FILES if load_source(path).platform]


@pytest.mark.parametrize("path", READ, ids=lambda path: path.stem)
def test_every_shipped_source_reads_its_fixture_exactly_as_expected(path):
    source = load_source(path)
    assert list(check(source, fixture_folder(source.id, settings.current()))) == []


def test_every_fixture_belongs_to_a_shipped_source():
    folders = {path.name for path in (SHIPPED / "fixtures").iterdir()}
    assert folders == {path.stem for path in READ}


def test_a_source_without_fixture_is_reported(tmp_path):
    terms = {"note": "Invented by us for this test, so there are none"}
    (found,) = check(invented.definition("wp_store_locator", terms=terms), tmp_path)
    assert (found.source, found.what) == ("invented", "fixture")
    assert "`pinpoint sources probe` writes one" in found.detail


def test_a_note_on_terms_that_says_nothing_is_reported(tmp_path):
    source = invented.definition("", terms={"note": "ok"}, enabled_by_default=False, disabled_because="no platform")
    assert [found.what for found in check(source, tmp_path)] == ["terms"]


def test_a_file_that_cannot_be_read_is_a_finding_and_loses_no_other(home):
    folder = home / "sources"
    folder.mkdir(parents=True)
    (folder / "broken.yml").write_text("id: other\n")
    checked, findings = check_sources(settings.current())
    assert set(checked) == {path.stem for path in FILES}
    assert [(found.what, "broken.yml" in found.detail) for found in findings] == [("file", True)]


def test_an_unknown_source_is_refused_with_those_that_exist():
    with pytest.raises(SourceError, match="there is no source 'nobody'; known are"):
        check_sources(settings.current(), "nobody")
