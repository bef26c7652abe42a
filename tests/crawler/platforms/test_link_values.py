import pytest
from parsel import Selector

from crawler.formats.fields import Fields
from crawler.formats.link_values import link_in, number_of, phone_in
from crawler.platforms.html_list.html_list import phone_at
from crawler.platforms.html_list.html_list_options import CALLS


@pytest.mark.parametrize(
    ("value", "link"),
    [
        ('<a href="https://a.example">site</a>', "https://a.example"),
        ('Visit <A target="_blank" HREF="https://a.example/?a=1&amp;b=2">us</A> today', "https://a.example/?a=1&b=2"),
        ('<a href="mailto:a@a.example">mail</a> <a href="//b.example/x">site</a>', "//b.example/x"),
        ('<p><a href="tel:3035550112">call</a> www.a.example</p>', "call www.a.example"),
        ('<a href="javascript:alert(1)">https://a.example</a>', "javascript:alert(1)"),
        ("https://a.example/?a=1&amp;b=2&#038;c=3", "https://a.example/?a=1&b=2&c=3"),
        ("https://a.example/?a=1&copy=2", "https://a.example/?a=1&copy=2"),
        ("<b>a.example</b>", "a.example"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_website_is_where_a_click_leads(value, link):
    assert link_in(value) == link
    assert Fields({"site": value}).link("site") == link


@pytest.mark.parametrize(
    ("value", "phone"),
    [
        ('<a href="tel:3035550112">Call us</a>', "3035550112"),
        ('<a href="TEL:+1-303-555-0112">Call us</a>', "+1-303-555-0112"),
        ('Office <a href="tel:3035550112">303-555-0112 ext 4</a>', "Office 303-555-0112 ext 4"),
        ('<a href="tel:">(303) 555-0112</a>', "(303) 555-0112"),
        ('<a href="https://a.example">Call us</a>', "Call us"),
        ("303-555-0112", "303-555-0112"),
        (3035550112, "3035550112"),
    ],
)
def test_a_phone_is_what_is_shown_or_what_a_link_calls(value, phone):
    assert phone_in(value) == phone
    assert Fields({"phone": value}).phone("phone") == phone


@pytest.mark.parametrize(
    ("link", "number"),
    [
        ("tel:3035550147", "3035550147"),
        ("TEL:3035550147", "3035550147"),
        (" Tel: (303)%20555-0147", "(303) 555-0147"),
        ("callto:+13035550147", "+13035550147"),
        ("CallTo://3035550147", "3035550147"),
        ("sms:3035550147?body=hello", "3035550147"),
        ("SMS:+13035550147", "+13035550147"),
        ("tel:3035550147,,204", "3035550147 ext. 204"),
        ("tel:+1-303-555-0147;ext=204", "+1-303-555-0147 ext. 204"),
        ("callto:jo@a.example", ""),
        ("https://a.example/tel:3035550147", ""),
        ("mailto:jo@a.example", ""),
        ("", ""),
    ],
)
def test_a_scheme_that_calls_has_no_case(link, number):
    assert number_of(link) == number


@pytest.mark.parametrize(
    ("card", "phone"),
    [
        ('<a href="TEL:3035550147">call</a>', "3035550147"),
        ('<a href="callto:3035550147">call</a>', "3035550147"),
        ('<a href="sms:3035550144">text</a> <a href="Tel:3035550147">call</a>', "3035550147"),
        (
            '<p>Fax <a href="tel:3035550144">303-555-0144</a><p>Tel <a href="tel:3035550147">303-555-0147</a>',
            "3035550147; Fax: 3035550144",
        ),
        (
            '<p><a href="tel:3035550144">303-555-0144</a> (fax), <a href="tel:3035550147">303-555-0147</a></p>',
            "3035550147; Fax: 3035550144",
        ),
        ('<p>Fax: <a href="tel:3035550144">303-555-0144</a></p>', "Fax: 3035550144"),
        ("<p>Phone: 303-555-0147</p>", ""),
    ],
)
def test_the_phone_of_a_card_is_the_first_link_that_is_no_fax(card, phone):
    part = Selector(text=f'<div class="card">{card}</div>', type="html").css(".card")[0]
    assert phone_at(part, CALLS) == phone
