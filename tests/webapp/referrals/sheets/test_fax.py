"""A sheet that was faxed is read: 204 by 98 dots an inch, one bit deep, read back by tesseract."""

import shutil
import subprocess

import pytest
from rapidfuzz.fuzz import partial_ratio

from tests.webapp.invented import TODAY
from tests.webapp.referrals.sheets.sheets_of import PEOPLE, options, referral, with_text
from webapp.referrals.sheets.pdf import pdf

CONFIRM = "Confirm by phone before you send patient information."
CONFIRM_IN_SPANISH = "Confirme por teléfono antes de enviar información del paciente."
ALMOST = 90
"""Percent: tesseract with English letters reads some accents as others."""


@pytest.fixture(scope="module", autouse=True)
def _tools():
    for tool, package in (("tesseract", "tesseract-ocr"), ("pdftoppm", "poppler-utils")):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is missing: apt-get install {package}")


def faxed(made, folder):
    """The rows of bits that a fax machine sends, and how many bits a row has."""
    (folder / "sheet.pdf").write_bytes(made)
    command = ["pdftoppm", "-rx", "204", "-ry", "98", "-mono", "-singlefile", "sheet.pdf", "sheet"]
    subprocess.run(command, cwd=folder, check=True)
    kind, size, bits = (folder / "sheet.pbm").read_bytes().split(b"\n", 2)
    width, height = map(int, size.split())
    assert (kind, width, height) == (b"P4", 1734, 1078)
    length = (width + 7) // 8
    return [bits[at * length : (at + 1) * length] for at in range(height)], width


def read_back(made, folder):
    """The words of a sheet after a fax, as tesseract reads them; each row is printed twice, as it is half as high."""
    rows, width = faxed(made, folder)
    (folder / "fax.pbm").write_bytes(b"P4\n%d %d\n" % (width, 2 * len(rows)) + b"".join(row + row for row in rows))
    command = ["tesseract", "fax.pbm", "-", "--dpi", "204", "--psm", "4"]
    done = subprocess.run(
        command, cwd=folder, check=True, capture_output=True, text=True, env={"OMP_THREAD_LIMIT": "1"}
    )
    return " ".join(done.stdout.split())


def missing(expected, shown):
    return [one for one in expected if one not in shown and (one.isascii() or partial_ratio(one, shown) < ALMOST)]


def test_a_faxed_referral_has_its_names_numbers_and_the_line_to_confirm(tmp_path):
    shown = read_back(pdf(referral(with_text("Robin Castell")), TODAY), tmp_path)
    assert missing(["Robin Castell", "303-555-0112", "303-555-0119", CONFIRM, "1234567893"], shown) == []


def test_a_faxed_referral_in_spanish_does_too(tmp_path):
    shown = read_back(pdf(referral(PEOPLE["avery"], "es"), TODAY), tmp_path)
    assert missing(["Jordan Avery", "303-555-0112", CONFIRM_IN_SPANISH], shown) == []


@pytest.mark.parametrize(
    ("languages", "confirm", "signs"),
    [
        (("en",), CONFIRM, ["Call 911"]),
        (("es",), CONFIRM_IN_SPANISH, ["Llame al 911"]),
        (("en", "es"), CONFIRM, ["Call 911", "Llame al 911"]),
    ],
)
def test_faxed_options_have_their_names_numbers_and_signs(tmp_path, languages, confirm, signs):
    everybody = [PEOPLE[one] for one in ("avery", "rehab", "single", "moab")]
    shown = read_back(pdf(options(everybody, languages), TODAY), tmp_path)
    names = ["Jordan Avery", "Arkansas Valley Rehab", "Lee Park", "Toni Vance"]
    assert missing([*names, "303-555-0112", "303-555-0163", confirm, *signs], shown) == []
    assert shown.count("303-555-01") == 4
