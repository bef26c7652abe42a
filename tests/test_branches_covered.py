from tests.branches_covered import branches, too_low


def file(ran, all_of_it):
    return {"summary": {"covered_branches": ran, "num_branches": all_of_it}}


FILES = {
    "index/a/one.py": file(9, 10),
    "index/a/b/two.py": file(8, 10),
    "index/three.py": file(1, 1),
    "crawler/four.py": file(0, 0),
}


def test_branches_are_counted_by_house_and_by_room():
    assert branches({"files": FILES}) == {"crawler": (0, 0), "index": (18, 21), "index/a": (17, 20)}


def test_a_house_with_too_few_branches_run_is_named():
    assert too_low(branches({"files": FILES})) == ["index: 85.7 % of its branches ran; at least 90 % must"]


def test_a_house_that_nothing_was_measured_of_is_named():
    assert too_low({"index": (9, 10)}) == ["crawler: 0.0 % of its branches ran; at least 90 % must"]
