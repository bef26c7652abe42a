import pytest

from index.resolve.given_names import GivenNames, relation


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("robert", "robert", GivenNames.EXACT),
        ("robert", "bob", GivenNames.NICKNAME),
        ("bob", "rob", GivenNames.NICKNAME),
        ("jose", "pepe", GivenNames.NICKNAME),
        ("r", "robert", GivenNames.INITIAL),
        ("r", "r", GivenNames.INITIAL),
        ("r", "james", GivenNames.CONFLICT),
        ("daniel", "danielle", GivenNames.CONFLICT),
        ("eric", "erin", GivenNames.CONFLICT),
        ("jordann", "jordan", GivenNames.PREFIX),
        ("jorxan", "jordan", GivenNames.TYPO),
        ("jorxax", "jordan", GivenNames.CONFLICT),
        ("", "jordan", GivenNames.CONFLICT),
    ],
)
def test_given_names_relate_the_same_from_both_sides(left, right, expected):
    assert relation(left, right) is expected
    assert relation(right, left) is expected
