import json

import pytest
from click.testing import CliRunner

from index import settings
from index.published.overlay import change_overlay
from index.records import SourcesSay
from pinpoint import cli
from tests.index.vetting.vetted import (
    ACTIVE,
    COURSE,
    LICENSE,
    NO_RECORD,
    NPI,
    at,
    check,
    claim,
    clinic,
    person,
)
from tests.webapp.invented import publish_providers

LISTED = person(
    at(SourcesSay.PERSON_LISTED),
    at(SourcesSay.NO_WORD, state="KS", city="Goodland", phone=None),
    licenses=(LICENSE,),
    checks=(check(ACTIVE),),
    credentials=(COURSE,),
    npi=NPI,
    claims=(claim("npi", NPI, "npi_registry"), claim("credential", "Cert. DN")),
)
REST = (
    "course_hours, problems_like_mine, go_slowly, cost_and_referral, other_care, new_patients_and_hours, what_to_watch"
)
CLINIC = clinic(at(SourcesSay.CLINIC_OFFERS), at(SourcesSay.NO_WORD))


@pytest.fixture
def run(home):
    """Publish Jordan Avery and a clinic, and return the command."""
    publish_providers(settings.current(), [LISTED, CLINIC], living={"merged": "avery", "withdrawn": "withdrawn"})
    return lambda *words: CliRunner().invoke(cli, ["evidence", *words])


def test_everything_is_printed_place_by_place(run):
    printed = run("avery", "--on", "2026-11-23")
    assert printed.exit_code == 0, printed.output
    assert printed.stdout.splitlines() == [
        "Jordan Avery (person avery), on 2026-11-23",
        "License CO physical-therapist PTL.0012345: active (register, read 2026-11-20)",
        "NPI 2999000017: registered (npi_registry)",
        "Cert. DN: course by American Academy of Manipulative Therapy, shows dry needling",
        "",
        "Place 1: 100 Example St, Salida, CO 81201",
        "  A: person_listed",
        "     “Jordan does dry needling.” (clinic_sites, read 2026-11-20)",
        "  B: CO physical-therapist: allowed_training (summary_read; nothing)",
        "  not_said: price; hours; new_patients",
        "  cannot_know: skill; results; settled_harm",
        f"  Ask: does_it_themselves, {REST}",
        "",
        "Place 2: 100 Example St, Goodland, KS 81201",
        "  A: no_word",
        "  B: KS physical-therapist: allowed_training (rule_read; nothing)",
        "  not_looked: license KS physical-therapist",
        "  not_said: dry_needling; license_number KS physical-therapist; phone; price; hours; new_patients",
        "  cannot_know: skill; results; settled_harm",
        f"  Ask: does_it_here, {REST}",
    ]


def test_json_has_the_same_with_every_claim_that_differs(run):
    printed = json.loads(run("avery", "--json", "--on", "2026-11-23").stdout)
    assert printed["licenses"][0]["result"] == "active"
    assert printed["npi"]["standing"] == "registered"
    assert printed["exclusion"] is None
    assert printed["whole"] is None
    first, second = printed["places"]
    assert first["quotes"][0]["read_on"] == "2026-11-20"
    assert second["answers_b"][0]["sure"] == "rule_read"
    assert {"kind": "not_said", "topic": "phone"} in second["unknown"]
    assert second["ask"][0] == {"ask": "does_it_here", "about": None}


def test_a_register_without_a_match_and_claims_that_differ_are_printed_with_their_days(home):
    claims = (claim("phone", "+13035550112"), claim("phone", "+13035550180", "npi_registry"))
    doubtful = person(licenses=(LICENSE,), checks=(check(NO_RECORD),), claims=claims)
    publish_providers(settings.current(), [doubtful])
    lines = CliRunner().invoke(cli, ["evidence", "avery", "--on", "2026-11-23"]).stdout
    assert "no_record: license CO physical-therapist PTL.0012345 (register, read 2026-11-20)\n" in lines
    stated = "+13035550112 (clinic_sites, read 2026-11-20) or +13035550180 (npi_registry, read 2026-11-20)"
    assert f"disagree: phone: {stated}\n" in lines
    assert "which_is_right (phone)" in lines


def test_a_clinic_is_printed_as_a_whole_too(run):
    assert "The clinic as a whole\n  A: clinic_offers\n" in run("rehab").stdout


def test_the_day_decides_how_sure_a_rule_is(run):
    assert (
        "KS physical-therapist: allowed_training (summary_read; nothing)" in run("avery", "--on", "2028-01-01").stdout
    )


def test_an_id_that_was_merged_leads_to_the_one_it_is_now(run):
    assert json.loads(run("merged", "--json").stdout)["id"] == "avery"


@pytest.mark.parametrize(("provider_id", "said"), [("nobody", "nobody is published"), ("withdrawn", "no longer shown")])
def test_whoever_is_not_published_is_named_in_a_sentence(run, provider_id, said):
    result = run(provider_id)
    assert (result.exit_code, said in result.stderr) == (1, True)
    assert "Traceback" not in result.output


def test_whoever_asked_to_be_left_out_is_not_shown(run):
    change_overlay(settings.current().generations, lambda it: it.suppressing(frozenset({"avery"}), frozenset()))
    result = run("avery")
    assert result.exit_code == 1
    assert "Jordan" not in result.output


def test_a_hidden_phone_is_not_printed_either(run):
    change_overlay(settings.current().generations, lambda it: it.hiding("avery", frozenset({"phone"})))
    assert "555-01" not in run("avery", "--json").stdout
    assert "+1303" not in run("avery", "--json").stdout


def test_nothing_published_says_what_to_run(home):
    result = CliRunner().invoke(cli, ["evidence", "avery"])
    assert (result.exit_code, "pinpoint publish" in result.stderr) == (1, True)
