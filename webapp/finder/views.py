"""`/` and `/find`: the form and its results. GET only; what was typed stays in the address and nowhere else."""

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response

from index.places.gazetteer import open_gazetteer
from index.places.place import PlaceAmbiguous, PlaceNotFound
from index.records import Profession
from index.search.request_error import SearchRequestError
from index.vocabulary import professions
from webapp import published
from webapp.finder.find_query import DEFAULT_WITHIN, DISTANCES, FindQuery, FindQueryError, read_find_query
from webapp.finder.results import results
from webapp.headers import keep_out_of_search_engines

finder = Blueprint("finder", __name__)

_CHOICES = tuple(
    (profession.value, professions.label(profession)) for profession in Profession if profession is not Profession.OTHER
)


@finder.context_processor
def _form() -> dict[str, object]:
    """Return what the form shows: its choices, and what was typed, however wrong it is."""
    typed = {name: request.args.get(name, "") for name in ("place", "within", "for", "who", "text")}
    within = typed["within"] or f"{DEFAULT_WITHIN:g}"
    offered = dict.fromkeys([*(str(miles) for miles in DISTANCES), within])
    form = {"distances": [(miles, f"{miles} miles") for miles in offered], "within": within, "kept": ("who", "text")}
    return {"form": form, "typed": typed}


@finder.get("/")
def home() -> str:
    """Show the form."""
    about = published.about()
    if about is not None and about.demonstration:
        keep_out_of_search_engines()
    return render_template("views/finder/home.html")


@finder.get("/find")
def find() -> str | Response | tuple[str, int]:
    """Show who is listed near a place."""
    keep_out_of_search_engines()
    try:
        query = read_find_query(request.args)
        return _found(query)
    except FindQueryError as error:
        return _ask_again(str(error), 400)
    except SearchRequestError as error:
        return _ask_again(f"We could not read those words: {error}", 400)


def _found(query: FindQuery) -> str | Response | tuple[str, int]:
    generation = published.generation()
    if not query.place:
        return _ask_again("Write a town or a ZIP code.", 400)
    try:
        place = open_gazetteer().find(query.place)
    except PlaceNotFound as error:
        choices = [(place.label, query.address(place=place.label, page=1)) for place in error.suggestions]
        return render_template("views/finder/no_place.html", query=query, advice=error.advice, choices=choices), 404
    except PlaceAmbiguous as error:
        choices = [(place.label, query.address(place=place.label, page=1)) for place in error.candidates]
        return render_template("views/finder/which.html", query=query, choices=choices)
    page = results(generation, query, place)
    if not page.cards and page.total:
        return redirect(query.address(page=1))
    if not page.cards and query.page > 1:
        abort(404)
    also = [(profession, professions.plural(profession)) for profession in (page.call.also if page.call else ())]
    return render_template("views/finder/find.html", page=page, also=also)


def _ask_again(sentence: str, status: int) -> tuple[str, int]:
    return render_template("views/finder/ask_again.html", sentence=sentence), status
