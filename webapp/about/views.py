"""Pages about the site: stored texts, `/sources`, `/contact`, the search on other sites, robots.txt and sitemaps."""

from http import HTTPStatus

from flask import Blueprint, Response, abort, render_template, url_for

from index.published.overlay import OverlayError
from index.published.reader import Generation, NothingPublishedError
from webapp import published
from webapp.about.data_licenses import data_licenses
from webapp.about.pages import PATHS_A_FILE, pages_in_language, profile_paths, reading_paths
from webapp.about.source_cards import source_cards
from webapp.finder.find_query import View
from webapp.finder.search_form import search_form
from webapp.headers import allow_framing, keep_out_of_search_engines
from webapp.published import keep_out_demonstration
from webapp.site_address import absolute

WITH_SEARCH = "clinicians"
"""The page that begins with a search, which leads to the table."""
about = Blueprint("about", __name__)
about.before_request(keep_out_demonstration)


@about.get("/about", defaults={"slug": "about"})
@about.get("/how-we-sort", defaults={"slug": "how-we-sort"})
@about.get("/privacy", defaults={"slug": "privacy"})
@about.get("/practitioners", defaults={"slug": "practitioners"})
@about.get("/clinicians", defaults={"slug": "clinicians"})
@about.get("/accessibility", defaults={"slug": "accessibility"})
def text(slug: str) -> str:
    """Show a page of text."""
    form = search_form(View.TABLE) if slug == WITH_SEARCH else None
    return render_template("views/about/text.html", page=pages_in_language()[slug], form=form)


@about.get("/sources")
def sources() -> str:
    """Show the sources of the generation and the licenses of the data in the program."""
    generation = _generation()
    cards = () if generation is None else source_cards(generation.manifest)
    off = () if generation is None else sorted(generation.manifest.off.values(), key=lambda one: one.name.casefold())
    return render_template("views/about/sources.html", cards=cards, off=off, tables=data_licenses())


@about.get("/contact")
def contact() -> str:
    """Show who runs this copy and how to reach them."""
    return render_template("views/about/contact.html")


@about.get("/embed")
def embed() -> str:
    """Show the lines that put this search on another site: a form, or a frame."""
    addresses = {"find": absolute(url_for("finder.find")), "frame": absolute(url_for("about.framed_search"))}
    return render_template("views/about/embed.html", addresses=addresses)


@about.get("/embed/search")
def framed_search() -> str:
    """Show the search alone, for a frame on another site; its answer opens in the whole window."""
    allow_framing()
    keep_out_of_search_engines()
    return render_template("views/about/framed_search.html")


@about.get("/robots.txt")
def robots() -> Response:
    """Let robots read everything: a page that they may not list says noindex, which they have to read."""
    sitemap_line = absolute(url_for("about.sitemap_index"))
    lines = ("User-agent: *", "Allow: /", *([f"Sitemap: {sitemap_line}"] if sitemap_line else []), "")
    return Response("\n".join(lines), mimetype="text/plain")


@about.get("/sitemap.xml")
def sitemap_index() -> Response:
    """Name the sitemaps."""
    parts = -(-len(_profiles()) // PATHS_A_FILE)
    addresses = [
        _absolute(url_for("about.sitemap_pages")),
        *(_absolute(url_for("about.sitemap_profiles", number=number + 1)) for number in range(parts)),
    ]
    return _xml("views/about/sitemap_index.xml", addresses)


@about.get("/sitemap/pages.xml")
def sitemap_pages() -> Response:
    """List the pages that are the same for everybody; none for the demonstration."""
    paths = () if published.is_demonstration() else reading_paths()
    return _xml("views/about/sitemap.xml", [_absolute(path) for path in paths])


@about.get("/sitemap/profiles-<int:number>.xml")
def sitemap_profiles(number: int) -> Response:
    """List the profiles that search engines may list; empty for the demonstration."""
    first = (number - 1) * PATHS_A_FILE
    paths = _profiles()[first : first + PATHS_A_FILE] if number > 0 else ()
    return _xml("views/about/sitemap.xml", [_absolute(path) for path in paths])


def _profiles() -> tuple[str, ...]:
    generation = _generation()
    return () if generation is None or published.is_demonstration() else profile_paths(generation)


def _generation() -> Generation | None:
    try:
        return published.generation()
    except (NothingPublishedError, OverlayError):
        return None


def _absolute(path: str) -> str:
    """Return the address of a path; 404 where the site's own address is not known: a sitemap needs it."""
    return absolute(path) or abort(HTTPStatus.NOT_FOUND)


def _xml(template: str, addresses: list[str]) -> Response:
    return Response(render_template(template, addresses=addresses), mimetype="application/xml")
