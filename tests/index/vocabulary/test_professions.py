import pytest

from index.records import Profession
from index.vocabulary import (
    VocabularyError,
    label,
    needling_taxonomies,
    plural,
    profession_of_taxonomy,
    professions_in,
    professions_of_field,
)
from index.vocabulary.entries import DATA
from index.vocabulary.professions import load_professions

FILE = (DATA / "professions.yml").read_text()


@pytest.mark.parametrize(
    ("code", "profession"),
    [
        ("225100000X", "physical-therapist"), ("2251X0800X", "physical-therapist"), ("225200000X", "pt-assistant"),
        ("225X00000X", "occupational-therapist"), ("225XH1200X", "occupational-therapist"),
        ("224Z00000X", "other"), ("2255A2300X", "athletic-trainer"), ("2255R0406X", None),
        ("111N00000X", "chiropractor"), ("111NS0005X", "chiropractor"), ("171100000X", "acupuncturist"),
        ("171M00000X", None), ("225700000X", "massage-therapist"), ("207QS0010X", "physician"),
        ("208100000X", "physician"), ("204E00000X", "other"), ("204D00000X", "physician"),
        ("363LF0000X", "nurse-practitioner"), ("363A00000X", "physician-assistant"), ("261QP2000X", None),
        ("122300000X", None), ("", None), (" 225100000x ", "physical-therapist"),
    ],
)  # fmt: skip
def test_a_taxonomy_code_has_its_profession(code, profession):
    assert profession_of_taxonomy(code) == profession


@pytest.mark.parametrize(
    ("text", "professions"),
    [
        ("Physical Therapist", ("physical-therapist",)),
        ("Physical Therapist Assistant", ("pt-assistant",)),
        ("Licensed physical therapists and a Chiropractor", ("physical-therapist", "chiropractor")),
        ("physician assistant", ("physician-assistant",)),
        ("a physician and a physician assistant", ("physician", "physician-assistant")),
        ("occupational therapy assistant", ("other",)),
        ("Massage", ()),
        ("aptitude", ()),
    ],
)
def test_words_name_professions_the_longest_first(text, professions):
    assert professions_in(text) == professions


@pytest.mark.parametrize(
    ("text", "professions"),
    [
        ("Physical Therapy", ("physical-therapist",)),
        ("Chiropractic & Acupuncture", ("chiropractor", "acupuncturist")),
        ("Massage", ("massage-therapist",)),
        ("Acupuncture / dry needling", ()),
        ("Therapy", ()),
    ],
)
def test_a_field_of_work_names_who_works_in_it(text, professions):
    assert professions_of_field(text) == professions


@pytest.mark.parametrize("text", ["Pt. Pleasant", "lac qui parle", "atc tower"])
def test_letters_are_found_only_as_they_are_written(text):
    assert professions_in(text) == ()


def test_every_profession_has_words_for_a_page():
    assert [label(profession) for profession in Profession if not label(profession)] == []
    assert plural(Profession.PT_ASSISTANT) == "physical therapist assistants"


def test_registry_sources_read_the_needling_professions_and_their_clinics():
    prefixes = needling_taxonomies()
    assert {"2251", "111N", "171100000X", "2255A2300X", "225X", "2252", "261QP2000X"} <= set(prefixes)
    assert not any("363L00000X".startswith(prefix) for prefix in prefixes)
    assert not any("122300000X".startswith(prefix) for prefix in prefixes)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('taxonomies: ["2251"]', 'taxonomies: ["22-51"]'),
        ("label: Chiropractor", "label: [Chiropractor]"),
        ("  chiropractor:", "  bonesetter:"),
        ("plural: chiropractors", "plural: chiropractors\n    mood: good"),
        ("professions:", "professions: ["),
    ],
)
def test_a_bad_file_fails_with_its_name_and_what_to_write(tmp_path, old, new):
    assert old in FILE
    path = tmp_path / "professions.yml"
    path.write_text(FILE.replace(old, new, 1))
    with pytest.raises(VocabularyError, match=r"professions\.yml, row [\s\S]*Write"):
        load_professions(path)


def test_a_missing_profession_fails(tmp_path):
    path = tmp_path / "professions.yml"
    path.write_text("professions: {}\nclinic_taxonomies: []\n")
    with pytest.raises(VocabularyError, match="the profession is missing"):
        load_professions(path)
