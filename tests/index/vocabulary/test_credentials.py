import csv

import pytest

from index.records import Certainty, CredentialKind, Profession
from index.vocabulary import VocabularyError, credentials
from index.vocabulary.credentials import COLUMNS, by_letters, letters_key, load_credentials, phrases

GOOD = {"code": "ZZZ", "name": "Last letters", "kind": "course", "source_kind": "general_knowledge"} | {
    "confidence": "one_weak_source"
}


def test_only_these_letters_show_dry_needling():
    showing = {code for code, entry in credentials().items() if entry.shows_dry_needling}
    assert showing == {
        "Cert. DN", "CMTPT/DN", "CIDN", "FDN", "CGIMS", "Dry needling certified",
        "WA-IMN", "MD-DN-REG", "UT-DN-REG", "LA-DN-ACK", "FL-DN-ATT", "NV-DN", "AZ-DN",
    }  # fmt: skip


@pytest.mark.parametrize("code", ["CMTPT", "DN-1", "DN-2", "DN-3", "IMS", "TPDN", "CDN", "S&F", "IAMT", "ECS", "CNT"])
def test_letters_that_do_not_show_it_say_so(code):
    assert not credentials()[code].shows_dry_needling


@pytest.mark.parametrize("code", ["CMTPT", "DN-1", "DN-2", "CDN"])
def test_letters_of_two_schools_or_none_have_no_issuer(code):
    assert credentials()[code].issuer == ""


def test_a_course_with_dry_needling_has_one_issuer_or_spells_the_words():
    courses = [entry for entry in credentials().values() if entry.shows_dry_needling and not entry.issuer]
    assert [entry.code for entry in courses] == ["Dry needling certified"]
    assert all("needl" in spelling.casefold() or "DN" in spelling for spelling in courses[0].variants)


@pytest.mark.parametrize(
    ("letters", "code"),
    [
        ("P.T.", "PT"), ("dpt", "DPT"), ("OTR/L", "OTR/L"), ("otrl", "OTR/L"), ("Lic.Ac.", "L.Ac."), ("LAc", "L.Ac."),
        ("cert-dn", "Cert. DN"), ("CMTPT DN", "CMTPT/DN"), ("PA-C", "PA-C"), ("FNP-BC", "FNP-BC"), ("Ph.D.", "PhD"),
        ("CDNT", "CDN"), ("D.C.", "DC"), ("Dipl. O.M.", "Dipl. O.M."), ("RPT", "PT"), ("MSTOM", "MAcOM"),
    ],
)  # fmt: skip
def test_spellings_find_their_entry(letters, code):
    assert by_letters()[letters_key(letters)].code == code


def test_phrases_find_their_entry_word_by_word():
    assert phrases()["DOCTOR", "OF", "PHYSICAL", "THERAPY"].code == "DPT"
    assert phrases()["CERTIFIED", "IN", "DRY", "NEEDLING"].code == "Dry needling certified"


def test_what_was_read_says_where_and_what_was_not_says_general_knowledge():
    for entry in credentials().values():
        assert bool(entry.source_url) == bool(entry.read_on) == (entry.source_kind != "general_knowledge")
        assert entry.source_url or entry.confidence is Certainty.ONE_WEAK_SOURCE


def test_kinds_and_professions_of_common_letters():
    known = {code: (credentials()[code].kind, credentials()[code].profession) for code in ("DPT", "OCS", "CSCS", "MD")}
    assert known == {
        "DPT": (CredentialKind.DEGREE, Profession.PHYSICAL_THERAPIST),
        "OCS": (CredentialKind.BOARD_CERTIFICATION, Profession.PHYSICAL_THERAPIST),
        "CSCS": (CredentialKind.BOARD_CERTIFICATION, None),
        "MD": (CredentialKind.LICENSE, Profession.PHYSICIAN),
    }


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"kind": "fellowship"}, "Write one of: license, "),
        ({"confidence": "high"}, "Write one of: rule_read, "),
        ({"profession": "PT"}, "Write one of: (empty), physical-therapist"),
        ({"source_kind": "blog"}, "Write one of: official, "),
        ({"shows_dry_needling": "yes"}, "Write one of: true, false, (empty)."),
        ({"shows_dry_needling": "true", "kind": "degree"}, "cannot show dry needling"),
        ({"source_kind": "school"}, "source_url and source_kind disagree"),
        ({"source_url": "https://school.example", "source_kind": "school"}, "belong together"),
        ({"code": ""}, "code is empty"),
        ({"name": ""}, "name is empty"),
        ({"variants": "zz-y"}, "already means"),
    ],
)
def test_a_bad_row_fails_with_file_row_and_what_to_write(tmp_path, changes, says):
    path = tmp_path / "credentials.csv"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows([GOOD | {"code": "ZZY"}, GOOD | changes])
    with pytest.raises(VocabularyError) as failed:
        load_credentials(path)
    assert says in str(failed.value)
    assert f"{path}, row 3: " in str(failed.value)
