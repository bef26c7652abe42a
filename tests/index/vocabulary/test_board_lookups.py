import pytest

from index.records import Profession
from index.vocabulary.board_lookups import load_board_lookups
from index.vocabulary.entries import DATA, VocabularyError

HEAD = "state,profession,board,address,opened_on,opened_by\n"


def own(tmp_path, *rows):
    path = tmp_path / "board_lookups.csv"
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows))
    return load_board_lookups(path)


def test_no_shipped_row_has_a_day_so_none_is_linked():
    assert load_board_lookups() == {}
    rows = (DATA / "board_lookups.csv").read_text().splitlines()[1:]
    assert len(rows) == 51 * 3
    assert all(row.endswith(",,,,") for row in rows)


def test_a_row_with_address_day_and_name_counts(tmp_path):
    found = own(tmp_path, "CO,physical-therapist,State Board,https://board.test/look,2026-11-20,A. Operator")
    lookup = found["CO", Profession.PHYSICAL_THERAPIST]
    assert (lookup.address, lookup.opened_on.isoformat(), lookup.board) == (
        "https://board.test/look",
        "2026-11-20",
        "State Board",
    )


@pytest.mark.parametrize(
    "row", ["CO,chiropractor,B,https://board.test/,,", "CO,chiropractor,B,,2026-11-20,A. Operator"]
)
def test_a_row_without_address_or_day_is_a_board_that_nobody_opened(tmp_path, row):
    assert own(tmp_path, row) == {}


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("CO,chiropractor,B,https://board.test/,2026-11-20,", "opened_by is empty"),
        ("CO,chiropractor,B,board.test,2026-11-20,A", "Write an address that starts with https://"),
        ("Colorado,chiropractor,B,,,", "Write two capital letters"),
        ("CO,wizard,B,,,", "profession is 'wizard'"),
        ("CO,chiropractor,B,https://board.test/,yesterday,A", "Write a date like"),
    ],
)
def test_what_cannot_be_read_says_what_to_write(tmp_path, row, says):
    with pytest.raises(VocabularyError, match=says):
        own(tmp_path, row)


def test_a_board_twice_is_refused(tmp_path):
    with pytest.raises(VocabularyError, match="is in row 2 too"):
        own(tmp_path, "CO,chiropractor,,,,", "CO,chiropractor,,,,")
