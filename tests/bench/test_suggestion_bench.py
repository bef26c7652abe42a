"""A suggestion over 250,000 invented people compared with a page of results, in CPU of one run, and its bytes."""

import sys
from random import Random
from statistics import mean, median

import pytest

from index import settings
from index.places.gazetteer import open_gazetteer
from tests.bench.test_page_bench import _log_to_nowhere, costs, places, quote  # noqa: F401  (used by name)
from tests.bench.test_search_bench import SEED, Country
from tests.webapp.invented import publish_providers
from webapp import create_public_app

PROVIDERS = 250_000
PAIRS = 300
AT_MOST = 0.1
"""The share of a page of results that a suggestion may cost."""


def typed(country, random):
    """What is in the box at some moment: the beginning of a town or of a name, or a whole name; 2 letters or more."""
    table = open_gazetteer().table
    row = random.randrange(len(table.town_name))
    town = f"{table.town_name[row].decode()}, {table.town_state[row].decode()}"
    name = f"{random.choice(country.givens)} {random.choice(country.families)}"
    whole = random.choice((town, town, name))
    return whole[: random.randint(2, len(whole))]


@pytest.mark.usefixtures("home", "_log_to_nowhere")
def test_a_suggestion_compared_with_a_page_of_results(capsys):
    country, random = Country(Random(SEED)), Random(SEED)
    chosen = settings.current().model_copy(update={"searches_per_minute": 100_000})
    publish_providers(chosen, [country.person(number) for number in range(PROVIDERS)])
    site = create_public_app(chosen).test_client()
    pages, suggestions = [], []
    for number, place in enumerate(places(country, PAIRS + 10)):
        page, _ = costs(site, f"/find?place={quote(place)}&within=50")
        suggestion, _ = costs(site, f"/suggest?place={quote(typed(country, random))}")
        if number >= 10:  # the first compile templates and read the names of places
            pages.append(page)
            suggestions.append(suggestion)
    with capsys.disabled():
        sys.stdout.write(report(chosen, pages, suggestions))


def report(chosen, pages, suggestions):
    (folder,) = chosen.generations.glob("generation-*/search")
    mapped = sum(path.stat().st_size for path in folder.glob("names.*")) / PROVIDERS
    ratio, of_means = median(suggestions) / median(pages), mean(suggestions) / mean(pages)
    verdict = "as promised, at most" if max(ratio, of_means) <= AT_MOST else "MORE than the promised"
    return (
        f"\n{PROVIDERS} people, {PAIRS} of each: results {median(pages):.2f} ms CPU, a suggestion "
        f"{median(suggestions):.2f} ms: {ratio:.3f} of it, {of_means:.3f} by means ({verdict} {AT_MOST})\n"
        f"names: {mapped:.1f} bytes of mapped files and 8 in memory for each record\n"
    )
