"""Exploratory: the specification's cases and real robots.txt files of a folder outside the project.

`PINPOINT_REAL_DATA` names the folder; nothing of it is in the project, and without it these tests skip.
"""

import json
import os
import tarfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.politeness.robots_txt import RobotsTxt
from pinpoint import cli

FOLDER = Path(os.environ.get("PINPOINT_REAL_DATA", "/nowhere")) / "crawl_robots"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="PINPOINT_REAL_DATA names no folder with robots.txt files")

DIFFER = {
    ("correctness_index-page", "http://foo.com/allowed-slash/", "ALLOWED"): 1,
    ("correctness_non-ascii-paths", "http://foo.bar/foo/bar/ツ", "DISALLOWED"): 2,
    ("correctness_non-ascii-paths", "http://foo.bar/foo/bar/baz", "DISALLOWED"): 1,
}
"""Cases that we answer otherwise, and how many; docs/robots.md argues each."""
URLS = ["https://a.test/", "https://a.test/wp-admin/?x=1&y=*$", "", "//", "https://a.test/é%zz#x"]


def test_the_cases_that_differ_are_those_that_the_page_argues():
    differing = {}
    for line in (FOLDER / "robots_spec_cases.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        document = RobotsTxt.parse(case["robots_latin1"].encode("latin-1"))
        if document.rule_for(case["url"], case["agent"]).allowed != (case["expected"] == "ALLOWED"):
            key = (case["file"].removesuffix(".textproto"), case["url"], case["expected"])
            differing[key] = differing.get(key, 0) + 1
    assert differing == DIFFER
    assert sum(DIFFER.values()) <= 5


def real_files():
    """Yield (name, octets) of every file of the folder, the real robots.txt files and whatever else lies there."""
    for path in sorted(FOLDER.rglob("*")):
        if path.is_file():
            yield path.name, path.read_bytes()
    with tarfile.open(FOLDER / "real_robots_txt_418.tar.gz") as archive:
        for member in archive:
            if file := archive.extractfile(member):
                yield member.name, file.read()


def test_every_file_there_gets_an_answer_for_every_address():
    names = []
    for name, body in real_files():
        done = CliRunner().invoke(cli, ["robots", "-", *URLS, "--json"], input=body)
        assert done.exit_code == 0, (name, done.exception)
        assert len(done.stdout.splitlines()) == len(URLS), name
        names.append(name)
    assert len(names) > 418
