import errno
import os
import stat
from datetime import UTC, datetime

import pytest

from index.published import closed
from index.published.closed import CannotCloseError, ClosedSign, close_site, closed_since, open_site


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "home" / "generations"


def test_a_site_is_closed_from_its_closing_to_its_opening(folder):
    sign = ClosedSign(folder, every=0)
    assert not sign.is_closed()
    close_site(folder)
    assert sign.is_closed()
    assert closed_since(folder) == datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    assert open_site(folder)
    assert not sign.is_closed()
    assert closed_since(folder) is None
    assert not open_site(folder)


def test_the_file_is_empty_and_the_site_s_user_sees_it_whatever_the_umask(folder):
    before = os.umask(0o077)
    try:
        path = close_site(folder)
    finally:
        os.umask(before)
    assert path == folder / "CLOSED"
    assert path.stat().st_size == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755


def test_a_site_that_is_closed_again_keeps_the_day_of_its_first_closing(folder, monkeypatch):
    close_site(folder)
    monkeypatch.setenv("PINPOINT_NOW", "2026-11-25T12:00:00+00:00")
    close_site(folder)
    assert closed_since(folder) == datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_a_sign_looks_once_a_second(folder):
    now = [0.0]
    sign = ClosedSign(folder, ticks=lambda: now[0])
    assert not sign.is_closed()
    close_site(folder)
    now[0] = 0.9
    assert not sign.is_closed()
    now[0] = 1.0
    assert sign.is_closed()


def test_a_disk_that_takes_no_bytes_still_takes_the_sign(folder, monkeypatch):
    folder.mkdir(parents=True)

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    for name in ("write", "fsync"):
        monkeypatch.setattr(os, name, full)
    close_site(folder)
    assert ClosedSign(folder).is_closed()


def test_where_it_cannot_be_made_the_sentence_says_how_to_stop_the_site(folder, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(closed.os, "open", full)
    with pytest.raises(CannotCloseError, match=r"No space left on device.*stop it instead: `docker compose stop site`"):
        close_site(folder)
