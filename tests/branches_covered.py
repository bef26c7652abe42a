"""Prints the share of branches that the tests ran, room by room, and fails where a house has too few.

`python -m tests.branches_covered FILE`: FILE is what `coverage json` wrote.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path

LEAST = {"crawler": 90.0, "index": 90.0}
"""House → percent of its branches that the tests must run."""


def branches(report):
    """Return {house or room: (branches that ran, branches)}."""
    counts = defaultdict(lambda: [0, 0])
    for path, file in report["files"].items():
        folders = Path(path).parent.parts
        for depth in range(1, min(len(folders), 2) + 1):
            room = counts["/".join(folders[:depth])]
            room[0] += file["summary"]["covered_branches"]
            room[1] += file["summary"]["num_branches"]
    return {room: (ran, all_of_it) for room, (ran, all_of_it) in sorted(counts.items())}


def percent(ran, all_of_it):
    return 100.0 * ran / all_of_it if all_of_it else 100.0


def too_low(counts):
    """Return a sentence for each house below its least share, or that has no branch at all."""
    return [
        f"{house}: {percent(*counts.get(house, (0, 1))):.1f} % of its branches ran; at least {least:.0f} % must"
        for house, least in LEAST.items()
        if percent(*counts.get(house, (0, 1))) < least
    ]


def main(path):
    counts = branches(json.loads(Path(path).read_text(encoding="utf-8")))
    for room, (ran, all_of_it) in counts.items():
        sys.stdout.write(f"{room:<28}{ran:>6} of {all_of_it:>6} branches  {percent(ran, all_of_it):5.1f} %\n")
    return "\n".join(too_low(counts))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]) or None)
