"""Exploratory: a register's credential strings, in a folder outside the project that `PINPOINT_REAL_DATA` names."""

import csv
import os
from pathlib import Path

import pytest

from index.normalize.credentials import parse_credentials

STRINGS = Path(os.environ.get("PINPOINT_REAL_DATA", "/nowhere")) / "text_credentials" / "nppes_credential_strings.csv"
OURS = {"PT", "PTA", "OT", "DC", "LAc", "AT", "MT"}

pytestmark = pytest.mark.skipif(not STRINGS.is_file(), reason="PINPOINT_REAL_DATA names no folder with this file")


@pytest.mark.parametrize("ours", [True, False], ids=["our professions", "all"])
def test_under_one_in_twenty_distinct_strings_holds_an_unknown_word(ours):
    with STRINGS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if not ours or row["provider_type"] in OURS]
    unknown = [row for row in rows if parse_credentials(row["credential_text"])[1]]
    assert len(rows) > 30
    assert len(unknown) / len(rows) < 0.05
