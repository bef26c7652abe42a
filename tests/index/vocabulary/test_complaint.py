"""Texts that a visitor types under "What hurts?", and the words by which they are understood."""

from itertools import product

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from index.vocabulary import VocabularyError, conditions
from index.vocabulary.body_words import body_words, load_body_words
from index.vocabulary.complaint import read_complaint
from index.vocabulary.complaint_words import complaint_words, load_complaint_words
from index.vocabulary.entries import DATA
from tests.index.vocabulary.spoken import spoken


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("neck", ("neck-pain",)),
        ("Neck Pain", ("neck-pain",)),
        ("neck-pain", ("neck-pain",)),
        ("cuello", ("neck-pain",)),
        ("dolor de cuello", ("neck-pain",)),
        ("¡Me duele la RODILLA!", ("knee",)),
        ("knee", ("knee",)),
        ("it hurts in my knee when I walk", ("knee",)),
        ("slipped disc", ("disc",)),
        ("headache", ("headache",)),
        ("migrañas", ("migraine",)),
        ("ciática", ("sciatica",)),
        ("fibro", ("fibromyalgia",)),
        ("shoulder blade", ("spine-other",)),
        ("xyzzy", ()),
        ("of", ()),
        ("", ()),
        ("    ", ()),
    ],
)
def test_typed_words_mean_conditions(typed, named):
    assert read_complaint(typed).named == named


def test_a_condition_means_its_kinds_too():
    assert read_complaint("headache").conditions == (
        "headache", "tension-headache", "migraine", "cervicogenic-headache",
    )  # fmt: skip
    assert read_complaint("migraine").conditions == ("migraine",)


@pytest.mark.parametrize(
    ("typed", "reasons"),
    [
        ("chest pain", ["chest_pain"]),
        ("I have a pain in my chest", ["chest_pain"]),
        ("My chest hurts!", ["chest_pain"]),
        ("can't breathe", ["breathing"]),
        ("can\u2019t   BREATHE", ["breathing"]),
        ("short of breath since the needles", ["breathing"]),
        ("numb face", ["stroke"]),
        ("her face is drooping", ["stroke"]),
        ("numbness in the groin", ["cauda_equina"]),
        ("me duele mucho el pecho", ["chest_pain"]),
        ("No puedo respirar", ["breathing"]),
        ("neck pain", []),
        ("numb hand", []),
        ("pecho", []),
        ("jaw", []),
    ],
)
def test_words_of_an_emergency_are_met_with_others_between_them(typed, reasons):
    assert [one.reason for one in read_complaint(typed).emergency] == reasons


@pytest.mark.parametrize(
    ("typed", "reasons"),
    [
        ("pregnant", ["pregnancy"]),
        ("back pain in pregnancy", ["pregnancy"]),
        ("Estoy embarazada", ["pregnancy"]),
        ("warfrin", ["blood_thinner"]),
        ("I take Eliquis", ["blood_thinner"]),
        ("anticoagulantes", ["blood_thinner"]),
        ("marcapasos", ["implant"]),
        ("diabetis", ["diabetes"]),
        ("neck pain, diabetic, on Xarelto", ["blood_thinner", "diabetes"]),
        ("pushing", []),
        ("hives", []),
    ],
)
def test_words_of_caution_are_met_whatever_their_end_and_with_a_slip(typed, reasons):
    assert [one.reason for one in read_complaint(typed).caution] == reasons


def test_every_word_leads_where_its_list_says():
    words = complaint_words()
    for kind, entries in (("emergency", words.emergency), ("caution", words.caution)):
        for entry in entries:
            for typed, which in product((*entry.en, *entry.es), range(3)):
                found = getattr(read_complaint(spoken(typed, which)), kind)
                assert entry in found, spoken(typed, which)
    for slug, listed in words.conditions.items():
        for typed in listed:
            assert slug in read_complaint(spoken(typed)).named, typed


def test_what_a_warning_names_is_not_unknown():
    assert not read_complaint("pregnant").is_unknown
    assert read_complaint("xyzzy").is_unknown
    assert not read_complaint("").is_unknown


def test_words_that_are_not_known_come_with_known_ones_like_them():
    assert read_complaint("sciatca").nearest == (("sciatica", "sciatica"),)
    assert read_complaint("stress").nearest[0] == ("stress headache", "tension-headache")
    assert read_complaint("xyzzy").nearest == ()
    assert read_complaint("neck").nearest == ()


ENGLISH = {
    "calf": "spasm", "calves": "spasm", "shins": "spasm", "lower leg": "spasm", "legs": "sciatica", "ankle": "achilles",
    "foot": "plantar", "toes": "plantar", "bunion": "plantar", "hamstring": "hip-piriformis", "quads": "hip-piriformis",
    "groin": "hip-piriformis", "backside": "hip-piriformis", "tail bone": "pelvic", "thumb": "carpal-tunnel",
    "fingers": "carpal-tunnel", "wrist": "carpal-tunnel", "forearm": "tennis-elbow", "biceps": "shoulder",
    "collarbone": "shoulder", "armpit": "shoulder", "traps": "neck-pain", "ribs": "spine-other", "cheek": "tmj",
    "teeth": "tmj", "forehead": "headache", "eyes": "headache", "tingling": "sciatica", "sprained": "myofascial-pain",
    "meniscus": "knee",
}  # fmt: skip
SPANISH = {
    "pantorrilla": "spasm", "gemelos": "spasm", "espinilla": "spasm", "canillas": "spasm", "pierna": "sciatica",
    "tobillos": "achilles", "empeine": "achilles", "pies": "plantar", "dedo del pie": "plantar", "juanetes": "plantar",
    "muslo": "hip-piriformis", "ingles": "hip-piriformis", "trasero": "hip-piriformis", "rabadilla": "pelvic",
    "pulgar": "carpal-tunnel", "dedos": "carpal-tunnel", "manos": "carpal-tunnel", "antebrazo": "tennis-elbow",
    "brazo": "shoulder", "clavícula": "shoulder", "axila": "shoulder", "trapecio": "neck-pain",
    "costillas": "spine-other", "muela": "tmj", "oído": "tmj", "frente": "headache", "sienes": "headache",
    "hormigueo": "sciatica", "esguince": "myofascial-pain", "menisco": "knee",
}  # fmt: skip


@pytest.mark.parametrize("words", [ENGLISH, SPANISH], ids=["English", "Spanish"])
@pytest.mark.parametrize("said", ["{}", "it is my {} again", "Me duele mucho: {}."])
def test_a_part_of_the_body_that_no_problem_is_named_by_is_unknown_and_has_the_problems_of_its_region(words, said):
    assert len(words) >= 20
    for word, likeliest in words.items():
        read = read_complaint(said.format(word))
        assert read.is_unknown, word
        assert read.nearest[0] == (conditions()[likeliest].label, likeliest), word
        assert len(read.nearest) <= 3, word


def test_every_body_word_is_known_by_itself_or_leads_to_its_region_and_to_no_warning():
    for region in body_words():
        for word in (*region.en, *region.es):
            read = read_complaint(word.replace("*", ""))
            assert read.named or [slug for _, slug in read.nearest][: len(region.near)] == list(region.near), word
            assert not read.emergency, word


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("claf", "spasm"), ("thumbb", "carpal-tunnel"), ("ankel", "achilles"), ("finguers", "carpal-tunnel"),
        ("panturrilla", "spasm"), ("tobilo", "achilles"), ("hombor", "shoulder"), ("kneee", "knee"),
        ("shuolder", "shoulder"), ("arthritus", "joint"), ("espladda", "back-pain"), ("cdera", "hip-piriformis"),
        ("my kneee hurts", "knee"), ("me duele el hombor", "shoulder"), ("the ankel of the left side", "achilles"),
    ],
)  # fmt: skip
def test_a_slip_of_spelling_has_what_it_is_a_slip_of_first(typed, slug):
    read = read_complaint(typed)
    assert read.is_unknown
    assert read.nearest[0][1] == slug


@pytest.mark.parametrize("typed", ["xyzzy", "insurance", "belly", "estómago", "cheap and near", "of", "12", "?"])
def test_a_word_near_nothing_has_nothing_near(typed):
    assert read_complaint(typed).nearest == ()


@given(st.text(max_size=40))
@example("calf thumb ankle trapecio")
def test_what_is_near_is_of_different_conditions_and_leads_to_each(text):
    near = read_complaint(text).nearest
    assert len({slug for _, slug in near}) == len(near) <= 3
    for words, slug in near:
        assert slug in read_complaint(words).named


@pytest.mark.parametrize(
    "text",
    [
        "- {near: [calf], en: [calf], es: [pantorrilla]}",
        "- {near: [], en: [calf], es: [pantorrilla]}",
        "- {near: [spasm], en: [], es: [pantorrilla]}",
        "- {near: [spasm], en: [Calf], es: [pantorrilla]}",
        "- {near: [spasm], en: [calf], es: [pantorrilla], fr: [mollet]}",
        "- {near: [spasm], en: [calf, calf], es: [pantorrilla]}",
        "near: [",
    ],
)
def test_a_file_of_body_words_that_is_not_right_says_what_to_write(tmp_path, text):
    path = tmp_path / "body_words.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(VocabularyError, match="body_words"):
        load_body_words(path)


@pytest.mark.parametrize(
    ("typed", "slug"),
    [("tmd", "tmj"), ("OA", "joint"), ("oa", "joint"), ("lbp", "back-pain"), ("Cts.", "carpal-tunnel")],
)
def test_an_acronym_that_is_all_that_was_typed_is_known_in_any_case(typed, slug):
    assert read_complaint(typed).named == (slug,)


@given(st.text(max_size=120))
@example("\N{MICRO SIGN}\N{LATIN CAPITAL LETTER ETH}")  # "md" in ASCII, which is like "tmd"
def test_any_text_is_read_and_what_is_offered_for_it_is_understood(typed):
    read = read_complaint(typed)
    assert set(read.conditions) <= set(conditions())
    assert len(read.nearest) <= 3
    assert all(slug in read_complaint(words).named for words, slug in read.nearest)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda words: words["emergency"][0].update(en=["Chest pain"]), "write small letters a to z"),
        (lambda words: words["emergency"][0].update(es=["corazón"]), "write small letters a to z"),
        (lambda words: words["emergency"][0].update(en=["abc*"]), "after 4 letters"),
        (lambda words: words["emergency"][0].update(en=[]), "at least 1 item"),
        (lambda words: words["emergency"][0].update(fr=["mal"]), "Extra inputs are not permitted"),
        (lambda words: words["caution"][0].pop("line"), "Field required"),
        (lambda words: words["caution"][1].update(en=["pregnan*"]), "are written twice"),
        (lambda words: words["emergency"].append(words["emergency"][0]), "are written twice"),
        (lambda words: words["conditions"].update({"sore-thumb": ["thumb"]}), "write slugs of conditions.csv"),
        (lambda words: words.update(more={}), "Extra inputs are not permitted"),
        (lambda words: words["ideas"].update(Chest=["chest"]), "in capitals"),
        (lambda words: words["ideas"].update(CHEST=["CHEST pain"]), "within an idea"),
        (lambda words: words["emergency"][0].update(en=["KNEE + PAIN"]), r"ideas has no \['KNEE'\]"),
        (lambda words: words["emergency"][0].update(en=["chest +pain"]), "write small letters a to z"),
    ],
)
def test_a_file_that_is_wrong_fails_with_what_to_write(tmp_path, change, says):
    words = yaml.safe_load((DATA / "complaint_words.yml").read_text(encoding="utf-8"))
    change(words)
    path = tmp_path / "words.yml"
    path.write_text(yaml.safe_dump(words))
    with pytest.raises(VocabularyError, match=says):
        load_complaint_words(path)


@pytest.mark.parametrize("words", [words for offered in complaint_words().offered.values() for words in offered])
def test_each_offered_word_is_understood(words):
    assert read_complaint(words).named
    assert not read_complaint(words).emergency
