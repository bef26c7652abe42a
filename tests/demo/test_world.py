import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import phonenumbers
import pytest

from demo.world.crowd import demonstration_npi
from demo.world.special import DemonstrationDataError, load_special
from demo.world.world import World
from tests.demo.asking import everything

ROOT = Path(__file__).parents[2]
DIGEST = """
import hashlib
from demo.world.world import World
from tests.demo.asking import everything
print(hashlib.sha256("".join(page.body for page in everything(World()).values()).encode()).hexdigest())
"""


def test_the_world_has_about_300_people_and_60_clinics(world):
    assert (len(world.people), len(world.clinics)) == (294, 59)
    assert {name: len(world.of(name)) for name in ("finder", "school", "registry", "sites")} == {
        "finder": 115,
        "school": 88,
        "registry": 322,
        "sites": 157,
    }


def test_the_same_bytes_come_out_of_another_process_with_another_hash_seed(pages):
    here = hashlib.sha256("".join(page.body for page in pages.values()).encode()).hexdigest()
    environment = {**os.environ, "PYTHONHASHSEED": "4"}
    there = subprocess.run(
        [sys.executable, "-c", DIGEST], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert there.stdout.strip() == here


def test_every_phone_on_every_page_is_set_aside_for_fiction(pages):
    for where, page in pages.items():
        for match in phonenumbers.PhoneNumberMatcher(page.body, "US", leniency=phonenumbers.Leniency.VALID):
            national = str(match.number.national_number)
            assert re.fullmatch(r"\d{3}55501\d\d", national), (where, match.raw_string)


def test_every_phone_that_a_directory_writes_is_a_valid_us_number(world):
    written = {entry.phone for entry in world.entries if entry.phone}
    assert len(written) > 100
    for phone in written:
        assert phonenumbers.is_valid_number(phonenumbers.parse(phone, "US")), phone


def test_every_host_on_every_page_is_one_that_nobody_can_own(pages):
    allowed = re.compile(r"(.+\.)?(example|test)|127\.0\.0\.1|schema\.org|www\.sitemaps\.org")
    for where, page in pages.items():
        for host in re.findall(r"https?:\\?/\\?/([^/\"'\s<>&)\\?:]+)", page.body):
            assert allowed.fullmatch(host), (where, host)


def test_every_html_page_says_that_it_is_invented(pages):
    html = [page for page in pages.values() if page.media_type.startswith("text/html")]
    assert len(html) > 300
    assert all("Invented for the demonstration of Pinpoint" in page.body for page in html)


def test_npis_have_valid_check_digits_and_are_in_the_demonstrations_own_range(world):
    assert demonstration_npi(0)[:9] == "299900000"
    printed = {entry.npi for entry in world.entries if entry.npi}
    assert len(printed) > 300
    for npi in printed:
        assert npi.startswith("2999")
        assert len(npi) == 10
        digits = [int(digit) for digit in "80840" + npi]
        doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
        assert (sum(digits[::-2]) + sum(doubled)) % 10 == 0


def test_an_npi_beyond_the_range_is_refused():
    with pytest.raises(ValueError, match="no NPI number 100000"):
        demonstration_npi(100_000)


def test_no_two_people_of_the_crowd_share_a_family_name(world):
    crowd = [person.family for person in world.people.values() if not person.traps and person.id.count("-") == 1]
    planted = {person.family for person in load_special().people}
    crowd = [family for family in crowd if family not in planted]
    assert len(crowd) == len(set(crowd)) > 200


def test_an_unknown_key_in_the_hand_written_cases_names_file_and_key(tmp_path):
    file = tmp_path / "special.yml"
    file.write_text("clinics: []\npeople: [{id: x, given: A, family: B, profession: p, colour: red}]\n")
    with pytest.raises(DemonstrationDataError, match=r"special\.yml[\s\S]*colour"):
        load_special(file)


def test_the_second_edition_moves_removes_renames_and_adds(world, changed):
    def keys(edition):
        return {(entry.directory, entry.subject) for entry in edition.entries}

    assert keys(world) - keys(changed) == {
        ("finder", "riley-garr"),
        ("school", "hana-mccook"),
        ("school", "avery-border"),
        ("finder", "avery-border"),
    }
    assert keys(changed) - keys(world) == {
        (directory, person)
        for person, directories in {"new-in-salida": ("finder", "school"), "new-in-denver": ("finder",)}.items()
        for directory in (*directories, "registry")
    }
    moved = {entry.directory: entry.place.organization for entry in changed.entries if entry.subject == "erin-wen"}
    assert moved == {
        "finder": "Flintmeadow Physical Therapy",
        "sites": "Flintmeadow Physical Therapy",
        "registry": "Low Lantern Physical Therapy",
        "websites": "Low Lantern Physical Therapy",
    }
    assert {entry.name for entry in changed.entries if entry.subject == "elizabeth-castell"} == {
        "Liz Tarnbridge, PT, OCS",
        'Elizabeth "Liz" Tarnbridge',
        "Elizabeth Tarnbridge",
        "Elizabeth Tarnbridge, PT, DPT, OCS",
    }


def test_what_the_second_edition_leaves_alone_is_the_same_to_the_byte(pages, changed):
    later = everything(changed)
    same = [where for where in pages.keys() & later.keys() if pages[where] == later[where]]
    profiles = [where for where in same if where[0] == "registry"]
    assert len(profiles) == 322 - 2 + 3  # one renamed record differs; front page, robots and the rest do not


def test_two_worlds_are_equal():
    assert World().entries == World().entries
