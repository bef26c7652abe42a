"""The NPI registry's line, from its file and from its API to a search that agrees with a count by hand."""

import json
import random
import subprocess

import pytest
from geopy.distance import great_circle

from tests import warm_process
from tests.line.command import Home
from tests.line.nppes import DEACTIVATED, OUTSIDE_US, WRONG_DIGIT, write_nppes

PROFESSIONS = ["physical-therapist", "chiropractor", "acupuncturist", "occupational-therapist", "physician"]
PLACES = ["Hartford, CT", "06708", "New Haven, CT", "01103", "Worcester MA", "02903", "Salida, CO", "41.5, -72.9"]
CLOSED = {"not_allowed", "not_yet"}
QUERIES = 60


@pytest.fixture(scope="module")
def line(tmp_path_factory):
    """A home that read the file and published it."""
    folder = tmp_path_factory.mktemp("registry")
    file = folder / "nppes.csv"
    npis = write_nppes(file)
    home = Home(folder / "home")
    report = home.json("crawl", "nppes_file", "--accept", "-a", f"file={file}")
    home.publish()
    return home, file, npis, report


def test_every_record_of_the_file_is_published_and_nothing_else(line):
    home, _, npis, _ = line
    assert {one["npi"] for one in home.export()} == npis


def test_what_was_wrong_with_the_file_is_counted_and_loses_nothing_else(line):
    _, _, _, report = line
    assert report["problems"] == {"row/check_digit": 1, "row/width": 1}


def test_a_deactivated_or_unreadable_number_is_never_shown(line):
    home, *_ = line
    whole = home.run("export", "--format", "jsonl")
    for npi in (DEACTIVATED, WRONG_DIGIT, OUTSIDE_US):
        assert npi not in whole


def test_searches_agree_with_a_count_by_hand(line):
    home, *_ = line
    everybody = home.export()
    asked = "Hartford, CT", "--within", 50, "--profession", "chiropractor", "--include-no-word"
    assert home.ask(*asked) == home.json("search", *asked)
    chance = random.Random(20261123)
    for _ in range(QUERIES):
        place, miles = chance.choice(PLACES), chance.choice([1, 5, 10, 25, 50, 100, 400])
        professions = chance.sample(PROFESSIONS, chance.choice([0, 1, 1, 2]))
        given = [part for profession in professions for part in ("--profession", profession)]
        answer = home.ask(place, "--within", miles, *given, "--include-no-word", "--limit", 10_000)
        center = answer["place"]["latitude"], answer["place"]["longitude"]
        # Nobody calls a person without any source's word whose license does not cover it, by the rule of the state.
        closed = {(one["state"], one["profession"]) for one in answer["rules"] if one["answer_b"] in CLOSED}
        expected = {}
        for one in everybody:
            if professions and not set(professions) & set(one["professions"]):
                continue
            spots = [
                spot for spot in one["locations"] if {(spot["state"], each) for each in one["professions"]} - closed
            ]
            near = min(
                (great_circle(center, (spot["latitude"], spot["longitude"])).miles for spot in spots), default=miles + 1
            )
            if near <= miles:
                expected[one["id"]] = near
        assert {one["id"] for one in answer["results"]} == set(expected), (place, miles, professions)
        assert answer["total"] == len(expected)
        shown = [one["distance_miles"] for one in answer["results"]]
        assert shown == sorted(shown)
        assert shown == pytest.approx([expected[one["id"]] for one in answer["results"]], abs=1e-9)
        for profession, count in answer["facets"]["profession"].items():
            assert count == sum(profession in one["professions"] for one in answer["results"])


def test_the_api_gives_the_same_people_and_the_same_content_but_for_the_source(line, tmp_path):
    file_home, file, npis, _ = line
    home = Home(tmp_path / "api")
    with home.start(
        "demo-registry", "--nppes", file, "--json", stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as server:
        base_url = json.loads(server.stdout.readline())["base_url"]
        home.allowing(base_url).run("crawl", "npi_registry", "--accept", "-a", f"base_url={base_url}")
        server.terminate()
    home.publish()
    assert {one["npi"] for one in home.export()} == npis
    assert home.content().replace("npi_registry", "SOURCE") == file_home.content().replace("nppes_file", "SOURCE")


def test_a_held_run_without_a_terminal_says_so_and_ends_with_3(line, tmp_path):
    _, file, *_ = line
    home = Home(tmp_path / "held")
    held = home.json("crawl", "nppes_file", "-a", f"file={file}", code=3)
    assert (held["state"], held["verdict"]) == ("held", "held")
    assert "first run" in held["cause"]
    home.publish()
    assert home.export() == []


def test_a_dry_run_changes_nothing(line, tmp_path):
    _, file, *_ = line
    home = Home(tmp_path / "dry")
    home.run("crawl", "nppes_file", "--dry-run", "--accept", "-a", f"file={file}", code=None)
    home.publish()
    assert home.export() == []


def test_a_part_of_the_file_adds_and_changes_but_removes_nobody(line, tmp_path):
    _, file, npis, _ = line
    home = Home(tmp_path / "part")
    home.run("crawl", "nppes_file", "--accept", "-a", f"file={file}")
    part = home.json("crawl", "nppes_file", "--accept", "-a", f"file={file}", "-a", "states=CO")
    assert part["partial"] is True
    assert (part["delta"]["missing"], part["delta"]["withdrawn"]) == (0, 0)
    home.publish()
    assert len(home.export()) == len(npis)


def test_a_sample_is_a_part_and_stops_where_it_is_full(line, tmp_path):
    _, file, *_ = line
    home = Home(tmp_path / "sample")
    part = home.json("crawl", "nppes_file", "--sample", 10, "--accept", "-a", f"file={file}")
    assert (part["partial"], part["verdict"], part["delta"]["added"]) == (True, "passed", 10)


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (("crawl", "nowhere"), "there is no source 'nowhere'"),
        (("crawl", "nppes_file"), "file"),
        (("crawl", "nppes_file", "-a", "fiel=x"), "fiel"),
        (("crawl", "nppes_file", "-a", "file"), "KEY=VALUE"),
        (("crawl", "choosept"), "is disabled"),
        (("crawl", "npi_registry", "-a", "base_url=http://127.0.0.1:1"), "PINPOINT_ALLOW_ADDRESSES=127.0.0.1:1 allows"),
        (("search", "Sallida"), "Salida, CO"),
        (("search", "81201"), "pinpoint publish"),
        (("runs", "--limit", "0"), "limit"),
    ],
)
def test_a_mistake_is_explained_in_a_sentence_without_a_traceback(tmp_path, arguments, shown):
    done = warm_process.run("pinpoint", *arguments, env=Home(tmp_path / "home").environment())
    assert done.returncode in {1, 2}
    assert shown in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
