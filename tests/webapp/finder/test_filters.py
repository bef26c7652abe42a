from dataclasses import replace
from datetime import date

import pytest

from index import settings
from index.records import CredentialKind, Profession, SourcesSay
from index.search.whoosh.whoosh_index import WhooshIndex
from tests.builders import check, claim, course, credential, license_held, quote
from tests.webapp.checked_client import headings
from tests.webapp.conftest import app_over
from tests.webapp.invented import SALIDA, at, clinic, person, publish_providers
from webapp.finder import hit_order


@pytest.fixture
def neck(home):
    """Three listed in Salida: one lists neck pain, one the back only, one says nothing of it; and a clinic."""
    place = at(SALIDA, "Salida", "CO", "81201")
    listed = (SourcesSay.PERSON_LISTED, [quote("Does dry needling.")])
    everybody = [
        person("a", "Ada Neck", place, *listed, conditions=("neck-pain",)),
        person("b", "Bea Back", place, *listed, conditions=("back-pain",)),
        person("c", "Cy Silent", place, *listed, professions=(Profession.CHIROPRACTOR,)),
        clinic("d", "Dale Clinic", replace(place, latitude=38.6), SourcesSay.CLINIC_OFFERS, [quote("We offer it.")]),
    ]
    publish_providers(settings.current(), everybody)
    return app_over(settings.current()).test_client()


def test_a_filter_in_force_is_a_tag_that_takes_it_off(neck):
    page = neck.get("/find?place=81201&for=neck&who=physical-therapist&label=person_listed").page
    assert "What hurts: Neck pain Remove" in page.words
    assert "/find?place=81201&who=physical-therapist&label=person_listed" in page.links
    assert "/find?place=81201&for=neck&label=person_listed" in page.links
    assert "/find?place=81201&for=neck&who=physical-therapist" in page.links


def test_each_value_of_a_filter_has_its_count_and_chosen_ones_are_ticked(neck):
    markup = neck.get("/find?place=81201&who=chiropractor").get_data(as_text=True)
    assert 'id="who-chiropractor" name="who" value="chiropractor" checked' in markup
    assert 'Chiropractor <span class="count">1</span>' in markup
    assert 'Physical therapist <span class="count">2</span>' in markup


def test_a_profession_that_is_not_stated_is_a_group_too(neck):
    page = neck.get("/find?place=81201&who=chiropractor").page
    assert "1 Cy Silent" in headings(page)
    assert "Does not say the profession (1)" in headings(page)


def test_labels_narrow_the_list(neck):
    page = neck.get("/find?place=81201&label=clinic_offers").page
    assert "1 listed within 25 miles." in page.words
    assert "1 Dale Clinic (clinic)" in headings(page)


def test_the_list_is_sorted_by_name_where_somebody_asks(neck):
    page = neck.get("/find?place=81201&sort=name").page
    assert "By name. Nobody pays to be here." in page.words
    names = [heading for heading in headings(page) if heading[:1].isdigit()]
    assert names == ["1 Ada Neck", "2 Bea Back", "3 Cy Silent", "4 Dale Clinic (clinic)"]


def test_a_list_of_which_only_the_nearest_are_sorted_by_name_says_so(neck, monkeypatch):
    monkeypatch.setattr(hit_order, "IN_ORDER", 3)
    page = neck.get("/find?place=81201&sort=name").page
    assert "The nearest 200 by name, then the others by distance." in page.words


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("within=25&place=81201&for=&who=", "/find?place=81201"),
        ("label=disagree&place=81201&label=board_listed", "/find?place=81201&label=board_listed&label=disagree"),
        ("place=81201&utm_source=x", "/find?place=81201"),
        ("place=81201&page=1&sort=distance", "/find?place=81201"),
        ("place=+81201+&within=50.0", "/find?place=81201&within=50"),
    ],
)
def test_every_search_has_one_address_with_its_parameters_in_order(neck, asked, canonical):
    response = neck.get(f"/find?{asked}")
    assert (response.status_code, response.location) == (301, canonical)


@pytest.mark.parametrize("query", ["label=no_word", "label=says_no", "label=x", "sort=merit"])
def test_nothing_else_can_be_chosen(neck, query):
    assert neck.get(f"/find?place=81201&{query}").status_code == 400


def test_few_results_come_with_wider_searches_that_find_more(client):
    page = client.get("/find?place=Elko%2C+NV").page
    assert "1 listed within 25 miles." in page.words
    assert "Search wider" not in headings(page)
    page = client.get("/find?place=81201&within=5").page
    assert "3 listed within 5 miles." in page.words


def test_across_a_border_other_rules_are_named(home):
    here = at((41.0, -104.8), "Cheyenne", "WY", "82001")
    there = at((40.9, -104.8), "Wellington", "CO", "80549")
    listed = (SourcesSay.PERSON_LISTED, [quote("Does dry needling.")])
    publish_providers(
        settings.current(), [person("a", "Ada Near", here, *listed), person("b", "Bo Far", there, *listed)]
    )
    response = app_over(settings.current()).test_client().get("/find?place=82001")
    assert "Across the state line" in headings(response.page)
    assert "/states/colorado" in response.page.links


CERT = course()
OCS = credential()
DPT = credential("DPT", CredentialKind.DEGREE)


def active(state):
    return check(license=license_held(state=state))


@pytest.fixture
def vetted(home):
    """Four people and a clinic in Salida that differ in certificate, license and day of reading; one to call."""
    place = at(SALIDA, "Salida", "CO", "81201")
    listed = (SourcesSay.PERSON_LISTED, [quote("Does dry needling.")])
    old = (SourcesSay.PERSON_LISTED, [quote("Does dry needling.", read_on=date(2025, 12, 1))])
    everybody = [
        person("a", "Ada Course", place, *listed, credentials=(CERT, DPT), checks=(active("CO"),)),
        person("b", "Bea Board", place, *listed, credentials=(OCS,), checks=(active("WY"),)),
        person("c", "Cy Degree", place, *old, credentials=(DPT,)),
        person("d", "Di Silent", place, *old),
        clinic("e", "Elm Clinic", replace(place, latitude=38.6), SourcesSay.CLINIC_OFFERS, [quote("We offer it.")]),
        person("f", "Fay Registry", place),
        person("g", "Gil Course", at((40.0, -105.2), "Boulder", "CO", "80301"), *listed, credentials=(CERT,)),
    ]
    publish_providers(settings.current(), everybody)
    return app_over(settings.current()).test_client()


def numbered(page):
    return [heading for heading in headings(page) if heading[:1].isdigit()]


def test_a_certificate_is_offered_with_its_school_those_that_show_dry_needling_first(vetted):
    words = vetted.get("/find?place=81201").page.words
    cert = "Cert. DN, Certification in Dry Needling (American Academy of Manipulative Therapy) 1"
    assert 0 < words.index(cert) < words.index("OCS, Orthopaedic Certified Specialist (ABPTS) 1")
    assert "DPT, " not in words


def test_a_certificate_filters_and_who_does_not_say_is_counted_and_shown_below(vetted):
    page = vetted.get("/find?place=81201&credential=Cert.+DN").page
    assert "1 listed within 25 miles." in page.words
    assert numbered(page) == ["1 Ada Course"]
    assert "Does not say a certificate or course (3)" in headings(page)
    assert {"Cy Degree", "Di Silent", "Elm Clinic (clinic)"} <= set(headings(page))
    assert "Bea Board" not in page.words
    assert "/find?place=81201" in page.links
    assert "No word: places to call (1)" in headings(page)


def test_a_license_is_found_active_in_the_file_of_the_state_of_the_place(vetted):
    page = vetted.get("/find?place=81201&license=active").page
    assert numbered(page) == ["1 Ada Course"]
    assert "License not looked up, or no match (4)" in headings(page)
    assert "That we found nothing does not mean they have no license." in page.words


@pytest.mark.parametrize(("months", "names"), [(6, {"Ada Course", "Bea Board", "Elm Clinic (clinic)"}), (12, None)])
def test_a_day_of_reading_filters_by_months(vetted, months, names):
    page = vetted.get(f"/find?place=81201&read={months}").page
    found = {name.partition(" ")[2] for name in numbered(page)}
    assert found == (names or {"Ada Course", "Bea Board", "Cy Degree", "Di Silent", "Elm Clinic (clinic)"})
    assert f"Read in the last {months} months Remove" in page.words


def test_people_and_clinics_are_distinguished_and_found_by_name(vetted):
    assert numbered(vetted.get("/find?place=81201&kind=clinic").page) == ["1 Elm Clinic (clinic)"]
    page = vetted.get("/find?place=81201&name=course").page
    assert numbered(page) == ["1 Ada Course"]
    assert "Also by that name" in headings(page)
    assert [link for link in page.links if link.startswith("/people/g")]
    assert "Fay Registry" in vetted.get("/find?place=81201&name=fay").page.words


def test_every_filter_is_a_tag_that_takes_it_off_and_the_others_stay(vetted):
    asked = [
        "place=81201", "within=50", "for=neck", "who=physical-therapist", "label=person_listed",
        "credential=Cert.+DN", "license=active", "read=6", "kind=person", "name=ada", "sort=name",
    ]  # fmt: skip
    response = vetted.get("/find?" + "&".join(asked))
    assert response.status_code == 200
    for place in range(2, 10):
        assert "/find?" + "&".join(asked[:place] + asked[place + 1 :]) in response.page.links
    markup = response.get_data(as_text=True)
    for name, value in (one.split("=") for one in asked[3:]):
        assert f'<input type="hidden" name="{name}" value="{value.replace("+", " ")}">' in markup


def test_the_distances_are_links_that_keep_the_filters(vetted):
    page = vetted.get("/find?place=81201&credential=OCS").page
    assert {f"/find?place=81201{within}&credential=OCS" for within in ("&within=5", "&within=100", "")} <= set(
        page.links
    )


def test_a_filter_that_fewer_than_one_in_ten_answer_is_folded(home):
    place = at(SALIDA, "Salida", "CO", "81201")
    listed = (SourcesSay.PERSON_LISTED, [quote("Does dry needling.")])

    def folded(answer, total):
        everybody = [
            person(f"p{n:02d}", "Ada Avery", place, *listed, credentials=(CERT,) if n < answer else ())
            for n in range(total)
        ]
        publish_providers(settings.current(), everybody, number=total)
        markup = app_over(settings.current()).test_client().get("/find?place=81201").get_data(as_text=True)
        return "<summary>Certificate or course</summary>" in markup

    assert folded(1, 11)
    assert not folded(1, 10)


def test_what_no_source_gives_is_said_from_the_fields_of_the_generation(home):
    place = at(SALIDA, "Salida", "CO", "81201")
    listed = (SourcesSay.PERSON_LISTED, [quote("Does dry needling.")])
    claims = (claim("name", "Ada Avery"), claim("hours", "9 to 5"))
    publish_providers(settings.current(), [person("a", "Ada Avery", place, *listed, claims=claims)])
    words = app_over(settings.current()).test_client().get("/find?place=81201").page.words
    assert "No source we read gives: insurance, new patients, language, telehealth. Ask when you call:" in words


NOBODY_FITS = ["name=zzzz", "label=board_listed", "kind=clinic&label=disagree", "who=chiropractor&kind=clinic&name=zz"]


@pytest.mark.parametrize("query", NOBODY_FITS)
def test_filters_that_fit_nobody_are_said_to_and_never_that_nobody_is_listed(neck, query):
    page = neck.get(f"/find?place=81201&{query}", follow_redirects=True).page
    assert "Nobody listed within 25 miles fits your filters. Without filters: 4 listed" in page.words
    assert "We found nobody listed" not in page.words
    assert "/find?place=81201" in page.links
    assert page.title == "Dry needling near Salida, CO 81201: nobody with these filters · Pinpoint"
    assert "Filters" in headings(page)
    assert "4 en la lista" in neck.get(f"/es/find?place=81201&{query}", follow_redirects=True).page.words


def test_what_hurts_and_the_distance_stay_where_filters_are_taken_off(neck):
    page = neck.get("/find?place=81201&within=50&for=neck&name=zzzz").page
    assert "/find?place=81201&within=50&for=neck" in page.links
    assert "4 listed" in page.words


def test_where_nobody_is_listed_without_filters_either_it_says_so(neck):
    page = neck.get("/find?place=67735&name=zzzz").page
    assert "We found nobody listed for dry needling within 25 miles." in page.words


def test_filters_that_leave_nobody_to_call_are_said_to(neck):
    assert "No place to call within 25 miles fits your filters." in neck.get("/find?place=81201&name=zzzz").page.words
    assert "We know of no place to call within 25 miles." in neck.get("/find?place=81201").page.words


@pytest.mark.parametrize(
    ("wrong", "kept"),
    [
        ("who=surgeon&kind=clinic", [("kind", "clinic")]),
        ("who=surgeon&who=chiropractor", [("who", "chiropractor")]),
        ("credential=zzz&license=active", [("license", "active")]),
        ("label=says_no&read=6", [("read", "6")]),
        ("sort=merit&name=ada", [("name", "ada")]),
        ("read=3", []),
        ("within=nan&kind=person", [("kind", "person")]),
    ],
)
def test_a_wrong_value_does_not_go_along_so_that_the_next_search_works(neck, wrong, kept):
    response = neck.get(f"/find?place=81201&{wrong}")
    markup = response.get_data(as_text=True)
    assert response.status_code == 400
    hidden = [tuple(part.split('" value="')) for part in markup.split('type="hidden" name="')[1:]]
    assert [(name, rest.partition('"')[0]) for name, rest in hidden] == kept
    assert "nan miles" not in markup
    again = neck.get("/find", query_string=[("place", "81201"), ("within", "25"), *kept], follow_redirects=True)
    assert again.status_code == 200


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("who=Physical-Therapist", "who=physical-therapist"),
        ("credential=cert.+dn&credential=dpt", "credential=DPT&credential=Cert.+DN"),
        ("label=Person_Listed", "label=person_listed"),
        ("license=ACTIVE", "license=active"),
        ("kind=Clinic", "kind=clinic"),
        ("sort=Name", "sort=name"),
        ("name=***", ""),
    ],
)
def test_a_value_may_be_written_in_any_case(neck, written, canonical):
    response = neck.get(f"/find?place=81201&{written}")
    assert response.status_code == 301
    assert response.headers["Location"].endswith("/find?place=81201" + (canonical and f"&{canonical}"))


@pytest.mark.parametrize("name", ["a " * 21, "\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}" * 30, "x" * 101])
def test_a_name_of_too_many_words_says_how_many_to_write(neck, name):
    response = neck.get("/find", query_string={"place": "81201", "name": name})
    assert response.status_code == 400
    assert "Write at most " in response.page.words
    assert "Escriba " in neck.get("/es/find", query_string={"place": "81201", "name": name}).page.words


def test_a_page_looks_a_name_up_once_however_many_counts_it_shows(neck, monkeypatch):
    asked = []
    rows = WhooshIndex.rows
    monkeypatch.setattr(WhooshIndex, "rows", lambda self, query: asked.append(str(query)) or rows(self, query))
    assert neck.get("/find?place=81201&who=chiropractor&kind=person&name=ada").status_code == 200
    assert len(asked) == len(set(asked)) > 0
