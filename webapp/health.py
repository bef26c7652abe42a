"""Health checks for a monitor: is the process alive, and can it answer."""

from flask import Blueprint, Response, jsonify

from index.published.overlay import OverlayError
from index.published.reader import NothingPublishedError
from webapp import published
from webapp.closed import is_closed
from webapp.headers import keep_out_of_search_engines

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def alive() -> Response:
    """Answer that the process is alive."""
    keep_out_of_search_engines()
    return jsonify(alive=True)


@blueprint.get("/readyz")
def ready() -> tuple[Response, int]:
    """Answer 200 with the generation that is served, or 503 where there is none; damage is named, not served.

    A closed site answers as an open one and says `closed`: its forms are open, so a balancer must not take it out.
    """
    keep_out_of_search_engines()
    try:
        generation = published.generation()
    except NothingPublishedError:
        return jsonify(ready=False, closed=is_closed(), why="nothing is published; run `pinpoint publish`"), 503
    except OverlayError:
        return jsonify(ready=False, closed=is_closed(), why="the overlay cannot be read; see the log"), 503
    damaged = bool(generation.damage)
    return jsonify(ready=True, closed=is_closed(), generation=generation.number, damaged=damaged), 200
