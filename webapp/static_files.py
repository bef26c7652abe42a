"""Static files: the script, the face, the logo, and the style sheet, joined from its parts in `webapp/style/`."""

import hashlib
from collections.abc import Mapping
from functools import cache
from mimetypes import guess_type
from pathlib import Path

from flask import Flask, Response, abort, current_app, request

_FOLDER = Path(__file__).parent / "static"
STYLE_FOLDER = Path(__file__).parent / "style"
STYLE_SHEET = "pinpoint.css"
FACE = "public-sans.woff2"
LOGO = "logo.svg"
STYLE_PARTS = (
    "colors",
    "face",
    "frame",
    "text",
    "controls",
    "suggestions",
    "results",
    "first-screen",
    "table",
    "map",
    "facts",
    "reading",
    "drawings",
    "tiles",
    "rules",
    "home",
    "places",
    "profile",
    "chosen",
    "hours",
    "design",
    "print",
)
"""In the order of the cascade: what is said later wins."""
_FILES = "pinpoint.static_files"
_TYPES = {".woff2": "font/woff2", ".js": "text/javascript"}


class StaticFiles:
    """The files of one app: the program's own, the style sheet with `colors` after it, `files` in place of others."""

    def __init__(self, colors: bytes = b"", files: Mapping[str, bytes] | None = None) -> None:
        self._colors = colors
        self._files = dict(files or {})
        self._digests: dict[str, str] = {}

    def content(self, name: str) -> bytes:
        """Return the bytes of a file; raises FileNotFoundError for a name that no page loads."""
        if name in self._files:
            return self._files[name]
        return content(name) + self._colors if name == STYLE_SHEET else content(name)

    def digest(self, name: str) -> str:
        """Return the SHA-256 of a file; raises FileNotFoundError."""
        if name not in self._digests:
            self._digests[name] = _digest(self.content(name))
        return self._digests[name]

    def address(self, name: str) -> str:
        """Return "/static/pinpoint.css?v=…", which changes with the file's content and is the same in each language."""
        return _address(name, self.digest(name))


def connect(app: Flask, files: StaticFiles) -> None:
    """Answer "/static/NAME" in an app that was made without a static folder."""
    app.extensions[_FILES] = files
    app.add_url_rule("/static/<path:filename>", endpoint="static", view_func=answer)


@cache
def content(name: str) -> bytes:
    """Return the bytes of a file of the program; the style sheet is its parts, with the face's address in them.

    :raises FileNotFoundError: for a name that no page loads.
    """
    if name == STYLE_SHEET:
        parts = b"".join((STYLE_FOLDER / f"{part}.css").read_bytes() for part in STYLE_PARTS)
        return parts.replace(FACE.encode(), _address(FACE, _digest(content(FACE))).encode())
    if name not in {file.name for file in _FOLDER.iterdir()}:
        raise FileNotFoundError(f"No page loads {name!r}; the files are in {_FOLDER}.")
    return (_FOLDER / name).read_bytes()


def static_file(name: str) -> str:
    """Return the address of a file of this app."""
    return _of_this_app().address(name)


def answer(filename: str) -> Response:
    """Answer with a file and its ETag, or 304 to who has it, or 404."""
    files = _of_this_app()
    try:
        response = Response(files.content(filename), mimetype=_type(filename))
    except FileNotFoundError:
        abort(404)
    response.set_etag(files.digest(filename)[:20])
    response.make_conditional(request)
    return response


def _of_this_app() -> StaticFiles:
    files: StaticFiles = current_app.extensions[_FILES]
    return files


def _address(name: str, digest: str) -> str:
    return f"/static/{name}?v={digest[:10]}"


def _digest(file: bytes) -> str:
    return hashlib.sha256(file).hexdigest()


def _type(name: str) -> str:
    suffix = Path(name).suffix
    return _TYPES.get(suffix) or guess_type(name)[0] or "application/octet-stream"
