import json
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from scrapy import Request

from crawler.platforms import spider_class
from crawler.runs.source_files import SHIPPED, load_source
from crawler.sources.definition import SourceError
from demo.directories.license_file import EXPIRED, MISSING, RESOURCE, STRANGE, LicenseFile
from demo.exchange import Request as Asked
from demo.world.world import World
from index.records import EntryStatus, Profession, RegisterEntry, RegisterKind
from tests.crawler.platforms import invented

COLUMNS = {
    "number": "license_no",
    "type": "license_type",
    "status": "license_status",
    "family": "last_name",
    "given": "first_name",
    "issued": "issue_date",
    "expires": "expiration_date",
}
OPTIONS = {
    "dataset": "demo-2026",
    "state": "CO",
    "columns": COLUMNS,
    "type_words": ["PHYSICAL THERAP", "ACUPUNCT"],
    "statuses": {"active": ["active"], "not_active": ["expired"]},
    "page_rows": 200,
}
ROW = {
    "license_no": "J1-0000012",
    "license_type": "Physical Therapist",
    "license_status": "Active",
    "last_name": "Averthwaite",
    "first_name": "Jordan",
    "issue_date": "2014-03-04T00:00:00.000",
    "expiration_date": "10/31/2028",
}


def spider(arguments=None, **options):
    return invented.spider("socrata", arguments, url="https://licenses.example/d/demo-2026", options=OPTIONS | options)


def first(of):
    """Return the request that a run begins with."""
    try:
        of.start().__anext__().send(None)
    except StopIteration as yielded:
        return yielded.value


def crawl(of, server):
    """Ask the invented server all that a spider asks; return the entries and the problems."""
    found, waiting = [], [first(of)]
    while waiting:
        request = waiting.pop()
        asked = urlsplit(request.url)
        answer = server.respond(Asked.of(f"{asked.path}?{asked.query}"))
        response = invented.answer(answer.content, request.url).replace(status=answer.status)
        for one in request.callback(response, **request.cb_kwargs):
            (waiting if isinstance(one, Request) else found).append(one)
    return found, of.take_problems()


@pytest.fixture(scope="module")
def server():
    return LicenseFile(World().of("registry"))


def test_a_row_is_an_entry_of_a_register():
    assert spider().entry(ROW) == RegisterEntry(
        source="invented",
        source_id="Physical Therapist-J1-0000012",
        register=RegisterKind.LICENSES,
        url="https://licenses.example/d/demo-2026",
        name="Averthwaite, Jordan",
        family_first=True,
        profession=Profession.PHYSICAL_THERAPIST,
        profession_text="Physical Therapist",
        state="CO",
        number="J1-0000012",
        status=EntryStatus.ACTIVE,
        status_text="Active",
        issued=date(2014, 3, 4),
        expires=date(2028, 10, 31),
    )


def test_every_row_of_a_file_is_read_once_page_by_page(server):
    found, problems = crawl(spider(), server)
    assert problems == []
    assert len(found) == len({entry.source_id for entry in found}) == 100
    assert {entry.profession for entry in found} == {Profession.PHYSICAL_THERAPIST, Profession.ACUPUNCTURIST}


def test_only_the_columns_of_a_license_are_asked_for():
    of = spider()
    asked = parse_qs(urlsplit(next(of.parse_total(invented.answer('[{"total": "3"}]'))).url).query)
    columns = "license_no,license_type,license_status,last_name,first_name,issue_date,expiration_date"
    assert asked["$select"] == [columns]
    assert asked["$order"] == [":id"]
    assert asked["$where"] == ["upper(license_type) like '%PHYSICAL THERAP%' or upper(license_type) like '%ACUPUNCT%'"]


def test_kinds_can_be_codes_and_a_further_condition_holds_for_all_of_them():
    of = spider(types={"PTL": "physical-therapist"}, type_words=[], where="business='N'")
    assert "(upper(license_type) in ('PTL')) and (business='N')" in parse_qs(first(of).url)["$where"]
    assert of.entry(ROW | {"license_type": "ptl"}).profession is Profession.PHYSICAL_THERAPIST


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("ACTIVE", EntryStatus.ACTIVE),
        (" Expired ", EntryStatus.NOT_ACTIVE),
        ("Active - With Conditions", EntryStatus.UNKNOWN),
        ("", EntryStatus.UNKNOWN),
    ],
)
def test_a_word_for_a_state_is_read_whole_and_never_guessed(written, status):
    entry = spider().entry(ROW | {"license_status": written})
    assert (entry.status, entry.status_text) == (status, written.strip())


def test_a_kind_that_names_no_profession_of_ours_is_left_out():
    assert spider().entry(ROW | {"license_type": "Physical Therapy Facility"}) is None


def test_a_day_that_cannot_be_read_is_reported_and_loses_no_license():
    of = spider()
    assert of.entry(ROW | {"expiration_date": "soon"}).expires is None
    assert [kind for kind, _, _ in of.take_problems()] == ["field/date"]


def test_a_row_without_number_or_no_row_at_all_is_reported_and_loses_no_other():
    of = spider()
    rows = json.dumps([ROW, {**ROW, "license_no": " "}, "no row"])
    [entry] = of.parse_page(invented.answer(rows), offset=0, total=3)
    assert entry.number == "J1-0000012"
    assert [kind for kind, _, _ in of.take_problems()] == ["row/no_number", "row/shape"]


def test_a_column_that_is_gone_is_reported_in_the_server_s_own_words_and_nothing_is_missing_for_it(server):
    of = spider(columns=COLUMNS | {"status": "license_state_word"})
    assert crawl(of, server)[0] == []
    of = spider(columns=COLUMNS | {"status": "license_state_word"})
    _, [(kind, _, said)] = crawl(of, server)
    assert (kind, of.restricted) == ("page/refused", True)
    assert "No such column: license_state_word" in said


def test_a_file_that_hands_out_fewer_rows_than_it_counted_is_a_part_only():
    of = spider()
    assert len(list(of.parse_page(invented.answer(json.dumps([ROW])), offset=0, total=3))) == 2
    assert list(of.parse_page(invented.answer("[]"), offset=1, total=3)) == []
    assert ([kind for kind, _, _ in of.take_problems()], of.restricted) == (["page/incomplete"], True)


def test_a_link_to_the_board_s_own_page_may_be_an_object():
    of = spider(columns=COLUMNS | {"link": "linktoverifylicense"})
    assert of.entry(ROW | {"linktoverifylicense": {"url": "https://board.example/1"}}).url == "https://board.example/1"


@pytest.mark.parametrize("column", ["birthyear", "disciplinary_action", "casenumber", "actiontaken", "zip_code"])
def test_a_source_file_cannot_name_a_column_that_is_never_read(column):
    with pytest.raises(SourceError, match="is never read"):
        spider(columns=COLUMNS | {"middle": column})


def test_a_source_file_says_whose_licenses_are_read():
    with pytest.raises(SourceError, match="write `types` or `type_words`"):
        spider(type_words=[])
    with pytest.raises(SourceError, match="a license without a name is never matched"):
        spider(columns={key: name for key, name in COLUMNS.items() if key != "given"})


def test_an_app_token_is_sent_and_follows_no_redirect(monkeypatch):
    from index import settings

    assert "X-App-Token" not in first(spider()).headers
    monkeypatch.setenv("PINPOINT_SOCRATA_APP_TOKEN", "abc")
    settings.current.cache_clear()
    request = first(spider())
    assert (request.headers["X-App-Token"], request.meta["dont_redirect"]) == (b"abc", True)
    assert "abc" not in repr(settings.current())


@pytest.mark.parametrize("state", ["wa", "co", "il", "ct", "de"])
def test_the_shipped_license_files_are_disabled_and_say_that_their_words_were_not_seen(state):
    source = load_source(SHIPPED / f"license_{state}.yml")
    assert (source.platform, source.enabled_by_default, source.options["state"]) == ("socrata", False, state.upper())
    assert any("not seen by us" in caveat for caveat in source.caveats)


def test_the_invented_file_has_people_whose_license_expired_is_strange_or_not_there():
    people = {entry.person.number for entry in World().of("registry") if entry.person}
    assert all(any(number % step == 0 for number in people) for step in (MISSING, EXPIRED, STRANGE))
    assert LicenseFile(World().of("registry")).respond(Asked.of(RESOURCE)).status == 200


def test_a_data_set_of_licenses_is_recognized_by_its_address_and_its_columns(server):
    page = invented.answer(server.respond(Asked.of(RESOURCE)).content, f"http://127.0.0.1:8101{RESOURCE}")
    known = spider_class("socrata").recognize(page)
    assert (known.platform, known.strength, known.options["state"]) == ("socrata", 100, "CO")
    assert known.options["columns"] == COLUMNS
    drafted = invented.spider("socrata", url="https://licenses.example/d/demo-2026", options=dict(known.options))
    assert len(crawl(drafted, server)[0]) > 100


@pytest.mark.parametrize(
    ("body", "url"),
    [
        (
            '[{"license_no": "1", "license_type": "PT", "license_status": "Active", "last_name": "A"}]',
            "https://a.test/x",
        ),
        ('[{"trees": "12"}]', "https://data.wa.gov/resource/abcd-1234.json"),
        ("<html></html>", "https://data.wa.gov/resource/abcd-1234.json"),
    ],
)
def test_other_pages_are_not_recognized(body, url):
    assert spider_class("socrata").recognize(invented.answer(body, url)) is None
