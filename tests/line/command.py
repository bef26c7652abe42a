"""Runs the real command in processes of its own, as an operator would."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path

from click.testing import CliRunner

from tests import warm_process

TODAY = "2026-11-23T12:00:00+00:00"
TOMORROW = "2026-11-24T12:00:00+00:00"
CONTACT = "hello@pinpoint.example"
"""The site does not start without one."""


@dataclass(frozen=True)
class Home:
    """One PINPOINT_HOME, and the day it is there."""

    path: Path
    now: str = TODAY
    more: dict[str, str] = field(default_factory=dict)
    inside: tuple[str, ...] = ()
    """Words before each command, to run it on a machine of its own."""

    def environment(self):
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PINPOINT_")}
        own = {"PINPOINT_HOME": str(self.path), "PINPOINT_NOW": self.now, "PINPOINT_CONTACT_MAIL": CONTACT}
        return kept | own | self.more

    def allowing(self, *addresses):
        """Return the same home, where servers on this machine may be crawled: host:port or http://host:port."""
        hosts = ",".join(address.removeprefix("http://").strip("/") for address in addresses)
        return replace(self, more=self.more | {"PINPOINT_ALLOW_ADDRESSES": hosts})

    def start(self, *arguments, **options):
        command = [*self.inside, sys.executable, "-m", "pinpoint", *map(str, arguments)]
        return subprocess.Popen(command, env=self.environment(), text=True, **options)

    def ask_for(self, *arguments):
        """Run a command to its end and return its exit code and all that it wrote."""
        with self.start(
            *arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
        ) as child:
            out, _ = child.communicate(timeout=300)
        return child.returncode, out

    def run(self, *arguments, code=0):
        """Run a command to its end and return what it wrote; a code of None takes any."""
        status, out, err = self._run_inside(*arguments) if self.inside else self._run_warm(*arguments)
        if code is not None:
            assert status == code, f"{arguments} ended with {status}\n{out}\n{err}\n{self.logs()}"
        return out

    def _run_inside(self, *arguments):
        with self.start(*arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL) as child:
            out, err = child.communicate(timeout=300)
        return child.returncode, out, err

    def _run_warm(self, *arguments):
        done = warm_process.run("pinpoint", *map(str, arguments), env=self.environment())
        return done.returncode, done.stdout, done.stderr

    def json(self, *arguments, code=0):
        return json.loads(self.run(*arguments, "--json", code=code))

    def ask(self, *arguments):
        """Run a search in this very process, which is quicker a hundred times over."""
        from commands.search import search
        from index import settings

        settings.current.cache_clear()
        asked = CliRunner().invoke(search, [*map(str, arguments), "--json"], env=self.environment())
        assert asked.exit_code == 0, asked.output
        return json.loads(asked.stdout)

    def content(self):
        return self.run("export", "--format", "jsonl", "--content")

    def export(self):
        return [json.loads(line) for line in self.run("export", "--format", "jsonl").splitlines()]

    def publish(self):
        self.run("resolve")
        self.run("publish")

    def logs(self):
        return "\n".join(log.read_text(errors="replace")[-2000:] for log in sorted(self.path.glob("logs/*.log"))[-1:])
