import pytest
from babel.messages.pofile import read_po

from index.records import Profession
from webapp.catalogs import VOCABULARY, catalog_path, public_strings
from webapp.languages import PREFIXES, language
from webapp.words.formats import day

FINDER = {"finder", "profile", "words", "errors", VOCABULARY}
PLACES = (
    "/",
    "/find?place=81201",
    "/find?place=Goodland%2C+KS",
    "/people/avery",
    "/people/avery/questions",
    "/nowhere",
)


@pytest.mark.parametrize("spoken", PREFIXES)
def test_the_finder_and_the_profiles_are_wholly_translated(spoken):
    with catalog_path(spoken).open("rb") as file:
        catalog = read_po(file, locale=spoken)
    missing = [
        said.message
        for said in public_strings()
        if said.page.split(":")[0] in FINDER
        for known in [catalog.get(said.message)]
        if known is None or not all(known.string if isinstance(known.string, tuple) else (known.string,))
    ]
    assert missing == []


def test_a_page_speaks_the_language_of_its_address(client):
    page = client.get("/es/find?place=81201").page
    assert page.language == "es"
    assert "4 en la lista a menos de 25 millas." in page.words
    assert "Fisioterapeuta" in page.words
    assert "leído el 12 nov 2026" in page.words
    assert "Jordan uses dry needling for neck and shoulder pain." in page.words  # a source's words stay theirs


@pytest.mark.parametrize("address", PLACES)
def test_every_link_of_a_page_stays_in_its_language_but_the_one_that_leaves_it(client, address):
    def elsewhere(page, prefix):
        return [link for link in page.links if link.startswith("/") and link.startswith("/es") is not (prefix == "/es")]

    assert elsewhere(client.get(address).page, "") == [f"/es{address}" if address != "/nowhere" else "/es/"]
    assert elsewhere(client.get(f"/es{address}").page, "/es") == [address if address != "/nowhere" else "/"]


def test_forms_and_redirects_stay_in_the_language_too(client):
    markup = client.get("/es/").get_data(as_text=True)
    assert 'action="/es/find"' in markup
    assert client.get("/es/find?within=25&place=81201").location == "/es/find?place=81201"
    assert client.get("/es/people/merged").location == "/es/people/avery"


def test_search_engines_find_each_language_from_the_other(client):
    tags = [found for tag, found in client.get("/people/avery").page.tags if tag == "link"]
    assert {"rel": "alternate", "hreflang": "es", "href": "/es/people/avery"} in tags
    assert {"rel": "alternate", "hreflang": "en", "href": "/people/avery"} in tags


@pytest.mark.parametrize("address", ["/es//evil.example/", "/es/%2F%2Fevil.example", "//evil.example/"])
def test_the_link_to_the_other_language_never_leaves_the_site(client, address):
    response = client.get(address)
    if response.status_code == 404:
        assert {link for link in response.page.links if "evil" in link} == set()


def test_a_prefix_is_taken_off_once_and_only_where_it_is_whole(client):
    assert client.get("/es").status_code == 200
    assert client.get("/es/es/").status_code == 404
    assert client.get("/espresso").status_code == 404


def test_the_language_ends_with_its_request(client):
    client.get("/es/")
    assert language() == "en"
    from datetime import date

    assert day(date(2026, 11, 2)) == "Nov 2, 2026"


def test_every_profession_is_named_in_spanish(client):
    with catalog_path("es").open("rb") as file:
        catalog = read_po(file, locale="es")
    from index.vocabulary import professions

    assert all(catalog.get(professions.plural(profession)).string for profession in Profession)


@pytest.mark.parametrize("prefix", ["", "/es"])
@pytest.mark.parametrize(
    "address",
    ["/find?place=81201", "/find?place=81201&for=neck", "/people/avery", "/people/hostile", "/people/elko", "/sources"],
)
def test_whatever_somebody_else_wrote_as_a_sentence_says_its_language(client, prefix, address):
    tags = client.get(f"{prefix}{address}").page.tags
    quoting = [(tag, found) for tag, found in tags if tag in {"blockquote", "q", "cite"}]
    assert [(tag, found) for tag, found in quoting if found.get("lang") not in {"en", "es"}] == []
    if address != "/sources":
        assert quoting


def test_every_source_that_we_ship_is_named_in_spanish():
    from webapp.words.sources import KNOWN

    with catalog_path("es").open("rb") as file:
        catalog = read_po(file, locale="es")
    assert [name for name in KNOWN.values() if not catalog.get(name).string] == []


def test_a_source_is_named_in_the_language_of_the_page(client):
    spanish = client.get("/es/people/avery").page.words
    assert "Sitio web de la clínica, leído el 12 nov 2026" in spanish
    assert "Clinic website" not in spanish
