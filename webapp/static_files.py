"""Static files: the script, the face, the logo, and the style sheet, joined from its parts in `webapp/style/`."""

import hashlib
from functools import cache
from mimetypes import guess_type
from pathlib import Path

from flask import Flask, Response, abort, request

_FOLDER = Path(__file__).parent / "static"
_STYLE_FOLDER = Path(__file__).parent / "style"
STYLE_SHEET = "pinpoint.css"
FACE = "public-sans.woff2"
STYLE_PARTS = (
    "colors",
    "face",
    "frame",
    "text",
    "controls",
    "results",
    "first-screen",
    "table",
    "map",
    "facts",
    "reading",
    "tiles",
    "rules",
    "home",
    "profile",
    "chosen",
    "print",
)
"""In the order of the cascade: what is said later wins."""
_TYPES = {".woff2": "font/woff2", ".js": "text/javascript"}


def connect(app: Flask) -> None:
    """Answer "/static/NAME" in an app that was made without a static folder."""
    app.add_url_rule("/static/<path:filename>", endpoint="static", view_func=answer)


@cache
def content(name: str) -> bytes:
    """Return the bytes of a file; the style sheet is its parts, with the address of the face that pages load ahead.

    :raises FileNotFoundError: for a name that no page loads.
    """
    if name == STYLE_SHEET:
        parts = b"".join((_STYLE_FOLDER / f"{part}.css").read_bytes() for part in STYLE_PARTS)
        return parts.replace(FACE.encode(), static_file(FACE).encode())
    if name not in {file.name for file in _FOLDER.iterdir()}:
        raise FileNotFoundError(f"No page loads {name!r}; the files are in {_FOLDER}.")
    return (_FOLDER / name).read_bytes()


@cache
def static_file(name: str) -> str:
    """Return "/static/pinpoint.css?v=…", which changes with the file's content and is the same in each language."""
    return f"/static/{name}?v={_digest(name)[:10]}"


def answer(filename: str) -> Response:
    """Answer with a file and its ETag, or 304 to who has it, or 404."""
    try:
        response = Response(content(filename), mimetype=_type(filename))
    except FileNotFoundError:
        abort(404)
    response.set_etag(_digest(filename)[:20])
    response.make_conditional(request)
    return response


def _digest(name: str) -> str:
    return hashlib.sha256(content(name)).hexdigest()


def _type(name: str) -> str:
    suffix = Path(name).suffix
    return _TYPES.get(suffix) or guess_type(name)[0] or "application/octet-stream"
