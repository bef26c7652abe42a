"""A crawl of a file is killed; the next one goes on after the last row that was staged."""

import signal
import subprocess

from index import settings
from index.store import open_store
from index.store.runs import runs
from tests.line.command import Home
from tests.line.nppes import write_nppes

PEOPLE = 700  # several batches


def test_a_killed_run_of_a_file_is_taken_up_where_it_was_staged_to(tmp_path):
    file = tmp_path / "npidata_pfile_20050523-20261108.csv"
    write_nppes(file, people=PEOPLE, seed=5)
    crawl = ("crawl", "nppes_file", "--accept", "-a", f"file={file}")
    calm, home = Home(tmp_path / "calm"), Home(tmp_path / "home")
    calm.run(*crawl)

    killed = Home(home.path, more={"PINPOINT_FAULT_AT": "crawl/staged"})
    with killed.start(*crawl, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
        assert child.wait(timeout=120) in {-signal.SIGKILL, 4}
    home.run(*crawl)

    taken_over, read = stats(home)["file/bytes_taken_over"], stats(home)["item_scraped_count"]
    assert 0 < taken_over < file.stat().st_size
    assert 0 < read < stats(calm)["item_scraped_count"]
    assert export(home) == export(calm)


def test_a_file_that_changed_is_read_from_its_beginning(tmp_path):
    file = tmp_path / "npidata_pfile_20050523-20261108.csv"
    write_nppes(file, people=PEOPLE, seed=5)
    home = Home(tmp_path / "home")
    crawl = ("crawl", "nppes_file", "--accept", "-a", f"file={file}")
    killed = Home(home.path, more={"PINPOINT_FAULT_AT": "crawl/staged"})
    with killed.start(*crawl, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
        child.wait(timeout=120)
    write_nppes(file, people=PEOPLE, seed=6)
    home.run(*crawl)
    assert "file/bytes_taken_over" not in stats(home)


def stats(home):
    store = open_store(settings.Settings(home=home.path).database_url)
    with store.read() as connection:
        newest = runs.recent(connection, limit=1)[0]
    store.close()
    return newest.stats


def export(home):
    home.publish()
    return home.content()
