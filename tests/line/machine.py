"""A machine whose disk can be full or read-only: mounts in a mount namespace of a test's own, gone with it.

Needs util-linux's unshare, and either the right to make a mount namespace (root) or to make a user namespace.
"""

import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

SECONDS_AT_MOST = 300
WAYS = (
    (("unshare", "--mount"), ("nsenter", "--mount")),
    (("unshare", "--mount", "--map-root-user"), ("nsenter", "--user", "--preserve-credentials", "--mount")),
)


@dataclass(frozen=True)
class Machine:
    """A mount namespace, held open by a process that sleeps in it."""

    pid: int
    enter: tuple[str, ...]

    def command(self, *words):
        """Return what runs a command inside."""
        return [*self.enter, "--target", str(self.pid), "--", *map(str, words)]

    def do(self, *words):
        subprocess.run(self.command(*words), check=True, capture_output=True, timeout=60)

    def python(self, code, *arguments):
        done = subprocess.run(
            self.command(sys.executable, "-c", code, *arguments), check=True, capture_output=True, text=True, timeout=60
        )
        return done.stdout

    def small_disk(self, folder, kilobytes):
        """Move a folder onto a disk of its own."""
        aside = Path(f"{folder}.aside")
        shutil.copytree(folder, aside)
        self.do("mount", "-t", "tmpfs", "-o", f"size={kilobytes}k,mode=755", "tmpfs", folder)
        self.do("cp", "-a", f"{aside}/.", folder)

    def fill(self, folder):
        """Write to a disk until nothing more goes on it."""
        code = (
            "import sys\nf = open(sys.argv[1], 'ab', 0)\ntry:\n  while True: f.write(bytes(512))\nexcept OSError: pass"
        )
        self.python(code, Path(folder) / "filling")

    def make_room(self, folder):
        self.do("rm", Path(folder) / "filling")

    def read_only(self, folder):
        self.do("mount", "--bind", folder, folder)
        self.do("mount", "-o", "remount,ro,bind", folder)

    def writable(self, folder):
        self.do("mount", "-o", "remount,rw,bind", folder)

    def reachable(self, *paths):
        """Let every user of the machine reach these folders, whoever may pass through what lies above them."""
        for number, path in enumerate(Path(path).resolve() for path in paths):
            closed = [one for one in reversed(path.parents) if not one.stat().st_mode & 0o001]
            if closed:
                aside = f"/tmp/reachable-{self.pid}-{number}"
                self.do("mkdir", "-m", "755", aside)
                self.do("mount", "--bind", path, aside)
                self.do("mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", closed[0])
                self.do("mkdir", "-p", path)
                self.do("mount", "--move", aside, path)
                self.do("rmdir", aside)

    def files(self, folder):
        """Return where a folder of the machine is seen from outside."""
        return Path(f"/proc/{self.pid}/root{folder}")

    def home(self, home):
        """Return a home whose commands run on this machine."""
        return replace(home, inside=tuple(self.command()))


@contextmanager
def machine():
    """Give a machine; skips where this system lets nobody make one."""
    for unshare, enter in WAYS:
        holder = subprocess.Popen(
            [*unshare, "--propagation", "private", "sh", "-c", f"echo ready; exec sleep {SECONDS_AT_MOST}"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            if holder.stdout.readline() == "ready\n":
                yield Machine(holder.pid, enter)
                return
        finally:
            holder.kill()
            holder.wait()
            holder.stdout.close()
    pytest.skip("this system gives nobody a mount namespace of their own")
