import asyncio
import json
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scrapy import Request

from crawler.platforms.npi.npi_registry import descriptions_of
from crawler.sources.definition import SourceError
from index.vocabulary.professions import needling_taxonomies
from tests.crawler.platforms import invented
from tests.crawler.platforms.nppes_rows_of import NPI, PERSON, nppes_csv

PART = {"prefix": "81", "description": "Physical Therapist", "skip": 0}


def result(**changes):
    """One result of the API for the invented person of the file."""
    return {
        "number": NPI[0],
        "enumeration_type": "NPI-1",
        "created_epoch": "1393891200000",
        "basic": {
            "first_name": "JORDAN",
            "middle_name": "T",
            "last_name": "AVERTHWAITE",
            "name_prefix": "--",
            "name_suffix": "JR",
            "credential": "PT, DPT",
            "sex": "X",
            "status": "A",
            "last_updated": "2014-03-04",
        },
        "addresses": [
            {"address_purpose": "MAILING", "address_1": "9 HIDDEN HOME LN", "country_code": "US", "state": "CO"},
            {
                "address_purpose": "LOCATION",
                "address_1": "137 SAMPLE AVE",
                "address_2": "STE 2",
                "city": "SALIDA",
                "state": "CO",
                "postal_code": "812010001",
                "country_code": "US",
                "telephone_number": "303-555-0112",
                "fax_number": "303-555-0113",
            },
        ],
        "practiceLocations": [],
        "taxonomies": [
            {"code": "225100000X", "desc": "Physical Therapist", "license": "PTL.0001", "state": "CO", "primary": True}
        ],
        "other_names": [],
        **changes,
    }


def basic(**changes):
    return {**result()["basic"], **changes}


def answered(body, spider=None, **part):
    spider = spider or invented.spider("npi_registry")
    body = body if isinstance(body, bytes) else json.dumps(body).encode()
    found = list(spider.parse_answer(invented.answer(body, "https://directory.example/api/"), **{**PART, **part}))
    return [one for one in found if not isinstance(one, Request)], [one for one in found if isinstance(one, Request)]


def asked(request):
    query = {key: values[0] for key, values in parse_qs(urlsplit(request.url).query).items()}
    return query["postal_code"], query["taxonomy_description"], int(query["skip"])


def test_the_file_and_the_api_make_the_same_listing_of_a_record(tmp_path):
    path = tmp_path / "file.csv"
    path.write_text(nppes_csv(PERSON))
    file = invented.spider("nppes_file", {"file": str(path)})
    with path.open("rb") as stream:
        [of_file] = list(file.read(stream, "file.csv"))
    [of_api], _ = answered({"result_count": 1, "results": [result()]})
    assert of_api == of_file


@pytest.mark.parametrize("sex", [{"sex": "F"}, {"gender": "F"}, {}])
def test_sex_is_not_kept_by_whatever_name_it_comes(sex):
    plain = {key: value for key, value in basic().items() if key != "sex"}
    [listing], _ = answered({"results": [result(basic={**plain, **sex})]})
    assert listing == answered({"results": [result()]})[0][0]


def test_placeholders_are_empty():
    [listing], _ = answered({"results": [result(basic=basic(name_suffix="--", credential="--", middle_name="--"))]})
    assert (listing.name, listing.credentials) == ("AVERTHWAITE, JORDAN", "")


def test_mailing_addresses_are_never_taken_and_further_practice_locations_are():
    second = {
        "address_1": "1 INVENTED RD",
        "city": "DENVER",
        "state": "CO",
        "postal_code": "80202",
        "country_code": "US",
    }
    [listing], _ = answered({"results": [result(practiceLocations=[second])]})
    assert [location.street for location in listing.locations] == ["137 SAMPLE AVE", "1 INVENTED RD"]
    assert "HIDDEN" not in repr(listing)


@pytest.mark.parametrize(
    ("written", "read_as"),
    [("2007-07-08", "2007-07-08"), ("soon", "soon"), ("--", ""), ("", ""), (None, ""), (20140304, "20140304")],
)
def test_the_date_of_the_last_update_is_read_as_written(written, read_as):
    [listing], _ = answered({"results": [result(basic=basic(last_updated=written))]})
    assert listing.changed_on == read_as


def test_a_record_without_a_date_of_its_last_update_has_none():
    plain = {key: value for key, value in basic().items() if key != "last_updated"}
    [listing], _ = answered({"results": [result(basic=plain)]})
    assert listing == replace(answered({"results": [result()]})[0][0], changed_on="")


def test_former_names_are_kept_and_other_kinds_of_names_are_not():
    names = [
        {"type": "Former Name", "code": "1", "first_name": "JORDAN", "last_name": "OLDTHWAITE"},
        {"type": "Professional Name", "code": "2", "first_name": "JORDAN", "last_name": "STAGE"},
    ]
    [listing], _ = answered({"results": [result(other_names=names)]})
    assert listing.former_names == ("OLDTHWAITE",)


def test_an_organization_is_a_clinic_and_its_official_is_nobody_s_business():
    organization = result(
        number=NPI[1],
        enumeration_type="NPI-2",
        basic={"organization_name": "TANSYFORD PT", "authorized_official_last_name": "SECRET", "status": "A"},
        taxonomies=[{"code": "261QP2000X", "license": None, "state": None, "primary": True}],
    )
    [listing], _ = answered({"results": [organization]})
    assert (listing.kind, listing.name, listing.taxonomies[0].license) == ("clinic", "TANSYFORD PT", "")
    assert "SECRET" not in repr(listing)


def test_a_record_that_is_not_active_withdraws_what_was_listed():
    [listing], _ = answered({"results": [result(basic=basic(status="D"))]})
    assert (listing.npi, listing.deactivated) == (NPI[0], True)


def test_the_text_search_finds_neighbors_that_are_left_out_by_code():
    dentist = result(taxonomies=[{"code": "122300000X", "desc": "Physical Therapist of teeth", "primary": True}])
    assert answered({"results": [dentist]}) == ([], [])


def test_a_number_that_came_as_a_number_is_read():
    [listing], _ = answered({"results": [result(number=int(NPI[0]))]})
    assert listing.source_id == NPI[0]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"<html>We are down for maintenance</html>", "registry/not_json"),
        (b"", "registry/not_json"),
        (b"\xff\xfe", "registry/not_json"),
        ({"Errors": [{"description": "no", "field": "state", "number": "07"}]}, "registry/error_07"),
        ({"Errors": [{"number": "06"}, {"number": "17"}]}, "registry/error_06 registry/error_17"),
        ({"Errors": "what?"}, "registry/error_unknown"),
        ([], "registry/error_unknown"),
        ({"result_count": 0}, "registry/error_unknown"),
        ({"result_count": 0, "results": []}, ""),
    ],
)
def test_an_error_under_status_200_is_counted_by_its_number_and_nobody_found_is_none(body, problem):
    spider = invented.spider("npi_registry")
    assert answered(body, spider) == ([], [])
    assert " ".join(kind for kind, _, _ in spider.take_problems()) == problem


def test_one_bad_result_loses_no_other():
    spider = invented.spider("npi_registry")
    bad = [None, {}, "x", result(number="123"), result(basic=None), result(addresses="none")]
    listings, _ = answered({"results": [*bad, result()]}, spider)
    assert [listing.npi for listing in listings] == [NPI[0]]
    assert [kind for kind, _, _ in spider.take_problems()] == ["row/shape"] * 3 + [
        "row/check_digit",
        "row/shape",
        "row/shape",
    ]


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(result())), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150)
@given(st.dictionaries(st.sampled_from([*sorted(result()), "address_purpose"]), JSON))
def test_whatever_a_result_holds_it_is_read_or_refused(changes):
    spider = invented.spider("npi_registry")
    listings, _ = answered({"results": [{**result(), **changes}, result(number=NPI[2])]}, spider)
    assert NPI[2] in [listing.npi for listing in listings]
    assert {kind.partition("/")[0] for kind, _, _ in spider.take_problems()} <= {"row"}


def test_a_crawl_asks_each_postal_prefix_for_each_description():
    spider = invented.spider("npi_registry", {"postal_prefixes": "81,06", "taxonomies": "2251,111N"})
    requests = asyncio.run(invented.started(spider))
    assert [asked(request) for request in requests] == [
        ("81*", "Physical Therapist", 0),
        ("81*", "Chiropractor", 0),
        ("06*", "Physical Therapist", 0),
        ("06*", "Chiropractor", 0),
    ]
    query = parse_qs(urlsplit(requests[0].url).query)
    assert (query["version"], query["limit"], query["address_purpose"]) == (["2.1"], ["200"], ["LOCATION"])
    assert spider.restricted


def test_a_whole_crawl_asks_all_prefixes_and_is_not_partial():
    spider = invented.spider("npi_registry")
    requests = asyncio.run(invented.started(spider))
    assert len(requests) == 100 * len(descriptions_of(needling_taxonomies()))
    assert not spider.restricted


FULL = {"results": [result()] * 200}


@pytest.mark.parametrize(
    ("part", "questions"),
    [
        ({"skip": 0}, [("81*", "Physical Therapist", 200)]),
        ({"skip": 800}, [("81*", "Physical Therapist", 1000)]),
        ({"skip": 1000}, [(f"81{digit}*", "Physical Therapist", 0) for digit in "0123456789"]),
        ({"skip": 1000, "prefix": "8120"}, [(f"8120{digit}", "Physical Therapist", 0) for digit in "0123456789"]),
        ({"skip": 1000, "prefix": "81201"}, []),
    ],
)
def test_a_full_answer_is_followed_and_at_the_cap_divided_by_the_next_digit(part, questions):
    assert [asked(request) for request in answered(FULL, **part)[1]] == questions


def test_a_zip_code_beyond_the_cap_is_counted():
    spider = invented.spider("npi_registry")
    answered(FULL, spider, skip=1000, prefix="81201")
    assert [kind for kind, _, _ in spider.take_problems()] == ["registry/capped"]


def test_a_record_that_comes_twice_is_listed_once():
    assert len(answered(FULL)[0]) == 1


@pytest.mark.parametrize(
    "base", ["http://127.0.0.1:9", "http://127.0.0.1:9/", "http://127.0.0.1:9/api", "http://127.0.0.1:9/api/"]
)
def test_a_base_url_may_name_the_host_or_the_api(base):
    spider = invented.spider("npi_registry", {"base_url": base, "postal_prefixes": "81", "taxonomies": "111N"})
    [request] = asyncio.run(invented.started(spider))
    assert request.url.startswith("http://127.0.0.1:9/api/?version=2.1&")


def test_a_taxonomy_without_a_description_is_refused():
    with pytest.raises(SourceError, match="no description is known for taxonomy '9999'; use nppes_file for it"):
        invented.spider("npi_registry", {"taxonomies": "9999"})


def test_licenses_and_order_of_taxonomies_do_not_depend_on_the_answer_s_order():
    taxonomies = [
        {"code": "111N00000X", "license": None, "state": "CO", "primary": False},
        *result()["taxonomies"],
    ]
    [one], _ = answered({"results": [result(taxonomies=taxonomies)]})
    [other], _ = answered({"results": [result(taxonomies=taxonomies[::-1])]})
    assert one == other
    assert [taxonomy.primary for taxonomy in one.taxonomies] == [True, False]
    assert replace(one, taxonomies=()) == replace(other, taxonomies=())


NOWHERE = [{"address_purpose": "MAILING", "address_1": "PO BOX 9", "country_code": "US", "state": "CO"}]
BLANK = [{"address_purpose": "LOCATION", "address_1": None, "city": "", "state": "--", "country_code": "US"}]
ABROAD = [{"address_purpose": "LOCATION", "address_1": "1 INVENTED RD", "city": "CALGARY", "country_code": "CA"}]


@pytest.mark.parametrize("addresses", [[], None, NOWHERE, BLANK, [None]])
def test_a_record_without_an_address_is_listed_without_a_place(addresses):
    spider = invented.spider("npi_registry")
    [listing], _ = answered({"results": [result(addresses=addresses)]}, spider)
    whole = answered({"results": [result()]})[0][0]
    assert (listing, spider.take_problems()) == (replace(whole, locations=()), [])


def test_a_record_whose_addresses_are_all_abroad_is_not_listed():
    spider = invented.spider("npi_registry")
    assert answered({"results": [result(addresses=ABROAD)]}, spider)[0] == []
    [listing], _ = answered({"results": [result(addresses=ABROAD, practiceLocations=result()["addresses"][1:])]})
    assert [one.city for one in listing.locations] == ["SALIDA"]


@pytest.mark.parametrize(
    "field", ["practiceLocations", "other_names", "taxonomies", "addresses", "identifiers", "endpoints"]
)
@pytest.mark.parametrize("value", [None, [], [None], ["x", None]])
def test_null_in_place_of_a_list_or_in_one_is_an_empty_list(field, value):
    spider = invented.spider("npi_registry", {"taxonomies": "225100000X"})
    other = result(number=NPI[1])
    found, _ = answered({"results": [result(**{field: value}), other]}, spider)
    numbers = [NPI[1]] if field == "taxonomies" else [NPI[0], NPI[1]]
    assert ([one.npi for one in found], spider.take_problems()) == (numbers, [])


@settings(max_examples=60)
@given(
    field=st.sampled_from(sorted(result())),
    value=st.none() | st.text(max_size=3) | st.integers() | st.lists(st.none() | st.dictionaries(st.text(), st.none())),
)
def test_whatever_one_record_has_costs_no_other(field, value):
    found, _ = answered({"results": [result(**{field: value}), result(number=NPI[1])]})
    assert NPI[1] in [one.npi for one in found]
