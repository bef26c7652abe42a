"""Counts of requests: buckets, sums over processes, and files that cannot be read."""

import pytest

from index.metrics.request_counts import UPPER_BOUNDS, CountsError, RequestCounts, RequestKind

FIND = RequestKind("GET", "/find", 200)
MISSING = RequestKind("GET", "/people/<provider_id>", 404)


def counts(*requests):
    found = RequestCounts()
    for kind, seconds in requests:
        found.count(kind, seconds)
    return found


def rows(found):
    return [(kind, one.count, round(one.seconds, 3)) for kind, one in found.items()]


@pytest.mark.parametrize(
    ("seconds", "bucket"), [(0.0, 0), (0.005, 0), (0.0051, 1), (0.1, 4), (10.0, 9), (10.001, 10), (900.0, 10)]
)
def test_a_request_is_in_the_first_bucket_that_is_not_below_it(seconds, bucket):
    ((_, durations),) = counts((FIND, seconds)).items()
    assert [number for number, count in enumerate(durations.buckets) if count] == [bucket]
    assert len(durations.buckets) == len(UPPER_BOUNDS) + 1


def test_counts_of_two_processes_add_up():
    both = counts((FIND, 0.2), (FIND, 0.3))
    both.add(counts((FIND, 0.5), (MISSING, 0.01)))
    assert rows(both) == [(FIND, 3, 1.0), (MISSING, 1, 0.01)]
    assert {route: one.count for route, one in both.by_route().items()} == {"/find": 3, "/people/<provider_id>": 1}


def test_what_is_written_is_read_again():
    written = counts((FIND, 0.2), (MISSING, 3.0))
    assert rows(RequestCounts.from_bytes(written.to_bytes())) == rows(written)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b'{"format": 2, "bounds": [], "rows": []}',
        counts((FIND, 1.0)).to_bytes().replace(b"0.005", b"0.006"),
        counts((FIND, 1.0)).to_bytes().replace(b"[0, 0,", b"[0,"),
        counts((FIND, 1.0)).to_bytes().replace(b"[0, 0,", b"[-1, 0,"),
    ],
)
def test_a_damaged_file_and_one_of_another_version_are_refused(data):
    with pytest.raises(CountsError):
        RequestCounts.from_bytes(data)
