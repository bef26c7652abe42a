from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from index import settings
from index.records import LISTED_ANSWERS, BulkGroup
from tests.webapp.conftest import app_over
from tests.webapp.invented import providers, publish_providers
from webapp.about.pages import pages, reading_paths
from webapp.article.translation import translations

TEXTS = ["/about", "/how-we-sort", "/privacy", "/practitioners", "/clinicians", "/accessibility"]
LISTED = {p.id for p in providers() if any(place.evidence.answer in LISTED_ANSWERS for place in p.practices)}


@pytest.mark.parametrize("address", TEXTS)
def test_each_text_about_the_site_is_answered_in_both_editions(client, address):
    page = client.get(address).page
    assert page.title == f"{pages()[address[1:]].title} · Pinpoint"
    spanish = translations("es", "about")[address[1:]].words
    assert client.get(f"/es{address}").page.title == f"{spanish[pages()[address[1:]].title]} · Pinpoint"


def test_every_text_has_an_address():
    assert {f"/{slug}" for slug in pages()} == set(TEXTS)


def test_privacy_says_first_what_is_not_kept(client):
    words = client.get("/privacy").page.words
    assert "We do not keep what you search for or where you are." in words
    assert "consumer health data" in words


def test_each_source_is_shown_with_what_it_says_of_itself_and_the_day_it_was_read(home):
    current = settings.current()
    described = {
        "clinic_sites": {
            "name": "Clinics' own sites",
            "publisher": "Each clinic",
            "url": "https://www.clinics.example/",
            "coverage": "Clinics that say what they offer.",
            "terms": "Read on Nov 1.",
        }
    }
    publish_providers(current, providers(), sources=described)
    page = app_over(current).test_client().get("/sources").page
    for words in ("Clinics' own sites", "Each clinic", "Clinics that say what they offer.", "Read on Nov 1.",
                  "clinics.example", "Nov 12, 2026"):  # fmt: skip
        assert words in page.words
    assert "NPI registry" in page.words
    assert page.words.count("Not stated.") == 3


def test_each_source_says_what_files_of_more_than_twenty_hold_of_it(home):
    current = settings.current()
    lets = {"clinic_sites": ("names", "contacts"), "npi_registry": tuple(BulkGroup)}
    publish_providers(current, providers(), may_leave=lets)
    client = app_over(current).test_client()
    words = client.get("/sources").page.words
    assert (
        "In files of more than 20 listingsNames of people and clinics; phone, fax and website. Left out: addresses; "
        "licenses, NPIs and what registers say; letters after the name; professions and what they treat; words on dry "
        "needling. "
    ) in words
    assert "In files of more than 20 listingsEverything that it says of a listing." in words
    spanish = client.get("/es/sources").page.words
    assert "Nombres de personas y clínicas; teléfono, fax y sitio web. Queda fuera: direcciones;" in spanish


def test_a_source_that_says_nothing_lets_only_our_own_answer_leave(client):
    words = client.get("/sources").page.words
    only_ours = "Only our own answer, with this source's name, page and day. Left out: names of people and clinics; "
    assert words.count(only_ours) == 2
    assert "Any other value is in it where a source that states it lets it be passed on." in words


def test_without_a_generation_the_sources_say_that_nothing_is_published(empty_client):
    assert "Nothing has been published on this site yet." in empty_client.get("/sources").page.words


WHO = {
    "OPERATOR_NAME": "Needle Commons, a nonprofit",
    "OPERATOR_POST": "12 Example Street; Salida, CO 81201",
    "CONTACT_PHONE": "(303) 555-0142",
    "CONTACT_MAIL": "help@pinpoint.example",
}


@pytest.fixture
def who_is_set(monkeypatch):
    for name, value in WHO.items():
        monkeypatch.setenv(f"PINPOINT_{name}", value)
    settings.current.cache_clear()


@pytest.mark.parametrize("address", ["/about", "/contact"])
def test_who_runs_this_copy_is_said_with_every_way_to_reach_them(client, who_is_set, address):
    page = client.get(address).page
    assert "Needle Commons, a nonprofit runs this copy of Pinpoint." in page.words
    assert "12 Example StreetSalida, CO 81201" in page.words.replace("\n", "")
    assert {"mailto:help@pinpoint.example", "tel:+13035550142"} <= set(page.links)
    assert "Not given." not in page.words
    assert "Esta copia de Pinpoint la maneja Needle Commons, a nonprofit." in client.get(f"/es{address}").page.words


@pytest.mark.parametrize("address", ["/about", "/contact"])
def test_a_copy_that_nobody_says_who_runs_says_so_and_points_to_the_forms(client, address):
    page = client.get(address).page
    assert "This copy of Pinpoint does not say who runs it." in page.words
    assert page.words.count("Not given.") == 3
    assert "have given no address to write to or to call. The two forms reach them:" in page.words
    assert "Esta copia de Pinpoint no dice quién la maneja." in client.get(f"/es{address}").page.words


def test_the_foot_of_every_page_says_who_runs_the_copy_or_that_it_does_not(client, who_is_set, monkeypatch):
    assert "Needle Commons, a nonprofit runs this copy." in client.get("/guide").page.words
    assert "Needle Commons, a nonprofit maneja esta copia." in client.get("/es/guide").page.words
    monkeypatch.delenv("PINPOINT_OPERATOR_NAME")
    settings.current.cache_clear()
    assert "This copy does not say who runs it." in client.get("/guide").page.words


def test_a_phone_of_another_plan_is_shown_as_it_is_written_and_not_linked(client, who_is_set, monkeypatch):
    monkeypatch.setenv("PINPOINT_CONTACT_PHONE", "ask at the desk")
    settings.current.cache_clear()
    page = client.get("/contact").page
    assert "ask at the desk" in page.words
    assert not any(link.startswith("tel:") for link in page.links)


def test_a_page_that_a_browser_has_is_made_anew_when_who_runs_the_copy_changes(client, monkeypatch):
    tag = client.get("/about").headers["ETag"]
    assert client.get("/about", headers={"If-None-Match": tag}).status_code == 304
    monkeypatch.setenv("PINPOINT_OPERATOR_NAME", "Needle Commons")
    settings.current.cache_clear()
    assert client.get("/about", headers={"If-None-Match": tag}).status_code == 200


def addresses(client, path):
    response = client.get(path)
    assert response.mimetype == "application/xml"
    return [entry.text.removeprefix("http://localhost") for entry in ET.fromstring(response.text).iter()
            if entry.tag.endswith("loc")]  # fmt: skip


def test_robots_are_shown_to_the_sitemap_and_may_read_what_says_noindex(client):
    robots = client.get("/robots.txt").text
    assert robots == "User-agent: *\nAllow: /\nSitemap: http://localhost/sitemap.xml\n"


def test_the_sitemap_lists_pages_and_listed_profiles_by_id_only(client):
    assert addresses(client, "/sitemap.xml") == ["/sitemap/pages.xml", "/sitemap/profiles-1.xml"]
    profiles = addresses(client, "/sitemap/profiles-1.xml")
    assert {path.rpartition("/")[2] for path in profiles} == LISTED
    assert {"silent", "no"}.isdisjoint(LISTED)
    assert addresses(client, "/sitemap/profiles-2.xml") == addresses(client, "/sitemap/profiles-0.xml") == []


def test_every_address_of_the_sitemap_is_answered_and_none_is_kept_out(client):
    listed = addresses(client, "/sitemap/pages.xml") + addresses(client, "/sitemap/profiles-1.xml")
    assert len(listed) == len(set(listed))
    for path in listed:
        response = client.get(path)
        assert (response.status_code, response.headers.get("X-Robots-Tag")) == (200, None), path


def test_a_profile_taken_down_leaves_the_sitemap_at_once(client, published):
    from index.published.overlay import Overlay, change_overlay

    assert any(path.endswith("/avery") for path in addresses(client, "/sitemap/profiles-1.xml"))
    change_overlay(published.generations, lambda _: Overlay(suppressed=frozenset({"avery"})))
    fresh = app_over(published).test_client()
    assert not any(path.endswith("/avery") for path in addresses(fresh, "/sitemap/profiles-1.xml"))


def test_a_demonstration_is_in_no_search_engine(home):
    publish_providers(settings.current(), providers(), demonstration=True)
    client = app_over(settings.current()).test_client()
    assert addresses(client, "/sitemap.xml") == ["/sitemap/pages.xml"]
    assert addresses(client, "/sitemap/pages.xml") == addresses(client, "/sitemap/profiles-1.xml") == []
    with client.application.test_request_context():
        paths = list(reading_paths())
    assert len(paths) > 100
    for path in paths:
        assert client.get(path).headers["X-Robots-Tag"] == "noindex", path


NOTICE = Path(__file__).parents[3] / "NOTICE"
LICENSES = {
    "Towns": ("GeoNames", "https://www.geonames.org", "https://creativecommons.org/licenses/by/4.0/"),
    "ZIP codes with": ("zipcodes", "MIT", "unitedstateszipcodes.org"),
    "Doubted ZIP codes": ("U.S. Census Bureau", "gazetteer of 2010", "public domain"),
    "Outlines": ("us-atlas 3.0.1", "ISC", "U.S. Census Bureau"),
    "Short forms": ("nicknames", "Apache License 2.0", "corrections of ours"),
    "The font": ("Public Sans", "The Public Sans Project Authors", "SIL Open Font License 1.1"),
}
"""Return what NOTICE says of each table, and the site, too."""


def test_the_sources_name_the_license_of_each_table_that_the_notice_names(client):
    page = client.get("/sources").page
    section = page.words.partition("Data that is part of this site")[2]
    said = section + " ".join(page.links)
    tables = [
        line.removeprefix("- ") for line in NOTICE.read_text(encoding="utf-8").split("\n") if line.startswith("- ")
    ]
    assert len(tables) == len(LICENSES)
    notice = " ".join(NOTICE.read_text(encoding="utf-8").split())
    for (table, facts), line in zip(LICENSES.items(), tables, strict=True):
        assert line.startswith(table)
        assert [fact for fact in facts if fact not in said or fact not in notice] == [], table
    assert "left out towns under 500 people" in section


def test_the_licenses_are_linked_from_the_foot_of_the_page_and_of_the_page_about_the_site(client):
    assert "#licenses" in client.get("/sources").page.links
    assert ("h2", {"id": "licenses"}) in client.get("/sources").page.tags
    assert "/sources#licenses" in client.get("/about").page.links
    assert "/es/sources#licenses" in client.get("/es/about").page.links


def test_the_licenses_are_in_spanish_and_their_names_are_marked_as_english(client):
    page = client.get("/es/sources").page
    assert "Ciudades, con sus puntos y números de habitantes" in page.words
    assert page.tags.count(("bdi", {"lang": "en"})) >= 2 * len(LICENSES) - 1
