import pytest
from scrapy.crawler import Crawler

from crawler.clinic_sites.spider import ClinicSitesSpider
from index.records import ListingKind, Subject
from index.store.site_visits import Outcome
from tests.crawler.clinic_sites.invented_web import CONTACT_MISSING, ROBOTS, UNREACHABLE, Web, html, read, start
from tests.crawler.platforms.invented import definition

HOME = "https://fern.example/"
ADDRESS = "<footer>12 Elm Street, Salida, CO 81201 <a href='tel:+13035550101'>(303) 555-0101</a></footer>"
LINKS = "".join(f"<a href='/service-{number}/'>Service {number}</a>" for number in range(30))


def links(*pages):
    return "<nav>" + "".join(f"<a href='{address}'>{text}</a>" for address, text in pages) + "</nav>"


def test_a_practice_and_the_person_that_a_card_names_are_listed_with_the_page_of_their_words():
    web = Web(
        {
            HOME: html(links(("/dry-needling/", "Dry Needling"), ("/team/", "Our Team")) + ADDRESS),
            f"{HOME}dry-needling/": html("<p>We offer dry needling for neck pain.</p>" + ADDRESS),
            f"{HOME}team/": html("<div><h3>Jordan Avery, PT, DPT</h3><p>Jordan uses dry needling.</p></div>" + ADDRESS),
        }
    )
    listings, visits, _ = read(web, start("fern.example"))
    practice, person = listings["fern.example/81201-12"], listings["fern.example/81201-12/jordan-avery"]
    assert (practice.kind, practice.name, practice.url) == (
        ListingKind.CLINIC,
        "Fern Physical Therapy",
        f"{HOME}dry-needling/",
    )
    assert [(one.text, one.about) for one in practice.statements] == [
        ("We offer dry needling for neck pain.", Subject.CLINIC)
    ]
    assert (practice.locations[0].address_text, practice.locations[0].phone) == (
        "12 Elm Street, Salida, CO 81201",
        "+13035550101",
    )
    assert (person.kind, person.name, person.url) == (ListingKind.PERSON, "Jordan Avery, PT, DPT", f"{HOME}team/")
    assert [(one.text, one.about) for one in person.statements] == [("Jordan uses dry needling.", Subject.PERSON)]
    assert person.locations[0].organization == "Fern Physical Therapy"
    assert (visits["fern.example"].outcome, visits["fern.example"].pages) == (Outcome.READ, 3)


def test_a_silent_site_is_a_practice_without_words():
    listings, _, _ = read(Web({HOME: html("<h1>Fern</h1><p>We treat knees.</p>" + ADDRESS)}), start("fern.example"))
    (practice,) = listings.values()
    assert (practice.statements, practice.text, practice.url) == ((), "", HOME)


def test_a_host_gets_nine_pages_and_not_one_more():
    web = Web({HOME: html(LINKS + ADDRESS)} | {f"{HOME}service-{n}/": html(LINKS) for n in range(30)})
    _, visits, _ = read(web, start("fern.example"))
    assert len(web.asked) == len(set(web.asked)) == 9
    assert visits["fern.example"].pages == 9


def test_a_smaller_budget_is_kept():
    web = Web({HOME: html(LINKS)} | {f"{HOME}service-{n}/": html(LINKS) for n in range(30)})
    read(web, start("fern.example"), most_pages=2)
    assert len(web.pages) == 3


def test_a_sitemap_is_asked_for_where_the_start_page_names_too_little():
    web = Web(
        {
            HOME: html("<p>Welcome.</p>" + ADDRESS),
            f"{HOME}sitemap.xml": (301, "/sitemap_index.xml"),
            f"{HOME}sitemap_index.xml": "<sitemapindex><sitemap><loc>https://fern.example/page-sitemap.xml</loc></sitemap>"
            "</sitemapindex>",
            f"{HOME}page-sitemap.xml": "<urlset><url><loc>https://fern.example/dry-needling/</loc></url></urlset>",
            f"{HOME}dry-needling/": html("<p>We offer dry needling.</p>"),
        }
    )
    listings, _, _ = read(web, start("fern.example"))
    assert web.asked == [
        HOME,
        f"{HOME}sitemap.xml",
        f"{HOME}sitemap_index.xml",
        f"{HOME}page-sitemap.xml",
        f"{HOME}dry-needling/",
    ]
    assert [one.url for one in listings.values()] == [f"{HOME}dry-needling/"]


def test_a_page_that_only_the_sitemap_names_is_read():
    web = Web(
        {
            HOME: html("<p>Welcome.</p>" + ADDRESS),
            f"{HOME}sitemap.xml": "<urlset><url><loc>https://www.fern.example/dry-needling/</loc></url>"
            "<url><loc>https://other.example/dry-needling/</loc></url></urlset>",
            "https://www.fern.example/dry-needling/": html("<p>We offer dry needling.</p>"),
        }
    )
    listings, _, _ = read(web, start("fern.example"))
    assert [one.statements[0].text for one in listings.values()] == ["We offer dry needling."]
    assert not any("other.example" in url for url in web.asked)


def test_a_page_that_a_listing_gives_is_read_before_those_of_the_menu():
    given = f"{HOME}locations/salida/"
    web = Web({HOME: html(LINKS), given: html("<p>We offer dry needling.</p>")})
    listings, _, _ = read(web, start("fern.example", given), most_pages=1)
    assert web.pages == [HOME, given]
    assert [one.url for one in listings.values()] == [given]


def test_bios_below_the_team_page_are_read():
    bio = f"{HOME}team/jordan-avery/"
    web = Web(
        {
            HOME: html(links(("/team/", "Team")) + ADDRESS),
            f"{HOME}team/": html(links(("/team/jordan-avery/", "Jordan Avery"))),
            bio: html("<h1>Jordan Avery, DPT</h1><p>She offers dry needling.</p>", title="Jordan Avery | Fern"),
        }
    )
    listings, _, _ = read(web, start("fern.example"))
    assert listings["fern.example/81201-12/jordan-avery"].url == bio


DOORS = {
    "robots": ROBOTS,
    "unreachable": UNREACHABLE,
    "refused": (403, "no"),
    "throttled": (429, "slow down"),
    "login": html("<form><input type='password'></form>"),
    "elsewhere": (302, "https://other.example/"),
    "gone": (404, "gone"),
    "no_page": (200, "   "),
}


@pytest.mark.parametrize("door", DOORS)
def test_a_closed_door_is_recorded_and_nothing_more_is_asked_of_the_host(door):
    web = Web({HOME: DOORS[door]})
    listings, visits, crawl = read(web, start("fern.example"))
    visit = visits["fern.example"]
    assert (listings, web.asked) == ({}, [HOME])
    assert (visit.outcome, visit.closed_because, visit.pages) == (Outcome.CLOSED, door, 0)
    assert visit.next_read > visit.ended_at
    assert [(kind, where) for kind, where, _ in crawl.take_problems()] == [(f"site/{door}", HOME)]


def test_a_site_that_fails_itself_is_unreachable():
    _, visits, _ = read(Web({HOME: (500, "oops")}), start("fern.example"))
    assert visits["fern.example"].closed_because == "unreachable"


def test_a_host_that_throttles_in_the_middle_is_left_at_once_and_what_it_said_is_kept():
    web = Web({HOME: html("<p>We offer dry needling.</p>" + LINKS), f"{HOME}service-0/": (429, "slow down")})
    listings, visits, _ = read(web, start("fern.example"))
    assert web.pages == [HOME, f"{HOME}service-0/"]
    assert (len(listings), visits["fern.example"].outcome) == (1, Outcome.CLOSED)


def test_a_page_that_failed_leaves_a_host_partly_read():
    web = Web({HOME: html(links(("/services/", "Services"))), f"{HOME}services/": (500, "oops")})
    _, visits, _ = read(web, start("fern.example"))
    assert visits["fern.example"].outcome is Outcome.PARTLY


def test_a_page_that_is_gone_or_forbidden_leaves_a_host_well_read():
    pages = links(("/services/", "Services"), ("/team/", "Team"))
    web = Web({HOME: html(pages), f"{HOME}services/": (404, "gone"), f"{HOME}team/": ROBOTS})
    _, visits, _ = read(web, start("fern.example"))
    assert visits["fern.example"].outcome is Outcome.READ


def test_a_redirect_to_the_www_host_is_followed():
    web = Web({HOME: (301, "https://www.fern.example/"), "https://www.fern.example/": html(ADDRESS)})
    listings, visits, _ = read(web, start("fern.example"))
    assert (visits["fern.example"].outcome, [one.url for one in listings.values()]) == (
        Outcome.READ,
        ["https://www.fern.example/"],
    )


def test_a_redirect_without_end_closes_the_door():
    _, visits, _ = read(Web({HOME: (302, "/a/"), f"{HOME}a/": (302, "/")}), start("fern.example"))
    assert visits["fern.example"].closed_because == "elsewhere"


def test_one_host_s_closed_door_is_no_other_s():
    web = Web({HOME: (429, "slow down"), "https://moss.example/": html("<p>We offer dry needling.</p>", title="Moss")})
    listings, visits, _ = read(web, start("fern.example"), start("moss.example"))
    assert {one.name for one in listings.values()} == {"Moss"}
    assert {host: visit.outcome.value for host, visit in visits.items()} == {
        "fern.example": "closed",
        "moss.example": "read",
    }


def test_a_page_in_another_language_says_nothing():
    web = Web(
        {
            HOME: html(links(("/servicios/", "Services")) + ADDRESS),
            f"{HOME}servicios/": html("<p>Ofrecemos punción seca.</p>", lang="es"),
        }
    )
    listings, _, _ = read(web, start("fern.example"))
    assert [one.statements for one in listings.values()] == [()]


def test_words_of_a_site_with_several_places_are_nobody_s_unless_their_page_names_the_place():
    block = "".join(
        f'<script type="application/ld+json">{{"@type":"Physiotherapy","name":"Fern","address":{{"streetAddress":'
        f'"{number} Elm Street","postalCode":"81201"}}}}</script>'
        for number in (12, 90)
    )
    web = Web(
        {
            HOME: html("<p>We offer dry needling.</p>" + block + links(("/locations/north/", "Locations"))),
            f"{HOME}locations/north/": html("<p>90 Elm Street</p><p>Here we provide dry needling.</p>"),
        }
    )
    listings, _, _ = read(web, start("fern.example"))
    assert {key: [one.text for one in listing.statements] for key, listing in listings.items()} == {
        "fern.example/81201-12": [],
        "fern.example/81201-90": ["Here we provide dry needling."],
    }


def test_the_same_site_read_twice_gives_the_same_listings():
    web = Web({HOME: html(LINKS + "<p>We offer dry needling.</p>" + ADDRESS)})
    first, _, _ = read(web, start("fern.example"))
    second, _, _ = read(web, start("fern.example"))
    assert first == second


def test_hosts_are_read_side_by_side_and_each_one_page_at_a_time():
    crawler = Crawler(ClinicSitesSpider)
    source = definition("clinic_sites", url="", enabled_by_default=False, disabled_because="A test")
    ClinicSitesSpider.from_crawler(crawler, definition=source, arguments={"hosts_at_once": "6"})
    wanted = {"CONCURRENT_REQUESTS": 6, "CONCURRENT_REQUESTS_PER_DOMAIN": 1}
    assert {name: crawler.settings.getint(name) for name in wanted} == wanted
    assert crawler.settings.getfloat("DOWNLOAD_DELAY") == source.politeness.delay_seconds


def test_a_run_without_a_host_that_is_due_says_so():
    _, visits, crawl = read(Web({}))
    assert (visits, crawl.chosen.starts) == ({}, ())


def test_a_host_that_we_kept_back_for_want_of_a_contact_stays_as_due_as_it_was():
    listings, visits, _ = read(Web({HOME: CONTACT_MISSING}), start("fern.example"))
    assert (listings, visits) == ({}, {})
