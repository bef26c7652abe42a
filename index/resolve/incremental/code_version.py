"""Which code and which registers compare listings: points and keys of another are worth nothing."""

import hashlib
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

INDEX = Path(__file__).parents[2]
COMPARED_WITH = ("resolve", "normalize", "vocabulary", "records")
"""Rooms whose code, and whose files of words, decide how listings compare."""
SUFFIXES = frozenset({".py", ".csv", ".yml", ".txt"})
LIBRARIES = ("nicknames", "rapidfuzz", "tldextract")


def code_version(registers: Iterable[str]) -> str:
    """Return a hash of the code that compares, of its libraries' versions, and of which sources are NPI registers."""
    digest = hashlib.sha256("\n".join([*sorted(registers), *map(version, LIBRARIES)]).encode())
    for folder in COMPARED_WITH:
        for file in sorted(path for path in (INDEX / folder).rglob("*") if path.is_file() and path.suffix in SUFFIXES):
            digest.update(file.relative_to(INDEX).as_posix().encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
