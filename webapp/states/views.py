"""`/states` and a page for each of 51 jurisdictions."""

from flask import Blueprint, abort, render_template

from index import clock
from webapp.article.demonstration import keep_out_demonstration
from webapp.states.jurisdictions import by_slug
from webapp.states.rules_in_force import rules_in_force
from webapp.states.rules_table import rules_table
from webapp.states.state_page import state_page

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
    return render_template("views/states/state.html", page=state_page(code, rules_in_force(), clock.today()))
