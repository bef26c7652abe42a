from index.corrections.showing import KnownIds


def test_what_was_asked_under_a_merged_id_holds_for_all_that_it_was_merged_with():
    known = KnownIds({"old": "now", "now": "now", "other": "other"}, {})
    assert known.of("old") == {"old", "now"}
    assert known.of("now") == {"old", "now"}
    assert known.of("unknown") == {"unknown"}


def test_what_was_asked_under_the_id_of_two_people_holds_for_both():
    living = {"mixed": "mixed", "into": "mixed", "one": "later", "later": "later", "two": "two", "other": "other"}
    known = KnownIds(living, {"mixed": frozenset({"one", "two"})})
    assert known.of("mixed") == known.of("into") == {"mixed", "into", "one", "later", "two"}
    assert known.of("two") == {"two"}
