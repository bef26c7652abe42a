"""The page of results over 250,000 invented people, with its map and without, in one run."""

import sys
from random import Random
from statistics import median
from urllib.parse import quote

import pytest

from index import settings
from tests.bench.test_page_bench import _log_to_nowhere, costs, places  # noqa: F401  (a fixture used by name)
from tests.bench.test_search_bench import SEED, Country
from tests.webapp.invented import publish_providers
from webapp import create_public_app
from webapp.finder import views

PROVIDERS = 250_000
PAGES = 200
MOST = 1.15


@pytest.mark.usefixtures("home", "_log_to_nowhere")
def test_a_page_with_its_map_costs_little_more_than_without(capsys, monkeypatch):
    country = Country(Random(SEED))
    chosen = settings.current().model_copy(update={"searches_per_minute": 100_000})
    publish_providers(chosen, sorted((country.person(number) for number in range(PROVIDERS)), key=lambda one: one.id))
    site = create_public_app(chosen).test_client()
    results_map = views.results_map
    taken, plain, markers = [], [], []
    for number, place in enumerate(places(country, PAGES + 10)):
        address = f"/find?place={quote(place)}"
        costs(site, address)  # what a search keeps is kept for both
        monkeypatch.setattr(views, "results_map", lambda *_: None)
        without, _ = costs(site, address)
        monkeypatch.setattr(views, "results_map", results_map)
        cost, text = costs(site, address)
        if number >= 10:  # the first pages compile templates and read the outlines
            taken.append(cost)
            plain.append(without)
            markers.append(text.count('id="marker-'))
    ratio = median(one / other for one, other in zip(taken, plain, strict=True))
    with capsys.disabled():
        sys.stdout.write(
            f"\n{PROVIDERS} people, {PAGES} pages, median {median(markers):.0f} markers: with the map "
            f"{median(taken):.2f} ms CPU, without {median(plain):.2f} ms; page by page {ratio:.2f} times "
            f"({'as promised, at most' if ratio <= MOST else 'MORE than the'} {MOST})\n"
        )
    assert ratio <= MOST
