"""A run's log, read once and followed over its beginning, rotation and end."""

import json

import pytest

from crawler.runs.run_log import (
    BYTES_ON_A_PAGE,
    FollowedLog,
    fields_of,
    follow,
    is_at_least,
    log_page,
    log_path,
    readable,
)


@pytest.fixture
def path(tmp_path):
    made = log_path(tmp_path, 12)
    assert made == tmp_path / "logs" / "run-000012.log"
    made.parent.mkdir()
    return made


def add(path, text):
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def test_a_log_that_has_not_begun_has_no_lines_and_then_all_of_them(path):
    with FollowedLog(path) as log:
        assert list(log.new_lines()) == []
        add(path, "one\ntwo\nthr")
        assert list(log.new_lines()) == ["one", "two"]
        assert list(log.new_lines()) == []
        add(path, "ee\n")
        assert list(log.new_lines()) == ["three"]


def test_a_rotated_log_is_read_to_its_end_and_the_new_one_from_its_beginning(path):
    with FollowedLog(path) as log:
        add(path, "one\n")
        assert list(log.new_lines()) == ["one"]
        add(path, "two\n")
        path.rename(path.with_suffix(".log.1"))
        assert list(log.new_lines()) == ["two"]  # the new one is not there yet
        add(path.with_suffix(".log.1"), "three, unfinished")
        add(path, "four\n")
        assert list(log.new_lines()) == ["three, unfinished", "four"]


def test_a_log_that_was_cut_short_is_read_from_its_beginning(path):
    with FollowedLog(path) as log:
        add(path, "one\ntwo\n")
        list(log.new_lines())
        path.write_text("", encoding="utf-8")
        add(path, "new\n")
        assert list(log.new_lines()) == ["new"]


def test_following_ends_with_the_run_and_leaves_nothing_out(path):
    looks = iter([False, False, True])
    steps = iter(["one\n", "two\nlast"])
    found = list(follow(path, lambda: next(looks), lambda: add(path, next(steps))))
    assert found == ["one", "two", "last"]


def test_a_line_is_time_level_and_event_and_then_its_fields():
    line = json.dumps(
        {"event": "Crawled", "logger": "scrapy", "run": 7, "level": "info", "time": "2026-11-23T12:00:01.5Z"}
    )
    assert readable(fields_of(line)) == "2026-11-23T12:00:01 info  Crawled  logger=scrapy run=7"
    assert readable(fields_of("Killed")) == "Killed"
    assert fields_of("[1]") == {"event": "[1]"}


def test_a_line_that_is_nested_too_deeply_to_read_is_all_event():
    line = "[" * 40_000
    assert fields_of(line) == {"event": line}


def test_nothing_in_a_line_moves_the_terminal():
    line = json.dumps({"event": "\x1b[2Jgone\r\u202e", "at": ["\x07"]})
    assert readable({"event": "Versions:\n\x1b[2J"}) == "Versions:\n" + " " * 20 + "\\x1b[2J"
    assert readable(fields_of(line)) == '\\x1b[2Jgone\\r\\u202e  at=["\\u0007"]'


@pytest.mark.parametrize(
    ("line", "level", "shown"),
    [
        ({"level": "info"}, "WARNING", False),
        ({"level": "error"}, "WARNING", True),
        ({"level": "warning"}, "warning", True),
        ({"event": "Killed"}, "ERROR", True),
        ({"level": "of no kind"}, "ERROR", True),
    ],
)
def test_a_level_leaves_out_what_is_below_it_and_nothing_without_one(line, level, shown):
    assert is_at_least(line, level) is shown


def test_a_page_of_a_log_is_its_newest_lines_and_leads_on_both_ways(path):
    add(path, "".join(f"line {number}\n" for number in range(450)))
    newest = log_page(path)
    assert (newest.lines[0], newest.lines[-1], newest.end) == ("line 250", "line 449", newest.size)
    older = log_page(path, before=newest.start)
    assert (older.lines[0], older.lines[-1], older.end) == ("line 50", "line 249", newest.start)
    oldest = log_page(path, before=older.start)
    assert (oldest.lines[0], len(oldest.lines), oldest.start) == ("line 0", 50, 0)
    assert log_page(path, after=oldest.end).lines == older.lines
    assert log_page(path, after=newest.end).lines == ()


def test_a_page_begins_with_a_whole_line_wherever_it_is_asked_to(path):
    add(path, "one\ntwo\nthree\n")
    assert log_page(path, after=1).lines == ("two", "three")
    assert log_page(path, before=6).lines == ("one",)
    assert log_page(path, after=10**9).lines == ()


def test_of_a_huge_log_and_of_a_huge_line_a_part_is_read(path):
    add(path, "x" * 300_000)
    assert len(log_page(path).lines[0]) == BYTES_ON_A_PAGE
    add(path, "\n" + "é" * 30_000 + "\nlast\n")
    assert log_page(path).lines == ("last",)


def test_a_page_of_no_log_is_an_error(path):
    with pytest.raises(FileNotFoundError):
        log_page(path)
