"""Signatures of the guide's judgments: a small file next to CURRENT, which the site reads whatever it serves.

Each row names the digest of the exact words that somebody signed. `index.publish.guide_signing` writes it, and can make
it anew from the audit.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from index.durable_files import replace_file
from index.file_modes import SHARED_FILE, make_shared_folder
from index.vocabulary.entries import read_rows

FILE = "guide_signatures.csv"
COLUMNS = ("page", "number", "digest", "who", "signed_on", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideSignature:
    """One row: a judgment of a page ("guide/cost", 1), its digest, who signed and when, and what they read."""

    page: str
    number: int
    digest: str
    who: str
    signed_on: date
    note: str


def read_signatures(folder: Path) -> tuple[GuideSignature, ...]:
    """Return the signatures in a folder, () without a file; raises VocabularyError with row and what to write."""
    path = folder / FILE
    if not path.exists():
        return ()
    found = []
    for row in read_rows(path, COLUMNS):
        signed_on, number = row.day("signed_on"), row.text("number", required=True)
        if signed_on is None or not number.isdecimal():
            raise row.error("signed_on or number is not right. Write a day and a whole number.")
        words = {name: row.text(name, required=name != "note") for name in ("page", "digest", "who", "note")}
        found.append(GuideSignature(**words, number=int(number), signed_on=signed_on))
    return tuple(found)


def write_signatures(folder: Path, signatures: Iterable[GuideSignature]) -> None:
    """Replace the file of a folder; the site's user may read it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([getattr(one, name) for name in COLUMNS] for one in signatures)
    make_shared_folder(folder)
    replace_file(folder / FILE, text.getvalue().encode(), mode=SHARED_FILE)
