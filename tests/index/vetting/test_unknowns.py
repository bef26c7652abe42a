from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.records import (
    Certainty,
    CheckKind,
    CheckResult,
    CredentialKind,
    License,
    Profession,
    SourcesSay,
    StateAllows,
    StateRules,
)
from index.vetting.unknown import Topic, Unknown, UnknownKind
from tests.index.vetting.vetted import (
    ACTIVE,
    ACUPUNCTURIST,
    COURSE,
    LICENSE,
    NO,
    NO_RECORD,
    NOT_SETTLED,
    NPI,
    READ,
    THERAPIST,
    YES,
    at,
    check,
    claim,
    clinic,
    kinds,
    only_place,
    person,
    rule,
    unknown,
    vetted,
)

PHONES = (claim("phone", "+13035550112"), claim("phone", "+13035550180", "npi_registry"))
DOUBTFUL = person(at(SourcesSay.PERSON_LISTED), licenses=(LICENSE,), checks=(check(NO_RECORD),), claims=PHONES)


def test_every_kind_of_not_knowing_has_its_case():
    assert kinds(only_place(DOUBTFUL)) == set(UnknownKind)


def test_when_everything_is_stated_only_what_no_source_can_say_is_left():
    whole = person(
        at(SourcesSay.PERSON_LISTED),
        credentials=(COURSE,),
        licenses=(LICENSE,),
        npi=NPI,
        checks=(check(ACTIVE),),
    )
    here = only_place(whole, rule())
    assert unknown(here, "not_said") == ["price", "hours", "new_patients"]
    assert unknown(here, "cannot_know") == ["skill", "results", "settled_harm"]
    assert kinds(here) == {UnknownKind.NOT_SAID, UnknownKind.CANNOT_KNOW}


def test_of_somebody_without_a_word_nearly_nothing_is_stated():
    nobody = person(at(state="", street="", phone=None), professions=(), website="")
    assert unknown(only_place(nobody), "not_said") == [
        "dry_needling",
        "training",
        "license_number",
        "phone",
        "address",
        "website",
        "profession",
        "npi",
        "price",
        "hours",
        "new_patients",
    ]
    assert unknown(only_place(nobody), "not_looked") == ["license"]


@pytest.mark.parametrize(
    ("answer", "topics"),
    [
        (SourcesSay.BOARD_LISTED, set()),
        (SourcesSay.PERSON_LISTED, set()),
        (SourcesSay.SAYS_NO, set()),
        (SourcesSay.CLINIC_OFFERS, {("not_said", "who_needles")}),
        (SourcesSay.COURSE_LISTED, {("not_said", "dry_needling")}),
        (SourcesSay.NO_WORD, {("not_said", "dry_needling")}),
        (SourcesSay.DISAGREE, {("disagree", "dry_needling")}),
    ],
)
def test_what_answer_a_leaves_open(answer, topics):
    here = only_place(person(at(answer)))
    found = {(one.kind.value, one.topic.value) for one in here.unknowns}
    assert {one for one in found if one[1] in {"dry_needling", "who_needles"}} == topics


def test_a_yes_and_a_no_are_both_kept_with_the_doubt():
    here = only_place(person(at(SourcesSay.DISAGREE)))
    (doubt,) = [one for one in here.unknowns if one.topic is Topic.DRY_NEEDLING]
    assert doubt.quotes == (YES, NO)


@pytest.mark.parametrize(
    ("rules", "kind"),
    [
        ((), UnknownKind.NOT_LOOKED),
        ((rule(StateAllows.NOT_FOUND),), UnknownKind.NOT_SAID),
        ((rule(StateAllows.NO_CLEAR_RULE),), UnknownKind.NOT_SAID),
        ((rule(StateAllows.NO_CLEAR_RULE, Certainty.CONFLICT),), UnknownKind.DISAGREE),
        ((rule(StateAllows.ALLOWED, Certainty.CONFLICT),), UnknownKind.DISAGREE),
        ((rule(StateAllows.ALLOWED, Certainty.ONE_WEAK_SOURCE),), UnknownKind.NOT_SAID),
        ((rule(StateAllows.ALLOWED, Certainty.SUMMARY_READ),), None),
        ((rule(StateAllows.NOT_ALLOWED),), None),
    ],
)
def test_a_rule_that_we_could_not_settle_is_not_known(rules, kind):
    here = only_place(person(), *rules)
    assert [one.kind for one in here.unknowns if one.topic is Topic.STATE_RULE] == ([kind] if kind else [])


def licenses_of(here):
    return [
        (one.kind.value, one.topic.value, one.state, one.profession)
        for one in here.unknowns
        if one.topic in {Topic.LICENSE, Topic.LICENSE_NUMBER}
    ]


def test_no_match_names_the_register_its_day_and_the_license():
    here = only_place(person(licenses=(LICENSE,), checks=(check(NO_RECORD),)))
    (missed,) = [one for one in here.unknowns if one.topic is Topic.LICENSE]
    assert missed == Unknown(
        kind=UnknownKind.NO_RECORD,
        topic=Topic.LICENSE,
        state="CO",
        profession=THERAPIST,
        license=LICENSE,
        register="register",
        read_on=READ,
    )


def test_a_license_in_the_file_that_is_not_plainly_in_force_is_left_open():
    here = only_place(person(licenses=(LICENSE,), checks=(check(NOT_SETTLED),)))
    assert licenses_of(here) == [("not_said", "license", "CO", THERAPIST)]


def test_each_of_two_licenses_is_looked_up_or_not_by_itself():
    both = person(professions=(THERAPIST, ACUPUNCTURIST), licenses=(LICENSE,), checks=(check(ACTIVE),))
    assert licenses_of(only_place(both)) == [
        ("not_looked", "license", "CO", ACUPUNCTURIST),
        ("not_said", "license_number", "CO", ACUPUNCTURIST),
    ]


def test_a_license_of_one_state_says_nothing_of_a_place_in_another():
    here, there = vetted(
        person(at(), at(state="WY"), licenses=(LICENSE,), checks=(check(ACTIVE),)),
    ).places
    assert licenses_of(here) == []
    assert licenses_of(there) == [
        ("not_looked", "license", "WY", THERAPIST),
        ("not_said", "license_number", "WY", THERAPIST),
    ]


def test_two_spellings_of_one_license_share_what_was_found():
    spelled = replace(LICENSE, number="12345")
    records = vetted(person(licenses=(spelled, LICENSE), checks=(check(ACTIVE),))).who.licenses
    assert [one.result for one in records] == [ACTIVE, ACTIVE]


def test_licenses_of_which_too_little_is_known_share_nothing():
    short, none = License(profession=THERAPIST, number="7"), License(profession=THERAPIST)
    records = vetted(person(licenses=(short, none, LICENSE), checks=(check(NO_RECORD),))).who.licenses
    assert [one.result for one in records] == [None, None, NO_RECORD]


def test_a_street_that_is_withheld_is_not_said_to_be_unstated():
    assert "address" in unknown(only_place(person(at(street=""))))
    assert "address" not in unknown(only_place(person(at(street="", street_withheld=True))))


def test_a_state_s_authorization_is_no_course():
    approval = replace(COURSE, kind=CredentialKind.STATE_AUTHORIZATION, raw="IMN endorsement")
    assert "training" in unknown(only_place(person(credentials=(approval,))))
    assert "training" not in unknown(only_place(person(credentials=(COURSE,))))


def test_letters_of_several_schools_leave_open_which_it_was():
    here = only_place(person(credentials=(replace(COURSE, issuer=""),)))
    assert [one.letters for one in here.unknowns if one.topic is Topic.COURSE_ISSUER] == ["Cert. DN"]


def test_of_a_clinic_the_licenses_of_its_people_are_what_nobody_looked_up():
    here = only_place(clinic(at(SourcesSay.CLINIC_OFFERS)))
    assert unknown(here, "not_looked") == ["staff_licenses"]
    assert not {"license", "license_number", "profession"} & set(unknown(here))


def test_an_exclusion_is_known_once_it_is_confirmed_and_nobody_s_is_unknown():
    excluded = check(CheckResult.EXCLUDED, CheckKind.EXCLUSION)
    matched = vetted(person(checks=(excluded,), npi=NPI))
    unmatched = vetted(person(npi=NPI))
    assert matched.who.exclusion == excluded
    assert unmatched.who.exclusion is None
    assert matched.places == unmatched.places


ANSWERS = st.sampled_from(SourcesSay)
RULES = st.builds(
    rule,
    st.sampled_from(StateAllows),
    st.sampled_from(Certainty),
    state=st.sampled_from(["CO", "WY"]),
    profession=st.sampled_from([THERAPIST, ACUPUNCTURIST]),
    read_on=st.sampled_from([READ, None]),
)
PLACES = st.builds(
    at,
    ANSWERS,
    state=st.sampled_from(["CO", "WY", ""]),
    street=st.sampled_from(["", "100 Example St"]),
    street_withheld=st.booleans(),
    phone=st.sampled_from([None, at().location.phone]),
    differing=st.sampled_from([(), PHONES]),
)
LICENSES = st.builds(
    License,
    state=st.sampled_from(["CO", "WY", ""]),
    profession=st.sampled_from([THERAPIST, ACUPUNCTURIST]),
    number=st.sampled_from(["12345", "7", ""]),
)
MAKERS = st.sampled_from([person, clinic])


@st.composite
def providers(draw):
    held = tuple(draw(st.lists(LICENSES, max_size=3, unique=True)))
    results = st.sampled_from([ACTIVE, NO_RECORD, NOT_SETTLED])
    return draw(MAKERS)(
        *draw(st.lists(PLACES, min_size=1, max_size=3)),
        professions=tuple(draw(st.lists(st.sampled_from(Profession), max_size=2, unique=True))),
        licenses=held,
        checks=tuple(check(draw(results), license=one) for one in held if draw(st.booleans())),
        credentials=draw(st.sampled_from([(), (COURSE,)])),
        claims=draw(st.sampled_from([(), PHONES])),
        npi=draw(st.sampled_from(["", NPI])),
        website=draw(st.sampled_from(["", "https://clinic.test/"])),
    )


@given(providers(), st.lists(RULES, max_size=3))
def test_nothing_is_unknown_in_two_ways_nor_known_and_unknown(provider, rules):
    found = vetted(provider, *rules)
    for practice, here in zip(provider.practices, found.places, strict=True):
        assert len({one.subject for one in here.unknowns}) == len(here.unknowns)
        missing = {one.topic for one in here.unknowns if one.kind is UnknownKind.NOT_SAID}
        disagreed = {one.topic for one in here.unknowns if one.kind is UnknownKind.DISAGREE}
        location = practice.location
        assert (Topic.PHONE in missing) is (location.phone is None and Topic.PHONE not in disagreed)
        assert (Topic.ADDRESS in missing) is not bool(location.street or practice.street_withheld)
        assert (Topic.WEBSITE in missing) is not bool(provider.website)
        assert (Topic.NPI in missing) is not bool(provider.npi)
        assert (Topic.TRAINING in missing) is not bool(provider.credentials)
        settled = {(one.rule.state, one.rule.profession) for one in here.known.allowed if one.is_settled}
        unsettled = {(one.state, one.profession) for one in here.unknowns if one.topic is Topic.STATE_RULE}
        assert not settled & unsettled
        active = {one.license for one in found.who.licenses if one.result is ACTIVE}
        assert not active & {one.license for one in here.unknowns if one.license}


@given(providers(), st.lists(RULES, max_size=3), st.randoms())
def test_the_order_of_rules_and_checks_changes_nothing(provider, rules, random):
    table = list(StateRules.of(rules).by_key.values())
    checks = list(provider.checks)
    expected = vetted(provider, *table)
    random.shuffle(table)
    random.shuffle(checks)
    assert vetted(replace(provider, checks=tuple(checks)), *table) == expected
