"""The page of results over 50,000 invented people, compared with a bare Flask page of the same size, in one run."""

import logging
import os
import sys
from contextlib import suppress
from pathlib import Path
from random import Random
from statistics import median
from time import process_time
from urllib.parse import quote

import pytest
import structlog
from flask import Flask, render_template_string

from index import process_log, settings
from index.places.gazetteer import open_gazetteer
from index.places.place import PlaceNotFound
from index.places.place_query import find_place
from tests.bench.test_search_bench import SEED, Country
from tests.webapp.invented import publish_providers
from webapp import create_public_app

PROVIDERS = 50_000
PAGES = 300
BARE = """<!doctype html><html lang="en"><head><title>{{ title }}</title></head><body><h1>{{ title }}</h1><ol>
{% for card in cards %}<li><h3><a href="{{ card.address }}">{{ card.name }}</a></h3>
{% for line in card.lines %}<p>{{ line }}</p>{% endfor %}</li>{% endfor %}</ol></body></html>"""
LINES_OF_A_CARD = 10


@pytest.fixture
def _log_to_nowhere():
    """The site writes its log, as it does when it serves, to where nobody reads it."""
    handlers = logging.getLogger().handlers[:]
    with Path(os.devnull).open("w") as nowhere:
        process_log.set_up("INFO", nowhere)
        yield
        structlog.reset_defaults()
        logging.getLogger().handlers[:] = handlers


def bare_app():
    """The least that Flask and Jinja do for a list: escape and join. Asked for a size, it gives a page of it."""
    app = Flask("bare")

    @app.get("/<int:size>/<int:cards>")
    def page(size, cards):
        filler = "x" * (max(0, size - 300 - 90 * cards) // (cards * LINES_OF_A_CARD))
        shown = [
            {"address": f"/people/{number}", "name": f"Person {number}", "lines": [filler] * LINES_OF_A_CARD}
            for number in range(cards)
        ]
        return render_template_string(BARE, title="Bare", cards=shown)

    return app


def places(country, count):
    """Yield so many points that the gazetteer knows; some invented towns lie in the sea."""
    gazetteer = open_gazetteer()
    while count:
        request = country.request()
        place = f"{request.latitude:.2f}, {request.longitude:.2f}"
        with suppress(PlaceNotFound):
            find_place(gazetteer, place)
            yield place
            count -= 1


def costs(client, address):
    """CPU milliseconds of this process for one answer, and the answer's text."""
    begin = process_time()
    response = client.get(address)
    text = response.get_data(as_text=True)
    taken = (process_time() - begin) * 1000
    assert response.status_code == 200, address
    return taken, text


@pytest.mark.usefixtures("home", "_log_to_nowhere")
def test_a_page_of_results_compared_with_a_bare_page(capsys):
    country = Country(Random(SEED))
    chosen = settings.current().model_copy(update={"searches_per_minute": 100_000})
    publish_providers(chosen, sorted((country.person(number) for number in range(PROVIDERS)), key=lambda one: one.id))
    site, bare = create_public_app(chosen).test_client(), bare_app().test_client()
    ours, theirs, sizes, cards = [], [], [], []
    for number, place in enumerate(places(country, PAGES + 10)):
        taken, text = costs(site, f"/find?place={quote(place)}&within=50")
        shown = max(1, text.count("<article"))
        bare_taken, bare_text = costs(bare, f"/{len(text)}/{shown}")
        if number >= 10:  # the first pages compile templates
            ours.append(taken)
            theirs.append(bare_taken)
            sizes.append((len(text), len(bare_text)))
            cards.append(shown)
    with capsys.disabled():
        sys.stdout.write(report(ours, theirs, sizes, cards))
    full = [size for size, shown in zip(sizes, cards, strict=True) if shown >= 10]
    assert all(0.8 < size[1] / size[0] < 1.2 for size in full)


def report(ours, theirs, sizes, cards):
    ratio = median(ours) / median(theirs)
    each = median(our / their for our, their in zip(ours, theirs, strict=True))
    verdict = "as promised, at most 3" if ratio <= 3 else "MORE than the 3 that were promised"
    return (
        f"\n{PROVIDERS} people, {PAGES} pages, no cache; median {median(cards):.0f} cards, "
        f"{median(size for size, _ in sizes) / 1000:.0f} KB and {median(size for _, size in sizes) / 1000:.0f} KB\n"
        f"results {median(ours):.2f} ms CPU, bare page {median(theirs):.2f} ms CPU: {ratio:.1f} times ({verdict}); "
        f"page by page {each:.1f} times\n"
    )
