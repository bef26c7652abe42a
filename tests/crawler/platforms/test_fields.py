from crawler.formats.fields import LONGEST_UNREAD, Fields


def test_the_first_field_with_something_in_it_is_read_and_all_named_are_taken():
    fields = Fields({"address": " ", "street": "100 Example St", "city": "Salida"})
    assert fields.html("address", "street") == "100 Example St"
    assert fields.unread() == {"city": "Salida"}


def test_a_field_that_the_row_lacks_is_empty():
    assert (Fields({}).text("phone"), Fields({}).take("phone")) == ("", None)


def test_what_nobody_took_is_reported_as_a_reader_sees_it():
    fields = Fields({"note": "<p>By &amp; by</p>", "tags": ["a", "b"], "empty": "", "flag": True})
    assert fields.unread() == {"note": "By & by", "tags": "a, b"}


def test_volatile_and_private_fields_are_neither_read_nor_reported():
    fields = Fields({"distance": "3", "email": "a@b.example"}, volatile={"distance"}, private={"email"})
    assert (fields.text("distance"), fields.text("email"), fields.unread()) == ("", "", {})


def test_a_long_unread_text_is_cut_short():
    assert len(Fields({"note": "x" * 5000}).unread()["note"]) == LONGEST_UNREAD


def test_what_lies_within_a_field_is_reported_on_one_line():
    fields = Fields({"extra": {"Title": "<b>PT</b>", "none": None, "days": ["Mon", "Tue"]}, "more": [{"name": "a"}]})
    assert fields.html("extra") == "Title: PT, days: Mon, Tue"
    assert fields.unread() == {"more": "name: a"}


def test_a_field_nested_without_end_does_no_harm():
    deep = []
    for _ in range(900):
        deep = [deep, "x"]
    assert Fields({"deep": deep}).unread()["deep"].count("x") == 8


def test_a_mail_address_is_not_gathered_under_any_name():
    assert Fields({"Write us": "at mail:a.b@c.example, please"}).unread() == {"Write us": "at mail:…, please"}
