"""People with several places or several licenses: what is known of one place is not said of another. All invented."""

from dataclasses import replace

import pytest

from index import settings
from index.records import (
    CheckKind,
    CheckResult,
    CredentialKind,
    Precision,
    Profession,
    SourcesSay,
)
from tests.builders import claim, credential, license_held, phone, practice, quote
from tests.webapp.conftest import app_over
from tests.webapp.invented import GOODLAND, SALIDA, at, person, publish_providers
from tests.webapp.stated.test_checked import check

YES = quote("Robin uses dry needling for back pain.")
NO = quote("Nobody here does dry needling.", says_yes=False, source="find_a_pt")
SALIDA_OFFICE = at(SALIDA, "Salida", "CO", "81201")
GOODLAND_OFFICE = at(
    GOODLAND, "Goodland", "KS", "67735", organization="Prairie Rehab", phone=None, street="9 Sample Rd"
)


@pytest.fixture
def page(home):
    """Publish one person, and return a page of theirs as a visitor reads it."""

    def read(*practices, address="/people/robin", **changes):
        if practices:
            changes["practices"] = practices
        publish_providers(settings.current(), [person("robin", "Robin Sampleford", SALIDA_OFFICE, **changes)])
        return app_over(settings.current()).test_client().get(address).page

    return read


def part(words, start, end):
    return words.split(start, 1)[1].split(end, 1)[0]


def test_a_profile_begins_with_the_place_of_which_sources_say_most(page):
    shown = page(
        practice(SALIDA_OFFICE),
        practice(replace(GOODLAND_OFFICE, phone=phone("160")), SourcesSay.PERSON_LISTED, YES),
    )
    assert shown.title == "Robin Sampleford · Goodland, KS · Pinpoint"
    top = shown.words.split("In short")[0]
    assert "Call 303-555-0160" in top
    assert "303-555-0112" not in top
    assert "Also at 1 other place" in top
    assert "#places" in shown.links
    short = part(shown.words, "In short", "Ask before you book")
    assert "Allowed here? Kansas: physical therapists may, after training." in short
    assert "Colorado" not in short.split("License?")[0]


def test_each_place_shows_its_own_word_its_own_rule_and_what_to_ask_there(page):
    words = page(
        practice(SALIDA_OFFICE, SourcesSay.PERSON_LISTED, YES),
        practice(GOODLAND_OFFICE, SourcesSay.SAYS_NO, NO),
    ).words
    where = part(words, "Where and when", "How we know")
    salida, _, goodland = where.partition("Prairie Rehab")
    assert "Dry needling here Listed as doing dry needling" in salida
    assert "Ask here" not in salida
    assert "Dry needling here Does not offer dry needling" in goodland
    assert "Nobody here does dry needling." in goodland
    assert "Allowed here? Kansas: physical therapists may, after training." in goodland
    assert "Ask here Do you do dry needling?" in goodland


def test_whoever_is_listed_elsewhere_is_asked_of_this_place(page):
    words = page(practice(SALIDA_OFFICE, SourcesSay.PERSON_LISTED, YES), practice(GOODLAND_OFFICE)).words
    assert "Ask before you book Do you do the needling yourself?" in words
    assert "Ask here Do you do dry needling at this place?" in words


def test_what_is_not_known_of_one_place_is_not_said_of_the_other(page):
    words = page(practice(SALIDA_OFFICE, SourcesSay.PERSON_LISTED, YES), practice(GOODLAND_OFFICE)).words
    unknown = words.split("What we don't know")[1].split("Is something wrong?")[0]
    everywhere, salida, goodland = unknown.split(" At ")
    assert "price, opening hours" in everywhere
    assert "a phone number" not in everywhere
    assert "We have not looked this up the license as a physical therapist in Colorado's own file" in salida
    assert "the license as a physical therapist in Kansas's own file" in goodland
    assert "Not stated by any source we read if dry needling is done here, a phone number" in goodland


def test_places_with_the_same_unknowns_are_shown_together(page):
    other = replace(GOODLAND_OFFICE, organization="Sample Rehab", street="11 Sample Rd")
    words = page(
        practice(SALIDA_OFFICE, SourcesSay.PERSON_LISTED, YES), practice(GOODLAND_OFFICE), practice(other)
    ).words
    assert words.split("What we don't know")[1].count("if dry needling is done here") == 1
    assert "At Prairie Rehab, Goodland, KS; Sample Rehab, Goodland, KS Not stated" in words
    assert "Also at 2 other places" in words


def test_two_offices_of_one_name_in_one_town_are_distinguished_by_their_streets(page):
    other = replace(GOODLAND_OFFICE, street="11 Sample Rd")
    words = page(practice(GOODLAND_OFFICE), practice(other)).words
    assert "Where and when Prairie Rehab, 9 Sample Rd, Goodland, KS 67735" in words


def test_questions_to_print_have_those_of_the_other_place_too(page):
    words = page(
        practice(SALIDA_OFFICE, SourcesSay.PERSON_LISTED, YES),
        practice(replace(GOODLAND_OFFICE, phone=phone("160"))),
        address="/people/robin/questions",
    ).words
    assert "At Prairie Rehab, Goodland, KS Call 303-555-0160" in words


def test_sources_that_disagree_about_one_of_two_places_are_shown_side_by_side(page):
    claims = claim("phone", "+13035550112"), claim("phone", "+13035550180", "npi_registry")
    words = page(practice(SALIDA_OFFICE, differing=claims), practice(GOODLAND_OFFICE)).words
    differ = part(words, "Where sources disagree (1)", "What we don't know")
    assert differ.startswith(" Phone Upper River Physical Therapy, Salida, CO 303-555-0112 (")
    assert "303-555-0112 (Clinic website, read Nov 12, 2026)" in differ
    assert "303-555-0180 (NPI registry, read Nov 12, 2026)" in differ
    assert "Sources differ. Which is right: phone?" in words


def test_two_licenses_have_two_rules_next_to_them(page):
    both = (Profession.PHYSICAL_THERAPIST, Profession.ACUPUNCTURIST)
    elko = replace(SALIDA_OFFICE, city="Elko", state="NV", zip="89801")
    words = page(practice(elko, SourcesSay.PERSON_LISTED, YES), professions=both).words
    short = part(words, "Allowed here?", "License?")
    assert "Nevada: dry needling is not part of a physical therapist's license." in short
    assert "Nevada: rule not found for acupuncturists." in short
    rules = part(words, "Nevada's rule", "What we don't know")
    assert "By the rule we read, dry needling is not part of a physical therapist's license in Nevada." in rules
    assert "We have not found Nevada's rule for acupuncturists. That does not mean yes or no." in rules
    assert "Which license covers this?" in words


def test_a_license_that_nobody_looked_up_is_named_next_to_one_that_is_in_force(page):
    held = license_held()
    words = page(
        professions=(Profession.PHYSICAL_THERAPIST, Profession.ACUPUNCTURIST),
        licenses=(held,),
        checks=(check(CheckKind.LICENSE, CheckResult.ACTIVE, held=held),),
    ).words
    short = part(words, "License?", "Training?")
    assert "Active in Colorado's file, read Nov 20, 2026." in short
    assert "We have not looked up the license as an acupuncturist in Colorado's own file." in short
    assert "search for Colorado acupuncturist license lookup" in short
    assert "We have not looked this up the license as an acupuncturist in Colorado's own file" in words


def test_a_license_of_another_state_leaves_this_state_to_be_looked_up(page):
    held = license_held("1234", state="KS")
    words = page(licenses=(held,), checks=(check(CheckKind.LICENSE, CheckResult.ACTIVE, held=held),)).words
    assert "Active in Kansas's file, read Nov 20, 2026." in words
    assert "We have not looked up the license as a physical therapist in Colorado's own file." in words
    assert "search for Colorado physical therapist license lookup" in words


def test_a_number_that_no_registry_was_read_for_is_not_said_to_exist_there(page):
    words = page(npi="2999000017", claims=(claim("npi", "2999000017"),)).words
    assert "NPI number 2999000017: as typed by a source. We have not looked it up in the national registry." in words
    assert "a number exists under this name" not in words


def test_a_street_that_is_withheld_is_not_said_to_be_unstated(page):
    coarse = replace(SALIDA_OFFICE, street="", precision=Precision.ZIP)
    words = page(practice(coarse, street_withheld=True)).words
    assert "Only one registry states a street here, so we show the town and ZIP code." in words
    assert "a street address" not in words


def test_a_state_s_authorization_is_not_shown_as_a_course(page):
    approval = credential(
        "WA-IMN",
        CredentialKind.STATE_AUTHORIZATION,
        raw="IMN endorsement",
        issuer="Washington Department of Health",
        shows_dry_needling=True,
    )
    quotes = quote("IMN endorsement", source="list")
    words = page(practice(SALIDA_OFFICE, SourcesSay.BOARD_LISTED, quotes), credentials=(approval,)).words
    assert "Training? Not stated by any source we read. Ask." in words
    assert "What training did you have, and how many hours in person?" in words
    assert "a state's authorization by Washington Department of Health." in words
