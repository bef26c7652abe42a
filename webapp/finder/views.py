"""`/`, `/find`, `/find/which` and `/suggest`: the form, its results, and suggestions for it. GET only."""

from urllib.parse import urlencode

from flask import Blueprint, abort, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from index.places.gazetteer import open_gazetteer
from index.places.place import Place, PlaceAmbiguous, PlaceIsState, PlaceNotFound
from index.places.place_query import find_place, places_of_name
from index.published.reader import Generation
from index.search.text_query import SearchRequestError
from webapp import published
from webapp.coverage.county_coverage import coverage_at, unread_state
from webapp.coverage.state_coverage import coverage_tiles
from webapp.finder.block import blocks
from webapp.finder.complaint import warnings_first
from webapp.finder.find_query import FindQuery, View, read_find_query
from webapp.finder.form_filters import FindQueryError
from webapp.finder.home_page import example_searches, sample_card
from webapp.finder.not_open import not_open_here
from webapp.finder.place_choice import choices_by_state, middle_of_state, searched_place, state_places, whole_state
from webapp.finder.results import results
from webapp.finder.search_form import search_form
from webapp.finder.suggestions import named_like, places_and_names
from webapp.finder.table import table_page
from webapp.headers import keep_out_of_search_engines
from webapp.map import results_map
from webapp.states.other_finders import other_finders
from webapp.words.profession_words import plural
from webapp.words.translate import N_, _

finder = Blueprint("finder", __name__)
finder.add_app_template_filter(blocks)
ADVICE = (
    N_("Write a ZIP code, such as 81201, or a town and its state, such as Salida, CO."),
    N_("That is a state. Add a town, such as Salida, CO, or write a ZIP code."),
    N_("We do not know where you are. Write your town and its state, such as Salida, CO, or your ZIP code."),
    N_("That looks like a street. Add its town and state, such as 123 F Street, Salida, CO, or its ZIP code."),
    N_("That is a ZIP code of the military post, which is no place. Write a town and its state, such as Salida, CO."),
    N_("There is no such ZIP code in our table. Write a town and its state, such as Salida, CO."),
    N_("We do not know where this ZIP code is. Write a town and its state, such as Salida, CO."),
    N_("That point is not in the United States. Write latitude, then longitude, such as 38.53, -105.99."),
)
"""The advice of `find_place` where it finds no place, listed here for the catalogs."""
Page = str | Response | tuple[str, int]


@finder.context_processor
def _form() -> dict[str, object]:
    return {"form": search_form(), "warnings": warnings_first()}


@finder.get("/")
def home() -> str:
    """Show the form, and under it how to read a listing and where we have looked."""
    about = published.about()
    if about is not None and about.demonstration:
        keep_out_of_search_engines()
    is_shown = published.is_shown()
    return render_template(
        "views/finder/home.html",
        open_states=published.open_states(),
        examples=published.made_once(example_searches) if is_shown else (),
        sample=sample_card(),
        looked=published.made_once(coverage_tiles) if is_shown else None,
    )


@finder.get("/find")
def find() -> Page:
    """Show who is listed near a place."""
    keep_out_of_search_engines()
    try:
        query = read_find_query(request.args)
        if not query.place:
            return _ask_again(_("Write a town or a ZIP code."))
        if list(request.args.items(multi=True)) != query.pairs():
            return redirect(query.address(), code=301)
        return _found(query)
    except FindQueryError as error:
        return _ask_again(str(error))
    except SearchRequestError as error:
        return _ask_again(_("We could not read those words: %(why)s", why=error))


@finder.get("/find/which")
def which() -> Page:
    """Ask which of several towns of one name is meant; the rest of the search stays in the address."""
    keep_out_of_search_engines()
    words = " ".join(request.args.get("q", "").split())
    try:
        query = read_find_query(request.args)
        place = find_place(open_gazetteer(), words)
    except PlaceAmbiguous as error:
        return render_template(
            "views/finder/which.html", town=error.text, groups=choices_by_state(query, error.candidates, error.state)
        )
    except PlaceIsState:
        return redirect(query.address(place=words), code=302)
    except (FindQueryError, PlaceNotFound):
        abort(404)
    namesakes, state = places_of_name(open_gazetteer(), words), whole_state(words)
    if len(namesakes) + bool(state) > 1:
        return render_template("views/finder/which.html", town=words, groups=choices_by_state(query, namesakes, state))
    return redirect(query.address(place=place.label), code=302)


@finder.get("/suggest")
def suggest() -> Response:
    """Answer what is typed so far in the box of places (`place`) or of names (`name`), as JSON for the script."""
    keep_out_of_search_engines()
    generation = published.generation()
    name = request.args.get("name", "")
    found = named_like(generation, name) if name else places_and_names(generation, request.args.get("place", ""))
    return jsonify(found)


def _found(query: FindQuery) -> Page:
    generation = published.generation()
    try:
        place = find_place(open_gazetteer(), query.place)
    except PlaceNotFound as error:
        return _not_found(generation, query, error)
    except PlaceAmbiguous as error:
        rest = [(name, value) for name, value in query.pairs() if name not in {"place", "page"}]
        return redirect(f"{url_for('finder.which')}?{urlencode([('q', error.text), *rest])}", code=302)
    if closed_here := not_open_here(generation, query, place):
        return render_template("views/finder/not_open.html", page=closed_here)
    if query.view is View.TABLE:
        return _table(generation, query, place)
    page = results(generation, query, place)
    if not page.cards and page.total:
        return redirect(query.address(page=1))
    if not page.cards and query.page > 1:
        abort(404)
    drawn = results_map(page.shown, place, page.first, query.map, lambda miles: query.address(map=miles))
    also = [(one.profession, plural(one.profession), one) for one in (page.call.also if page.call else ())]
    return render_template(
        "views/finder/find.html",
        page=page,
        map=drawn,
        searched=searched_place(query, place),
        finders=other_finders(place.state, query.who),
        county=coverage_at(generation, place),
        unread=unread_state(generation, place),
        also=also,
    )


def _table(generation: Generation, query: FindQuery, place: Place) -> Page:
    page = table_page(generation, query, place)
    if not page.rows and page.total:
        return redirect(query.address(page=1))
    if not page.rows and query.page > 1:
        abort(404)
    return render_template("views/finder/table.html", page=page, searched=searched_place(query, place))


def _not_found(generation: Generation, query: FindQuery, error: PlaceNotFound) -> Page:
    """Show where one can search in a state, or that it is not open; places with a similar name, or what to write."""
    if not isinstance(error, PlaceIsState):
        groups = choices_by_state(query, error.suggestions)
        return render_template("views/finder/no_place.html", query=query, advice=_(error.advice), groups=groups), 404
    middle = middle_of_state(error.state)
    if middle and (closed_here := not_open_here(generation, query, middle)):
        return render_template("views/finder/not_open.html", page=closed_here)
    return render_template("views/finder/state_places.html", page=state_places(generation, query, error.state))


def _ask_again(sentence: str) -> tuple[str, int]:
    return render_template("views/finder/ask_again.html", sentence=sentence), 400
