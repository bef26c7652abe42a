"""The whole line on the invented directories: what it publishes, and that reading it again changes nothing."""

import json
from collections import defaultdict
from random import Random

import pytest

from demo.directories.license_file import EXPIRED, MISSING, STRANGE
from demo.truth import answers, key_of, truth
from demo.world.towns import load_towns
from demo.world.world import World
from index.published.reader import PublishedReader
from index.vocabulary import profession_of_taxonomy
from tests.index.places.outlines.by_hand import outside_of
from tests.index.search.test_conformance import compare_on
from tests.line.command import TOMORROW, Home


@pytest.fixture(scope="module")
def home(demonstration):
    return demonstration


@pytest.fixture(scope="module")
def everybody(home):
    return home.export()


@pytest.fixture(scope="module")
def subjects(everybody):
    """The invented subjects of each published provider, from the listings that it was made of."""
    owner = {(row.source, key_of(row.source_id)): row.subject for row in truth(World())}
    return {
        one["id"]: {owner[claim["source"], key_of(claim["source_id"])] for claim in one["claims"]} for one in everybody
    }


def test_nobody_is_wrongly_merged(subjects):
    assert {provider: found for provider, found in subjects.items() if len(found) > 1} == {}


def test_everybody_who_has_to_be_brought_together_is_one(subjects):
    providers = defaultdict(set)
    for provider, found in subjects.items():
        for subject in found:
            providers[subject].add(provider)
    must = {row.subject for row in truth(World()) if "must_merge" in row.traps.split()}
    assert len(must) > 10
    assert {subject: providers[subject] for subject in must if len(providers[subject]) != 1} == {}


def test_answers_are_what_the_directories_say_of_each_person_and_town(everybody, subjects):
    shown = {
        (subject, spot["city"], spot["state"]): spot["dry_needling"]
        for one in everybody
        for subject in subjects[one["id"]]
        for spot in one["locations"]
    }
    expected = {(row.subject, row.city, row.state): row.answer for row in answers(World())}
    assert {key: (shown.get(key), answer) for key, answer in expected.items() if shown.get(key) != answer} == {}


def test_words_of_a_practice_s_own_website_lead_to_the_page_that_has_them(everybody):
    quoted = {
        quote["url"]
        for one in everybody
        for spot in one["locations"]
        for quote in spot["quotes"]
        if quote["source"] == "demo_practice_websites"
    }
    assert {"https://tansyford.example/team/", "https://cedarhollow.example/dry-needling/"} <= quoted
    assert not any("clinic-sites.example" in url or "127.0" in url for url in quoted)
    tansyford = next(one for one in everybody if one["name"] == "Tansyford Physical Therapy")
    assert tansyford["website"] == "https://tansyford.example/"


def test_a_demonstration_town_shows_people_of_several_directories_and_a_clinic_that_names_nobody(home):
    answer = home.json("search", "Salida, CO", "--within", 25)
    several = [one for one in answer["results"] if one["kind"] == "person" and len(one["sources"]) >= 2]
    clinics = [one for one in answer["results"] if one["kind"] == "clinic"]
    assert several
    assert {one["dry_needling"] for one in clinics} == {"clinic_offers"}


def test_where_only_the_registry_speaks_nobody_is_listed(home):
    answer = home.json("search", "67735", "--within", 25)
    assert (answer["total"], answer["results"]) == (0, [])
    assert answer["no_word_total"] > 0


def test_a_reviewed_rule_leaves_out_and_counts_the_people_it_covers(home):
    answer = home.json("search", "Cheyenne, WY", "--within", 25)
    assert answer["left_out_total"] == 2
    assert [one["professions"] for one in answer["results"]] == [["acupuncturist"]]
    assert {"state": "WY", "profession": "acupuncturist", "answer_b": "allowed", "sure": "rule_read"}.items() <= answer[
        "rules"
    ][0].items()


def test_both_engines_answer_the_demonstration_as_brute_force_does(home, tmp_path, soak):
    generation = PublishedReader(home.path / "generations").generation()
    centers = [(town.latitude, town.longitude) for town in load_towns().values()]
    providers = list(generation.documents())
    queries = 2000 if soak else 100
    filled = compare_on(tmp_path / "index", providers, generation.rules, Random(20261123), queries, centers)
    assert filled["total"] > queries // 10


def test_no_published_point_lies_more_than_two_miles_outside_its_state(home):
    documents = list(PublishedReader(home.path / "generations").generation().documents())
    assert len(documents) > 100
    assert outside_of(documents) == []


def test_licenses_are_looked_up_in_the_invented_file_by_their_number(everybody):
    found = defaultdict(set)
    for one in everybody:
        for check in one["checks"]:
            found[check["result"]].add(int(check["number"].removeprefix("DEMO.")))
    assert found.keys() == {"active", "not_settled", "no_record"}
    assert {number % MISSING for number in found["no_record"]} == {0}
    assert [number for number in found["not_settled"] if number % EXPIRED and number % STRANGE] == []
    assert len(found["active"]) > 90


def test_a_code_of_the_registry_is_a_claim_of_it_alone_and_changes_no_profession(everybody):
    codes = defaultdict(set)
    for one in everybody:
        for claim in one["claims"]:
            if claim["field"] == "taxonomy":
                codes[one["id"]].add(claim["value"])
                assert claim["source"] == "demo_npi_registry"
    assert {one["id"]: set(one["taxonomies"]) for one in everybody if one["taxonomies"]} == codes
    assert {one["kind"] for one in everybody if one["taxonomies"]} == {"person", "clinic"}
    of_codes = {(one["id"], profession_of_taxonomy(code)) for one in everybody for code in one["taxonomies"]}
    professions = {(one["id"], name) for one in everybody for name in one["professions"]}
    people = {one["id"] for one in everybody if one["kind"] == "person"}
    assert {pair for pair in of_codes if pair[0] in people} <= professions


def test_a_claim_of_the_registry_says_when_its_record_changed_and_no_other_does(everybody):
    years = defaultdict(set)
    for one in everybody:
        for claim in one["claims"]:
            years[claim["source"]].add(claim["changed_on"] and claim["changed_on"][:4])
    assert years.pop("demo_npi_registry") == {"2014", "2019", "2023"}
    assert {year for found in years.values() for year in found} == {None}


def test_hostile_text_is_carried_as_text(everybody):
    whole = json.dumps(everybody)
    assert "javascript:" not in whole
    assert "<script" not in whole


def test_the_same_directories_a_day_later_move_only_last_seen(home, tmp_path):
    before_content, before = home.content(), home.export()
    tomorrow = Home(home.path, now=TOMORROW)
    report = tomorrow.json("demo")
    for source, row in report.items():
        changes = {name: count for name, count in row["delta"].items() if name != "same"}
        assert not any(changes.values()), (source, changes)
    assert tomorrow.content() == before_content
    after = tomorrow.export()
    assert _without_last_seen(after) == _without_last_seen(before)
    days = {claim["last_seen"] for one in after for claim in one["claims"]}
    assert days == {"2026-11-24"}


def test_a_home_with_real_listings_refuses_the_demonstration(tmp_path):
    from tests.line.nppes import write_nppes

    write_nppes(tmp_path / "nppes.csv", people=5)
    home = Home(tmp_path / "home")
    home.run("crawl", "nppes_file", "--accept", "-a", f"file={tmp_path / 'nppes.csv'}")
    home.run("demo", code=1)


def _without_last_seen(everybody):
    """Dates of last reading taken out, wherever they are: claims have them, quotes show them as the day read."""
    return json.loads(json.dumps(everybody), object_hook=_forget)


def _forget(part):
    return {key: value for key, value in part.items() if key not in {"last_seen", "read_on"}}
