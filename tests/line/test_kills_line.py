"""SIGKILL of the real processes at named steps: the last generation answers, and the next run mends everything."""

import signal
import subprocess
import time

import pytest

from crawler.runs.lease import is_held
from tests.line.command import TOMORROW, Home
from tests.line.nppes import write_nppes

QUIET = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
STEPS = ["crawl/staged", "crawl/judged", "resolve/written", "publish:synced", "publish:pointed"]
MORE_STEPS = [
    *("crawl/normalized", "crawl/promoted", "resolve/read", "resolve/clustered", "resolve/committed"),
    *("publish:read", "publish:index", "publish:renamed"),
]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """An older and a newer edition of one file."""
    folder = tmp_path_factory.mktemp("files")
    write_nppes(folder / "old.csv", people=40, seed=1)
    write_nppes(folder / "new.csv", people=45, seed=2)
    return folder


@pytest.fixture(scope="module")
def undisturbed(files, tmp_path_factory):
    """The content that the newer edition gives when nothing happens."""
    home = Home(tmp_path_factory.mktemp("calm") / "home")
    read(home, files / "old.csv")
    home.publish()
    read(Home(home.path, now=TOMORROW), files / "new.csv")
    home.publish()
    return home.content()


def read(home, file, code=0):
    home.run("crawl", "nppes_file", "--accept", "-a", f"file={file}", code=code)


@pytest.mark.parametrize("step", [*STEPS, *(pytest.param(step, marks=pytest.mark.soak_only) for step in MORE_STEPS)])
def test_a_process_killed_at_any_step_loses_nothing(step, files, undisturbed, tmp_path):
    home = Home(tmp_path / "home")
    read(home, files / "old.csv")
    home.publish()
    before = home.content()

    tomorrow = Home(home.path, now=TOMORROW)
    killed = Home(home.path, now=TOMORROW, more={"PINPOINT_FAULT_AT": step})
    crawl = ("crawl", "nppes_file", "--accept", "-a", f"file={files / 'new.csv'}")
    stages = {"crawl": crawl, "resolve": ("resolve",), "publish": ("publish",)}
    for stage, arguments in stages.items():
        if step.startswith(stage):
            ended = _code(killed, arguments)
            break
        assert _code(tomorrow, arguments) == 0
    assert ended in {-signal.SIGKILL, 4}  # 4: the crawl's own child was killed, and its parent says so
    after = home.content()
    assert after in {before, undisturbed}

    read(tomorrow, files / "new.csv")
    tomorrow.publish()
    assert tomorrow.content() == undisturbed


def test_the_child_of_a_killed_crawl_ends_with_it_and_its_run_counts_for_nothing(files, tmp_path):
    home = Home(tmp_path / "home")
    with home.start("demo-registry", "--nppes", files / "old.csv", **QUIET) as registry:
        base_url = registry.stdout.readline().strip()
        arguments = ("crawl", "npi_registry", "--accept", "-a", f"base_url={base_url}")
        with home.allowing(base_url).start(*arguments, **QUIET) as parent:
            _wait_until(lambda: is_held(home.path, 1))
            parent.send_signal(signal.SIGKILL)
        _wait_until(lambda: not is_held(home.path, 1))
        registry.terminate()
    read(home, files / "old.csv")
    newest, killed = home.json("runs")
    assert newest["verdict"] == "passed"
    assert killed["verdict"] in {"rejected", "abandoned"}
    assert killed["delta"] == {}


def _code(home, arguments):
    with home.start(*arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
        return child.wait(timeout=120)


def _wait_until(true, seconds=60):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.2)
