"""Independent sources of a value: copies, and lists of one publisher, are one witness. All invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.vetting.independent import independent_sources
from tests import builders

PHONE = "+13035550112"
SENTENCE = "Jordan uses dry needling for neck and shoulder pain."


def claim(source, field="phone", value=PHONE, url=""):
    return builders.claim(field, value, source, url)


def groups(*claims, known=(), registers=frozenset({"npi_registry", "nppes_file"})):
    return independent_sources(claims, [*claims, *known], registers)


def test_two_lists_of_two_publishers_are_two():
    assert groups(claim("list"), claim("school")) == (("list",), ("school",))


@pytest.mark.parametrize(
    "federal", [("npi_registry", "nppes_file"), ("cms_dac", "nppes_file"), ("cms_dac", "npi_registry", "nppes_file")]
)
def test_federal_lists_are_one_witness(federal):
    assert set(groups(*map(claim, federal), claim("list"))) == {tuple(sorted(federal)), ("list",)}


def test_a_register_of_ones_own_is_one_with_the_national_one():
    assert len(groups(claim("npi_registry"), claim("mine"), registers=frozenset({"npi_registry", "mine"}))) == 1


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("https://clinic.example/team", "http://www.clinic.example/", 1),
        ("https://clinic.example/team", "https://clinic.test/team", 2),
        ("", "", 2),
        ("https://[broken", "https://[broken", 2),
    ],
)
def test_what_was_read_on_one_website_is_one(one, other, count):
    assert len(groups(claim("clinic_sites", url=one), claim("practice_list", url=other))) == count


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        (SENTENCE, SENTENCE, 1),
        (SENTENCE, "jordan uses  dry needling for NECK and shoulder pain", 1),
        ("Dry needling", "Dry needling", 2),
        (SENTENCE, "Jordan offers dry needling for headaches that start in the neck.", 2),
    ],
)
def test_a_source_that_has_anothers_sentence_is_its_copy(one, other, count):
    said = claim("a", "dry_needling_person", one), claim("b", "dry_needling_person", other)
    assert len(groups(claim("a"), claim("b"), known=said)) == count


def test_a_copy_of_a_copy_is_still_one():
    said = claim("a", "dry_needling_person", SENTENCE), claim("b", "dry_needling_person", SENTENCE)
    here = claim("a"), claim("b", url="https://x.example/1"), claim("c", url="https://x.example/2")
    assert groups(*here, known=said) == (("a", "b", "c"),)


def test_a_correction_was_read_nowhere():
    assert groups(claim("told_us"), claim("list")) == (("list",),)


CLAIMS = st.lists(
    st.builds(
        claim,
        st.sampled_from(["npi_registry", "nppes_file", "cms_dac", "a", "b", "c", "told_us"]),
        st.sampled_from(["phone", "dry_needling_person"]),
        st.sampled_from([PHONE, SENTENCE, "Dry needling"]),
        st.sampled_from(["", "https://a.example/", "https://b.example/x"]),
    ),
    max_size=8,
)


@given(CLAIMS, st.randoms(use_true_random=False))
def test_each_source_is_in_one_group_whatever_the_order_and_a_repetition_adds_nothing(claims, chance):
    found = independent_sources(claims, claims)
    assert sorted(source for group in found for source in group) == sorted({one.source for one in claims} - {"told_us"})
    mixed = claims * 2
    chance.shuffle(mixed)
    assert independent_sources(mixed, mixed) == found
