"""The one log: JSON lines, from a level on, without an error's words and without the values of variables."""

import ast
import io
import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest

from index.process_log import JsonLines, get_logger

ROOT = Path(__file__).parents[2]
MARKER = "zqmarkerzq"


@pytest.fixture
def written():
    """What is logged while the test runs, as it would be written at INFO."""
    stream = io.StringIO()
    handler = JsonLines(stream, "INFO", libraries=logging.WARNING)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel("INFO")
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)
    root.setLevel(level)


def run(code):
    code = f"import sys\nfrom index.process_log import set_up\nset_up('DEBUG', sys.stderr)\n{code}"
    return subprocess.run([sys.executable, "-c", code, MARKER], capture_output=True, text=True, check=False)


def fail(secret):
    local = f"{secret} kept in a variable"
    raise ValueError(local)


def test_a_line_is_json_with_its_fields_and_the_time_in_utc(written):
    get_logger("crawler.worker.worker").info("crawl ended", run=7, name="a name", args="of a record", verdict=None)
    (line,) = written()
    assert line.pop("time").endswith("Z")
    assert line == {
        "event": "crawl ended",
        "run": 7,
        "name": "a name",
        "args": "of a record",
        "verdict": None,
        "level": "info",
    }


def test_an_error_is_logged_by_its_kind_and_place(written):
    log = get_logger("crawler.worker.worker")
    try:
        fail(MARKER)
    except ValueError:
        log.exception("it failed", run=7)
    (line,) = written()
    assert (line["level"], line["event"], line["error"], line["run"]) == ("error", "it failed", "ValueError", 7)
    assert line["at"][-1].endswith(" fail")
    assert "why" not in line
    assert MARKER not in json.dumps(line)


def test_an_error_of_the_disk_says_what_to_do(written):
    get_logger("crawler.worker.worker").error("it failed", exc_info=OSError(28, MARKER, "/srv/pinpoint/store.db"))
    assert written()[0]["why"] == "/srv/pinpoint/store.db: the disk is full; make room and run this again"


def test_a_library_is_heard_from_a_warning_on_and_named(written):
    logging.getLogger("flask_limiter").info(MARKER)
    logging.getLogger("flask_limiter").warning("a limit has no storage")
    (line,) = written()
    assert (line["logger"], line["event"]) == ("flask_limiter", "a limit has no storage")


@pytest.mark.parametrize(("level", "events"), [("DEBUG", 4), ("INFO", 3), ("WARNING", 2), ("ERROR", 1)])
def test_the_level_is_obeyed(level, events):
    code = f"""
import sys
from index.process_log import get_logger, set_up
log = get_logger("crawler.worker.worker")
set_up({level!r}, sys.stdout)
for write in (log.debug, log.info, log.warning, log.error):
    write("one")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (len(done.stdout.splitlines()), done.stderr) == (events, "")


@pytest.mark.parametrize(
    "failing",
    [
        "raise ValueError(marker)",
        "import threading; threading.Thread(target=int, args=(marker,)).start()",
        "import warnings; warnings.warn(marker)",
        "class Bad:\n  def __del__(self): raise ValueError(marker)\nBad()",
    ],
)
def test_whatever_ends_a_process_or_a_thread_is_logged_without_its_words(failing):
    done = run(f"marker = sys.argv[1]\n{failing}")
    assert MARKER not in done.stdout + done.stderr
    assert [json.loads(line)["level"] for line in done.stderr.splitlines()] != []


def test_a_line_that_cannot_be_made_shows_nothing_either():
    done = run("import logging\nlogging.getLogger('crawler').error('%d', sys.argv[1])")
    assert done.stdout + done.stderr == ""


def test_every_module_takes_its_structured_logger_from_here():
    importing = [
        path.relative_to(ROOT).as_posix()
        for room in ("commands", "console", "crawler", "demo", "index", "webapp")
        for path in (ROOT / room).rglob("*.py")
        if any(
            isinstance(node, ast.Import) and any(name.name.split(".")[0] == "structlog" for name in node.names)
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        )
    ]
    assert importing == ["index/process_log.py"]


def test_setting_up_twice_writes_each_line_once():
    code = """
import logging, sys
from index.process_log import set_up
for _ in range(2):
    set_up("INFO", sys.stdout)
logging.getLogger("crawler").info("one")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert len(done.stdout.splitlines()) == 1
