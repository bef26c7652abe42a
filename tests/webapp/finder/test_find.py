import re

import pytest

from index import settings
from tests.webapp.conftest import app_over
from tests.webapp.invented import HOSTILE, providers, publish_providers


def find(client, query):
    return client.get(f"/find?{query}")


def cards(page):
    return [re.sub(r"^\d+ ", "", text.strip()) for level, text in page.headings if level == 3]


def test_who_is_listed_comes_nearest_first_with_a_count_and_the_order_rule(client):
    page = find(client, "place=81201").page
    assert page.title == "Dry needling near Salida, CO 81201 · Pinpoint"
    assert "4 listed within 25 miles. Nearest first. Nobody pays to be here." in page.words
    assert cards(page)[:1] == ["Jordan Avery"]
    assert set(cards(page)) - {"What to say on the phone", "Sort by what hurts"} == {
        "Jordan Avery",
        "Arkansas Valley Rehab (clinic)",
        f"Robin {HOSTILE}",
        "Robin Castell",
    }


def test_a_card_says_what_is_said_by_which_source_and_when_and_how_to_call(client):
    response = find(client, "place=81201")
    words = response.page.words
    assert "Physical therapist" in words
    assert "Listed as doing dry needling" in words
    assert "Jordan uses dry needling for neck and shoulder pain." in words
    assert "Clinic website, read Nov 12, 2026" in words
    assert "Call 303-555-0112" in words
    assert "tel:+13035550112" in response.page.links
    assert "/people/avery?place=81201" in response.page.links
    assert "/clinics/rehab?place=81201" in response.page.links


def test_a_clinic_that_names_nobody_says_so(client):
    assert "The source does not say who does it. Ask." in find(client, "place=81201").page.words


def test_a_course_is_listed_as_letters_and_not_as_words_about_the_person(client):
    response = find(client, "place=81201")
    assert "A dry-needling course is listed Lists: Cert. DN Needling school's list, read Nov 12, 2026" in (
        response.page.words
    )
    assert "<blockquote>Cert. DN" not in response.get_data(as_text=True)


def test_the_rule_of_most_of_the_listed_comes_first(client):
    page = find(client, "place=81201").page
    colorado = page.words.index("A summary we read says Colorado lets physical therapists")
    assert colorado < page.words.index("We have not found Colorado's rule for chiropractors.")


def test_distances_are_as_exact_as_the_place(client):
    near_salida = find(client, "place=38.53,-105.99").page.words
    assert "100 Example St, Salida, CO · 0.1 miles" in near_salida
    assert "in Goodland, KS · town and ZIP only" in find(client, "place=39.35,-101.71").page.words


def test_no_word_is_a_section_of_its_own_under_its_own_heading(client):
    page = find(client, "place=81201").page
    headings = [text.strip() for _, text in page.headings]
    listed, silent = headings.index("Listed for dry needling (4)"), headings.index("No word: places to call (1)")
    assert listed < silent
    assert "Nothing we read says if people here do dry needling. One call tells you." in page.words
    assert "Casey Morrow" in page.words


def test_who_says_no_is_in_no_list(client):
    assert "Drew Nolan" not in find(client, "place=81201").page.words


def test_nobody_listed_is_said_first_and_then_who_is_nearest_and_who_to_call(client):
    page = find(client, "place=Goodland, KS").page
    headings = [text.strip() for _, text in page.headings]
    assert page.title == "Dry needling near Goodland, KS: nobody listed yet · Pinpoint"
    assert "We found nobody listed for dry needling within 25 miles. That does not mean nobody does it." in page.words
    assert headings[:3] == ["Dry needling near Goodland, KS", "Nearest listed", "Jordan Avery"] or headings[1] == (
        "Nearest listed"
    )
    assert "What to say on the phone" in headings
    assert "Does anyone there do dry needling? Who?" in page.words
    assert "NPI registry" in page.words


def test_places_to_call_are_grouped_by_phone_with_names_folded(client):
    page = find(client, "place=Goodland, KS").page
    assert "Places to call (2)" in [text.strip() for _, text in page.headings]
    assert "Prairie Rehab" in page.words
    assert "2 physical therapists" in page.words
    assert "1 physical therapist, 1 chiropractor in Goodland, KS" in page.words
    assert "works alone" not in page.words


def test_a_profession_whose_rule_we_have_not_found_is_added_and_takes_nobody_away(client):
    response = find(client, "place=Goodland, KS")
    words = response.page.words
    called, others = words.index("Prairie Rehab"), words.index("Also show chiropractors (1)")
    assert called < others < words.index("We have not found a clear rule for them here.") < words.index("Max Weber")
    assert "who=chiropractor" not in response.get_data(as_text=True)


def test_rules_are_shown_with_the_results_no_surer_than_we_are(client):
    words = find(client, "place=81201").page.words
    assert "A summary we read says Colorado lets physical therapists do dry needling after extra training." in words
    assert "46 hours" not in words
    kansas = find(client, "place=Goodland, KS").page.words
    assert "Kansas lets physical therapists do dry needling after extra training. Training: 54 hours." in kansas


def test_somebody_not_covered_by_a_read_and_reviewed_rule_is_counted_and_not_named(client):
    page = find(client, "place=Elko, NV").page
    assert "1 more listing mentions dry needling under a license that the rule does not cover." in page.words
    assert "Pat Quill" not in page.words
    assert "Nevada: " not in page.words
    assert "About Nevada's rule" in [text.strip() for _, text in page.headings]
    assert "By the rule we read, dry needling is not part of a physical therapist's license in Nevada." in page.words
    assert "This rule is invented for the demonstration." in page.words
    assert "Ash Rowe" in page.words


def test_a_summary_alone_takes_nobody_out_but_puts_a_caution_on_the_card(client):
    words = find(client, "place=Moab, UT").page.words
    assert "Toni Vance" in words
    assert "A notice we read says Utah does not allow this under a physical therapist's license." in words


def test_a_wider_search_is_offered_where_it_finds_somebody(client):
    response = find(client, "place=Grand Junction, CO&within=50")
    wider = [link for link in response.page.links if "within=100" in link]
    assert set(wider) == {"/find?place=Grand+Junction%2C+CO&within=100"}
    assert "Search 100 miles (1)" in response.page.words
    assert "1 listed within 100 miles." in client.get(wider[0]).page.words


def test_the_search_is_narrowed_by_profession_and_by_words(client):
    assert cards(find(client, "place=Elko, NV&who=chiropractor").page) == ["Ash Rowe"]
    assert cards(find(client, "place=81201&name=jordan").page)[:1] == ["Jordan Avery"]
    assert "We found nobody listed" in find(client, "place=Goodland, KS&within=5&who=acupuncturist").page.words


def test_what_was_typed_stays_in_the_form(client):
    markup = find(client, "place=81201&within=50&who=chiropractor&name=neck").get_data(as_text=True)
    assert 'value="81201"' in markup
    assert '<option value="50" selected>' in markup
    assert '<input type="hidden" name="who" value="chiropractor">' in markup
    assert '<input type="hidden" name="name" value="neck">' in markup


def test_a_misspelled_town_gives_suggestions_and_404(client):
    response = find(client, "place=Sallida, CO&within=50")
    assert response.status_code == 404
    assert "We could not find “Sallida, CO”. Did you mean: Colorado Salida, Chaffee County" in response.page.words
    assert "/find?place=Salida%2C+CO&within=50" in response.page.links


def test_a_name_of_many_towns_asks_which(client):
    asked = find(client, "place=Springfield&within=50")
    assert (asked.status_code, asked.location) == (302, "/find/which?q=Springfield&within=50")
    response = client.get(asked.location)
    assert response.status_code == 200
    assert response.page.title == "Which Springfield? · Pinpoint"
    assert "/find?place=Springfield%2C+IL&within=50" in response.page.links


@pytest.mark.parametrize(
    ("query", "advice"),
    [
        ("", "Write a town or a ZIP code."),
        ("place=", "Write a town or a ZIP code."),
        ("place=81201&within=far", "Choose a distance from 1 to 500 miles."),
        ("place=81201&within=0", "Choose a distance"),
        ("place=81201&within=nan", "Choose a distance"),
        ("place=81201&within=inf", "Choose a distance"),
        ("place=81201&within=9999", "Choose a distance"),
        ("place=81201&who=wizard", "We do not know that profession."),
        (f"place=81201&name={'x' * 101}", "Write at most 100 letters"),
        ("place=81201&credential=XYZ", "We do not know that certificate."),
        ("place=81201&license=expired", "A license can be asked for as active only."),
        ("place=81201&read=7", "Choose 6 or 12 months."),
        ("place=81201&kind=dog", "We list people and clinics."),
        ("place=81201&page=0", "There is no such page"),
        ("place=81201&page=two", "There is no such page"),
    ],
)
def test_what_cannot_be_read_says_what_to_write(client, query, advice):
    response = find(client, query)
    assert response.status_code == 400
    assert advice in response.page.words


def test_a_page_behind_the_last_leads_to_the_first(client):
    response = find(client, "place=81201&page=9")
    assert (response.status_code, response.location) == (302, "/find?place=81201")


def test_many_results_come_in_pages(home):
    everybody = []
    for number in range(45):
        everybody += [
            type(one)(**{name: getattr(one, name) for name in one.__dataclass_fields__} | {"id": f"p{number:02d}"})
            for one in providers()
            if one.id == "avery"
        ]
    publish_providers(settings.current(), everybody)
    client = app_over(settings.current()).test_client()
    first = find(client, "place=81201")
    assert "45 listed within 25 miles." in first.page.words
    assert "1 to 20 of 45" in first.page.words
    last = client.get("/find?place=81201&page=3")
    assert "41 to 45 of 45" in last.page.words
    seen = [link for page in ("", "&page=2", "&page=3") for link in find(client, f"place=81201{page}").page.links]
    assert len({link for link in seen if link.startswith("/people/")}) == 45


def test_hostile_text_is_shown_and_does_nothing(client):
    markup = find(client, "place=81201").get_data(as_text=True)
    assert HOSTILE not in markup
    assert "&lt;script&gt;" in markup
    assert not re.search(r"href=\"(javascript|data):", markup)


def test_hostile_queries_are_shown_and_do_nothing(client):
    response = find(client, 'place="><script>alert(1)</script>&name=<b>')
    assert response.status_code == 404
    assert "<script>alert(1)" not in response.get_data(as_text=True)


def test_results_are_kept_out_of_search_engines(client):
    response = find(client, "place=81201")
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert ("meta", {"name": "robots", "content": "noindex"}) in response.page.tags


def test_nothing_but_get_is_answered(client):
    assert client.post("/find", data={"place": "81201"}).status_code == 405
