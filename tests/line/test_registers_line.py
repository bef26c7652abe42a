"""Registers along the whole line: from files to what is published of somebody, by the real command."""

import json

import pytest

from tests.crawler.platforms.leie_rows_of import row, write
from tests.crawler.platforms.test_npi_deactivations import HEADER, write_xlsx
from tests.line.command import TOMORROW, Home
from tests.line.nppes import write_nppes

WHO = ("--who", "An operator", "--reason", "Compared name, profession and state")


@pytest.fixture(scope="module")
def line(tmp_path_factory):
    """A home with invented people, two of whose NPIs are in registers."""
    folder = tmp_path_factory.mktemp("registers")
    excluded, gone, *_ = sorted(write_nppes(folder / "nppes.csv", people=30))
    home = Home(folder / "home")
    home.run("crawl", "nppes_file", "--accept", "-a", f"file={folder / 'nppes.csv'}")
    home.publish()
    before = home.export()
    lists = folder / "lists"
    lists.mkdir()
    write(lists, "2610UPDATED.csv", row(NPI=excluded), row(family="NOBODY", NPI="0000000000"))
    report = write_xlsx(folder / "report.xlsx", [["Report"], HEADER, [gone, "05/06/2024"]])
    home.run("crawl", "oig_leie", "--accept", "-a", f"files={lists}")
    home.run("crawl", "npi_deactivations", "--accept", "-a", f"file={report}")
    return home, before, excluded, gone, lists


def without_checks(everybody):
    return [{name: value for name, value in one.items() if name != "checks"} for one in everybody]


def test_registers_list_nobody_and_a_match_waits_until_a_person_decided(line):
    home, before, excluded, gone, lists = line
    home.run("publish")
    published = home.export()
    assert without_checks(published) == without_checks(before)
    checks = {one["npi"]: [check["result"] for check in one["checks"]] for one in published if one["checks"]}
    assert checks == {gone: ["deactivated"]}
    [match] = home.json("checks", "list")
    assert (match["npi"], match["standing"], match["list stands for"]) == (excluded, "held", "2026-10-31")

    home.run("checks", "confirm", match["match"], *WHO)
    home.run("publish")
    assert home.export() == published  # the set sentence is on the profile alone
    assert confirmed(home) == [excluded]

    write(lists, "2611REIN.csv", row(NPI=excluded, REINDATE="20261102"))
    write(lists, "2611EXCL.csv")
    tomorrow = Home(home.path, now=TOMORROW)
    tomorrow.run("crawl", "oig_leie", "--accept", "-a", f"files={lists}")
    tomorrow.run("publish")
    assert confirmed(tomorrow) == []
    assert tomorrow.json("checks", "list", "--all") == []


def confirmed(home):
    """Return the NPIs of people who are excluded in the newest documents."""
    newest = max((home.path / "generations").glob("*/documents.jsonl"), key=lambda path: path.parent.name)
    people = [json.loads(text).get("practitioner") or {} for text in newest.read_text(encoding="utf-8").splitlines()]
    return [one["npi"] for one in people if any(check["kind"] == "exclusion" for check in one.get("checks", []))]
