"""The outline of a body: each region leads to a search with a known complaint, and no label hides another."""

from html import unescape
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest

from index.vocabulary.complaint import read_complaint
from index.vocabulary.conditions import conditions
from webapp.guidance.body_regions import BACK, FRONT, HEIGHT, MARGIN, body_links
from webapp.guidance.pages import problems
from webapp.languages import speaking
from webapp.words.claim_words import condition_words

LETTER = 9.2  # units: a letter of the labels is not wider on average (17 units high)
APART = 28  # units between labels of one side, 24 pixels on a phone of 360
REGIONS = [*FRONT, *BACK]


def links(client, edition):
    page = client.get(f"{edition}/problems").page
    return [link for link in page.links if urlsplit(link).path == f"{edition}/" and "for=" in link]


@pytest.mark.parametrize("edition", ["", "/es"])
def test_each_region_fills_in_a_complaint_that_the_finder_knows(client, edition):
    found = links(client, edition)[: len(REGIONS)]
    for region, link in zip(REGIONS, found, strict=True):
        typed = parse_qs(urlsplit(link).query)["for"][0]
        assert region.slug in read_complaint(typed).conditions, typed
        assert f'value="{typed}"' in unescape(client.get(link).get_data(as_text=True))


@pytest.mark.parametrize("edition", ["", "/es"])
def test_each_problem_without_a_page_can_be_searched(client, edition):
    found = {parse_qs(urlsplit(link).query)["for"][0] for link in links(client, edition)[len(REGIONS) :]}
    assert len(found) == len(conditions()) - len(problems())
    assert {typed for typed in found if not read_complaint(typed).conditions} == set()


@pytest.mark.parametrize("edition", ["en", "es"])
def test_the_finder_knows_the_site_s_own_names_of_complaints(client, edition):
    with client.application.test_request_context("/"), speaking(edition):
        names = {slug: condition_words(slug) for slug in conditions()}
    assert {name: slug for slug, name in names.items() if slug not in read_complaint(name).conditions} == {}


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("problema de un disco", "disc"),
        ("tengo movimiento reducido", "rom"),
        ("Neuralgia Posherpetica", "phn"),
        ("movimientos repetidos en el trabajo", "rsi"),
    ],
)
def test_what_people_write_of_the_same_complaints_in_spanish_is_known_too(typed, slug):
    assert slug in read_complaint(typed).conditions


@pytest.mark.parametrize("side", [FRONT, BACK], ids=["front", "back"])
@pytest.mark.parametrize("spoken", ["en", "es"])
def test_labels_are_inside_the_drawing_and_apart(client, side, spoken):
    with client.application.test_request_context("/problems"), speaking(spoken):
        drawn = list(body_links(side))
    for at_left in (True, False):
        heights = sorted(one.label_y for one in drawn if one.is_left is at_left)
        assert min(after - before for before, after in pairwise(heights)) >= APART
    for one in drawn:
        room = MARGIN + (one.label_x if one.is_left else 400 - one.label_x)
        assert len(one.name) * LETTER <= room, one.name
        assert 0 < one.x < 400
        assert 0 < one.y < HEIGHT
