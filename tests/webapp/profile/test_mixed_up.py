"""The address of a page that showed two people as one."""

from dataclasses import replace

import pytest

from index.published.generation_tables import MIXED_UP
from index.published.overlay import change_overlay
from tests.webapp.conftest import app_over


@pytest.mark.parametrize("address", ["/people/mixed", "/people/mixed/questions", "/clinics/mixed", "/people/mergedmix"])
def test_it_says_that_two_people_were_mixed_up_and_leads_to_neither(client, address):
    response = client.get(address)
    assert response.status_code == 410
    assert "Two people were mixed up here" in response.text
    assert "this address leads to neither of them" in response.text
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert "/people/" not in response.text.partition("<main")[2].partition("</main")[0]


def test_it_says_so_in_spanish(client):
    assert "Aquí se confundió a dos personas" in client.get("/es/people/mixed").text


def test_whoever_asked_to_be_left_out_is_only_gone(published):
    change_overlay(published.generations, lambda overlay: replace(overlay, suppressed=frozenset({"mixed"})))
    response = app_over(published).test_client().get("/people/mixed")
    assert response.status_code == 410
    assert "mixed up" not in response.text


def test_an_id_that_is_merely_gone_says_nothing_of_two_people(client, published):
    assert "mixed up" not in client.get("/people/withdrawn").text
    assert [path.name for path in published.generations.glob(f"*/{MIXED_UP}")] == [MIXED_UP]
