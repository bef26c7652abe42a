import pytest

from index.records import PersonName
from index.resolve.compare.given_names import GivenNames
from index.resolve.compare.name_form import (
    FamilyNames,
    families_of,
    form_of_key,
    givens_of,
    middles_conflict,
    name_form,
    still_the_name,
)


def form(given="Jordan", family="Avery", **more):
    return name_form(PersonName(given=given, family=family, **more))


def test_a_name_is_folded_to_letters():
    assert form("Zoë", "O'Peña-Ruíz", middle="M.", generation="Jr.").key == "zoe|m|openaruiz|jr"


def test_the_key_of_a_name_can_be_read_back():
    name = form(middle="Lee", generation="Sr")
    assert form_of_key(name.key).key == name.key


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (form("Mary Beth"), form("Mary"), GivenNames.NICKNAME),
        (form("Mary Beth"), form("Mary Ann"), GivenNames.CONFLICT),
        (form("Robert", nickname="Skip"), form("Skip"), GivenNames.NICKNAME),
        (form("William", middle="Grant"), form("Grant"), GivenNames.SECOND),
        (form("William", middle="G"), form("Grant"), GivenNames.CONFLICT),
    ],
)
def test_nicknames_first_words_and_middle_names_may_stand_for_the_given_name(left, right, expected):
    assert givens_of(left, right) is expected
    assert givens_of(right, left) is expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (form(family="Avery"), form(family="AVERY"), FamilyNames.EXACT),
        (form(family="Avery-Stone"), form(family="Stone"), FamilyNames.PART),
        (form(family="Avery Stone"), form(family="Avery"), FamilyNames.PART),
        (form(family="Stone", former=("Jordan Avery Jr",)), form(family="Avery"), FamilyNames.FORMER),
        (form(family="Stone", middle="Avery"), form(family="Avery"), FamilyNames.PART),
        (form(family="Averly"), form(family="Avery"), FamilyNames.TYPO),
        (form(family="Hall"), form(family="Hill"), FamilyNames.DIFFERENT),
        (form(family="De La Cruz"), form(family="De La Rosa"), FamilyNames.DIFFERENT),
    ],
)
def test_family_names_agree_whole_in_part_or_but_for_a_letter(left, right, expected):
    assert families_of(left, right) is expected
    assert families_of(right, left) is expected


def test_middle_initials_conflict_only_under_one_surname():
    assert middles_conflict(form(middle="Lee"), form(middle="R"))
    assert not middles_conflict(form(middle="Lee"), form(middle="L"))
    assert not middles_conflict(form(middle="Lee"), form())
    assert not middles_conflict(form(middle="Lee"), form(family="Stone", middle="R"))


@pytest.mark.parametrize(
    ("now", "stays"),
    [
        (form("Jordan", "Avery", middle="Lee"), True),
        (form("J.", "Avery"), True),
        (form("Jordan", "Avery-Stone"), True),
        (form("Jordan", "Stone"), False),
        (form("Casey", "Avery"), False),
        (form("Jordan", "Avery", generation="Jr"), True),
    ],
)
def test_a_name_spelled_out_more_is_still_the_name(now, stays):
    assert still_the_name(form(), now) is stays
