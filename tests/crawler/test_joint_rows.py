"""A row of a directory that names two people becomes a listing of each, and each links to their own elsewhere."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from crawler.runs.decisions import Acceptance, approve
from crawler.runs.normalize_run import normalize_run
from crawler.runs.settle import settle
from index import settings
from index.normalize.joint_listing import split_listing
from index.normalize.listing import normalize
from index.places.gazetteer import open_gazetteer
from index.records import Listing, RawStatement, Subject
from index.records.codec import from_json
from index.store.runs import runs, staging
from index.store.runs.runs import Verdict
from index.store.schema import listing
from tests.crawler.gates.directory import SOURCE, collected, definition, register
from tests.crawler.gates.directory import directory as singles
from tests.index.resolve.listing_rows import Rows

WHO = Acceptance(who="Jo", reason="seen on the site")
JOINT = replace(singles(1)[0], source_id="17", name="Warren Hollis, PT & Ida Marsh, DC", website="https://pair.test/")
SWAPPED = replace(JOINT, name="Ida Marsh, DC & Warren Hollis, PT")
WARREN, IDA = f"{SOURCE}/17~warren-hollis", f"{SOURCE}/17~ida-marsh"


@pytest.fixture
def store(store):
    register(store, definition(minimum_listings=1, count_floor=0.1, vanished_share=0.9))
    return store


def crawl(store, rows, **of_run):
    """Carry a run of rows into the listings."""
    run_id = collected(store, rows, **of_run)
    settle(store, settings.current(), run_id, acceptance=None, progress=lambda *_: None)
    with store.read() as connection:
        if runs.get(connection, run_id).verdict == "passed":
            return run_id
    approve(store, run_id, WHO)
    return run_id


def keys(store):
    with store.read() as connection:
        return sorted(f"{row.source}/{row.source_id}" for row in connection.execute(select(listing)))


def elsewhere(number, name):
    """The listing of one of them in another directory, with the place and the phone of the pair."""
    raw = replace(JOINT, source="school", source_id=str(number), name=name, website="")
    return normalize(raw, open_gazetteer())


def test_each_of_two_people_in_a_row_links_to_their_own_listing_elsewhere(store):
    crawl(store, [JOINT, *singles(30)[1:]])
    rows = Rows(store)
    rows.put(elsewhere(1, "Warren Hollis, PT"), elsewhere(2, "Ida Marsh, DC"))
    rows.resolve()
    ids = rows.ids()
    assert ids[WARREN] == ids["school/1"]
    assert ids[IDA] == ids["school/2"]
    assert ids[WARREN] != ids[IDA]


def test_the_ids_of_a_split_row_outlast_recrawls_and_another_order_of_the_names(store):
    crawl(store, [JOINT, *singles(30)[1:]])
    rows = Rows(store)
    rows.resolve()
    before, first = keys(store), rows.ids()
    assert {WARREN, IDA} <= set(before)
    assert f"{SOURCE}/17" not in before
    crawl(store, [SWAPPED, *singles(30)[1:]])
    rows.resolve()
    assert (keys(store), rows.ids()) == (before, first)


def test_a_run_taken_up_after_its_rows_were_split_has_each_person_once(store):
    first = collected(store, [JOINT])
    normalize_run(store, settings.current(), first, lambda *_: None)
    with store.write() as connection:
        runs.end(connection, first, verdict=Verdict.ABANDONED, cause="its process died")
    second = collected(store, [])
    with store.write() as connection:
        staging.take_over(connection, first, second)
        staging.stage(connection, second, [JOINT])
    normalize_run(store, settings.current(), second, lambda *_: None)
    with store.read() as connection:
        rows = [from_json(Listing, one) for _, one in staging.raw_and_normalized(connection, second)]
    read = {one.source_id: one.name for one in rows}
    assert read == {"17~warren-hollis": "Warren Hollis", "17~ida-marsh": "Ida Marsh"}


def test_a_split_row_is_counted_once(store):
    run_id = collected(store, [replace(JOINT, npi="1467560003", credentials="OCS")])
    normalize_run(store, settings.current(), run_id, lambda *_: None)
    with store.read() as connection:
        counts = staging.problem_counts(connection, run_id)
    assert counts == {"credentials/of_several": 1, "name/joint": 1, "npi/of_several": 1}


def both(**changes):
    return [normalize(part, open_gazetteer()) for part in split_listing(replace(JOINT, **changes))]


def test_what_is_shared_goes_to_both_and_what_is_one_persons_to_nobody():
    warren, ida = both(npi="1467560003", credentials="OCS")
    assert warren.locations == ida.locations
    assert warren.website == ida.website == "https://pair.test/"
    assert [one.code for one in warren.credentials] == ["PT"]
    assert [one.code for one in ida.credentials] == ["DC"]
    assert (warren.npi, ida.npi) == ("", "")
    assert [one.value for one in (*warren.professions, *ida.professions)] == ["physical-therapist", "chiropractor"]
    assert ida.problems == ()


@pytest.mark.parametrize(
    ("text", "about_warren", "about_ida"),
    [
        ("Dry needling: yes", Subject.CLINIC, Subject.CLINIC),
        ("Offers dry needling", Subject.CLINIC, Subject.CLINIC),
        ("We offer dry needling.", Subject.CLINIC, Subject.CLINIC),
        ("Warren offers dry needling.", Subject.PERSON, Subject.CLINIC),
        ("Ida Marsh performs dry needling.", Subject.CLINIC, Subject.PERSON),
    ],
)
def test_a_statement_on_a_row_of_two_is_a_persons_only_where_its_sentence_names_them(text, about_warren, about_ida):
    warren, ida = both(statements=(RawStatement(text=text, about=Subject.PERSON),))
    assert [one.about for one in warren.statements] == [about_warren]
    assert [one.about for one in ida.statements] == [about_ida]


def test_a_boards_record_and_a_course_on_a_row_of_two_are_nobodys():
    board = RawStatement(text="Dry needling endorsement", about=Subject.PERSON, board=True)
    course = RawStatement(text="Certified in dry needling", about=Subject.PERSON)
    warren, ida = both(statements=(board, course))
    assert (warren.statements, ida.statements) == ((), ())
    assert [one.code for one in (*warren.credentials, *ida.credentials)] == ["PT", "DC"]
    assert "statement/of_several" in warren.problems


def test_complaints_of_a_text_that_names_one_of_them_are_nobodys():
    warren, ida = both(text="Ida treats jaw pain.")
    assert (warren.conditions, ida.conditions) == ((), ())
    assert "conditions/of_several" in warren.problems
    warren, ida = both(text="We treat jaw pain.")
    assert warren.conditions == ida.conditions != ()


def test_a_row_with_one_whole_name_stays_one_listing_and_is_counted():
    raw = replace(JOINT, name="Warren Hollis & Ida", npi="1467560003")
    assert split_listing(raw) == (raw,)
    read = normalize(raw, open_gazetteer())
    assert (read.name, read.npi) == ("Warren Hollis", "")
    assert {"name/joint", "npi/of_several"} <= set(read.problems)


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("Warren & Ida Hollis", ["17~warren-hollis", "17~ida-hollis"]),
        ("Warren Hollis Sr. & Warren Hollis Jr.", ["17~warren-hollis-sr", "17~warren-hollis-jr"]),
        ("Warren A. Hollis & Warren B. Hollis", ["17~warren-a-hollis", "17~warren-b-hollis"]),
        ("Zoë Peña, PT; Ida Vale-Penn, DC", ["17~zoe-pena", "17~ida-vale-penn"]),
        ("Warren Hollis, PT", ["17"]),
    ],
)
def test_ids_are_made_of_the_rows_and_the_names(name, ids):
    assert [one.source_id for one in split_listing(replace(JOINT, name=name))] == ids
