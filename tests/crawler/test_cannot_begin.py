"""A source whose file is broken: the run says why, and the source waits for a person after a few tries."""

import shutil
from datetime import timedelta

import pytest
from click.testing import CliRunner

from commands.sources import sources_group
from crawler.runs.execute import execute
from crawler.runs.run_report import run_line
from crawler.runs.source_files import register_sources
from crawler.worker.schedule import ended_runs, next_run
from index import clock, settings
from index.store import sources
from index.store.runs.causes import Cause
from index.store.runs.runs import RunState, Verdict
from tests.store_rows import queue_run

SOURCE = """
id: own_list
name: A list of our own
publisher: Nobody
url: https://school.test/
platform: csv_file
kind: school
coverage: Invented people
terms: {note: Invented by us}
robots_note: Nothing is fetched
gates: {minimum_listings: 1}
schedule: {every: P30D, jitter: 0.0}
disabled_because: The test enables it
options: {file: FILE}
"""
TABLE = "name,city,state,zip\n" + "".join(f"Ada Person{number},Salida,CO,81201\n" for number in range(30))
PAGE = "<!doctype html><html><head><title>Please log in</title></head><body><form></form></body></html>"


@pytest.fixture
def file(home, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(TABLE)
    (home / "sources").mkdir(parents=True)
    (home / "sources" / "own_list.yml").write_text(SOURCE.replace("FILE", str(path)))
    return path


@pytest.fixture
def store(file, store):
    register_sources(store, settings.current())
    with store.write() as connection:
        sources.enable(connection, "own_list", reviewed_by="us", note="ours")
    return store


def crawl(store):
    with store.write() as connection:
        number = queue_run(connection, "own_list", trigger="schedule")
    return execute(store, settings.current(), number, acceptance=None, progress=lambda *_: None)


def following(store):
    with store.read() as connection:
        source = sources.get(connection, "own_list")
        return next_run(source, ended_runs(connection, only="own_list")["own_list"], clock.now())


def empty(file):
    file.write_text("")
    return "the file is empty"


def page(file):
    file.write_text(PAGE)
    return "it is an HTML page and not a table; download the file again"


def gone(file):
    file.unlink()
    return f"own_list: file: there is no file {file}; correct its path, or put the file there"


def folder(file):
    file.unlink()
    file.mkdir()
    return f"own_list: file: there is no file {file}; correct its path, or put the file there"


def other_columns(file):
    file.write_text(TABLE.replace("name,", "number,"))
    return "name"


@pytest.mark.parametrize("broken", [empty, page, gone, folder, other_columns])
def test_a_broken_file_ends_the_run_with_its_own_sentence(broken, store, file, home):
    words = broken(file)
    run = crawl(store)
    assert (run.state, run.verdict, [cause.code for cause in run.causes]) == (
        RunState.ENDED,
        Verdict.REJECTED,
        [Cause.CANNOT_BEGIN],
    ), (home / "logs" / "run-000001.log").read_text()
    assert run.cause.startswith("the crawl could not begin: ")
    assert words in run.cause or broken in (empty, other_columns), run.cause
    assert run.cause in run_line(run)
    output = CliRunner().invoke(sources_group, ["list"]).output
    assert "(its file cannot be read, see `pinpoint sources check`)" in output
    assert "no source file any more" not in output


@pytest.mark.parametrize("broken", [empty, page, gone, folder, other_columns])
def test_the_list_says_so_at_the_next_look_and_no_longer_once_the_file_is_mended(broken, store, file):
    """The source file's own text never changes here."""
    said = []
    for change in (None, broken, None, gone):
        if change is None:
            shutil.rmtree(file) if file.is_dir() else file.unlink(missing_ok=True)
            file.write_text(TABLE)
        else:
            change(file)
        said.append("its file cannot be read" in CliRunner().invoke(sources_group, ["list"]).output)
    assert said == [False, True, False, True]


def test_it_is_tried_again_ever_later_and_then_waits_for_a_person(store, file, monkeypatch):
    gone(file)
    waits = []
    for _ in range(2):
        crawl(store)
        waits.append(following(store).at - clock.now())
        monkeypatch.setenv("PINPOINT_NOW", following(store).at.isoformat())
    crawl(store)
    assert waits == [timedelta(hours=1), timedelta(hours=2)]
    waiting = following(store)
    assert waiting.at is None
    assert "tried 3 times, so it waits for you: mend it, then `pinpoint crawl own_list`" in waiting.trouble
    file.write_text(TABLE)
    assert crawl(store).verdict is Verdict.HELD
    assert following(store).at == clock.now() + timedelta(days=30)
