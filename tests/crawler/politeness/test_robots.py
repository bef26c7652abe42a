from itertools import pairwise

import pytest

from crawler.politeness.stat_names import ROBOTS_UNREACHABLE


def test_a_page_that_robots_txt_allows_is_read(site, crawl):
    site.body = "User-agent: *\nDisallow: /private/\n"
    found = crawl("/a-page")
    assert (found["got"], ROBOTS_UNREACHABLE in found["stats"]) == (1, False)


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
    assert found["stats"][ROBOTS_UNREACHABLE] == 1


def test_a_robots_txt_that_does_not_answer_in_time_forbids_the_whole_host(site, crawl):
    site.pause = 4
    found = crawl("/a-page")
    assert (found["got"], set(site.asked), found["stats"][ROBOTS_UNREACHABLE]) == (0, {"/robots.txt"}, 1)


def test_a_host_that_nobody_answers_at_is_unreachable_and_not_open(site, crawl):
    found = crawl(url="http://127.0.0.1:9/a-page")
    assert (found["got"], found["stats"][ROBOTS_UNREACHABLE]) == (0, 1)


@pytest.mark.parametrize("status", [403, 404])
def test_a_missing_robots_txt_allows_everything_whatever_its_error_page_says(site, crawl, status):
    site.status, site.body = status, "User-agent: *\nDisallow: /\n"
    found = crawl("/a-page")
    assert (found["got"], ROBOTS_UNREACHABLE in found["stats"]) == (1, False)


def test_the_refusal_is_an_error_of_its_own(site, crawl):
    site.body = "User-agent: *\nDisallow: /\n"
    assert crawl("/a-page")["refusal"] == "RobotsForbiddenError"


@pytest.mark.parametrize("hops", [1, 5])
def test_robots_txt_is_followed_through_five_redirects(site, crawl, hops):
    move(site, hops)
    site.body = "User-agent: *\nDisallow: /private/\n"
    assert (crawl("/private/a")["got"], site.asked["/rules"]) == (0, 1)
    assert crawl("/a-page")["got"] == 1


def test_robots_txt_is_followed_to_another_host_and_holds_for_the_one_that_was_asked(site, crawl):
    site.moved = {"/robots.txt": f"http://localhost:{site.server.server_port}/rules"}
    site.rules_at, site.body = "/rules", "User-agent: *\nDisallow: /private/\n"
    found = crawl("/private/a")
    assert (found["got"], site.asked["/rules"], found["stats"]["robotstxt/forbidden"]) == (0, 1, 1)


def test_a_sixth_redirect_leaves_robots_txt_unreachable(site, crawl):
    move(site, 6)
    found = crawl("/a-page")
    assert (found["got"], site.asked["/rules"], found["stats"][ROBOTS_UNREACHABLE]) == (0, 0, 1)


def test_redirects_in_a_circle_leave_robots_txt_unreachable(site, crawl):
    site.moved = {"/robots.txt": "/again", "/again": "/robots.txt"}
    found = crawl("/a-page")
    assert (found["got"], "/a-page" in site.asked, found["stats"][ROBOTS_UNREACHABLE]) == (0, False, 1)


def test_a_redirect_that_leads_nowhere_leaves_robots_txt_unreachable(site, crawl):
    site.status = 302
    found = crawl("/a-page")
    assert (found["got"], found["stats"][ROBOTS_UNREACHABLE]) == (0, 1)


def test_a_page_s_redirect_into_what_is_forbidden_is_not_followed(site, crawl):
    site.body, site.moved = "User-agent: *\nDisallow: /private/\n", {"/a-page": "/private/b"}
    found = crawl("/a-page")
    assert (found["got"], set(site.asked)) == (0, {"/robots.txt", "/a-page"})


def test_a_web_page_in_its_place_has_no_rules_and_is_counted(site, crawl):
    site.body = "<!DOCTYPE html>\n<title>Nothing here</title>"
    found = crawl("/a-page")
    assert (found["got"], found["stats"]["manners/robots_html"]) == (1, 1)


def test_a_file_beyond_the_limit_is_read_to_there_and_counted(site, crawl):
    site.body = "User-agent: *\nDisallow: /private/\n" + "# filling\n" * 60_000
    found = crawl("/private/a")
    assert (found["got"], found["stats"]["manners/robots_cut"]) == (0, 1)


def move(site, hops):
    """Let robots.txt be found at /rules, that many redirects away."""
    steps = ["/robots.txt", *(f"/hop/{number}" for number in range(1, hops)), "/rules"]
    site.moved, site.rules_at = dict(pairwise(steps)), "/rules"


def test_rules_for_us_by_name_go_before_rules_for_all(site, crawl):
    site.body = "User-agent: *\nDisallow:\n\nUser-agent: pinpointbot\nDisallow: /\n"
    assert crawl("/a-page")["got"] == 0


def test_a_host_that_we_do_not_ask_ourselves_is_refused_and_not_unreachable(crawl):
    found = crawl(url="http://127.0.0.1:10/a-page")
    assert (found["got"], found["refusal"], ROBOTS_UNREACHABLE in found["stats"]) == (0, "AddressRefusedError", False)
