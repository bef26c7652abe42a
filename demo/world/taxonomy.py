"""Taxonomy codes with their descriptions, as the registry's answers print them."""

import csv
from dataclasses import dataclass
from functools import cache

from demo.world.towns import DATA

_BY_PREFIX = {
    "2251": "Physical Therapist",
    "2252": "Physical Therapy Assistant",
    "2255": "Specialist/Technologist",
    "2257": "Massage Therapist",
    "225X": "Occupational Therapist",
    "224Z": "Occupational Therapy Assistant",
    "111N": "Chiropractor",
    "1711": "Acupuncturist",
    "363A": "Physician Assistant",
    "363L": "Nurse Practitioner",
    "207Q": "Family Medicine",
    "207R": "Internal Medicine",
    "207P": "Emergency Medicine",
    "207L": "Anesthesiology",
    "207X": "Orthopaedic Surgery",
    "2081": "Physical Medicine & Rehabilitation",
    "2084": "Psychiatry & Neurology",
    "208V": "Pain Medicine",
    "204D": "Neuromusculoskeletal Medicine & OMM",
    "204C": "Neuromusculoskeletal Medicine, Sports Medicine",
}
"""Descriptions by group of codes, for codes of an NPPES file that the table lacks; text search must find them too."""


@dataclass(frozen=True, slots=True)
class TaxonomyRow:
    """A code, its description, and its profession in the invented world."""

    code: str
    description: str
    profession: str


@cache
def taxonomy_rows() -> dict[str, TaxonomyRow]:
    """Return the table by code, in the order of taxonomy.csv."""
    with (DATA / "taxonomy.csv").open(encoding="utf-8", newline="") as lines:
        return {
            row["code"]: TaxonomyRow(row["code"], row["description"], row["profession"])
            for row in csv.DictReader(lines)
        }


def description_of(code: str) -> str:
    """Return the description of a code, or of its group if the table lacks the code; "" without either."""
    row = taxonomy_rows().get(code)
    return row.description if row else _BY_PREFIX.get(code[:4], "")


def code_of(profession: str) -> str:
    """Return the first code of a profession such as "physical-therapist"; raises KeyError on an unknown one."""
    for row in taxonomy_rows().values():
        if row.profession == profession:
            return row.code
    raise KeyError(profession)
