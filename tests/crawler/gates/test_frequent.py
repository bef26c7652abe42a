from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from crawler.gates.measuring import FrequentValues


def counted(values, counters=1000):
    found = FrequentValues(counters)
    for value in values:
        found.add(value)
    return found


def test_few_values_are_counted_exactly_and_empty_ones_are_none():
    found = counted(["a", "b", "", "a", ""])
    assert (found.top(), found.total) == (("a", 2), 3)


def test_of_nothing_nothing_is_frequent():
    assert (counted([]).top(), counted([""]).total) == (("", 0), 0)


@given(st.lists(st.sampled_from("abcdefghijklmnop"), max_size=200))
def test_a_frequent_value_is_never_missed_and_never_counted_too_often(values):
    counters = 4
    value, count = counted(values, counters).top()
    _, most = max(Counter(values).items(), key=lambda item: item[1], default=("", 0))
    if most > len(values) / (counters + 1):
        assert count > 0
    assert count <= Counter(values)[value]
    assert most - count <= len(values) / (counters + 1)


def test_memory_does_not_grow_with_the_stream():
    found = counted((str(number) for number in range(20_000)), counters=50)
    assert len(found._counts) <= 50
