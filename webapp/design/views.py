"""Every component of the pages on one page, for whoever changes how pages look. No page links to it."""

from flask import Blueprint, render_template

from webapp.about.pages import pages
from webapp.design.samples import samples
from webapp.finder.home_page import sample_card
from webapp.finder.search_form import search_form
from webapp.guidance.body_regions import FRONT, body_links
from webapp.headers import keep_out_of_search_engines
from webapp.states.other_finders import other_finders

ARTICLE = "how-we-sort"
"""A short page of text, with a heading and a list."""
design = Blueprint("design", __name__)


@design.get("/design")
def components() -> str:
    """Show each component of `webapp/templates/components` with invented people."""
    keep_out_of_search_engines()
    return render_template(
        "views/design/components.html",
        of=samples(),
        article=pages()[ARTICLE],
        form=search_form(),
        finders=other_finders("CO"),
        sample=sample_card(),
        front=tuple(body_links(FRONT)),
    )
