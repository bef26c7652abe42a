"""`/coverage`, `/coverage/{state}` and `/coverage/{state}/{county}`: what we read there, and when."""

from flask import Blueprint, abort, render_template, url_for

from index.places.counties import counties_by_slug
from index.places.gazetteer import open_gazetteer
from webapp import published
from webapp.coverage.county_coverage import counties_of, county_coverage, state_coverages
from webapp.headers import keep_out_of_search_engines
from webapp.published import keep_out_demonstration

coverage = Blueprint("coverage", __name__)
coverage.before_request(keep_out_demonstration)


@coverage.get("/coverage")
def every_state() -> str:
    """List the states with the number of their counties that were read."""
    return render_template("views/coverage/states.html", states=state_coverages(published.generation()))


@coverage.get("/coverage/<state>")
def one_state(state: str) -> str:
    """List the counties of a state, those that were read first."""
    name, counties = counties_of(published.generation(), state) or abort(404)
    if not any(county.sources for county in counties):
        keep_out_of_search_engines()
    return render_template("views/coverage/state.html", state=name, counties=counties)


@coverage.get("/coverage/<state>/<county>")
def one_county(state: str, county: str) -> str:
    """Show the coverage of a county; noindex where nothing was read."""
    found = counties_by_slug(open_gazetteer()).get((state, county)) or abort(404)
    page = county_coverage(published.generation(), found)
    if not page.sources:
        keep_out_of_search_engines()
    state_path = url_for("coverage.one_state", state=state)
    return render_template("views/coverage/county.html", page=page, state_path=state_path)
