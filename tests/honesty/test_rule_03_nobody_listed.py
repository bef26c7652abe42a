"""Rule 3: where nobody is listed, that is said first, and that it does not mean nobody does it; then what to do."""

ADDRESS = "/find?place=Goodland, KS"
IN_THIS_ORDER = (
    "We found nobody listed for dry needling within 25 miles.",
    "That does not mean nobody does it.",
    "Nearest listed",
    "Places to call (2)",
    "What to say on the phone",
    "Other ways",
    "What we read",
)


def test_it_is_said_first_and_then_what_one_can_do(client):
    words = client.get(ADDRESS).page.words
    places = [words.find(part) for part in IN_THIS_ORDER]
    assert -1 not in places, dict(zip(IN_THIS_ORDER, places, strict=True))
    assert places == sorted(places)


def test_the_script_for_the_phone_has_four_lines(client):
    markup = client.get(ADDRESS).get_data(as_text=True)
    script = markup.split("What to say on the phone")[1].split("<ol")[1].split("</ol>")[0]
    assert script.count("<li>") == 4


def test_what_was_read_is_named_with_its_day_and_what_it_cannot_show(client):
    words = client.get(ADDRESS).page.words.split("What we read")[1]
    assert "NPI registry" in words
    assert "Nov 12, 2026" in words
    assert "It has no field for dry needling." in words


def test_the_title_says_so_too_and_search_engines_leave_it_out(client):
    response = client.get(ADDRESS)
    assert response.page.title.startswith("Dry needling near Goodland, KS: nobody listed yet")
    assert response.headers["X-Robots-Tag"] == "noindex"
