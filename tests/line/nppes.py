"""An invented NPPES file, version 1 header as the registry writes it, with rows that no file should have."""

import csv
import random

from crawler.platforms.nppes_file.nppes_columns import FIELDS, TAXONOMIES
from demo.world.crowd import demonstration_npi

TOWNS = [
    ("HARTFORD", "CT", "061030001", "860"),
    ("WATERBURY", "CT", "067080001", "203"),
    ("NEW HAVEN", "CT", "065100001", "203"),
    ("SPRINGFIELD", "MA", "011030001", "413"),
    ("WORCESTER", "MA", "016080001", "508"),
    ("PROVIDENCE", "RI", "029030001", "401"),
    ("SALIDA", "CO", "812010001", "719"),
]
CODES = ["225100000X", "2251X0800X", "111N00000X", "171100000X", "225X00000X", "2255A2300X", "225200000X", "208100000X"]
LETTERS = ["PT, DPT", "D.C.", "L.AC.", "OTR/L", "M.D.", "PT", "ATC", ""]
GIVEN = ["JORDAN", "SAM", "ROBIN", "CASEY", "QUINN", "DANA", "RILEY", "MORGAN"]
FAMILY = ["AVERWICK", "LINDQUAM", "CASTELBROOK", "O'NEILDANE", "VAN DERWICK", "FENNSTONE", "GARROWAY", "ULLMARK"]

HEADER = [
    *FIELDS.values(),
    "Provider Gender Code",
    *(
        f"Healthcare Provider {name}_{number}"
        for number in range(1, TAXONOMIES + 1)
        for name in ("Taxonomy Code", "Primary Taxonomy Switch")
    ),
    *(f"Provider License Number_{number}" for number in range(1, TAXONOMIES + 1)),
    *(f"Provider License Number State Code_{number}" for number in range(1, TAXONOMIES + 1)),
]

DEACTIVATED = demonstration_npi(90_001)
REACTIVATED = demonstration_npi(90_002)
WRONG_DIGIT = demonstration_npi(90_003)[:-1] + str((int(demonstration_npi(90_003)[-1]) + 1) % 10)
OUTSIDE_US = demonstration_npi(90_004)


def write_nppes(path, *, people=220, seed=7):
    """Write the file and return the NPIs that belong in it."""
    chance = random.Random(seed)
    rows = [person(chance, demonstration_npi(80_000 + number)) for number in range(people)]
    good = {row["NPI"] for row in rows}
    rows += [
        {"NPI": DEACTIVATED, "NPI Deactivation Date": "05/06/2015"},
        person(chance, REACTIVATED) | {"NPI Deactivation Date": "05/06/2015", "NPI Reactivation Date": "06/07/2015"},
        person(chance, WRONG_DIGIT),
        person(chance, OUTSIDE_US) | {FIELDS["country"]: "CA", FIELDS["zip"]: "H2X1Y4", FIELDS["state"]: "QC"},
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADER, restval="", quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        file.write('"a row","that is","too short"\n')
    return good | {REACTIVATED}


def person(chance, npi):
    city, state, zip_code, area = chance.choice(TOWNS)
    code = chance.choice(CODES)
    row = {
        "NPI": npi,
        "Entity Type Code": "1",
        FIELDS["family"]: chance.choice(FAMILY),
        FIELDS["given"]: chance.choice(GIVEN),
        FIELDS["middle"]: chance.choice(["", "A", "B", "LEE"]),
        FIELDS["credential"]: chance.choice(LETTERS),
        FIELDS["street"]: f"{chance.randrange(1, 400)} EXAMPLE ST",
        FIELDS["city"]: city,
        FIELDS["state"]: state,
        FIELDS["zip"]: zip_code,
        FIELDS["country"]: "US",
        FIELDS["phone"]: f"{area}555{chance.randrange(100, 200):04}",
        "Provider Gender Code": "X",
        "Healthcare Provider Taxonomy Code_1": code,
        "Healthcare Provider Primary Taxonomy Switch_1": "Y",
        "Provider License Number_1": f"X{npi[-4:]}",
        "Provider License Number State Code_1": state,
    }
    if chance.random() < 0.1:
        row |= {
            "Healthcare Provider Taxonomy Code_2": chance.choice([other for other in CODES if other != code]),
            "Healthcare Provider Primary Taxonomy Switch_2": "N",
        }
    return row
