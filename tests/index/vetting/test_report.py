from index.vetting.report import report_lines

QUOTES = [
    {"text": "I do not offer it any more.", "source": "told_us", "read_on": "2026-11-20"},
    {"text": "Jordan offers dry needling.", "source": "demo_list", "read_on": "2026-11-21"},
]
HERE = {"answer_a": "says_no", "is_old": False, "is_left_out": False, "answers_b": [], "unknown": [], "ask": []}
PLACE = HERE | {"organization": "", "address": "Salida, CO", "street_withheld": False}


def test_a_correction_is_not_called_read():
    place = PLACE | {"quotes": QUOTES[:1], "other_quotes": QUOTES[1:]}
    who = {"id": "aaaaaaaaaa", "kind": "person", "name": "Jordan Avery", "on": "2026-11-23", "whole": None}
    records = {"licenses": [], "npi": {"number": ""}, "exclusion": None, "courses": []}
    lines = [*report_lines(who | records | {"places": [place]})]
    assert "     \u201cI do not offer it any more.\u201d (told_us, as of 2026-11-20)" in lines
    assert "     also: \u201cJordan offers dry needling.\u201d (demo_list, read 2026-11-21)" in lines
