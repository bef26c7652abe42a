"""Rule 7: both sides of a disagreement are on the page, each with its source and day."""


def test_a_yes_and_a_no_are_shown_side_by_side(client):
    for address in ("/find?place=81201", "/people/hostile"):
        words = client.get(address).page.words
        assert "Sources disagree: ask" in words
        yes, no = words.find("Yes <script>"), words.find("We do not.")
        assert 0 < yes < no
        assert words[yes:no].count("read Nov 12, 2026") == 1


def test_two_phones_are_shown_with_who_gives_them(client):
    words = client.get("/people/avery").page.words.split("Where sources disagree (1)")[1]
    assert "303-555-0112 (Clinic website, read Nov 12, 2026)" in words
    assert "303-555-0180 (NPI registry, read Nov 12, 2026)" in words
