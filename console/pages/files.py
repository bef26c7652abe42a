"""Files of every page: style sheet, face and logo of the site, the console's own style sheet, and the health check."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Response, abort

from webapp.static_files import FACE, STYLE_SHEET, content

_OWN = Path(__file__).parents[1] / "static"
FILES = {
    STYLE_SHEET: content(STYLE_SHEET),
    FACE: content(FACE),
    "logo.svg": content("logo.svg"),
    "console.css": (_OWN / "console.css").read_bytes(),
}
"""Nothing else of the site's folder is served: the site's script has no place in the console."""
TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


def file(name: str) -> Response:
    """Answer with one of the files."""
    if name not in FILES:
        abort(404)
    return Response(FILES[name], mimetype=TYPES[Path(name).suffix])


@cache
def file_address(name: str) -> str:
    """Return "/static/console.css?v=…", which changes with the file's content."""
    return f"/static/{name}?v={hashlib.sha256(FILES[name]).hexdigest()[:10]}"


def alive() -> Response:
    """Answer that the process lives."""
    return Response("ok\n", mimetype="text/plain")
