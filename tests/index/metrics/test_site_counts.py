"""The folder of the site's counts: one file a process at once, counts that only grow, and a disk that fails."""

import os
import stat
from contextlib import closing

import pytest
from structlog.testing import capture_logs

from index.metrics import site_counts
from index.metrics.request_counts import RequestKind
from index.metrics.site_counts import SiteCounts, read_site_counts

FIND = RequestKind("GET", "/find", 200)


def count(folder, number):
    with closing(SiteCounts(folder)) as counts:
        for _ in range(number):
            counts.count(FIND, 0.1)


def total(folder):
    return sum(one.count for _, one in read_site_counts(folder).items())


def test_a_process_takes_up_the_counts_of_the_one_before(tmp_path):
    count(tmp_path, 2)
    count(tmp_path, 3)
    assert total(tmp_path) == 5
    assert [path.name for path in tmp_path.glob("*.json")] == ["site-0.json"]


def test_two_processes_at_once_have_a_file_each(tmp_path):
    with closing(SiteCounts(tmp_path)) as first:
        first.count(FIND, 0.1)
        count(tmp_path, 2)
        assert total(tmp_path) == 2
    assert total(tmp_path) == 3
    assert sorted(path.name for path in tmp_path.glob("*.json")) == ["site-0.json", "site-1.json"]


def test_a_forked_process_counts_for_itself(tmp_path):
    with closing(SiteCounts(tmp_path)) as counts:
        counts.count(FIND, 0.1)
        child = os.fork()
        if child == 0:
            counts.count(FIND, 0.1)
            counts.write()
            os._exit(0)
        assert os.waitpid(child, 0)[1] == 0
    assert total(tmp_path) == 2


def test_the_group_may_read_a_file_and_others_may_not(tmp_path):
    count(tmp_path, 1)
    assert stat.S_IMODE((tmp_path / "site-0.json").stat().st_mode) == 0o640


def test_a_damaged_file_costs_its_own_counts_alone(tmp_path):
    with closing(SiteCounts(tmp_path)) as first:
        first.count(FIND, 0.1)
        count(tmp_path, 2)
    (tmp_path / "site-0.json").write_bytes(b"{")
    with capture_logs() as lines:
        assert total(tmp_path) == 2
    assert [(line["event"], line["file"]) for line in lines] == [("counts left out", "site-0.json")]


def test_a_folder_that_cannot_be_made_is_logged_once_and_fails_no_request(tmp_path):
    (tmp_path / "file").write_text("")
    with capture_logs() as lines, closing(SiteCounts(tmp_path / "file" / "metrics")) as counts:
        counts.count(FIND, 0.1)
        counts.count(FIND, 0.1)
        counts.write()
    assert [line["event"] for line in lines] == ["counts of requests cannot be written"]


def test_counts_are_written_once_the_disk_takes_them_again(tmp_path, monkeypatch):
    def fail(*_, **__):
        raise OSError(28, "no room")

    with closing(SiteCounts(tmp_path)) as counts, capture_logs() as lines:
        counts.count(FIND, 0.1)
        with monkeypatch.context() as patch:
            patch.setattr(site_counts, "replace_file", fail)
            counts.write()
            counts.write()
        assert total(tmp_path) == 0
        counts.write()
        assert total(tmp_path) == 1
    assert len(lines) == 1


@pytest.mark.parametrize("taken", [1])
def test_more_processes_than_slots_serve_without_counts(tmp_path, monkeypatch, taken):
    monkeypatch.setattr(site_counts, "SLOTS", taken)
    with closing(SiteCounts(tmp_path)) as first:
        first.count(FIND, 0.1)
        with capture_logs() as lines:
            count(tmp_path, 5)
    assert total(tmp_path) == 1
    assert [line["event"] for line in lines] == ["this process counts no requests"]
