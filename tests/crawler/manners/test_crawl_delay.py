import pytest


def test_a_crawl_delay_longer_than_ours_slows_its_host_down(site, crawl):
    site.body = "User-agent: *\nCrawl-delay: 0.3\n"
    found = crawl()
    assert (found["got"], found["slots"]) == (1, {"127.0.0.1": 0.3})
    assert found["stats"]["manners/crawl_delay/127.0.0.1"] == 0.3


@pytest.mark.parametrize("asked", ["0", "-5", "soon", "inf", "nan"])
def test_a_crawl_delay_that_asks_for_nothing_leaves_ours(site, crawl, asked):
    site.body = f"User-agent: *\nCrawl-delay: {asked}\n"
    found = crawl()
    assert (found["got"], found["slots"]) == (1, {"127.0.0.1": 0.0})
