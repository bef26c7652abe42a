"""Fields that attack are harmless text in every kind of file, and LibreOffice reads back what was written."""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace

import pytest
from lxml import etree

from index import settings
from index.published.spreadsheet import guarded
from tests.builders import claim, practitioner, quote
from tests.webapp.conftest import app_over
from tests.webapp.invented import HOSTILE, publish_providers
from tests.webapp.referrals.files.conftest import place, practice, somebody
from tests.webapp.referrals.files.read_back import cards, rows, rows_of_csv, rows_of_xlsx
from webapp.referrals.files.harmless import LONGEST, harmless

SOFFICE = shutil.which("soffice")
ATTACKS = (
    HOSTILE,
    '=HYPERLINK("https://evil.example","call")',
    "=cmd|' /C calc'!A0",
    "+1+2",
    "-2+3",
    "@SUM(1,1)",
    "\t=1+1",
    "＝1+1",  # noqa: RUF001  (the full-width sign is the point)
    "\u202egnp.elif\u202c.example",
    "\u2066isolated\u2069",
    "one\r\ntwo\nthree",
    'quote " comma, semicolon; backslash \\',
    "nul\x00bell\x07escape\x1b",
    "_x0041_",
    "_x0041_x202E_x0007_",
    "Avery;=1+1;\t+2; plain",
    "x" * 10_000,
    "\ufffe\ufdd0",
    "END:VCARD\nBEGIN:VCARD",
    "Zoë Peña 日本 😀",
)
WEBSITE = "https://clinic.example/a,b;c?d=%22e%22"
DANGEROUS = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0\ufffe\ufeff]")


def attacker(number, attack):
    at = place(number)
    at = replace(at, organization=attack, unit=attack)
    here = practice(at, somebody(0).practices[0].evidence.answer, quote(attack))
    claims = (claim("name", attack), claim("website", WEBSITE))
    return practitioner(here, id=f"attack{number:02d}", name=attack, claims=claims, website=WEBSITE)


ATTACKERS = [attacker(number, attack) for number, attack in enumerate(ATTACKS)]
IDS = ",".join(one.id for one in ATTACKERS)
MAINE = ",".join(f"id{number}" for number in range(60, 80))


@pytest.fixture(scope="module")
def attacked(tmp_path_factory):
    """A site of attackers, and thirty people near Portland."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PINPOINT_NOW", "2026-11-23T12:00:00+00:00")
        current = settings.Settings(home=tmp_path_factory.mktemp("attacked"))
        publish_providers(current, [*ATTACKERS, *(somebody(number) for number in range(60, 90))])
        yield app_over(current).test_client()


def by_parts(text):
    """A cell of CSV: what comes behind a semicolon is guarded as its beginning is."""
    return ";".join(guarded(part) for part in text.split(";"))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_attack_is_plain_text_in_one_line_of_a_spreadsheet(attacked, form):
    found = rows(attacked.get(f"/list.{form}?ids={IDS}").data, form)

    assert len(found) == len(ATTACKS)
    as_written = by_parts if form == "csv" else str
    for attack, row in zip(ATTACKS, found, strict=True):
        shown = harmless(attack)
        assert row["Name"].replace("\u200c", "") == as_written(shown)
        assert row["Clinic"] == row["Name"]
        quoted = row["Words of the source"].replace("\u200c", "")
        assert quoted.startswith(as_written(f"“{shown}")[:1900] if shown else "")
        assert row["Website"] == WEBSITE
        for text in row.values():
            assert not DANGEROUS.search(text)
            assert len(text) <= LONGEST
            if form == "csv":
                for part in text.split(";"):
                    assert not part.lstrip(" ").startswith(tuple("=+-@＝＋－＠"))  # noqa: RUF001


def test_escapes_of_a_workbook_are_read_back_as_they_were_written(attacked):
    """As OOXML has it (ECMA-376 part 1, 22.9.2.19): each `_xHHHH_` from the left is one character."""
    content = attacked.get(f"/list.xlsx?ids={IDS}").data
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        strings = etree.fromstring(parts.read("xl/sharedStrings.xml"))
    texts = {"".join(one.itertext()) for one in strings}
    read = {re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text) for text in texts}
    assert {"_x0041_", "_x0041_\u200cx202E_\u200cx0007_"} <= read
    assert not any(map(DANGEROUS.search, read))


def test_a_harmless_text_keeps_its_letters_and_loses_what_is_none():
    assert [harmless(attack) for attack in ATTACKS[6:14]] == [
        "=1+1",
        "＝1+1",  # noqa: RUF001
        "gnp.elif.example",
        "isolated",
        "one two three",
        'quote " comma, semicolon; backslash \\',
        "nulbellescape",
        "_x0041_",
    ]
    assert harmless(ATTACKS[-1]) == ATTACKS[-1]
    assert harmless("x" * 10_000) == "x" * (LONGEST - 1) + "…"


def test_an_attack_is_one_value_of_one_card(attacked):
    content = attacked.get(f"/list.vcf?ids={IDS}").data
    found = cards(content)

    assert [card.uid.value for card in found] == [one.id for one in ATTACKERS]
    assert content.count(b"\r\nEND:VCARD\r\n") == len(ATTACKS)
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert not DANGEROUS.search(content.decode().replace("\r\n", ""))
    for attack, card in zip(ATTACKS, found, strict=True):
        shown = harmless(attack)
        assert card.fn.value == (shown or f"Listing {card.uid.value}")
        if shown:
            assert card.org.value == [shown]
            assert f"“{shown}"[:1900] in card.note.value
    # vobject reads of a web address only what comes before its first comma.
    assert content.replace(b"\r\n ", b"").count(f"\r\nURL:{WEBSITE}\r\n".encode()) == len(ATTACKS)


OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def rows_of_fods(path):
    """The rows of the first sheet by heading. A value that is not text, or a formula, fails."""
    sheet = next(etree.parse(path).iter(f"{TABLE}table"))
    lines = []
    for row in sheet.iter(f"{TABLE}table-row"):
        cells = []
        for cell in row.iterchildren(f"{TABLE}table-cell"):
            assert f"{TABLE}formula" not in cell.attrib
            kind = cell.get(f"{OFFICE}value-type")
            text = "".join("".join(part.itertext()) for part in cell.iterchildren(f"{TEXT}p"))
            cells += [(kind, text)] * min(int(cell.get(f"{TABLE}number-columns-repeated", 1)), 100)
        if any(text for _, text in cells):
            lines.append(cells)
    first, *others = lines
    headings = [text for _, text in first if text]
    return [dict(zip(headings, row, strict=False)) for row in others]


@pytest.fixture(scope="module")
def converted(attacked, tmp_path_factory):
    """What LibreOffice makes of four files, and what was written."""
    if SOFFICE is None:
        pytest.skip("LibreOffice is missing: apt-get install libreoffice-calc")
    folder = tmp_path_factory.mktemp("converted")
    written = {}
    for name, address in {"maine": f"/list.{{}}?ids={MAINE}", "attack": f"/list.{{}}?ids={IDS}"}.items():
        for form in ("csv", "xlsx"):
            content = attacked.get(address.format(form)).data
            (folder / f"{name}_{form}.{form}").write_bytes(content)
            written[f"{name}_{form}"] = {"csv": rows_of_csv, "xlsx": rows_of_xlsx}[form](content)
    for form, options in {"csv": ("--infilter=CSV:44,34,76",), "xlsx": ()}.items():  # 76 is UTF-8
        files = sorted(str(path) for path in folder.glob(f"*.{form}"))
        subprocess.run(
            [
                SOFFICE,
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                *options,
                "--convert-to",
                "fods",
                "--outdir",
                str(folder / "out"),
                *files,
            ],
            check=True,
            capture_output=True,
            timeout=300,
        )
    return {name: (rows_of_fods(folder / "out" / f"{name}.fods"), read) for name, read in written.items()}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_libreoffice_gives_back_the_same_zip_codes_and_phones(converted, form):
    read, written = converted[f"maine_{form}"]

    assert len(read) == len(written) == 20
    for heading in ("State and ZIP code", "Phone", "Fax: confirm by phone before you send patient information"):
        assert [row[heading] for row in read] == [("string", row[heading]) for row in written]
    assert {row["State and ZIP code"][1] for row in read} == {"ME 04101"}
    assert len({row["Phone"][1] for row in read}) == 15


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_libreoffice_runs_nothing_of_an_attack(converted, form):
    read, written = converted[f"attack_{form}"]

    assert [row["Clinic"] for row in read] == [("string" if row["Clinic"] else None, row["Clinic"]) for row in written]
