"""`pinpoint launch`: what stands in the way of opening states, one by one, and opening and closing them."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from commands import launch_obstacles
from index import clock, settings
from index.alerts.tested import record_test
from index.backup.backup_record import LastDrill, note_drill
from index.published.closed import close_site
from index.published.overlay import read_overlay
from index.store.database import store_of_home
from index.store.schema import audit
from pinpoint import cli
from tests.webapp.invented import providers, publish_providers
from webapp.about import translated_pages
from webapp.article import reviews, signatures, translation
from webapp.article.reviews import Review

BY = ("--who", "Ann", "--reason", "rules of both states signed")
SET = {
    "OPERATOR_NAME": "Needle Commons",
    "OPERATOR_POST": "12 Example Street, Salida, CO 81201",
    "CONTACT_MAIL": "help@pinpoint.example",
    "CONTACT_PHONE": "(303) 555-0142",
    "CRAWL_CONTACT": "crawl@pinpoint.example",
    "SITE_URL": "https://pinpoint.example",
}


@pytest.fixture(autouse=True)
def read_at_once():
    signatures._watched.cache_clear()
    yield
    signatures._watched.cache_clear()


def run(*arguments, code):
    done = CliRunner().invoke(cli, ["launch", *arguments])
    assert done.exit_code == code, done.output
    return done


def in_the_way(*states):
    found = json.loads(CliRunner().invoke(cli, ["launch", "--states", ",".join(states), "--json"]).stdout)["in_the_way"]
    return {(one["kind"], one["subject"]) for one in found}


def opened():
    return read_overlay(settings.current().generations).open_states


@pytest.fixture
def ready(home, monkeypatch):
    """A home in which nothing is in the way of any state but rules, terms and judgments of the guide."""
    for name, value in SET.items():
        monkeypatch.setenv(f"PINPOINT_{name}", value)
    monkeypatch.setenv("PINPOINT_ALERT_FILE", str(home / "alerts.jsonl"))
    settings.current.cache_clear()
    here = settings.current()
    publish_providers(here, providers())
    now = clock.now()
    note_drill(here.home, LastDrill(at=now, folder="/backups/1", moment=now, questions=200))
    record_test(here, "file", clock.today())
    return here


def test_a_new_home_has_everything_in_the_way_each_with_where_it_is_done(home):
    found = in_the_way("CO")
    assert {
        ("setting", "operator_name"),
        ("setting", "operator_post"),
        ("setting", "contact_mail"),
        ("setting", "contact_phone"),
        ("setting", "crawl_contact"),
        ("setting", "site_url"),
        ("source", ""),
        ("rule", "CO physical-therapist"),
        ("guide", "guide/warning-signs 1"),
        ("drill", ""),
        ("alerts", ""),
        ("publication", ""),
    } <= found
    said = run("--states", "CO", code=1).stdout
    assert "-> set PINPOINT_OPERATOR_NAME" in said
    assert "-> pinpoint rules review CO physical-therapist, then rules sign" in said
    assert "Open everywhere." in said


SPANISH = [f"{folder}/{slug}" for folder, found in translated_pages.folders().items() for slug in sorted(found)]


def test_spanish_pages_that_nobody_reviewed_are_counted_and_not_in_the_way(home):
    unreviewed = [*SPANISH, "catalog"]
    said = run("--states", "CO", code=1).stdout
    assert (
        f"Not asked for: {len(unreviewed)} pages in Spanish that nobody reviewed. Each says so to its readers; "
        "docs/guidance.md says how one is signed.\n"
    ) in said
    found = json.loads(run("--states", "CO", "--json", code=1).stdout)
    assert found["unreviewed_pages"] == {"es": unreviewed}


def test_a_spanish_page_that_somebody_reviewed_is_not_counted(home, monkeypatch):
    words = translation.translations("es", "guide")["after"].digest
    of_the_page = Review(signed_by="Ann Example, PT", signed_on=clock.today(), words=words)
    of_the_catalog = of_the_page.model_copy(update={"words": reviews.catalog_digest("es")})
    known = {"guide/after": of_the_page, "catalog": of_the_catalog}
    monkeypatch.setattr(translation, "reviews", lambda _: known)
    monkeypatch.setattr(reviews, "reviews", lambda _: known)
    translation.translations.cache_clear()
    try:
        assert launch_obstacles.unreviewed_pages() == {"es": [page for page in SPANISH if page != "guide/after"]}
    finally:
        translation.translations.cache_clear()


def test_only_rules_of_the_asked_states_are_in_the_way(home):
    assert {subject[:2] for kind, subject in in_the_way("CO", "WY") if kind == "rule"} == {"CO", "WY"}


def test_what_is_done_is_not_in_the_way_any_more(ready):
    assert {kind for kind, _ in in_the_way("CO")} == {"source", "rule", "guide"}


def test_a_proof_counts_for_thirty_days(ready, monkeypatch):
    monkeypatch.setenv("PINPOINT_NOW", "2026-12-24T12:00:00+00:00")
    assert {("drill", ""), ("alerts", "file")} <= in_the_way("CO")


def test_a_signed_rule_and_a_signed_judgment_are_not_in_the_way_any_more(ready):
    for command in (
        ("rules", "sign", "CO", "physical-therapist"),
        ("guide", "sign", "guide/warning-signs", "1"),
    ):
        done = CliRunner().invoke(cli, [*command, "--who", "Ann Example, PT", "--note", "read"])
        assert done.exit_code == 0, done.output
    signatures._watched.cache_clear()
    found = in_the_way("CO")
    assert ("rule", "CO physical-therapist") not in found
    assert ("guide", "guide/warning-signs 1") not in found
    assert ("guide", "guide/warning-signs 2") in found


def test_an_enabled_source_needs_its_terms_read_and_a_run_that_passed(ready, store):
    from index.store import sources

    with store.write() as connection:
        sources.register(
            connection, source_id="a_board", host_key="a", definition="{}", interval_seconds=60, enabled=False
        )
        sources.enable(connection, "a_board", reviewed_by="Ann", note="terms of Nov 1 allow it")
    found = in_the_way("CO")
    assert ("source", "a_board") in found
    assert ("terms", "a_board") not in found
    assert ("source", "") not in found


def test_a_closed_site_and_a_demonstration_are_in_the_way(ready):
    close_site(ready.generations)
    publish_providers(ready, providers(), demonstration=True, number=2)
    assert {("closed", "site"), ("demonstration", "")} <= in_the_way("CO")


def test_a_launch_with_something_in_the_way_opens_nothing_and_says_so(ready):
    done = run("--states", "CO", "--open", *BY, code=3)
    assert "Not opened." in done.stderr
    assert opened() is None


def test_an_accepted_launch_opens_the_states_and_the_audit_says_what_was_in_the_way(ready):
    said = run("--states", "Colorado,WY", "--open", "--accept", *BY, code=0).stdout
    assert said == "Open: Colorado, Wyoming. Not open: 54 others.\n"
    assert opened() == {"CO", "WY"}
    with store_of_home() as store, store.read() as connection:
        row = connection.execute(select(audit).where(audit.c.action == "launch/open")).one()
    assert (row.who, row.subject) == ("Ann", "CO,WY")
    assert row.note.startswith("rules of both states signed; opened although; source; rule CO ")


def test_with_nothing_in_the_way_a_launch_opens_and_ends_with_0(ready, monkeypatch):
    monkeypatch.setattr(launch_obstacles, "_CHECKS", ())
    assert "Nothing is in the way." in run("--states", "CO", code=0).stdout
    run("--states", "CO", "--open", *BY, code=0)
    assert opened() == {"CO"}


def test_a_state_is_closed_and_all_states_are_opened_again(ready):
    run("--states", "CO,WY", "--open", "--accept", *BY, code=0)
    assert run("--close-state", "CO", *BY, code=0).stdout == "Open: Wyoming. Not open: 55 others.\n"
    assert json.loads(run("--close-state", "WY", *BY, "--json", code=0).stdout) == {
        "open_states": [],
        "in_the_way": [],
        "unreviewed_pages": {"es": [*SPANISH, "catalog"]},
    }
    assert run("--states", "all", "--open", "--accept", *BY, code=0).stdout == "Open everywhere.\n"
    assert opened() is None


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--open", *BY), 2),
        (("--states", "Nowhere"), 2),
        (("--close-state", "CO", "--states", "WY", *BY), 2),
        (("--states", "CO", "--open", "--accept", "--who", "Ann"), 1),
        (("--close-state", "CO", "--who", "Ann"), 1),
    ],
)
def test_a_wrong_use_is_refused_and_opens_nothing(ready, arguments, code):
    run(*arguments, code=code)
    assert opened() is None


def test_a_publish_after_a_lost_overlay_still_shows_the_open_states_only(ready, store):
    from index.publish import publisher

    run("--states", "CO", "--open", "--accept", *BY, code=0)
    (ready.generations / "overlay.json").unlink()
    publisher.publish(store, ready)
    assert opened() == {"CO"}


def test_proofs_that_are_ahead_of_the_clock_do_not_fail(ready):
    ahead = datetime(2026, 12, 1, tzinfo=UTC) + timedelta(days=1)
    note_drill(ready.home, LastDrill(at=ahead, folder="/backups/1", moment=ahead, questions=200))
    assert ("drill", "") not in in_the_way("CO")
