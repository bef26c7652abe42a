"""Rule 13: nothing of a visitor is stored or passed on: no cookie, no third party, no patient's data asked for."""

import re

import pytest

from tests.webapp.route_table import ROUTES

READ = [route.address for route in ROUTES if "GET" in route.methods]
FIVE = "avery,rehab,hostile,silent,moab"
FOR_REFERRERS = ["/find?place=81201&view=table", f"/list?ids={FIVE}", "/compare?ids=avery,hostile"]
OF_A_PATIENT = re.compile(r"birth|dob|ssn|diagnos|insurance|member|patient|gender|sex\b", re.IGNORECASE)


@pytest.mark.parametrize("address", READ)
def test_no_answer_sets_a_cookie_or_says_where_one_came_from(client, address):
    with client.get(address, headers={"Cookie": "a=b"}) as response:
        assert "Set-Cookie" not in response.headers
        assert response.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("address", [*READ, "/find?place=81201", "/people/hostile", *FOR_REFERRERS])
def test_no_page_loads_anything_from_elsewhere(client, address):
    with client.get(address) as response:
        if response.mimetype != "text/html":
            return
        for tag, found in response.page.tags:
            for name in ("src", "srcset", "poster", "data", "action", "formaction", "ping"):
                assert not re.match(r"[a-z]+:|//", found.get(name) or ""), (tag, found)
            if tag == "link":
                assert found["href"].startswith("/"), found


@pytest.mark.parametrize("address", [*READ, "/find?place=81201", *FOR_REFERRERS])
def test_no_form_asks_for_a_patients_data(client, address):
    with client.get(address) as response:
        if response.mimetype == "text/html":
            names = [
                found.get("name") or "" for tag, found in response.page.tags if tag in {"input", "select", "textarea"}
            ]
            # Whether a clinic takes new patients is a fact about the clinic.
            assert [name for name in names if name != "new_patients" and OF_A_PATIENT.search(name)] == []


@pytest.mark.parametrize(
    "address", ["/find?place=81201", "/find?place=Goodland, KS", "/find?place=Springfield", *FOR_REFERRERS]
)
def test_a_search_is_stored_nowhere_on_its_way(client, address):
    assert client.get(address).headers["Cache-Control"] == "private, no-store"


def test_the_first_page_says_so(client):
    assert "We do not keep what you search for or where you are." in client.get("/").page.words
