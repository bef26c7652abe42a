"""`/list` and `/compare`: the chosen providers of an address. GET only; nothing of a visit is stored."""

from collections.abc import Iterator

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from index import clock
from webapp import published
from webapp.finder.find_query import LIST
from webapp.finder.table import FILES
from webapp.referrals import changed
from webapp.referrals.chosen import Chosen
from webapp.referrals.chosen_here import chosen_here
from webapp.referrals.chosen_ids import LEAST_COMPARED, MOST_COMPARED, MOST_ON_A_LIST, MOST_ON_A_SHEET
from webapp.words.translate import _

referrals = Blueprint("referrals", __name__)
Page = str | Response | tuple[str, int]


@referrals.get("/list", endpoint="list")
def show_list() -> Page:
    """Show the list, and what changed since it was saved."""
    found = chosen_here(MOST_ON_A_LIST, changed.NAME, before=LIST)
    if isinstance(found, Response):
        return found
    seen = changed.read_seen(request.args, found.ids)
    return render_template(
        "views/referrals/list.html",
        page=found,
        most=MOST_ON_A_LIST,
        since=changed.changed_since(found, seen, clock.today()) if seen else None,
        is_cut=bool(request.args.get(changed.NAME)) and seen is None,
        saved=found.address("referrals.list", None, (changed.NAME, _seen_now(found))),
        compared=(LEAST_COMPARED, MOST_COMPARED),
        ways=tuple(_ways(found)) if found.entries else (),
    )


def _seen_now(found: Chosen) -> str:
    return changed.seen_value(found, published.generation().number)


def _ways(found: Chosen) -> Iterator[tuple[str, str]]:
    """Yield words and address of everything that can be made of the whole list."""
    count = len(found.entries)
    if LEAST_COMPARED <= count <= MOST_COMPARED:
        yield _("Compare these %(count)s", count=count), found.address("referrals.compare")
    if count <= MOST_ON_A_SHEET:
        yield _("Options for the patient"), found.address("sheets.options")
    for form, words in FILES.items():
        yield _(words), found.address("files.of_list", form=form)


@referrals.get("/compare", endpoint="compare")
def compare() -> Page:
    """Show two to four providers question by question; 400 with fewer, which says what to do."""
    found = chosen_here(MOST_COMPARED)
    if isinstance(found, Response):
        return found
    page = render_template("views/referrals/compare.html", page=found, least=LEAST_COMPARED, most=MOST_COMPARED)
    return page, 200 if len(found.entries) >= LEAST_COMPARED else 400
