from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.normalize.listing import normalize
from index.records import (
    License,
    ListingKind,
    Phone,
    PracticeLocation,
    Precision,
    Profession,
    RawListing,
    RawLocation,
    RawStatement,
    RawTaxonomy,
    Subject,
)
from index.records.codec import from_json, to_json
from index.records.listing import Listing

from .fake_places import FakePlaces

PLACES = FakePlaces()
LOCATION = RawLocation(
    organization="Example Therapy",
    street="100 EXAMPLE ST",
    city="SALIDA",
    state="CO",
    zip="812011234",
    phone="3035550112",
)
PERSON = RawListing(
    source="register",
    source_id="7",
    kind=ListingKind.PERSON,
    url="https://register.example/7",
    name="O'NEILL, BRIDGET A",
    credentials="P.T., D.P.T.",
    taxonomies=(RawTaxonomy(code="225100000X", license="PT-1", state="CO", primary=True),),
    locations=(LOCATION,),
    npi="1234567893",
    family_first=True,
    statements=(RawStatement(text="She offers dry needling.", about=Subject.PERSON),),
    text="Neck pain and TMJ",
)
CLINIC = replace(
    PERSON,
    kind=ListingKind.CLINIC,
    name="Example Therapy, PT & Wellness",
    credentials="",
    family_first=False,
    statements=(),
)


def read(raw=PERSON, **changes):
    return normalize(replace(raw, **changes), PLACES)


def test_a_person_is_read_whole():
    listing = read()
    assert (listing.name, listing.person.family, listing.problems) == ("Bridget A O'Neill", "O'Neill", ())
    assert [credential.code for credential in listing.credentials] == ["PT", "DPT"]
    assert listing.professions == (Profession.PHYSICAL_THERAPIST,)
    assert listing.licenses == (License(profession=Profession.PHYSICAL_THERAPIST, state="CO", number="PT-1"),)
    assert listing.locations == (
        PracticeLocation(
            organization="Example Therapy",
            street="100 Example St",
            city="Salida",
            state="CO",
            zip="81201",
            phone=Phone(e164="+13035550112"),
            latitude=38.52,
            longitude=-106.0,
            precision=Precision.ZIP,
        ),
    )
    assert listing.npi == "1234567893"
    assert listing.conditions == ("tmj", "neck-pain")
    assert [(one.kind, one.quote) for one in listing.statements] == [("offers", "She offers dry needling.")]


@pytest.mark.parametrize(
    ("words", "problems"),
    [("Chiropractor", ("profession/words_differ",)), ("Physical Therapist", ()), ("Chiropractic", ()), ("", ())],
)
def test_words_that_name_another_profession_than_the_code_are_kept_and_counted(words, problems):
    listing = read(profession=words)
    assert listing.problems == problems
    assert listing.professions[0] is Profession.PHYSICAL_THERAPIST
    assert (Profession.CHIROPRACTOR in listing.professions) is bool(problems)


def test_a_clinic_has_a_name_and_neither_profession_nor_credentials():
    listing = read(CLINIC)
    assert (listing.name, listing.person) == ("Example Therapy, PT & Wellness", None)
    assert (listing.professions, listing.credentials, listing.licenses) == ((), (), ())
    assert listing.locations[0].organization == ""


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"npi": "1234567890"}, "npi/check_digit"),
        ({"website": "javascript:alert(1)"}, "website/unsafe"),
        ({"url": "file:///x"}, "url/unsafe"),
        ({"locations": ()}, "location/none"),
        ({"name": "AVERY"}, "name/one_word"),
        ({"name": "---"}, "name/unreadable"),
        ({"locations": (replace(LOCATION, phone="x"),)}, "phone/unreadable"),
    ],
)
def test_a_bad_field_is_counted_once_and_loses_nothing_else(changes, problem):
    listing = read(**changes)
    assert listing.problems == (problem,)
    assert listing.conditions == ("tmj", "neck-pain")
    assert (listing.npi, listing.website) == ("" if "npi" in changes else "1234567893", "")


def test_an_unsafe_address_is_never_kept():
    listing = read(website="https://user@evil.example", url="javascript:alert(1)")
    assert (listing.website, listing.url) == ("", "")


def test_markup_in_a_name_is_gone():
    listing = read(name="AVERY, <script>alert(1)</script>JORDAN")
    assert "<" not in to_json(listing)


def test_one_bad_location_loses_no_other():
    listing = read(locations=(RawLocation(), LOCATION))
    assert len(listing.locations) == 1
    assert "location/empty" in listing.problems


def test_the_same_location_twice_is_there_once():
    assert len(read(locations=(LOCATION, LOCATION)).locations) == 1


def test_former_names_are_kept():
    assert read(former_names=("DVORAK, BRIDGET",)).person.former == ("Bridget Dvorak",)


@pytest.mark.parametrize(
    ("taxonomies", "credentials", "profession", "professions"),
    [
        (("111N00000X", "225100000X"), "", "", ("chiropractor", "physical-therapist")),
        ((), "L.Ac.", "", ("acupuncturist",)),
        ((), "PT, L.Ac.", "", ("physical-therapist", "acupuncturist")),
        (("225100000X",), "DC", "", ("physical-therapist", "chiropractor")),
        ((), "", "Athletic Trainer", ("athletic-trainer",)),
        ((), "", "PT", ("physical-therapist",)),
        ((), "CSCS", "", ()),
        (("122300000X",), "", "", ("other",)),
        ((), "", "Bonesetter", ("other",)),
        (("122300000X",), "PT", "", ("physical-therapist",)),
    ],
)
def test_professions_come_from_taxonomies_credentials_and_words(taxonomies, credentials, profession, professions):
    listing = read(
        taxonomies=tuple(RawTaxonomy(code=code) for code in taxonomies), credentials=credentials, profession=profession
    )
    assert listing.professions == professions


def test_the_primary_taxonomy_comes_first():
    taxonomies = (RawTaxonomy(code="111N00000X"), RawTaxonomy(code="225100000X", primary=True))
    assert read(taxonomies=taxonomies, credentials="").professions == ("physical-therapist", "chiropractor")


@pytest.mark.parametrize("raw", [PERSON, CLINIC], ids=["person", "clinic"])
def test_the_codes_stay_each_once_the_primary_one_first(raw):
    taxonomies = (
        RawTaxonomy(code="111N00000X", license="1", state="CO"),
        RawTaxonomy(code=" 225x00000x ", primary=True),
        RawTaxonomy(code="111N00000X", license="2", state="KS"),
        RawTaxonomy(code="122300000X"),
        RawTaxonomy(code=""),
    )
    listing = read(raw, taxonomies=taxonomies)
    assert (listing.taxonomies, listing.problems) == (("225X00000X", "111N00000X", "122300000X"), ())


@pytest.mark.parametrize("code", ["2251", "225100000Y", "225100000XX", "22510-000X", "22510000\u0660X", "1 2", "X"])
def test_a_code_without_the_form_of_one_is_counted_and_loses_no_other(code):
    taxonomies = (RawTaxonomy(code=code, primary=True), RawTaxonomy(code="225100000X"))
    listing = read(taxonomies=taxonomies)
    assert (listing.taxonomies, listing.problems) == (("225100000X",), ("taxonomy/unreadable",))
    assert listing.professions == (Profession.PHYSICAL_THERAPIST,)


def test_the_codes_of_a_row_of_several_people_are_nobodys():
    assert read(name="O'NEILL, BRIDGET & AVERY, JORDAN").taxonomies == ()


def test_training_in_a_statement_about_the_person_is_a_course_and_no_statement():
    statement = RawStatement(text="Jordan is certified in dry needling.", about=Subject.PERSON)
    listing = read(statements=(statement,))
    assert listing.statements == ()
    course = listing.credentials[-1]
    assert (course.code, course.raw, course.shows_dry_needling) == (
        "Dry needling certified",
        "certified in dry needling",
        True,
    )


def test_training_in_a_statement_about_the_clinic_is_nobodys_course():
    statement = RawStatement(text="Our therapists are certified in dry needling.", about=Subject.CLINIC)
    assert not any(credential.shows_dry_needling for credential in read(statements=(statement,)).credentials)


def test_a_withdrawn_record_stays_withdrawn():
    assert read(deactivated=True).deactivated


@pytest.mark.parametrize(
    ("written", "changed_on", "problems"),
    [
        ("", None, ()),
        (" 2014-03-04 ", date(2014, 3, 4), ()),
        ("2026-11-23", date(2026, 11, 23), ()),
        ("2026-11-24", None, ("changed_on/future",)),
        ("9999-12-31", None, ("changed_on/future",)),
        ("1989-12-31", None, ("changed_on/unreadable",)),
        ("2014-02-30", None, ("changed_on/unreadable",)),
        ("20140304", None, ("changed_on/unreadable",)),
        ("03/04/2014", None, ("changed_on/unreadable",)),
        ("last week", None, ("changed_on/unreadable",)),
    ],
)
def test_a_date_of_the_last_change_is_a_past_day_or_a_problem_and_the_rest_stays(written, changed_on, problems):
    listing = normalize(replace(PERSON, changed_on=written), PLACES, date(2026, 11, 23))
    assert (listing.changed_on, listing.problems) == (changed_on, problems)
    assert replace(listing, changed_on=None, problems=()) == read()


def test_the_day_of_the_clock_is_the_last_on_which_a_record_can_have_changed(monkeypatch):
    monkeypatch.setenv("PINPOINT_NOW", "2026-11-23T12:00:00+00:00")
    assert [read(changed_on=f"2026-11-{day}").changed_on for day in (23, 24)] == [date(2026, 11, 23), None]


TEXT = st.text(max_size=60)
LOCATIONS = st.builds(
    RawLocation,
    organization=TEXT, street=TEXT, street2=TEXT, city=TEXT, state=TEXT, zip=TEXT, country=TEXT, address_text=TEXT,
    phone=TEXT, fax=TEXT, latitude=TEXT, longitude=TEXT,
)  # fmt: skip
LISTINGS = st.builds(
    RawListing,
    source=st.just("fuzz"),
    source_id=st.just("1"),
    kind=st.sampled_from(ListingKind),
    url=TEXT,
    name=TEXT,
    credentials=TEXT,
    profession=TEXT,
    taxonomies=st.lists(st.builds(RawTaxonomy, code=TEXT, license=TEXT, state=TEXT), max_size=2).map(tuple),
    locations=st.lists(LOCATIONS, max_size=2).map(tuple),
    website=TEXT,
    npi=TEXT,
    changed_on=TEXT,
    family_first=st.booleans(),
    former_names=st.lists(TEXT, max_size=1).map(tuple),
    statements=st.lists(
        st.builds(RawStatement, text=TEXT, about=st.sampled_from(Subject), board=st.booleans()), max_size=2
    ).map(tuple),
    text=TEXT,
)


@settings(max_examples=60, deadline=None)
@given(LISTINGS)
def test_no_text_in_any_field_stops_the_line(raw):
    listing = normalize(raw, PLACES)
    assert normalize(raw, PLACES) == listing
    assert from_json(Listing, to_json(listing)) == listing


def test_a_quoted_yes_counts_for_the_complaint_it_names_and_a_clinic_s_words_stay_with_the_clinic():
    own = RawStatement(text="She offers dry needling for headaches that start in the neck.", about=Subject.PERSON)
    of_clinic = RawStatement(text="We offer dry needling for knee pain.", about=Subject.CLINIC)
    no = RawStatement(text="She does not offer dry needling for jaw pain.", about=Subject.PERSON)
    assert read(text="", statements=(own, of_clinic, no)).conditions == ("cervicogenic-headache",)
    assert read(CLINIC, text="", statements=(own, of_clinic)).conditions == ("knee",)
