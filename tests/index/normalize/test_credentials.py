import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.normalize.credentials import parse_credentials
from index.vocabulary import credentials


def codes(text):
    return [credential.code for credential in parse_credentials(text)[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PT, DPT, OCS", ["PT", "DPT", "OCS"]),
        ("P.T.,D.P.T.", ["PT", "DPT"]),
        ("M. D.", ["MD"]),
        ("PH. D", ["PhD"]),
        ("P.T.,A.T.,C.", ["PT", "ATC"]),
        ("M.D.FAAPMR", ["MD", "FAAPMR"]),
        ("M.D.1208", ["MD"]),
        ("LAT/ATC", ["LAT", "ATC"]),
        ("DPT MS PT CSCS", ["DPT", "MSPT", "CSCS"]),
        ("PHYSICIAN ASSISTANT", ["PA"]),
        ("Doctor of Physical Therapy; OCS", ["DPT", "OCS"]),
        ("Cert. DN, Cert. SMT", ["Cert. DN", "SMT-C"]),
        ("CMTPT/DN", ["CMTPT/DN"]),
        ("CMTPT, DN-1", ["CMTPT", "DN-1"]),
        ("PT, PT, P.T.", ["PT"]),
        ("DC PC", ["DC"]),
        ("Dipl. O.M. (NCCAOM)", ["Dipl. O.M.", "NCCAOM"]),
        ("", []),
    ],
)
def test_letters_are_read_in_order_and_once(text, expected):
    assert codes(text) == expected
    assert parse_credentials(text)[1] == ()


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("PT, XYQZ", ("XYQZ",)),
        ("PT, DN", ("DN",)),
        ("PT, Level II Dry Needling", ("Level II Dry Needling",)),
        ("Clinic Director, PT, Team Lead", ("Clinic Director", "Team Lead")),
        ("PT, DN/XQ", ("DN/XQ",)),
    ],
)
def test_what_the_vocabulary_does_not_know_is_kept_as_written(text, unknown):
    assert parse_credentials(text)[1] == unknown


def test_a_credential_keeps_its_own_spelling_and_what_the_vocabulary_says():
    (credential,), _ = parse_credentials("cert-dn")
    entry = credentials()["Cert. DN"]
    assert (credential.code, credential.raw, credential.issuer) == ("Cert. DN", "cert-dn", entry.issuer)
    assert credential.shows_dry_needling


def test_words_in_full_show_dry_needling_without_an_issuer():
    (credential,), _ = parse_credentials("Certified in Dry Needling")
    assert (credential.code, credential.issuer, credential.shows_dry_needling) == ("Dry needling certified", "", True)


@given(st.lists(st.sampled_from(sorted(set(credentials()) - {"PA"})), max_size=5, unique=True))  # it may be a firm's
def test_every_list_of_codes_reads_back_to_itself(listed):
    known, unknown = parse_credentials(", ".join(listed))
    assert ([credential.code for credential in known], unknown) == (listed, ())


@given(st.text(max_size=200))
def test_no_text_is_too_odd(text):
    known, _ = parse_credentials(text)
    assert len({credential.code for credential in known}) == len(known)
