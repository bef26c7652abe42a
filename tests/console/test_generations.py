"""Generations: what is published, held and stopped; rolling back, pinning and publishing anyway, to whom and how."""

import shutil
from datetime import date

import pytest
from sqlalchemy import update

from console.pages import generations as page
from index import settings
from index.corrections.intake import take
from index.corrections.message import Wrong
from index.corrections.suppression import suppress
from index.corrections.suppression.hiding import hide
from index.publish import publish_gate
from index.publish.publish_gate import PublicationHeldError
from index.publish.publisher import publish
from index.publish.rollback import PinRequest, pin_current
from index.published.closed import closed_since
from index.published.current import current_number
from index.published.generation import GoneError
from index.published.pin import read_pin
from index.published.reader import PublishedReader
from index.signing import revoke, signing_key
from index.store import audit
from index.store.freeze import current_freeze
from index.store.publication_holds import current_hold
from index.store.runs import runs
from index.store.runs.runs import Verdict
from index.store.schema import run
from tests.console.test_sources import statements, text_of
from tests.index.corrections.sent import fix, send
from tests.index.publish import invented
from tests.store_rows import queue_run

WHY = {"reason": "two people became one"}


@pytest.fixture
def folder(home):
    return settings.current().generations


@pytest.fixture
def two(store):
    """Two generations; in the second, a person has another name."""
    invented.settle(store)
    publish(store, settings.current())
    invented.rename(store, 3, "Jordan Brooks")
    publish(store, settings.current())


@pytest.fixture
def held(two, store, monkeypatch):
    """A third that the gate holds: most people are gone."""
    monkeypatch.setattr(publish_gate, "ENOUGH", 1)
    for number in range(2, invented.PEOPLE):
        invented.withdraw(store, f"p{number}")
    with pytest.raises(PublicationHeldError):
        publish(store, settings.current())


def name_of(folder, provider="person03"):
    return PublishedReader(folder).generation().provider(provider).name


def lines(store):
    with store.read() as connection:
        found = audit.lines(connection, audit.AuditFilter())
    return [(line.action, line.subject, line.who, line.console_user) for line in found]


def test_the_page_says_what_is_current_with_its_counts_signer_and_runs(two, signed_in):
    viewer = signed_in("viewer")
    text = text_of(viewer, "/generations")
    assert "Generation 2 , published 2026-11-23 12:00 UTC." in text
    assert "People 12 Clinics 1 Sources 1 Files verified: each is as the manifest says Signed by " in text
    assert "The publish gate holds nothing back." in text
    assert "Publish anyway" not in text
    assert "Freeze" not in text


def test_older_generations_are_paged_and_the_statements_do_not_grow(two, store, signed_in, monkeypatch):
    monkeypatch.setattr(page, "SHOWN", 1)
    viewer = signed_in("viewer")
    few = statements(viewer, "/generations")
    first = text_of(viewer, "/generations")
    assert "Generation 1 " not in first
    assert 'href="/generations?before=2"' in viewer.page
    assert "Generation 1 2026-11-23" in text_of(viewer, "/generations?before=2")
    publish(store, settings.current())
    assert statements(viewer, "/generations") <= few
    assert statements(viewer, "/generations/1") <= few + 1


def test_what_the_gate_holds_is_shown_with_its_figures_and_published_with_a_reason(held, store, folder, signed_in):
    operator = signed_in()
    text = text_of(operator, "/generations")
    assert "The publish gate holds the next generation since 2026-11-23 12:00 UTC" in text
    assert "10 of the 12 practitioners of generation 2 are gone (at most 10 %)" in text
    operator.get("/generations")
    cause = {"cause": _causes(store)}

    assert operator.post("/generations/publish", {"reason": " ", **cause}).status_code == 422
    assert current_number(folder) == 2
    assert operator.post("/generations/publish", {"reason": "they moved away", **cause}).location == "/generations"

    assert current_number(folder) == 3
    assert lines(store)[0] == ("publish/accept", "generation 3", "operator", "operator")
    again = operator.get("/generations") and operator.post("/generations/publish", {"reason": "again", **cause})
    assert again.status_code == 409
    assert "Nothing is held any more" in operator.page


def _causes(store):
    with store.read() as connection:
        return list(current_hold(connection).causes)


def test_causes_that_the_operator_has_not_seen_are_not_accepted(held, store, folder, signed_in):
    operator = signed_in()
    operator.get("/generations")
    assert operator.post("/generations/publish", {"reason": "fine", "cause": ["another"]}).status_code == 409
    assert "The causes have changed meanwhile" in operator.page
    assert current_number(folder) == 2


def test_nothing_is_published_anyway_over_a_pin_or_a_freeze(held, store, folder, signed_in):
    operator = signed_in()
    pin_current(store, folder, PinRequest(who="Robin", reason="looking"))
    operator.get("/generations")
    cause = {"cause": _causes(store)}
    assert operator.post("/generations/publish", WHY | cause).status_code == 409
    assert "generation 2 is pinned. Unpin it first." in operator.page
    operator.get("/generations/2")
    operator.post("/generations/2/unpin", WHY)
    operator.get("/generations")
    operator.post("/freeze", WHY)
    operator.get("/generations")
    assert operator.post("/generations/publish", WHY | cause).status_code == 409
    assert "the home is frozen. End the freeze first." in operator.page
    assert current_number(folder) == 2


def test_a_rollback_shows_the_earlier_one_without_who_was_removed_and_what_was_hidden(two, store, folder, signed_in):
    suppress(store, "person04", "Robin", "asked")
    send(fix(Wrong.PRIVATE_PHONE, "person05"))
    take(store, settings.current())
    hide(store, folder)
    operator = signed_in()
    assert "The next publish" not in text_of(operator, "/generations/1")
    assert "otherwise the next publish would replace it" in text_of(operator, "/generations/1")
    operator.get("/generations/1")

    assert operator.post("/generations/1/rollback", {"reason": ""}).status_code == 422
    assert current_number(folder) == 2
    assert operator.post("/generations/1/rollback", WHY).location == "/generations/1"

    assert (current_number(folder), read_pin(folder).generation, name_of(folder)) == (1, 1, "Jordan Averyd")
    with pytest.raises(GoneError):
        name_of(folder, "person04")
    shown = PublishedReader(folder).generation().provider("person05")
    assert not any(place.location.phone for place in shown.practices)
    assert lines(store)[0] == ("generations/rollback", "generation 1", "operator", "operator")
    assert "Generation 1 is pinned since 2026-11-23 12:00 UTC by operator" in text_of(operator, "/")
    text = text_of(operator, "/generations/1")
    assert "The worker then publishes what waits" in text


def test_a_pin_is_set_and_ended_with_a_reason(two, store, folder, signed_in):
    operator = signed_in()
    operator.get("/generations/2")
    assert operator.post("/generations/2/pin", {"reason": ""}).status_code == 422
    assert operator.post("/generations/2/pin", WHY).status_code == 303
    assert (read_pin(folder).who, read_pin(folder).reason) == ("operator", WHY["reason"])
    operator.get("/generations/2")
    assert operator.post("/generations/2/unpin", WHY).status_code == 303
    assert read_pin(folder) is None
    operator.get("/generations/2")
    assert operator.post("/generations/2/unpin", WHY).status_code == 409
    assert "Nothing is pinned any more" in operator.page


def test_a_rollback_that_is_not_possible_says_what_to_do(two, store, folder, signed_in):
    operator = signed_in()

    def refused(path, status=409):
        operator.get("/generations")
        assert operator.post(path, WHY).status_code == status
        return operator.page

    assert "Generation 2 is current already; pin it" in refused("/generations/2/rollback")
    assert "Generation 9 is not on disk any more; choose another" in refused("/generations/9/rollback")
    assert "Generation 1 is not current any more; roll back to it" in refused("/generations/1/pin")
    keys = settings.current().keys
    revoke(keys, signing_key(keys)[0], date(2026, 11, 23), "lost")
    publish(store, settings.current())
    assert "which was revoked, so somebody else may have made it; choose another" in refused("/generations/1/rollback")
    (folder / "generation-000002" / "rules.json").write_bytes(b"?")
    assert "Generation 2 is damaged: " in refused("/generations/2/rollback")
    assert (current_number(folder), read_pin(folder)) == (3, None)
    shutil.rmtree(folder / "generation-000001")
    assert operator.get("/generations/1").status_code == 404


def test_a_viewer_sees_the_counts_of_a_difference_and_an_operator_names_and_values(two, signed_in):
    viewer, operator = signed_in("viewer"), signed_in()
    counts = "Added 0 Changed 1 Removed 0 Same 12 Left out on request 0"
    assert counts in text_of(viewer, "/generations/1/difference")
    assert "Jordan" not in viewer.page
    text = text_of(operator, "/generations/1/difference")
    assert counts in text
    assert "Jordan Brooks person03 name &#34;Jordan Averyd&#34; → &#34;Jordan Brooks&#34;" in text
    assert "Jordan Brooks" not in text_of(operator, "/generations/1/difference?from=20")


def test_one_generation_has_counts_by_source_and_state(two, signed_in):
    text = text_of(signed_in("viewer"), "/generations/1")
    assert "school 13 people and clinics 2026-11-22 no run is known" in text
    assert "States Whoever has places in two states counts in both. CO 13" in text


def test_it_names_the_newest_run_of_each_source_that_is_in_it_whatever_the_clocks_say(two, store, signed_in):
    with store.write() as connection:
        number = queue_run(connection, "school")
        runs.end(connection, number, verdict=Verdict.PASSED)
        connection.execute(update(run).values(published_in=2, ended_at="2031-01-01T00:00:00+00:00"))
    viewer = signed_in("viewer")
    assert "no run is known" in text_of(viewer, "/generations/1")
    assert f"school 13 people and clinics 2026-11-22 run {number}" in text_of(viewer, "/generations/2")
    assert f"Newest runs in it: school run {number} ." in text_of(viewer, "/generations")
    assert f'href="/runs/{number}"' in viewer.page


def test_the_home_is_frozen_and_the_site_closed_with_a_reason_and_today_says_it(two, store, folder, signed_in):
    operator, viewer = signed_in(), signed_in("viewer")
    operator.get("/generations")
    assert operator.post("/freeze", {"reason": ""}).status_code == 422
    assert operator.post("/freeze", WHY).status_code == 303
    operator.get("/generations")
    assert operator.post("/freeze", WHY).status_code == 409
    operator.get("/generations")
    assert operator.post("/site/close", WHY).status_code == 303
    assert closed_since(folder)
    text = text_of(viewer, "/")
    assert "The home is frozen since 2026-11-23 12:00 UTC by operator ( two people became one )" in text
    assert "The site is closed since 2026-11-23 12:00 UTC" in text
    operator.get("/generations")
    assert operator.post("/site/close", WHY).status_code == 409
    operator.get("/generations")
    assert operator.post("/site/open", WHY).status_code == 303
    operator.get("/generations")
    assert operator.post("/freeze/end", WHY).status_code == 303
    assert closed_since(folder) is None
    with store.read() as connection:
        assert current_freeze(connection) is None
    operator.get("/generations")
    assert operator.post("/site/open", WHY).status_code == 409
    operator.get("/generations")
    assert operator.post("/freeze/end", WHY).status_code == 409
    actions = [line[0] for line in lines(store)]
    assert actions[:4] == ["unfreeze", audit.SITE_OPENED, audit.SITE_CLOSED, "freeze"]
