from dataclasses import replace

import pytest

from crawler.archive.resume import pages_to_take_over
from index.store.runs import pages
from index.store.runs.pages import Origin, Page
from index.store.runs.runs import Verdict

AN_HOUR_AGO = "2026-11-23T11:00:00+00:00"
PAGE = Page(
    run=0, sequence=1, url="https://school.test/1", method="GET", fingerprint="aa", status=200, fetched_at=AN_HOUR_AGO,
    sha256="", etag=None, last_modified=None, file="school/000001.warc.gz", offset=10, length=20,
)  # fmt: skip


@pytest.fixture
def archived(store):
    def kept(run, *rows):
        with store.write() as connection:
            pages.index(connection, [replace(row, run=run.id, sequence=at) for at, row in enumerate(rows, 1)])

    return kept


@pytest.fixture
def taken_over(store):
    def taken(run):
        with store.read() as connection:
            return [(page.run, page.fingerprint, page.status) for page in pages_to_take_over(connection, run)]

    return taken


@pytest.mark.parametrize(
    ("verdict", "finish_reason"),
    [
        (Verdict.ABANDONED, ""),
        (Verdict.CANCELLED, ""),
        (Verdict.REJECTED, "shutdown"),
        (Verdict.THROTTLED, "throttled"),
        (Verdict.UNREACHABLE, "unreachable"),
        (Verdict.PASSED, "budget_spent"),
        (Verdict.CANCELLED, "quiet_hours"),
    ],
)
def test_the_pages_of_a_run_that_was_cut_short_are_taken_over(
    verdict, finish_reason, ended, queue, archived, taken_over
):
    cut = ended(verdict, finish_reason=finish_reason)
    archived(cut, PAGE)
    assert taken_over(queue()) == [(cut.id, "aa", 200)]


@pytest.mark.parametrize(
    ("verdict", "finish_reason"),
    [(Verdict.PASSED, "finished"), (Verdict.REJECTED, "finished"), (Verdict.BLOCKED, "blocked")],
)
def test_a_run_that_came_to_its_end_or_was_shut_out_leaves_nothing(
    verdict, finish_reason, ended, queue, archived, taken_over
):
    archived(ended(verdict, finish_reason=finish_reason), PAGE)
    assert taken_over(queue()) == []


def test_only_answers_that_asking_again_would_not_change_are_taken_over(ended, queue, archived, taken_over):
    statuses = [200, 301, 304, 404, 410, 408, 429, 500, 503]
    rows = [replace(PAGE, fingerprint=f"{status}", status=status) for status in statuses]
    archived(ended(Verdict.ABANDONED), *rows)
    assert [status for _, _, status in taken_over(queue())] == [200, 301, 404, 410]


def test_pages_of_yesterday_are_asked_for_again(ended, queue, archived, taken_over):
    cut = ended(Verdict.ABANDONED)
    fresh = replace(PAGE, fingerprint="fresh", fetched_at="2026-11-22T12:00:00+00:00")
    archived(cut, fresh, replace(PAGE, fetched_at="2026-11-22T11:59:59+00:00"))
    assert [fingerprint for _, fingerprint, _ in taken_over(queue())] == ["fresh"]


def test_a_run_that_ended_at_a_limit_is_continued_for_days(ended, queue, archived, taken_over):
    cut = ended(Verdict.PASSED, finish_reason="budget_spent")
    fresh = replace(PAGE, fingerprint="fresh", fetched_at="2026-11-20T12:00:00+00:00")
    robots = replace(PAGE, fingerprint="robots", url="https://school.test/robots.txt", fetched_at=fresh.fetched_at)
    archived(cut, fresh, robots, replace(PAGE, fetched_at="2026-11-20T11:59:59+00:00"))
    assert [fingerprint for _, fingerprint, _ in taken_over(queue())] == ["fresh"]


def test_a_robots_txt_is_taken_over_only_if_it_will_not_be_old_when_the_run_ends(ended, queue, archived, taken_over):
    robots = replace(PAGE, url="https://school.test/robots.txt")
    young, old = "2026-11-22T16:00:00+00:00", "2026-11-22T15:59:59+00:00"  # a run may take four hours
    cut = ended(Verdict.ABANDONED)
    archived(cut, replace(robots, fetched_at=young), replace(robots, fingerprint="old", fetched_at=old))
    assert [fingerprint for _, fingerprint, _ in taken_over(queue())] == ["aa"]


def test_a_run_with_other_arguments_gives_no_pages_and_hides_no_earlier_run(ended, queue, archived, taken_over):
    cut = ended(Verdict.ABANDONED, arguments={"states": "CO"})
    archived(cut, PAGE)
    ended(Verdict.PASSED, finish_reason="finished", arguments={"states": "WY"})
    run = queue(arguments={"states": "CO"})
    assert taken_over(run) == [(cut.id, "aa", 200)]
    assert taken_over(replace(run, arguments={})) == []


def test_of_several_runs_that_were_cut_short_each_page_comes_from_the_newest(ended, queue, archived, taken_over):
    older, newer = ended(Verdict.ABANDONED), ended(Verdict.ABANDONED)
    archived(older, PAGE, replace(PAGE, fingerprint="bb"))
    archived(newer, PAGE)
    assert sorted(taken_over(queue())) == [(older.id, "bb", 200), (newer.id, "aa", 200)]


def test_what_a_good_run_read_before_is_not_taken_over(ended, queue, archived, taken_over):
    archived(ended(Verdict.ABANDONED), PAGE)
    ended(Verdict.PASSED, finish_reason="finished")
    assert taken_over(queue()) == []


def test_a_page_taken_over_twice_still_names_the_run_in_whose_file_it_lies():
    second = replace(PAGE, run=1).reused(2, 1, Origin.RESUMED)
    third = second.reused(3, 1, Origin.RESUMED)
    assert (third.run, third.reused_from, third.offset, third.fetched_at) == (3, 1, 10, AN_HOUR_AGO)
