"""Source files of the demonstration, one for each directory, and the invented state rules, written into a home."""

import csv
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Literal

import yaml

from demo.servers import DemoServers
from demo.world.people import ServerName
from index import clock

HERE = Path(__file__).parent
SOURCE_IDS: Mapping[ServerName | Literal["websites"], str] = {
    "registry": "demo_npi_registry",
    "finder": "demo_find_a_pt",
    "school": "demo_needling_school",
    "sites": "demo_clinic_sites",
    "licenses": "demo_license_file",
    "websites": "demo_practice_websites",
}
"""The source that reads each directory or register, in the order in which a demonstration reads them."""
STATE_RULES = HERE / "state_rules.csv"
_REVIEWED_AGAIN = timedelta(days=365)


class ForeignFileError(RuntimeError):
    """The home has state rules that somebody wrote; the demonstration must not replace them."""


def write_sources(home: Path, servers: DemoServers) -> tuple[str, ...]:
    """Write the source files and the invented state rules into a home; return the sources' ids in reading order.

    Each file is the one in demo/sources with the server's address as `base_url`; the file of the practices' own
    websites has a local server for each website. Raises ForeignFileError if `state_rules.csv` of the home has a
    rule that is not invented.
    """
    write_state_rules(home)
    folder = home / "sources"
    folder.mkdir(parents=True, exist_ok=True)
    for directory, source_id in SOURCE_IDS.items():
        content = yaml.safe_load((HERE / "sources" / f"{source_id}.yml").read_text(encoding="utf-8"))
        # the websites have no common root; a local one lets the source be read without delays
        content["base_url"] = servers.base_urls["sites" if directory == "websites" else directory] + "/"
        if directory == "websites":
            content["stand_ins"] = dict(servers.websites.stand_ins)
        text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True)
        (folder / f"{source_id}.yml").write_text(text, encoding="utf-8")
    return tuple(SOURCE_IDS.values())


def write_state_rules(home: Path) -> Path:
    """Write the invented rules as read and reviewed today, so that they take effect; return the file."""
    target = home / "state_rules.csv"
    if target.exists() and any(row.get("invented") != "true" for row in _rows(target)):
        raise ForeignFileError(f"{target} holds rules that are not invented; set PINPOINT_HOME to an empty folder")
    today = clock.today()
    dates = {"read_on": today, "reviewed_on": today, "review_by": today + _REVIEWED_AGAIN}
    rows = [{**row, **{column: day.isoformat() for column, day in dates.items()}} for row in _rows(STATE_RULES)]
    home.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return target


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
