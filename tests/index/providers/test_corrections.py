"""Corrections (`told_us`), merged with what sources say. Everybody here is invented."""

from dataclasses import replace
from datetime import date

import pytest

from index.providers import NothingToMergeError, merge
from index.records import (
    Correction,
    Denied,
    PersonName,
    PracticeLocation,
    Precision,
    Profession,
    Sender,
    SourcesSay,
)
from tests.builders import NPI_1, TOLL_FREE, bare_listing, listing, location, phone, seen
from tests.index.providers.said import CLINIC_OFFERS, COURSE, DECLINES, OFFERS

TOLD_ON = date(2026, 11, 23)
SOON = date(2027, 11, 22)
A_YEAR_LATER = date(2027, 11, 23)
OLD = date(2026, 6, 1)
AFTERWARDS = date(2027, 3, 1)
HOME = location(phone=phone("12"))


def correction(*locations, about="school/1", at=HOME, on=TOLD_ON, **more):
    source, _, source_id = about.partition("/")
    corrects = Correction(
        by=more.pop("by", Sender.PERSON),
        source=source,
        source_id=source_id,
        place=at and replace(at, phone=None),
        has_left=more.pop("has_left", False),
        denied=tuple(Denied(field=field, value=value) for field, value in more.pop("denied", ())),
    )
    key = f"told_us/{more.pop('source_id', f'{corrects.by}/abcdef')}"
    own = {"url": "", "name": "", "corrects": corrects}
    return seen(bare_listing(key, places=locations, **(own | more)), first=on, last=on)


def read(listing, *, first=OLD, last=AFTERWARDS):
    return seen(listing, first=first, last=last)


def folded(*listings, today=SOON, shared=frozenset(), **more):
    return merge("aaaaaaaaaa", listings, shared, today=today, **more)


def only_place(*listings, **more):
    (practice,) = folded(*listings, **more).practices
    return practice


def test_a_corrected_phone_comes_first_at_the_place_that_it_corrects():
    shown = only_place(
        read(listing("school/1", places=[HOME])), correction(PracticeLocation(phone=phone("42")))
    ).location
    assert (shown.phone, shown.street) == (phone("42"), "100 Example St")


def test_the_corrected_value_stays_among_the_claims_with_both_sources():
    provider = folded(read(listing("school/1", places=[HOME])), correction(PracticeLocation(phone=phone("42"))))
    assert {(claim.source, claim.value) for claim in provider.claims if claim.field == "phone"} == {
        ("school", "+13035550012"),
        ("told_us", "+13035550042"),
    }


def test_it_comes_before_a_source_that_is_trusted_most_and_before_one_read_later():
    directory = read(listing("school/1", places=[HOME]), first=AFTERWARDS, last=SOON)
    assert only_place(
        directory, correction(PracticeLocation(phone=phone("42"))), rank={"school": 100}
    ).location.phone == phone("42")


def test_a_corrected_toll_free_number_is_the_one_to_call():
    toll_free = PracticeLocation(phone=TOLL_FREE)
    assert only_place(read(listing("school/1", places=[HOME])), correction(toll_free)).location.phone == TOLL_FREE


def test_a_corrected_address_takes_the_place_of_the_wrong_one_with_town_and_point():
    wrong = location("102 Example St", latitude=38.5, longitude=-106.0, precision=Precision.ADDRESS)
    right = location("7 Other Ave", "Poncha Springs", zip="81242", latitude=38.51, longitude=-106.07)
    right = replace(right, precision=Precision.ZIP)
    listings = (
        read(listing("school/1", places=[replace(wrong, unit="Ste 2", phone=phone("12"))])),
        correction(right, at=wrong),
    )
    shown = only_place(*listings).location
    assert shown == replace(right, phone=phone("12"))


def test_a_corrected_address_that_another_source_has_makes_one_place_of_both():
    wrong, right = location("102 Example St"), location("7 Other Ave")
    listings = [
        read(listing("school/1", places=[wrong])),
        read(listing("other/1", places=[right])),
        correction(right, at=wrong),
    ]
    assert only_place(*listings).location == right


def test_words_said_of_the_wrong_address_count_at_the_right_one():
    wrong = location("102 Example St")
    directory = read(listing("school/1", places=[wrong], statements=(OFFERS,)))
    assert (
        only_place(directory, correction(location("7 Other Ave"), at=wrong)).evidence.answer is SourcesSay.PERSON_LISTED
    )


def test_a_corrected_phone_of_one_of_two_places_changes_that_one():
    salida, denver = HOME, location("9 Elm St", "Denver", zip="80202", phone=phone("13"))
    provider = folded(
        read(listing("school/1", places=[salida, denver])), correction(PracticeLocation(phone=phone("42")), at=denver)
    )
    assert {practice.location.city: practice.location.phone for practice in provider.practices} == {
        "Salida": phone("12"),
        "Denver": phone("42"),
    }


def test_a_corrected_phone_of_a_place_that_nobody_states_any_more_is_not_carried_to_another():
    moved = read(listing("school/1", places=[location("9 Elm St", "Denver", zip="80202", phone=phone("13"))]))
    provider = folded(moved, correction(PracticeLocation(phone=phone("42"))))
    assert provider.practices[0].location.phone == phone("13")
    assert "+13035550042" in {claim.value for claim in provider.claims}


def test_a_corrected_phone_does_not_publish_a_street_that_only_the_registry_has():
    registry = read(listing("npi_registry/1", places=[HOME], npi=NPI_1))
    practice = only_place(registry, correction(PracticeLocation(phone=phone("42")), about="npi_registry/1"))
    assert (practice.location.street, practice.location.phone, practice.street_withheld) == ("", phone("42"), True)


def test_a_value_that_is_wrong_is_shown_nowhere_but_among_the_claims():
    directory = read(listing("school/1", places=[HOME], website="https://old.example/", credentials=(COURSE,)))
    denied = (("phone", "+13035550012"), ("website", "https://old.example/"), ("credential", "Cert. DN"))
    provider = folded(directory, correction(denied=(*denied, ("profession", "physical-therapist"))))
    assert (provider.practices[0].location.phone, provider.website, provider.credentials) == (None, "", ())
    assert provider.professions == ()
    assert provider.practices[0].evidence.answer is SourcesSay.NO_WORD
    fields = {(claim.field, claim.value) for claim in provider.claims}
    assert {("phone", "+13035550012"), ("not_phone", "+13035550012"), ("not_credential", "Cert. DN")} <= fields


def test_a_wrong_phone_is_wrong_in_every_source_that_copies_it():
    listings = [read(listing(f"{source}/1", places=[HOME])) for source in ("school", "copier")]
    assert only_place(*listings, correction(denied=[("phone", "+13035550012")])).location.phone is None


def test_a_later_correction_outweighs_an_earlier_one():
    later = correction(PracticeLocation(phone=phone("12")), at=HOME, on=date(2027, 2, 1), source_id="person/bcdfgh")
    listings = [read(listing("school/1", places=[HOME])), correction(denied=[("phone", "+13035550012")]), later]
    assert only_place(*listings).location.phone == phone("12")


def test_a_place_that_the_person_left_is_none_of_theirs_and_its_words_count_at_no_other():
    denver = location("9 Elm St", "Denver", zip="80202")
    school = read(listing("school/1", places=[HOME], statements=(OFFERS,)))
    other = read(listing("other/1", places=[denver]))
    left = correction(at=HOME, has_left=True)
    assert only_place(school, other, left).location.city == "Denver"
    assert only_place(school, other, left).evidence.answer is SourcesSay.NO_WORD
    assert ("not_address", "100 Example St, Salida, CO 81201") in {
        (claim.field, claim.value) for claim in folded(school, other, left).claims
    }


def test_whoever_left_the_only_place_is_at_none():
    school = read(listing("school/1", places=[HOME], statements=(OFFERS,), credentials=(COURSE,)))
    practice = only_place(school, correction(at=HOME, has_left=True))
    assert practice.location == PracticeLocation()
    assert practice.evidence.answer is SourcesSay.COURSE_LISTED


def test_whoever_left_can_correct_where_they_are_now():
    school = read(listing("school/1", places=[HOME]))
    assert only_place(school, correction(location("7 Other Ave"), at=HOME, has_left=True)).location == location(
        "7 Other Ave"
    )


@pytest.mark.parametrize("unit", ["", "Ste 2"])
def test_a_place_that_is_left_stays_left_in_another_spelling(unit):
    other = read(listing("other/1", places=[location("100 N Example Street", unit=unit)]))
    school = read(listing("school/1", places=[HOME]))
    assert only_place(school, other, correction(at=HOME, has_left=True)).location == PracticeLocation()


def test_a_persons_own_no_outweighs_every_yes_and_keeps_its_quote_next_to_theirs():
    school = read(listing("school/1", places=[HOME], statements=(OFFERS,)), last=SOON)
    evidence = only_place(school, correction(statements=(DECLINES,))).evidence
    assert evidence.answer is SourcesSay.SAYS_NO
    assert [(quote.source, quote.says_yes) for quote in evidence.quotes] == [("told_us", False), ("school", True)]


def test_a_persons_own_yes_outweighs_a_directorys_no():
    school = read(listing("school/1", places=[HOME], statements=(DECLINES,)))
    assert only_place(school, correction(statements=(OFFERS,))).evidence.answer is SourcesSay.PERSON_LISTED


def test_a_clinic_s_correction_of_itself_is_no_word_on_the_person():
    school = read(listing("school/1", places=[HOME], statements=(DECLINES,)))
    assert (
        only_place(school, correction(by=Sender.CLINIC, statements=(CLINIC_OFFERS,))).evidence.answer
        is SourcesSay.SAYS_NO
    )


def test_a_corrected_no_of_one_place_leaves_the_other_as_it_was():
    denver = location("9 Elm St", "Denver", zip="80202")
    school = read(listing("school/1", places=[HOME, denver], statements=(OFFERS,)))
    answers = {
        practice.location.city: practice.evidence.answer
        for practice in folded(school, correction(statements=(DECLINES,))).practices
    }
    assert answers == {"Salida": SourcesSay.SAYS_NO, "Denver": SourcesSay.PERSON_LISTED}


def test_corrected_letters_and_name_are_shown_and_the_sources_name_stays_a_claim():
    name = {"name": "Jordan Avery-Lane", "person": PersonName(given="Jordan", family="Avery-Lane")}
    provider = folded(
        read(listing("school/1", places=[HOME])), correction(**name, professions=(Profession.CHIROPRACTOR,))
    )
    assert (provider.name, provider.person.family) == ("Jordan Avery-Lane", "Avery-Lane")
    assert provider.professions == (Profession.PHYSICAL_THERAPIST, Profession.CHIROPRACTOR)
    assert {claim.value for claim in provider.claims if claim.field == "name"} == {"Jordan Avery", "Jordan Avery-Lane"}


def test_a_correction_without_a_name_leaves_the_name_alone_and_claims_none():
    provider = folded(read(listing("school/1", places=[HOME])), correction(PracticeLocation(phone=phone("42"))))
    assert provider.name == "Jordan Avery"
    assert {claim.source for claim in provider.claims if claim.field == "name"} == {"school"}


def test_a_correction_alone_lists_nobody():
    with pytest.raises(NothingToMergeError):
        folded(correction(PracticeLocation(phone=phone("42"))))


def test_after_a_year_what_was_corrected_does_not_come_back():
    school = read(
        listing("school/1", places=[HOME], statements=(OFFERS,), website="https://old.example/"), last=A_YEAR_LATER
    )
    corrected = correction(PracticeLocation(phone=phone("42")), statements=(DECLINES,), website="https://new.example/")
    provider = folded(school, corrected, today=A_YEAR_LATER)
    practice = provider.practices[0]
    assert (practice.location.phone, provider.website) == (phone("42"), "https://new.example/")
    assert practice.evidence.answer is SourcesSay.SAYS_NO


def test_after_a_year_what_a_source_began_to_say_since_comes_first():
    old = read(listing("school/1", places=[HOME], statements=(OFFERS,), website="https://old.example/"))
    new = read(
        listing(
            "other/1",
            places=[replace(HOME, phone=phone("77"))],
            statements=(OFFERS,),
            website="https://newest.example/",
        ),
        first=AFTERWARDS,
    )
    corrected = correction(PracticeLocation(phone=phone("42")), statements=(DECLINES,), website="https://new.example/")
    before, after = (folded(old, new, corrected, today=day, rank={"school": 90}) for day in (SOON, A_YEAR_LATER))
    assert (before.practices[0].location.phone, before.website) == (phone("42"), "https://new.example/")
    assert before.practices[0].evidence.answer is SourcesSay.SAYS_NO
    assert (after.practices[0].location.phone, after.website) == (phone("77"), "https://newest.example/")
    assert after.practices[0].evidence.answer is SourcesSay.DISAGREE


def test_after_a_year_a_place_that_was_left_returns_only_where_a_source_states_it_anew():
    left = correction(at=HOME, has_left=True)
    stale = read(listing("school/1", places=[HOME]), last=A_YEAR_LATER)
    assert only_place(stale, left, today=A_YEAR_LATER).location == PracticeLocation()
    anew = read(listing("other/1", places=[HOME]), first=AFTERWARDS, last=A_YEAR_LATER)
    assert only_place(stale, anew, left, today=SOON).location == PracticeLocation()
    assert only_place(stale, anew, left, today=A_YEAR_LATER).location.street == "100 Example St"


def test_the_order_of_listings_makes_no_difference():
    listings = [
        read(listing("school/1", places=[HOME], statements=(OFFERS,))),
        read(listing("other/1", places=[replace(HOME, phone=phone("77"))]), first=AFTERWARDS),
        correction(PracticeLocation(phone=phone("42")), statements=(DECLINES,)),
        correction(denied=[("phone", "+13035550012")], source_id="person/bcdfgh", on=date(2026, 12, 1)),
    ]
    for today in (SOON, date(2028, 1, 1)):
        assert folded(*listings, today=today) == folded(*reversed(listings), today=today)


def lines(provider, field):
    return {claim.value for claim in provider.claims if claim.field == field}


def test_a_street_that_only_the_registry_has_is_not_published_by_having_left_it():
    registry = read(listing("npi_registry/1", places=[HOME], npi=NPI_1))
    left = correction(at=HOME, has_left=True, about="npi_registry/1")
    provider = folded(registry, left)
    assert (lines(provider, "address"), lines(provider, "not_address")) == ({"Salida, CO 81201"}, {"Salida, CO 81201"})
    moved = read(listing("npi_registry/1", places=[location("9 Elm St", "Denver", zip="80202")], npi=NPI_1))
    assert lines(folded(moved, left), "not_address") == {"Salida, CO 81201"}


def test_a_street_that_others_publish_is_named_by_whoever_left_it():
    provider = folded(read(listing("school/1", places=[HOME])), correction(at=HOME, has_left=True))
    assert lines(provider, "address") == lines(provider, "not_address") == {"100 Example St, Salida, CO 81201"}


def test_after_a_year_a_wrong_number_is_shown_again_where_a_source_begins_to_state_it_anew():
    wrong = correction(denied=[("phone", "+13035550012")])
    stale = read(listing("school/1", places=[HOME]), last=A_YEAR_LATER)
    anew = read(listing("other/1", places=[HOME]), first=AFTERWARDS, last=A_YEAR_LATER)
    assert only_place(stale, wrong, today=A_YEAR_LATER).location.phone is None
    assert only_place(stale, anew, wrong, today=SOON).location.phone is None
    assert only_place(stale, anew, wrong, today=A_YEAR_LATER).location.phone == phone("12")


def test_a_later_correction_brings_somebody_back_to_the_place_that_they_had_left():
    back = correction(HOME, at=HOME, on=date(2027, 1, 5), source_id="person/bcdfgh")
    school = read(listing("school/1", places=[HOME]))
    assert only_place(school, correction(at=HOME, has_left=True), back).location == HOME
    assert (
        only_place(school, correction(at=HOME, has_left=True, on=date(2027, 2, 1)), back).location == PracticeLocation()
    )


def test_a_corrected_phone_of_a_town_stays_with_it_when_a_source_learns_the_street():
    town = location("")
    school = read(listing("school/1", places=[HOME]))
    assert only_place(school, correction(PracticeLocation(phone=phone("42")), at=town)).location.phone == phone("42")
    two = read(listing("school/1", places=[HOME, location("9 Elm St", phone=phone("13"))]))
    practices = folded(two, correction(PracticeLocation(phone=phone("42")), at=town)).practices
    assert {practice.location.phone for practice in practices} == {phone("12"), phone("13")}


def test_a_phone_corrected_when_no_place_was_known_is_that_of_the_only_one():
    school = read(listing("school/1", places=[HOME]))
    assert only_place(school, correction(PracticeLocation(phone=phone("42")), at=None)).location.phone == phone("42")


def test_after_a_year_a_place_that_only_a_correction_has_comes_last():
    school = read(listing("school/1", places=[location("9 Elm St", "Denver", zip="80202")]))
    here = correction(location("7 Other Ave"), at=HOME, has_left=True)
    towns = [
        [practice.location.city for practice in folded(school, here, today=day).practices]
        for day in (SOON, A_YEAR_LATER)
    ]
    assert towns == [["Salida", "Denver"], ["Denver", "Salida"]]


def test_after_a_year_a_corrected_name_yields_to_one_that_a_source_began_to_use_since():
    name = {"name": "Jordan Avery-Lane", "person": PersonName(given="Jordan", family="Avery-Lane")}
    old = read(listing("school/1", places=[HOME]), last=A_YEAR_LATER)
    new = read(listing("other/1", "Jordan", "Lane", places=[HOME]), first=AFTERWARDS, last=A_YEAR_LATER)
    assert folded(old, correction(**name), today=A_YEAR_LATER).name == "Jordan Avery-Lane"
    assert folded(old, new, correction(**name), today=SOON).name == "Jordan Avery-Lane"
    assert folded(old, new, correction(**name), today=A_YEAR_LATER, rank={"school": 60}).name == "Jordan Lane"


def test_of_two_answers_that_a_person_gave_the_later_one_counts():
    earlier = correction(statements=(DECLINES,), source_id="person/bcdfgh")
    later = correction(statements=(OFFERS,), on=date(2027, 2, 1))
    school = read(listing("school/1", places=[HOME]))
    assert only_place(school, earlier, later).evidence.answer is SourcesSay.PERSON_LISTED
    earlier, later = (
        correction(statements=(OFFERS,), source_id="person/bcdfgh"),
        correction(statements=(DECLINES,), on=date(2027, 2, 1)),
    )
    assert only_place(school, earlier, later).evidence.answer is SourcesSay.SAYS_NO
