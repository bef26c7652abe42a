"""What is around a page of the guide: the list of all pages with this one marked, the next one, and its drawing."""

import re
from itertools import pairwise

import pytest

from webapp.guidance.pages import guide, problems
from webapp.guidance.views import DRAWINGS

SLUGS = list(guide())
ORDERED = [(f"/guide/{slug}", f"/guide/{after}") for slug, after in pairwise(SLUGS)]


@pytest.mark.parametrize(("address", "after"), ORDERED)
def test_each_page_lists_the_guide_marks_itself_and_leads_to_the_next(client, address, after):
    markup = client.get(address).get_data(as_text=True)
    beside = markup.split('<nav class="sidebar"', 1)[1]
    assert re.findall(r'href="(/guide/[\w-]+)"', beside) == [f"/guide/{slug}" for slug in SLUGS]
    assert re.findall(r'href="([^"]+)" aria-current="page"', beside) == [address]
    assert re.search(r'<p class="next"><a href="([^"]+)"', markup)[1] == after


@pytest.mark.parametrize("address", [f"/guide/{SLUGS[-1]}", f"/problems/{list(problems())[-1]}"])
def test_the_last_page_leads_to_no_next_one(client, address):
    assert '<p class="next">' not in client.get(address).get_data(as_text=True)


def test_a_problem_lists_the_problems(client):
    beside = client.get("/es/problems/neck-pain").get_data(as_text=True).split('<nav class="sidebar"', 1)[1]
    assert re.findall(r'href="/es/problems/([\w-]+)"', beside) == list(problems())


@pytest.mark.parametrize("slug", SLUGS)
def test_the_drawings_are_where_they_belong(client, slug):
    assert (
        client.get(f"/guide/{slug}").get_data(as_text=True).count('<svg class="drawing"')
        == {
            "room": 1,
            "positions": 3,
            None: 0,
        }[DRAWINGS.get(slug)]
    )


def test_the_guide_begins_with_the_steps_of_a_visit(client):
    strip = client.get("/guide").get_data(as_text=True).split('<ol class="strip">', 1)[1].split("</ol>", 1)[0]
    assert re.findall(r'href="/guide/([\w-]+)"', strip) == ["first-call", "before", "during", "after"]
