"""Merges: pairs are decided one after the other, taken back exactly, and by one person at a time."""

import pytest
from click.testing import CliRunner

from commands.resolve import resolve
from commands.review import review
from index.corrections.suppression.removal import suppress
from index.resolve.review.doubts import waiting
from index.review.merges import handle_of
from index.store.audit import AuditFilter, lines
from tests.builders import listing, location, phone
from tests.console.test_sources import statements
from tests.index.resolve.listing_rows import Rows

FAMILIES = ("Avery", "Brook", "Castle", "Dorsey", "Ewing")
FAMILY_OF = {str(number): family for number, family in enumerate(FAMILIES, 1)}


def doubtful(family, number):
    """Two listings of one name at two addresses of one town, which the resolver leaves to a person."""
    return (
        listing(
            f"list/{number}", family=family, places=[location(f"{number}00 Example St", phone=phone(f"{number}2"))]
        ),
        listing(
            f"site/{number}",
            family=family,
            middle="Lee",
            places=[location(f"{number}7 Sample Rd", zip="81202", phone=phone(f"{number}4"))],
        ),
    )


def put(store, *numbers):
    for number in numbers:
        Rows(store).put(*doubtful(FAMILIES[number - 1], number))
    resolved()


def resolved():
    result = CliRunner().invoke(resolve)
    assert result.exit_code == 0, result.output


@pytest.fixture
def three(store, home):
    put(store, 1, 2, 3)
    return store


def pairs(store):
    with store.read() as connection:
        return [(one.doubt.left, one.doubt.right) for one in waiting(connection)]


def decided(store):
    with store.read() as connection:
        found = lines(connection, AuditFilter(action="review/"))
    return [(line.action, line.who, line.console_user, line.note) for line in reversed(found)]


def choose(browser, pair, verdict, reason="called both", seen="0"):
    return browser.post(f"/review/merges/{handle_of(pair)}", {"verdict": verdict, "reason": reason, "seen": seen})


def test_a_decision_is_recorded_with_who_and_why_and_the_next_pair_comes(three, signed_in):
    browser = signed_in("operator")
    first, second, _ = pairs(three)
    browser.get("/review/merges")
    assert "3 pairs wait" in browser.page
    response = choose(browser, first, "same")
    assert (response.status_code, response.headers["Location"]) == (303, "/review/merges?done=1")
    browser.get("/review/merges?done=1")
    assert "Done: one person (Jordan Avery and Jordan Lee Avery)." in browser.page
    assert f'action="/review/merges/{handle_of(second)}"' in browser.page
    assert decided(three) == [("review/same", "operator", "operator", "called both")]


def test_both_records_are_compared_field_by_field_in_words(three, signed_in):
    browser = signed_in("operator")
    page = browser.get("/review/merges").get_data(as_text=True)
    assert "<td>same</td>" in page
    assert "<td>different</td>" in page
    assert "the same family name" in page
    assert "last seen" in page


@pytest.mark.parametrize("before", [None, "unsure", "different"])
def test_an_undo_restores_the_state_before_the_decision_at_the_next_resolve(three, signed_in, before):
    browser, pair = signed_in("operator"), pairs(three)[0]
    browser.get("/review/merges")
    if before:
        choose(browser, pair, before)
        resolved()
    queue, ids = pairs(three), Rows(three).ids()
    browser.get("/review/merges")
    number = 2 if before else 1
    assert choose(browser, pair, "same", seen=str(number - 1)).status_code == 303
    resolved()
    together = Rows(three).ids()
    assert together["/".join(pair[0])] == together["/".join(pair[1])]
    browser.get("/review/merges")
    done = browser.post(f"/review/merges/{handle_of(pair)}/undo", {"number": str(number)})
    assert done.headers["Location"] == f"/review/merges/{handle_of(pair)}?undone=1"
    assert "Undone." in browser.get(done.headers["Location"]).get_data(as_text=True)
    resolved()
    assert Rows(three).ids() == ids
    assert pairs(three) == queue
    assert decided(three)[-1] == (
        "review/undone",
        "operator",
        "operator",
        f"takes back decision {number}, same; as before: {before or 'undone'}",
    )


def test_the_second_of_two_operators_is_told_who_decided_what_and_changes_nothing(three, signed_in):
    pair = pairs(three)[0]
    ida, warren = signed_in("operator", "ida"), signed_in("operator", "warren")
    ida.get("/review/merges")
    warren.get("/review/merges")
    choose(ida, pair, "same")
    response = choose(warren, pair, "different")
    assert response.status_code == 409
    assert "Decided meanwhile by ida, at 2026-11-23T12:00:00+00:00: same. Nothing was changed." in warren.page
    assert "Next pair" in warren.page
    ida.get("/review/merges")
    assert choose(ida, pair, "unsure", seen="1").status_code == 303
    warren.get("/review/merges")
    assert warren.post(f"/review/merges/{handle_of(pair)}/undo", {"number": "1"}).status_code == 409
    assert [action for action, *_ in decided(three)] == ["review/same", "review/unsure"]


@pytest.mark.parametrize(
    ("verdict", "reason", "said"), [("", "x", "Choose one"), ("same", " ", "Write what you compared")]
)
def test_an_incomplete_decision_is_to_be_corrected_and_changes_nothing(three, signed_in, verdict, reason, said):
    browser, pair = signed_in("operator"), pairs(three)[0]
    browser.get("/review/merges")
    assert choose(browser, pair, verdict, reason).status_code == 422
    assert said in browser.page
    assert decided(three) == []


def test_a_pair_that_does_not_exist_is_not_found(three, signed_in):
    browser = signed_in("operator")
    assert browser.get("/review/merges/0123456789ab").status_code == 404


def test_a_pair_that_a_resolution_dropped_meanwhile_leads_to_the_next_without_what_was_typed(three, signed_in):
    browser, pair = signed_in("operator"), pairs(three)[0]
    browser.get("/review/merges")
    Rows(three).withdraw("/".join(pair[0]))
    resolved()
    assert choose(browser, pair, "same").status_code == 409
    assert f"No pair {handle_of(pair)} waits or was decided" in browser.page
    assert "called both" not in browser.page
    assert browser.post(f"/review/merges/{handle_of(pair)}/undo", {"number": "1"}).status_code == 409


def test_a_viewer_sees_how_much_waits_and_since_when_and_nothing_of_anybody(three, signed_in):
    browser = signed_in("viewer")
    page = browser.get("/review").get_data(as_text=True)
    assert "3 wait" in page
    assert "since 2026-11-23, 0 days" in page
    assert "Avery" not in page
    assert browser.get("/review/merges").status_code == 403


def test_nothing_of_somebody_who_asked_to_be_left_out_is_in_the_queue_or_on_its_pages(three, signed_in):
    browser = signed_in("operator")
    waits, done, _ = pairs(three)
    browser.get("/review/merges")
    choose(browser, done, "same")
    for source, source_id in (waits[0], done[1]):
        suppress(three, Rows(three).ids()[f"{source}/{source_id}"], "Robin", "asked by letter")
    browser.get("/review/merges")
    assert "1 pair waits" in browser.page
    assert "<bdi>left out</bdi> / <bdi>left out</bdi>" in browser.page
    gone = [names for pair, names in FAMILY_OF.items() if pair in {waits[0][1], done[0][1]}]
    assert not [name for name in gone if name in browser.page]
    browser.get("/")
    assert "Doubtful pairs of listings in the review queue: 1." in browser.page
    for pair in (waits, done):
        browser.get(f"/review/merges/{handle_of(pair)}")
        assert "One of the two asked to be left out, so the pair is not shown." in browser.page
        assert choose(browser, pair, "different", seen="1").status_code == 422
    browser.get("/review/merges")
    assert browser.post(f"/review/merges/{handle_of(done)}/undo", {"number": "1"}).status_code == 303
    for arguments in (["list"], ["list", "--decided", "same"]):
        output = CliRunner().invoke(review, arguments).output
        assert not [name for name in gone if name in output]


def test_today_leads_operators_to_the_queue(three, signed_in):
    link = '<a href="/review/merges">Go to the review</a>'
    assert link in signed_in("operator").page
    viewer = signed_in("viewer").page
    assert "Doubtful pairs of listings in the review queue: 3." in viewer
    assert link not in viewer


@pytest.mark.parametrize("path", ["/review", "/review/merges"])
def test_the_number_of_statements_does_not_grow_with_the_pairs(three, signed_in, path):
    browser = signed_in("operator")
    few = statements(browser, path)
    put(three, 4, 5)
    for pair in pairs(three)[:3]:
        browser.get("/review/merges")
        choose(browser, pair, "unsure")
    assert len(pairs(three)) == 2
    assert statements(browser, path) == few


def test_the_command_lists_the_queues(three):
    result = CliRunner().invoke(review, ["queues"])
    assert result.output.splitlines()[0] == "merges            3  oldest since 2026-11-23"
