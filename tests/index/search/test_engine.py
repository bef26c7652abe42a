"""The serving engine at its edges: hidden people, odd places of the globe, threads, and what cannot be built."""

import math
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest

from index.places.distance import miles_between
from index.records import SourcesSay, StateAllows, StateRules
from index.search import (
    ColumnEngine,
    HiddenMismatchError,
    SearchBuildError,
    SearchRequest,
    WhooshEngine,
    build,
)
from index.vocabulary.conditions import conditions
from tests.builders import READ, location, practice, rule
from tests.index.search import invented
from tests.index.search.conftest import CENTER, person, place
from tests.index.search.invented import TODAY


def ask(engine, at=CENTER, hidden=None, **parts):
    return engine.search(SearchRequest(latitude=at[0], longitude=at[1], **parts), hidden)


def ids(result):
    return [hit.provider_id for hit in result.hits]


def test_hidden_people_are_in_no_count(built):
    engine = built(person("shown"), person("gone", place(), place(0.1)))
    result = ask(engine, hidden=engine.hide(["gone", "never heard of"]))
    assert (ids(result), result.total, result.facets["state"]) == (["shown"], 1, {"CO": 1})
    assert ask(engine).total == 2


def test_a_mask_of_another_index_is_refused(built):
    mask = built(person("one")).hide(["one"])
    with pytest.raises(HiddenMismatchError, match="make it with this engine's hide"):
        ask(built(person("one"), person("two")), hidden=mask)


def test_within_is_the_shown_distance_to_the_last_digit(built):
    engine = built(person("edge", place(0.123, 0.0457)))
    miles = miles_between(*CENTER, CENTER[0] + 0.123, CENTER[1] + 0.0457)
    assert [hit.distance_miles for hit in ask(engine, radius_miles=miles).hits] == [miles]
    assert ask(engine, radius_miles=math.nextafter(miles, 0)).total == 0


@pytest.mark.parametrize(
    ("at", "there"),
    [
        ((51.9, 179.9), (51.9, -179.9)),
        ((51.9, -179.9), (51.9, 179.9)),
        ((13.45, 180.0), (13.45, -180.0)),
        ((89.95, 0.0), (89.95, 180.0)),
        ((-90.0, 12.0), (-89.9, -170.0)),
    ],
)
def test_a_disk_crosses_antimeridian_and_poles(built, at, there):
    engine = built(person("there", place(center=there)), person("far", place(center=(20.0, -100.0))))
    assert ids(ask(engine, at)) == ["there"]


def test_a_provider_without_coordinates_is_within_no_radius(built):
    nowhere = practice(location(), SourcesSay.PERSON_LISTED)
    assert ask(built(person("nowhere", nowhere)), radius_miles=500).total == 0


def test_nobody_at_all_is_an_answer_too(built):
    result = ask(built(), text='jordan "a b" -x')
    assert (result.total, result.hits, result.rule_keys) == (0, (), ())


def test_an_id_that_occurs_twice_is_refused(built):
    with pytest.raises(SearchBuildError, match="provider id 'one' occurs twice"):
        built(person("one"), person("one"))


@pytest.mark.parametrize("latitude", [90.5, math.nan])
def test_impossible_coordinates_are_refused(built, latitude):
    with pytest.raises(SearchBuildError, match="provider 'one' practice 0 is at"):
        built(person("one", place(center=(latitude, 0.0))))


def test_the_order_of_providers_changes_no_column(tmp_path):
    providers = invented.providers(Random(3), 40)
    build(tmp_path / "one", providers, StateRules())
    build(tmp_path / "other", providers[::-1], StateRules())
    names = sorted(path.name for path in (tmp_path / "one").iterdir() if path.is_file())
    assert names
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "other" / name).read_bytes(), name


def test_threads_share_an_engine(tmp_path):
    random = Random(11)
    providers = invented.providers(random, 60)
    engine = build(tmp_path / "index", providers, StateRules())
    requests = [invented.request(random, providers) for _ in range(60)] + [
        SearchRequest(latitude=CENTER[0], longitude=CENTER[1], radius_miles=500, text='"dry needling" jordan')
    ] * 20
    expected = [ColumnEngine.open(tmp_path / "index", StateRules()).search(request) for request in requests]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(engine.search, requests)) == expected


def test_a_name_finds_whoever_no_list_shows(built):
    engine = built(
        person("left", name="Zo\u00eb Pe\u00f1a"),
        person("no", place(answer=SourcesSay.SAYS_NO), name="Ana Maria Pe\u00f1a"),
        person("two", place(), place(0.1), name="ana pena"),
        person("other", name="Pe\u00f1a Avery", conditions=("ana",)),
    )
    assert engine.named("PENA") == ("no", "two", "other", "left")
    assert engine.named("pena ana") == ("no", "two")
    assert engine.named("pena", limit=1, hidden=engine.hide(["no"])) == ("two",)
    assert (engine.named(" ! "), engine.named("nobody")) == ((), ())


def test_a_condition_is_found_by_the_words_of_its_label(built):
    slug, condition = next(iter(conditions().items()))
    engine = built(person("treats", conditions=(slug,)), person("does not"))
    assert ids(ask(engine, text=f'"{condition.label}"')) == ["treats"]


def test_an_index_opens_though_the_module_that_wrote_it_has_another_name(tmp_path):
    build(tmp_path / "index", [person("a")], StateRules())
    (table,) = (tmp_path / "index").rglob("*.toc")
    written = table.read_bytes()
    assert b"whoosh_index" in written
    table.write_bytes(written.replace(b"whoosh_index", b"whoosh_moved"))
    assert ids(ask(ColumnEngine.open(tmp_path / "index", StateRules()))) == ["a"]


def test_places_outside_the_open_states_are_in_no_count_and_both_engines_say_so(tmp_path):
    random = Random(14)
    everybody = invented.providers(random, 300, invented.CENTERS)
    rules = invented.rules(random, 10)
    opened = frozenset({"CO"})
    build(tmp_path / "index", everybody, rules)
    engines = [one.open(tmp_path / "index", rules) for one in (ColumnEngine, WhooshEngine)]
    inside = {one.id for one in everybody if any(at.location.state in opened for at in one.practices)}
    for each in engines:
        assert set(each.outside(opened)) == {one.id for one in everybody} - inside
    asked = SearchRequest(latitude=39.0, longitude=-105.0, radius_miles=500, include_no_word=True, limit=1000)
    columns, whoosh = (each.search(asked, each.hide([], opened)) for each in engines)
    states = {one.id: [at.location.state for at in one.practices] for one in everybody}
    assert columns.hits == whoosh.hits
    assert columns.total == whoosh.total == len(columns.hits) > 0
    assert {states[hit.provider_id][hit.practice] for hit in columns.hits} == opened
    assert dict(columns.facets["state"]) == {next(iter(opened)): columns.total}


def test_a_name_that_is_being_typed_finds_the_listed_and_by_its_whole_words_everybody(built):
    engine = built(
        person("listed", name="Jordan Avery"),
        person("saint", name="St. Mary's Clinic"),
        person("silent", place(answer=SourcesSay.NO_WORD), name="Jordan Morrow"),
        person("both", place(answer=SourcesSay.NO_WORD), place(), name="Zoë Jordan"),
        person("no", place(answer=SourcesSay.SAYS_NO), name="Jordana Nolan"),
        person("left", place(state="NV"), name="Jordy Quill"),
        rules=StateRules.of([rule(StateAllows.NOT_ALLOWED, state="NV", reviewed_by="A. Reviewer", reviewed_on=READ)]),
    )

    def found(text, limit=5, hidden=None):
        return [(hit.provider_id, hit.practice) for hit in engine.suggested(text, TODAY, limit, hidden)]

    assert found("jo") == [("listed", 0), ("both", 1)]
    assert found("jordan m") == found("morrow") == []
    assert found("morrow JORDAN") == [("silent", 0)]
    assert found("jordana nolan") == [("no", 0)]
    assert (found("jordy"), found("quill jordy")) == ([], [("left", 0)])
    assert found("saint mar") == found("st marys clinic") == [("saint", 0)]
    assert found("zoe j", hidden=engine.hide(["both"])) == []
    assert found("jo", 1) == [("listed", 0)]
    assert found("") == found("!") == found("a" * 101) == found("jo " * 21) == []


def test_an_index_of_an_older_program_suggests_nobody_and_finds_as_before(tmp_path):
    build(tmp_path / "index", [person("a", name="Jordan Avery")], StateRules())
    for path in (tmp_path / "index").glob("names.*"):
        path.unlink()
    engine = ColumnEngine.open(tmp_path / "index", StateRules())
    assert (engine.suggested("jordan avery", TODAY, 5), engine.named("jordan")) == ((), ("a",))
