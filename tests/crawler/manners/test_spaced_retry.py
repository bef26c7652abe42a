import pytest

from crawler.manners.spaced_retry import pause


@pytest.mark.parametrize(
    ("delay", "tries", "seconds"), [(2.0, 1, 6.0), (2.0, 2, 18.0), (0.0, 1, 0.0), (1.0, 2, 9.0), (600.0, 1, 120.0)]
)
def test_each_try_waits_three_times_as_long_as_the_one_before_up_to_two_minutes(delay, tries, seconds):
    assert pause(delay, tries) == seconds
