"""Files of a home are its user's alone, whatever the umask, but for those that the site has to read."""

import os
import stat

import pytest

from index import file_modes, settings
from index.store import open_store
from tests import warm_process
from tests.index.publish import invented

GROUP_AND_OTHERS = 0o077


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def usual_umask():
    before = os.umask(0o022)
    yield
    os.umask(before)


def run(*arguments, home, umask=0o022):
    environment = os.environ | {"PINPOINT_HOME": str(home)}
    done = warm_process.run("pinpoint", *map(str, arguments), env=environment, umask=umask)
    assert done.returncode == 0, done.stderr


def published_home(home):
    store = open_store(settings.current().database_url)
    invented.settle(store)
    store.close()
    run("publish", home=home)


def below(folder):
    return [path for path in folder.rglob("*") if not path.is_symlink()]


@pytest.mark.parametrize("umask", [0o022, 0o000, 0o077])
def test_commands_make_private_files_and_generations_that_the_site_can_read(home, umask, tmp_path):
    run("sources", "list", home=home, umask=umask)
    published_home(home)
    run("resolve", home=home, umask=umask)
    run("publish", home=home, umask=umask)
    generations = home / "generations"
    private = [path for path in below(home) if generations not in (path, *path.parents)]
    assert home / "store.db" in private
    assert [path for path in private if mode(path) & GROUP_AND_OTHERS] == []
    readers = [path for path in below(generations) if path.suffix != ".lock"]
    assert {mode(path) for path in readers if path.is_dir()} == {0o755}
    assert {mode(path) for path in readers if path.is_file()} == {0o644}
    out = tmp_path / f"out-{umask}.jsonl"
    run("export", "--output", out, home=home, umask=umask)
    assert mode(out) == 0o666 & ~umask


def test_a_home_that_an_earlier_version_made_is_mended_at_the_next_start(home, usual_umask):
    for folder in ("archive/pages", "logs", "leases/hosts", "resolution", "sources"):
        (home / folder).mkdir(parents=True)
        (home / folder / "one").write_text("x", encoding="utf-8")
    for name in ("store.db", "store.db-wal", "store.db-shm"):
        (home / name).write_bytes(b"")
    (home / "inbox").mkdir(mode=0o770)
    assert len(file_modes.open_to_others(home)) == 8
    file_modes.mend(home)
    assert mode(home) == 0o711
    assert file_modes.open_to_others(home) == []
    inside = [path for path in below(home) if path != home / "inbox"]
    assert [path for path in inside if mode(path) & GROUP_AND_OTHERS] == []
    assert mode(home / "inbox") == 0o750


def test_what_an_operator_set_stays(home):
    home.mkdir(parents=True)
    home.chmod(0o710)
    (home / "generations").mkdir()
    (home / "generations").chmod(0o2750)
    published_home(home)
    assert mode(home) == 0o710
    assert mode(home / "generations") == 0o2750


def test_a_store_that_is_opened_without_a_command_is_private_too(home, usual_umask):
    store = open_store(settings.current().database_url)
    with store.write():
        assert {mode(path) for path in home.glob("store.db*")} == {0o600}
    store.close()


def test_a_link_out_of_the_home_is_not_followed(home, tmp_path, usual_umask):
    outside = tmp_path / "outside"
    outside.write_text("x", encoding="utf-8")
    (home / "logs").mkdir(parents=True)
    (home / "logs" / "link").symlink_to(outside)
    file_modes.mend(home)
    assert mode(outside) == 0o644
