"""`/coverage`, `/coverage/{state}` and `/coverage/{state}/{county}`: what we read there, and when."""

from flask import Blueprint, abort, render_template, url_for

from index.places.counties import counties_by_slug
from index.places.gazetteer import open_gazetteer
from index.places.states import state_code
from webapp import published
from webapp.coverage.county_coverage import counties_of, county_coverage
from webapp.coverage.state_coverage import coverage_tiles, state_coverages
from webapp.headers import keep_out_of_search_engines
from webapp.published import keep_out_demonstration

coverage = Blueprint("coverage", __name__)
coverage.before_request(keep_out_demonstration)


@coverage.get("/coverage")
def every_state() -> str:
    """Show the states on a map and in a list with the number of their counties that were read."""
    states, tiles = published.made_once(state_coverages), published.made_once(coverage_tiles)
    return render_template("views/coverage/states.html", states=states, map=tiles)


@coverage.get("/coverage/<state>")
def one_state(state: str) -> str:
    """List the counties of a state, those that were read first."""
    name, counties = counties_of(published.generation(), state) or abort(404)
    if not any(county.sources for county in counties):
        keep_out_of_search_engines()
    tiles = published.made_once(coverage_tiles)
    return render_template("views/coverage/state.html", state=name, code=state_code(name), counties=counties, map=tiles)


@coverage.get("/coverage/<state>/<county>")
def one_county(state: str, county: str) -> str:
    """Show the coverage of a county; noindex where nothing was read."""
    found = counties_by_slug(open_gazetteer()).get((state, county)) or abort(404)
    page = county_coverage(published.generation(), found)
    if not page.sources:
        keep_out_of_search_engines()
    state_path = url_for("coverage.one_state", state=state)
    return render_template("views/coverage/county.html", page=page, state_path=state_path)
