import json
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.platforms.npi.npi_registry import descriptions_of
from demo.directories.registry_record import Record
from demo.world.taxonomy import description_of, taxonomy_rows
from index.vocabulary.professions import needling_taxonomies
from tests.demo.asking import ask, registry_of

API = "/api/?version=2.1"


@pytest.fixture
def registry(directories):
    return directories["registry"]


def answer(registry, question):
    page = ask(registry, API + question)
    assert page.status == 200
    return json.loads(page.body)


def numbers(registry, question):
    return [result["number"] for result in answer(registry, question)["results"]]


def error(registry, question):
    (only,) = answer(registry, question)["Errors"]
    return only["number"], only["field"]


def record(number, *, postal_code="812010001", desc="Physical Therapist"):
    address = {"address_purpose": "LOCATION", "country_code": "US", "state": "CO", "postal_code": postal_code}
    return Record(
        created_epoch="", enumeration_type="NPI-1", last_updated_epoch="", number=number, addresses=[address],
        practiceLocations=[], basic={"status": "A", "first_name": "ANN", "last_name": "EXAMPLE"},
        taxonomies=[{"code": "225100000X", "desc": desc, "primary": True, "state": None, "license": None,
                     "taxonomy_group": ""}],
        identifiers=[], endpoints=[], other_names=[],
    )  # fmt: skip


@pytest.fixture
def crowded():
    return registry_of(*(record(f"2999{number:06d}") for number in range(1500)))


def test_ten_records_are_given_where_no_limit_is_asked_for(crowded):
    assert numbers(crowded, "&postal_code=81201") == [f"2999{number:06d}" for number in range(10)]


def test_a_limit_over_200_gives_200(crowded):
    assert len(numbers(crowded, "&postal_code=81201&limit=200")) == 200
    assert len(numbers(crowded, "&postal_code=81201&limit=201")) == 200


def test_1200_records_can_be_reached_and_not_one_more(crowded):
    assert numbers(crowded, "&postal_code=81201&limit=200&skip=1000")[-1] == "2999001199"
    assert error(crowded, "&postal_code=81201&limit=200&skip=1001") == ("13", "skip")


def test_nobody_found_is_an_empty_answer(registry):
    assert answer(registry, "&postal_code=00501") == {"result_count": 0, "results": []}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("", ("04", "generic")),
        ("&state=CO", ("07", "state")),
        ("&state=CO&enumeration_type=NPI-1", ("07", "state")),
        ("&state=CO&country_code=US", ("07", "state")),
        ("&enumeration_type=NPI-1", ("09", "enumeration_type")),
        ("&number=123", ("06", "number")),
        ("&postal_code=8*", ("11", "postal_code")),
        ("&last_name=A*", ("11", "last_name")),
        ("&postal_code=81201&limit=0", ("12", "limit")),
        ("&postal_code=81201&limit=many", ("12", "limit")),
        ("&postal_code=81201&skip=-1", ("13", "skip")),
        ("&zip=81201", ("01", "zip")),
    ],
)
def test_a_question_that_the_registry_refuses_gets_its_error_with_status_200(registry, question, expected):
    assert error(registry, question) == expected


def test_another_version_is_refused(registry):
    page = json.loads(ask(registry, "/api/?version=1.0&postal_code=81201").body)
    assert page["Errors"][0]["number"] == "17"


def test_a_postal_code_matches_every_zip_plus_four_and_prefixes_need_two_digits(registry):
    salida = set(numbers(registry, "&postal_code=81201&limit=200"))
    assert set(numbers(registry, "&postal_code=812*&limit=200")) > salida
    assert set(numbers(registry, "&postal_code=812010001&limit=200")) == salida
    assert numbers(registry, "&postal_code=8120") == []


def test_a_taxonomy_description_matches_as_text_so_specialties_come_too():
    registry = registry_of(
        record("2999000001"),
        record("2999000002", desc="Physical Therapist, Orthopedic"),
        record("2999000003", desc="Physical Therapy Assistant"),
        record("2999000004", desc="Occupational Therapist"),
    )
    assert numbers(registry, "&taxonomy_description=Physical Therapist") == ["2999000001", "2999000002"]
    assert numbers(registry, "&taxonomy_description=physical*") == ["2999000001", "2999000002", "2999000003"]


def test_a_former_name_is_found_and_given(registry):
    (result,) = answer(registry, "&last_name=BRAMCOMBE&state=CO")["results"]
    assert result["basic"]["last_name"] == "INGRIDGE"
    assert [other["type"] for other in result["other_names"]] == ["Former Name"]


def test_records_are_found_by_number_name_city_and_organization(registry):
    (jordan,) = answer(registry, "&first_name=jordan&last_name=averth*")["results"]
    assert numbers(registry, f"&number={jordan['number']}") == [jordan["number"]]
    assert jordan["number"] in numbers(registry, "&city=Salida&state=CO&limit=200")
    (clinic,) = answer(registry, "&organization_name=tansyford*")["results"]
    assert clinic["enumeration_type"] == "NPI-2"


def test_the_purpose_of_an_address_is_honored(registry):
    assert numbers(registry, "&postal_code=81201&address_purpose=SECONDARY") == []
    assert numbers(registry, "&postal_code=81201&address_purpose=LOCATION") == numbers(registry, "&postal_code=81201")


def test_the_sex_of_a_person_comes_under_either_name_that_the_field_had(registry):
    found = answer(registry, "&postal_code=802*&enumeration_type=NPI-1&limit=200")["results"]
    assert {name for result in found for name in result["basic"]} >= {"sex", "gender"}


@given(st.integers(0, 1000), st.integers(1, 400))
def test_skip_and_limit_cut_one_ordered_list(skip, limit):
    registry = registry_of(*(record(f"2999{number:06d}") for number in range(300)))
    everybody = [f"2999{number:06d}" for number in range(300)]
    found = numbers(registry, f"&postal_code=81201&limit={limit}&skip={skip}")
    assert found == everybody[skip : skip + min(limit, 200)]


def test_the_text_search_finds_every_code_that_a_reader_of_the_registry_asks_for():
    kept = [code for code in taxonomy_rows() if code.startswith(needling_taxonomies())]
    assert len(kept) > 40
    for code in kept:
        (wanted,) = descriptions_of((code,))
        registry = registry_of(record("2999000001", desc=description_of(code)))
        assert numbers(registry, "&" + urlencode({"taxonomy_description": wanted})) == ["2999000001"], code


def test_a_few_records_state_a_fax_at_the_practice_and_none_elsewhere(registry):
    found = answer(registry, "&state=CO&city=Salida&limit=200")["results"]
    faxes = [
        (result["basic"]["last_name"], address["address_purpose"], address["fax_number"])
        for result in found
        for address in result["addresses"]
        if "fax_number" in address
    ]
    assert sorted(faxes) == [
        ("AVERTHWAITE", "LOCATION", "719-555-0190"),
        ("CASTELLUNE", "LOCATION", "719-555-0190"),
        ("FENNHOLT-RAY", "LOCATION", "719-555-0191"),
        ("ORRICKDRAY", "LOCATION", "719-555-0190"),
    ]
