"""Questions by what hurts."""

import pytest

from index.evidence.questions import Ask, Question
from index.vocabulary.conditions import conditions
from webapp.profile.questions import ANYWHERE, ELSEWHERE, NEAR_THE_LUNGS, PELVIC, question_words

LIKE_MINE = Question(Ask.PROBLEMS_LIKE_MINE)
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
