"""Rule 9: a crawl that failed or was held back removes nobody; whoever is gone has an address that says so."""

import pytest

from demo.servers import DemoServers, Fault
from demo.sources import write_sources
from tests.line.command import TOMORROW, Home

SOURCE = "demo_needling_school"


@pytest.fixture(scope="module")
def homes(tmp_path_factory):
    """One directory read well on a day; on the next it answers with errors. What is published on each."""
    path = tmp_path_factory.mktemp("failed") / "home"
    today, tomorrow = Home(path), Home(path, now=TOMORROW)
    with DemoServers() as servers:
        write_sources(path, servers)
        today.allowing(*servers.addresses).run("crawl", SOURCE, "--accept")
        today.publish()
        before = today.export()
        servers.fault("school", Fault(prefix="/wp-admin/", status=503, times=1000))
        tomorrow.allowing(*servers.addresses).run("crawl", SOURCE, code=None)
        tomorrow.publish()
    return before, tomorrow.export(), tomorrow


def test_a_failed_crawl_removes_nobody_and_changes_no_date(homes):
    before, after, _ = homes
    assert len(before) > 20
    assert after == before


def test_the_run_says_why_it_was_not_taken(homes):
    _, _, home = homes
    run = home.json("runs")[0]
    assert run["source"] == SOURCE
    assert run["verdict"] not in {"passed", ""}


@pytest.mark.parametrize("address", ["/people/withdrawn", "/es/people/withdrawn", "/clinics/withdrawn"])
def test_whoever_is_gone_has_an_address_that_says_so(client, address):
    response = client.get(address)
    assert response.status_code == 410
    if not address.startswith("/es"):
        assert (
            "This listing is no longer shown If you came from a printed sheet, call the clinic." in response.page.words
        )
