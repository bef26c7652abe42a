import json
import os
import select
import signal
import sys
from contextlib import suppress

import pytest

from index.alerts.channels.command import Command
from index.alerts.notice import DeliveryError
from tests.index.alerts.notices import TEXT, notice

PYTHON = sys.executable


@pytest.fixture
def command(with_settings):
    return lambda *arguments, **changes: Command(with_settings(command=arguments, **changes))


@pytest.fixture
def script(tmp_path):
    """Return a function that writes a program of the shell; `$0.out` is the file next to it."""

    def write(text):
        path = tmp_path / "notify"
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o700)
        return str(path)

    return write


def test_the_program_gets_the_text_on_its_input_and_a_small_environment(command, script, tmp_path, monkeypatch):
    monkeypatch.setenv("PINPOINT_SOCRATA_APP_TOKEN", "a-token")
    program = script('cat >"$0.out"; env >"$0.env"; pwd >"$0.pwd"')
    command(program).send(notice())
    assert (tmp_path / "notify.out").read_text() == f"school blocks us\n\n{TEXT}\n\n-- \npinpoint.test\n"
    names = {line.partition("=")[0] for line in (tmp_path / "notify.env").read_text().splitlines()}
    assert names - {"PWD", "SHLVL", "_", "OLDPWD"} <= {
        "PATH", "HOME", "LANG", "LC_ALL", "TZ", "XDG_RUNTIME_DIR", "PINPOINT_ALERT_EVENT",
    }  # fmt: skip
    assert (tmp_path / "notify.pwd").read_text() == "/\n"


def test_no_shell_reads_the_arguments(command, script, tmp_path):
    program = script('printf "%s|" "$@" >"$0.out"')
    command(program, "a b", "$(touch x); `id`", "*").send(notice())
    assert (tmp_path / "notify.out").read_text() == "a b|$(touch x); `id`|*|"


def test_a_program_that_fails_is_a_failure_and_nothing_it_wrote_is_repeated(command, script, capfd):
    program = script('echo "password: hunter2"; echo "password: hunter2" >&2; exit 3')
    with pytest.raises(DeliveryError) as failed:
        command(program, "--token=a-token").send(notice())
    assert str(failed.value) == f"command: {program} ended with 3; run it by hand with a text on its input"
    assert capfd.readouterr() == ("", "")


def test_a_program_that_runs_too_long_is_ended_with_all_that_it_started(command, script, tmp_path):
    program = script('sleep 300 & echo $! >"$0.child"; wait')
    with pytest.raises(DeliveryError, match=r"was ended after 1 seconds \(PINPOINT_ALERT_SECONDS\)"):
        command(program, seconds=1).send(notice())
    child = int((tmp_path / "notify.child").read_text())
    with suppress(ProcessLookupError):  # its end was seen to already
        process = os.pidfd_open(child)
        ended, _, _ = select.select([process], [], [], 60)
        os.close(process)
        assert ended == [process]


def test_a_program_that_leaves_another_running_with_its_output_open_has_delivered(command, script, tmp_path):
    program = script('sleep 300 & echo $! >"$0.child"')
    command(program, seconds=60).send(notice())
    os.kill(int((tmp_path / "notify.child").read_text()), signal.SIGKILL)  # it was not waited for


def test_a_program_that_reads_nothing_delivers_too(command):
    command("/bin/true").send(notice(text="x" * 300_000))


@pytest.mark.parametrize(
    ("program", "said"),
    [("/nowhere/notify", "No such file or directory"), ("/etc/passwd", "Permission denied")],
)
def test_a_program_that_cannot_be_run_is_named(command, program, said):
    with pytest.raises(DeliveryError, match=rf"command: {program} cannot be run \({said}\); check path and rights"):
        command(program).send(notice())


def test_a_program_that_is_killed_says_so(command, script):
    program = script("kill -9 $$")
    with pytest.raises(DeliveryError, match="was ended by signal 9; run it by hand"):
        command(program).send(notice())


def test_locks_and_files_of_ours_are_closed_in_the_program(command, tmp_path):
    code = "import json, os; json.dump(os.listdir('/proc/self/fd'), open(__import__('sys').argv[1], 'w'))"
    held = os.open(tmp_path / "held", os.O_CREAT | os.O_RDWR)
    os.set_inheritable(held, True)
    try:
        command(PYTHON, "-I", "-c", code, str(tmp_path / "found")).send(notice())
    finally:
        os.close(held)
    assert str(held) not in json.loads((tmp_path / "found").read_text())
