"""Each route holds to its row of the table, and there is no route without one."""

import re
from pathlib import Path

import pytest

from tests.webapp.conftest import app_over
from tests.webapp.route_table import NONE, PAGE, ROUTES, SEARCH, SUGGESTION
from webapp.caching import Keep

ANSWERED_FOR_ALL = {"HEAD", "OPTIONS"}
READ = [route for route in ROUTES if "GET" in route.methods]
SENT = [route for route in ROUTES if "POST" in route.methods]
TIMES = {SEARCH: 1, PAGE: 4, SUGGESTION: 10}
WEBAPP = Path(__file__).parents[2] / "webapp"
BY_HAND = re.compile(
    r"""(?:href|action)="/|\bf?["']/(?:find|people|clinics|fix|remove|case|guide|problems|states|coverage|letters)\b"""
)
OF_ROUTES = re.compile(r"\.(?:get|post)\(\"/")
SAYS_ADDRESSES = {"statements.py"}
"""docs/statements.md names pages by their addresses, without an app."""


def limited(published):
    return app_over(published.model_copy(update={"searches_per_minute": 1})).test_client()


def statuses(client, address, times, method="GET"):
    found = []
    for _ in range(times):
        with client.open(address, method=method) as response:
            found.append(response.status_code)
    return found


def test_every_route_is_in_the_table_with_its_methods(client):
    found = sorted(
        (rule.rule, " ".join(sorted(rule.methods - ANSWERED_FOR_ALL)))
        for rule in client.application.url_map.iter_rules()
    )
    assert found == sorted((route.rule, route.methods) for route in ROUTES)


@pytest.mark.parametrize("route", READ, ids=lambda route: route.rule)
@pytest.mark.parametrize("prefix", ["", "/es"])
def test_what_may_be_kept_of_it(client, route, prefix):
    with client.get(prefix + route.address) as response:
        assert (response.status_code, response.headers["Cache-Control"]) == (route.status, route.kept.value)


@pytest.mark.parametrize("route", READ, ids=lambda route: route.rule)
def test_nothing_is_kept_of_an_address_with_a_query(client, route):
    with client.get(f"{route.address}?place=81201") as response:
        kept = Keep.AN_HOUR if route.kept is Keep.AN_HOUR else Keep.NOTHING
        assert response.headers["Cache-Control"] == kept.value


@pytest.mark.parametrize("route", [route for route in READ if route.limit != NONE], ids=lambda route: route.rule)
def test_its_limit_holds(published, route):
    times = TIMES[route.limit]
    assert statuses(limited(published), route.address, times + 1) == [route.status] * times + [429]


@pytest.mark.parametrize("route", [route for route in READ if route.limit == NONE], ids=lambda route: route.rule)
def test_it_has_no_limit(published, route):
    assert statuses(limited(published), route.address, 12) == [route.status] * 12


@pytest.mark.parametrize("route", SENT, ids=lambda route: route.rule)
def test_a_form_is_sent_six_times_a_minute_and_nothing_is_kept_of_the_answer(published, route):
    client = limited(published)
    with client.post(route.address) as response:
        assert response.headers["Cache-Control"] == Keep.NOTHING.value
    assert 429 not in statuses(client, route.address, 5, "POST")
    assert statuses(client, route.address, 1, "POST") == [429]


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.rule)
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_nothing_else_is_answered(client, route, method):
    with client.open(route.address, method=method) as response:
        assert response.status_code == 405


def test_no_address_of_a_route_is_written_by_hand():
    files = [*WEBAPP.rglob("*.py"), *WEBAPP.rglob("*.html")]
    found = [
        f"{file.relative_to(WEBAPP)}: {line.strip()}"
        for file in sorted(files)
        if file.name not in SAYS_ADDRESSES
        for line in file.read_text(encoding="utf-8").splitlines()
        if BY_HAND.search(line) and not OF_ROUTES.search(line) and '"""' not in line
    ]
    assert len(files) > 100
    assert found == []
