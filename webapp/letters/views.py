"""`/letters`, and a page for each."""

from flask import Blueprint, abort, render_template

from webapp.headers import keep_out_of_search_engines
from webapp.letters.letters_page import by_slug, groups, letters_page
from webapp.published import keep_out_demonstration

letters = Blueprint("letters", __name__)
letters.before_request(keep_out_demonstration)


@letters.get("/letters")
def letters_list() -> str:
    """List all letters by kind."""
    return render_template("views/letters/list.html", groups=groups())


@letters.get("/letters/<slug>")
def entry(slug: str) -> str:
    """Show the page of letters; noindex where it has no source."""
    page = letters_page(by_slug().get(slug) or abort(404))
    if not page.is_sourced:
        keep_out_of_search_engines()
    return render_template("views/letters/letters.html", page=page)
