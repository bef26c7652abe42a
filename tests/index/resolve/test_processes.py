from index.resolve.processes import AT_ONCE, in_processes

MANY = list(range(3 * AT_ONCE + 1))


def doubled(batch):
    return [2 * one for one in batch]


def test_results_come_in_the_order_of_the_items_whoever_worked_on_them():
    expected = [2 * one for one in MANY]
    assert [one for batch in in_processes(doubled, MANY, many=True) for one in batch] == expected
    assert [one for batch in in_processes(doubled, MANY, many=False) for one in batch] == expected
