from dataclasses import replace
from datetime import UTC, datetime

import pytest

from index.alerts.notice import AlertFacts, Event, Notice

MONDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)
BLOCKED = AlertFacts(kind="source_blocked", subject="school", since=MONDAY, text="school blocks us; ask its owner")
STARTED = Notice(
    event=Event.STARTED, at=MONDAY, title="school blocks us", text="…", alerts=(BLOCKED,), site="pinpoint.test"
)


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("school\r\nBcc: all@list.test", "school Bcc: all@list.test"),
        ("a\x00b\x85c\u2028d\udc80e", "a b c d e"),
        ("x" * 200, "x" * 120),
        ("  held  ", "held"),
    ],
)
def test_a_title_is_one_line_of_at_most_120_characters(title, line):
    assert replace(STARTED, title=title).title == line


def test_start_and_end_of_an_alert_are_of_one_case_and_the_next_alert_is_of_another():
    ended = replace(BLOCKED, ended=MONDAY.replace(hour=18), text="school answers again")
    again = replace(BLOCKED, since=MONDAY.replace(day=24))
    assert ended.case == BLOCKED.case
    assert again.case != BLOCKED.case


def test_a_notice_that_is_sent_twice_has_one_id_and_its_end_has_another():
    assert replace(STARTED).id == STARTED.id
    assert replace(STARTED, event=Event.ENDED).id != STARTED.id
