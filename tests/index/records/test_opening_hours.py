"""Opening hours: one spelling, each day with up to two spans, and a named reason for what cannot be read."""

import pytest

from index.records.opening_hours import HoursError, Span, hours_text, read_hours, read_time


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("09:00", 540),
        ("00:00", 0),
        ("24:00", 1440),
        ("9 am", 540),
        ("9:30am", 570),
        ("5:30 p.m.", 1050),
        ("12 am", 0),
        ("12 PM", 720),
        ("9", None),
        ("9:00", None),  # morning or evening
        ("13 pm", None),
        ("0 am", None),
        ("09:60", None),
        ("24:01", None),
        ("25:00", None),
        ("noon-ish", None),
        ("", None),
    ],
)
def test_a_time_is_read_only_where_it_means_one_thing(text, minutes):
    assert read_time(text) == minutes


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("mo 09:00-17:00", "mo 09:00-17:00"),
        ("TU closed; mo 9am-12pm 1:30pm-5pm", "mo 09:00-12:00 13:30-17:00; tu closed"),
        ("fr 22:00-06:00; sa 06:00-12:00", "fr 22:00-06:00; sa 06:00-12:00"),
        ("su 00:00-24:00; mo 00:00-24:00", "mo 00:00-24:00; su 00:00-24:00"),
        ("su 20:00-02:00; mo 02:00-03:00", "mo 02:00-03:00; su 20:00-02:00"),
    ],
)
def test_a_week_has_one_spelling(text, spelled):
    assert hours_text(read_hours(text)) == spelled
    assert hours_text(read_hours(spelled)) == spelled


def test_a_span_that_closes_before_it_opens_is_overnight():
    assert read_hours("fr 22:00-06:00")["fr"] == (Span(22 * 60, 6 * 60),)
    assert read_hours("fr 22:00-06:00")["fr"][0].is_overnight


@pytest.mark.parametrize(
    ("text", "day", "trouble"),
    [
        ("", "", "unreadable"),
        ("monday 09:00-17:00", "", "unreadable"),
        ("mo", "mo", "unreadable"),
        ("mo 9-5", "mo", "unreadable"),
        ("mo 09:00", "mo", "unreadable"),
        ("mo closed; mo 09:00-17:00", "mo", "unreadable"),
        ("mo 09:00-09:00", "mo", "same"),
        ("mo 24:00-09:00", "mo", "same"),
        ("mo 09:00-13:00 12:00-17:00", "mo", "overlap"),
        ("mo 13:00-17:00 09:00-12:00", "mo", "overlap"),
        ("mo 22:00-06:00 23:00-24:00", "mo", "overlap"),
        ("fr 22:00-06:00; sa 05:00-12:00", "fr", "overlap"),
        ("su 22:00-06:00; mo 05:00-12:00", "su", "overlap"),
        ("mo 08:00-09:00 10:00-11:00 12:00-13:00", "mo", "too_many"),
    ],
)
def test_what_cannot_be_read_names_its_day_and_reason(text, day, trouble):
    with pytest.raises(HoursError) as caught:
        read_hours(text)
    assert (caught.value.day, caught.value.trouble) == (day, trouble)
