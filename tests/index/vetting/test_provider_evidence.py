from dataclasses import replace
from itertools import permutations

import pytest

from index.records import CheckKind, CheckResult, Profession, SourcesSay, StateAllows, Subject
from index.vetting.held_records import NpiStatus
from tests.builders import NPI_1, listing, location, phone, seen, statement
from tests.index.providers.said import COURSE, DECLINES, LETTERS, OFFERS, folded
from tests.index.vetting.vetted import (
    NO,
    NPI,
    YES,
    at,
    check,
    claim,
    clinic,
    person,
    rule,
    unknown,
    vetted,
)

REGISTERED = claim("npi", NPI, "npi_registry")


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"npi": ""}, NpiStatus.NONE),
        ({"claims": ()}, NpiStatus.TYPED),
        ({"claims": (claim("npi", NPI),)}, NpiStatus.TYPED),
        ({"claims": (claim("npi", NPI), REGISTERED)}, NpiStatus.REGISTERED),
        ({"claims": (claim("npi", "2999000025", "npi_registry"),)}, NpiStatus.TYPED),
    ],
)
def test_a_number_exists_under_a_name_only_where_a_register_was_read(more, status):
    assert vetted(person(**({"npi": NPI} | more))).who.identity.status is status


def test_a_source_may_be_a_register_of_its_own():
    own = person(npi=NPI, claims=(claim("npi", NPI, "demo_npi_registry"),))
    identity = vetted(own, registers=frozenset({"demo_npi_registry"})).who.identity
    assert (identity.status, identity.sources) == (NpiStatus.REGISTERED, ("demo_npi_registry",))


def test_a_deactivated_number_is_so_by_the_register_s_list():
    listed = check(CheckResult.DEACTIVATED, CheckKind.NPI)
    identity = vetted(person(npi=NPI, claims=(REGISTERED,), checks=(listed,))).who.identity
    assert (identity.status, identity.check) == (NpiStatus.DEACTIVATED, listed)


def test_a_course_has_issuer_kind_and_who_lists_it():
    (course,) = vetted(folded(listing("school/1", credentials=(COURSE,)))).who.courses
    assert course.name == "Certification in Dry Needling"
    assert (course.written, course.kind, course.issuer) == ("Cert. DN", "course", "")
    assert (course.sources, course.is_training) == (("school",), True)


def test_whoever_lists_a_course_in_another_spelling_lists_it():
    spelled = replace(COURSE, raw="CertDN")
    listings = (
        listing("school/1", credentials=(COURSE,)),
        listing("site/1", credentials=(spelled,)),
        listing("list/1", credentials=(LETTERS,)),
    )
    (course,) = vetted(folded(*listings)).who.courses
    assert course.sources == ("school", "site")


def test_the_deciding_quotes_are_separate_from_the_others():
    known = vetted(person(at(SourcesSay.PERSON_LISTED, quotes=(YES, NO)))).places[0].known
    assert known.deciding == (YES,)
    assert vetted(person(at(SourcesSay.DISAGREE))).places[0].known.deciding == (YES, NO)
    assert vetted(person(at(SourcesSay.NO_WORD))).places[0].known.deciding == ()


def test_the_strongest_place_is_the_best_known_of_those_that_say_most():
    found = vetted(person(at(SourcesSay.NO_WORD), at(SourcesSay.PERSON_LISTED), at(SourcesSay.PERSON_LISTED)))
    assert found.strongest == 1


def test_a_person_has_no_whole_and_a_clinic_one_over_all_its_places():
    assert vetted(person(at(SourcesSay.PERSON_LISTED), at())).whole is None
    places = at(SourcesSay.CLINIC_OFFERS, phone=None), at(state="KS", street="")
    whole = vetted(clinic(*places, professions=(Profession.PHYSICAL_THERAPIST,)), rule(), rule(state="KS")).whole
    assert whole.known.answer is SourcesSay.CLINIC_OFFERS
    assert whole.known.states == ("CO", "KS")
    assert [one.rule.state for one in whole.known.allowed] == ["CO", "KS"]
    assert not {"phone", "address"} & set(unknown(whole))


def test_a_clinic_is_left_out_by_no_rule():
    forbidden = rule(StateAllows.NOT_ALLOWED, reviewed_by="A. Reviewer", reviewed_on=rule().read_on)
    assert vetted(clinic(at(SourcesSay.CLINIC_OFFERS)), forbidden).whole.is_left_out is False


SALIDA = location(phone=phone("12"))
DENVER = location(street="7 Sample Ave", city="Denver", zip="80202")


def two_places():
    return (
        listing("site/1", places=(SALIDA,), statements=(OFFERS,), credentials=(COURSE,)),
        listing("npi_registry/1", places=(SALIDA, DENVER), npi=NPI_1),
        listing("list/1", places=(location(phone=phone("80")),), statements=(DECLINES,)),
        listing("list/2", places=(DENVER,), statements=(statement(about=Subject.CLINIC),)),
    )


def test_each_place_has_its_own_unknowns_and_disagreements():
    provider = folded(*two_places())
    first, second = vetted(provider).places
    assert "phone" in unknown(first, "disagree")
    assert "phone" in unknown(second, "not_said")
    assert "dry_needling" in unknown(first, "disagree")
    assert "who_needles" in unknown(second, "not_said")
    (doubt,) = [one.disagreement for one in first.unknowns if one.disagreement]
    assert [(one.value, [claim_of.source for claim_of in one.claims]) for one in doubt.values] == [
        ("+13035550012", ["npi_registry", "site"]),
        ("+13035550080", ["list"]),
    ]
    assert doubt.field == "phone"


def test_the_order_of_listings_changes_nothing():
    everything = {repr(vetted(folded(*order), rule())) for order in permutations(two_places())}
    assert len(everything) == 1


def test_a_place_has_differing_claims_of_its_own_only_where_there_are_several():
    one = folded(*[listing for listing in two_places() if listing.source_id != "2" and listing.npi == ""])
    assert [practice.differing for practice in one.practices] == [()]
    assert "phone" in unknown(vetted(one).places[0], "disagree")


def test_an_address_that_is_withheld_is_not_revealed_by_a_disagreement():
    register = listing("npi_registry/1", places=(location(unit="Apt 1"), DENVER), npi=NPI_1)
    other = listing("nppes_file/1", places=(location(unit="Apt 2"),), npi=NPI_1)
    provider = folded(register, other, shared=frozenset())
    assert all(practice.street_withheld for practice in provider.practices)
    assert [practice.differing for practice in provider.practices] == [(), ()]
    assert seen(register).claims != provider.claims
