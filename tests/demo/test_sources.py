from datetime import date

import pytest

from crawler.runs.source_files import load_sources
from demo.servers import DemoServers
from demo.sources import SOURCE_IDS, ForeignFileError, write_sources, write_state_rules
from index import settings
from index.records import Profession, StateAllows
from index.vocabulary.state_rules import load_state_rules


@pytest.fixture
def servers(world):
    stopped = DemoServers(world)
    yield stopped
    stopped.stop()


def test_the_written_sources_pass_the_loader_and_point_to_the_servers(home, servers):
    names = write_sources(home, servers)
    loaded, _ = load_sources(settings.current())
    assert names == (
        "demo_npi_registry",
        "demo_find_a_pt",
        "demo_needling_school",
        "demo_clinic_sites",
        "demo_license_file",
        "demo_practice_websites",
    )
    for directory, name in SOURCE_IDS.items():
        source = loaded[name]
        assert directory == "websites" or source.base_url == servers.base_urls[directory] + "/"
        assert ".example/" in source.url
        assert source.enabled_by_default
        assert source.politeness.delay_seconds == 0


def test_each_practice_s_website_has_a_stand_in_server(home, servers):
    write_sources(home, servers)
    stand_ins = load_sources(settings.current())[0]["demo_practice_websites"].stand_ins
    assert len(stand_ins) == 30
    assert stand_ins["https://tansyford.example"].startswith("http://127.0.1.1:")


def test_writing_twice_gives_the_same_files(home, servers):
    write_sources(home, servers)
    before = {path: path.read_bytes() for path in sorted(home.rglob("*.*"))}
    write_sources(home, servers)
    assert {path: path.read_bytes() for path in sorted(home.rglob("*.*"))} == before
    assert len(before) == 7


def test_the_invented_rule_takes_effect_on_the_day_it_is_written(home):
    rules = load_state_rules(write_state_rules(home))
    rule = rules.rule("WY", Profession.PHYSICAL_THERAPIST)
    assert (rule.answer, rule.invented, rule.reviewed_by) == (StateAllows.NOT_ALLOWED, True, "Pinpoint demonstration")
    assert rule.leaves_out_listed(date(2026, 11, 23))
    assert rules.rule("WY", Profession.ACUPUNCTURIST).answer is StateAllows.ALLOWED
    assert not rules.rule("CO", Profession.PHYSICAL_THERAPIST).invented


def test_rules_that_somebody_wrote_are_never_replaced(home):
    home.mkdir()
    own = home / "state_rules.csv"
    own.write_text("state,profession,invented\nCO,physical-therapist,false\n")
    with pytest.raises(ForeignFileError, match="not invented"):
        write_state_rules(home)
    assert own.read_text() == "state,profession,invented\nCO,physical-therapist,false\n"


def test_the_registry_is_asked_for_every_town_of_the_world(home, servers, world):
    write_sources(home, servers)
    prefixes = tuple(load_sources(settings.current())[0]["demo_npi_registry"].options["postal_prefixes"])
    towns = {entry.place.town.zip for entry in world.of("registry")}
    assert {zip_code[:2] for zip_code in towns} == set(prefixes)


def test_the_list_is_asked_around_every_town_of_the_world(home, servers, world):
    write_sources(home, servers)
    asked = set(load_sources(settings.current())[0]["demo_find_a_pt"].options["zips"])
    assert {entry.place.town.zip for entry in world.entries} == asked
