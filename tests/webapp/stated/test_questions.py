"""Questions by what hurts."""

import pytest

from index.vetting.questions import CallQuestion, Question
from index.vocabulary.conditions import conditions
from webapp.stated.questions import ANYWHERE, ELSEWHERE, NEAR_THE_LUNGS, PELVIC, question_words

LIKE_MINE = Question(CallQuestion.PROBLEMS_LIKE_MINE)
REGIONS = (NEAR_THE_LUNGS, ELSEWHERE, PELVIC, ANYWHERE)


def test_every_complaint_is_of_one_region():
    assert sorted(slug for region in REGIONS for slug in region) == sorted(conditions())


@pytest.mark.parametrize("slug", sorted(NEAR_THE_LUNGS))
def test_near_the_chest_the_lungs_are_asked_about(slug):
    assert question_words(LIKE_MINE, (slug,)).endswith("How do you protect the lungs?")


@pytest.mark.parametrize("slug", sorted(ELSEWHERE | PELVIC))
def test_away_from_the_chest_the_lungs_are_not_asked_about(slug):
    said = question_words(LIKE_MINE, (slug,))
    assert "lung" not in said
    assert f"({conditions()[slug].label})" in said


@pytest.mark.parametrize("hurts", [(), *((slug,) for slug in sorted(ANYWHERE)), ("knee", "joint")])
def test_where_it_is_not_known_what_would_be_needled_the_lungs_are_asked_about_if_near(hurts):
    assert question_words(LIKE_MINE, hurts).endswith(
        "If you needle the neck, shoulder, chest or back, how do you protect the lungs?"
    )


def test_of_several_complaints_the_gravest_counts():
    assert "How do you protect the lungs?" in question_words(LIKE_MINE, ("knee", "neck-pain"))
    assert "in the room with me" in question_words(LIKE_MINE, ("knee", "pelvic"))


def test_a_profile_asks_about_what_was_searched(client):
    words = client.get("/people/avery?place=81201&for=jaw").page.words
    assert "Have you treated problems like mine (Jaw and mouth problems (TMJ/TMD))? What lies under the skin" in words
    printed = client.get("/people/avery/questions?place=81201&for=jaw").page.words
    assert "(Jaw and mouth problems (TMJ/TMD))" in printed


def test_what_hurts_counts_without_a_place_and_what_nobody_knows_counts_for_nothing(client):
    assert "(Neck pain)" in client.get("/people/avery/questions?for=neck").page.words
    assert "problems like mine? If you needle" in client.get("/people/avery/questions?for=xyzzy").page.words


def test_the_questions_are_in_spanish_too(client):
    words = client.get("/es/people/avery?place=81201&for=dolor+de+cuello").page.words
    assert "¿Ha tratado problemas como el mío (Dolor de cuello)? ¿Cómo protege los pulmones?" in words


@pytest.mark.parametrize("address", ["/people/avery", "/clinics/rehab"])
def test_what_to_tell_them_has_its_english_to_read_out_next_to_the_spanish(client, address):
    response = client.get(f"/es{address}/questions")
    table = response.get_data(as_text=True).split("<table")[-1]
    said = [
        ("I am pregnant, or I may be.", "embarazada"),
        ("I have an infection, or infected skin there.", "infección"),
        ("I take a blood thinner.", "anticoagulante"),
        ("I have: a bleeding problem, a weak immune system, diabetes, epilepsy, lymphedema,", "epilepsia"),
        ("I have: a heart valve disease, an implant, a pacemaker, a metal allergy.", "marcapasos"),
        ("It is for a child or a teen.", "niño"),
        ("I am afraid of needles. Please stop when I say so.", "miedo"),
    ]
    rows = table.split("<tr>")[2:]
    assert len(rows) == 8
    for english, spanish in said:
        (row,) = [row for row in rows if english in row]
        assert f'<td lang="en">{english}' in row
        assert spanish in row


def test_in_english_what_to_tell_them_is_a_list_and_nothing_is_said_twice(client):
    response = client.get("/people/avery/questions")
    assert "<table" not in response.get_data(as_text=True)
    assert "Tell them What hurts, and for how long. If you are pregnant, or may be." in response.page.words
    assert "I am pregnant" not in response.page.words
