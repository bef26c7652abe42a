"""The second place of removals: everything that the overlay of the home leaves out, durably, and no more ends in it."""

import errno
import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from index import settings
from index.corrections.suppression import suppress
from index.corrections.suppression.hiding import hide, show_again
from index.corrections.suppression.removal import lift
from index.doctor.finding import NotWellError, TroubleKind
from index.doctor.safety_checks import NO_SECOND_PLACE
from index.doctor.safety_checks import removals_copy as check
from index.published import overlay as overlays
from index.published import removals_copy
from index.published.overlay import FILE, Overlay, change_overlay, read_overlay
from index.published.removals_copy import Removals, read_copy
from pinpoint import cli


@pytest.fixture
def copy(tmp_path, monkeypatch):
    (tmp_path / "other").mkdir()
    path = tmp_path / "other" / "removals.jsonl"
    monkeypatch.setenv("PINPOINT_REMOVALS_COPY", str(path))
    settings.current.cache_clear()
    return path


def leave_out(folder, *ids):
    change_overlay(folder, lambda overlay: overlay.suppressing(frozenset(ids), frozenset()))


def in_force(copy):
    return read_copy(copy).in_force


def test_a_removal_by_command_is_there_with_its_keys_and_without_a_word(published, copy, folder):
    done = CliRunner().invoke(
        cli, ["remove", "person03", "--who", "Robin", "--reason", "asked by Jordan Averyd", "--yes"]
    )

    assert done.exit_code == 0, done.output
    overlay = read_overlay(folder)
    assert in_force(copy) == Removals(suppressed=frozenset({"person03"}), keys=overlay.keys)
    assert overlay.keys
    assert not [word for word in (b"Robin", b"Avery", b"Jordan", b"asked") if word in copy.read_bytes()]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_hidden_fields_are_there_and_what_ends_is_written_too(published, copy, folder, monkeypatch):
    change_overlay(folder, lambda overlay: overlay.hiding("person01", frozenset({"phone", "fax"})))
    monkeypatch.setenv("PINPOINT_NOW", "2026-11-24T12:00:00+00:00")
    change_overlay(folder, lambda overlay: Overlay(hidden={"person01": frozenset({"phone"})}))

    assert in_force(copy) == Removals(hidden=frozenset({("person01", "phone")}))
    since = read_copy(copy).ended_since
    assert since(datetime(2026, 11, 24, tzinfo=UTC)) == Removals(hidden=frozenset({("person01", "fax")}))
    assert since(datetime(2026, 11, 25, tzinfo=UTC)) == Removals()


def test_a_lifted_removal_ends_there(published, store, copy, folder):
    suppress(store, "person03", "Robin", "asked")
    hide(store, folder)
    show_again(store, folder, lift(store, "person03", "Robin", "a mistake"))

    assert in_force(copy) == Removals()


def test_what_ended_and_came_back_has_not_ended(copy, folder):
    folder.mkdir(parents=True)
    leave_out(folder, "person01")
    change_overlay(folder, lambda _: Overlay())
    leave_out(folder, "person01")

    assert in_force(copy).suppressed == {"person01"}
    assert read_copy(copy).ended_since(datetime(2026, 1, 1, tzinfo=UTC)) == Removals()


def test_it_is_written_after_the_overlay_and_before_the_answer(copy, folder, monkeypatch):
    seen = []

    def watched(path, wanted, ended):
        seen.append((read_overlay(folder).suppressed, wanted.suppressed))

    monkeypatch.setattr(overlays, "bring_up_to_date", watched)
    leave_out(folder, "person01")
    assert seen == [({"person01"}, {"person01"})]


def test_the_line_is_synced(copy, folder, monkeypatch):
    synced = []
    fsync = os.fsync
    monkeypatch.setattr(
        os, "fsync", lambda one: (synced.append(str(Path(f"/proc/self/fd/{one}").readlink())), fsync(one))
    )
    leave_out(folder, "person01")

    assert {str(copy), str(copy.parent)} <= set(synced)


def test_a_full_disk_holds_no_removal_up_and_the_next_change_writes_all(copy, folder, monkeypatch, caplog):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(removals_copy, "_append", full)
        leave_out(folder, "person01")

    assert read_overlay(folder).suppressed == {"person01"}
    assert "second place of removals could not be written" in caplog.text
    with pytest.raises(NotWellError, match="is its disk mounted") as found:
        check(settings.current())
    assert [one.kind for one in found.value.troubles] == [TroubleKind.REMOVALS_COPY]

    leave_out(folder, "person02")
    assert in_force(copy).suppressed == {"person01", "person02"}
    assert check(settings.current()).startswith(f"{copy} has every removal")


def test_a_lost_overlay_ends_nothing_there(copy, folder):
    leave_out(folder, "person01")
    (folder / FILE).unlink()
    leave_out(folder, "person02")

    assert in_force(copy).suppressed == {"person01", "person02"}


def test_the_overlay_of_another_folder_is_none_of_its_business(copy, folder, tmp_path):
    leave_out(folder, "person01")
    leave_out(tmp_path / "drill", "person02")

    assert in_force(copy).suppressed == {"person01"}


@pytest.mark.parametrize("cut", [2, 40])
def test_a_line_cut_short_is_counted_and_made_up_for(copy, folder, cut):
    leave_out(folder, "person01")
    copy.write_bytes(copy.read_bytes()[:-cut])
    with pytest.raises(NotWellError, match="lacks 1 entries"):
        check(settings.current())

    leave_out(folder, "person02")
    assert (in_force(copy).suppressed, read_copy(copy).damaged) == ({"person01", "person02"}, 1)


def test_without_a_second_place_doctor_says_what_is_missing(home):
    assert check(settings.current()) == NO_SECOND_PLACE
