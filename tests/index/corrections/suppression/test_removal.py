import pytest
from sqlalchemy import delete, select

from index.corrections.suppression import UnknownProviderError, ensure_secret, lift, load, suppress
from index.corrections.suppression.removal import LostSecretError, NotSuppressedError
from index.store.audit import EmptyReasonError
from index.store.schema import audit, secret, suppression
from tests.builders import NPI_1, listing, location, phone

SALIDA = location(phone=phone("12"))
REGISTERED = listing("npi_registry/1", npi=NPI_1, places=[SALIDA])
LISTED = listing("list/1", places=[SALIDA])
OTHER = listing("list/2", "Casey", "Stone", places=[location("2 Second St")])


def loaded(rows):
    with rows.store.read() as connection:
        return load(connection)


@pytest.fixture
def ids(rows):
    rows.put(REGISTERED, LISTED, OTHER)
    rows.resolve()
    return rows.ids()


def test_nobody_is_left_out_at_first(rows, ids):
    assert loaded(rows).ids == frozenset()
    assert not loaded(rows).covers(LISTED)


def test_a_removal_covers_every_listing_of_the_person_and_nobody_else(rows, ids):
    removal = suppress(rows.store, ids["list/1"], "an operator", "asked by letter")
    suppressions = loaded(rows)
    assert removal.listings == 2
    assert suppressions.ids == {ids["list/1"]}
    assert suppressions.covers(LISTED)
    assert suppressions.covers(REGISTERED)
    assert not suppressions.covers(OTHER)


def test_a_removal_reaches_what_a_later_crawl_finds_under_another_id(rows, ids):
    suppress(rows.store, ids["list/1"], "an operator", "asked by letter")
    assert loaded(rows).covers(listing("school/7", "Jordan", "Avery", middle="Q", places=[SALIDA]))


def test_a_removal_remembers_withdrawn_listings(rows, ids):
    rows.put(listing("site/9", npi=NPI_1, places=[location("9 Far Rd", "Reno", "NV", "89501")]))
    rows.resolve()
    rows.withdraw("site/9")
    suppress(rows.store, rows.ids()["list/1"], "an operator", "asked by letter")
    assert loaded(rows).covers(listing("new/1", places=[location("9 Far Rd", "Reno", "NV", "89501")]))


def test_a_removal_outlives_a_merge_in_either_direction(rows):
    rows.put(REGISTERED, listing("list/1", places=[location("2 Second St", "Reno", "NV", "89501")]))
    rows.resolve()
    before = rows.ids()
    suppress(rows.store, before["list/1"], "an operator", "asked by letter")
    rows.put(listing("list/1", npi=NPI_1, places=[SALIDA]))
    rows.resolve()
    assert loaded(rows).ids == set(before.values())


def test_a_removal_keeps_no_name_and_no_address(rows, ids):
    suppress(rows.store, ids["list/1"], "an operator", "asked by letter")
    with rows.store.read() as connection:
        row = connection.execute(select(suppression)).mappings().one()
    assert not any(word in str(dict(row)) for word in ("Avery", "Jordan", "Example St", phone("12").e164, NPI_1))


def test_lifting_shows_somebody_again_and_keeps_the_request(rows, ids):
    suppress(rows.store, ids["list/1"], "an operator", "asked by letter")
    lift(rows.store, ids["list/1"], "another operator", "asked to return")
    assert loaded(rows).ids == frozenset()
    assert not loaded(rows).covers(LISTED)
    with rows.store.read() as connection:
        assert [tuple(row) for row in connection.execute(select(audit.c.who, audit.c.action, audit.c.note))] == [
            ("an operator", "suppress", "asked by letter"),
            ("another operator", "lift suppression", "asked to return"),
        ]
        assert len(connection.execute(select(suppression)).all()) == 1


def test_lifting_one_leaves_the_others_out(rows, ids):
    suppress(rows.store, ids["list/1"], "an operator", "asked by letter")
    suppress(rows.store, ids["list/2"], "an operator", "asked by phone")
    lift(rows.store, ids["list/1"], "an operator", "asked to return")
    assert loaded(rows).ids == {ids["list/2"]}
    assert loaded(rows).covers(OTHER)


@pytest.mark.parametrize("act", [suppress, lift])
@pytest.mark.parametrize(("who", "reason"), [("", "asked"), ("an operator", " ")])
def test_who_and_why_must_be_said(rows, ids, act, who, reason):
    with pytest.raises(EmptyReasonError):
        act(rows.store, ids["list/1"], who, reason)


def test_an_unknown_id_is_an_error(rows, ids):
    with pytest.raises(UnknownProviderError, match="'nobodyhere'"):
        suppress(rows.store, "nobodyhere", "an operator", "asked")
    with pytest.raises(NotSuppressedError, match="is not removed; there is nothing to lift"):
        lift(rows.store, ids["list/1"], "an operator", "asked")


def test_the_secret_is_made_once(rows):
    first = ensure_secret(rows.store)
    assert len(first) == 32
    assert ensure_secret(rows.store) == first


def test_a_lost_secret_is_an_error_and_not_an_empty_list(rows, ids):
    suppress(rows.store, ids["list/1"], "an operator", "asked")
    with rows.store.write() as connection:
        connection.execute(delete(secret))
    with pytest.raises(LostSecretError):
        loaded(rows)
