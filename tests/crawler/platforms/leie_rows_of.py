"""Invented exclusion files in the OIG's exact columns: no such person or business exists."""

import csv

from demo.world.crowd import demonstration_npi

HEADER = [
    *("LASTNAME", "FIRSTNAME", "MIDNAME", "BUSNAME", "GENERAL", "SPECIALTY", "UPIN", "NPI", "DOB"),
    *("ADDRESS", "CITY", "STATE", "ZIP", "EXCLTYPE", "EXCLDATE", "REINDATE", "WAIVERDATE", "WVRSTATE"),
]
NPI = [demonstration_npi(number) for number in range(501, 506)]
BORN, HOME = "19610230", "9 HIDDEN HOME LN"


def row(family="QUILLFEATHER", given="MARVELLA", **more):
    return {
        **dict.fromkeys(HEADER, ""),
        "LASTNAME": family,
        "FIRSTNAME": given,
        "MIDNAME": "T ",
        "GENERAL": "IND- LIC HC SERV PRO",
        "SPECIALTY": "PHYSICAL THERAPY",
        "NPI": NPI[0],
        "DOB": BORN,
        "ADDRESS": HOME,
        "CITY": "HIDDENTOWN",
        "STATE": "CO",
        "ZIP": "81201",
        "EXCLTYPE": "1128a1",
        "EXCLDATE": "20260120",
        "REINDATE": "00000000",
        "WAIVERDATE": "00000000",
    } | more


def write(folder, name, *rows, header=HEADER):
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
        writer.writerow(header)
        for one in rows:
            writer.writerow(one if isinstance(one, list) else [one[column] for column in HEADER])
    return path
