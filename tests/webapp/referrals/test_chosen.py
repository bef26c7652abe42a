from dataclasses import replace

import pytest
from werkzeug.datastructures import MultiDict

from index import settings
from index.published.overlay import Overlay, change_overlay
from index.published.reader import PublishedReader
from index.records import SourcesSay
from tests.builders import practice
from tests.webapp.conftest import app_over
from tests.webapp.invented import GOODLAND, HOSTILE, SALIDA, TODAY, at, providers, publish_providers
from webapp.finder.carried_search import CarriedSearch
from webapp.finder.find_query import read_find_query
from webapp.referrals.chosen import Why, chosen
from webapp.referrals.chosen_ids import MOST_LOOKED_AT, MOST_ON_A_LIST, read_chosen_ids


def parameters(query):
    return MultiDict(pair.split("=", 1) for pair in query.split("&") if pair)


def typed(query, most=MOST_ON_A_LIST):
    """The ids of a query string."""
    return read_chosen_ids(parameters(query), most)


@pytest.mark.parametrize(
    ("query", "ids", "canonical"),
    [
        ("ids=a,b", ("a", "b"), True),
        ("ids=a&ids=b", ("a", "b"), False),
        ("ids=b&ids=a,c", ("b", "a", "c"), False),
        ("ids=b,a,b", ("b", "a"), False),
        ("ids= a , b ", ("a", "b"), False),
        ("ids=a,,b,", ("a", "b"), False),
        ("ids=", (), False),
        ("", (), True),
        ("id=a", (), True),
    ],
)
def test_ids_keep_their_order_and_are_there_once(query, ids, canonical):
    found = typed(query)
    assert (found.well_formed, found.is_canonical) == (ids, canonical)
    assert typed(found.parameter).is_canonical
    assert typed(found.parameter).well_formed == ids


def test_a_page_that_takes_one_also_reads_id():
    assert typed("id=a", 1).well_formed == ("a",)
    assert typed("id=a", 1).parameter == "ids=a"


def test_what_cannot_be_an_id_is_kept_apart_and_shortened():
    found = typed(f"ids=a,{HOSTILE},{'x' * 10_000},b")
    assert found.well_formed == ("a", "b")
    assert found.malformed == ('<script>alert("x")</scri…', f"{'x' * 24}…")
    assert found.parameter == f"ids=a,%3Cscript%3Ealert%28%22x%22%29%3C%2Fscri%E2%80%A6,{'x' * 24}%E2%80%A6,b"


def test_a_bounded_number_of_ids_is_looked_at():
    assert len(typed("ids=" + ",".join(f"i{number}" for number in range(5000))).written) == MOST_LOOKED_AT


@pytest.fixture
def choose(published):
    """The entries of a query over the invented people."""
    reader = PublishedReader(published.generations)
    app = app_over(published)

    def run(query, search="", most=MOST_ON_A_LIST):
        with app.test_request_context():
            carried = CarriedSearch(
                read_find_query(MultiDict(pair.split("=", 1) for pair in search.split("&") if pair))
            )
            return chosen(reader.generation(), typed(query, most), TODAY, carried)

    return run


def why(found):
    return [(one.asked, one.why) for one in found.left_off]


def test_entries_are_in_the_order_of_the_visitor(choose):
    found = choose("ids=silent,rehab,avery")
    assert found.shown_ids == ("silent", "rehab", "avery")
    assert [facts.name for facts in found.facts] == ["Casey Morrow", "Arkansas Valley Rehab", "Jordan Avery"]
    assert found.left_off == ()


def test_a_merged_id_is_followed_and_its_provider_is_there_once(choose):
    found = choose("ids=merged,silent,avery")
    assert [(entry.asked, entry.facts.id, entry.merged) for entry in found.entries] == [
        ("avery", "avery", ("merged",)),
        ("silent", "silent", ()),
    ]
    (alone,) = choose("ids=merged").entries
    assert (alone.asked, alone.facts.id) == ("merged", "avery")


def test_every_bad_id_is_named_and_the_rest_of_the_list_stays(choose):
    found = choose(f"ids=nobody,avery,withdrawn,{HOSTILE},mixed,rehab")
    assert found.shown_ids == ("avery", "rehab")
    assert why(found) == [
        ('<script>alert("x")</scri…', Why.MALFORMED),
        ("nobody", Why.UNKNOWN),
        ("withdrawn", Why.NO_LONGER_SHOWN),
        ("mixed", Why.MIXED_UP),
    ]


def test_a_listing_that_there_is_no_room_for_is_named(choose):
    found = choose("ids=avery,rehab,silent,nobody", most=2)
    assert found.shown_ids == ("avery", "rehab")
    assert [(one.asked, one.why, one.name) for one in found.left_off] == [
        ("silent", Why.TOO_MANY, "Casey Morrow"),
        ("nobody", Why.UNKNOWN, ""),
    ]


@pytest.mark.parametrize(
    ("ids", "shown", "left_off"),
    [
        pytest.param(
            "withdrawn,nobody,merged,avery,rehab,mixed,withdrawn2",
            ("avery", "rehab"),
            [
                ("withdrawn", Why.NO_LONGER_SHOWN),
                ("nobody", Why.UNKNOWN),
                ("mixed", Why.MIXED_UP),
                ("withdrawn2", Why.UNKNOWN),
            ],
            id="whoever shows nobody takes no room",
        ),
        pytest.param(
            "rehab,avery,withdrawn,mixed,merged,silent",
            ("rehab", "avery"),
            [("withdrawn", Why.NO_LONGER_SHOWN), ("mixed", Why.MIXED_UP), ("silent", Why.TOO_MANY)],
            id="each over the limit",
        ),
    ],
)
def test_each_id_that_is_left_off_has_its_own_reason(choose, ids, shown, left_off):
    found = choose(f"ids={ids}", most=2)
    assert found.shown_ids == shown
    assert why(found) == left_off


def test_a_removed_person_is_no_longer_shown_and_not_named(choose, published):
    change_overlay(published.generations, lambda overlay: overlay.suppressing(frozenset({"avery"}), frozenset()))
    found = choose("ids=avery,rehab,silent", most=1)
    assert why(found) == [("avery", Why.NO_LONGER_SHOWN), ("silent", Why.TOO_MANY)]
    assert "Avery" not in repr(found)


def test_a_hidden_field_is_in_no_fact(choose, published):
    change_overlay(
        published.generations, lambda overlay: Overlay().hiding("avery", frozenset({"phone", "license", "npi"}))
    )
    (avery,) = choose("ids=avery").facts
    assert (avery.phone, avery.npi, avery.call) == (None, "", None)
    assert [held.license for held in avery.licenses] == [""]
    assert "0112" not in repr(avery)
    assert "0180" not in repr(avery)
    assert "1234567893" not in repr(avery).replace("registry.example/1234567893", "")


def test_miles_and_the_address_carry_the_search(choose):
    found = choose("ids=avery,rehab", "place=81201&for=neck")
    assert [facts.miles for facts in found.facts] == ["0.5 miles", "about 1 mile"]
    with app_over(settings.current()).test_request_context():
        assert found.address("finder.find", ["avery"]) == "/find?ids=avery&place=81201&for=neck"


def two_places(far, near):
    salida = at(SALIDA, "Salida", "CO", "81201")
    goodland = at(GOODLAND, "Goodland", "KS", "67735", organization="Prairie Rehab")
    return practice(salida, far), practice(goodland, near)


@pytest.mark.parametrize(
    ("salida", "goodland", "search", "town"),
    [
        (SourcesSay.PERSON_LISTED, SourcesSay.NO_WORD, "", "Salida"),
        (SourcesSay.NO_WORD, SourcesSay.PERSON_LISTED, "", "Goodland"),
        (SourcesSay.PERSON_LISTED, SourcesSay.NO_WORD, "place=67735", "Goodland"),
        (SourcesSay.NO_WORD, SourcesSay.PERSON_LISTED, "place=81201", "Salida"),
        (SourcesSay.COURSE_LISTED, SourcesSay.BOARD_LISTED, "place=81201&within=300", "Salida"),
        (SourcesSay.NO_WORD, SourcesSay.BOARD_LISTED, "place=81201&within=300", "Goodland"),
        (SourcesSay.COURSE_LISTED, SourcesSay.BOARD_LISTED, "place=81201&within=300&label=board_listed", "Goodland"),
        (SourcesSay.COURSE_LISTED, SourcesSay.BOARD_LISTED, "place=81201&within=300&name=prairie", "Goodland"),
        (SourcesSay.COURSE_LISTED, SourcesSay.BOARD_LISTED, "place=81201&within=300&label=clinic_offers", "Salida"),
    ],
)
def test_the_place_is_the_one_that_the_search_shows(choose, published, salida, goodland, search, town):
    everybody = [
        replace(one, practices=two_places(salida, goodland)) if one.id == "avery" else one for one in providers()
    ]
    publish_providers(published, everybody, number=2)
    (avery,) = choose("ids=avery", search).facts
    assert avery.town == town
