"""`/states` and a page for each of 51 jurisdictions."""

from flask import Blueprint, abort, render_template

from index import clock
from index.records import Profession
from webapp.article.demonstration import keep_out_demonstration
from webapp.finder.other_finders import other_finders
from webapp.states.jurisdictions import by_slug
from webapp.states.rules_in_force import rules_in_force
from webapp.states.rules_table import rules_table
from webapp.states.state_page import state_page

BOARDS = (Profession.PHYSICAL_THERAPIST, Profession.CHIROPRACTOR, Profession.ACUPUNCTURIST)
states = Blueprint("states", __name__)
states.before_request(keep_out_demonstration)


@states.get("/states")
def table() -> str:
    """Show all jurisdictions."""
    return render_template("views/states/table.html", table=rules_table(rules_in_force(), clock.today()))


@states.get("/states/<slug>")
def state(slug: str) -> str:
    """Show one jurisdiction's rules."""
    code = by_slug().get(slug) or abort(404)
    page = state_page(code, rules_in_force(), clock.today())
    return render_template("views/states/state.html", page=page, finders=other_finders(code, BOARDS))
