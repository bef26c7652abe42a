import pytest

from crawler.manners.robots import UNREACHABLE


def test_a_page_that_robots_txt_allows_is_read(site, crawl):
    site.body = "User-agent: *\nDisallow: /private/\n"
    found = crawl("/a-page")
    assert (found["got"], UNREACHABLE in found["stats"]) == (1, False)


def test_a_page_that_robots_txt_forbids_is_never_asked_for(site, crawl):
    site.body = "User-agent: *\nDisallow: /private/\n"
    found = crawl("/private/a-page")
    assert (found["got"], dict(site.asked)) == (0, {"/robots.txt": 1})
    assert found["stats"]["robotstxt/forbidden"] == 1


@pytest.mark.parametrize("status", [500, 503])
def test_a_server_error_instead_of_robots_txt_forbids_the_whole_host(site, crawl, status):
    site.status, site.body = status, "User-agent: *\nAllow: /\n"
    found = crawl("/a-page")
    assert (found["got"], set(site.asked)) == (0, {"/robots.txt"})
    assert found["stats"][UNREACHABLE] == 1


def test_a_robots_txt_that_does_not_answer_in_time_forbids_the_whole_host(site, crawl):
    site.pause = 4
    found = crawl("/a-page")
    assert (found["got"], set(site.asked), found["stats"][UNREACHABLE]) == (0, {"/robots.txt"}, 1)


def test_a_host_that_nobody_answers_at_is_unreachable_and_not_open(site, crawl):
    found = crawl(url="http://127.0.0.1:9/a-page")
    assert (found["got"], found["stats"][UNREACHABLE]) == (0, 1)


@pytest.mark.parametrize("status", [403, 404])
def test_a_missing_robots_txt_allows_everything_whatever_its_error_page_says(site, crawl, status):
    site.status, site.body = status, "User-agent: *\nDisallow: /\n"
    found = crawl("/a-page")
    assert (found["got"], UNREACHABLE in found["stats"]) == (1, False)


def test_rules_for_us_by_name_go_before_rules_for_all(site, crawl):
    site.body = "User-agent: *\nDisallow:\n\nUser-agent: pinpointbot\nDisallow: /\n"
    assert crawl("/a-page")["got"] == 0
