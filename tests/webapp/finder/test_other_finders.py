"""Other places to look stand on every page of results, on the page about choosing, and on each state's page."""

import pytest

from index import settings
from index.publish.manifest import SourceOff
from tests.webapp.conftest import app_over
from tests.webapp.invented import publish_providers
from webapp.states.jurisdictions import by_slug

APTA = "https://www.choosept.com/find-a-pt"
ROW = "state,profession,board,address,opened_on,opened_by\n{}\n"


@pytest.mark.parametrize(
    "address",
    [
        "/find?place=81201",
        "/find?place=81201&page=1&who=chiropractor",
        "/find?place=67735",
        "/find?place=Truckee, CA",
        "/find?place=Bishop, CA&within=50",
        "/find?place=South Lake Tahoe, CA",
        "/guide/choosing",
        "/states/colorado",
        "/states/california",
    ],
)
def test_the_finders_are_named_and_only_what_was_opened_is_linked(client, address):
    response = client.get(address, follow_redirects=True)
    words = response.page.words
    assert "Other places to look Ask your own doctor, or another provider who knows you." in words
    assert APTA in response.page.links
    assert "The Institute of Advanced Musculoskeletal Treatments: we found no directory of theirs." in words
    assert "license lookup" in words
    assert "use the state's own site." in words
    assert "We opened it on" not in words


def test_every_state_s_page_has_them(client):
    for slug in by_slug():
        assert APTA in client.get(f"/states/{slug}").page.links


def test_the_sentence_names_state_and_profession(client):
    words = client.get("/find?place=Truckee%2C+CA").page.words
    assert (
        "To look up a license of physical therapists in California, search for California physical therapist" in words
    )
    asked = client.get("/find?place=81201&who=chiropractor").page.words
    assert "search for Colorado chiropractor license lookup" in asked


def test_a_look_up_that_somebody_opened_is_linked_with_its_day(published):
    row = "CO,physical-therapist,Board of Example,https://board.test/look,2026-11-20,A. Operator"
    settings.current().own_board_lookups.write_text(ROW.format(row))
    client = app_over(published).test_client()
    response = client.get("/find?place=81201")
    assert "https://board.test/look" in response.page.links
    assert "Board of Example. We opened it on Nov 20, 2026. A license does not cover dry needling by itself." in (
        response.page.words
    )
    assert "https://board.test/look" not in client.get("/states/kansas").page.links


def test_the_page_of_sources_says_why_a_source_is_off(home):
    publish_providers(settings.current(), [])
    client = app_over(settings.current()).test_client()
    assert "do not read" not in client.get("/sources").page.words
    off = {
        "aimt": SourceOff(name="Institute of Example", publisher="Institute of Example", why="Its site was not found."),
        "mine": SourceOff(name="My List", publisher="A Publisher", why=""),
    }
    publish_providers(settings.current(), [], number=2, off=off)
    words = app_over(settings.current()).test_client().get("/sources").page.words
    assert (
        "Sources we know of and do not read Institute of Example Its site was not found. My List A Publisher" in words
    )
    assert "Switched off by the people who run this site." in words
