"""The ground of every test: no network beyond loopback, a home of its own, two sizes of long proofs."""

import os
import sys
import traceback
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from sqlalchemy import event
from sqlalchemy.pool import Pool

# Two busy cores are slow now and then, and that is no finding.
hypothesis_settings.register_profile(
    "pinpoint", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("pinpoint")

NETBLOCK = Path(__file__).parent / "netblock"
sys.path.insert(0, str(NETBLOCK))
import sitecustomize  # type: ignore[import-not-found]  # noqa: E402, F401  (ours, or what PYTHONPATH loaded)

# The processes that tests start compile the house once, not each anew, whatever the machine's default is.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ["PYTHONPATH"] = os.pathsep.join([str(NETBLOCK), os.environ.get("PYTHONPATH", "")])


def pytest_addoption(parser):
    parser.addoption("--bench", action="store_true", help="run the benchmarks in tests/bench")
    parser.addoption("--bench-size", action="append", type=int, help="providers of the text bench; 50,000 without it")
    parser.addoption("--bench-folder", help="where the text bench keeps its indexes for the next run")
    parser.addoption("--soak", action="store_true", help="run the long proofs in full size")


def pytest_configure(config):
    config.addinivalue_line("markers", "soak_only: runs only with --soak")


def pytest_collection_modifyitems(config, items):
    # The browser keeps an event loop in this thread while it is open, so what needs one of its own comes first.
    items.sort(key=lambda item: "browser" in item.path.parts)
    if not config.getoption("--soak"):
        skip = pytest.mark.skip(reason="full size only: make soak")
        for item in items:
            if item.get_closest_marker("soak_only"):
                item.add_marker(skip)


def pytest_ignore_collect(collection_path, config):
    if "bench" in collection_path.parts and not config.getoption("--bench"):
        return True
    return None


@pytest.fixture(scope="session")
def soak(request):
    """Return whether the long proofs run in full size."""
    return request.config.getoption("--soak")


_connections: dict[int, str] = {}
"""Places at which each open connection to a database was opened, by the id of its record in the pool."""


@event.listens_for(Pool, "connect")
def _opened(connection, record):
    frames = [frame for frame in traceback.extract_stack(limit=60) if "sqlalchemy" not in frame.filename]
    _connections[id(record)] = "".join(traceback.format_list(frames[-8:-1]))


@event.listens_for(Pool, "close")
def _closed(connection, record):
    _connections.pop(id(record), None)


@pytest.fixture(autouse=True)
def every_store_is_closed(request):
    """Fail a test that leaves a store open: from Python 3.13 on, SQLite connections nobody closes are errors."""
    before = set(_connections)
    yield
    left = [where for key, where in _connections.items() if key not in before]
    assert not left, f"{len(left)} connections to a store are still open; the first was opened at\n{left[0]}"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A fresh PINPOINT_HOME and settings for each test."""
    for name in [name for name in os.environ if name.startswith("PINPOINT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PINPOINT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PINPOINT_NOW", "2026-11-23T12:00:00+00:00")
    from index import settings

    settings.current.cache_clear()
    yield tmp_path / "home"
    settings.current.cache_clear()


@pytest.fixture
def store(home):
    """An empty store in the test's home."""
    from index import settings
    from index.store import open_store

    with open_store(settings.current().database_url) as opened:
        yield opened
