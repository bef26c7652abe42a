import asyncio
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from index.records import ListingKind, Subject
from tests.crawler.platforms.invented import answer, page, spider, started

HOST = "https://clinics.example"
ADDRESS = {
    "@type": "PostalAddress",
    "streetAddress": "12 Elm Street",
    "addressLocality": "Salida",
    "addressRegion": "CO",
    "postalCode": "81201",
}
CLINIC = {
    "@type": ["Physiotherapy", "MedicalBusiness"],
    "@id": f"{HOST}/fern/#clinic",
    "name": "Fern Physical Therapy",
    "url": f"{HOST}/fern/",
    "telephone": "(303) 555-0101",
    "address": ADDRESS,
    "geo": {"latitude": "38.53", "longitude": "-105.99"},
}
PERSON = {
    "@type": "Person",
    "name": "Rowan Ashdale",
    "honorificSuffix": "PT, DPT",
    "jobTitle": "Physical Therapist",
    "url": f"{HOST}/fern/team/rowan/",
    "worksFor": {"@type": "MedicalClinic", "name": "Fern Physical Therapy"},
}


def block(*values):
    return "".join(f'<script type="application/ld+json">{json.dumps(value)}</script>' for value in values)


def read(pages, **more):
    """Return the listings by name, and the problems, of a site given as {path: body}."""
    reader = spider("structured_data", url=f"{HOST}/", **more)
    reader.waiting = len(pages)
    found = [one for path, body in pages.items() for one in reader.parse_page(page(body, HOST + path))]
    return {one.name: one for one in found}, reader.take_problems()


def said(listing):
    return {(statement.text, statement.about) for statement in listing.statements}


def test_a_clinic_is_read_from_json_ld():
    listings, problems = read({"/fern/": block(CLINIC)})
    clinic = listings["Fern Physical Therapy"]
    (location,) = clinic.locations
    assert (clinic.kind, clinic.url, problems) == (ListingKind.CLINIC, f"{HOST}/fern/", [])
    assert (location.street, location.city, location.state, location.zip) == ("12 Elm Street", "Salida", "CO", "81201")
    assert (location.phone, location.latitude, location.longitude) == ("(303) 555-0101", "38.53", "-105.99")


def test_staff_become_people_with_the_place_of_their_clinic():
    listings, _ = read({"/fern/": block(CLINIC | {"employee": [{"@type": "Person", "name": "Rowan Ashdale"}]})})
    (location,) = listings["Rowan Ashdale"].locations
    assert (location.organization, location.street) == ("Fern Physical Therapy", "12 Elm Street")


def test_a_graph_of_a_clinic_and_its_people_is_read_as_both():
    listings, _ = read({"/fern/": block({"@graph": [CLINIC, PERSON]})})
    assert {name: one.kind.value for name, one in listings.items()} == {
        "Fern Physical Therapy": "clinic",
        "Rowan Ashdale": "person",
    }


def test_the_author_of_an_article_is_no_practitioner():
    listings, _ = read({"/fern/": block(CLINIC, {"@type": "Person", "name": "Site Writer"})})
    assert set(listings) == {"Fern Physical Therapy"}


def test_a_clinic_in_json_ld_and_microdata_is_one_listing():
    micro = (
        '<div itemscope itemtype="https://schema.org/Physiotherapy"><h1 itemprop="name">Fern Physical Therapy</h1>'
        '<div itemprop="address" itemscope itemtype="https://schema.org/PostalAddress">'
        '<span itemprop="streetAddress">12 Elm Street</span><span itemprop="postalCode">81201</span></div></div>'
    )
    reader = spider("structured_data", url=f"{HOST}/")
    reader.waiting = 1
    assert len(list(reader.parse_page(page(block(CLINIC) + micro, f"{HOST}/fern/")))) == 1
    assert set(read({"/fern/": micro})[0]) == {"Fern Physical Therapy"}


@pytest.mark.parametrize(
    "wrapped",
    [
        "<!-- {} -->",
        "//<![CDATA[\n{}\n//]]>",
        "/* <![CDATA[ */{}/* ]]> */",
        "\ufeff{}",
        "{};",
        '{{"@type":"WebSite"}}{}',
    ],
)
def test_json_ld_is_read_however_a_site_wraps_it(wrapped):
    body = f'<script type="application/ld+json">{wrapped.format(json.dumps(CLINIC))}</script>'
    listings, problems = read({"/fern/": body})
    assert (set(listings), problems) == ({"Fern Physical Therapy"}, [])


def test_a_bad_block_is_counted_and_the_others_are_read():
    bad = '<script type="application/ld+json">{"name": "Half a </script><script type="application/ld+json"></script>'
    listings, problems = read({"/fern/": bad + block(CLINIC)})
    assert (set(listings), [kind for kind, _, _ in problems]) == ({"Fern Physical Therapy"}, ["json_ld/bad_block"])


def test_what_a_clinic_says_stays_with_the_clinic():
    body = (
        block({"@graph": [CLINIC | {"description": "We offer dry needling."}, PERSON]})
        + "<p>Our dry needling room.</p>"
    )
    listings, _ = read({"/fern/": body})
    assert listings["Rowan Ashdale"].statements == ()
    assert said(listings["Fern Physical Therapy"]) == {
        ("We offer dry needling.", Subject.CLINIC),
        ("Our dry needling room.", Subject.CLINIC),
    }


def test_a_person_s_own_description_speaks_of_the_person():
    listings, _ = read({"/fern/": block({"@graph": [CLINIC, PERSON | {"description": "Rowan offers dry needling."}]})})
    assert said(listings["Rowan Ashdale"]) == {("Rowan offers dry needling.", Subject.PERSON)}
    assert listings["Fern Physical Therapy"].statements == ()


def test_the_text_of_a_person_s_own_page_speaks_of_the_person_but_not_where_it_says_we():
    own = block(PERSON) + "<p>Offers dry needling on Mondays.</p><p>Here we all use dry needling.</p>"
    listings, _ = read({"/fern/": block(CLINIC), "/fern/team/rowan/": own})
    assert said(listings["Rowan Ashdale"]) == {("Offers dry needling on Mondays.", Subject.PERSON)}
    assert said(listings["Fern Physical Therapy"]) == {("Here we all use dry needling.", Subject.CLINIC)}


@pytest.mark.parametrize(
    "around",
    ["<nav>{}</nav>", "<footer><p>{}</p></footer>", '<ul><li><a href="/x">{}</a></li></ul>', "<script>{}</script>"],
)
def test_navigation_and_scripts_say_nothing(around):
    listings, _ = read({"/fern/": block(CLINIC) + around.format("Dry needling")})
    assert listings["Fern Physical Therapy"].statements == ()


def test_the_order_in_which_pages_arrive_changes_nothing():
    pages = {
        "/fern/": block({"@graph": [CLINIC, PERSON]}),
        "/fern/team/rowan/": block(PERSON | {"description": "Rowan offers dry needling."}),
        "/fern/needling/": block(CLINIC) + "<p>We offer dry needling.</p>",
    }
    assert read(pages)[0] == read(dict(reversed(pages.items())))[0]


def test_what_being_listed_says_is_said_of_everybody():
    says = {"directory_says": {"about": "clinic", "text": "All clinics here offer dry needling."}}
    listings, _ = read({"/fern/": block(CLINIC)}, statements=says)
    assert said(listings["Fern Physical Therapy"]) == {("All clinics here offer dry needling.", Subject.CLINIC)}


@pytest.mark.parametrize("link", ["http://[broken", "javascript:alert(1)", "//", "http://", "https://x.example:port/"])
def test_a_damaged_link_costs_nothing_but_itself(link):
    listings, _ = read({"/fern/": block(CLINIC, PERSON | {"url": link})})
    assert set(listings) == {"Fern Physical Therapy", "Rowan Ashdale"}


JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(["", "Person", "http://[", "/x", "a<b>c"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*CLINIC, *PERSON, *ADDRESS, "@graph", "member", "identifier"]), inner, max_size=6
        )
    ),
    max_leaves=12,
)


@given(st.lists(JUNK, max_size=3))
def test_whatever_else_a_page_holds_its_clinic_is_listed(junk):
    assert "Fern Physical Therapy" in read({"/fern/": block(*junk, CLINIC)})[0]


def test_a_page_that_breaks_the_reader_does_not_lose_the_listings_of_its_site(monkeypatch):
    from crawler.platforms.structured_data import schema_nodes

    def breaks(selector, url):
        if url.endswith("/bad/"):
            raise AttributeError("a library gave up")
        return []

    monkeypatch.setattr(schema_nodes, "microdata_nodes", breaks)
    reader = spider("structured_data", url=f"{HOST}/")
    reader.waiting = 2
    assert list(reader.parse_page(page(block(CLINIC), f"{HOST}/fern/"))) == []
    last = reader.parse_page(page("<p>x</p>", f"{HOST}/bad/"))
    assert next(last).name == "Fern Physical Therapy"
    with pytest.raises(AttributeError, match="gave up"):  # Scrapy counts it, and the gates hold the run
        next(last)


def person(**more):
    return read({"/a/": block(PERSON | more)})[0]["Rowan Ashdale"]


@pytest.mark.parametrize(
    ("written", "letters"),
    [
        ("Cert. DN", "Cert. DN"),
        (["OCS", {"name": "Cert. DN"}], "OCS, Cert. DN"),
        ({"@type": "EducationalOccupationalCredential", "credentialCategory": "certification"}, "certification"),
        (
            {"credentialCategory": {"@type": "DefinedTerm", "name": "Board certified", "termCode": "X"}},
            "Board certified",
        ),
    ],
)
def test_a_credential_is_read_from_text_object_or_term(written, letters):
    assert person(hasCredential=written).credentials == f"PT, DPT, {letters}"


@pytest.mark.parametrize(
    "written",
    ["https://schema.org/Physiotherapy", {"@id": "http://schema.org/Physiotherapy"}, [{"name": "Physiotherapy"}]],
)
def test_a_specialty_is_read_as_the_term_that_an_address_stands_for(written):
    assert person(medicalSpecialty=written).profession == "Physical Therapist, Physiotherapy"


def test_an_npi_is_read_from_its_own_property_or_from_an_identifier_that_is_called_so():
    assert person(usNPI=2999000018).npi == "2999000018"
    assert person(identifier={"propertyID": "NPI", "value": "2999000018"}).npi == "2999000018"
    assert person(identifier={"propertyID": "member", "value": "2999000018"}).npi == ""


def test_the_place_where_a_person_practices_is_a_place_too():
    listings, _ = read({"/a/": block({"@type": "Physician", "name": "Rowan Ashdale", "practicesAt": CLINIC})})
    (location,) = listings["Rowan Ashdale"].locations
    assert (location.organization, location.street) == ("Fern Physical Therapy", "12 Elm Street")
    assert listings["Fern Physical Therapy"].kind is ListingKind.CLINIC


def test_a_service_s_own_description_speaks_of_the_clinic():
    service = {"@type": "MedicalTherapy", "name": "Trigger points", "description": "Dry needling for sore muscles."}
    listings, _ = read({"/fern/": block(CLINIC | {"availableService": [service]})})
    assert said(listings["Fern Physical Therapy"]) == {("Dry needling for sore muscles.", Subject.CLINIC)}


def test_a_phone_in_the_address_is_found():
    without = {key: value for key, value in CLINIC.items() if key != "telephone"}
    listings, _ = read({"/fern/": block(without | {"address": ADDRESS | {"telephone": "(303) 555-0101"}})})
    assert listings["Fern Physical Therapy"].locations[0].phone == "(303) 555-0101"


@pytest.mark.parametrize(
    "geo",
    [
        {"latitude": 38.53, "longitude": -105.99},
        {"latitude": {"@value": "38.53"}, "longitude": ["-105.99"]},
        "38.53, -105.99",
        [{"@type": "GeoCoordinates", "latitude": "38.53", "longitude": "-105.99"}],
    ],
)
def test_coordinates_are_read_as_numbers_texts_or_one_text(geo):
    (location,) = read({"/fern/": block(CLINIC | {"geo": geo})})[0]["Fern Physical Therapy"].locations
    assert (location.latitude, location.longitude) == ("38.53", "-105.99")


def asked(reader):
    return [request.url.removeprefix(HOST) for request in asyncio.run(started(reader))]


def test_a_site_s_own_page_and_the_sitemaps_that_its_robots_txt_names_are_asked_for():
    reader = spider("structured_data", url=f"{HOST}/team/")
    assert asked(reader) == ["/team/", "/robots.txt"]
    robots = f"User-agent: *\nSITEMAP: {HOST}/a.xml\nSitemap:/b.xml\nSitemap: https://other.example/c.xml\n"
    found = list(reader.parse_robots(answer(robots, f"{HOST}/robots.txt")))
    assert [request.url for request in found] == [f"{HOST}/a.xml", f"{HOST}/b.xml"]


def test_where_robots_txt_names_none_the_usual_sitemap_is_asked_for():
    reader = spider("structured_data", url=f"{HOST}/")
    asyncio.run(started(reader))
    (request,) = reader.parse_robots(answer("User-agent: *\n", f"{HOST}/robots.txt"))
    assert request.url == f"{HOST}/sitemap.xml"


def test_a_site_without_robots_txt_is_no_problem():
    reader = spider("structured_data", url=f"{HOST}/")
    asyncio.run(started(reader))
    absent = Failure(HttpError(page("", f"{HOST}/robots.txt", status=404)))
    (request,) = reader.robots_failed(absent)
    assert (request.url, reader.take_problems()) == (f"{HOST}/sitemap.xml", [])


def test_only_the_pages_that_a_source_names_are_asked_for():
    assert asked(spider("structured_data", url=f"{HOST}/", options={"pages": ["/a/", "/b/"]})) == ["/a/", "/b/"]


def test_structured_data_of_people_or_places_is_a_weak_sign():
    platform = type(spider("structured_data"))
    found = platform.recognize(page(block(CLINIC)))
    assert (found.platform, found.strength) == ("structured_data", 10)
    assert found.because == ("schema.org data: clinic 'Fern Physical Therapy'",)
    assert platform.recognize(page(block({"@type": "Person", "name": "Site Writer"}, {"@type": "WebSite"}))) is None
    assert platform.recognize(page('<script type="application/ld+json">{"@type": </script>')) is None
