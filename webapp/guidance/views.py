"""`/guide` and `/problems`, and a page for each."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, render_template, url_for

from index.vocabulary.conditions import conditions
from webapp.article.article import Article
from webapp.guidance.body_regions import BACK, FRONT, body_links, search_address
from webapp.guidance.pages import guide_in_language, problems_in_language
from webapp.published import keep_out_demonstration
from webapp.states.other_finders import other_finders
from webapp.words.claim_words import condition_words
from webapp.words.translate import _

WITH_FINDERS = "choosing"
"""The page of the guide that links other finders."""
STEPS = ("first-call", "before", "during", "after")
"""The pages of a visit, in its order."""
DRAWINGS = {"before": "room", "during": "positions"}
"""The drawing after the first words of a page."""
guidance = Blueprint("guidance", __name__)
guidance.before_request(keep_out_demonstration)


@guidance.get("/guide")
def guide_list() -> str:
    """List the pages of the guide."""
    pages = guide_in_language()
    return render_template("views/guidance/guide.html", pages=pages.values(), steps=[pages[slug] for slug in STEPS])


@guidance.get("/guide/<slug>")
def guide_page(slug: str) -> str:
    """Show a page of the guide."""
    page = guide_in_language().get(slug) or abort(404)
    return render_template(
        "views/guidance/page.html",
        page=page,
        parent=url_for("guidance.guide_list"),
        is_problem=False,
        finders=other_finders() if slug == WITH_FINDERS else None,
        picture=DRAWINGS.get(slug, ""),
        **_around(page, guide_in_language()),
    )


@guidance.get("/problems")
def problem_list() -> str:
    """List the problems that have a page, and name the others."""
    pages = problems_in_language()
    without = [
        {"name": condition_words(slug), "address": search_address(slug)} for slug in conditions() if slug not in pages
    ]
    sides = ((_("Front"), list(body_links(FRONT))), (_("Back"), list(body_links(BACK))))
    return render_template("views/guidance/problems.html", pages=pages.values(), without=without, sides=sides)


@guidance.get("/problems/<slug>")
def problem_page(slug: str) -> str:
    """Show the page about dry needling for a problem."""
    page = problems_in_language().get(slug) or abort(404)
    return render_template(
        "views/guidance/page.html",
        page=page,
        parent=url_for("guidance.problem_list"),
        is_problem=True,
        finders=None,
        picture="",
        **_around(page, problems_in_language()),
    )


def _around(page: Article, pages: Mapping[str, Article]) -> dict[str, Any]:
    """Return the other pages, in order, and the one after this; None after the last."""
    listed = list(pages.values())
    following = listed[listed.index(page) + 1 :]
    return {"pages": listed, "next_page": following[0] if following else None}
