"""What an operator looks at, in a home of 200 sources, 20,000 runs and a million listings, compared with a small one.

Each look is taken in a process of its own: once to warm up, as a console does once a day, and once to be measured.
"""

import json
import subprocess
import sys
from pathlib import Path
from time import perf_counter

from tests.bulk_store import Size, filled
from tests.line.command import Home
from tests.line.signed_in import console_of
from tests.operator_work import LOOKS, operator_work
from tests.statement_costs import costs

SMALL = Size(sources=20, runs=200, listings=10_000)
BIG = Size(sources=200, runs=20_000, listings=1_000_000)
PROMISED_MS = 300


def test_looks_at_a_big_home_compared_with_a_small_one(tmp_path, capsys):
    homes = [filled(Home(tmp_path / name), size) for name, size in (("small", SMALL), ("big", BIG))]
    rows = {look: [measured(home, look) for home in homes] for look in LOOKS}
    with capsys.disabled():
        sys.stdout.write(report(rows))


def measured(home, look):
    """Return {statements, first_ms, ms, mib} of a look in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.test_operator_bench", str(home.path), look]
    environment = home.environment() | {"PYTHONPATH": str(Path.cwd())}
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def report(rows):
    small, title = f"{SMALL.sources}, {SMALL.runs} and {SMALL.listings:,}", ("statements", "ms", "first ms", "peak MiB")
    lines = [
        f"\n{BIG.sources} sources, {BIG.runs:,} runs, {BIG.listings:,} listings (times those of a home of {small})\n",
        f"{'':24}{''.join(f'{one:>18}' for one in title)}\n",
    ]
    for look, (small, big) in rows.items():
        figures = "".join(
            f"{big[name]:>{width},.0f} ({big[name] / max(small[name], 1):5.1f})"
            for name, width in (("statements", 10), ("ms", 10), ("first_ms", 10), ("mib", 10))
        )
        late = f"  MORE than {PROMISED_MS} ms" if big["ms"] > PROMISED_MS else ""
        lines.append(f"{look:24}{figures}{late}\n")
    return "".join(lines)


def peak_kib():
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))


def look_in_this_process(folder, name):
    with console_of(Home(folder)) as console:
        look = operator_work(console, "src0")[name]
        began = perf_counter()
        look()
        first = perf_counter() - began
        Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
        began = perf_counter()
        look()
        took = perf_counter() - began
        peak = peak_kib()
        with costs() as found:
            look()
    return {"statements": len(found.statements), "first_ms": first * 1000, "ms": took * 1000, "mib": peak / 1024}


if __name__ == "__main__":
    print(json.dumps(look_in_this_process(Path(sys.argv[1]), sys.argv[2])))  # noqa: T201
