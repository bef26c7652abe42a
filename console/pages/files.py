"""Files that every page loads: the site's style sheet and logo, the console's own style sheet, and the health check."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Response, abort

from webapp.caching import STATIC_FILES

_OWN = Path(__file__).parents[1] / "static"
FILES = {
    "pinpoint.css": STATIC_FILES / "pinpoint.css",
    "logo.svg": STATIC_FILES / "logo.svg",
    "console.css": _OWN / "console.css",
}
"""Nothing else of the site's folder is served: the site's script has no place in the console."""
TYPES = {".css": "text/css", ".svg": "image/svg+xml"}


def file(name: str) -> Response:
    """Answer with one of the files."""
    if name not in FILES:
        abort(404)
    return Response(FILES[name].read_bytes(), mimetype=TYPES[FILES[name].suffix])


@cache
def file_address(name: str) -> str:
    """Return "/static/console.css?v=…", which changes with the file's content."""
    return f"/static/{name}?v={hashlib.sha256(FILES[name].read_bytes()).hexdigest()[:10]}"


def alive() -> Response:
    """Answer that the process lives."""
    return Response("ok\n", mimetype="text/plain")
