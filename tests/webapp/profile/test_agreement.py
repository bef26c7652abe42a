"""Sources that state one value are counted, not repeated, and copies count once; both sides of a doubt come first."""

import re
from dataclasses import replace
from datetime import date
from itertools import count

import pytest

from index import settings
from index.records import SourcesSay
from tests import builders
from tests.builders import READ, practice, quote
from tests.webapp import invented
from tests.webapp.conftest import app_over

PHONE, STREET = "+13035550112", "100 Example St, Salida, CO 81201"
SENTENCE = "Robin uses dry needling for neck and shoulder pain."
OLD, NEW = date(2026, 8, 1), date(2026, 11, 20)


def claim(field, value, source, read=READ):
    return replace(builders.claim(field, value, source, f"https://{source.replace('_', '-')}.test/1"), last_seen=read)


@pytest.fixture
def page(home):
    numbers = count(1)

    def read(*claims, quotes=(), answer=SourcesSay.NO_WORD, path="/people/robin"):
        location = invented.at(invented.SALIDA, "Salida", "CO", "81201")
        stated = (builders.claim("name", "Robin Vale"), *claims)
        robin = invented.person(
            "robin", "Robin Vale", location, practices=(practice(location, answer, *quotes),), claims=stated
        )
        invented.publish_providers(settings.current(), [robin], number=next(numbers))
        return app_over(settings.current()).test_client().get(path).page

    return read


def phones(*sources):
    return [claim("phone", PHONE, source) for source in sources]


def test_sources_that_agree_are_counted_with_the_newest_day(page):
    stated = [claim("address", STREET, "clinic_sites", OLD), claim("address", STREET, "find_a_pt", NEW)]
    assert f"Address {STREET} 2 sources agree, newest read Nov 20, 2026" in page(*stated).words


def test_of_a_phone_independent_sources_are_said_to_state_the_same_number(page):
    words = page(*phones("clinic_sites", "find_a_pt", "needling_school")).words
    assert "303-555-0112 3 independent sources state the same number, newest read Nov 12, 2026" in words
    assert not re.search(r"confirmed|verified|checked by", words, re.IGNORECASE)


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        (("npi_registry", "nppes_file"), 0),
        (("npi_registry", "cms_dac"), 0),
        (("npi_registry", "cms_dac", "clinic_sites"), 2),
        (("clinic_sites",), 0),
        (("clinic_sites", "told_us"), 0),
        (("clinic_sites", "find_a_pt", "told_us"), 2),
    ],
)
def test_copies_and_corrections_are_no_further_source(page, sources, expected):
    words = page(*phones(*sources)).words
    found = re.search(r"(\d) independent sources state the same number", words)
    assert (int(found.group(1)) if found else 0) == expected


def test_a_directory_with_the_sentence_of_a_website_is_its_copy(page):
    said = [claim("dry_needling_person", SENTENCE, source) for source in ("clinic_sites", "find_a_pt")]
    assert "independent sources" not in page(*phones("clinic_sites", "find_a_pt"), *said).words


def test_where_copies_count_once_the_page_says_so(page):
    words = page(*phones("npi_registry", "cms_dac", "clinic_sites")).words
    assert "Lists of one publisher, and copies of one another, count once." in words
    assert "count once" not in page(*phones("clinic_sites", "find_a_pt")).words


def test_a_correction_comes_before_the_sources_that_agree_with_it(page):
    words = page(*phones("clinic_sites", "find_a_pt", "told_us")).words
    assert re.search(r"303-555-0112 They told us, on Nov 12, 2026 2 independent sources", words)


def test_a_source_alone_is_named_with_its_day(page):
    words = page(*phones("clinic_sites")).words
    assert "Phone 303-555-0112 Clinic website, read Nov 12, 2026" in words


def test_every_value_is_shown_once_with_all_who_state_it(page):
    words = page(
        claim("address", STREET, "clinic_sites", OLD),
        claim("address", "100 Example Street, Salida, CO 81201", "npi_registry"),
        claim("address", STREET, "find_a_pt", NEW),
    ).words
    (row,) = re.findall(r"Address: .*?(?= \w+: | License and other records)", words)
    assert row == (
        f"Address: {STREET} Clinic website, read Aug 1, 2026; first read Sep 3, 2026 · Find a PT list, read Nov 20, "
        "2026; first read Sep 3, 2026 · NPI registry, read Nov 12, 2026; first read Sep 3, 2026"
    )


def test_two_values_are_two_rows(page):
    words = page(claim("phone", PHONE, "clinic_sites"), claim("phone", "+13035550180", "find_a_pt")).words
    assert words.count("Phone: 303-555-01") == 2


DANA = (
    quote("Robin offers dry needling.", source="needling_school"),
    replace(quote("Robin does not do dry needling.", says_yes=False), read_on=NEW),
)


def test_the_answer_its_quotes_and_their_days_come_before_anything_else(page):
    words = page(quotes=DANA, answer=SourcesSay.DISAGREE).words
    yes, no = words.index("Robin offers dry needling."), words.index("Robin does not do dry needling.")
    assert words.index("Sources disagree: ask") < yes < no < words.index("Call 303-555-0112") < words.index("In short")
    assert words[no:].startswith("Robin does not do dry needling. Clinic website, read Nov 20, 2026")


def test_in_short_both_sides_are_named(page):
    words = page(quotes=DANA, answer=SourcesSay.DISAGREE).words
    assert (
        "Dry needling? Sources disagree: ask Yes: Needling school's list, read Nov 12, 2026 "
        "No: Clinic website, read Nov 20, 2026" in words
    )
    printed = page(quotes=DANA, answer=SourcesSay.DISAGREE, path="/people/robin/questions").words
    assert "Yes: Needling school's list, read Nov 12, 2026. No: Clinic website, read Nov 20, 2026." in printed


def test_one_side_has_no_yes_or_no_before_it(page):
    words = page(quotes=DANA[:1], answer=SourcesSay.PERSON_LISTED).words
    assert "Dry needling? Listed as doing dry needling Needling school's list, read Nov 12, 2026 Allowed" in words


def test_each_source_says_how_it_is_changed_there_and_links_to_what_we_read(page):
    shown = page(*phones("npi_registry", "find_a_pt", "state_list", "told_us"))
    words = shown.words.partition("How to change it where we read it")[2]
    assert "NPI registry: The entry is yours: sign in to NPPES" in words
    assert "Find a PT list: The association's members change their own entries there." in words
    assert "State list: Ask whoever keeps that list." in words
    assert "They told us" not in words
    assert "https://state-list.test/1" in shown.links


@pytest.mark.parametrize(("path", "language"), [("/people/robin", "en"), ("/es/people/robin", "en")])
def test_a_quote_says_its_language(page, path, language):
    tags = page(quotes=DANA[:1], answer=SourcesSay.PERSON_LISTED, path=path).tags
    assert [found for tag, found in tags if tag == "blockquote"] == [{"lang": language}]


def test_a_spanish_quote_says_so_on_an_english_page(page):
    said = [quote("Robin hace punción seca para el dolor de cuello.")]
    tags = page(
        claim("dry_needling_person", said[0].text, "clinic_sites"), quotes=said, answer=SourcesSay.PERSON_LISTED
    )
    assert ("blockquote", {"lang": "es"}) in tags.tags
    assert ("q", {"lang": "es"}) in tags.tags


def test_the_same_sentence_from_several_sources_is_shown_once(page):
    text = "Robin offers dry needling."
    same = [
        quote(text, source="clinic_sites"),
        quote("robin offers  dry needling", source="find_a_pt"),
        quote(text, source="needling_school"),
        quote("Robin needles necks.", source="find_a_pt"),
    ]
    words = page(quotes=same, answer=SourcesSay.PERSON_LISTED).words
    assert words.count(text) == 1
    assert (
        f"{text} Clinic website, read Nov 12, 2026 The same words: Find a PT list, read Nov 12, 2026; "
        "Needling school's list, read Nov 12, 2026" in words
    )
    assert "How we know Robin needles necks. Find a PT list, read Nov 12, 2026" in words


def test_a_yes_and_a_no_in_the_same_words_stay_two_sides(page):
    yes = quote("Dry needling: ask us.", source="find_a_pt")
    no = replace(quote("Dry needling: ask us."), says_yes=False)
    assert page(quotes=[yes, no], answer=SourcesSay.DISAGREE).words.count("Dry needling: ask us.") == 2
