from datetime import date

import pytest

from index import settings
from index.records import Certainty, Profession, StateAllows, StateRules
from index.vocabulary.state_rules import load_state_rules
from tests import builders
from tests.webapp.checked_client import headings
from tests.webapp.conftest import app_over
from tests.webapp.invented import TODAY
from webapp.article.source import shipped_sources
from webapp.states.duties import boards, duties
from webapp.states.rule_state import CellState, cell_state
from webapp.states.rule_tiles import rule_map
from webapp.states.rules_table import CODES, by_slug, rules_table
from webapp.states.state_page import state_page
from webapp.tile_map import Pattern

PT = Profession.PHYSICAL_THERAPIST


def rule(**changes):
    own = {
        "answer": StateAllows.ALLOWED_TRAINING,
        "sure_hours": Certainty.RULE_READ,
        "hours": "40 hours",
        "citation": "Rule 1",
        "source_url": "https://www.rules.test/co",
        "source_kind": "law_copy",
        "review_by": date(2027, 11, 12),
    }
    return builders.rule(**(own | changes))


def page_of(**changes):
    return state_page("CO", StateRules.of([rule(**changes)]), TODAY).rules[0]


def test_there_are_51_jurisdictions_and_all_have_a_shipped_rule_for_physical_therapists():
    shipped = load_state_rules()
    assert len(by_slug()) == len(set(CODES)) == 51
    assert all((code, PT) in shipped.by_key for code in CODES)


@pytest.mark.parametrize("slug", list(by_slug()))
def test_each_state_has_a_page_with_how_sure_we_are_and_who_signed_it(empty_client, slug):
    response = empty_client.get(f"/states/{slug}")
    assert response.status_code == 200
    words = response.page.words
    assert "Physical therapists" in words
    assert "Nobody yet. No person has checked this against the rule and signed it." in words
    assert "Check with the board" in words


@pytest.fixture
def speaking_app(empty_client):
    """Code that writes addresses runs within a request."""
    with empty_client.application.test_request_context():
        yield


def test_the_map_has_every_state_once_and_its_legend_counts_them_as_the_table_does(speaking_app):
    rules = load_state_rules()
    table = rules_table(rules, TODAY)
    assert len(table.rows) == 51
    assert table.columns[0] == "Physical therapist"
    assert table.as_of == date(2026, 11, 29)
    for column, profession in enumerate(table.professions):
        cells = {row.address: row.cells[column] for row in table.rows}
        shown = rule_map(rules, profession, table.professions, TODAY)
        assert {tile.address: tile.pattern for tile in shown.tiles.tiles} == {
            address: cell.pattern for address, cell in cells.items()
        }
        assert sum(entry.number for entry in shown.tiles.legend) == 51
        for entry in shown.tiles.legend:
            assert entry.number == sum(cell.pattern is entry.pattern for cell in cells.values()) > 0
            assert sum(number for _, number in entry.parts) in {0, entry.number}
            assert all(number == sum(cell.words == words for cell in cells.values()) for words, number in entry.parts)
        assert shown.by_summary == sum(cell.by_summary for cell in cells.values())


def legend_of(rules):
    return [(entry.words, entry.pattern, entry.number) for entry in rule_map(rules, PT, (PT,), TODAY).tiles.legend]


def test_each_of_the_eight_values_is_on_the_map_in_the_pattern_of_its_word(speaking_app):
    answers = dict(zip(CODES, StateAllows, strict=False))
    found = [rule(state=code, answer=answer, sure=Certainty.RULE_READ) for code, answer in answers.items()]
    found.append(rule(state="WY", sure=Certainty.CONFLICT))
    assert legend_of(StateRules.of(found)) == [
        ("Yes", Pattern.SOLID, 3),
        ("No clear rule", Pattern.DOTS, 1),
        ("Not part of the license, or not yet", Pattern.CROSSED, 2),
        ("We could not settle this", Pattern.HALF, 1),
        ("Rule not found", Pattern.STRIPED, 44),
    ]


def test_what_was_read_in_a_summary_has_a_dashed_edge_and_says_so(speaking_app):
    found = StateRules.of([rule(state="CO", sure=Certainty.SUMMARY_READ), rule(state="KS", sure=Certainty.RULE_READ)])
    shown = rule_map(found, PT, (PT,), TODAY)
    tiles = {tile.state: tile for tile in shown.tiles.tiles}
    assert tiles["CO"].says == "Colorado (CO): Yes, after extra training (by a summary)"
    assert tiles["KS"].says == "Kansas (KS): Yes, after extra training"
    assert [state for state, tile in tiles.items() if tile.is_dashed] == ["CO"]
    assert shown.by_summary == 1


def test_the_page_links_each_state_on_the_map_and_in_the_table_and_names_the_professions_without_any_rule(empty_client):
    page = empty_client.get("/states").page
    links = [link for link in page.links if link.startswith("/states/")]
    assert sorted(links[:51]) == sorted(links[51:])
    assert links[51:] == [f"/states/{slug}" for slug in by_slug()]
    assert "nurse practitioners" in page.words.partition("We have not found a rule in any state for:")[2]


def test_another_profession_has_a_map_of_its_own_by_a_link(empty_client):
    assert "/states?profession=chiropractor" in empty_client.get("/states").page.links
    response = empty_client.get("/states?profession=chiropractor")
    assert "May chiropractors do dry needling? State by state" in headings(response.page)
    assert "Colorado (CO): Rule not found" in response.page.words
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in empty_client.get("/states").headers


@pytest.mark.parametrize("profession", ["nobody", "nurse-practitioner", "Chiropractor", "%00"])
def test_a_profession_without_a_map_is_not_found(empty_client, profession):
    assert empty_client.get(f"/states?profession={profession}").status_code == 404


def test_published_rules_take_the_place_of_the_shipped_ones(client):
    words = client.get("/states/alabama").page.words
    assert "We have not found Alabama's rule for physical therapists. That does not mean yes or no." in words
    assert "rules.test" in client.get("/states/kansas").page.words


def test_an_operators_own_rules_are_shown_before_anything_is_published(home):
    own = settings.current().own_state_rules
    own.parent.mkdir(parents=True)
    own.write_text(
        "state,profession,answer,sure,sure_hours,hours,citation,source_url,source_kind,source_date,read_on,review_by,"
        "reviewed_by,reviewed_on,note\nUT,physical-therapist,not_allowed,rule_read,conflict,,Own rule 7,"
        "https://own.test/,official,,2026-11-23,2027-11-23,B. Operator,2026-11-23,\n"
    )
    words = app_over(settings.current()).test_client().get("/states/utah").page.words
    assert "Own rule 7" in words
    assert "B. Operator, Nov 23, 2026" in words


def test_hours_are_shown_only_where_the_rule_itself_was_read_for_them():
    assert "Training: 40 hours." in " ".join(page_of().line.sentences)
    assert page_of().line.hours_unread is False
    unread = page_of(sure_hours=Certainty.SUMMARY_READ)
    assert "40" not in " ".join(unread.line.sentences)
    assert unread.line.hours_unread is True
    assert page_of(sure_hours=Certainty.SUMMARY_READ, sure=Certainty.CONFLICT).line.hours_unread is False


def test_a_rule_past_its_review_is_overdue_and_said_with_one_step_less(monkeypatch):
    late = rule(review_by=date(2026, 11, 22), sure=Certainty.SUMMARY_READ)
    assert cell_state(late, TODAY) is CellState.UNSETTLED
    assert page_of(review_by=date(2026, 11, 22)).is_overdue is True
    assert cell_state(rule(review_by=TODAY, sure=Certainty.SUMMARY_READ), TODAY) is CellState.ALLOWED_TRAINING


@pytest.mark.parametrize("sure", [Certainty.ONE_WEAK_SOURCE, Certainty.CONFLICT])
def test_what_is_not_settled_is_no_yes_and_no_no(sure):
    assert cell_state(rule(sure=sure), TODAY) is CellState.UNSETTLED
    assert cell_state(rule(sure=sure, answer=StateAllows.NOT_ALLOWED), TODAY) is CellState.UNSETTLED
    assert cell_state(rule(sure=sure, answer=StateAllows.NOT_FOUND), TODAY) is CellState.NOT_FOUND


def test_an_invented_rule_is_marked_and_brings_none_of_the_states_duties(client):
    page = client.get("/states/nevada").page
    assert "Invented for the demonstration" in page.words
    assert "What you may ask" not in page.words
    assert "Invented for the demonstration" in client.get("/states").page.words
    assert "Invented for the demonstration" not in client.get("/states/kansas").page.words


def test_what_a_patient_may_ask_is_shown_with_its_source(empty_client):
    for slug in ("indiana", "delaware"):
        words = empty_client.get(f"/states/{slug}").page.words
        assert "What you may ask" in words
        assert "proof of training" in words
        assert "a summary, not the rule itself" in words
    virginia = empty_client.get("/states/virginia").page.words
    assert "You need a referral in writing." in virginia


def test_duties_and_boards_belong_to_rules_that_we_have():
    shipped = load_state_rules()
    for entry in (*duties(), *boards()):
        assert (entry.state, entry.profession) in shipped.by_key, entry
    for duty in duties():
        assert shipped.rule(duty.state, duty.profession).answer is not StateAllows.NOT_FOUND, duty


def test_an_address_that_is_no_states_is_not_found(empty_client):
    assert empty_client.get("/states/puerto-rico").status_code == 404


def test_a_note_of_ours_on_a_rule_is_on_no_page(empty_client):
    assert "CONFLICT" not in empty_client.get("/states/arkansas").page.words


FINDER = "https://www.choosept.com/find-a-pt"
"""Linked as a place to look, not as a source of a rule."""


def links_out(page):
    return [link for link in page.links if link.startswith("http")]


@pytest.mark.parametrize(
    ("kind", "linked"),
    [("official", True), ("law_copy", False), ("association", False), ("school", False), ("news", False)],
)
def test_only_a_states_own_page_is_linked_and_every_other_is_named(kind, linked):
    line = page_of(source_kind=kind).line
    assert line.site == "rules.test"
    assert line.link == ("https://www.rules.test/co" if linked else "")


@pytest.mark.parametrize("language", ["", "/es"])
def test_no_page_of_a_state_links_anything_but_official_addresses_and_the_finder(empty_client, language):
    shipped = load_state_rules()
    official = {found.source_url for found in shipped.by_key.values() if found.is_official}
    official |= {found.bill_url for found in shipped.by_key.values() if found.bill_kind == "official"}
    official |= {duty.url for duty in duties() if duty.source_kind == "official"} | {board.url for board in boards()}
    official = {address.rstrip("/") for address in official} | {FINDER}
    for slug, code in by_slug().items():
        page = empty_client.get(f"{language}/states/{slug}").page
        assert [link for link in links_out(page) if link.rstrip("/") not in official] == [], slug
        assert "licensureproject.org" in page.words
        said = [found for (state, _), found in shipped.by_key.items() if state == code]
        named = [found for found in said if found.source_url and found.answer is not StateAllows.NOT_FOUND]
        assert all(found.source_url.split("/")[2].removeprefix("www.") in page.words for found in named)


def test_no_page_to_read_links_a_copy_of_a_law_or_an_account_of_a_rule_by_others(empty_client):
    rules = load_state_rules().by_key.values()
    others = {found.source_url for found in rules if found.source_url and not found.is_official}
    others |= {found.bill_url for found in rules if found.bill_url and found.bill_kind != "official"}
    others |= {duty.url for duty in duties() if duty.source_kind != "official"}
    others |= {source.url for source in shipped_sources().values() if source.url and not source.linked}
    assert len(others) > 50
    pages = ["/states", "/guide", "/problems", "/letters", "/clinicians", "/practitioners", "/about", "/how-we-sort"]
    read = set()
    for address in pages:
        page = empty_client.get(address).page
        read |= {address, *(link for link in page.links if link.startswith(("/guide/", "/problems/", "/letters/")))}
    assert len(read) > 60
    for address in read:
        linked = set(links_out(empty_client.get(address).page))
        assert linked & others == set(), address
        assert not [link for link in linked if "licensureproject.org" in link], address


def test_a_bill_is_named_with_its_last_step_where_and_when_it_was_read(empty_client):
    words = empty_client.get("/states/florida").page.words
    assert "A bill or a proposed rule may change this, or may have done so." in words
    assert "HB 867 (2026) passed the House and was in the Senate on Feb 26, 2026." in words
    assert "read on billtrack50.com, a news or information site, Nov 29, 2026" in words
    assert "billtrack50" not in " ".join(links_out(empty_client.get("/states/florida").page))
    assert "revisor.mn.gov" in " ".join(links_out(empty_client.get("/states/minnesota").page))


def test_a_passed_law_says_from_when_it_can_be_used(empty_client):
    words = empty_client.get("/states/colorado").page.words
    assert "passed a law that is not in use yet" in words
    assert "The law can be used from Sep 1, 2027." in words
    assert "In force fromSep 1, 2027" in words


def test_a_law_is_no_longer_said_to_be_unused_once_it_may_be_in_force():
    passed = load_state_rules().rule("CO", Profession.OCCUPATIONAL_THERAPIST)
    assert cell_state(passed, date(2026, 11, 29)) is CellState.NOT_YET
    assert cell_state(passed, passed.in_force_from) is CellState.UNSETTLED
    words = " ".join(state_page("CO", StateRules.of([passed]), passed.in_force_from).rules[1].line.sentences)
    assert "not in use yet" not in words


def test_the_shipped_page_of_oregon_speaks_of_the_court_and_not_of_a_person(empty_client):
    words = empty_client.get("/states/oregon").page.words
    assert "A summary we read says dry needling is not part of a chiropractor's license in Oregon." in words
