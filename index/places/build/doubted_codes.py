"""ZIP codes of whose point the Census Bureau says otherwise; made by `make_doubted_codes.py`."""

from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("doubted_codes.txt")


@cache
def doubted_codes() -> frozenset[str]:
    """Return the codes of `doubted_codes.txt`."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(code for line in lines if not line.startswith("#") for code in line.split())
