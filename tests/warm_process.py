"""Runs modules as `python -m` does, in processes forked from one that has loaded them already.

The tests start thousands of commands and crawls, and loading Scrapy, SQLAlchemy and the house costs more than most of
them do. The loading process runs nothing itself, so each child begins with its modules as they are after import. Tests
of how a process starts, dies or is limited start a real one.
"""

import atexit
import gc
import importlib
import json
import os
import runpy
import select
import socket
import struct
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOADED = (
    "commands.cases",
    "commands.crawl",
    "commands.demo",
    "commands.doctor",
    "commands.publish",
    "commands.resolve",
    "commands.runs",
    "commands.search",
    "commands.sources",
    "pinpoint",
    "tests.crawler.approve_run",
    "tests.crawler.platforms.whole_crawl",
    "tests.crawler.politeness.one_page",
)
WHOLE_CRAWL = "tests.crawler.platforms.whole_crawl"
LENGTH = struct.Struct("!I")


def run(module, *arguments, env=None, umask=None, timeout=300):
    """Run a module to its end; like `subprocess.run` with captured text output and an empty standard input."""
    env = dict(os.environ if env is None else env)
    asked = {"module": module, "arguments": arguments, "env": env, "cwd": str(Path.cwd()), "umask": umask}
    request = json.dumps(asked).encode()
    with (
        socket.socket(socket.AF_UNIX) as asking,
        tempfile.TemporaryFile("w+") as out,
        tempfile.TemporaryFile("w+") as err,
    ):
        asking.settimeout(timeout)
        asking.connect(_address())
        socket.send_fds(asking, [LENGTH.pack(len(request))], [out.fileno(), err.fileno()])
        asking.sendall(request)
        status = json.loads(asking.recv(100))
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess([module, *arguments], status, out.read(), err.read())


@cache
def _address():
    """Start the loading process of these tests, and return where it listens."""
    folder = tempfile.TemporaryDirectory(prefix="warm-")
    address = str(Path(folder.name, "socket"))
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(address)
    listener.listen()
    command = [sys.executable, "-m", "tests.warm_process", str(listener.fileno())]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, pass_fds=[listener.fileno()])
    listener.close()

    def end():
        process.stdin.close()
        process.wait()
        folder.cleanup()

    atexit.register(end)
    return address


def _serve(listener):
    """Fork for each request until the tests end; returns the request in the child that is to carry it out."""
    waiting = select.poll()  # select() takes no descriptor beyond 1023, and a long run of tests has more
    for each in (listener, sys.stdin):
        waiting.register(each, select.POLLIN | select.POLLHUP)
    while True:
        if any(ready == sys.stdin.fileno() for ready, _ in waiting.poll()):
            return None
        connection, _ = listener.accept()
        if not os.fork():
            listener.close()
            return _supervise(connection)
        connection.close()
        _reap()


def _reap():
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG) > (0, 0):
            pass


def _supervise(connection):
    """Fork the child that carries a request out, and answer with its status; end it where nobody waits for it."""
    head, outputs, _, _ = socket.recv_fds(connection, LENGTH.size, 2)
    with connection.makefile("rb") as file:
        request = json.loads(file.read(LENGTH.unpack(head)[0]))
    lives, ended = os.pipe()
    child = os.fork()
    if not child:
        connection.close()
        os.close(lives)
        with Path(os.devnull).open() as nothing:
            for target, source in enumerate((nothing.fileno(), *outputs)):
                os.dup2(source, target)
        return request
    os.close(ended)
    ready, _, _ = select.select([connection, lives], [], [])
    if connection in ready:
        os.kill(child, 9)
    _, status = os.waitpid(child, 0)
    if connection not in ready:
        connection.sendall(json.dumps(os.waitstatus_to_exitcode(status)).encode())
    os._exit(0)


def _carry_out(request):
    os.environ.clear()
    os.environ.update(request["env"])
    if "TZ" in os.environ:
        time.tzset()
    os.chdir(request["cwd"])
    if request["umask"] is not None:
        os.umask(request["umask"])
    sys.argv[1:] = request["arguments"]
    runpy.run_module(request["module"], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    for name in LOADED:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    waiting = socket.socket(fileno=int(sys.argv[1]))
    asked = _serve(waiting)
    if asked is not None:
        _carry_out(asked)
