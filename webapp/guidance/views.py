"""`/guide` and `/problems`, and a page for each."""

from flask import Blueprint, abort, render_template, url_for

from index.vocabulary.conditions import conditions
from webapp.guidance.pages import guide_in_language, problems_in_language
from webapp.published import keep_out_demonstration
from webapp.states.other_finders import other_finders
from webapp.words.claim_words import condition_words

WITH_FINDERS = "choosing"
"""The page of the guide that links other finders."""
guidance = Blueprint("guidance", __name__)
guidance.before_request(keep_out_demonstration)


@guidance.get("/guide")
def guide_list() -> str:
    """List the pages of the guide."""
    return render_template("views/guidance/guide.html", pages=guide_in_language().values())


@guidance.get("/guide/<slug>")
def guide_page(slug: str) -> str:
    """Show a page of the guide."""
    page = guide_in_language().get(slug) or abort(404)
    finders = other_finders() if slug == WITH_FINDERS else None
    parent = url_for("guidance.guide_list")
    return render_template("views/guidance/page.html", page=page, parent=parent, is_problem=False, finders=finders)


@guidance.get("/problems")
def problem_list() -> str:
    """List the problems that have a page, and name the others."""
    pages = problems_in_language()
    without = [condition_words(slug) for slug in conditions() if slug not in pages]
    return render_template("views/guidance/problems.html", pages=pages.values(), without=without)


@guidance.get("/problems/<slug>")
def problem_page(slug: str) -> str:
    """Show the page about dry needling for a problem."""
    page = problems_in_language().get(slug) or abort(404)
    parent = url_for("guidance.problem_list")
    return render_template("views/guidance/page.html", page=page, parent=parent, is_problem=True, finders=None)
