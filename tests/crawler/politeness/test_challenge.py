from pathlib import Path

import pytest
from scrapy.http import Headers

from crawler.politeness.challenge import HEADERS, LOGIN, LOOKED_AT, SIGNATURES, challenge
from tests.crawler.politeness.challenge_pages import CHALLENGES, ORDINARY, page

HERE = "https://needling.test/find"


def kind_of(markup, headers=None, address=HERE, asked=HERE):
    return challenge(address, asked, Headers(headers or {}), markup.encode())


@pytest.mark.parametrize(("kind", "markup"), [(kind, one) for kind, pages in CHALLENGES.items() for one in pages])
def test_a_challenge_is_recognized_by_its_kind(kind, markup):
    assert kind_of(markup) == kind


@pytest.mark.parametrize("markup", ORDINARY.values(), ids=ORDINARY)
def test_an_ordinary_page_is_none(markup):
    assert kind_of(markup) == ""


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ({"CF-Mitigated": "challenge"}, "cloudflare"),
        ({"x-amzn-waf-action": "captcha"}, "aws_waf"),
        ({"cf-ray": "0-DEN", "Server": "cloudflare"}, ""),
    ],
)
def test_a_header_says_it_outright(headers, kind):
    assert kind_of(page("Providers", "<p>Jordan Averwick PT</p>"), headers) == kind


@pytest.mark.parametrize(
    ("address", "asked", "kind"),
    [
        ("https://needling.test/login?next=/find", HERE, "login"),
        ("https://needling.test/wp-login.php?redirect_to=x", HERE, "login"),
        ("https://needling.test/users/sign_in", HERE, "login"),
        ("https://needling.test/Account/Login", HERE, "login"),
        ("https://needling.test/login", "https://needling.test/login", ""),
        ("https://needling.test/find-a-provider", "https://needling.test/", ""),
        ("https://needling.test/blogin/logistics", HERE, ""),
    ],
)
def test_whoever_is_sent_to_a_login_met_one(address, asked, kind):
    assert kind_of(page("", "<p>Hello</p>"), address=address, asked=asked) == kind


@pytest.mark.parametrize(
    "filling", ["<", "<input ", "<h1>", "<title ", "<script>", "<!--", "px-captcha <", "type =" + " " * 50]
)
def test_a_hostile_page_takes_no_longer_to_look_at_than_it_is_long(filling):
    assert kind_of(filling * (2 * LOOKED_AT // len(filling))) in {"", "perimeterx"}


def test_every_kind_is_named_on_the_page_about_politeness():
    page_text = (Path(__file__).parents[3] / "docs" / "politeness.md").read_text(encoding="utf-8")
    kinds = {signature.kind for signature in SIGNATURES} | {kind for kind, _, _ in HEADERS} | {LOGIN}
    assert kinds == set(CHALLENGES)
    assert {kind for kind in kinds if f"`{kind}`" not in page_text} == set()
