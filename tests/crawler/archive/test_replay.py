import pytest

from crawler.archive.replay import NothingToReplayError, OlderReadingError, queue_replay
from crawler.runs.promote import promote_run
from index.store.runs import newest_runs, pages, runs
from index.store.runs.pages import Page
from index.store.runs.runs import RunState, Verdict


@pytest.fixture
def crawled(store, ended):
    """End a run with one archived page and return it."""

    def run(verdict=Verdict.REJECTED, **more):
        made = ended(verdict, finish_reason="finished", **more)
        row = Page(
            run=made.id, sequence=1, url="https://school.test/", method="GET", fingerprint="aa", status=200, sha256="",
            fetched_at="", etag=None, last_modified=None, file="", offset=0, length=0,
        )  # fmt: skip
        with store.write() as connection:
            pages.index(connection, [row])
        return made

    return run


def replayed(store, run, *, apply=True):
    with store.write() as connection:
        return runs.get(connection, queue_replay(connection, run.id, apply=apply, who="us"))


def test_a_replay_has_the_arguments_of_its_run_and_is_dry_unless_applied(store, crawled):
    run = crawled(arguments={"states": "CO"}, sample=7)
    dry = replayed(store, run, apply=False)
    assert (dry.trigger, dry.replay_of, dry.arguments, dry.sample) == ("replay", run.id, {"states": "CO"}, 7)
    assert dry.dry_run


def test_what_has_been_read_again_since_is_refused_and_may_be_looked_at(store, crawled, ended):
    run = crawled()
    newer = crawled(Verdict.PASSED)
    with pytest.raises(OlderReadingError, match=f"replay run {newer.id}"):
        replayed(store, run)
    assert replayed(store, run, apply=False).replay_of == run.id


def test_the_newest_reading_can_be_applied_again_and_again(store, crawled, ended):
    run = crawled(Verdict.PASSED)
    ended(Verdict.PASSED, finish_reason="finished", replay_of=run.id)
    ended(Verdict.PASSED, finish_reason="finished", dry_run=True)  # changed nothing
    assert replayed(store, run).replay_of == run.id


def test_a_run_without_pages_and_a_replay_are_refused(store, crawled, ended):
    with pytest.raises(NothingToReplayError, match="no archived pages"):
        replayed(store, ended(Verdict.REJECTED))
    run = crawled()
    again = ended(Verdict.PASSED, replay_of=run.id)
    with pytest.raises(NothingToReplayError, match=f"itself a replay; replay run {run.id}"):
        replayed(store, again)


def held(store, queue):
    run = queue()
    with store.write() as connection:
        runs.start(connection, run.id, pid=1)
        runs.collect(connection, run.id, finish_reason="finished", stats={}, partial=False)
        runs.hold(connection, run.id, cause="have a look")
    return run


def test_an_applied_replay_puts_an_end_to_what_was_held_before_its_run_and_not_to_newer_readings(store, queue, crawled):
    waiting = held(store, queue)
    run = crawled()
    newer = held(store, queue)
    replay = replayed(store, run)
    with store.write() as connection:
        runs.start(connection, replay.id, pid=1)
        runs.collect(connection, replay.id, finish_reason="finished", stats={}, partial=False)
    promote_run(store, replay)
    with store.read() as connection:
        states = [runs.get(connection, one.id).state for one in (waiting, run, newer)]
    assert states == [RunState.ENDED, RunState.ENDED, RunState.HELD]


def test_a_replay_is_no_reason_to_crawl_later(store, crawled, ended):
    run = crawled()
    ended(Verdict.PASSED, finish_reason="finished", replay_of=run.id)
    with store.read() as connection:
        assert [one.id for one in newest_runs.last_ended(connection, limit=1)["school"]] == [run.id]
