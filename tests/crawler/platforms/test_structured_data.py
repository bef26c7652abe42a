import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.records import ListingKind, Subject
from tests.crawler.platforms.invented import page, spider

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
def test_whatever_else_a_page_holds_its_clinic_is_told(junk):
    assert "Fern Physical Therapy" in read({"/fern/": block(*junk, CLINIC)})[0]


def test_a_page_that_breaks_the_reader_does_not_keep_the_site_from_being_told(monkeypatch):
    from crawler.platforms import structured_data

    def breaks(selector, url):
        if url.endswith("/bad/"):
            raise AttributeError("a library gave up")
        return []

    monkeypatch.setattr(structured_data, "microdata_nodes", breaks)
    reader = spider("structured_data", url=f"{HOST}/")
    reader.waiting = 2
    assert list(reader.parse_page(page(block(CLINIC), f"{HOST}/fern/"))) == []
    last = reader.parse_page(page("<p>x</p>", f"{HOST}/bad/"))
    assert next(last).name == "Fern Physical Therapy"
    with pytest.raises(AttributeError, match="gave up"):  # Scrapy counts it, and the gates hold the run
        next(last)
