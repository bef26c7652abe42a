"""`/states` and a page for each of 51 jurisdictions."""

from functools import lru_cache
from pathlib import Path

from flask import Blueprint, abort, render_template, request

from index import clock, settings
from index.places.states import state_name
from index.published.overlay import OverlayError
from index.published.reader import NothingPublishedError
from index.records import Profession, StateRules
from index.vocabulary.state_rules import load_state_rules
from webapp import published
from webapp.headers import keep_out_of_search_engines
from webapp.published import keep_out_demonstration
from webapp.states.other_finders import other_finders
from webapp.states.rule_tiles import rule_map
from webapp.states.rules_table import by_slug, rules_table
from webapp.states.state_page import state_page

BOARDS = (Profession.PHYSICAL_THERAPIST, Profession.CHIROPRACTOR, Profession.ACUPUNCTURIST)
states = Blueprint("states", __name__)
states.before_request(keep_out_demonstration)


@states.get("/states")
def table() -> str:
    """Show all jurisdictions, on the map by the rule for one profession: physical therapists, or `?profession=`."""
    rules, today = _rules_in_force(), clock.today()
    table = rules_table(rules, today)
    profession = Profession.PHYSICAL_THERAPIST
    if chosen := request.args.get("profession"):
        profession = next((one for one in table.professions if one.value == chosen), None) or abort(404)
        keep_out_of_search_engines()
    shown = rule_map(rules, profession, table.professions, today)
    return render_template("views/states/table.html", table=table, map=shown, open_states=published.open_states())


@states.get("/states/<slug>")
def state(slug: str) -> str:
    """Show one jurisdiction's rules."""
    code = by_slug().get(slug) or abort(404)
    opened = published.open_states()
    is_open = opened is None or state_name(code) in opened
    page = state_page(code, _rules_in_force(), clock.today(), is_open=is_open)
    return render_template("views/states/state.html", page=page, finders=other_finders(code, BOARDS))


def _rules_in_force() -> StateRules:
    """Return the rules of the generation, or our own table while nothing is published."""
    try:
        return published.generation().rules
    except (NothingPublishedError, OverlayError):
        return _own(settings.current().own_state_rules)


@lru_cache(maxsize=1)
def _own(path: Path) -> StateRules:
    return load_state_rules(path if path.exists() else None)
