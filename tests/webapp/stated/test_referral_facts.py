from dataclasses import replace
from datetime import date

import pytest

from index.records import (
    Phone,
    Profession,
    SourcesSay,
    StateAllows,
)
from index.vetting.provider_evidence import evidence_of
from tests.builders import READ, check, claim, license_held
from tests.webapp.conftest import app_over
from tests.webapp.invented import HOSTILE, RULES, TODAY, providers
from webapp.languages import speaking
from webapp.stated.referral_facts import referral_facts

EVERYBODY = {one.id: one for one in providers()}
FAX = Phone(e164="+13035550119")


@pytest.fixture
def facts(published):
    """The facts of an invented person, changed, at one of their places."""
    app = app_over(published)

    def read(who, *, practice=0, rules=RULES, miles="", hurts=(), **changes):
        with app.test_request_context():
            return referral_facts(replace(EVERYBODY[who], **changes), practice, rules, TODAY, miles=miles, hurts=hurts)

    return read


def located(who, **changes):
    """The one place of an invented person, changed."""
    place = EVERYBODY[who].practices[0]
    return replace(place, location=replace(place.location, **changes))


def test_a_person_is_read_with_every_value(facts):
    avery = facts("avery", miles="about 2 miles")
    assert avery.address == "/people/avery"
    assert (avery.name, avery.letters, avery.professions) == ("Jordan Avery", "DPT, Cert. DN", ("Physical therapist",))
    assert avery.place_line == "100 Example St, Salida, CO 81201"
    assert (avery.town_line, avery.miles) == ("Salida, CO", "about 2 miles")
    assert avery.organization == "Upper River Physical Therapy"
    assert (avery.answer, avery.label) == (SourcesSay.PERSON_LISTED, "Listed as doing dry needling")
    assert (avery.quote.text, avery.quote.source, avery.quote.read_on) == (
        "Jordan uses dry needling for neck and shoulder pain.",
        "Clinic website",
        READ,
    )
    assert avery.rule == "Colorado: physical therapists may, after training, says a summary we read."
    assert avery.rule_path == "/states/colorado"
    assert avery.npi == "1234567893"
    assert avery.training == ("Cert. DN",)
    assert avery.last_read == READ
    assert (avery.taxonomy, avery.taxonomy_said) == ("", "")
    assert avery.exclusion is None


CODES = ("225100000X", "122300000X", "208100000X")


def test_taxonomies_are_codes_with_our_word_and_who_typed_them(facts):
    typed = tuple(claim("taxonomy", code, "npi_registry") for code in CODES)
    changes = {"taxonomies": CODES, "claims": (*EVERYBODY["avery"].claims, *typed)}
    avery = facts("avery", **changes)
    assert avery.taxonomy == "225100000X (Physical therapist), 122300000X, 208100000X (Physician)"
    assert avery.taxonomy_said == f"{avery.taxonomy}, as typed in: NPI registry. Not checked by us."
    assert avery.professions == facts("avery").professions
    with speaking("es"):
        spanish = facts("avery", **changes | {"taxonomies": CODES[:1]}).taxonomy_said
    assert spanish == "225100000X (Fisioterapeuta), según está escrito en: Registro NPI. No lo revisamos."


def test_a_taxonomy_without_a_claim_is_typed_by_a_source(facts):
    silent = facts("silent", taxonomies=("261QP2000X",))
    assert silent.taxonomy_said == "261QP2000X, as typed by a source. Not checked by us."


def test_a_phone_names_its_source_and_day_and_asks_for_a_call(facts):
    phone = facts("avery").phone
    assert (phone.spoken, phone.e164) == ("303-555-0112", "+13035550112")
    assert phone.source_and_day == "Clinic website, read Nov 12, 2026"
    assert phone.confirm == "Confirm by phone before you send patient information."


def test_another_phone_of_another_source_is_a_disagreement(facts):
    (found,) = facts("avery").disagreements
    assert found.field == "Phone"
    assert [answer.value for answer in found.answers] == ["303-555-0112", "303-555-0180"]


def test_a_fax_names_its_own_source(facts):
    claims = (*EVERYBODY["avery"].claims, claim("fax", FAX.e164, "npi_registry", "https://registry.example/1"))
    fax = facts("avery", practices=(located("avery", fax=FAX),), claims=claims).fax
    assert (fax.spoken, fax.source_and_day) == ("303-555-0119", "NPI registry, read Nov 12, 2026")


def test_a_number_says_in_which_year_its_source_says_that_the_record_changed(facts):
    typed = claim("fax", FAX.e164, "npi_registry", "https://registry.example/1", changed_on=date(2014, 3, 4))
    changes = {"practices": (located("avery", fax=FAX),), "claims": (*EVERYBODY["avery"].claims, typed)}
    assert facts("avery", **changes).fax.source_and_day == "NPI registry, last changed 2014, read Nov 12, 2026"
    with speaking("es"):
        spanish = facts("avery", **changes).fax.source_and_day
    assert spanish == "Registro NPI, último cambio en 2014, leído el 12 nov 2026"


def test_of_a_registrys_page_and_file_the_newer_last_change_counts(facts):
    days = {"npi_registry": date(2019, 10, 22), "nppes_file": date(2014, 3, 4), "list": None}
    claims = tuple(claim("phone", "+13035550112", source, changed_on=day) for source, day in days.items())
    assert [(one.source, one.changed_on) for one in facts("silent", claims=claims).phone.by.facts] == [
        ("List", None),
        ("NPI registry", date(2019, 10, 22)),
    ]


def test_of_several_sources_the_newest_is_named_and_a_correction_before_it(facts):
    older = replace(claim("phone", "+13035550112", "npi_registry"), last_seen=date(2026, 10, 1))
    read = facts("silent", claims=(older, claim("phone", "+13035550112")))
    assert read.phone.source_and_day == "Clinic website, read Nov 12, 2026"
    seen = {"first_seen": date(2026, 8, 1), "last_seen": date(2026, 8, 1)}
    corrected = claim("phone", "+13035550112", "told_us", "", source_id="person/1", **seen)
    corrected_first = facts("silent", claims=(older, claim("phone", "+13035550112"), corrected))
    assert corrected_first.phone.source_and_day == "The person told us, on Aug 1, 2026"


def test_of_two_sources_of_one_day_the_same_is_named_in_every_language(facts):
    claims = (
        claim("phone", "+13035550112"),
        claim("phone", "+13035550112", "npi_registry", url="https://registry.example/1"),
    )
    english = facts("silent", claims=claims).phone.first
    with speaking("es"):
        spanish = facts("silent", claims=claims).phone.first
    assert english.source != spanish.source  # the same source, in two languages
    assert english.link == spanish.link == "https://registry.example/1"


def test_a_number_without_a_claim_has_no_source(facts):
    phone = facts("silent").phone
    assert (phone.spoken, phone.source, phone.read_on, phone.source_and_day) == ("303-555-0112", "", None, "")


def test_a_withheld_street_is_nowhere(facts):
    withheld = replace(EVERYBODY["silent"].practices[0], street_withheld=True)
    silent = facts("silent", practices=(withheld,))
    assert (silent.street, silent.unit, silent.directions) == ("", "", "")
    assert silent.place_line == "Salida, CO 81201"
    assert silent.is_withheld is True


def test_a_license_as_typed_names_who_typed_it(facts):
    typed = claim("license", "CO PTL.0012345 physical-therapist", "npi_registry", "")
    (held,) = facts("avery", claims=(*EVERYBODY["avery"].claims, typed)).licenses
    assert held.license == "CO PTL.0012345 physical therapist"
    assert held.said == "As typed in: NPI registry. Not checked by us."
    assert held.is_active is False


def test_a_license_without_a_claim_is_typed_by_a_source(facts):
    (held,) = facts("avery").licenses
    assert held.said == "As typed by a source, not checked by us."


def test_a_license_in_the_states_file_has_its_sentence_and_link(facts):
    active = check(claim=claim("license", "active", "co_file", "https://licenses.example/co"))
    (held,) = facts("avery", checks=(active,)).licenses
    assert held.said == (
        "Active in Colorado's file, read Nov 12, 2026. A license does not cover dry needling by itself."
    )
    assert (held.link, held.is_active) == ("https://licenses.example/co", True)


def test_licenses_of_the_places_state_come_first(facts):
    held = facts("avery", licenses=(license_held("1", state="KS"), license_held("2"))).licenses
    assert [one.license for one in held] == ["CO 2 physical therapist", "KS 1 physical therapist"]


def test_nobody_looked_up_a_license_that_no_source_states(facts):
    (held,) = facts("silent").licenses
    assert (held.license, held.said, held.link) == ("", "Not looked up.", "")


def test_a_clinic_has_no_license_and_no_person(facts):
    rehab = facts("rehab")
    assert (rehab.licenses, rehab.person, rehab.is_clinic) == ((), None, True)
    assert rehab.address == "/clinics/rehab"
    assert rehab.profession_line == "Clinic"
    assert rehab.line == "The source does not say who does it. Ask."
    assert rehab.rule == "Colorado has rules of its own."


def test_sources_that_disagree_are_both_quoted(facts):
    hostile = facts("hostile")
    assert [(quote.text, quote.link) for quote in hostile.quotes] == [(f"Yes {HOSTILE}", ""), ("We do not.", "")]
    assert hostile.website == ""


def test_nothing_speaks_of_somebody_without_a_word(facts):
    silent = facts("silent")
    assert (silent.quotes, silent.quote, silent.label) == ((), None, "No word on dry needling")
    assert silent.questions[0].text == "Do you do dry needling?"


def test_up_to_five_questions_follow_what_hurts(facts):
    asked = [question.text for question in facts("avery", hurts=("neck-pain",)).questions]
    assert len(asked) == 5
    assert any("How do you protect the lungs?" in question for question in asked)


def test_a_caution_is_for_the_listed_alone(facts):
    (said,) = facts("moab").cautions
    assert said.endswith("does not allow this under a physical therapist's license. Ask: which license covers this?")
    silent_there = replace(EVERYBODY["moab"].practices[0], evidence=EVERYBODY["silent"].practices[0].evidence)
    assert facts("moab", practices=(silent_there,)).cautions == ()


def in_virginia(**changes):
    rule = replace(RULES.rule("CO", Profession.PHYSICAL_THERAPIST), state="VA", **changes)
    return type(RULES).of([rule])


def test_duties_are_those_of_the_places_state_and_not_of_an_invented_rule(facts):
    there = (located("avery", state="VA", city="Richmond", zip="23220"),)
    assert "You need a referral in writing." in facts("avery", practices=there, rules=in_virginia()).duties
    assert facts("avery", practices=there, rules=in_virginia(invented=True)).duties == ()
    assert facts("avery").duties == ()


def test_words_are_in_the_language_of_the_request(published):
    with app_over(published).test_request_context(), speaking("es"):
        avery = referral_facts(EVERYBODY["avery"], 0, RULES, TODAY)
    assert avery.professions == ("Fisioterapeuta",)
    assert avery.phone.source_and_day == "Sitio web de la clínica, leído el 12 nov 2026"


def test_one_of_two_places_is_read(facts):
    second = replace(EVERYBODY["lindqvist"].practices[0], sources=("clinic_sites",))
    both = (*EVERYBODY["avery"].practices, second)
    there = facts("avery", practice=1, practices=both)
    assert (there.town_line, there.answer, there.other_places) == ("Goodland, KS", SourcesSay.NO_WORD, 1)
    assert there.rule == "Kansas: physical therapists may, after training."
    found = evidence_of(replace(EVERYBODY["avery"], practices=both), RULES, TODAY)
    assert found.strongest == 0


def test_an_unsettled_rule_says_so(facts):
    rules = type(RULES).of([replace(RULES.rule("CO", Profession.PHYSICAL_THERAPIST), answer=StateAllows.NO_CLEAR_RULE)])
    assert facts("avery", rules=rules).rule == "Colorado: no clear rule found for physical therapists."
