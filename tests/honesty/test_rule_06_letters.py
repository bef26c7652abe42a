"""Rule 6: only letters that the vocabulary marks as showing dry needling count as a course; others feed nothing."""

import pytest

from index.records import CredentialKind, SourcesSay
from index.vocabulary.credentials import credentials
from tests.builders import credential, listing, location
from tests.index.providers.said import answer, folded

HERE = [location()]


@pytest.mark.parametrize("entry", credentials().values(), ids=lambda entry: entry.code)
def test_each_credential_of_the_vocabulary_counts_as_it_is_marked(entry):
    held = credential(entry.code, entry.kind, issuer=entry.issuer, shows_dry_needling=entry.shows_dry_needling)
    expected = SourcesSay.NO_WORD
    if entry.shows_dry_needling:
        state = entry.kind is CredentialKind.STATE_AUTHORIZATION
        expected = SourcesSay.BOARD_LISTED if state else SourcesSay.COURSE_LISTED
    assert answer(listing("list/1", places=HERE, credentials=(held,))) is expected


def test_letters_that_nobody_reads_are_shown_as_written_and_say_nothing():
    read = listing("list/1", places=HERE, unknown_credentials=("DN-Master",))
    assert answer(read) is SourcesSay.NO_WORD
    assert folded(read).unknown_credentials == ("DN-Master",)
