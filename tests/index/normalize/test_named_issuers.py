import pytest

from index.normalize.names.name import parse_person
from index.vocabulary import VocabularyError, credentials
from index.vocabulary.entries import DATA
from index.vocabulary.issuers import issuers, load_issuers


def issuer_of(text, code):
    person = parse_person(text)
    return next(one.issuer for one in person.credentials if one.code == code), person.unknown


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("Nadia Okonkwo, PT, CMTPT (Myopain Seminars)", "CMTPT", "Myopain Seminars"),
        ("Nadia Okonkwo, LMT, CMTPT (CBMTPT)", "CMTPT", "CBMTPT"),
        ("Nadia Okonkwo, PT, DN-1 (AAMT)", "DN-1", "American Academy of Manipulative Therapy"),
        ("Nadia Okonkwo, PT, CMTPT", "CMTPT", ""),
        ("Nadia Okonkwo, PT, OCS (ABPTS)", "OCS", "ABPTS"),
    ],
)
def test_an_issuer_behind_the_letters_settles_which_it_is(text, code, expected):
    assert issuer_of(text, code) == (expected, ())


def test_an_issuer_of_no_credential_here_stays_unknown_as_written():
    assert parse_person("Nadia Okonkwo, PT (NSCA)").unknown == ("NSCA",)


def test_an_issuer_alone_never_shows_dry_needling():
    named = parse_person("Nadia Okonkwo, PT, CMTPT (Myopain Seminars)").credentials
    assert not any(one.shows_dry_needling for one in named)


def test_every_issuer_gives_something_in_the_vocabulary():
    assert all(issuer.codes <= set(credentials()) for issuer in issuers().values())


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("gives: [CMTPT]", "gives: [CMTQT]", "is no code"),
        ("NSCA: {spellings: [NSCA", "NSCAA: {spellings: [NSCA", "no credential has this issuer"),
        ("spellings: [NSCA,", "spellings: [AAMT,", "already means another issuer"),
        ("spellings: [NSCA,", "spelings: [NSCA,", "Write what issuers.py describes"),
    ],
)
def test_a_bad_file_of_issuers_fails_and_says_what_to_write(tmp_path, old, new, what):
    text = (DATA / "issuers.yml").read_text()
    assert old in text
    path = tmp_path / "issuers.yml"
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(VocabularyError, match=what):
        load_issuers(path)
