"""The public site. It has no accounts and no cookies, needs no script, and keeps nothing of a visit."""

from typing import Any

from flask import Blueprint, Flask, current_app
from jinja2 import StrictUndefined

from index import settings as all_settings
from index.published.reader import PublishedReader
from index.settings import Settings
from webapp import closed, errors, health, languages, published, static_files
from webapp.about.views import about
from webapp.about.who_runs import who_runs
from webapp.article.reviews import review_here
from webapp.article.signatures import page_signatures, still_said
from webapp.brand import brand
from webapp.corrections import views as correction_views
from webapp.corrections.adding_views import additions
from webapp.corrections.staff_views import staff
from webapp.corrections.views import corrections
from webapp.coverage.views import coverage
from webapp.design.views import design
from webapp.finder.carried_search import to_carry
from webapp.finder.views import finder
from webapp.guidance.views import guidance
from webapp.headers import is_noindex, nonce
from webapp.letters.views import letters
from webapp.profile.views import profile
from webapp.referrals.files.views import files
from webapp.referrals.sheets.views import sheets
from webapp.referrals.views import referrals
from webapp.safe_serving import serve_safely
from webapp.states.views import states
from webapp.static_files import StaticFiles, static_file
from webapp.words.call_script import call_lines, detail_lines
from webapp.words.data_words import data_language, data_text, in_language
from webapp.words.formats import day, time_element
from webapp.words.sources import quote_language

_BRAND = "pinpoint.brand"
BLUEPRINTS: tuple[Blueprint, ...] = (
    finder,
    profile,
    referrals,
    guidance,
    states,
    coverage,
    letters,
    about,
    design,
    corrections,
    additions,
    staff,
    files,
    sheets,
    health.blueprint,
)


def create_public_app(settings: Settings, reader: PublishedReader | None = None) -> Flask:
    """Return the public site over the generations in the settings' home; tests may pass a `reader` of their own."""
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = 1024  # bytes; no route takes a body, but for forms with a limit of their own
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(day=day, spoken_in=quote_language)
    app.jinja_env.filters.update(in_language=in_language, data_text=data_text, data_language=data_language)
    app.jinja_env.globals.update(static_file=static_file, nonce=nonce)
    app.jinja_env.globals.update(time=time_element, to_carry=to_carry)
    app.jinja_env.globals.update(call_lines=call_lines, detail_lines=detail_lines)
    app.jinja_env.globals.update(page_signatures=page_signatures, still_said=still_said)
    app.jinja_env.globals.update(review_here=review_here)
    shown = app.extensions[_BRAND] = brand(settings)
    static_files.connect(app, StaticFiles(shown.colors, shown.files))
    languages.speak(app)
    published.connect(app, reader or PublishedReader(settings.generations))
    correction_views.connect(app, settings)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    serve_safely(app, settings)
    app.context_processor(_what_every_page_says)
    errors.register(app)
    return app


def _what_every_page_says() -> dict[str, Any]:
    return {
        "site": current_app.extensions[_BRAND],
        "about": published.about(),
        "noindex": is_noindex(),
        "operator": who_runs(all_settings.current()),
        "is_closed": closed.is_closed(),
    }
