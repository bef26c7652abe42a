"""Other places to look are on every page of results, on the page about choosing, and on each state's page."""

from dataclasses import replace

import pytest

from index import settings
from index.published.manifest import SourceOff
from index.records import Finding, Profession, SourcesSay
from tests.builders import quote
from tests.webapp.conftest import app_over
from tests.webapp.invented import GOODLAND, SALIDA, at, person, publish_providers
from webapp.states.rules_table import by_slug

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


HEAD = "state,profession,board,address,opened_on,opened_by"
COLORADO = "CO,physical-therapist,Board of Example,https://board.test/look?a=1,2026-11-20,A. Operator"
NAMELESS = "CO,acupuncturist,,https://acu.test/,2026-10-02,A. Operator"
KANSAS = "KS,physical-therapist,Kansas Example Board,https://ks.test/,2026-11-01,A. Operator"


def with_look_ups(published, *rows):
    settings.current().own_board_lookups.write_text("\n".join([HEAD, *rows, ""]))
    return app_over(published).test_client()


@pytest.mark.parametrize("page", ["", "/questions"])
@pytest.mark.parametrize("language", ["", "/es"])
def test_a_profile_and_its_sheet_link_the_opened_look_up_with_its_day(published, page, language):
    shown = with_look_ups(published, COLORADO).get(f"{language}/people/avery{page}").page
    assert "https://board.test/look?a=1" in shown.links
    said = (
        "We have not looked this up. Look it up: Board of Example. We opened it on Nov 20, 2026."
        if not language
        else "Búsquela aquí: Board of Example. La abrimos el 20 nov 2026."
    )
    assert said in shown.words
    assert "license lookup" not in shown.words


@pytest.mark.parametrize("page", ["", "/questions"])
@pytest.mark.parametrize(
    "rows",
    [
        [],
        [KANSAS],
        [COLORADO.replace("physical-therapist", "chiropractor")],
        ["CO,physical-therapist,Board of Example,https://board.test/look,,"],
        ["CO,physical-therapist,Board of Example,,,"],
    ],
    ids=["no row", "another state", "another profession", "no day", "no address"],
)
def test_without_an_opened_look_up_of_state_and_profession_a_profile_says_what_to_search_for(published, rows, page):
    shown = with_look_ups(published, *rows).get(f"/people/avery{page}").page
    assert (
        "We have not looked this up. To look it up, search for Colorado physical therapist license lookup and use the "
        "state's own site."
    ) in shown.words
    assert not [link for link in shown.links if ".test/look" in link]
    assert "We opened it on" not in shown.words


def test_a_clinic_has_no_license_to_look_up(published):
    client = with_look_ups(published, COLORADO)
    for address in ("/clinics/rehab", "/clinics/rehab/questions"):
        assert "https://board.test/look?a=1" not in client.get(address).page.links


def test_each_of_two_licenses_has_its_own_look_up(home):
    salida = at(SALIDA, "Salida", "CO", "81201")
    both = (Profession.PHYSICAL_THERAPIST, Profession.ACUPUNCTURIST)
    publish_providers(settings.current(), [person("a", "Jo Avery", salida, professions=both)])
    page = with_look_ups(settings.current(), NAMELESS).get("/people/a").page
    short = page.words[page.words.index("License?") : page.words.index("Training?")]
    assert (
        "To look up a license of physical therapists in Colorado, search for Colorado physical therapist license lookup"
        in short
    )
    assert "Look it up: Colorado's license look-up for acupuncturists. We opened it on Oct 2, 2026." in short
    assert "https://acu.test/" in page.links


def test_a_second_place_in_another_state_has_its_own_look_up(home):
    salida = at(SALIDA, "Salida", "CO", "81201")
    goodland = at(GOODLAND, "Goodland", "KS", "67735", street="1 Oak St")
    one = person("a", "Jo Avery", salida, SourcesSay.PERSON_LISTED, [quote("Jo does dry needling.")])
    (first,) = one.practices
    second = replace(first, location=goodland, evidence=Finding(answer=SourcesSay.NO_WORD))
    publish_providers(settings.current(), [replace(one, practices=(first, second))])
    words = with_look_ups(settings.current(), COLORADO, KANSAS).get("/people/a").page.words
    short = words[words.index("License?") : words.index("Training?")]
    assert "Board of Example. We opened it on Nov 20, 2026." in short
    assert "Kansas" not in short
    records = words[words.index("License and other records") :]
    assert "Kansas Example Board. We opened it on Nov 1, 2026." in records


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
