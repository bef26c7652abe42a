"""Quotes: judged one after the other, with the precision of each source, by one person at a time, and taken back."""

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import update

from commands.resolve import resolve
from commands.review import review
from index.corrections.suppression.removal import suppress
from index.records import RawListing, RawStatement, StatementKind, Subject
from index.records.codec import to_json
from index.review.quotes import Reading, SourcePrecision, quote_queue
from index.store.audit import AuditFilter, lines
from index.store.schema import listing as listing_table
from tests.builders import listing, statement
from tests.console.test_sources import statements
from tests.index.resolve.listing_rows import Rows

YES = "Jordan offers dry needling."


def put(store, *texts, source="school", kind=StatementKind.OFFERS, about=Subject.PERSON):
    made = [
        listing(f"{source}/{number}-{text[:4]}", statements=(statement(text, kind, about),))
        for number, text in enumerate(texts)
    ]
    Rows(store).put(*made)


def put_advert(store, text="Learn dry needling: three days in Denver"):
    one = listing("clinics/9")
    Rows(store).put(one)
    said = (RawStatement(text=text, about=Subject.PERSON),)
    raw = RawListing(source="clinics", source_id="9", kind=one.kind, url=one.url, name=one.name, statements=said)
    with store.write() as connection:
        connection.execute(update(listing_table).where(listing_table.c.source == "clinics").values(raw=to_json(raw)))


def queue(store):
    with store.read() as connection:
        return quote_queue(connection)


def choose(browser, key, verdict, seen="0"):
    return browser.post(f"/review/quotes/{key}", {"verdict": verdict, "seen": seen})


def run(*arguments):
    result = CliRunner().invoke(review, list(arguments))
    assert result.exit_code == 0, result.output
    return result.output


def audited(store):
    with store.read() as connection:
        found = lines(connection, AuditFilter(action="quote/"))
    return [(line.action, line.console_user, line.note) for line in reversed(found)]


@pytest.mark.parametrize(
    ("kind", "about", "reading"),
    [
        (StatementKind.OFFERS, Subject.PERSON, Reading.YES),
        (StatementKind.OFFERS, Subject.CLINIC, Reading.CLINIC),
        (StatementKind.SAYS_NO, Subject.PERSON, Reading.NO),
    ],
)
def test_a_text_of_several_listings_waits_once_with_its_reading(store, home, kind, about, reading):
    put(store, YES, YES, kind=kind, about=about)
    [one] = queue(store).waiting
    assert (one.reading, one.source, one.listings, one.text) == (reading, "school", 2, YES)


def test_a_text_from_which_nothing_was_read_waits_as_an_advert_and_a_boards_record_does_not_wait(store, home):
    put_advert(store)
    put(store, "Dry needling endorsement", kind=StatementKind.BOARD)
    assert [(one.reading, one.text) for one in queue(store).waiting] == [
        (Reading.ADVERT, "Learn dry needling: three days in Denver")
    ]


def test_a_judgment_is_recorded_the_next_text_comes_and_an_undo_restores_the_queue(store, home, signed_in):
    put(store, YES, "Sam offers dry needling.")
    browser, before = signed_in("operator"), queue(store)
    first, second = before.waiting
    page = browser.get("/review/quotes").get_data(as_text=True)
    assert first.text in page
    assert "yes: this person offers it" in page
    assert choose(browser, first.key, "clinic").headers["Location"] == "/review/quotes?done=1"
    page = browser.get("/review/quotes?done=1").get_data(as_text=True)
    assert "Done: it says clinic: the practice offers it; of no person; it was read as yes." in page
    assert second.text in page
    assert queue(store).precision == [SourcePrecision(source="school", right=0, judged=1)]
    done = browser.post(f"/review/quotes/{first.key}/undo", {"number": "1"})
    assert done.headers["Location"] == f"/review/quotes?item={first.key}&undone=1"
    assert browser.get(done.headers["Location"]).status_code == 200
    assert (queue(store).waiting, queue(store).precision) == (before.waiting, before.precision)
    assert audited(store) == [
        ("quote/clinic", "operator", "read as yes; clinic"),
        ("quote/undone", "operator", "takes back 1, clinic; as before: undone"),
    ]


def test_the_second_of_two_operators_sees_who_judged_what_and_changes_nothing(store, home, signed_in):
    put(store, YES)
    ida, warren, [one] = signed_in("operator", "ida"), signed_in("operator", "warren"), queue(store).waiting
    ida.get("/review/quotes")
    warren.get("/review/quotes")
    choose(ida, one.key, "yes")
    assert choose(warren, one.key, "advert").status_code == 409
    assert "Decided meanwhile by ida, at 2026-11-23T12:00:00+00:00: yes." in warren.page
    assert [action for action, *_ in audited(store)] == ["quote/yes"]


def test_precision_is_given_from_twenty_judged_texts_on_without_the_unclear_ones(store, home, signed_in):
    put(store, *(f"Text {number} offers dry needling." for number in range(21)))
    keys = [one.key for one in queue(store).waiting]
    for key in keys[:18]:
        run("quote", key, "yes")
    run("quote", keys[18], "advert")
    run("quote", keys[19], "unsure")
    browser = signed_in("viewer")
    assert "too few to say: 19 judged, 20 are needed" in browser.get("/review").get_data(as_text=True)
    run("quote", keys[20], "no")
    said = json.loads(run("precision", "--json"))
    assert said == [{"source": "school", "right": 18, "judged": 20, "share": 0.9}]
    page = browser.get("/review").get_data(as_text=True)
    assert "18 of 20 read rightly (90%)" in page
    assert "Text 1" not in page


def test_a_reading_that_was_mended_counts_as_right_without_a_new_judgment(store, home):
    put(store, YES)
    [one] = queue(store).waiting
    run("quote", one.key, "clinic")
    put(store, YES, about=Subject.CLINIC)
    assert queue(store).precision == [SourcePrecision(source="school", right=1, judged=1)]
    assert queue(store).waiting == []


def test_a_text_of_somebody_who_asked_to_be_left_out_is_in_no_queue(store, home, signed_in):
    put(store, YES, "Lee offers needling, too.")
    assert CliRunner().invoke(resolve).exit_code == 0
    browser, one = signed_in("operator"), next(one for one in queue(store).waiting if one.text == YES)
    suppress(store, Rows(store).ids()["school/0-Jord"], "Robin", "asked by letter")
    browser.get("/review/quotes")
    assert YES not in browser.page
    assert "Lee offers needling, too." in browser.page
    assert browser.get(f"/review/quotes?item={one.key}").status_code == 404


def test_a_page_that_a_source_names_is_a_link_only_on_the_web(store, home, signed_in):
    Rows(store).put(
        listing("school/1", statements=(statement("<script>alert(1)</script> needling"),), url="javascript:x")
    )
    browser = signed_in("operator")
    page = browser.get("/review/quotes").get_data(as_text=True)
    assert 'href="javascript' not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(("key", "verdict", "status"), [("0123456789ab", "yes", 409), (None, "maybe", 422)])
def test_what_there_is_not_is_refused(store, home, signed_in, key, verdict, status):
    put(store, YES)
    browser = signed_in("operator")
    browser.get("/review/quotes")
    assert choose(browser, key or queue(store).waiting[0].key, verdict).status_code == status
    assert audited(store) == []


def test_a_text_that_is_gone_by_now_leads_to_the_next_and_its_judgment_is_undone_all_the_same(store, home, signed_in):
    put(store, YES, "Lee offers needling, too.")
    browser, keys = signed_in("operator"), {one.text: one.key for one in queue(store).waiting}
    browser.get("/review/quotes")
    choose(browser, keys[YES], "yes")
    Rows(store).withdraw("school/0-Jord")
    browser.get("/review/quotes")
    assert "gone from school" in browser.page
    assert choose(browser, keys[YES], "no", seen="1").status_code == 409
    assert f"No text {keys[YES]} is in force" in browser.page
    undone = browser.post(f"/review/quotes/{keys[YES]}/undo", {"number": "1"})
    assert browser.get(undone.location).status_code == 200
    assert "Lee offers needling, too." in browser.page
    assert browser.post(f"/review/quotes/{keys[YES]}/undo", {"number": "1"}).status_code == 409


@pytest.mark.parametrize("path", ["/review", "/review/quotes"])
def test_the_number_of_statements_does_not_grow_with_the_texts(store, home, signed_in, path):
    put(store, YES)
    browser = signed_in("operator")
    few = statements(browser, path)
    put(store, *(f"Text {number} offers dry needling." for number in range(9)), source="other")
    for one in queue(store).waiting[:4]:
        browser.get("/review/quotes")
        choose(browser, one.key, "yes")
    assert statements(browser, path) == few
