"""Exploratory: every code of the real NUCC table has the profession that its row names, and no other.

`PINPOINT_REAL_DATA` names the folder; nothing of it is in the project, and without it these tests skip.
"""

import csv
import os
from pathlib import Path

import pytest

from index.vocabulary import profession_of_taxonomy

FOLDER = Path(os.environ.get("PINPOINT_REAL_DATA", "/nowhere"))
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="PINPOINT_REAL_DATA names no folder with real data")

BY_CLASSIFICATION = {
    "Physical Therapist": "physical-therapist",
    "Physical Therapy Assistant": "pt-assistant",
    "Occupational Therapist": "occupational-therapist",
    "Occupational Therapy Assistant": "other",
    "Chiropractor": "chiropractor",
    "Acupuncturist": "acupuncturist",
    "Massage Therapist": "massage-therapist",
    "Nurse Practitioner": "nurse-practitioner",
    "Physician Assistant": "physician-assistant",
    "Oral & Maxillofacial Surgery": "other",
}


def expected(row):
    if row["Classification"] == "Specialist/Technologist" and row["Specialization"] == "Athletic Trainer":
        return "athletic-trainer"
    physician = row.get("Grouping", row.get("Type")) == "Allopathic & Osteopathic Physicians"
    return BY_CLASSIFICATION.get(row["Classification"], "physician" if physician else None)


@pytest.mark.parametrize("name", ["nucc_taxonomy_150", "nucc_taxonomy_220", "nucc_taxonomy_mcp2026"])
def test_every_code_has_the_profession_that_its_row_names(name):
    with (FOLDER / "nucc_taxonomy" / f"{name}.csv").open(newline="", encoding="cp1252") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 800
    wrong = [row["Code"] for row in rows if profession_of_taxonomy(row["Code"]) != expected(row)]
    assert wrong == []
