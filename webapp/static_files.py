"""Addresses of static files that change with their content, so that a browser may keep what it has."""

import hashlib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "static"


@cache
def static_file(name: str) -> str:
    """Return "/static/pinpoint.css?v=…"; the same in each language."""
    digest = hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()
    return f"/static/{name}?v={digest[:10]}"
