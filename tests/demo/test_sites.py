import json
import re
import xml.etree.ElementTree as ET

import lxml.html
import pytest

from demo.exchange import Request
from tests.demo.asking import ask

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture
def sites(directories):
    return directories["sites"]


def blocks(page):
    return BLOCK.findall(page.body)


def readable(page):
    found = []
    for block in blocks(page):
        try:
            found.append(json.loads(block))
        except json.JSONDecodeError:
            continue
    return found


def test_the_sitemap_names_every_page_at_the_servers_own_address(sites, world):
    page = sites.respond(Request.of("/sitemap.xml", "http://127.0.0.1:4711"))
    places = [element.text for element in ET.fromstring(page.body).iter() if element.tag.endswith("}loc")]
    paths = [place.removeprefix("http://127.0.0.1:4711") for place in places]
    assert len(paths) == len(set(paths)) == len(world.of("sites")) + 1
    assert all(ask(sites, path).status == 200 for path in paths)


def test_robots_txt_names_the_sitemap(sites):
    body = sites.respond(Request.of("/robots.txt", "http://127.0.0.1:4711")).body
    assert "Sitemap: http://127.0.0.1:4711/sitemap.xml" in body.splitlines()


def test_a_staff_page_speaks_of_its_person_in_json_ld_and_in_words(sites):
    page = ask(sites, "/tansyford-physical-therapy/team/jordan-avery/")
    (node,) = readable(page)
    assert (node["@type"], node["name"], node["honorificSuffix"]) == ("Person", "Jordan Averthwaite", "PT, DPT")
    assert node["description"] == "Jordan uses dry needling for neck and shoulder pain. Jordan also treats ankles."
    assert page.body.count("Jordan uses dry needling for neck and shoulder pain") == 2


def test_a_clinic_page_names_its_staff_and_says_nothing_of_them(sites):
    page = ask(sites, "/brindlewick-rehab/")
    (node,) = readable(page)
    assert node["description"].startswith("Brindlewick Rehab offers dry needling")
    assert "employee" not in node
    names = [link.text for link in lxml.html.fromstring(page.body).cssselect("h2 + ul a")]
    assert "José Muñozell" in names


def test_a_graph_page_holds_the_clinic_and_its_people(sites):
    (node,) = readable(ask(sites, "/old-quarry-spine-sport/"))
    names = [part["name"] for part in node["@graph"]]
    assert names[0] == "Old Quarry Spine & Sport"
    assert {"Walter Halstedding Sr.", "Walter Halstedding Jr."} <= set(names)


def test_a_broken_and_an_empty_block_come_before_a_good_one(sites):
    page = ask(sites, "/halfpage-physical-therapy/")
    assert len(blocks(page)) == 3
    (node,) = readable(page)
    assert node["name"] == "Halfpage Physical Therapy"


def test_microdata_pages_have_no_json_ld(sites):
    page = ask(sites, "/hush-valley-therapy/")
    assert blocks(page) == []
    root = lxml.html.fromstring(page.body)
    assert root.cssselect('[itemtype="https://schema.org/Physiotherapy"] [itemprop="telephone"]')[0].text == (
        "+1-719-555-0102"
    )


def test_hostile_text_closes_no_script_and_opens_none(sites):
    page = ask(sites, "/marrowgate-script-alert-clinic-script-sons/")
    root = lxml.html.fromstring(page.body)
    assert [script.get("type") for script in root.cssselect("script")] == ["application/ld+json"]
    (node,) = readable(page)
    assert node["name"] == "Marrowgate <script>alert('clinic')</script> & \"Sons\""
    assert "</script><script>alert('text')</script>" in node["description"]


def test_an_organizations_npi_is_printed_on_its_peoples_pages(sites, world):
    shared = world.clinics["gildenmoss"].npi
    for person in ("jamie-sel", "chris-pell"):
        (node,) = readable(ask(sites, f"/gildenmoss-health/team/{person}/"))
        assert node["identifier"]["value"] == shared


def test_the_article_argues_and_has_no_structured_data(sites):
    page = ask(sites, "/nine-herons-acupuncture/article/")
    assert "dry needling is acupuncture by another name" in page.body
    assert blocks(page) == []
