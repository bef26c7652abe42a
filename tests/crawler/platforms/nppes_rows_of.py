"""An invented NPPES file: the header in one of its spellings, and rows of invented people."""

import csv
import io

from crawler.platforms.nppes_file.nppes_columns import FIELDS
from demo.world.crowd import demonstration_npi

NPI = [demonstration_npi(number) for number in range(1, 8)]
PERSON = {
    "npi": NPI[0],
    "entity": "1",
    "family": "AVERTHWAITE",
    "given": "JORDAN",
    "middle": "T",
    "suffix": "JR",
    "credential": "PT, DPT",
    "street": "137 SAMPLE AVE",
    "street2": "STE 2",
    "city": "SALIDA",
    "state": "CO",
    "zip": "812010001",
    "country": "US",
    "phone": "3035550112",
    "fax": "3035550113",
    "changed": "03/04/2014",
    "taxonomy": "225100000X",
    "license": "PTL.0001",
    "license_state": "CO",
    "primary": "Y",
}
CLINIC = {
    **{key: PERSON[key] for key in ("street", "city", "state", "zip", "country", "phone")},
    "npi": NPI[1],
    "entity": "2",
    "organization": "TANSYFORD PHYSICAL THERAPY",
    "taxonomy": "261QP2000X",
    "primary": "Y",
}
MORE = {
    "taxonomy": "Healthcare Provider Taxonomy Code_1",
    "license": "Provider License Number_1",
    "license_state": "Provider License Number State Code_1",
    "primary": "Healthcare Provider Primary Taxonomy Switch_1",
    "mailing": "Provider First Line Business Mailing Address",
}
V1, V2 = "Provider Gender Code", "Provider Sex Code"


def nppes_csv(*rows, sex=V2, left_out=(), extra=(), padded=False):
    """Return the text of a file; a row is a dictionary by field, or a line as it is."""
    columns = {key: name for key, name in (FIELDS | MORE).items() if key not in left_out}
    names = [*columns.values(), sex, *extra]
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow([f" {name} " if padded else name for name in names])
    for row in rows:
        if isinstance(row, str):
            text.write(row + "\n")
        else:
            writer.writerow([row.get(key, "") for key in columns] + ["X"] * (len(names) - len(columns)))
    return text.getvalue()
