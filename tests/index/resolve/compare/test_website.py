import pytest

from index.resolve.compare.features import practice_domain, shared_site


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.a-pt.example/team", "a-pt.example"),
        ("http://team.a-pt.example", "a-pt.example"),
        ("a-pt.co.uk", "a-pt.co.uk"),
        ("", ""),
        ("https://192.0.2.7/clinic", "192.0.2.7"),
    ],
)
def test_a_practice_is_known_by_the_registered_domain_of_its_website(url, domain):
    assert practice_domain(url) == domain
    assert shared_site(url) == ""


SHARED = [
    "webflow.io", "web.app", "netlify.app", "carrd.co", "github.io", "myshopify.com", "wixstudio.com", "wixsite.com",
    "framer.website", "glossgenius.com", "massagebook.com", "vagaro.com", "mystrikingly.com", "jimdosite.com",
    "clientsecure.me", "weebly.com", "squarespace.com", "square.site", "blogspot.com", "janeapp.com", "jane.app",
    "linktr.ee", "facebook.com", "sites.google.com", "godaddysites.com", "business.site", "schedulicity.com",
    "mindbodyonline.com", "acuityscheduling.com", "as.me", "setmore.com", "booksy.com", "zocdoc.com",
    "healthgrades.com", "intakeq.com", "practicebetter.io", "calendly.com", "simplepractice.com", "pages.dev",
    "vercel.app", "canva.site", "notion.site", "yelp.com", "psychologytoday.com",
]  # fmt: skip


@pytest.mark.parametrize("host", SHARED)
def test_two_websites_at_a_shared_host_say_nothing(host):
    for one, other in ((f"https://a-pt.{host}/", f"https://b-pt.{host}/"), (f"{host}/a-pt", f"www.{host}/b-pt")):
        assert not practice_domain(one) or practice_domain(one) != practice_domain(other)
        assert shared_site(one) != shared_site(other)


def test_a_builder_that_is_only_in_the_public_suffix_list_gives_each_practice_its_own_host():
    one, other = "https://a-pt.ddnss.de/", "https://b-pt.ddnss.de/"
    assert (practice_domain(one), practice_domain(other)) == ("a-pt.ddnss.de", "b-pt.ddnss.de")
