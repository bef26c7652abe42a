"""Invented entries in the shape of Minnesota's text files; both renderings of them."""

import asyncio
import re

import pytest

from crawler.platforms.mn_mhcp.mn_mhcp import MnMhcpOptions, MnMhcpSpider
from crawler.platforms.mn_mhcp.mn_mhcp_blocks import BlockError, Entry, blocks_of, read_block
from crawler.runs.source_files import SHIPPED, load_source
from crawler.sources.definition import SourceError
from tests.crawler.platforms.invented import started

CLEAN = """ASHDALE ROWAN LEE
FERN PHYSICAL THERAPY
12 ELM ST N STE 4
SAUK CENTRE, MN 56378
(303) 555-0101
Specialty: ORTHOPEDICS; PAIN

ASHDALE FERN
40 OAK ST
ST PAUL, MN 55102-1234
(303) 555-0102

MOSSWORTH TAM J
360 MOVEMENT
2ND FLOOR
161 19TH ST S
DULUTH, MN 55802
Specialty: DRY NEEDLING
Not accepting new patients
"""
TABBED = "\r\n" + re.sub(
    r"\n\n", "\r\n\t\t\t\t\t\t\r\n", CLEAN.replace(", MN ", ",  MN     ").replace(" N STE", " N   STE")
)


def entries(text):
    return [read_block(block) for _, block in blocks_of(text.splitlines())]


def test_a_block_has_name_clinic_street_town_phone_and_specialties():
    assert entries(CLEAN)[0] == Entry(
        name="ASHDALE ROWAN LEE",
        clinic="FERN PHYSICAL THERAPY",
        street="12 ELM ST N STE 4",
        city="SAUK CENTRE",
        state="MN",
        zip="56378",
        phone="(303) 555-0101",
        specialties="ORTHOPEDICS; PAIN",
    )


def test_a_block_may_have_neither_clinic_nor_specialty():
    assert entries(CLEAN)[1] == Entry(
        name="ASHDALE FERN", street="40 OAK ST", city="ST PAUL", state="MN", zip="55102-1234", phone="(303) 555-0102"
    )


def test_a_unit_has_a_line_of_its_own_before_its_street_or_after_and_is_no_clinic():
    third = entries(CLEAN)[2]
    assert (third.clinic, third.street, third.unit) == ("360 MOVEMENT", "161 19TH ST S", "2ND FLOOR")
    (after,) = entries("ASHDALE FERN\n40 OAK ST\nSTE 140\nST PAUL, MN 55102")
    assert (after.clinic, after.street, after.unit) == ("", "40 OAK ST", "STE 140")


def test_a_remark_after_the_specialty_is_kept():
    third = entries(CLEAN)[2]
    assert (third.phone, third.specialties, third.remark) == ("", "DRY NEEDLING", "Not accepting new patients")


def test_both_renderings_of_a_list_are_the_same_entries():
    assert entries(TABBED) == entries(CLEAN)


@pytest.mark.parametrize("block", [["ASHDALE FERN", "40 OAK ST"], ["ST PAUL, MN 55102"], ["A B", "ST PAUL, MN 55102"]])
def test_a_block_without_town_or_street_is_no_entry(block):
    with pytest.raises(BlockError):
        read_block(block)


@pytest.fixture
def lists(tmp_path):
    """Files of two lists, one of them in both renderings."""
    files = {"apr_Occupational_Therapist.txt": TABBED, "mar_acupuncture.txt": CLEAN}
    for name, text in files.items():
        (tmp_path / name).write_text(text, newline="")
    return tmp_path


def spider(*files):
    return MnMhcpSpider(load_source(SHIPPED / "mn_mhcp.yml"), {"files": ",".join(map(str, files))})


def test_the_profession_is_that_of_the_list_where_the_list_has_one(lists):
    reader = spider(*sorted(lists.iterdir()))
    listings = asyncio.run(started(reader))
    assert [one.profession for one in listings] == ["Occupational Therapist"] * 3 + [""] * 3
    assert len({one.source_id for one in listings}) == 6
    assert all(one.family_first and one.url == reader.definition.url for one in listings)
    assert reader.take_problems() == []


def test_only_words_about_dry_needling_are_quoted(lists):
    listings = asyncio.run(started(spider(lists / "mar_acupuncture.txt")))
    assert [[one.text for one in listing.statements] for listing in listings] == [[], [], ["DRY NEEDLING"]]


def test_a_run_without_a_file_of_each_list_reads_a_part_only(lists):
    assert spider(lists / "mar_acupuncture.txt").restricted
    every = [lists / f"{part}.txt" for part in load_source(SHIPPED / "mn_mhcp.yml").options["lists"]]
    for path in every:
        path.write_text(CLEAN)
    assert not spider(*every).restricted


def test_a_block_that_is_no_entry_is_counted_with_its_line_and_costs_no_other(lists):
    (lists / "mar_acupuncture.txt").write_text(f"Provider directory\n\n{CLEAN}")
    reader = spider(lists / "mar_acupuncture.txt")
    assert len(asyncio.run(started(reader))) == 3
    assert [(kind, where) for kind, where, _ in reader.take_problems()] == [("row/block", "mar_acupuncture.txt:1")]


def test_a_file_whose_list_is_not_known_is_refused(lists):
    (lists / "other.txt").write_text(CLEAN)
    with pytest.raises(SourceError, match=r"the name of other\.txt has none of acupuncture, chiropract"):
        spider(lists / "other.txt")


LISTS = {"Physical": "physical_therapist", "Chiro": "chiropractor"}


def given(files):
    return [path.name for path in MnMhcpOptions(files=files, lists=LISTS).paths]


def test_a_folder_stands_for_the_files_in_it_that_are_lists(tmp_path):
    for name in ("Physical Therapists.txt", "Chiropractors.txt", "READ ME.txt"):
        (tmp_path / name).write_text(CLEAN)
    (tmp_path / "Physical of last year").mkdir()
    assert given(str(tmp_path)) == ["Chiropractors.txt", "Physical Therapists.txt"]
    one = tmp_path / "Chiropractors.txt"
    assert (
        given(f"{one},{tmp_path}") == given(f" {one} , {tmp_path} ") == ["Chiropractors.txt", "Physical Therapists.txt"]
    )


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ("nowhere", "there is no file or folder nowhere; correct its path"),
        ("", "files: no file there has one of Physical, Chiro in its name"),
        ("READ ME.txt", "files: the name of READ ME.txt has none of Physical, Chiro; rename the file"),
    ],
)
def test_files_that_are_not_there_or_no_list_are_reported_in_an_operators_words(files, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "READ ME.txt").write_text(CLEAN)
    with pytest.raises(ValueError, match="files") as error:
        MnMhcpOptions(files=files, lists=LISTS)
    assert words in str(error.value)
