"""Locks on files, each tried by processes of their own."""

import signal
import subprocess
import sys

import pytest

from index.locks import FileLock, LockHeldError

HOLD = """
import sys
from pathlib import Path
from index.locks import FileLock
with FileLock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""
RUN_A_CHILD = """
import subprocess, sys
from pathlib import Path
from index.locks import FileLock
with FileLock(Path(sys.argv[1])) as lock:
    subprocess.run(["sh", "-c", "echo held; read line"], pass_fds=(lock.fileno(),))
"""
FORK = """
import os, sys
from pathlib import Path
from index.locks import FileLock
lock = FileLock(Path(sys.argv[1]))
if os.fork():
    os._exit(0)
print("held", flush=True)
sys.stdin.readline()
"""
WAIT = """
import sys
from pathlib import Path
from index.locks import FileLock
print("asking", flush=True)
with FileLock(Path(sys.argv[1]), wait=True) as lock:
    lock.file.write("second ")
"""


def started(code, path, **options):
    return subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, **options
    )


def is_free(path):
    try:
        FileLock(path).release()
    except LockHeldError:
        return False
    return True


def test_a_lock_is_held_by_one(tmp_path):
    path = tmp_path / "one.lock"
    with FileLock(path):
        with pytest.raises(LockHeldError, match=r"another process holds .*one\.lock"):
            FileLock(path)
        assert is_free(tmp_path / "other.lock")
    assert is_free(path)


def test_the_lock_of_a_killed_process_is_free(tmp_path):
    path = tmp_path / "one.lock"
    with started(HOLD, path) as holder:
        assert holder.stdout.readline() == "held\n"
        assert not is_free(path)
        holder.kill()
        holder.wait()
    assert is_free(path)


def test_a_child_holds_the_lock_that_it_inherited_until_it_ends(tmp_path):
    path = tmp_path / "one.lock"
    lock = FileLock(path)
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE, pass_fds=(lock.fileno(),)) as child:
        lock.release()
        assert not is_free(path)
        child.stdin.close()
    assert child.returncode == 0
    assert is_free(path)


@pytest.mark.parametrize(("code", "how_it_ends"), [(RUN_A_CHILD, signal.SIGKILL), (FORK, 0)])
def test_a_lock_outlives_its_parent_with_a_child(tmp_path, code, how_it_ends):
    path = tmp_path / "one.lock"
    with started(code, path) as parent:
        assert parent.stdout.readline() == "held\n"  # written by the child
        if how_it_ends:
            parent.send_signal(how_it_ends)
        assert parent.wait() == -how_it_ends
        assert not is_free(path)
        parent.stdin.close()
        assert parent.stdout.read() == ""  # ends with the last process that could write it
    assert is_free(path)


def test_who_waits_gets_the_lock_when_it_is_free_and_what_the_first_wrote(tmp_path):
    path = tmp_path / "one.lock"
    with FileLock(path) as lock:
        waiting = started(WAIT, path)
        assert waiting.stdout.readline() == "asking\n"
        lock.file.write("first ")
        lock.file.flush()
        assert path.read_text() == "first "
    waiting.communicate()
    assert waiting.returncode == 0
    assert path.read_text() == "first second "
