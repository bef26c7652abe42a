"""Makes `doubted_codes.txt`: `python -m index.places.build.make_doubted_codes PATH/Gaz_zcta_national.txt`.

The input is the Census Bureau's gazetteer of ZIP code tabulation areas of 2010 (public domain), tab-separated, with the
columns GEOID, INTPTLAT and INTPTLONG. A ZIP code is doubted where the package `zipcodes` has it more than 25 km from
the point inside its area: one of the two is wrong, or the area is so wide that its middle means little.
"""

import csv
import sys
import textwrap
from pathlib import Path

from index.places.build.compile import read_codes
from index.places.build.postal import DOUBTED_CODES
from index.places.distance import miles_between

FAR = 25 / 1.609344  # miles
HEADER = (
    "# ZIP codes that the package zipcodes has more than 25 km from the Census Bureau's point for them (gazetteer of\n"
    "# ZIP code tabulation areas, 2010, public domain). Made by make_doubted_codes.py; only as exact as their town.\n"
)


def make_doubted_codes(gazetteer: Path, output: Path = DOUBTED_CODES) -> int:
    """Write the doubted codes in lines of 118 characters and return their number; raises OSError."""
    with gazetteer.open(newline="", encoding="utf-8") as file:
        rows = [
            {key.strip(): (value or "").strip() for key, value in row.items()}
            for row in csv.DictReader(file, delimiter="\t")
        ]
    census = {row["GEOID"]: (float(row["INTPTLAT"]), float(row["INTPTLONG"])) for row in rows if row["INTPTLAT"]}
    doubted = [
        code.code
        for code in read_codes()
        if code.point and code.code in census and miles_between(*code.point, *census[code.code]) > FAR
    ]
    output.write_text(HEADER + "\n".join(textwrap.wrap(" ".join(doubted), 118)) + "\n", encoding="utf-8")
    return len(doubted)


if __name__ == "__main__":
    sys.stdout.write(f"{DOUBTED_CODES}: {make_doubted_codes(Path(sys.argv[1]))} codes\n")
