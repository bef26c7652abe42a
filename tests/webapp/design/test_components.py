"""/design shows every part of the pages, and nobody is led there."""

import re
from pathlib import Path

import pytest

import webapp

TEMPLATES = Path(webapp.__file__).parent / "templates"
COMPONENTS = sorted(file.stem for file in (TEMPLATES / "components").glob("*.html"))
PAGE = (TEMPLATES / "views" / "design" / "components.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMPONENTS)
def test_each_component_is_imported_and_shown(client, name):
    imported = re.search(rf'from "components/{name}\.html" import (.+?) %}}', PAGE)
    assert imported, f"show components/{name}.html on views/design/components.html"
    shown = PAGE.partition(f'{{% call shown("{name}") %}}')[2].partition('{% call shown("')[0]
    names = [one.split(" as ")[-1] for one in imported[1].split(", ")]
    assert [one for one in names if not re.search(rf"\b{one}\(", shown)] == []


@pytest.mark.parametrize("prefix", ["", "/es"], ids=["English", "Spanish"])
def test_the_page_shows_each_state_and_is_kept_out_of_search_engines(client, prefix):
    response = client.get(f"{prefix}/design")
    assert response.status_code == 200
    assert response.headers["X-Robots-Tag"] == "noindex"
    page = response.get_data(as_text=True)
    assert page.count('<section class="component">') == len(COMPONENTS)
    assert len(set(re.findall(r'<span class="label">([^<]+)<', page))) == 5
    assert len(re.findall(r'<li class="block', page)) == 2
    assert 'aria-invalid="true"' in page


def test_no_page_links_to_it(client):
    for address in ("/", "/guide", "/about", "/sitemap/pages.xml", "/find?place=81201"):
        assert "/design" not in client.get(address).get_data(as_text=True), address
