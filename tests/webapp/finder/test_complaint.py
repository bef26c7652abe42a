"""The complaint of a search: it sorts the list and warns, and it takes nobody out."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from index import settings
from index.records import SourcesSay
from index.vocabulary import conditions
from index.vocabulary.complaint import read_complaint
from index.vocabulary.complaint_words import complaint_words
from tests.builders import quote
from tests.index.vocabulary.spoken import spoken
from tests.webapp.checked_client import headings
from tests.webapp.conftest import app_over
from tests.webapp.invented import SALIDA, at, clinic, person, publish_providers
from webapp.finder.complaint import _typed
from webapp.words.claim_words import condition_words

WORDS = complaint_words()
PAGES_OF_EACH = 4  # entries of a reason and language; the vocabulary's own tests read every one
TYPED = {
    kind: [
        (prefix, spoken(words))
        for entry in entries
        for prefix, listed in (("", entry.en), ("/es", entry.es))
        for words in listed[:PAGES_OF_EACH]
    ]
    for kind, entries in (("emergency", WORDS.emergency), ("caution", WORDS.caution))
}


@pytest.fixture
def site(home):
    """Five listed in Salida: neck, back, nothing, a quote about headaches, a clinic; and a place to call."""
    place = at(SALIDA, "Salida", "CO", "81201")
    listed = (SourcesSay.PERSON_LISTED, [quote("Does dry needling.")])
    everybody = [
        person("a", "Ada Neck", place, *listed, conditions=("neck-pain",)),
        person("b", "Bea Back", place, *listed, conditions=("back-pain",)),
        person("c", "Cy Silent", place, *listed),
        clinic("d", "Dale Clinic", replace(place, latitude=38.6), SourcesSay.CLINIC_OFFERS, [quote("We offer it.")]),
        person(
            "e",
            "Eli Quoted",
            replace(place, latitude=38.65),
            SourcesSay.PERSON_LISTED,
            [quote("Eli offers dry needling for headaches that start in the neck.")],
        ),
        person("f", "Fay Registry", place),
    ]
    publish_providers(settings.current(), everybody)
    return app_over(settings.current().model_copy(update={"searches_per_minute": 100_000})).test_client()


def names(page):
    return [" ".join(text.split()) for level, text in page.headings if level == 3]


def test_what_hurts_sorts_into_three_counted_sections_that_sum_to_the_whole_list(site):
    whole, page = site.get("/find?place=81201").page, site.get("/find?place=81201&for=neck").page
    assert "5 listed within 25 miles." in whole.words
    assert "5 listed within 25 miles." in page.words
    assert "Neck pain: 1 list it, 2 do not say, 2 list other problems. Nobody is left out." in page.words
    found = headings(page)
    in_order = [
        "Lists it: Neck pain (1)", "1 Ada Neck", "Does not say: Neck pain (2)", "2 Cy Silent", "3 Dale Clinic (clinic)",
        "Lists other problems (2)", "4 Bea Back", "5 Eli Quoted",
    ]  # fmt: skip
    assert [one for one in found if one in in_order] == in_order


def test_a_complaint_nobody_lists_empties_nothing(site):
    page = site.get("/find?place=81201&for=jaw").page
    assert "5 listed within 25 miles." in page.words
    assert "Does not say: Jaw and mouth problems (TMJ/TMD) (2)" in headings(page)
    assert "Lists other problems (3)" in headings(page)


@pytest.mark.parametrize("typed", ["headache", "head hurts", "dolor de cabeza", "cervicogenic headache"])
def test_a_person_s_own_quote_counts_for_the_complaint_it_names(site, typed):
    page = site.get("/find", query_string={"place": "81201", "for": typed}).page
    found = headings(page)
    assert "1 Eli Quoted" in found
    assert found.index("1 Eli Quoted") == next(n for n, text in enumerate(found) if text.startswith("Lists it")) + 1


@pytest.mark.parametrize(
    "typed", ["neck", "jaw", "xyzzy", "chest pain", "pregnant", "stress", "-neck", '"open quote', "*"]
)
def test_the_places_to_call_are_the_same_whatever_hurts(site, typed):
    def called(page):
        found = headings(page)
        return found[found.index("No word: places to call (1)") :], [one for one in page.links if one.endswith("/f")]

    page = site.get("/find", query_string={"place": "81201", "for": typed}).page
    assert called(page) == called(site.get("/find?place=81201").page)
    assert "5 listed within 25 miles." in page.words
    assert {name.partition(" ")[2] for name in names(page) if name[0].isdigit()} >= {"Ada Neck", "Eli Quoted"}


def test_unknown_words_keep_everybody_and_say_so_with_the_nearest_known_words(site):
    page = site.get("/find?place=81201&for=sciatca").page
    assert "We do not know the words “sciatca”. So everyone is shown. Did you mean: sciatica" in page.words
    assert "/find?place=81201&for=sciatica" in page.links
    nothing_near = site.get("/find?place=81201&for=xyzzy").page.words
    assert "We do not know the words “xyzzy”. So everyone is shown. Try one word" in nothing_near
    assert "5 listed within 25 miles." in nothing_near


@pytest.mark.parametrize(
    ("language", "typed", "offered"),
    [
        ("", "calf", [("Muscle spasm / cramp", "spasm"), ("Achilles tendon pain", "achilles")]),
        ("", "thumb", [("Carpal tunnel", "carpal-tunnel")]),
        ("", "back of my ankle", []),
        ("/es", "pantorrilla", [("Espasmo muscular / calambre", "spasm")]),
        ("/es", "calf", [("Espasmo muscular / calambre", "spasm")]),
    ],
)
def test_a_part_of_the_body_offers_the_problems_of_its_region_and_keeps_the_rest_of_the_search(
    site, language, typed, offered
):
    query = {"place": "81201", "within": "50", "for": typed, "who": "physical-therapist", "sort": "name"}
    page = site.get(f"{language}/find", query_string=query, follow_redirects=True).page
    links = {text: href for href, text in page.link_texts}
    for label, slug in offered:
        typed_next = parse_qs(urlsplit(links[label]).query)
        assert read_complaint(typed_next.pop("for")[0]).named == (slug,)
        assert typed_next == {name: [value] for name, value in query.items() if name != "for"}
        assert urlsplit(links[label]).path == f"{language}/find"
        assert site.get(links[label]).status_code == 200


@pytest.mark.parametrize("language", ["", "/es"])
def test_a_word_near_nothing_leads_to_all_problems_that_are_known(site, language):
    page = site.get(f"{language}/find?place=81201&for=xyzzy").page
    assert f"{language}/problems" in page.links
    listed = site.get(f"{language}/problems").page.words
    assert ("Fibromyalgia" if not language else "Fibromialgia") in listed
    assert f"{language}/problems" not in site.get(f"{language}/find?place=81201&for=calf").page.links


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_label_that_may_be_offered_is_understood_or_gives_way_to_its_slug(published, language):
    with app_over(published).test_request_context("/es/find" if language == "es" else "/find"):
        for slug in conditions():
            words = condition_words(slug)
            assert read_complaint(_typed(words, slug)).named == (slug,)


def test_what_hurts_is_a_tag_that_can_be_removed(site):
    page = site.get("/find?place=81201&within=50&for=neck").page
    assert "What hurts: Neck pain Remove" in page.words
    assert "/find?place=81201&within=50" in page.links


def test_sorted_by_name_the_sections_stay(site):
    found = headings(site.get("/find?place=81201&for=neck&sort=name").page)
    assert found.index("1 Ada Neck") < found.index("2 Cy Silent") < found.index("4 Bea Back")


def test_pages_of_a_sorted_list_go_on_where_the_one_before_ended(home):
    place = at(SALIDA, "Salida", "CO", "81201")
    listed = (SourcesSay.PERSON_LISTED, [quote("Does dry needling.")])
    slugs = (("neck-pain",), (), ("back-pain",))
    everybody = [
        person(
            f"p{number:02d}",
            f"Ada {'abcdefghijklmnopqrstuvwxyz'[number // 2]}{number}",
            place,
            *listed,
            conditions=slugs[number % 3],
        )
        for number in range(45)
    ]
    publish_providers(settings.current(), everybody)
    client = app_over(settings.current()).test_client()
    pages = [client.get(f"/find?place=81201&for=neck{more}").page for more in ("", "&page=2", "&page=3")]
    numbers = [int(name.split()[0]) for page in pages for name in names(page) if name[0].isdigit()]
    assert numbers == list(range(1, 46))
    assert [[h for h in headings(page) if h.startswith(("Lists", "Does not say"))] for page in pages] == [
        ["Lists it: Neck pain (15)", "Does not say: Neck pain (15)"],
        ["Does not say: Neck pain (15)", "Lists other problems (15)"],
        ["Lists other problems (15)"],
    ]


def test_the_words_of_both_kinds_in_both_languages_are_more_than_sixty():
    assert len({words for kind in TYPED.values() for _, words in kind}) >= 60
    assert min(len([1 for prefix, _ in kind if prefix == one]) for kind in TYPED.values() for one in ("", "/es")) >= 30


@pytest.mark.parametrize("kind", TYPED)
def test_every_word_leads_where_it_should_and_removes_nobody(site, kind):
    first = {"": ("Call 911 now", "Is dry needling right for me?"), "/es": ("Llame al 911 ahora", "Lea esto primero:")}
    counted = {"": "5 listed within 25 miles.", "/es": "5 en la lista a menos de 25 millas."}
    for prefix, words in TYPED[kind]:
        response = site.get(f"{prefix}/find", query_string={"place": "81201", "for": words})
        text = response.page.words
        leads = first[prefix][kind == "caution"]
        assert counted[prefix] in text, words
        assert 0 <= text.find(leads) < text.find(counted[prefix]), words
        if kind == "emergency":
            assert "tel:911" in response.page.links, words
            assert text.find(leads) < text.find("81201"), words
        else:
            assert f"{prefix}/guide/is-it-for-me" in response.page.links, words


@pytest.mark.parametrize("query", ["place=Sallida,+CO", "place=Springfield", "place=", "place=81201&within=0"])
def test_an_emergency_comes_first_where_the_search_itself_failed(site, query):
    response = site.get(f"/find?{query}&for=chest+pain", follow_redirects=True)
    words = response.page.words
    assert "Call 911 now for this: chest pain." in words
    assert "tel:911" in response.page.links


def test_what_hurts_is_understood_in_the_language_of_the_page(site):
    page = site.get("/es/find?place=81201&for=cuello").page
    assert "Lo mencionan: Dolor de cuello (1)" in headings(page)
