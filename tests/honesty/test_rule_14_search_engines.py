"""Rule 14: search engines leave out results and whoever is not listed; an address holds the id, never the name."""

import pytest

from tests.webapp.conftest import app_over
from tests.webapp.invented import providers

LISTED = ["/people/avery", "/people/course", "/clinics/rehab"]
LEFT_OUT = ["/people/silent", "/people/no", "/people/lindqvist", "/find?place=81201", "/find?place=Goodland, KS"]
LEFT_OUT += ["/find?place=81201&view=table", "/list?ids=avery,rehab", "/compare?ids=avery,rehab"]


@pytest.mark.parametrize("address", LEFT_OUT)
def test_results_and_whoever_is_not_listed_are_left_out(client, address):
    response = client.get(address)
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert 'name="robots" content="noindex"' in response.get_data(as_text=True)
    assert "application/ld+json" not in response.get_data(as_text=True)


@pytest.mark.parametrize("address", LISTED)
def test_whoever_is_listed_may_be_found(client, address):
    assert "X-Robots-Tag" not in client.get(address).headers


@pytest.mark.parametrize("address", ["/people/silent", "/people/no", "/people/lindqvist"])
def test_the_title_of_whoever_is_not_listed_does_not_speak_of_dry_needling(client, address):
    assert "needling" not in client.get(address).page.title.lower()


def test_no_address_holds_a_name(client):
    names = {part.lower() for one in providers() for part in one.name.split() if part.isalpha() and len(part) > 3}
    ids = {one.id for one in providers()}
    for address in ("/find?place=81201", "/find?place=Goodland, KS", "/find?place=Elko, NV"):
        for link in client.get(address).page.links:
            if link.startswith(("/people/", "/clinics/")):
                assert link.split("/")[2].split("?")[0] in ids
                assert client.get(link).request.path.count("/") == 2
    assert names


def test_a_name_is_no_address(client):
    assert client.get("/people/jordan-avery").status_code == 404


def test_the_site_map_holds_only_who_may_be_found(published):
    client = app_over(published).test_client()
    written = client.get("/sitemap/profiles-1.xml").get_data(as_text=True)
    assert "/people/avery<" in written
    for provider_id in ("silent", "no", "lindqvist", "withdrawn"):
        assert f"/people/{provider_id}<" not in written
