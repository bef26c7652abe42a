import json

import pytest
from click.testing import CliRunner

from pinpoint import cli

ROBOTS = b"User-agent: *\nDisallow: /private/\nRequest-rate: 1/10\n\nUser-agent: HeronBot\nDisallow: /\n"


@pytest.fixture
def robots(tmp_path):
    file = tmp_path / "robots.txt"
    file.write_bytes(ROBOTS)

    def run(*arguments, stdin=None):
        done = CliRunner().invoke(cli, ["robots", "-" if stdin is not None else str(file), *arguments], input=stdin)
        assert done.exit_code == 0, done.output
        return done.stdout.splitlines()

    return run


def test_each_address_gets_its_rule_as_a_line_of_json(robots):
    assert [json.loads(line) for line in robots("https://a.test/private/1", "https://a.test/", "--json")] == [
        {
            "url": "https://a.test/private/1",
            "allowed": False,
            "rule": "line 2: Disallow: /private/",
            "crawl_delay": 10.0,
        },
        {"url": "https://a.test/", "allowed": True, "rule": "no line speaks of it", "crawl_delay": 10.0},
    ]


def test_it_is_printed_in_words_too(robots):
    assert robots("https://a.test/private/1", "https://a.test/x", "--agent", "HeronBot") == [
        "forbidden https://a.test/private/1  (line 6: Disallow: /)",
        "forbidden https://a.test/x  (line 6: Disallow: /)",
    ]
    assert robots("https://a.test/x") == [
        "allowed   https://a.test/x  (no line speaks of it, 10 seconds between two requests)"
    ]


@pytest.mark.parametrize(("status", "allowed"), [("503", False), ("404", True), ("302", False), ("200", False)])
def test_the_status_decides_before_the_file(robots, status, allowed):
    [line] = robots("https://a.test/private/1", "--status", status, "--json")
    assert json.loads(line)["allowed"] is allowed


def test_the_file_can_come_by_standard_input(robots):
    [line] = robots("https://a.test/x", "--json", stdin=b"\xef\xbb\xbfUser-agent: pinpointbot\nDisallow: /\n\xff")
    assert json.loads(line)["rule"] == "line 2: Disallow: /"


def test_an_address_that_is_no_text_is_answered(robots):
    [line] = robots("https://a.test/\udcff", "--json")
    assert json.loads(line)["allowed"] is True


def test_a_missing_file_is_reported():
    done = CliRunner().invoke(cli, ["robots", "/nowhere/robots.txt", "https://a.test/"])
    assert (done.exit_code, "No such file" in done.output) == (2, True)
